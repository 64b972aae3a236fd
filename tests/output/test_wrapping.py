import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import get_character_cell_size

from vlmcat.output.wrapping import breaks, cells, cut, drawn, padded, wrapped

LETTERS = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]) | st.sampled_from("\u200c\u200d\n-"))


def test_lines_break_at_spaces_and_after_hyphens() -> None:
    assert wrapped("a two-layer perceptron", 8) == ["a two-", "layer", "perceptr", "on"]


def test_lines_after_the_first_are_indented() -> None:
    assert wrapped("one two three", 6, indent="  ") == ["one", "  two", "  thre", "  e"]


def test_nothing_is_one_empty_line() -> None:
    assert wrapped(" ", 8) == [""]


def test_lines_begin_where_the_last_one_has_no_room() -> None:
    assert breaks("a two-layer perceptron", 8) == [2, 10, 12, 20]
    assert breaks("a two-layer perceptron", 8, hyphens=True) == [6, 12, 20]
    assert breaks("図図図", 1) == [1, 2]


@pytest.mark.parametrize(
    ("text", "columns", "shown"),
    [
        ("\u56f3 a", 4, "\u56f3 a"),
        ("e\u0301", 1, "e\u0301"),
        ("বাংলা", 5, "বাংলা"),
        ("தமிழ்", 4, "தமிழ்"),
        ("\u0645\u06cc\u200c\u062e\u0648", 4, "\u0645\u06cc\u200c\u062e\u0648"),
        ("\u1112\u1161\u11ab", 2, "\u1112\u1161\u11ab"),
        ("d\u3164\u115f\u1160\uffa0e", 2, "de"),
        ("a\u200db\u200dc\u034f", 3, "abc"),
        ("❤\ufe0f", 1, "❤"),
        ("👨\u200d👩\u200d👧", 6, "👨👩👧"),
        ("👍🏽", 4, "👍🏽"),
        ("🇩🇪", 2, "🇩🇪"),
        ("🇩🇪🇫", 4, "🇩🇪🇫"),
        ("䷀\u2630", 4, "䷀\u2630"),
        ("\ue000\U000effff", 3, "\ue000\U000effff"),
    ],
)
def test_a_letter_has_the_columns_that_terminals_give_it(text: str, columns: int, shown: str) -> None:
    assert (cells(text), cells(shown), drawn(text)) == (columns, columns, shown)


def test_no_letter_is_wider_than_it_is_measured() -> None:
    letters = [chr(n) for n in (*range(0xA1, 0xD800), *range(0xE000, 0x20000)) if drawn(chr(n))]
    assert [each for each in letters if get_character_cell_size(each) > cells(each)] == []


@given(LETTERS, st.integers(1, 30))
def test_what_is_cut_or_filled_up_has_its_width(text: str, width: int) -> None:
    kept = cut(text, width)
    assert cells(kept) <= width
    assert kept == text or text.startswith(kept[:-1])
    assert cells(padded(kept, width)) == width


@given(LETTERS, st.integers(4, 30))
def test_no_line_is_wider_than_asked_and_no_letter_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert max(map(cells, lines)) <= width
    assert "".join("".join(lines).split()) == "".join(text.split())
