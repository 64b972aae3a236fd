"""Which of two works comes first, one reason at a time: works that are alike but for a few words."""

from typing import Any

import pytest
from msgspec import structs

from vlmcat.catalog import Catalog
from vlmcat.queries.search import search


def found(catalog: Catalog, query: str, **works: dict[str, Any]) -> list[str]:
    """Search works that are alike but for these fields, among a dozen that have nothing to do with the query."""
    plain = structs.replace(
        catalog.architectures["birch-10"], title="Tree", family=None, summary="Of wood and of leaves"
    )
    entries = {name: structs.replace(plain, name=name, **fields) for name, fields in works.items()}
    entries |= {f"other-{n}": structs.replace(plain, name=f"Other {n}") for n in range(12)}
    result = search(Catalog(structs.replace(catalog.contents, architectures=entries)), query).result
    return [hit.id for hit in result.results]


@pytest.mark.parametrize(
    ("query", "first", "second"),
    [
        ("gizmo", {"summary": "It has a gizmo of its own"}, {"overview": "Gizmo, gizmo, gizmo, gizmo, gizmo."}),
        ("gizmo", {"overview": "A gizmo after a gizmo, a gizmo."}, {"overview": "A gizmo."}),
        ("gizmo widget", {"overview": "A gizmo widget."}, {"overview": "A widget, and then there is a gizmo."}),
        (
            "gizmo widget",
            {"summary": "A gizmo before the only widget"},
            {"family": "Gizmo", "overview": "After the gizmo there is a widget."},
        ),
    ],
    ids=["what it is", "more often", "side by side", "the weakest match counts"],
)
def test_the_better_of_two_comes_first(
    catalog: Catalog, query: str, first: dict[str, Any], second: dict[str, Any]
) -> None:
    assert found(catalog, query, b=first, a=second) == ["b", "a"]
    assert found(catalog, query, a=first, b=second) == ["a", "b"]
