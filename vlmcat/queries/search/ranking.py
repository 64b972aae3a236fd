"""Which architectures a query is about, and in which order: a tuple that can be explained, never a blended score."""

import datetime as dt
import math
from collections.abc import Collection, Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

from vlmcat.queries.results import Value
from vlmcat.queries.search.concepts import Concept
from vlmcat.queries.search.evidence import Evidence, Form, Found
from vlmcat.queries.search.index import PASSAGE_SHIFT
from vlmcat.queries.search.texts import Tier

_FEW = 10
"""What so many architectures have is never common, however small the catalog."""
_WINDOW = 3
"""Words of prose that each concept may take where all stand together, ..."""
_MARGIN = 2
"""... and those to spare."""
_GAP = 2
"""Words between those of a phrase."""


_ENOUGH = (2, 3)
"""Points of four a match that say that matches are not accidental, where one tells something, and where several do."""


class Nearness(IntEnum):
    """How near to one another the matches stand; nearer ranks higher."""

    PHRASE = 0
    """Side by side in a text, as in the query."""
    CLOSE = 1
    """Within a few words of one another, or each says what the architecture is made of."""
    APART = 2


class Rank(NamedTuple):
    """Why a hit stands where it stands; smaller is better, and earlier fields decide."""

    not_the_name: bool
    missing: float
    """How telling the terms are that it lacks (the sum of the logarithms of their rarity)."""
    typos: int
    nearness: Nearness
    tiers: tuple[Tier, ...]
    """Of the match of each term, the weakest first; a term that most architectures have does not count."""
    forms: tuple[Form, ...]
    """How those are written, again the weakest first."""
    mentions: float
    """Minus the logarithm of the number of matches: ten mentions are little more than five."""
    age: int
    """Minus the day of release: newer first."""

    def explained(self) -> dict[str, Value]:
        """Return the parts by name as plain data, tiers and forms in words."""
        return self._asdict() | {
            "nearness": self.nearness.name.lower(),
            "tiers": tuple(tier.name.lower() for tier in self.tiers),
            "forms": tuple(form.name.lower() for form in self.forms),
            "age": dt.date.fromordinal(-self.age),
        }


class Candidate(NamedTuple):
    """An architecture that a query may be about: its number, and what speaks for it by the number of the concept."""

    rank: Rank
    number: int
    evidence: Mapping[int, Evidence]


class Spread(NamedTuple):
    """How many architectures have a concept at all, how many as what they are made of, and whether it is a name."""

    anywhere: int
    defining: int
    all: int
    named: bool

    @property
    def weight(self) -> float:
        """How telling it is: the logarithm of its rarity."""
        return math.log((self.all + 1) / (self.anywhere + 1))

    def tells(self, evidence: Evidence) -> bool:
        """Whether this evidence tells the architecture from most others."""
        many = self.defining if evidence.tier <= Tier.COMPONENT else self.anywhere
        return evidence.named > 0 or self.is_few(many)

    def is_few(self, number: int) -> bool:
        """Whether so many are few enough to tell something."""
        return number <= max(self.all / 2, _FEW)


def spread(found: Found, architectures: int) -> Spread:
    """Return how widespread a concept is."""
    defining = sum(evidence.tier <= Tier.COMPONENT for evidence in found.values())
    return Spread(len(found), defining, architectures, any(evidence.named for evidence in found.values()))


def ranked(
    concepts: Sequence[Concept], found: Sequence[Found], released: Sequence[int], allowed: Collection[int]
) -> list[Candidate]:
    """Return the architectures that have most of the concepts, best first.

    `released` is the day of each architecture, by its number; those that are not `allowed` are left out.
    """
    spreads = [spread(each, len(released)) for each in found]
    fewest = len(concepts)
    kept: list[tuple[int, dict[int, Evidence], Nearness]] = []
    for number in allowed:
        evidence = {i: each[number] for i, each in enumerate(found) if number in each}
        missing = _missing(concepts, evidence)
        if not evidence or missing > fewest:
            continue
        near = Nearness.APART if missing else _nearness(concepts, evidence)
        if _is_about(concepts, evidence, spreads, near):
            fewest = min(fewest, missing)
            kept.append((number, evidence, near))
    return sorted(
        Candidate(_rank(concepts, evidence, spreads, near, age=-released[number]), number, evidence)
        for number, evidence, near in kept
        if _missing(concepts, evidence) == fewest
    )


def _missing(concepts: Sequence[Concept], evidence: Mapping[int, Evidence]) -> int:
    """Return how many concepts nothing speaks for; common words are not missed."""
    return sum(i not in evidence and not each.common for i, each in enumerate(concepts))


def _is_about(
    concepts: Sequence[Concept], evidence: Mapping[int, Evidence], spreads: Sequence[Spread], near: Nearness
) -> bool:
    """Whether the matches are more than accidental.

    What has everything must have it together in one text, or two of the matches must say what it is made of; one where
    no more than one tells anything. Where something is missing, names must outweigh it.
    """
    if not any(spreads[i].tells(each) for i, each in evidence.items() if not concepts[i].common):
        return False
    missing = _missing(concepts, evidence)
    if missing:
        return sum(each.named for i, each in evidence.items() if not concepts[i].typos) >= 2 * missing
    if near < Nearness.APART:
        return True
    telling = [
        i
        for i, each in evidence.items()
        if each.named or (spreads[i].is_few(spreads[i].anywhere) and not concepts[i].common)
    ]
    return sum(_points(concepts[i], evidence[i]) for i in telling) >= _ENOUGH[len(telling) > 1]


def _points(concept: Concept, evidence: Evidence) -> int:
    """How much a match says about what an architecture is, of four: a word that was guessed or begun says nothing."""
    if evidence.named:
        return 2 * evidence.named
    if evidence.tier > Tier.SUMMARY or concept.typos or evidence.form == Form.BEGINNING:
        return 0
    return 1 if evidence.form == Form.SYNONYM else 2


def _rank(
    concepts: Sequence[Concept],
    evidence: Mapping[int, Evidence],
    spreads: Sequence[Spread],
    near: Nearness,
    *,
    age: int,
) -> Rank:
    telling = [
        each
        for i, each in evidence.items()
        if not concepts[i].common and (spreads[i].named or spreads[i].is_few(spreads[i].defining))
    ]
    weakest = max(each.tier for each in telling)
    best = next(iter(evidence.values()))
    return Rank(
        not_the_name=len(concepts) > 1 or (best.tier, best.form) != (Tier.NAME, Form.NAME),
        missing=round(
            sum(each.weight for i, each in enumerate(spreads) if i not in evidence and not concepts[i].common), 1
        ),
        typos=sum(concepts[i].typos for i in evidence),
        nearness=min(near, Nearness.CLOSE) if weakest <= Tier.COMPONENT else near,
        tiers=tuple(sorted((each.tier for each in telling), reverse=True)),
        forms=tuple(sorted((each.form for each in telling), reverse=True)),
        mentions=-round(sum(math.log1p(each.mentions) for each in evidence.values()), 1),
        age=age,
    )


def _nearness(concepts: Sequence[Concept], evidence: Mapping[int, Evidence]) -> Nearness:
    """Return how near to one another all stand in the text where they are nearest.

    Common words are looked at only beside a single other.
    """
    found = [(concepts[i], each.places) for i, each in sorted(evidence.items()) if not concepts[i].common]
    if len(found) == 1:
        found = [(concepts[i], each.places) for i, each in sorted(evidence.items())]
        if len(found) < len(concepts):
            return Nearness.APART
    passages = set.intersection(*({at >> PASSAGE_SHIFT for at in places} for _, places in found))
    if not passages:
        return Nearness.APART
    kept = [(concept, [at for at in places if at >> PASSAGE_SHIFT in passages]) for concept, places in found]
    if _is_phrase(kept):
        return Nearness.PHRASE
    reach = 2 * (_WINDOW * len(kept) + _MARGIN)
    (_, first), *others = kept
    close = any(all(any(abs(at - other) <= reach for other in places) for _, places in others) for at in first)
    return Nearness.CLOSE if close else Nearness.APART


def _is_phrase(found: Sequence[tuple[Concept, Sequence[int]]]) -> bool:
    """Whether all follow one another in the order of the query, with at most two words that say nothing between."""
    (concept, ends), *others = found
    for following, places in others:
        reach = 2 * (len(concept.words) + _GAP)
        ends = [at for at in places if any(0 < at - end <= reach for end in ends)]
        concept = following
    return bool(ends)
