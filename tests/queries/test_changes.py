import datetime as dt

import pytest
from msgspec import structs

from vlmcat.catalog import Catalog
from vlmcat.loading.files import changelog
from vlmcat.queries.changes import changes

TEXT = "## [Unreleased]\n### Added\n- One.\n## [1.0.0] - 2026-01-01\n### Fixed\n- Two,\n  wrapped.\n- `Three`.\n"


def test_the_newest_comes_first_of_one_day_the_entries_and_what_has_no_date_last(catalog: Catalog) -> None:
    assert [(row[0] and str(row[0]), *row[1:3]) for row in changes(catalog, TEXT).rows] == [
        ("2026-01-03", "added", "birch-10"),
        ("2026-01-02", "verified", "alder"),
        ("2026-01-02", "verified", "birch-2"),
        ("2026-01-01", "added", "alder"),
        ("2026-01-01", "added", "birch-2"),
        ("2026-01-01", "1.0.0 Fixed", None),
        ("2026-01-01", "1.0.0 Fixed", None),
        (None, "Unreleased Added", None),
    ]


def test_an_item_is_one_line_of_plain_text(catalog: Catalog) -> None:
    assert [row[3] for row in changes(catalog.only([]), TEXT).rows] == ["Two, wrapped.", "Three.", "One."]


def test_added_and_verified_on_one_day_is_one_change(catalog: Catalog) -> None:
    entry = structs.replace(catalog.architectures["alder"], added=dt.date(2026, 1, 2))
    only = Catalog(structs.replace(catalog.contents, architectures={"alder": entry}))
    assert [row[:3] for row in changes(only, "").rows] == [(dt.date(2026, 1, 2), "added, verified", "alder")]


@pytest.mark.parametrize(
    ("since", "ids"),
    [("2026-01-02", ["birch-10", "alder", "birch-2"]), ("2026-01-03", ["birch-10"]), ("2026-01-04", [])],
)
def test_only_what_is_new_since_a_day(catalog: Catalog, since: str, ids: list[str]) -> None:
    found = changes(catalog, TEXT, dt.date.fromisoformat(since))
    assert [row[2] for row in found.rows] == ids


def test_a_limit_leaves_the_total(catalog: Catalog) -> None:
    found = changes(catalog, TEXT, limit=3)
    assert [row[2] for row in found.rows] == ["birch-10", "alder", "birch-2"]
    assert found.total == 8


@pytest.mark.parametrize("text", ["", "# nothing\n", "- no section\n", "## [\n- x\n### y\n-  \n- z"])
def test_a_changelog_of_another_form_is_no_error(catalog: Catalog, text: str) -> None:
    assert len(changes(catalog, text).rows) >= 5


def test_the_changelog_that_vlmcat_comes_with_has_items() -> None:
    assert "\n## [Unreleased]\n" in changelog()
