"""The index, ready to be asked."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from vlmcat.catalog import Catalog
from vlmcat.queries.search.index import FIELDS, NAME, PASSAGE_SHIFT, POSITION_BITS, SearchIndex, Table, build
from vlmcat.queries.search.texts import Tier

_TIERS = tuple(Tier)


class Lead(NamedTuple):
    """What a name leads to: an architecture or a thing by its number, and how it is called so."""

    owner: int
    how: int


def place(packed: int) -> tuple[int, int]:
    """Return the passage of a place, and the position of the word in it."""
    return packed >> PASSAGE_SHIFT, (packed >> 1) & ((1 << POSITION_BITS) - 1)


def search_index(catalog: Catalog) -> SearchIndex:
    """Return the index of a catalog: the one that it knows of, or one that is built now."""
    found: SearchIndex = catalog.prepared.search_index() if catalog.prepared else build(catalog.contents)
    return found


class Lookup:
    """A table that is ready to be asked."""

    def __init__(self, table: Table) -> None:
        self.keys = table.keys.split("\n")
        self._ends = memoryview(table.ends).cast("I")
        self._numbers = memoryview(table.numbers).cast("I")

    def find(self, wanted: str) -> int | None:
        """Return the row of a key, or None."""
        row = bisect_left(self.keys, wanted)
        return row if row < len(self.keys) and self.keys[row] == wanted else None

    def starting(self, beginning: str) -> range:
        """Return the rows of the keys that begin so."""
        return range(bisect_left(self.keys, beginning), bisect_left(self.keys, beginning + "\U0010ffff"))

    def at(self, row: int) -> Sequence[int]:
        """Return the numbers of a row."""
        return self._numbers[self._ends[row - 1] if row else 0 : self._ends[row]]

    def get(self, wanted: str) -> Sequence[int]:
        """Return the numbers of a key; none where there is no such key."""
        row = self.find(wanted)
        return () if row is None else self.at(row)


class Index:
    """The index that is ready to be asked; each table when it is first needed."""

    def __init__(self, stored: SearchIndex) -> None:
        self.architectures = stored.architectures
        self.released = stored.released
        self._passages = memoryview(stored.passages).cast("I")
        self._stored = stored
        self._uses: dict[int, list[tuple[int, str]]] = {}

    @cached_property
    def words(self) -> Lookup:
        """Word -> places."""
        return Lookup(self._stored.words)

    @cached_property
    def names(self) -> Lookup:
        """Key of a name -> leads."""
        return Lookup(self._stored.names)

    @cached_property
    def things(self) -> Lookup:
        """Thing -> uses."""
        return Lookup(self._stored.things)

    def leads(self, called: str) -> list[Lead]:
        """Return what a name leads to."""
        return [Lead(lead >> 2, lead & 3) for lead in self.names.get(called)]

    def uses(self, owner: int) -> list[tuple[int, str]]:
        """Return the architectures that use a thing, each with the field that says so."""
        found = self._uses.get(owner)
        if found is None:
            uses = self.things.at(owner - len(self.architectures))
            found = self._uses[owner] = [(use >> 4, FIELDS[use & 15]) for use in uses]
        return found

    def is_thing(self, owner: int) -> bool:
        """Whether it is a thing that architectures use, rather than an architecture."""
        return owner >= len(self.architectures)

    def is_name(self, lead: Lead) -> bool:
        """Whether a lead is the name of an architecture."""
        return lead.how == NAME and not self.is_thing(lead.owner)

    def is_everywhere(self, owner: int) -> bool:
        """Whether it is a thing that most architectures use, as nearly all read text."""
        return self.is_thing(owner) and 2 * len(self.uses(owner)) > len(self.architectures)

    def owner(self, packed: int) -> int:
        """Return what the text at a place is about: an architecture or a thing."""
        return self._passages[packed >> PASSAGE_SHIFT] >> 4

    def tier(self, packed: int) -> Tier:
        """Return how much the text at a place says about its owner."""
        return Tier.CONTRAST if packed & 1 else _TIERS[self._passages[packed >> PASSAGE_SHIFT] & 7]

    def is_synonym(self, packed: int) -> bool:
        """Whether the text at a place is another word for its owner, or its definition."""
        return bool(self._passages[packed >> PASSAGE_SHIFT] & 8)

    def thing(self, owner: int) -> tuple[str, str]:
        """Return the collection and the id of a thing."""
        kind, _, id_ = self.things.keys[owner - len(self.architectures)].partition("/")
        return kind, id_

    def first_passage(self, owner: int) -> int:
        """Return the number of the first passage of an architecture or a thing."""
        return bisect_left(self._passages, owner << 4)
