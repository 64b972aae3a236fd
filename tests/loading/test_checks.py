import datetime as dt
from typing import Any

import pytest
from msgspec.structs import replace

from vlmcat.catalog import Catalog
from vlmcat.loading import checks
from vlmcat.loading.checks import RULES, Context, Rule
from vlmcat.loading.problems import Finding
from vlmcat.records import (
    TO_BE_WRITTEN,
    Checkpoint,
    EncoderUse,
    LanguageModelUse,
    Links,
    Source,
    Stage,
    Training,
)

TODAY = dt.datetime.now(tz=dt.UTC).date()
TOMORROW, LATER = TODAY + dt.timedelta(days=1), TODAY + dt.timedelta(days=3)
HUB = "https://huggingface.co/"
CODE_HOSTS = "valid: github.com, gitlab.com, huggingface.co, codeberg.org, gitee.com, bitbucket.org"
SOURCE_TIP = "name it in a source's `supports`"


def stage(**fields: Any) -> Training:  # noqa: ANN401 # fields of several types
    return Training(stages=(Stage(name="S", **fields),))


def encoder(state: Any) -> tuple[EncoderUse, ...]:  # noqa: ANN401 # one of the states
    return (EncoderUse(id="eye-l-14", training=state),)


def source(kind: Any, *supports: str) -> Source:  # noqa: ANN401 # one of the kinds
    return Source(id=kind, kind=kind, url="https://a.b", title="T", supports=supports)


ALL = source("paper", *checks._FACTS)  # noqa: SLF001 # the facts that need a source
CASES: list[tuple[Rule, str, dict[str, Any], list[Finding]]] = [
    (
        checks.unknown_references,
        "alder",
        {"tasks": ("captoning", "zebra")},
        [
            Finding(
                ("tasks", 0), "unknown-reference", "'captoning' is not among the tasks", "did you mean captioning?"
            ),
            Finding(
                ("tasks", 1), "unknown-reference", "'zebra' is not among the tasks", "valid: captioning, retrieval"
            ),
        ],
    ),
    (
        checks.unknown_references,
        "alder",
        {"vision_encoders": (EncoderUse(id="eye-l-15"), EncoderUse(id="zebra"))},
        [
            Finding(
                ("vision_encoders", 0, "id"),
                "unknown-reference",
                "'eye-l-15' is not among the vision encoders",
                "did you mean eye-l-14 or eye-s-16? if it is new, add it to vision_encoders.yaml beside architectures/",
            ),
            Finding(
                ("vision_encoders", 1, "id"),
                "unknown-reference",
                "'zebra' is not among the vision encoders",
                "if it is new, add it to vision_encoders.yaml beside architectures/",
            ),
        ],
    ),
    (
        checks.links_match_their_kind,
        "alder",
        {"links": Links(code="http://[x")},
        [Finding(("links", "code"), "link-host", "http://[x is no host for code", CODE_HOSTS)],
    ),
    (checks.honest_gaps, "alder", {"undisclosed": {"image_input.parameters.grid": "not said"}, "inferred": {}}, []),
    (checks.implausible_dates, "alder", {"added": TOMORROW, "verified": TOMORROW}, []),
    (
        checks.implausible_dates,
        "alder",
        {"added": LATER, "verified": LATER},
        [Finding((field,), "implausible-date", f"{LATER} is in the future") for field in ("added", "verified")],
    ),
    (
        checks.implausible_dates,
        "alder",
        {"released": dt.date(2014, 12, 31)},
        [Finding(("released",), "implausible-date", "2014-12-31 is before there were such models")],
    ),
    (
        checks.implausible_dates,
        "alder",
        {"verified": dt.date(2023, 10, 4)},
        [Finding(("verified",), "implausible-date", "verified before its release on 2023-10-05")],
    ),
    (
        checks.lineage,
        "alder",
        {"based_on": ("alder", "birch-2", "unheard-of")},
        [
            Finding(("based_on", 0), "bad-lineage", "an architecture cannot be based on itself"),
            Finding(("based_on", 1), "bad-lineage", "birch-2 was released later, on 2024-02-29"),
        ],
    ),
    (
        checks.links_match_their_kind,
        "birch-10",
        {"links": Links(code="https://www.GitHub.com/a/b", weights=HUB + "a/b", paper="https://arxiv.org/abs/1")},
        [],
    ),
    (
        checks.links_match_their_kind,
        "birch-10",
        {"links": Links(code="https://github.com.evil.org/a", paper="https://www.youtube.com/x")},
        [
            Finding(("links", "code"), "link-host", "github.com.evil.org is no host for code", CODE_HOSTS),
            Finding(("links", "paper"), "link-host", "youtube.com is no host for a paper"),
        ],
    ),
    (
        checks.links_match_their_kind,
        "birch-10",
        {"checkpoints": (Checkpoint(name="A", hub_id="a/a"), Checkpoint(name="B", hub_id="a/b", url=HUB + "a/a"))},
        [Finding(("checkpoints", 1, "url"), "link-host", "not the page of this hub_id", f"expected {HUB}a/b")],
    ),
    (
        checks.stages_agree,
        "alder",
        {"training": stage(datasets=("leaf-chat", "eye"), trains=("connector",), freezes=("connector",))},
        [
            Finding(
                ("training", "stages", 0, "datasets", 1),
                "stage-disagrees",
                "'eye' is not among the entry's datasets",
                "add it there with its purpose",
            ),
            Finding(("training", "stages", 0, "freezes"), "stage-disagrees", "'connector' is both trained and frozen"),
        ],
    ),
    (
        checks.stages_agree,
        "alder",
        {"vision_encoders": encoder("frozen"), "training": stage(trains=("vision-encoder",))},
        [
            Finding(
                ("training", "stages", 0, "trains"),
                "stage-disagrees",
                "trains the vision encoder, which the entry calls frozen throughout",
            )
        ],
    ),
    (
        checks.stages_agree,
        "alder",
        {"vision_encoders": encoder("trained"), "training": stage(freezes=("vision-encoder",))},
        [
            Finding(
                ("training", "stages", 0, "freezes"),
                "stage-disagrees",
                "freezes the vision encoder, which the entry calls trained throughout",
            )
        ],
    ),
    (
        checks.stages_agree,
        "alder",
        {"vision_encoders": encoder("staged"), "training": stage(freezes=("vision-encoder",))},
        [],
    ),
    (
        checks.honest_gaps,
        "alder",
        {
            "undisclosed": {"parameters.total": "x", "parameters.active": "x", "license": "x"},
            "inferred": {"parameters.active": "x", "parameters.total": "x", "training.stages.trains": "x", "a": "x"},
        },
        [
            Finding(
                ("undisclosed", "parameters.total"),
                "dishonest-gap",
                "parameters.total is filled, so it is disclosed",
                "take it out of `undisclosed`; a patch does so with null",
            ),
            Finding(("undisclosed", "license"), "unknown-field", "an entry has no field 'license'"),
            Finding(
                ("inferred", "parameters.active"),
                "dishonest-gap",
                "parameters.active is empty, so nothing was inferred",
                "take it out of `inferred`; a patch does so with null",
            ),
            Finding(("inferred", "a"), "unknown-field", "an entry has no field 'a'"),
        ],
    ),
    (
        checks.honest_gaps,
        "birch-10",
        {"language_models": (LanguageModelUse(id="mouth-7b"),)},
        [Finding(("language_models",), "not-applicable", "language_models do not apply to dual-encoder")],
    ),
    (
        checks.sourced,
        "birch-10",
        {"sources": (source("list", "released", "training.stages", "fusion.method"), source("list", "tasks"))},
        [
            Finding(("sources", 0, "supports", 2), "unknown-field", "an entry has no field 'fusion.method'"),
            Finding(("sources", 1, "id"), "duplicate-name", "a source is called 'list' already"),
            Finding(("vision_encoders",), "no-source", "no source supports this field", SOURCE_TIP),
            Finding(("modalities",), "no-source", "no source supports this field", SOURCE_TIP),
        ],
    ),
    (
        checks.sourced,
        "birch-10",
        {"sources": (source("list", *ALL.supports),), "verified": TODAY},
        [Finding(("verified",), "no-source", "verified, yet no primary source was read")],
    ),
    (checks.sourced, "birch-10", {"sources": (ALL,), "verified": TODAY}, []),
    (
        checks.unfinished,
        "alder",
        {
            "title": f"{TO_BE_WRITTEN} the title",
            "summary": f"a summary that mentions {TO_BE_WRITTEN}",
            "inferred": {"parameters.total": f"{TO_BE_WRITTEN} a basis"},
        },
        [
            Finding(("title",), "unfinished", "the title", severity="warning"),
            Finding(("inferred", "parameters.total"), "unfinished", "a basis", severity="warning"),
        ],
    ),
]


@pytest.mark.parametrize(("rule", "id_", "changes", "expected"), CASES)
def test_a_rule_finds_what_breaks_it(
    catalog: Catalog, rule: Rule, id_: str, changes: dict[str, Any], expected: list[Finding]
) -> None:
    entry = replace(catalog.architectures[id_], **changes)
    assert list(rule(id_, entry, Context(catalog.contents))) == expected


def test_every_rule_has_a_case_above_that_breaks_it() -> None:
    assert {rule for rule, _, _, expected in CASES if expected} == set(RULES)
