"""Characters that steer a terminal, turn the direction of text, or stand there without being seen.

None has a place in a catalog, and none reaches a terminal: where one comes from elsewhere, from a path or from what
somebody typed, it is written as JSON writes it. They are what Unicode calls control, format and surrogate characters
and separators of lines and paragraphs; joiners are allowed, which scripts and emoji need.
"""

import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_ALLOWED = frozenset("\t\n\u200c\u200d")
_PLAIN = bytes([*b"\t\n", *range(0x20, 0x7F)])


def controls(text: str) -> set[str]:
    """Return the control characters of a text. Plain letters are put aside first: the whole catalog is a megabyte."""
    if text.isprintable():
        return set()
    others = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN).decode("utf-8", "surrogatepass")
    return {each for each in set(others) if unicodedata.category(each) in _UNSEEN and each not in _ALLOWED}


def visible(text: str) -> str:
    r"""Return text in which nothing steers a terminal, with each such character as JSON writes it: `\u001b`."""
    found = controls(text)
    return text.translate({ord(each): escaped(each) for each in found}) if found else text


def one_line(text: str) -> str:
    r"""Return text as `visible` does, in one line: tabs and line breaks are written as `\t` and `\n`."""
    return text if text.isprintable() else visible(text).replace("\n", "\\n").replace("\t", "\\t")


def stripped(text: str) -> str:
    """Return text without its control characters."""
    return text.translate(dict.fromkeys(map(ord, controls(text))))


def escaped(character: str) -> str:
    r"""Return a character as JSON writes it: `\u001b`, and two halves for one beyond U+FFFF."""
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[n : n + 4]}" for n in range(0, len(units), 4))
