"""From the words of a query to concepts: what the catalog has a name for is one concept, however it is written.

`cross attention`, `cross-attention` and `crossattention` are one; `deep seek vl 2` is DeepSeek-VL2. What has no name is
taken word by word, and what is misspelt is corrected against the catalog's own words.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from vlmcat.queries.search.index import STOP_WORDS
from vlmcat.queries.search.lexicon import names_of, numbers_of, says_nothing, side_by_side, split
from vlmcat.queries.search.lookup import Index
from vlmcat.queries.search.query import Term
from vlmcat.queries.search.spelling import Word, corrected

_COMMON = 3
"""Places of a word in each entry, on average, from which it is common, ..."""
_MANY = 100
"""... and so many at least."""
_LONGEST_NAME = 12
"""Words of the longest name that is looked for."""
_LONGEST_VERSION = 4


class Concept(Struct, frozen=True):
    """One thing that the query asks for."""

    typed: str
    spelt: str
    words: tuple[str, ...]
    typos: int = 0
    named: tuple[str, ...] = ()
    """Keys of names that it spells."""
    phrase: bool = False
    common: bool = False
    """Most entries have this word again and again, and it names nothing that tells them apart."""


def concepts(index: Index, terms: Iterable[Term]) -> list[Concept]:
    """Return the concepts of a query, each once; words that say nothing, such as "with", are left out."""
    found: list[Concept] = []
    loose: list[Word] = []
    for term in terms:
        if term.phrase:
            said = _trimmed(term.words)
            found.append(Concept(term.typed, term.typed, said, named=names_of(index, term.words), phrase=True))
        else:
            pairs = zip(term.as_typed, term.words, strict=True)
            loose += [Word(typed, spelt, joined=i > 0) for i, (typed, spelt) in enumerate(pairs)]
    strange = unwritten(index, loose)
    if strange:
        loose = corrected(index, loose, strange)
    found += _segments(index, loose)
    return list({concept.words: concept for concept in found}.values())


def unwritten(index: Index, given: Sequence[Word]) -> set[int]:
    """Return the positions of the words that stand nowhere in the catalog, and in no name that the words spell."""
    strange = set()
    at = 0
    while at < len(given):
        length = _named(index, given, at)
        if length == 0 and not _written(index, given[at].spelt):
            strange.add(at)
        at += max(length, 1)
    return strange


def _segments(index: Index, given: Sequence[Word]) -> Iterator[Concept]:
    at = 0
    while at < len(given):
        length = max(_named(index, given, at), _numbered(index, given, at)) or _hyphenated(index, given, at) or 1
        part = given[at : at + length]
        if length > 1 or not says_nothing(part[0].spelt):
            yield concept(index, part)
        at += length


def concept(index: Index, part: Sequence[Word]) -> Concept:
    """Return words that belong together as one concept."""
    spelt = tuple(word.spelt for word in part)
    pieces = spelt
    named = names_of(index, spelt)
    if len(spelt) == 1 and index.words.find(spelt[0]) is None:
        pieces = split(index, spelt[0]) or spelt
    typed = " ".join(word.typed for word in part)
    typos = sum(word.typos for word in part)
    return Concept(typed, " ".join(spelt), _trimmed(pieces), typos, named, common=_is_common(index, spelt, named))


def _trimmed(spelt: Sequence[str]) -> tuple[str, ...]:
    """Return words without those at both ends that stand nowhere in the index."""
    told = [i for i, word in enumerate(spelt) if word not in STOP_WORDS]
    return tuple(spelt[told[0] : told[-1] + 1]) if told else tuple(spelt)


def _is_common(index: Index, spelt: Sequence[str], named: Iterable[str]) -> bool:
    entries = len(index.architectures)
    if len(spelt) > 1 or len(index.words.get(spelt[0])) < max(_COMMON * entries, _MANY):
        return False
    return all(index.is_everywhere(lead.owner) for called in named for lead in index.leads(called))


def _named(index: Index, given: Sequence[Word], at: int) -> int:
    """Return how many words from here spell a name; the longest counts."""
    for length in range(min(_LONGEST_NAME, len(given) - at), 0, -1):
        part = [word.spelt for word in given[at : at + length]]
        if not STOP_WORDS.issuperset(part) and names_of(index, part):
            return length
    return 0


def _numbered(index: Index, given: Sequence[Word], at: int) -> int:
    """Return how many words from here are a word and the number of its version: llama 3, laion 2b, phi 3.5."""
    end = at + 1
    while end < min(len(given), at + _LONGEST_VERSION) and given[end].spelt[0].isdigit():
        end += 1
    for stop in range(end, at + 1, -1):
        if given[at].spelt[0].isalpha() and side_by_side(index, [word.spelt for word in given[at:stop]]):
            return stop - at
    return 0


def _hyphenated(index: Index, given: Sequence[Word], at: int) -> int:
    """Return how many words from here were typed as one and stand so in the catalog: two-stage, text-only."""
    end = at + 1
    while end < len(given) and given[end].joined:
        end += 1
    return end - at if end - at > 1 and side_by_side(index, [word.spelt for word in given[at:end]]) else 0


def _written(index: Index, word: str) -> bool:
    return (
        says_nothing(word)
        or word[0].isdigit()
        or any(index.words.find(form) is not None for form in numbers_of(word))
        or split(index, word) is not None
    )
