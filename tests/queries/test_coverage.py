import datetime as dt

import pytest
from msgspec.structs import replace

from vlmcat.catalog import Catalog
from vlmcat.queries.columns import paths
from vlmcat.queries.coverage import FIELDS, coverage, coverage_by_entry, coverage_of, state


@pytest.mark.parametrize(
    ("id_", "field", "expected"),
    [
        ("alder", "parameters.total", "inferred"),
        ("alder", "datasets", "filled"),
        ("birch-2", "licenses.weights", "undisclosed"),
        ("birch-2", "checkpoints", "unknown"),
        ("birch-10", "language_models", "not_applicable"),
        ("birch-10", "connectors", "not_applicable"),
    ],
)
def test_a_field_has_one_state(catalog: Catalog, id_: str, field: str, expected: str) -> None:
    assert state(catalog.architectures[id_], field, catalog.vocabulary) == expected


def test_what_is_said_of_a_field_holds_for_its_parts_and_not_the_other_way_round(catalog: Catalog) -> None:
    entry = replace(catalog.architectures["birch-2"], undisclosed={"licenses": "why", "checkpoints.name": "why"})
    assert state(entry, "licenses.weights", catalog.vocabulary) == "undisclosed"
    assert state(entry, "checkpoints", catalog.vocabulary) == "unknown"


def test_each_entry_is_counted_once_in_each_field(catalog: Catalog) -> None:
    for row in coverage(catalog, dt.date(2026, 7, 1), 180).rows[:-2]:
        assert sum(number for number in row[1:6] if isinstance(number, int)) == len(catalog.architectures)
    assert set(FIELDS) <= set(paths())


@pytest.mark.parametrize(("days", "stale"), [(179, True), (180, False), (0, True)])
def test_an_entry_is_stale_once_more_than_so_many_days_have_passed(catalog: Catalog, days: int, stale: bool) -> None:  # noqa: FBT001 # an expectation
    today = dt.date(2026, 1, 2) + dt.timedelta(days=180)
    rows = {row[0]: row[1:3] for row in coverage_by_entry(catalog, today, days).rows}
    assert rows["alder"] == (dt.date(2026, 1, 2), stale)
    assert rows["birch-10"] == (catalog.architectures["birch-10"].verified, None)


@pytest.mark.parametrize(("days", "fresh", "stale"), [(179, 0, 2), (180, 2, 0)])
def test_a_stale_check_is_told_from_none(catalog: Catalog, days: int, fresh: int, stale: int) -> None:
    today = dt.date(2026, 1, 2) + dt.timedelta(days=180)
    verified = ("verified", 2, 0, 0, 0, 1, 0.6667)
    nothing = (None,) * 5
    assert coverage(catalog, today, days).rows[-3:] == (
        verified,
        ("fresh", fresh, *nothing),
        ("stale", stale, *nothing),
    )


def test_an_empty_catalog_covers_nothing(catalog: Catalog) -> None:
    empty = catalog.only([])
    assert {row[1:] for row in coverage(empty, dt.date(2026, 7, 1), 180).rows} == {
        (0, 0, 0, 0, 0, 0.0),
        (0, None, None, None, None, None),
    }
    assert coverage_by_entry(empty, dt.date(2026, 7, 1), 180).rows == ()


def test_one_entry_says_why(catalog: Catalog) -> None:
    rows = {row[0]: row[1:] for row in coverage_of(catalog, catalog.find("alder")).rows}
    assert rows["parameters.total"] == ("inferred", "Read off the name.")
    assert rows["links.weights"] == ("unknown", None)
