"""What speaks for an architecture: where a concept occurs in it, and as what."""

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from itertools import groupby

from msgspec import Struct

from vlmcat.queries.search.concepts import Concept
from vlmcat.queries.search.index import FAMILY, NAME, PASSAGE_SHIFT, SHORT, SYNONYM
from vlmcat.queries.search.lexicon import begun, inflections, numbers_of, side_by_side
from vlmcat.queries.search.lookup import Index
from vlmcat.queries.search.texts import Tier

_EVERYDAY = frozenset({"datasets", "modalities", "tasks"})
"""Collections whose synonyms may be everyday words, such as "music"."""
_NO_TERMS = frozenset({"architectures", "datasets", "language_models", "vision_encoders"})
"""Collections that are no part of the vocabulary."""
_TIER_OF_LEAD = {NAME: Tier.NAME, FAMILY: Tier.FAMILY, SHORT: Tier.COMPONENT}


class Form(IntEnum):
    """How a concept is written where it occurs; lower ranks higher."""

    NAME = 0
    """All of a name."""
    WORD = 1
    BEGINNING = 2
    """The beginning of a word, or the word with another ending."""
    SYNONYM = 3


class Evidence(Struct, gc=False):
    """What speaks for one architecture that it is about one concept: the best place, and all."""

    tier: Tier
    form: Form
    place: int = -1
    """The best place in a text, or -1 where the name of a thing is the evidence."""
    thing: int = -1
    """The thing whose text it is, or -1 where it is the architecture's own."""
    field: str = ""
    """The field in which the architecture refers to the thing."""
    named: int = 0
    """2 for a name that only somebody who asks about vision-language models would use, 1 for an everyday one."""
    mentions: int = 1
    places: list[int] = []


Found = dict[int, Evidence]
"""By the number of the architecture."""


def speaks_for(index: Index, concepts: Sequence[Concept]) -> list[Found]:
    """Return what speaks for each concept; for a common one, only what stands in a text with another."""
    found = [{} if each.common else look_up(index, each, alone=len(concepts) == 1) for each in concepts]
    near = {at >> PASSAGE_SHIFT for each in found for evidence in each.values() for at in evidence.places}
    for concept, each in zip(concepts, found, strict=True):
        if concept.common:
            places = [at for at in side_by_side(index, concept.words) if at >> PASSAGE_SHIFT in near]
            _add_places(index, each, places, Form.WORD, defined=True)
    return found


def look_up(index: Index, concept: Concept, *, alone: bool) -> Found:
    """Return all architectures for which something speaks.

    Where a name is all that is asked for, definitions do not count: they speak of other things in passing.
    """
    defined = not (alone and concept.named)
    found: Found = {}
    leads = [lead for called in concept.named for lead in index.leads(called)]
    for lead in leads:
        is_acronym = lead.how == SHORT and index.is_thing(lead.owner) and _is_in_capitals(concept.typed)
        _add_named(index, found, lead.owner, NAME if is_acronym else lead.how)
    literal = set(_literal(index, concept.words))
    is_term = any(index.thing(lead.owner)[0] not in _NO_TERMS for lead in leads if index.is_thing(lead.owner))
    _add_places(index, found, sorted(literal), Form.WORD, defined=defined, at_best=Tier(Tier.COMPONENT * is_term))
    if len(concept.words) == 1 and not concept.phrase:
        word = concept.words[0]
        others = {at for row in inflections(index, word) for at in index.words.at(row)}
        if not concept.named:
            others.update(begun(index, word))
        _add_places(index, found, sorted(others - literal), Form.BEGINNING, defined=defined)
    return found


def _is_in_capitals(word: str) -> bool:
    """Tell whether a word is typed as acronyms are, with capitals inside: MAP and MoVE are no map and no move."""
    return any(map(str.isupper, word[1:]))


def _literal(index: Index, words: Sequence[str]) -> Iterator[int]:
    yield from side_by_side(index, words)
    if len(words) > 1:
        for form in numbers_of("".join(words)):
            yield from index.words.get(form)


def _add_named(index: Index, found: Found, owner: int, how: int) -> None:
    if not index.is_thing(owner):
        _add(found, owner, Evidence(_TIER_OF_LEAD[how], Form.NAME, named=2 if how == NAME else 1))
        return
    kind, _ = index.thing(owner)
    everyday = (how == SYNONYM and kind in _EVERYDAY) or (how == FAMILY and kind == "datasets")
    says_nothing = kind == "modalities" and (everyday or index.is_everywhere(owner))
    named = 0 if says_nothing else 1 if everyday else 2
    form = Form.SYNONYM if how in (SYNONYM, SHORT) else Form.NAME
    tier = Tier.SUMMARY if kind == "architectures" else Tier.COMPONENT
    for architecture, field in index.uses(owner):
        _add(found, architecture, Evidence(tier, form, thing=owner, field=field, named=named))


def _add_places(
    index: Index, found: Found, places: Iterable[int], form: Form, *, defined: bool, at_best: Tier = Tier.NAME
) -> None:
    """Add what speaks from texts; `at_best`, because a term in a name ("Poly-Visual-Expert") may be something else."""
    for owner, group in groupby(places, index.owner):
        of_owner = list(group)
        best = min(of_owner, key=index.tier)
        tier = max(index.tier(best), at_best)
        if not index.is_thing(owner):
            _add(found, owner, Evidence(tier, form, best, mentions=len(of_owner), places=of_owner))
        elif tier < Tier.SUMMARY or ((tier < Tier.BODY or defined) and not index.is_everywhere(owner)):
            written = Form.SYNONYM if index.is_synonym(best) else form
            for architecture, field in index.uses(owner):
                said = max(tier, Tier.SUMMARY) if field == "based_on" else tier
                new = Evidence(said, written, best, owner, field, mentions=len(of_owner), places=of_owner.copy())
                _add(found, architecture, new)


def _add(found: Found, architecture: int, new: Evidence) -> None:
    """Add evidence to what is known of an architecture: the best of both, and the sum of the matches."""
    old = found.setdefault(architecture, new)
    if old is new:
        return
    better, other = (new, old) if (new.tier, new.form) < (old.tier, old.form) else (old, new)
    better.mentions += other.mentions
    better.named = max(better.named, other.named)
    better.places += other.places
    found[architecture] = better
