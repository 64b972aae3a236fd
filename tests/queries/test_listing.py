import datetime as dt

import pytest

from vlmcat.catalog import Catalog
from vlmcat.errors import UsageError
from vlmcat.queries.listing import checkpoint_listing, listing


def ids(catalog: Catalog, **options: object) -> list[str]:
    result = listing(catalog, ["id"], **options)  # type: ignore[arg-type] # options are of several types
    return [str(row[0]) for row in result.rows]


def test_newest_come_first_and_one_day_is_in_natural_order(catalog: Catalog) -> None:
    assert ids(catalog) == ["birch-2", "birch-10", "alder"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("id", ["alder", "birch-2", "birch-10"]),
        ("id:desc", ["birch-10", "birch-2", "alder"]),
        ("params", ["alder", "birch-2", "birch-10"]),
        ("params:desc", ["birch-2", "alder", "birch-10"]),
        ("released:asc", ["alder", "birch-2", "birch-10"]),
        ("tokens", ["alder", "birch-2", "birch-10"]),
        ("encoder", ["alder", "birch-2", "birch-10"]),
        ("parameters", ["alder", "birch-2", "birch-10"]),
    ],
)
def test_sorting_is_natural_and_what_has_no_value_comes_last(catalog: Catalog, sort: str, expected: list[str]) -> None:
    assert ids(catalog, sort=sort) == expected


def test_a_limit_keeps_the_first_and_the_total_counts_all(catalog: Catalog) -> None:
    result = listing(catalog, limit=1)
    assert (len(result.rows), len(result.items), result.total) == (1, 1, 3)


def test_columns_reach_into_lists_and_records(catalog: Catalog) -> None:
    chosen = ["id", "year", "encoder", "training.stages.trains", "parameters.active", "checkpoints.name"]
    assert listing(catalog, chosen, sort="id").rows == (
        (
            "alder",
            2023,
            ("Eye L/14",),
            ("connector", "language-model"),
            None,
            ("Alder-7B-chat", "Alder-7B-base"),
        ),
        (
            "birch-2",
            2024,
            ("Eye L/14", "Eye S/16"),
            ("connector", "cross-attention-layers", "vision-encoder"),
            13_000_000_000,
            (),
        ),
        ("birch-10", 2024, ("Eye S/16",), ("vision-encoder", "text-encoder"), None, ()),
    )


def test_chosen_columns_are_the_keys_of_the_items(catalog: Catalog) -> None:
    result = listing(catalog, ["id", "released", "id", ""], limit=1)
    assert result.items == ({"id": "birch-2", "released": dt.date(2024, 2, 29)},)


@pytest.mark.parametrize(
    ("columns", "sort", "message"),
    [
        (["encodr"], None, "there is no column 'encodr'\ndid you mean encoder?"),
        (
            ["fusion.method"],
            None,
            "there is no column 'fusion.method'\ndid you mean fusion.methods or fusion.detail?",
        ),
        ([""], None, "no column is named\nfor example: --columns id,released,params,encoder"),
        (["id"], "parms", "there is no column 'parms'\ndid you mean params?"),
        (["id"], "id:up", "there is no direction 'up'\nvalid: field, field:asc, field:desc"),
    ],
)
def test_what_does_not_exist_is_named_with_the_nearest(
    catalog: Catalog, columns: list[str], sort: str | None, message: str
) -> None:
    with pytest.raises(UsageError) as error:
        listing(catalog, columns, sort)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"params": [">=7B"]}, ["Alder-7B-chat", "Alder-7B-base"]),
        ({"params": ["<7B"]}, []),
        ({"llm": ["mouth-7b"], "encoder": ["eye-l-14"]}, ["Alder-7B-chat", "Alder-7B-base"]),
        ({"encoder": ["eye-s-16"]}, []),
    ],
)
def test_filters_hold_for_a_checkpoint_itself(
    catalog: Catalog, filters: dict[str, list[str]], expected: list[str]
) -> None:
    assert [row[0] for row in checkpoint_listing(catalog, ["name"], filters=filters).rows] == expected
