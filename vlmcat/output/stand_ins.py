"""What stands in for characters that an encoding lacks, such as a code page of Windows."""

import codecs
import unicodedata

from vlmcat.output.wrapping import cells

_RELATIVES = (
    dict(
        zip("→\u00d7·…—\u2013≠▲▼█\u2019“”\u00a0\u0131łŁøØđĐ", '>x-~--!^v#\'"" ilLoOdD', strict=True),
    )
    | dict.fromkeys("│║", "|")
    | dict.fromkeys("─═", "-")
    | dict.fromkeys("┌┐└┘├┤┬┴┼╔╗╚╝╧╤╪", "+")
)
"""What stands in for a character in ASCII, in as many columns."""


def encodable(text: str, encoding: str) -> str:
    """Return the text with stand-ins for what the encoding lacks, and only for that, in as many columns."""
    return text.encode(encoding, "vlmcat").decode(encoding)


def _stand_ins(error: UnicodeError) -> tuple[str, int]:
    """Return what is written for characters that an encoding lacks, and where it goes on (see `codecs`)."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    found = "".join(_stand_in(each, error.encoding) for each in lacking)
    return found[: cells(lacking)], error.end  # the two letters of a flag have less room than each alone


def _stand_in(character: str, encoding: str) -> str:
    """Return a relative, the letter without its accent, or "?", in as many columns: tables stay tables."""
    width = cells(character)
    letters = _RELATIVES.get(character) or unicodedata.normalize("NFKD", character)
    letters = "".join(each for each in letters if not unicodedata.combining(each))
    known = letters.encode(encoding, "ignore").decode(encoding) == letters
    return letters.ljust(width) if known and 0 < cells(letters) <= width else "?" * width


codecs.register_error("vlmcat", _stand_ins)
