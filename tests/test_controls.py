import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlmcat.controls import controls, one_line, stripped, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b]0;owned\x07", r"a\u001b]0;owned\u0007"),
        ("\x9b31m", r"\u009b31m"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("a\u2028b\u200bc\ufeff", r"a\u2028b\u200bc\ufeff"),
        ("\udcff \U000e0041", r"\udcff \udb40\udc41"),
        ("a\tb\nc", "a\tb\nc"),
        ("é 你好 👩\u200d👧 e\u0301 \u00a0", "é 你好 👩\u200d👧 e\u0301 \u00a0"),
    ],
)
def test_what_steers_a_terminal_is_made_visible_and_nothing_else(text: str, shown: str) -> None:
    assert (visible(text), bool(controls(text))) == (shown, text != shown)


def test_a_line_stays_one() -> None:
    assert one_line("a\tb\nc\x1b") == r"a\tb\nc\u001b"


@given(st.text(st.characters()))
def test_nothing_is_left_and_json_reads_it_back(text: str) -> None:
    assert not controls(visible(text))
    assert not controls(stripped(text))
    assert json.loads(visible(json.dumps(text, ensure_ascii=False))) == text
