import datetime as dt

import pytest
from msgspec import structs

from vlmcat.catalog import Catalog
from vlmcat.errors import UsageError
from vlmcat.queries.draft import Draft, draft
from vlmcat.records import Origin

TODAY = dt.date(2026, 11, 26)


@pytest.mark.parametrize(
    ("id_", "name", "family", "relatives"),
    [
        ("my-vlm", "My VLM", None, ()),
        ("oak-moe-2.5", "Oak MOE 2.5", None, ()),
        ("oak2", "Oak2", None, ()),
        ("birch-11", "Birch 11", "Birch", ("birch-10", "birch-2")),
        ("birch11", "Birch 11", "Birch", ("birch-10", "birch-2")),
        ("birch", "Birch", "Birch", ("birch-10", "birch-2")),
        ("birch-bark", "Birch Bark", None, ("birch-10", "birch-2")),
        ("bir-11", "Bir 11", None, ()),
        ("11", "11", None, ()),
    ],
)
def test_a_draft_knows_only_what_the_id_says(
    catalog: Catalog, id_: str, name: str, family: str | None, relatives: tuple[str, ...]
) -> None:
    assert draft(catalog, id_, TODAY) == Draft(id_, name, TODAY, family, relatives)


@pytest.mark.parametrize(
    ("id_", "message"),
    [
        (
            "My VLM",
            "'My VLM' cannot be an id, which is lower-case kebab with dots kept\nfor example: vlmcat new my-vlm",
        ),
        ("../x", "'../x' cannot be an id, which is lower-case kebab with dots kept\nfor example: vlmcat new x"),
        ("é", "'é' cannot be an id, which is lower-case kebab with dots kept\nfor example: vlmcat new my-vlm-2.5"),
        ("birch2", "'birch2' already leads to birch-2\nchoose an id that differs in more than dots and hyphens"),
        (
            "alder",
            (
                "alder is in the catalog already\nchange single fields in alder.patch.yaml beside your entries, "
                "or replace it whole with --force"
            ),
        ),
    ],
)
def test_an_id_that_cannot_be_one_is_refused(catalog: Catalog, id_: str, message: str) -> None:
    with pytest.raises(UsageError) as error:
        draft(catalog, id_, TODAY)
    assert str(error.value) == message


def test_an_entry_of_ones_own_is_to_be_edited(catalog: Catalog) -> None:
    origins = {"alder": Origin(kind="own", files=("mine/alder.yaml",))}
    with pytest.raises(UsageError) as error:
        draft(Catalog(structs.replace(catalog.contents, origins=origins)), "alder", TODAY)
    assert error.value.hint == "edit mine/alder.yaml, or replace it whole with --force"


def test_what_is_to_be_replaced_may_exist_but_not_under_another_id(catalog: Catalog) -> None:
    assert draft(catalog, "alder", TODAY, replace=True).id == "alder"
    with pytest.raises(UsageError, match="already leads to birch-2"):
        draft(catalog, "birch2", TODAY, replace=True)
