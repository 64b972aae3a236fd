from collections.abc import Iterable

import pytest
from msgspec import structs

from vlmcat.catalog import Catalog
from vlmcat.output.consoles import Screen
from vlmcat.output.to_terminal import render
from vlmcat.queries.changes import changes
from vlmcat.queries.results import Column, Kind, table
from vlmcat.queries.roadmap import roadmap
from vlmcat.queries.search import search
from vlmcat.queries.stats import count, cross
from vlmcat.queries.timeline import timeline

NAME = "[red]x[/red] [/] :smile: [link=https://a.b]y[/link]"


@pytest.mark.parametrize("styled", [False, True])
def test_no_text_is_markup(catalog: Catalog, styled: bool) -> None:  # noqa: FBT001 # a parameter of the test
    entries = {"alder": structs.replace(catalog.architectures["alder"], family=NAME)}
    named = Catalog(structs.replace(catalog.contents, architectures=entries))
    screen = Screen(interactive=True, width=140, styled=styled)
    assert NAME in render(count(named, "family"), screen)
    assert NAME in render(cross(named, "fusion", "family"), screen)


def shown(kinds: Iterable[Kind], width: int) -> str:
    """Return the columns, ten wide each, that a screen has room for."""
    columns = [Column(letter, letter * 10, letter, kind) for letter, kind in zip("abcdef", kinds, strict=False)]
    row = tuple(column.label for column in columns)
    heading = render(table(columns, [row]), Screen(interactive=True, width=width, styled=False)).splitlines()[0]
    return "".join(word[0] for word in heading.split())


@pytest.mark.parametrize(
    ("kinds", "width", "expected"),
    [
        (("group", "date", "name", "prose"), 46, "abcd"),
        (("group", "date", "name", "prose"), 45, "abc"),
        (("group", "date", "name", "prose"), 33, "ac"),
        (("group", "date", "name", "prose"), 21, "c"),
        (("group", "date", "name", "prose"), 5, "c"),
        (("name", "name", "number", "name"), 34, "abd"),
        (("name", "name", "number", "name"), 22, "ab"),
        (("name", "name", "number", "name"), 12, "a"),
        (("number", "prose"), 12, "a"),
    ],
)
def test_names_are_the_last_to_find_no_room(kinds: Iterable[Kind], width: int, expected: str) -> None:
    assert shown(kinds, width) == expected


def test_a_narrow_screen_still_tells_what_a_row_is_of(catalog: Catalog) -> None:
    narrow = Screen(interactive=True, width=20, styled=False)
    assert render(timeline(catalog), narrow) == (
        "Year  ID\n"
        "──────────────\n"
        "2023  alder\n"
        "2024  birch-2\n"
        "      birch-10\n"
        "\n"
        "No room for: Month,\n"
        "Day, What it brought\n"
    )
    assert render(changes(catalog, "", limit=2), narrow) == (
        "Date        ID\n────────────────────\n2026-01-03  birch-10\n2026-01-02  alder\n\nNo room for: What,\nDetail\n"
    )


def test_what_is_listed_goes_on_as_far_in_as_what_follows(catalog: Catalog) -> None:
    narrow = Screen(interactive=True, width=30, styled=False)
    assert render(roadmap(catalog, "alder"), narrow) == (
        " 1. Alder  2023-10-05  the\n"
        "    work itself\n"
        "    A two-layer MLP carries\n"
        "    576 tokens of a leaf to a\n"
        "    language model\n"
        "    https://arxiv.org/abs/2310\n"
        "    .00001\n"
    )
    assert render(search(catalog, "cross-attention").result, narrow) == (
        " 1  birch-2  Birch 2  in\n    fusion\n    fusion: [Cross-attention]\n"
    )
