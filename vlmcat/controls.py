"""Characters that steer a terminal, turn the direction of text, or stand there without being seen.

None has a place in a catalog, and none reaches a terminal: where one comes from elsewhere, from a path or from what
somebody typed, it is written as JSON writes it.
"""

import json
import re

CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and line break, DEL, C1
    "\u00ad\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"  # invisible, or tags
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # direction (UAX #9)
    "\u2028\u2029\ud800-\udfff]"  # line ends that only some programs know, and halves of characters
)
"""Joiners (U+200C, U+200D) are not among them: scripts and emoji need them."""


_PLAIN = bytes([*b"\t\n", *range(0x20, 0x7F)])


def has_controls(text: str) -> bool:
    """Return whether a text holds such a character. Plain letters are put aside first: the whole catalog is 1 MB."""
    others = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    return CONTROLS.search(others.decode("utf-8", "surrogatepass")) is not None


def visible(text: str) -> str:
    r"""Return text in which nothing steers a terminal, with each such character as JSON writes it: `\u001b`."""
    return CONTROLS.sub(lambda found: json.dumps(found[0])[1:-1], text) if has_controls(text) else text


def one_line(text: str) -> str:
    r"""Return text as `visible` does, in one line: tabs and line breaks are written as `\t` and `\n`."""
    return text if text.isprintable() else visible(text).replace("\n", "\\n").replace("\t", "\\t")
