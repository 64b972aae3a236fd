from typing import Any

import msgspec
import pytest

from vlmcat.catalog import Catalog
from vlmcat.loading.files import bundled_folder
from vlmcat.loading.folders import read_folders
from vlmcat.loading.patches import applied, changed_fields, idle, patched
from vlmcat.loading.problems import Finding
from vlmcat.records import Architecture


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        ({}, {"a": 1, "list": [1, 2], "map": {"x": 1, "y": 2}}),
        ({"a": 2}, {"a": 2, "list": [1, 2], "map": {"x": 1, "y": 2}}),
        ({"a": None}, {"list": [1, 2], "map": {"x": 1, "y": 2}}),
        ({"list": [3]}, {"a": 1, "list": [3], "map": {"x": 1, "y": 2}}),
        ({"map": {"y": 3, "z": 4}}, {"a": 1, "list": [1, 2], "map": {"x": 1, "y": 3, "z": 4}}),
        ({"map": {"x": None}}, {"a": 1, "list": [1, 2], "map": {"y": 2}}),
        ({"map": None}, {"a": 1, "list": [1, 2]}),
        ({"a": {"b": {"c": 1, "d": None}}}, {"a": {"b": {"c": 1}}, "list": [1, 2], "map": {"x": 1, "y": 2}}),
        ({"map": [1]}, {"a": 1, "list": [1, 2], "map": [1]}),
    ],
)
def test_maps_merge_the_rest_replaces_and_null_removes(patch: dict[str, Any], expected: dict[str, Any]) -> None:
    data = {"a": 1, "list": [1, 2], "map": {"x": 1, "y": 2}}
    assert patched(data, patch) == expected
    assert data == {"a": 1, "list": [1, 2], "map": {"x": 1, "y": 2}}


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        ({}, ()),
        ({"tasks": ["a"], "family": None}, ("tasks", "family")),
        ({"parameters": {"total": 1, "active": None}}, ("parameters.total", "parameters.active")),
        ({"parameters": {}}, ("parameters",)),
        ({"inferred": {"parameters.total": "why"}, "undisclosed": None}, ("inferred", "undisclosed")),
    ],
)
def test_the_fields_that_a_patch_changes_are_named(patch: dict[str, Any], expected: tuple[str, ...]) -> None:
    assert changed_fields(patch) == expected


@pytest.mark.parametrize(
    ("patch", "left"),
    [
        ({"family": "F"}, ["parameters.total", "training", "image_input.detail"]),
        ({"parameters": {"active": 1}}, ["parameters.total", "training", "image_input.detail"]),
        ({"parameters": {"total": 1}}, ["training", "image_input.detail"]),
        ({"parameters": None}, ["training", "image_input.detail"]),
        ({"training": {"stages": []}}, ["parameters.total", "image_input.detail"]),
        ({"image_input": {"detail_of": 1}}, ["parameters.total", "training", "image_input.detail"]),
        (
            {"parameters": {"total": 1}, "inferred": {"parameters.total": "own"}},
            ["parameters.total", "training", "image_input.detail"],
        ),
        ({"inferred": {"training": None}}, ["parameters.total", "image_input.detail"]),
        ({"inferred": None, "family": "F"}, None),
    ],
)
@pytest.mark.parametrize("name", ["inferred", "undisclosed"])
def test_a_note_on_a_field_that_a_patch_changes_goes_with_it(
    patch: dict[str, Any], left: list[str] | None, name: str
) -> None:
    notes = {"parameters.total": "bundled", "training": "bundled", "image_input.detail": "bundled"}
    renamed = {name if key == "inferred" else key: value for key, value in patch.items()}
    found = applied({name: notes}, renamed).get(name)
    assert (found and list(found)) == left


def test_a_note_that_a_patch_gives_itself_stays() -> None:
    data = {"inferred": {"parameters.total": "theirs"}, "undisclosed": {"parameters.active": "theirs"}}
    patch = {"parameters": {"total": 1, "active": 2}, "inferred": {"parameters.total": "mine"}}
    assert applied(data, patch) == patch | {"undisclosed": {}}


def test_a_null_with_nothing_to_remove_is_a_warning() -> None:
    data: dict[str, Any] = {"family": "Trees", "verified": None, "tasks": [], "links": {"paper": "p"}}
    assert list(idle(data, {"family": None, "famly": None, "tasks": None, "links": {"code": None, "paper": None}})) == [
        Finding(("famly",), "idle-patch", "there is no 'famly' to remove", "did you mean family?", "warning"),
        Finding(("tasks",), "idle-patch", "there is no 'tasks' to remove", None, "warning"),
        Finding(("links", "code"), "idle-patch", "there is no 'code' to remove", None, "warning"),
    ]


def test_what_a_patch_does_not_name_stays_as_it_was() -> None:
    catalog = Catalog(read_folders([bundled_folder()])[0])
    for entry in catalog.architectures.values():
        data = patched(msgspec.json.decode(msgspec.json.encode(entry)), {"name": entry.name})
        assert msgspec.convert(data, Architecture) == entry
