"""The index of search: plain data that is built once from a catalog's contents and may be stored beside them.

It knows where every word stands and what every name leads to. Three tables hold it, each from a sorted list of keys to
numbers:

- `words`: word -> places. A place is a passage, a position among its words, and whether it says what is not meant.
- `names`: letters and digits of a name -> what it leads to: an architecture or a thing that architectures use.
- `things`: a thing, such as datasets/cc12m -> the architectures that use it, each with the field that says so.
"""

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from msgspec import Struct

from vlmcat.catalog import collection, names, references
from vlmcat.names import natural
from vlmcat.queries.search.texts import Passage, Tier, initials, links, texts_of_architecture, texts_of_item, words
from vlmcat.records import Contents

STOP_WORDS = frozenset(
    """
    a about an and any are as at be between by can did do does for from has have how i if in into is it its like made
    make me my of on onto or show some that the their them then there these this to up use used uses using was we were
    what when where which who whose why will with you your
    """.split()  # noqa: SIM905 # words read better than quotes
)
_ARTICLES = frozenset({"a", "an", "the"})
FIELDS = (
    "alignment",
    "based_on",
    "checkpoints",
    "connectors",
    "datasets",
    "fusion",
    "image_input",
    "language_models",
    "modalities",
    "tasks",
    "training",
    "vision_encoders",
)
_PLAIN = re.compile("[A-Z]?[a-z]+")
_TIERS = tuple(Tier)
_POSITION_BITS = 10
"""A place has 21 bits for the passage, these for the position of the word in it, and one for contrast."""
PASSAGE_SHIFT = _POSITION_BITS + 1


class Table(Struct, frozen=True, array_like=True, gc=False):
    """Keys with their numbers: keys sorted and one a line, where the numbers of each end, and the numbers."""

    keys: str
    ends: bytes
    numbers: bytes


class SearchIndex(Struct, frozen=True, array_like=True, gc=False):
    """The index as it is stored."""

    architectures: tuple[str, ...]
    passages: bytes
    """For each passage: its owner (an architecture, or a thing after all architectures), synonym or not, its tier."""
    words: Table
    names: Table
    things: Table


class Lead(NamedTuple):
    """What a name leads to: an architecture or a thing by its number, and how it is called so."""

    owner: int
    how: int


NAME, FAMILY, SHORT, SYNONYM = range(4)
"""How something is called: by its name or an alias, by its family's name (a dataset: by a plain word, such as Places),
by an acronym (an architecture: by what its authors call a part of it), or by a synonym."""


def name_key(parts: Iterable[str]) -> str:
    """Return words as the key of a name: without articles and what stands between them; "without" is "no"."""
    return "".join("no" if part == "without" else part for part in parts if part not in _ARTICLES)


def loose_key(parts: Iterable[str]) -> str:
    """Return words as the key of a term in any order and number: "reading of texts" is "text reading"; else nothing."""
    told = sorted(part.removesuffix("s") for part in parts if part not in STOP_WORDS)
    return f" {' '.join(told)}" if len(told) > 1 else ""


def build(contents: Contents) -> SearchIndex:
    """Return the index of a catalog's contents; the same contents give the same index."""
    ids = sorted(contents.architectures, key=natural)
    uses = _uses(contents, ids)
    things = sorted(uses)
    passages = array("I")
    places: dict[str, list[int]] = defaultdict(list)
    leads: dict[str, list[int]] = defaultdict(list)
    owners: list[Iterable[Passage]] = [texts_of_architecture(id_, contents.architectures[id_]) for id_ in ids]
    owners += [texts_of_item(item) for item in _items(contents, things)]
    for owner, texts in enumerate(owners):
        for text in texts:
            _add_words(places, len(passages), text)
            passages.append(owner << 4 | text.synonym << 3 | text.tier)
    for number, id_ in enumerate(ids):
        entry = contents.architectures[id_]
        _add_names(leads, number, NAME, [*(name.text for name in names(id_, entry)), *links(entry)])
        _add_names(leads, number, FAMILY, [entry.family, *entry.organizations, *map(initials, entry.organizations)])
        _add_names(leads, number, SHORT, [connector.name for connector in entry.connectors])
    for number, (thing, item) in enumerate(zip(things, _items(contents, things), strict=True), len(ids)):
        called = [item.name, *getattr(item, "aliases", ())]
        plain = [name for name in called if thing.startswith("datasets/") and _PLAIN.fullmatch(name)]
        _add_names(leads, number, FAMILY, plain)
        _add_names(leads, number, NAME, [thing.partition("/")[2], *called])
        _add_names(leads, number, FAMILY, [getattr(item, "family", None)])
        _add_names(leads, number, SHORT, getattr(item, "acronyms", ()))
        _add_names(leads, number, SYNONYM, getattr(item, "synonyms", ()))
        if hasattr(item, "definition"):
            _add_names(leads, number, NAME, [item.name], loose_key)
            _add_names(leads, number, SYNONYM, item.synonyms, loose_key)
    return SearchIndex(tuple(ids), passages.tobytes(), _table(places), _table(leads), _table(uses))


def _items(contents: Contents, things: Iterable[str]) -> Iterator[Any]:
    for thing in things:
        kind, _, id_ = thing.partition("/")
        yield collection(contents, kind)[id_]


def _uses(contents: Contents, ids: Sequence[str]) -> dict[str, list[int]]:
    uses: dict[str, dict[int, None]] = defaultdict(dict)
    for number, id_ in enumerate(ids):
        for reference in references(contents.architectures[id_]):
            if reference.collection != "components":
                field = FIELDS.index(str(reference.where[0]))
                uses[f"{reference.collection}/{reference.id}"][number << 4 | field] = None
    return {thing: list(found) for thing, found in uses.items()}


def _add_words(places: dict[str, list[int]], passage: int, text: Passage) -> None:
    prose = text.tier >= Tier.SUMMARY
    for position, word in enumerate(words(text.text)[: 1 << _POSITION_BITS]):
        if word.key not in STOP_WORDS:
            places[word.key].append((passage << _POSITION_BITS | position) << 1 | (prose and word.contrast))


def place(packed: int) -> tuple[int, int]:
    """Return the passage of a place, and the position of the word in it."""
    return packed >> PASSAGE_SHIFT, (packed >> 1) & ((1 << _POSITION_BITS) - 1)


def _add_names(
    leads: dict[str, list[int]],
    owner: int,
    how: int,
    texts: Iterable[str | None],
    as_key: Callable[[Iterable[str]], str] = name_key,
) -> None:
    for text in texts:
        called = as_key(word.key for word in words(text)) if text else ""
        lead = owner << 2 | how
        if called and all(known >> 2 != owner for known in leads[called]):
            leads[called].append(lead)


def _table(entries: Mapping[str, Sequence[int]]) -> Table:
    keys = sorted(entries)
    ends, numbers = array("I"), array("I")
    for each in keys:
        numbers.extend(entries[each])
        ends.append(len(numbers))
    return Table("\n".join(keys), ends.tobytes(), numbers.tobytes())


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
        entries = len(self.architectures)
        return owner >= entries and 2 * len({number for number, _ in self.uses(owner)}) > entries

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
