from typing import Any

import msgspec
import pytest

from vlmcat.catalog import Catalog
from vlmcat.loading.files import bundled_folder
from vlmcat.loading.folders import read_folders
from vlmcat.loading.patches import idle, patched
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
