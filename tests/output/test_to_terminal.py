import pytest
from msgspec import structs

from vlmcat.catalog import Catalog
from vlmcat.output.consoles import Screen
from vlmcat.output.to_terminal import render
from vlmcat.queries.stats import count, cross

NAME = "[red]x[/red] [/] :smile: [link=https://a.b]y[/link]"


@pytest.mark.parametrize("styled", [False, True])
def test_no_text_is_markup(catalog: Catalog, styled: bool) -> None:  # noqa: FBT001 # a parameter of the test
    entries = {"alder": structs.replace(catalog.architectures["alder"], family=NAME)}
    named = Catalog(structs.replace(catalog.contents, architectures=entries))
    screen = Screen(interactive=True, width=140, styled=styled)
    assert NAME in render(count(named, "family"), screen)
    assert NAME in render(cross(named, "fusion", "family"), screen)
