"""What a person types: words, "phrases", -exclusions and field:value."""

import re
from collections.abc import Sequence

from msgspec import Struct

from vlmcat.addresses import ARXIV_ID
from vlmcat.errors import UsageError, valid_values
from vlmcat.names import nearest
from vlmcat.queries.facets import FACETS
from vlmcat.queries.search.texts import keys, spans

FIELDS = ("name", "author", "checkpoint", *(facet.name for facet in FACETS), "params", "since", "until")
_LONGEST = 100
"""Words of a query beyond which nothing is read: nobody means them, and time stays bounded."""
_CHARACTERS = 10_000
_TOKEN = re.compile(r'(-?)(?:([A-Za-z_]+):(?=[^\s:/]))?(?:"([^"]*)"?|(\S+))')
_SPACED_FIELD = re.compile(rf"(?<![\w:])({'|'.join(FIELDS)}):\s+(?=\S)", re.IGNORECASE)


class Term(Struct, frozen=True):
    """Words that belong together as they were typed: one word, one with hyphens, or a phrase."""

    typed: str
    words: tuple[str, ...]
    phrase: bool = False
    as_typed: tuple[str, ...] = ()
    """The same words with their capitals and accents."""


class Query(Struct, frozen=True):
    """A query in its parts."""

    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    filters: dict[str, list[str]] = {}


def parse(text: str) -> Query:
    """Return the parts of a query; no text is refused but a field that does not exist.

    Raises:
        UsageError: there is no such field; the error lists the nearest.
    """
    terms: list[Term] = []
    excluded: list[Term] = []
    filters: dict[str, list[str]] = {}
    for minus, field, phrase, word in _TOKEN.findall(_SPACED_FIELD.sub(r"\1:", text[:_CHARACTERS])):
        value = phrase or word
        if field and not ARXIV_ID.match(value):
            filters.setdefault(_field(field), []).append(f"no:{value}" if minus else value)
            continue
        address = ARXIV_ID.search(value) if "/" in value or field else None
        meant = address[0] if address else value
        as_typed = tuple(meant[start:end] for start, end in spans(meant))
        term = Term(value, tuple(keys(meant)), phrase=bool(phrase), as_typed=as_typed)
        if term.words:
            (excluded if minus else terms).append(term)
    return Query(_shortened(terms), _shortened(excluded), filters)


def _shortened(terms: Sequence[Term]) -> tuple[Term, ...]:
    room = _LONGEST
    kept = []
    for term in terms:
        room -= len(term.words)
        if room < 0:
            break
        kept.append(term)
    return tuple(kept)


def _field(name: str) -> str:
    if name.lower() not in FIELDS:
        hint = valid_values(FIELDS, nearest(name, FIELDS))
        raise UsageError(f"there is no field {name!r}", f"{hint}; quotes look for the text itself: '\"a:b\"'")
    return name.lower()
