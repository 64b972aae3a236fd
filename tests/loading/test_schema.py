import copy
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from vlmcat.loading.files import bundled_folder
from vlmcat.loading.problems import Finding
from vlmcat.loading.schema import checked, explain, schema_text, well_formed
from vlmcat.records import Architecture, Dataset, Id, Vocabulary

ENTRY: dict[str, Any] = {
    "name": "Elm",
    "title": "Elm: A Tree",
    "released": "2024-01-31",
    "summary": "A tree that is small enough for a test",
    "overview": "It stands.",
    "fusion": {"methods": ["projected-tokens"]},
    "sources": [{"id": "a", "kind": "paper", "url": "https://a.b", "title": "A", "supports": ["released"]}],
    "added": "2026-01-01",
}
COUNT = (
    "wrong-type: expected a whole number, got text\n"
    "a number such as 7B, 4.2B or 428M, without quotes; leave out what is not known"
)
DATE = "is not a date\ndates are YYYY-MM-DD"
FORM = "does not have the form of this field"
NAME = "\nthe short name people use"
NOTHING = "there is nothing here\nleave out what is not known"
RELEASED = "\nfirst public date: weights or paper, whichever came first"
RULE = "image_input.parameters"
VALUE = "is not one of the values of this field"


def shown(finding: Finding) -> str:
    """Return a finding as text: place, code and message, with the hint on a line of its own."""
    hint = "" if finding.hint is None else f"\n{finding.hint}"
    return f"{'.'.join(map(str, finding.where))}: {finding.code}: {finding.message}{hint}"


def accepted(data: object, record_type: Any) -> bool:  # noqa: ANN401 # a type, or a generic of one
    """Return whether the loader takes the data, which asks for no explanation then."""
    try:
        msgspec.convert(data, record_type)
    except msgspec.ValidationError:
        return False
    return well_formed(data, record_type)


def test_the_schema_in_the_catalog_is_the_one_of_the_records(matches: Callable[[str, str], None]) -> None:
    matches(str(bundled_folder() / "schema.json"), schema_text())


def test_an_entry_without_mistakes_is_a_record_and_has_nothing_to_explain() -> None:
    assert explain(ENTRY, Architecture) == []
    assert accepted(ENTRY, Architecture)
    assert msgspec.convert(ENTRY, Architecture).name == "Elm"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"famly": "x"}, "famly: unknown-field: there is no field 'famly'\ndid you mean family?"),
        (
            {"links": {"qqq": "https://a.b"}},
            "links.qqq: unknown-field: there is no field 'qqq'\nvalid: paper, code, weights, project, blog, demo",
        ),
        (
            {"connectors": [{"type": "mlp"}]},
            (
                "connectors.0: missing-field: the field 'name' is missing\n"
                "name: what its authors call it: two-layer MLP, Perceiver Resampler"
            ),
        ),
        ({"name": 5}, f"name: wrong-type: expected text, got the number 5{NAME}"),
        ({"name": True}, f"name: wrong-type: expected text, got true or false{NAME}"),
        ({"name": None}, f"name: wrong-type: expected text, got null{NAME}"),
        ({"name": ["Elm"]}, f"name: wrong-type: expected text, got a list{NAME}"),
        ({"released": 2024}, f"released: wrong-type: expected text, got the number 2024{RELEASED}"),
        ({"tasks": "ocr"}, "tasks: wrong-type: expected a list, got text\nterms of vocabulary.yaml, tasks"),
        ({"training": [1]}, "training: wrong-type: expected a map, got a list\nHow the model is made."),
        (
            {"checkpoints": [{"name": "E", "flash_attention": "no"}]},
            (
                "checkpoints.0.flash_attention: wrong-type: expected true or false, got text\n"
                "whether the released code turns FlashAttention on by default"
            ),
        ),
        (
            {"vision_encoders": [{"id": "e", "training": "frozn"}]},
            f"vision_encoders.0.training: unknown-value: 'frozn' {VALUE}\ndid you mean frozen?",
        ),
        (
            {"vision_encoders": [{"id": "e", "training": "lazy"}]},
            f"vision_encoders.0.training: unknown-value: 'lazy' {VALUE}\nvalid: frozen, staged, trained",
        ),
        ({"released": "2024-02-30"}, f"released: bad-date: '2024-02-30' {DATE}"),
        ({"released": "2024-1-31"}, f"released: bad-date: '2024-1-31' {DATE}"),
        ({"released": "2024-W05-3"}, f"released: bad-date: '2024-W05-3' {DATE}"),
        ({"verified": "soon"}, f"verified: bad-date: 'soon' {DATE}"),
        ({"parameters": {"total": "7B"}}, f"parameters.total: {COUNT}"),
        (
            {"inferred": {"Bad key": "x"}},
            f"inferred.Bad key: bad-value: 'Bad key' {FORM}\na field of the entry: training.stages",
        ),
        ({"parameters": {"total": "~7B?"}}, f"parameters.total: {COUNT}"),
        (
            {"parameters": {"total": "x" * 99}},
            f"parameters.total: {COUNT}",
        ),
        (
            {"based_on": ["LLaVA"]},
            f"based_on.0: bad-value: 'LLaVA' {FORM}\nlower-case kebab, dots kept: llava-1.5",
        ),
        (
            {"links": {"code": "javascript:alert(1)"}},
            f"links.code: bad-value: 'javascript:alert(1)' {FORM}\nan http or https address",
        ),
        (
            {"image_input": {"resolution": "336 px"}},
            f"image_input.resolution: bad-value: '336 px' {FORM}\nwidth x height, where it is not square: 1920x1080",
        ),
        ({"name": "Elm\nTree"}, f"name: bad-value: 'Elm\\nTree' {FORM}\none line, without tabs"),
        ({"family": "a\tb"}, f"family: bad-value: 'a\\tb' {FORM}\none line, without tabs"),
        (
            {"checkpoints": [{"name": "E", "hub_id": "elm"}]},
            f"checkpoints.0.hub_id: bad-value: 'elm' {FORM}\nowner/name",
        ),
        ({"family": "x" * 121}, "family: too-long: 121 characters long, at most 120 fit"),
        ({"summary": "short"}, "summary: too-short: 5 characters long, at least 20 are needed"),
        (
            {"summary": "A tree of two lines\n- of text"},
            f"summary: bad-value: 'A tree of two lines\\n- of text' {FORM}\none line, without tabs",
        ),
        ({"family": ""}, f"family: empty: {NOTHING}"),
        ({"sources": []}, f"sources: empty: {NOTHING}"),
        ({"fusion": {"methods": []}}, f"fusion.methods: empty: {NOTHING}"),
        (
            {"image_input": {"parameters": {"rule": "fixd", "tokens": 1}}},
            f"{RULE}.rule: unknown-value: 'fixd' {VALUE}\ndid you mean fixed?",
        ),
        (
            {"image_input": {"parameters": {"rule": "fixed", "tokens": 1, "grid": "hd"}}},
            f"{RULE}.grid: unknown-field: there is no field 'grid'\nvalid: rule, tokens, separators, wrappers",
        ),
        (
            {"image_input": {"parameters": {"tokens": 1}}},
            f"{RULE}: missing-field: the field 'rule' is missing",
        ),
    ],
    ids=lambda value: repr(value)[:50],
)
def test_one_mistake_is_one_finding_with_its_place_and_a_tip(changes: dict[str, Any], expected: str) -> None:
    record, findings = checked(ENTRY | changes, Architecture)
    assert (record, [shown(finding) for finding in findings]) == (None, [expected])
    assert findings == explain(ENTRY | changes, Architecture)
    assert not accepted(ENTRY | changes, Architecture)


def test_all_mistakes_are_found_in_one_run() -> None:
    entry = copy.deepcopy(ENTRY) | {"nme": "Elm", "added": "today", "parameters": {"total": "big", "activ": 1}}
    del entry["name"]
    entry["sources"].append({"id": "B", "kind": "paper", "url": "https://a.b", "title": "", "supports": ["released"]})
    assert sorted(shown(finding) for finding in explain(entry, Architecture)) == [
        ": missing-field: the field 'name' is missing\nname: the short name people use",
        f"added: bad-date: 'today' {DATE}",
        "nme: unknown-field: there is no field 'nme'\ndid you mean name?",
        "parameters.activ: unknown-field: there is no field 'activ'\ndid you mean active?",
        f"parameters.total: {COUNT}",
        f"sources.1.id: bad-value: 'B' {FORM}\nlower-case kebab, dots kept: llava-1.5",
        f"sources.1.title: empty: {NOTHING}",
    ]


@pytest.mark.parametrize(
    ("data", "record_type", "expected"),
    [
        (None, dict[str, Dataset], ": wrong-type: expected a map, got null"),
        (["a"], dict[str, Dataset], ": wrong-type: expected a map, got a list"),
        (
            {"a": {"name": "A", "description": "d", "kind": "vq"}},
            dict[str, Dataset],
            f"a.kind: unknown-value: 'vq' {VALUE}\ndid you mean vqa?",
        ),
        (
            {
                "tasks": {
                    "t": {"name": "T", "definition": "d", "introduced_by": {"work": "w", "year": 2020, "url": "x"}}
                }
            },
            Vocabulary,
            f"tasks.t.introduced_by.url: bad-value: 'x' {FORM}\nan http or https address",
        ),
        (
            {"a": {"name": "A", "description": "d", "released": "May 2024"}},
            dict[str, Dataset],
            f"a.released: bad-value: 'May 2024' {FORM}\nYYYY, YYYY-MM or YYYY-MM-DD",
        ),
        (
            {"A B": {"name": "A", "description": "d"}},
            dict[Id, Dataset],
            f"A B: bad-value: 'A B' {FORM}\nlower-case kebab, dots kept: llava-1.5",
        ),
        ({"task": {}}, Vocabulary, "task: unknown-field: there is no field 'task'\ndid you mean tasks?"),
    ],
)
def test_registries_and_the_vocabulary_are_explained_too(data: object, record_type: object, expected: str) -> None:
    assert [shown(finding) for finding in explain(data, record_type)] == [expected]
    assert not accepted(data, record_type)
