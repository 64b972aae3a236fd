import pytest
from msgspec import structs

from vlmcat.catalog import Catalog
from vlmcat.errors import UsageError
from vlmcat.queries.filters import narrowed
from vlmcat.queries.stats import count, cross, overview


def test_a_facet_is_counted_the_commonest_first(catalog: Catalog) -> None:
    assert count(catalog, "encoder").rows == (("Eye L/14", 2, 0.6667), ("Eye S/16", 2, 0.6667))


def test_years_stand_in_their_order(catalog: Catalog) -> None:
    assert count(catalog, "year").rows == (("2023", 1, 0.3333), ("2024", 2, 0.6667))


def test_two_facets_are_crossed(catalog: Catalog) -> None:
    result = cross(catalog, "encoder", "year")
    assert [column.label for column in result.columns] == ["Vision encoder", "2023", "2024", "All"]
    assert result.rows == (("Eye L/14", 1, 1, 2), ("Eye S/16", None, 2, 2))


def test_the_overview_has_a_row_for_each_facet(catalog: Catalog) -> None:
    rows = {row[0]: row[1:] for row in overview(catalog).rows}
    assert rows["connector"] == (2, "MLP", 1, 0.3333)
    assert rows["fusion"] == (3, "Cross-attention", 1, 0.3333)


def test_a_value_that_an_architecture_has_twice_counts_once(catalog: Catalog) -> None:
    birch = catalog.architectures["birch-2"]
    twice = structs.replace(birch, vision_encoders=birch.vision_encoders * 2)
    entries = {**catalog.architectures, "birch-2": twice}
    assert count(Catalog(structs.replace(catalog.contents, architectures=entries)), "encoder") == count(
        catalog, "encoder"
    )


def test_nothing_is_counted_in_an_empty_catalog(catalog: Catalog) -> None:
    empty = narrowed(catalog, {"until": ["2000"]})
    assert count(empty, "encoder").rows == ()
    assert overview(empty).rows[0] == ("family", 0, None, 0, 0.0)


def test_an_unknown_facet_is_named_with_the_nearest(catalog: Catalog) -> None:
    with pytest.raises(UsageError) as error:
        count(catalog, "encodr")
    assert str(error.value) == "there is no facet 'encodr'\ndid you mean encoder?"
