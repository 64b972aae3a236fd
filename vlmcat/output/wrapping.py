"""Text in lines of a given width, whatever is measured: columns of a terminal, or pixels of a picture."""

import re
import unicodedata
from collections.abc import Callable

_PIECE = r" ?(?:\S+?-(?=\w)|\S+)"
"""A word, or the part of one up to a hyphen, with the space before it."""


def cells(text: str) -> int:
    """Return how many columns a terminal needs for a text: two for a wide letter, none for marks and joiners."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def padded(text: str, width: int) -> str:
    """Return the text filled up with spaces to so many columns."""
    return text + " " * (width - cells(text))


def wrapped(text: str, width: float, measure: Callable[[str], float] = cells, indent: str = "") -> list[str]:
    """Return the text in lines no wider than `width`, all but the first indented; a word breaks only if it must."""
    lines = [""]
    for piece in re.findall(_PIECE, " ".join(text.split())):
        if measure(lines[-1] + piece) <= width:
            lines[-1] += piece
            continue
        if lines[-1]:
            lines.append(indent)
        for letter in piece.lstrip():
            if lines[-1].strip() and measure(lines[-1] + letter) > width:
                lines.append(indent)
            lines[-1] += letter
    return lines


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
