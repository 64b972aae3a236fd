import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from vlmcat.output.lines import beside, lines, styled, table
from vlmcat.output.widths import GAP
from vlmcat.output.wrapping import cells

NASTY = (
    "বাংলা",
    "தமிழ்",
    "क्षत्रिय हिन्दी",
    "d\u3164e",
    "\u200d".join("abcdefghijklmnopqrstuvwxyz"),
    "👨\u200d👩\u200d👧\u200d👦",
    "❤\ufe0f 1\ufe0f\u20e3 👍🏽 🇩🇪",
    "z" + 12 * "\u0301" + "algo",
    "\u1112\u1161\u11ab\u1100\u1173\u11af",
    "视觉语言模型",
    "\u0645\u06cc\u200c\u062e\u0648",
    "two\nlines",
    " ",
    "",
)
WORDS = st.sampled_from(NASTY) | st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]) | st.sampled_from("\u200c\u200d\n")
)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4), st.integers(4, 20), st.integers(4, 20))
def test_every_row_of_a_table_is_aligned(rows: list[tuple[str, str]], first: int, second: int) -> None:
    texts = [[*map(Text, row), Text("|")] for row in rows]
    for one_line in ((), (0,), (0, 1)):
        drawn = [line.plain for line in table(texts[0], texts, [first, second, 1], one_line=one_line)]
        ends = [line for line in drawn if line.endswith("|")]
        assert len(ends) == len(rows) + 1
        assert {cells(line) for line in ends} == {first + second + 1 + 2 * GAP}
        assert max(map(cells, drawn)) <= first + second + 1 + 2 * GAP


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("width", [12, 40])
def test_no_line_is_wider_than_asked(text: str, width: int) -> None:
    shown = list(lines(Text(f"{text} {text}, {text}"), width, 4))
    assert max(cells(line.plain) for line in shown) <= width
    assert all(line.plain.startswith("    ") for line in shown)


def test_cells_stand_side_by_side() -> None:
    columns = [[Text("one"), Text("more")], [Text("2")], [Text("three")]]
    assert [line.plain.rstrip() for line in beside(columns, (4, 3, 6), to_the_right=[1])] == [
        "one     2  three",
        "more",
    ]


def test_a_link_over_two_lines_is_one_link() -> None:
    text = Text("see https://example.org/a-page", "dim")
    text.stylize("link https://example.org/a-page", 4)
    first, *linked = map(styled, lines(text, 20))
    assert first == "\x1b[2msee\x1b[0m"
    (code,) = {line.partition(";https")[0] for line in linked}
    assert linked == [
        f"{code};https://example.org/a-page\x1b\\\x1b[2m{part}\x1b[0m\x1b]8;;\x1b\\"
        for part in ("https://example.org/", "a-page")
    ]


def test_what_has_no_style_has_no_codes() -> None:
    assert styled(Text("[bold]plain[/]")) == "[bold]plain[/]"
