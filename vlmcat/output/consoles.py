"""The two consoles: what stdout can show, and the only places that write to stdout and stderr."""

import codecs
import contextlib
import io
import os
import re
import shutil
import sys
import time
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Literal, TextIO, TypeVar

from msgspec import Struct

from vlmcat.controls import controls, escaped, visible
from vlmcat.errors import VlmcatError

if TYPE_CHECKING:
    from vlmcat.progress import Progress

T = TypeVar("T")

_STYLE = r"(\x1b\[[0-9;]*m|\x1b\]8;(?:id=[0-9-]+)?;(?:https?://[^\x00-\x20\x7f-\x9f]+)?\x1b\\)"
"""What a terminal that takes styles is sent: colours and the like, and links to http and https (SGR and OSC 8)."""
_LONGEST_NOTE = 1000
"""Characters of a line on stderr; some repeat what was typed."""

_OFF = ("0", "false")
"""Values of FORCE_COLOR that ask for no colour."""
_PAUSE = 0.1
"""Seconds between two words about how far something is."""

_PIECE = 8192
"""Characters, more or less, that are made ready and written in one go."""

_WIDEST = 1000
"""Columns of the widest terminal there is; COLUMNS can say anything."""

Kind = Literal["text", "data", "json"]
"""What is written: something to read, data that has to stay as it is, or such data as JSON."""


class ReaderGoneError(Exception):
    """Whoever read stdout has had enough; nothing is wrong. No OSError, which Typer would take for a failure."""


class Screen(Struct, frozen=True):
    """What stdout is: its width in columns, and whether it takes styles."""

    interactive: bool
    """A terminal, or to be drawn on like one."""
    width: int
    styled: bool


def screen(*, drawn: bool = False) -> Screen:
    """Look at stdout and at NO_COLOR, FORCE_COLOR, TERM and COLUMNS; `drawn` says that it is drawn on in any case.

    NO_COLOR is stronger than FORCE_COLOR, which is stronger than TERM (no-color.org, force-color.org). FORCE_COLOR=0 is
    no colour, as it is elsewhere. A pipe stays a pipe: colour may be forced, what somebody parses is not.
    """
    stdout = sys.stdout
    color = os.environ.get("FORCE_COLOR", "").lower()
    never = bool(os.environ.get("NO_COLOR")) or color in _OFF
    forced = bool(color) and not never
    terminal = stdout is not None and not stdout.closed and stdout.isatty()
    return Screen(
        interactive=terminal or drawn,
        width=min(max(shutil.get_terminal_size().columns, 10), _WIDEST),
        styled=forced or (terminal and not never and os.environ.get("TERM") != "dumb"),
    )


def write(text: str, kind: Kind = "text") -> None:
    r"""Write a result to stdout, and nothing that steers a terminal but styles and links, where it takes them.

    Where the encoding of stdout, a code page of Windows for example, does not have everything, what is to be read has
    stand-ins for what is lacking; JSON is written in ASCII, with `\u00e9`; and other data is written in UTF-8 unless
    to a terminal, as git and jq do.

    Raises:
        ReaderGoneError: the reader has gone; the entry point ends quietly then.
        VlmcatError: stdout is closed, or cannot be written to for another reason, such as a full disk.
    """
    if not text:
        return
    try:
        stdout = sys.stdout
        if stdout is None or stdout.closed:
            raise VlmcatError("stdout is closed, there is nowhere to write to")
        if kind == "data":
            _keep_everything(stdout)
        for piece in _pieces(text):
            stdout.write(_encodable(_harmless(piece), stdout.encoding, kind))
        stdout.flush()
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


def _has_everything(encoding: str | None) -> bool:
    """Return whether an encoding has all characters; halves of characters have been made visible."""
    return codecs.lookup(encoding or "ascii").name.startswith("utf")


def _keep_everything(stdout: TextIO) -> None:
    """Have a pipe or a file take UTF-8 from now on, if its encoding does not have all characters."""
    if isinstance(stdout, io.TextIOWrapper) and not _has_everything(stdout.encoding) and not stdout.isatty():
        stdout.reconfigure(encoding="utf-8")


def _encodable(text: str, encoding: str | None, kind: Kind = "text") -> str:
    encoding = encoding or "ascii"
    if _has_everything(encoding) or text.isascii():
        return text
    if kind == "json":
        return "".join(each if each.isascii() else escaped(each) for each in text)
    from vlmcat.output.stand_ins import encodable

    return encodable(text, encoding)
