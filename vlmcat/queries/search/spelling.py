"""Typos: words that the catalog does not know are corrected against its own names and words, within a budget.

Up to 4 letters none, from 5 one, from 9 two; in names two from 8, and two letters may have changed places from 4 on. A
transposition is one typo, the first letter counts double, and numbers are never corrected.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from vlmcat.queries.search.lexicon import has_relatives, says_nothing
from vlmcat.queries.search.lookup import Index, Lookup
from vlmcat.queries.search.query import Term

_LONGEST = 3
"""Words that may belong to one misspelt name."""
_FOUR = 4


class Word(Struct, frozen=True):
    """A word of the query: as it was typed, as it is looked for, and how many typos lie between."""

    typed: str
    spelt: str
    typos: int = 0
    joined: bool = False
    """It was typed with a hyphen or the like after the word before it."""


def corrected(index: Index, given: Sequence[Word], unknown: set[int]) -> list[Word]:
    """Return the words of a query as the catalog spells them; what resembles nothing stays as it is."""
    result: list[Word] = []
    at = 0
    while at < len(given):
        name = _near_name(index, given, at, unknown)
        if name:
            length, spelt, typos = name
            typed = " ".join(word.typed for word in given[at : at + length])
            result.append(Word(typed, spelt, typos))
            at += length
            continue
        word = given[at]
        strange = at in unknown and not has_relatives(index, word.spelt)
        near = _nearest(word.spelt, index.words, _budget(word.spelt)) if strange else None
        result.append(replace(word, spelt=near[0], typos=near[1]) if near else word)
        at += 1
    return result


def misspelt_name(index: Index, terms: Iterable[Term]) -> Word | None:
    """Return the architecture's name that a whole query misspells, though each of its words may be one."""
    spelt = "".join(word for term in terms for word in term.words)
    near = _nearest(spelt, index.names, _budget(spelt, name=True))
    if near is None or not any(index.is_name(lead) for lead in index.leads(near[0])):
        return None
    typed = " ".join(term.typed for term in terms)
    return Word(typed, near[0], near[1])


def _near_name(index: Index, given: Sequence[Word], at: int, unknown: set[int]) -> tuple[int, str, int] | None:
    """Return the length of the words from here that misspell a name, the key of that name, and the typos."""
    best: tuple[int, int, str] | None = None
    for length in range(min(_LONGEST, len(given) - at), 0, -1):
        inside = range(at, at + length)
        edge = at if length == 1 else at + length - 1
        if unknown.isdisjoint(inside) or says_nothing(given[at].spelt) or says_nothing(given[edge].spelt):
            continue
        called = "".join(given[i].spelt for i in inside)
        near = _nearest(called, index.names, _budget(called, name=True))
        if near and (best is None or near[1] < best[0]):
            best = (near[1], length, near[0])
    return best and (best[1], best[2], best[0])


def _budget(word: str, *, name: bool = False) -> int:
    if len(word) < _FOUR + (not name):
        return 0
    return 1 if len(word) <= 8 - name else 2


def _nearest(typed: str, known: Lookup, budget: int) -> tuple[str, int] | None:
    """Return the nearest of the known words within the budget, of these the most frequent, and the number of typos."""
    if not budget or typed.isdigit():
        return None
    within = [(slips, -len(known.get(word)), word) for word, slips in _candidates(typed, known, budget)]
    return (min(within)[2], min(within)[0]) if within else None


def _candidates(typed: str, known: Lookup, budget: int) -> Iterator[tuple[str, int]]:
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    digits = _digits(typed)
    rows = known.starting(typed[0]) if budget == 1 else range(len(known.keys))
    likely = known.keys[rows.start : rows.stop]
    for word, distance, _ in extract(typed, likely, scorer=OSA.distance, score_cutoff=budget, limit=None):
        slips = int(distance) + (word[0] != typed[0])
        swapped = sorted(word) == sorted(typed)
        if slips <= budget and _digits(word) == digits and (len(typed) > _FOUR or swapped):
            yield word, slips


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))
