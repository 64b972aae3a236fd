"""Search: what a person means, first, and why.

A query is words, "phrases", -exclusions and field:value. Every term must match, in any text; where nothing has them
all, the architectures that have most of them are given, and the answer says what was left out.

`texts` says what is searched, `index` is what is built from it once, `lookup` asks it, and `lexicon` is what it knows
of words. `query` reads what was typed, `concepts` and `spelling` find what is meant, `evidence` what speaks for it,
`ranking` puts that in order, and `hits` shows it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple
from weakref import WeakKeyDictionary

from vlmcat.catalog import Catalog
from vlmcat.queries.filters import Given, notes, select
from vlmcat.queries.results import SearchResult
from vlmcat.queries.search.concepts import Concept, concept, concepts
from vlmcat.queries.search.evidence import Found, look_up, speaks_for
from vlmcat.queries.search.hits import filtered_hit, hit
from vlmcat.queries.search.lookup import Index, search_index
from vlmcat.queries.search.query import Query, parse
from vlmcat.queries.search.ranking import Candidate, Nearness, ranked
from vlmcat.queries.search.spelling import misspelt_name
from vlmcat.queries.search.texts import Tier

_INDEXES: WeakKeyDictionary[Catalog, Index] = WeakKeyDictionary()


class Answer(NamedTuple):
    """A search's result, and what was done to the query to get it."""

    result: SearchResult
    notes: tuple[str, ...] = ()


def search(
    catalog: Catalog,
    text: str,
    limit: int | None = None,
    *,
    filters: Given = MappingProxyType({}),
    explain: bool = False,
) -> Answer:
    """Return the architectures that a query is about, best first; a query that means nothing finds nothing.

    Filters are those of the query's fields, given in another way.

    Raises:
        UsageError: a field does not exist, or a value of it stands for nothing.
    """
    query = parse(text)
    index = _index_of(catalog)
    allowed = _allowed(catalog, index, query, filters)
    told = tuple(line for given in (query.filters, filters) for line in notes(catalog, given))
    if not query.terms:
        return Answer(_by_filters(catalog, index, text, query, allowed, limit), told)
    asked = concepts(index, query.terms)
    best = ranked(asked, speaks_for(index, asked), index.released, allowed)
    if not best or best[0].rank.missing or best[0].rank.nearness == Nearness.APART:
        guess = misspelt_name(index, query.terms)
        if guess:
            asked = [concept(index, [guess])]
            best = ranked(asked, speaks_for(index, asked), index.released, allowed)
    hits = tuple(
        hit(catalog, index, n, candidate, asked, explain=explain) for n, candidate in enumerate(best[:limit], 1)
    )
    return Answer(SearchResult(text, len(best), hits), (*told, *_notes(best, asked)))


def _index_of(catalog: Catalog) -> Index:
    """Return the index of a catalog, ready to be asked; it is made ready once."""
    index = _INDEXES.get(catalog)
    if index is None:
        index = _INDEXES[catalog] = Index(search_index(catalog))
    return index


def _allowed(catalog: Catalog, index: Index, query: Query, filters: Given) -> list[int]:
    """Return the numbers of the architectures that pass the filters and have nothing that is excluded."""
    passing = set(catalog.architectures)
    for given in filter(None, (query.filters, filters)):
        passing &= set(select(catalog, given))
    excluded: set[int] = set()
    for each in concepts(index, query.excluded):
        excluded |= _which_have(look_up(index, each, alone=True))
    return [number for number, id_ in enumerate(index.architectures) if id_ in passing and number not in excluded]


def _which_have(found: Found) -> set[int]:
    """Return those that have a concept: as what they are made of, where any has it so, and otherwise in a text."""
    defining = {number for number, evidence in found.items() if evidence.tier <= Tier.COMPONENT}
    return defining or {number for number, evidence in found.items() if evidence.tier < Tier.CONTRAST}


def _by_filters(
    catalog: Catalog, index: Index, text: str, query: Query, allowed: Iterable[int], limit: int | None
) -> SearchResult:
    """Return what passes the filters, newest first, where a query has nothing but filters."""
    ids = [index.architectures[number] for number in allowed] if query.filters else []
    ids.sort(key=lambda id_: catalog.architectures[id_].released, reverse=True)
    hits = tuple(filtered_hit(catalog, id_, n, query.filters) for n, id_ in enumerate(ids[:limit], 1))
    return SearchResult(text, len(ids), hits)


def _notes(best: Sequence[Candidate], asked: Sequence[Concept]) -> Iterator[str]:
    if not best:
        return
    used: Mapping[int, object] = best[0].evidence
    for i, each in enumerate(asked):
        if each.typos and i in used:
            yield f"typo: {each.typed} -> {each.spelt}"
    dropped = [repr(each.typed) for i, each in enumerate(asked) if i not in used and not each.common]
    if dropped:
        yield f"nothing has every term; left out: {', '.join(dropped)}"
