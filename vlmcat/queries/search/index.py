"""The index of search: plain data that is built once from a catalog's contents and may be stored beside them.

It knows where every word stands and what every name leads to. Three tables hold it, each from a sorted list of keys to
numbers:

- `words`: word -> places. A place is a passage, a position among its words, and whether it says what is not meant.
- `names`: letters and digits of a name -> what it leads to: an architecture or a thing that architectures use.
- `things`: a thing, such as datasets/cc12m -> the architectures that use it, each with the field that says so.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from vlmcat.catalog import collection, names, references
from vlmcat.names import initials, natural
from vlmcat.queries.search.texts import (
    Passage,
    Tier,
    links,
    other_states,
    states,
    texts_of_architecture,
    texts_of_item,
    words,
)
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
POSITION_BITS = 10
"""A place has 21 bits for the passage, these for the position of the word in it, and one for contrast."""
PASSAGE_SHIFT = POSITION_BITS + 1


class Table(Struct, frozen=True, array_like=True, gc=False):
    """Keys with their numbers: keys sorted and one a line, where the numbers of each end, and the numbers."""

    keys: str
    ends: bytes
    numbers: bytes


class SearchIndex(Struct, frozen=True, array_like=True, gc=False):
    """The index as it is stored."""

    architectures: tuple[str, ...]
    released: tuple[int, ...]
    """The day of each architecture, as a number (see `datetime.date.toordinal`)."""
    passages: bytes
    """For each passage: its owner (an architecture, or a thing after all architectures), synonym or not, its tier."""
    words: Table
    names: Table
    things: Table


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
        _add_names(leads, number, SHORT, [*(connector.name for connector in entry.connectors), *states(entry)])
        others = other_states(entry, contents.vocabulary.components)
        _add_names(leads, number, SHORT, (passage.text for passage in others))
    for number, (thing, item) in enumerate(zip(things, _items(contents, things), strict=True), len(ids)):
        called = [item.name, *getattr(item, "aliases", ())]
        plain = [name for name in called if thing.startswith("datasets/") and _PLAIN.fullmatch(name)]
        _add_names(leads, number, FAMILY, plain)
        _add_names(leads, number, NAME, [thing.partition("/")[2], *called])
        _add_names(leads, number, FAMILY, [getattr(item, "family", None)])
        _add_names(leads, number, SHORT, getattr(item, "acronyms", ()))
        _add_names(leads, number, SYNONYM, [*getattr(item, "synonyms", ()), *getattr(item, "kinds", ())])
        if hasattr(item, "definition"):
            _add_names(leads, number, NAME, [item.name], loose_key)
            _add_names(leads, number, SYNONYM, item.synonyms, loose_key)
    released = tuple(contents.architectures[id_].released.toordinal() for id_ in ids)
    return SearchIndex(tuple(ids), released, passages.tobytes(), _table(places), _table(leads), _table(uses))


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
    for position, word in enumerate(words(text.text)[: 1 << POSITION_BITS]):
        if word.key not in STOP_WORDS:
            places[word.key].append((passage << POSITION_BITS | position) << 1 | (prose and word.contrast))


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
