"""Text in lines of a given width, whatever is measured: columns of a terminal, or pixels of a picture."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

_WORDS = re.compile(r"\s*\S+\s*")
_PARTS = re.compile(r"\s*(?:\S+?-(?=\w)|\S+)\s*")
"""Words, or what they have up to a hyphen, with the space around them."""

_UNDRAWN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u200d\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters without a shape: fillers, variation selectors and the joiner (Unicode's Default_Ignorable_Code_Point)."""

_JAMO = re.compile("[\u1160-\u11ff]")
"""Vowels and final consonants, which terminals draw into the Korean syllable before them."""

_WIDE = re.compile("[\u2630-\u2637\u268a-\u268f\u3248-\u324f\u4dc0-\u4dff\U0001d300-\U0001d37f\U0001f1e6-\U0001f1ff]")
"""Letters that became wide in Unicode 16, or are so for some terminals only."""

_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
"""A country, in two letters that have two columns together."""


def cells(text: str) -> int:
    """Return how many columns a text needs in any terminal, as `drawn` leaves it.

    This is the sum of what `wcwidth` gives for each character, which tmux, xterm and VTE go by. Terminals that go by
    clusters draw less for some: a skin tone, and the vowels of Indic scripts that stand beside their letter.
    """
    return len(text) if text.isascii() else sum(map(_columns, _FLAG.sub("\u2691\u2691", text)))


@lru_cache(4096)
def _columns(letter: str) -> int:
    category = unicodedata.category(letter)
    if category in ("Mn", "Me") or letter == "\u200c" or _UNDRAWN.match(letter) or _JAMO.match(letter):
        return 0
    wide = unicodedata.east_asian_width(letter) in "WF" or _WIDE.match(letter)
    return 2 if wide or category == "Cn" else 1  # a letter that this Python does not know yet may be wide


def drawn(text: str) -> str:
    """Return the text without letters that have no shape: each terminal takes them in its own way.

    In one a joiner between two letters leaves no room for the second, in another a filler takes two columns.
    """
    return text if text.isascii() else _UNDRAWN.sub("", text)


def padded(text: str, width: int) -> str:
    """Return the text filled up with spaces to so many columns."""
    return text + " " * (width - cells(text))


def cut(text: str, width: int) -> str:
    """Return so much of the text as so many columns hold, with an ellipsis where some is missing."""
    if cells(text) <= width:
        return text
    room = width - 1
    for n, letter in enumerate(text):
        room -= cells(letter)
        if room < 0:
            return f"{text[:n]}…"
    return text


def wrapped(text: str, width: float, measure: Callable[[str], float] = cells, indent: str = "") -> list[str]:
    """Return the text in lines no wider than `width`, all but the first indented; a word breaks only if it must."""
    text = " ".join(text.split())
    starts = breaks(text, width, measure, later=width - measure(indent), hyphens=True)
    first, *others = (text[start:end].rstrip() for start, end in pairwise([0, *starts, len(text)]))
    return [first, *(indent + line for line in others)]


def breaks(
    text: str,
    width: float,
    measure: Callable[[str], float] = cells,
    *,
    later: float | None = None,
    hyphens: bool = False,
) -> list[int]:
    """Return where lines begin after the first, so that each fits but for the space at its end.

    Lines break between words, with `hyphens` after these too, and inside a word only if it must be. The first line has
    room for `width`, the others for `later`.
    """
    starts, room = [0], width
    later = width if later is None else later
    for piece in (_PARTS if hyphens else _WORDS).finditer(text):
        word, at = piece[0].rstrip(), piece.start()
        if measure(word) > room and at > starts[-1]:
            starts.append(at)
            room = later
        if measure(word) > room:
            for n, letter in enumerate(word, at):
                if measure(letter) > room and n > starts[-1]:
                    starts.append(n)
                    room = later
                room -= measure(letter)
            room -= measure(piece[0][len(word) :])
        else:
            room -= measure(piece[0])
    return starts[1:]
