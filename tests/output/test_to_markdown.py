import pytest
from msgspec.structs import replace

from vlmcat.catalog import Catalog
from vlmcat.output.to_markdown import escaped, render
from vlmcat.queries.results import Branch, Column, Tree, table
from vlmcat.queries.view import view
from vlmcat.records import Connector


def test_no_paragraph_begins_a_list_or_a_heading(catalog: Catalog) -> None:
    shown = view(catalog, catalog.find("alder"))
    lines = ["- a", "+ b", "1. c", "12) d", "=== e", "# f", "1984 was", "* g"]
    page = replace(shown, page=replace(shown.page, overview="\n".join(lines)), sections=("overview",))
    written = [r"\- a", r"\+ b", r"1\. c", r"12\) d", r"\=== e", r"\# f", "1984 was", r"\* g"]
    assert render(page).split("\n\n") == ["## Overview", *written[:-1], f"{written[-1]}\n"]


def test_no_branch_of_a_tree_is_markup() -> None:
    tree = Tree(Branch("", "<b>[x](y)", ("*z*",), (Branch("a", "# a"),)))
    assert render(tree) == "- \\<b\\>\\[x\\](y): \\*z\\*\n  - \\# a\n"


def test_a_drawing_cannot_end_its_block(catalog: Catalog) -> None:
    entry = replace(catalog.architectures["alder"], connectors=(Connector(type="mlp", name="a ```` b"),))
    hostile = Catalog(replace(catalog.contents, architectures={"alder": entry}))
    page = render(view(hostile, hostile.find("alder"), ["diagram"]))
    assert page.startswith("## Data path\n\n`````text\n")
    assert page.endswith("\n`````\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two [brackets] | a bar", r"two \[brackets\] \| a bar"),
        ("<b>*bold*</b> & `code`", r"\<b\>\*bold\*\</b\> \& \`code\`"),
        ("a_b ~c~ #d", r"a\_b \~c\~ \#d"),
    ],
)
def test_text_is_never_markup(text: str, expected: str) -> None:
    assert escaped(text) == expected


@pytest.mark.parametrize(
    ("family", "line"),
    [
        ("https://example.org/a_b", "- **Family**: <https://example.org/a_b>"),
        ("https://x></details><b>", r"- **Family**: https://x\>\</details\>\<b\>"),
    ],
)
def test_only_a_whole_address_becomes_a_link(catalog: Catalog, family: str, line: str) -> None:
    shown = view(catalog, catalog.find("alder"))
    assert line in render(replace(shown, page=replace(shown.page, family=family))).splitlines()


def test_a_bar_in_an_address_does_not_end_a_cell() -> None:
    listing = table((Column("url", "Address", "url"),), [("https://example.org/a|b_c",)])
    assert render(listing).splitlines()[-1] == r"| <https://example.org/a\|b_c> |"
