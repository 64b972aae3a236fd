"""How names are compared, sorted and suggested."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

_MIN_SIMILARITY = 0.6
_SUGGESTIONS = 3
_NUMBERS = r"(\d+)"
_PARTS = r"[^\W\d_]+|\d+(?:\.\d+)*[^\W\d_]*"
"""A word, the number of a version, or one with a unit: Qwen, 2.5 and 7B of Qwen2.5-7B."""
_LONG = 2
"""Words of a name up to which nobody shortens it to initials."""


def key(name: str) -> str:
    """Return what counts of a name: its letters and digits, without case and accents ("LLaVA 1.5" -> "llava15")."""
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name)
    return "".join(filter(str.isalnum, name.casefold()))


def has_words(name: str, words: str, *, subversions: bool = True) -> bool:
    """Tell whether words stand side by side in a name: in `CLIP ViT-L/14` stand "clip", "vit-l" and "ViT L 14".

    A version may stand for its subversions: in Qwen2.5-7B stand "qwen2.5" and "7b", with them "qwen2", but never "5".
    """
    if key(words) not in key(name):
        return False
    joined, starts, ends = _cut(name)
    if not subversions:
        ends = {at for at in ends if joined[at : at + 1] != "."}
    wanted, _, _ = _cut(words)
    return any(wanted and joined.startswith(wanted, start) and start + len(wanted) in ends for start in starts)


def has_beginning(name: str, words: str) -> bool:
    """Tell whether a name has a word from which on it begins so: `Google DeepMind` has "deepm" and "google d"."""
    wanted = key(words)
    if wanted not in key(name):
        return False
    joined, starts, _ = _cut(name)
    return any(key(joined[start:]).startswith(wanted) for start in starts)


def _cut(name: str) -> tuple[str, list[int], set[int]]:
    """Return a name without what stands between its words, where in it they begin, and where they end.

    A version ends after each of its numbers.
    """
    joined, starts, ends = "", [], set()
    for part in re.findall(_PARTS, name):
        start = len(joined)
        joined += ".".join(key(piece) for piece in part.split("."))
        starts.append(start)
        ends.add(len(joined))
        if part[-1].isdecimal():
            ends |= {at for at in range(start, len(joined)) if joined[at] == "."}
    return joined, starts, ends


def initials(name: str) -> str:
    """Return the initials of a long name as people use them: King Abdullah University of Science ... -> kaust."""
    found = [word[0] for word in re.findall(r"[^\W_]+", name) if word[0].isupper() and word != "The"]
    return key("".join(found)) if len(found) > _LONG else ""


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


def nearest_of(name: str, spellings: Mapping[str, str], limit: int = _SUGGESTIONS) -> list[str]:
    """Return the nearest spellings as `nearest` does, but of those that lead to the same thing only the nearest."""
    found: dict[str, str] = {}
    for candidate in nearest(name, spellings, limit=len(spellings)):
        found.setdefault(spellings[candidate], candidate)
    return list(found.values())[:limit]


def as_read(author: str) -> str:
    """Return an author's name as it is read: "Lee, Yong Jae" -> "Yong Jae Lee"."""
    family, comma, given = author.partition(", ")
    return f"{given} {family}" if comma else author
