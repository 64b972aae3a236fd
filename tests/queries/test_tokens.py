import pytest
from msgspec import structs

from vlmcat.catalog import Catalog
from vlmcat.errors import NotFoundError, UsageError
from vlmcat.output.to_plain import render as to_plain
from vlmcat.queries import tokens
from vlmcat.queries.columns import column
from vlmcat.queries.filters import select
from vlmcat.queries.listing import listing
from vlmcat.queries.token_sheet import explained
from vlmcat.queries.token_sizes import is_limit, over_sizes
from vlmcat.queries.tokens import ImageCost
from vlmcat.queries.view import view
from vlmcat.tokens.cost import ImageSize, RefusedImageError

PHOTO = ImageSize(4032, 3024)
STRIP = ImageSize(5, 2000)


def subjects(catalog: Catalog, *names: str, modes: bool = False, checkpoints: bool = False) -> list[tokens.Subject]:
    return tokens.subjects([catalog.find(name) for name in names], modes=modes, checkpoints=checkpoints)


def test_a_row_has_the_parts_of_the_sum(catalog: Catalog) -> None:
    (row,) = tokens.listing(subjects(catalog, "alder-7b-base"), [PHOTO]).items
    assert row == ImageCost(
        id="alder",
        name="Alder",
        checkpoint="Alder-7B-base",
        hub_id="forest/alder-7b-base",
        mode="default",
        width=4032,
        height=3024,
        tokens=146,
        image_tokens=144,
        separator_tokens=0,
        wrapper_tokens=2,
        geometry="resized to 168x168",
    )


def test_a_checkpoint_without_a_rule_of_its_own_has_that_of_its_architecture(catalog: Catalog) -> None:
    rows = tokens.listing(subjects(catalog, "alder", checkpoints=True), [PHOTO]).rows
    assert [row[:3] for row in rows] == [("alder", "Alder-7B-chat", 576), ("alder", "Alder-7B-base", 146)]


def test_modes_follow_the_default(catalog: Catalog) -> None:
    rows = tokens.listing(subjects(catalog, "birch-2", modes=True), [PHOTO]).rows
    assert [row[:3] for row in rows] == [("birch-2", "default", 448), ("birch-2", "whole", 10)]


def test_the_cheapest_come_first_and_the_refused_last(catalog: Catalog) -> None:
    wanted = subjects(catalog, "birch-2", "alder", modes=True)
    rows = tokens.listing(wanted, [STRIP], ranked=True).rows
    assert [(row[0], row[1], row[2]) for row in rows] == [
        ("alder", "default", 576),
        ("birch-2", "default", 640),
        ("birch-2", "whole", None),
    ]
    assert rows[-1][-1] == "refused: no side may be over 200 times the other"


def test_one_image_that_one_model_refuses_is_an_error(catalog: Catalog) -> None:
    whole = subjects(catalog, "birch-2", modes=True)[1:]
    with pytest.raises(RefusedImageError, match="the processor of Birch 2 refuses an image of 5x2000"):
        tokens.listing(whole, [STRIP])
    assert tokens.listing(whole, [STRIP, PHOTO]).rows[1][3] == 10


def test_what_has_no_rule_is_not_known(catalog: Catalog) -> None:
    (_, unknown) = tokens.listing(subjects(catalog, "alder", "birch-10"), [PHOTO]).items
    assert isinstance(unknown, ImageCost)
    assert (unknown.tokens, unknown.geometry) == (None, "not known")
    with pytest.raises(NotFoundError, match="does not know how Birch 10 counts tokens"):
        subjects(catalog, "birch-10")
    with pytest.raises(NotFoundError, match="does not know how any architecture counts tokens"):
        tokens.subjects([])


def test_everything_is_what_has_a_rule(catalog: Catalog) -> None:
    assert [found.id for found in tokens.everything(catalog)] == ["alder", "birch-2"]


def test_a_limit_keeps_the_first_and_the_total_counts_all(catalog: Catalog) -> None:
    both = subjects(catalog, "alder", "birch-2")
    for result in (tokens.listing(both, [PHOTO], limit=1), over_sizes(both, limit=1)):
        assert (len(result.rows), result.total) == (1, 2)


def test_sizes_of_ones_own_come_before_the_common_ones(catalog: Catalog) -> None:
    result = over_sizes(subjects(catalog, "alder"), [ImageSize(7, 7), PHOTO])
    assert [each.name for each in result.columns][:4] == ["id", "7x7", "4032x3024", "224x224"]
    assert len(result.columns) == 8
    assert {each.tokens for each in result.items if isinstance(each, ImageCost)} == {576}


def test_a_plot_has_a_curve_a_rule_unless_they_are_many(catalog: Catalog) -> None:
    rules = subjects(catalog, "alder", "birch-2", modes=True, checkpoints=True)
    chart = over_sizes(rules).chart
    assert chart is not None
    names = [series.name for series in chart.series]
    assert names == ["alder Alder-7B-chat default", "alder Alder-7B-base default", "birch-2 default", "birch-2 whole"]
    assert {len(series.points) for series in chart.series} == {60}
    assert chart.series[0].points[-1] == (12.0, 576)
    assert over_sizes(rules * 2).chart is None


def test_a_column_counts_at_its_size(catalog: Catalog) -> None:
    shown = listing(catalog, ["id", "tokens", "tokens@100x100"], sort="tokens@100x100:desc")
    assert [each.label for each in shown.columns] == ["ID", "Tokens at 1024x1024", "Tokens at 100x100"]
    assert shown.rows == (("alder", 576, 576), ("birch-2", 640, 128), ("birch-10", None, None))
    with pytest.raises(UsageError, match="'ax' is no image size"):
        column("tokens@ax")


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("tokens:<600", ["alder"]),
        ("tokens@100x100:<600", ["alder", "birch-2"]),
        ("tokens@100X100 : <= 128", ["birch-2"]),
        ("params:>7B", ["birch-2"]),
        ("active:13B", ["birch-2"]),
        ("year:2024", ["birch-2", "birch-10"]),
        ("image_input.tokens_per_image:>=640", ["birch-2"]),
    ],
)
def test_a_condition_compares_a_number(catalog: Catalog, condition: str, expected: list[str]) -> None:
    assert select(catalog, {"where": [condition]}) == expected


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("tokens", "'tokens' is no condition: --where takes a column and a number\nfor example: --where 'tokens@"),
        ("tokens:", "'tokens:' is no condition"),
        ("tokens:many", "'tokens:many' is no condition"),
        (":<5", "':<5' is no condition"),
        ("released:<5", "'released' is no number that can be compared"),
        ("name:<5", "'name' is no number that can be compared"),
        ("org:Me", "--where takes numbers only, and org is none\n--org is there for it"),
        ("year:Me", "'year:Me' is no condition"),
        ("tokns:<5", "there is no column 'tokns'\ndid you mean tokens?"),
        ("tokens@0x1:<5", "an image of 0x1 has no pixels; processors refuse it"),
    ],
)
def test_a_condition_that_cannot_be_read_is_named(catalog: Catalog, condition: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        select(catalog, {"where": [condition]})
    assert str(caught.value).startswith(message)


def test_a_page_has_the_rules_in_words_and_the_common_sizes(catalog: Catalog) -> None:
    sheet = explained(catalog.find("alder"))
    assert sheet is not None
    assert sheet.rules == (
        ("default", "Every image takes 576 tokens, whatever its size."),
        ("Alder-7B-base", "Every image takes 144 tokens, whatever its size. Begin and end marks add 2."),
    )
    assert sheet.modes == ("default",)
    assert sheet.sizes[-1] == ("4032x3024 (phone photo)", 576)
    assert sheet.sources == ("Alder: Reading Leaves",)
    assert explained(catalog.find("birch-10")) is None


@pytest.mark.parametrize(("published", "limit"), [(640, True), (641, True), (639, False), (None, False)])
def test_what_is_published_is_a_limit_only_where_no_image_has_more_tokens(
    catalog: Catalog, published: int | None, *, limit: bool
) -> None:
    image = structs.replace(catalog.architectures["birch-2"].image_input, tokens_per_image=published)
    assert is_limit(image) == limit


def test_a_page_says_up_to_only_of_a_limit(catalog: Catalog) -> None:
    entry = catalog.architectures["birch-2"]
    image = structs.replace(entry.image_input, tokens_per_image=320)
    entries = {**catalog.architectures, "birch-2": structs.replace(entry, image_input=image)}
    changed = Catalog(structs.replace(catalog.contents, architectures=entries))
    text = to_plain(view(changed, changed.find("birch-2"), ["diagram", "components"]))
    assert "320 tokens per image as published" in text
    assert "640 tokens for 1024x1024 as keys and values" in text
