"""Cells that a spreadsheet would run.

A text that starts with =, +, - or @ (or their full-width forms), a tab or a line break gets an apostrophe in front, as
OWASP's "CSV Injection" advises (https://owasp.org/www-community/attacks/CSV_Injection). Numbers, negative ones too, and
names of options stay as they are. An apostrophe is also put before those that such a text starts with already, so that
taking one away gives the text back.
"""

import re

_FORMULA = re.compile("'*[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r\n]")
_PLAIN = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?|--[a-z]+(-[a-z]+)*")


def harmless(text: str) -> str:
    """Return the text of a cell so that no spreadsheet runs it."""
    return f"'{text}" if _FORMULA.match(text) and not _PLAIN.fullmatch(text) else text
