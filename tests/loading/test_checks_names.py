from typing import Any

import pytest
from msgspec.structs import replace

from vlmcat.catalog import Catalog
from vlmcat.loading.checks import (
    Context,
    clashing_items,
    clashing_names,
    unknown_references,
)
from vlmcat.loading.problems import Finding
from vlmcat.records import Checkpoint, Contents, Dataset, Record, Term


def with_entry(catalog: Catalog, id_: str, **changes: Any) -> Contents:  # noqa: ANN401 # fields of several types
    entry = replace(catalog.architectures[id_], **changes)
    return replace(catalog.contents, architectures={**catalog.architectures, id_: entry})


def taken(text: str, owner: str, *where: str | int) -> Finding:
    return Finding(where, "duplicate-name", f"{text!r} already leads to {owner}")


@pytest.mark.parametrize(
    ("id_", "changes", "expected"),
    [
        ("alder", {"name": "ALDER", "title": "alder", "aliases": ("Al-der",)}, []),
        ("birch-2", {"name": "alder"}, [taken("alder", "alder", "name")]),
        ("birch-2", {"title": "Alder 7B Chat"}, [taken("Alder 7B Chat", "alder", "title")]),
        ("birch-2", {"aliases": ("Birch", "ALDER-VLM")}, [taken("ALDER-VLM", "alder", "aliases", 1)]),
        (
            "birch-10",
            {"checkpoints": (Checkpoint(name="birch 10"), Checkpoint(name="B", hub_id="x/alder"))},
            [taken("alder", "alder", "checkpoints", 1, "hub_id")],
        ),
        (
            "birch-10",
            {"checkpoints": (Checkpoint(name="B-7B"), Checkpoint(name="b 7b"))},
            [taken("b 7b", "birch-10", "checkpoints", 1, "name")],
        ),
    ],
)
def test_a_name_leads_to_one_place_in_whatever_spelling(
    catalog: Catalog, id_: str, changes: dict[str, Any], expected: list[Finding]
) -> None:
    found = list(clashing_names(with_entry(catalog, id_, **changes)))
    assert found == [(id_, finding) for finding in expected]


def dataset(name: str, *aliases: str) -> Dataset:
    return Dataset(name=name, aliases=aliases, description="d")


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ({"a-1": dataset("A1", "a 1", "A.1"), "b": dataset("B")}, []),
        ({"a": dataset("A"), "b": dataset("a")}, [(("b", "name"), "'a' already stands for a")]),
        ({"a": dataset("A", "Old"), "old": dataset("O")}, [(("old",), "'old' already stands for a")]),
        ({"a": dataset("A", "X"), "b": dataset("B", "Y", "x")}, [(("b", "aliases", 1), "'x' already stands for a")]),
        (
            {
                "a": Term(name="A", definition="d", acronyms=("VLM",)),
                "b": Term(name="B", definition="d", synonyms=("vlm",)),
            },
            [(("b", "synonyms", 0), "'vlm' already stands for a")],
        ),
    ],
)
def test_a_name_of_a_registry_or_closed_list_stands_for_one_item(
    items: dict[str, Record], expected: list[tuple[tuple[str | int, ...], str]]
) -> None:
    assert list(clashing_items(items)) == [Finding(where, "duplicate-name", message) for where, message in expected]


@pytest.mark.parametrize(
    ("file", "changes"),
    [
        ("datasets", {"datasets": {}}),
        ("vision_encoders", {"vision_encoders": {}}),
        ("architectures/alder", {"architectures": {}}),
    ],
)
def test_what_a_broken_file_may_hold_is_not_called_unknown(
    catalog: Catalog, file: str, changes: dict[str, Any]
) -> None:
    contents = replace(catalog.contents, **changes)
    entry = catalog.architectures["birch-2"]
    assert list(unknown_references("birch-2", entry, Context(contents))) != []
    assert list(unknown_references("birch-2", entry, Context(contents, frozenset({file})))) == []


def test_an_empty_collection_is_said_to_be_empty(catalog: Catalog) -> None:
    vocabulary = replace(catalog.contents.vocabulary, tasks={})
    contents = replace(catalog.contents, vocabulary=vocabulary)
    found = unknown_references("alder", catalog.architectures["alder"], Context(contents))
    assert {(finding.message, finding.hint) for finding in found} == {
        (f"{task!r} is not among the tasks", "there are no tasks at all")
        for task in catalog.architectures["alder"].tasks
    }
