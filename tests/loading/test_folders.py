import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from vlmcat.catalog import Catalog
from vlmcat.errors import CatalogError
from vlmcat.loading import folders
from vlmcat.loading.folders import read_folders
from vlmcat.records import Contents

FIXTURE = Path(__file__).parent.parent / "catalog"
ALDER, BIRCH = "architectures/alder.yaml", "architectures/birch-2.yaml"
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
OAK = "oak-set: {name: OakSet, description: Oaks.}\n"

Read = Callable[[Mapping[str, str]], tuple[Contents, list[str]]]
Edits = dict[str, tuple[str, str]]


@pytest.fixture(autouse=True)
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a copy of the fixture catalog, so that problems name short paths."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(FIXTURE, tmp_path / "base"))


def edit(folder: Path, edits: Edits) -> None:
    for name, (old, new) in edits.items():
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


@pytest.fixture
def over(base: Path, tmp_path: Path) -> Read:
    """Lay files over the base, and return the contents with the text of each problem."""

    def call(files: Mapping[str, str]) -> tuple[Contents, list[str]]:
        for name, text in files.items():
            path = tmp_path / "over" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        return read([base, *([tmp_path / "over"] if files else [])])

    return call


def read(folders: list[Path]) -> tuple[Contents, list[str]]:
    contents, problems = read_folders(folders)
    return contents, [str(problem).replace(os.sep, "/") for problem in problems]


def test_a_sound_folder_has_no_problems(over: Read, catalog: Catalog) -> None:
    assert over({}) == (catalog.contents, [])


def test_a_missing_folder_an_empty_one_and_a_file_are_errors(base: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("missing", "empty", "base/datasets.yaml"):
        with pytest.raises(CatalogError):
            read_folders([base, tmp_path / name])


def test_a_new_id_adds_and_may_use_what_lies_below(over: Read, catalog: Catalog) -> None:
    contents, problems = over({"architectures/cedar.yaml": CEDAR})
    assert problems == []
    assert {**contents.architectures, "cedar": None} == {**catalog.architectures, "cedar": None}
    assert contents.architectures["cedar"].based_on == ("alder",)


def test_the_same_id_replaces_and_the_rest_stays(over: Read, catalog: Catalog) -> None:
    text = (FIXTURE / ALDER).read_text(encoding="utf-8").replace("family: Trees", "family: Bushes")
    pairs = "leaf-pairs: {name: New pairs, description: Others.}\n"
    contents, problems = over(
        {ALDER: text, "datasets.yaml": pairs, "vocabulary.yaml": "tasks: {captioning: {name: Says, definition: d}}"}
    )
    assert problems == []
    assert contents.architectures["alder"].family == "Bushes"
    assert {id_: item.name for id_, item in contents.datasets.items()} == {
        "leaf-pairs": "New pairs",
        "leaf-chat": "LeafChat",
    }
    assert {id_: term.name for id_, term in contents.vocabulary.tasks.items()} == {
        "captioning": "Says",
        "retrieval": "Retrieval",
    }
    assert contents.architectures["birch-2"] == catalog.architectures["birch-2"]
    assert contents.vocabulary.components == catalog.vocabulary.components


def test_later_folders_lie_over_earlier_ones(base: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        text = f"leaf-chat: {{name: {name}, description: d}}\n"
        (tmp_path / name / "datasets.yaml").write_text(text, encoding="utf-8")
    one, two = tmp_path / "one", tmp_path / "two"
    assert read([base, one, two])[0].datasets["leaf-chat"].name == "two"
    assert read([base, two, one])[0].datasets["leaf-chat"].name == "one"


UNUSED = "over/datasets.yaml:1:1 unused warning: no architecture uses 'oak-set'"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"datasets.yaml": OAK}, [UNUSED]),
        (
            {"datasets.yaml": OAK.replace("OakSet", "leaf pairs")},
            [UNUSED, "over/datasets.yaml:1:11 duplicate-name 'leaf pairs' already stands for leaf-pairs"],
        ),
        (
            {"architectures/cedar.yaml": CEDAR.replace("name: Cedar", "name: alder vlm")},
            ["over/architectures/cedar.yaml:1:1 duplicate-name 'alder vlm' already leads to alder"],
        ),
        (
            {"architectures/cedar.yaml": CEDAR.replace("[alder]", "[aldr]")},
            [
                (
                    "over/architectures/cedar.yaml:6:12 unknown-reference 'aldr' is not among the architectures\n"
                    "    did you mean alder?"
                ),
            ],
        ),
        (
            {"vocabulary.yaml": "tasks:\n  saying: {name: captioning, definition: d}\n"},
            ["over/vocabulary.yaml:2:12 duplicate-name 'captioning' already stands for captioning"],
        ),
        (
            {"architectures/Cedar.yaml": CEDAR},
            [
                (
                    "over/architectures/Cedar.yaml:1:1 bad-file-name 'Cedar.yaml' cannot be an entry's file\n"
                    "    an entry is <id>.yaml; an id is lower-case kebab, dots kept: llava-1.5.yaml"
                ),
            ],
        ),
        (
            {"architectures/cedar.yml": CEDAR},
            [
                (
                    "over/architectures/cedar.yml:1:1 bad-file-name 'cedar.yml' cannot be an entry's file\n"
                    "    an entry is <id>.yaml; an id is lower-case kebab, dots kept: llava-1.5.yaml"
                ),
            ],
        ),
        (
            {"datasets.yaml": "- oak\n"},
            ["over/datasets.yaml:1:1 wrong-type expected a map, got a list"],
        ),
        ({"vocabulary.yaml": ""}, ["over/vocabulary.yaml:1:1 empty-file the file is empty"]),
    ],
    ids=lambda value: repr(value)[:50],
)
def test_a_mistake_in_a_folder_laid_over_is_found_at_its_place(
    over: Read, files: dict[str, str], expected: list[str]
) -> None:
    assert over(files)[1] == expected


@pytest.mark.parametrize("name", ["datasets", "vision_encoders", "language_models", "vocabulary"])
def test_a_broken_shared_file_does_not_make_references_to_it_unknown(base: Path, name: str) -> None:
    (base / f"{name}.yaml").write_text("a: [\n", encoding="utf-8")
    assert read([base])[1] == [f"base/{name}.yaml:2:1 not-yaml did not find expected node content"]


def test_a_broken_entry_does_not_make_references_to_it_unknown_nor_what_it_uses_unused(base: Path) -> None:
    edit(base, {ALDER: ("family: Trees", "famly: Trees")})
    assert read([base])[1] == [f"base/{ALDER}:5:1 unknown-field there is no field 'famly'\n    did you mean family?"]


def test_a_folder_in_place_of_an_entry_is_a_problem(base: Path) -> None:
    (base / "architectures" / "cedar.yaml").mkdir()
    assert read([base])[1] == ["base/architectures/cedar.yaml:1:1 unreadable not an ordinary file"]


def test_all_problems_of_all_files_come_in_one_run_sorted_by_place(base: Path) -> None:
    edit(base, {"vocabulary.yaml": ("name: Retrieval", "nme: Retrieval")})
    edit(base, {BIRCH: ("training: staged", "training: melted")})
    edit(base, {ALDER: ("used_for: alignment", "used_for: aligning")})
    edit(base, {ALDER: ("{total: 7B}", "{total: ~7B?}")})
    edit(base, {"architectures/birch-10.yaml": ("id: eye-s-16", "id: eye-s-17")})
    assert [problem.partition("\n")[0] for problem in read([base])[1]] == [
        f"base/{ALDER}:16:14 wrong-type expected a whole number, got text",
        f"base/{ALDER}:48:22 unknown-value 'aligning' is not one of the values of this field",
        "base/architectures/birch-10.yaml:9:6 unknown-reference 'eye-s-17' is not among the vision encoders",
        f"base/{BIRCH}:12:20 unknown-value 'melted' is not one of the values of this field",
        "base/vocabulary.yaml:42:3 missing-field the field 'name' is missing",
        "base/vocabulary.yaml:42:15 unknown-field there is no field 'nme'",
    ]


def test_a_file_outside_the_working_folder_is_named_in_full(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (base / "datasets.yaml").write_text("", encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    problem = read_folders([base])[1][0]
    assert str(problem) == f"{base / 'datasets.yaml'}:1:1 empty-file the file is empty"


def test_what_is_read_of_one_folder_has_a_bound(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = read([base])[0]
    monkeypatch.setattr(folders, "MAX_WEIGHT", 10_000)
    contents, problems = read([base])
    assert {problem.partition(":1:1 ")[2] for problem in problems} == {
        "too-large the files before it hold as much as is read of one folder"
    }
    assert 0 < len(problems) < 7
    assert contents.datasets == before.datasets


def test_a_file_holds_so_many_values_and_no_more(over: Read) -> None:
    files = {"datasets.yaml": 50_000, ALDER.replace(".yaml", ".patch.yaml"): 5_000, "architectures/cedar.yaml": 5_000}
    assert over({name: "a: [" + "b," * values + "]\n" for name, values in files.items()})[1] == [
        "over/architectures/alder.patch.yaml:1:10001 too-large more than 5,000 values",
        "over/architectures/cedar.yaml:1:10001 too-large more than 5,000 values",
        "over/datasets.yaml:1:100001 too-large more than 50,000 values",
    ]
