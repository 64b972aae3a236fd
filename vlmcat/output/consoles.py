"""The two consoles: what stdout can show, and the only places that write to stdout and stderr."""

import contextlib
import os
import re
import shutil
import sys
import time
import unicodedata
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from vlmcat.controls import controls, visible
from vlmcat.errors import VlmcatError

if TYPE_CHECKING:
    from vlmcat.progress import Progress

T = TypeVar("T")

_STYLE = r"(\x1b\[[0-9;]*m|\x1b\]8;(?:id=[0-9-]+)?;(?:https?://[^\x00-\x20\x7f-\x9f]+)?\x1b\\)"
"""What a terminal that takes styles is sent: colours and the like, and links to http and https (SGR and OSC 8)."""
_LONGEST_NOTE = 1000
"""Characters of a line on stderr; some repeat what was typed."""

_PAUSE = 0.1
"""Seconds between two words about how far something is."""

_PIECE = 8192
"""Characters, more or less, that are made ready and written in one go."""

_ASCII = str.maketrans(
    {
        "→": "->",
        "\u00d7": "x",
        "·": "-",
        "…": "...",
        "—": "-",
        "\u2013": "-",
        "✓": "yes",
        "≠": "!",
        "▲": "^",
        "▼": "v",
        "│": "|",
    }
    | {"┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+", "┬": "+", "┴": "+", "┼": "+", "─": "-", "═": "="}
    | {"╔": "+", "╗": "+", "╚": "+", "╝": "+", "╧": "+", "╤": "+", "╪": "+", "║": "|", "█": "#"}
    | {"\u2019": "'", "“": '"', "”": '"', "\u00a0": " "}
)


class ReaderGoneError(Exception):
    """Whoever read stdout has had enough; nothing is wrong. No OSError, which Typer would take for a failure."""


class Screen(Struct, frozen=True):
    """What stdout is: its width in columns, and whether it takes styles and more than ASCII."""

    interactive: bool
    """A terminal, or told to act like one by FORCE_COLOR."""
    width: int
    styled: bool
    unicode: bool


def screen() -> Screen:
    """Look at stdout and at NO_COLOR, FORCE_COLOR, TERM and COLUMNS (no-color.org, force-color.org)."""
    stdout = sys.stdout
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    forced = bool(os.environ.get("FORCE_COLOR")) and not os.environ.get("NO_COLOR")
    terminal = stdout is not None and not stdout.closed and stdout.isatty()
    encoding = (getattr(stdout, "encoding", None) or "ascii").lower().replace("-", "")
    return Screen(
        interactive=terminal or forced,
        width=max(shutil.get_terminal_size().columns, 10),
        styled=forced or (terminal and not plain),
        unicode=encoding.startswith("utf"),
    )


def write(text: str) -> None:
    """Write a result to stdout, with what its encoding cannot show written in ASCII.

    Nothing but the styles and links of a terminal that takes them steers it; other such characters are made visible.

    Raises:
        ReaderGoneError: the reader has gone; the entry point ends quietly then.
        VlmcatError: stdout is closed, or cannot be written to for another reason, such as a full disk.
    """
    if not text:
        return
    try:
        if sys.stdout is None or sys.stdout.closed:
            raise VlmcatError("stdout is closed, there is nowhere to write to")
        for piece in _pieces(text):
            sys.stdout.write(_encodable(_harmless(piece), sys.stdout.encoding))
        sys.stdout.flush()
    except BrokenPipeError:
        raise ReaderGoneError from None
    except OSError as error:
        raise VlmcatError(f"cannot write to stdout: {error.strerror or error}") from error


def note(text: str) -> None:
    """Write a hint, a warning or an error to stderr; where there is no stderr, to nowhere."""
    lines = (line if len(line) <= _LONGEST_NOTE else f"{line[:_LONGEST_NOTE]}…" for line in text.split("\n"))
    with contextlib.suppress(OSError, AttributeError, ValueError):
        sys.stderr.write(_encodable(visible("\n".join(lines)) + "\n", sys.stderr.encoding))
        sys.stderr.flush()


def progress() -> "Progress":
    """Return what tells a person on stderr how far something is, once that has taken a second, and wipes it out."""
    due = time.monotonic() + 1

    def told(what: str, items: Collection[T]) -> Iterator[T]:
        nonlocal due
        line = ""
        try:
            for done, item in enumerate(items):
                if time.monotonic() >= due and _is_watched():
                    due = time.monotonic() + _PAUSE
                    line = f"{what}: {done} of {len(items)}"
                    _draw(line)
                yield item
        finally:
            if line:
                _draw(" " * len(line) + "\r")

    return told


def _is_watched() -> bool:
    with contextlib.suppress(AttributeError, ValueError):
        return sys.stderr.isatty()
    return False


def _draw(line: str) -> None:
    """Write at the beginning of the last line on stderr."""
    with contextlib.suppress(OSError, AttributeError, ValueError):
        sys.stderr.write(f"\r{line}")
        sys.stderr.flush()


def _pieces(text: str) -> Iterator[str]:
    """Yield a text in pieces of whole lines, the last with a line break: they fit a cache, and most are plain ASCII."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _PIECE) + 1 or len(text)
        yield text[start:end]
        start = end
    if not text.endswith("\n"):
        yield "\n"


def _harmless(text: str) -> str:
    """Return text without what steers a terminal, styles and links excepted where stdout takes them."""
    if not controls(text):
        return text
    if not screen().styled:
        return visible(text)
    return "".join(part if n % 2 else visible(part) for n, part in enumerate(re.split(_STYLE, text)))


def _encodable(text: str, encoding: str | None) -> str:
    """Return the text with what the encoding lacks in ASCII: a relative, the letter without its accent, or "?"."""
    encoding = encoding or "ascii"
    if encoding.lower() in ("utf-8", "utf8"):
        return text  # it has everything but halves of characters, which have been made visible
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = unicodedata.normalize("NFKD", text.translate(_ASCII))
        text = "".join(character for character in text if not unicodedata.combining(character))
        return text.encode(encoding, "replace").decode(encoding)
    return text
