"""Folders laid over others: what they add, replace and change, and what is left out of them."""

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vlmcat.catalog import Catalog
from vlmcat.loading import checks, layers
from vlmcat.loading.folders import read_layers
from vlmcat.loading.layers import Layer
from vlmcat.loading.merging import Misfit, Part, merged
from vlmcat.records import Contents, Origin

FIXTURE = Path(__file__).parent.parent / "catalog"
ALDER = (FIXTURE / "architectures" / "alder.yaml").read_text(encoding="utf-8")
CEDAR = """\
name: Cedar
title: Cedar in Another Folder
released: 2024-03-01
summary: A tree that stands in another folder
overview: It stands.
based_on: [alder]
vision_encoders: [{id: eye-s-16}]
fusion: {methods: [projected-tokens]}
sources: [{id: p, kind: paper, url: "https://a.b", title: T, supports: [released, vision_encoders, fusion]}]
added: 2026-01-01
"""
SPRUCE = CEDAR.replace("Cedar", "Spruce").replace("[alder]", "[cedar]").replace("2024-03-01", "2024-04-01")

Over = Callable[..., Layer]


@pytest.fixture(autouse=True)
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a copy of the fixture catalog, so that problems name short paths."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(FIXTURE, tmp_path / "base"))


@pytest.fixture
def over(base: Path, tmp_path: Path) -> Over:
    """Lay folders over the base, and return the topmost layer."""

    def call(*folders: Mapping[str, str]) -> Layer:
        paths = []
        for name, files in zip(("one", "two"), folders, strict=False):
            write(tmp_path / name, files)
            paths.append(tmp_path / name)
        return read_layers([base, *paths])[-1]

    return call


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = (folder if Path(name).stem in SHARED else folder / "architectures") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


SHARED = ("datasets", "vision_encoders", "language_models", "vocabulary")


def told(layer: Layer) -> list[str]:
    return [str(problem).replace(os.sep, "/") for problem in layer.problems]


def left_out(layer: Layer) -> list[str]:
    return [f"{Path(each.file).name}: {each.message}" for each in layer.contents.left_out]


def origin(
    tmp_path: Path,
    kind: Any,  # noqa: ANN401 # a literal
    *files: str,
    replaces: bool = False,
    fields: tuple[str, ...] = (),
) -> Origin:
    return Origin(kind=kind, replaces=replaces, files=tuple(str(tmp_path / file) for file in files), fields=fields)


def test_entries_know_whose_they_are(over: Over, tmp_path: Path) -> None:
    layer = over(
        {"cedar.yaml": CEDAR, "alder.yaml": ALDER, "birch-2.patch.yaml": "family: Bushes\n"},
        {"cedar.patch.yaml": "family: Shrubs\n", "birch-2.patch.yaml": "aliases: [Birch Two]\nfamily: Bushes\n"},
    )
    assert told(layer) == []
    assert layer.contents.origins == {
        "cedar": origin(
            tmp_path, "own", "one/architectures/cedar.yaml", "two/architectures/cedar.patch.yaml", fields=("family",)
        ),
        "alder": origin(tmp_path, "own", "one/architectures/alder.yaml", replaces=True),
        "birch-2": origin(
            tmp_path,
            "patched",
            "one/architectures/birch-2.patch.yaml",
            "two/architectures/birch-2.patch.yaml",
            fields=("family", "aliases"),
        ),
    }
    entries = layer.contents.architectures
    assert (entries["cedar"].family, entries["birch-2"].family) == ("Shrubs", "Bushes")
    assert entries["birch-2"].aliases == ("Birch Two",)


def test_what_replaces_forgets_the_patches_below_it(over: Over, tmp_path: Path) -> None:
    layer = over({"alder.patch.yaml": "family: Bushes\n"}, {"alder.yaml": ALDER})
    assert layer.contents.architectures["alder"].family == "Trees"
    assert layer.contents.origins == {"alder": origin(tmp_path, "own", "two/architectures/alder.yaml", replaces=True)}


PATCH = "one/architectures/alder.patch.yaml"


@pytest.mark.parametrize(
    ("name", "patch", "expected"),
    [
        (
            "aldr.patch.yaml",
            "family: F\n",
            (
                "one/architectures/aldr.patch.yaml:1:1 patch-of-nothing there is no entry 'aldr' here or below that it "
                "could change\n    did you mean alder?"
            ),
        ),
        (
            "alder.patch.yaml",
            "# mine\nfamly: F\n",
            f"{PATCH}:2:1 unknown-field there is no field 'famly'\n    did you mean family?",
        ),
        (
            "alder.patch.yaml",
            "parameters: {totl: 7B}\n",
            f"{PATCH}:1:14 unknown-field there is no field 'totl'\n    did you mean total?",
        ),
        (
            "alder.patch.yaml",
            "tasks:\n  - captioning\n  - captoning\n",
            f"{PATCH}:3:5 unknown-reference 'captoning' is not among the tasks\n    did you mean captioning?",
        ),
        (
            "alder.patch.yaml",
            "name: null\n",
            f"{PATCH}:1:1 missing-field the field 'name' is missing\n    name: the short name people use",
        ),
        (
            "alder.patch.yaml",
            "fusion: {methods: [dual-encoder]}\n",
            f"{PATCH}:1:1 not-applicable connectors do not apply to dual-encoder",
        ),
        ("alder.patch.yaml", "- family\n", f"{PATCH}:1:1 wrong-type expected a map, got a list"),
        ("alder.patch.yaml", "# nothing yet\n", f"{PATCH}:1:1 empty-file the file is empty"),
        (
            "Alder.patch.yaml",
            "family: F\n",
            (
                "one/architectures/Alder.patch.yaml:1:1 bad-file-name 'Alder.patch.yaml' cannot be an entry's file\n"
                "    an entry is <id>.yaml; an id is lower-case kebab, dots kept: llava-1.5.yaml"
            ),
        ),
    ],
    ids=lambda text: text[:30],
)
def test_a_mistake_in_a_patch_is_found_there_and_changes_nothing(
    over: Over, catalog: Catalog, name: str, patch: str, expected: str
) -> None:
    layer = over({name: patch})
    assert expected in told(layer)
    assert layer.contents.architectures == catalog.architectures
    assert [Path(each.file).name for each in layer.contents.left_out] == [name]


def test_of_many_problems_of_a_file_no_more_are_kept_than_anybody_reads(over: Over, catalog: Catalog) -> None:
    layer = over({f"{id_}.patch.yaml": f"aliases: [{'Birch 10,' * 4_000}]\n" for id_ in ("alder", "birch-2")})
    files = ("alder", "birch-2")
    assert layer.contents.architectures == catalog.architectures
    assert left_out(layer) == [f"{id_}.patch.yaml: 'Birch 10' already leads to birch-10" for id_ in files]
    assert len(layer.problems) == 2 * 101
    assert [problem for problem in told(layer) if "already leads" not in problem] == [
        f"one/architectures/{id_}.patch.yaml:1:1 too-many only 100 problems of this file are listed" for id_ in files
    ]


def test_what_needs_a_file_that_is_left_out_is_left_out_too_and_the_rest_stays(over: Over, catalog: Catalog) -> None:
    layer = over({"cedar.yaml": CEDAR.replace("name: Cedar", "nme: Cedar"), "spruce.yaml": SPRUCE, "oak.yaml": OAK})
    assert {*layer.contents.architectures} == {*catalog.architectures, "oak"}
    assert left_out(layer) == [
        "cedar.yaml: the field 'name' is missing",
        "spruce.yaml: 'cedar' is not among the architectures",
    ]
    assert [problem.partition(" ")[0] for problem in told(layer)] == [
        "one/architectures/cedar.yaml:1:1",
        "one/architectures/cedar.yaml:1:1",
    ]


def test_what_cannot_be_read_is_told_before_what_misses_it(over: Over) -> None:
    aspen = CEDAR.replace("[{id: eye-s-16}]", "[{id: my-eye}]")
    layer = over({"vision_encoders.yaml": "my-eye: {nme: My Eye}\n", "aspen.yaml": aspen, "zelkova.yaml": "name: ["})
    assert left_out(layer) == [
        "vision_encoders.yaml: the field 'name' is missing",
        "zelkova.yaml: did not find expected node content",
        "aspen.yaml: 'my-eye' is not among the vision encoders",
    ]
    assert [problem.partition(" ")[0] for problem in told(layer) if "aspen" in problem] == []


OAK = CEDAR.replace("Cedar", "Oak")


def test_a_long_chain_of_what_needs_another_is_known_after_one_try(
    over: Over, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[Contents] = []

    def counted(below: Contents, parts: Sequence[Part]) -> tuple[Contents, list[Misfit]]:
        tries.append(below)
        return merged(below, parts)

    monkeypatch.setattr(layers, "merged", counted)
    chain = {
        f"tree-{n}.yaml": CEDAR.replace("Cedar", f"Tree {n}").replace("alder", f"tree-{n - 1}" if n else "nowhere")
        for n in range(6)
    }
    layer = over(chain | {"cedar.yaml": CEDAR, "cedar.patch.yaml": "based_on: [tree-3]\n"})
    assert {*layer.contents.architectures} == {*catalog.architectures, "cedar"}
    assert layer.contents.architectures["cedar"].based_on == ("alder",)
    assert sorted(left_out(layer)) == [
        "cedar.patch.yaml: 'tree-3' is not among the architectures",
        "tree-0.yaml: 'nowhere' is not among the architectures",
        *(f"tree-{n}.yaml: 'tree-{n - 1}' is not among the architectures" for n in range(1, 6)),
    ]
    assert len(tries) == 4  # of the base, of what lies over it, of what is sound, and of what is left


def test_a_name_that_two_claim_stays_with_the_one_below(over: Over, catalog: Catalog) -> None:
    birch = (FIXTURE / "architectures" / "birch-2.yaml").read_text(encoding="utf-8")
    layer = over({"birch-2.yaml": birch.replace("name: Birch 2", "name: Birch 10")})
    assert layer.contents.architectures == catalog.architectures
    assert left_out(layer) == ["birch-2.yaml: 'Birch 10' already leads to birch-10"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "alder.yaml",
            ALDER.replace("2023-10-05", "2025-10-05").replace("verified: 2026-01-02", ""),
            "birch-2: alder was released later, on 2025-10-05",
        ),
        (
            "vocabulary.yaml",
            (
                "fusion_methods:\n  cross-attention: {name: Crossing, definition: d, drawn_as: cross-attention,"
                " not_applicable: [connectors]}\n"
            ),
            "birch-2: connectors do not apply to cross-attention",
        ),
    ],
)
def test_a_file_that_makes_an_entry_below_wrong_is_left_out(
    over: Over, catalog: Catalog, name: str, text: str, message: str
) -> None:
    layer = over({name: text})
    assert left_out(layer) == [f"{name}: {message}"]
    assert any(message in problem for problem in told(layer))
    assert (layer.contents.architectures, layer.contents.vocabulary) == (catalog.architectures, catalog.vocabulary)


def test_a_date_in_the_future_leaves_nothing_out_because_it_will_be_past(over: Over) -> None:
    layer = over({"cedar.yaml": CEDAR.replace("2024-03-01", "2999-12-05")})
    assert told(layer) == [
        "one/architectures/cedar.yaml:3:1 implausible-date warning: 2999-12-05 is in the future",
    ]
    assert (left_out(layer), "cedar" in layer.contents.architectures) == ([], True)


def test_a_layer_refers_down(over: Over) -> None:
    assert left_out(over({"cedar.yaml": CEDAR}, {"spruce.yaml": SPRUCE})) == []


def test_a_layer_never_refers_up(over: Over) -> None:
    assert left_out(over({"spruce.yaml": SPRUCE}, {"cedar.yaml": CEDAR})) == [
        "spruce.yaml: 'cedar' is not among the architectures"
    ]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_whatever_is_laid_over_a_sound_catalog_it_stays_sound(tmp_path: Path, data: st.DataObject) -> None:
    own = tmp_path / "own"
    shutil.rmtree(own, ignore_errors=True)
    for name in data.draw(st.sets(st.sampled_from(sorted(GOOD)), min_size=1)):
        text = GOOD[name]
        at = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(at, min(at + 20, len(text))))
        write(
            own,
            {name: text[:at] + data.draw(st.sampled_from(["", "#", "x: ", "alder", "\n", "[", "2030"])) + text[end:]},
        )
    layer = read_layers([tmp_path / "base", own])[-1]
    files = {Path(each.file).name for each in layer.contents.left_out}
    assert sound(layer.contents)
    assert files or not [problem for problem in layer.problems if problem.severity == "error"]
    assert {"alder", "birch-2", "birch-10"} <= set(layer.contents.architectures)


GOOD = {
    "alder.yaml": ALDER,
    "cedar.yaml": CEDAR,
    "spruce.yaml": SPRUCE,
    "birch-2.patch.yaml": "family: F\ntasks: [captioning]\n",
    "cedar.patch.yaml": "based_on: [birch-2]\nreleased: 2024-03-02\n",
    "datasets.yaml": (FIXTURE / "datasets.yaml").read_text(encoding="utf-8"),
    "vocabulary.yaml": (FIXTURE / "vocabulary.yaml").read_text(encoding="utf-8"),
}


def sound(contents: Contents) -> bool:
    """Check the contents as if they were one folder, without any help of layers."""
    context = checks.Context(contents)
    names = list(checks.clashing_names(contents))
    return not names and not any(
        finding.severity == "error"
        for id_, entry in contents.architectures.items()
        for finding in checks.check(id_, entry, context)
    )
