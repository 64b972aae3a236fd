"""How names are compared, sorted and suggested."""

import re
import unicodedata
from collections.abc import Iterable

_MIN_SIMILARITY = 0.6
_SUGGESTIONS = 3
_NUMBERS = r"(\d+)"


def key(name: str) -> str:
    """Return what counts of a name: its letters and digits, without case and accents ("LLaVA 1.5" -> "llava15")."""
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name)
    return "".join(filter(str.isalnum, name.casefold()))


def natural(name: str) -> tuple[tuple[int, str], ...]:
    """Return a sort key that puts `qwen2-vl` before `qwen10-vl`."""
    parts = re.split(_NUMBERS, name.casefold())
    return tuple(_number(part) if part.isdecimal() else (-1, part) for part in parts)


def _number(digits: str) -> tuple[int, str]:
    """Return a sort key for a number of any length; Python turns no more than 4,300 digits into an int."""
    significant = digits.lstrip("0")
    return len(significant), significant


def nearest(name: str, candidates: Iterable[str], limit: int = _SUGGESTIONS) -> list[str]:
    """Return the candidates that somebody who typed `name` may have meant, the likeliest first.

    A candidate that starts with the name comes before one that is merely spelt alike (optimal string alignment, so
    that a transposition is one mistake); what has less than 60% in common is not offered.
    """
    from rapidfuzz.distance import OSA

    wanted = key(name)
    scored = []
    for have, candidate in {key(candidate): candidate for candidate in reversed(list(candidates))}.items():
        similarity = OSA.normalized_similarity(wanted, have)
        starts = len(wanted) > 1 and have.startswith(wanted)
        if starts or similarity >= _MIN_SIMILARITY:
            scored.append((-similarity - starts, natural(candidate), candidate))
    return [candidate for *_, candidate in sorted(scored)[:limit]]


def as_read(author: str) -> str:
    """Return an author's name as it is read: "Lee, Yong Jae" -> "Yong Jae Lee"."""
    family, comma, given = author.partition(", ")
    return f"{given} {family}" if comma else author
