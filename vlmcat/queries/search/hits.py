"""What a hit shows: where it matched, one line around the match, and why it is one."""

from collections.abc import Iterator, Mapping, Sequence

from vlmcat.catalog import Catalog, collection
from vlmcat.names import initials, key
from vlmcat.queries.facets import FACETS, resolve, value_label
from vlmcat.queries.results import Hit, Match, Value
from vlmcat.queries.search.concepts import Concept
from vlmcat.queries.search.evidence import Evidence
from vlmcat.queries.search.index import name_key
from vlmcat.queries.search.lookup import Index, place
from vlmcat.queries.search.ranking import Candidate
from vlmcat.queries.search.texts import Passage, Tier, other_states, spans, texts_of_architecture, texts_of_item, words
from vlmcat.records import Architecture

_CONTEXT = 60
"""Characters of a snippet on each side of a match."""

Filters = Mapping[str, Sequence[str]]


def hit(
    catalog: Catalog, index: Index, rank: int, candidate: Candidate, concepts: Sequence[Concept], *, explain: bool
) -> Hit:
    """Return an architecture that matches concepts as a result."""
    id_ = index.architectures[candidate.number]
    matches: list[Match] = []
    reasons: list[str] = []
    texts_of: dict[int, tuple[Passage, ...]] = {}
    for i, evidence in sorted(candidate.evidence.items(), key=lambda pair: (pair[1].tier, pair[0])):
        owner = candidate.number if evidence.thing < 0 else evidence.thing
        if owner not in texts_of:
            texts_of[owner] = _texts(catalog, index, owner)
        texts = texts_of[owner]
        passage = _passage(texts, index.first_passage(owner), concepts[i], evidence)
        matches.append(_match(passage, _spans(passage.text, concepts[i], evidence)))
        reasons += _reasons(concepts[i], evidence, passage, texts[0].text)
    fields = ", ".join(dict.fromkeys(match.field for match in matches))
    why = "; ".join(dict.fromkeys(reasons)) or ("its name" if not candidate.rank.not_the_name else f"in {fields}")
    return _hit(catalog, id_, rank, matches, why, candidate.rank.explained() if explain else None)


def filtered_hit(catalog: Catalog, id_: str, rank: int, filters: Filters) -> Hit:
    """Return an architecture that passes filters as a result: there was nothing else in the query."""
    entry = catalog.architectures[id_]
    matches = list(filtered_by(catalog, entry, filters)) or [Match("summary", entry.summary, ())]
    why = "; ".join(f"{name}:{word}" for name, given in filters.items() for word in given)
    return _hit(catalog, id_, rank, matches, why)


def filtered_by(catalog: Catalog, entry: Architecture, filters: Filters) -> Iterator[Match]:
    """Yield the values for which an architecture passes the filters that choose from a list."""
    for side in FACETS:
        parts = [part for word in filters.get(side.name, ()) if ":" not in word for part in word.split(",") if part]
        if side.name == "year" or not parts:
            continue
        wanted = frozenset().union(*(resolve(catalog, side, part) for part in parts))
        for value in dict.fromkeys(side.values(entry)):
            if value in wanted:
                label = value_label(catalog, side, value)
                yield Match(side.name, label, ((0, len(label)),))


def _hit(
    catalog: Catalog, id_: str, rank: int, matches: Sequence[Match], why: str, explain: dict[str, Value] | None = None
) -> Hit:
    entry = catalog.architectures[id_]
    return Hit(rank, id_, entry.name, entry.summary, tuple(dict.fromkeys(matches)), why, explain)


def _texts(catalog: Catalog, index: Index, owner: int) -> tuple[Passage, ...]:
    """Return the texts of an architecture or a thing, in the order of the index, then those that are only names."""
    if not index.is_thing(owner):
        id_ = index.architectures[owner]
        entry = catalog.architectures[id_]
        return (*texts_of_architecture(id_, entry), *other_states(entry, catalog.vocabulary.components))
    kind, id_ = index.thing(owner)
    return tuple(texts_of_item(collection(catalog.contents, kind)[id_]))


def _passage(texts: Sequence[Passage], first: int, concept: Concept, evidence: Evidence) -> Passage:
    """Return the one of the owner's texts that speaks, with the field of the architecture that it belongs to."""
    if evidence.place >= 0:
        found = texts[place(evidence.place)[0] - first]
    else:  # a name; where it is written nowhere, as an id is, the first text stands for it
        found = next((text for text in texts if _is_called(text, concept.named)), texts[0])
    return found._replace(field=evidence.field or found.field)


def _is_called(text: Passage, named: Sequence[str]) -> bool:
    if name_key(word.key for word in words(text.text)) in named:
        return True
    return text.field == "organizations" and initials(text.text) in named


def _reasons(concept: Concept, evidence: Evidence, passage: Passage, name: str) -> Iterator[str]:
    if concept.typos:
        meant = passage.text if evidence.place < 0 else concept.spelt
        yield f"typo: {concept.typed} -> {meant}"
    if passage.synonym:
        yield f"said of {name}" if passage.tier == Tier.BODY else f"{passage.text} = {name}"
    if evidence.tier == Tier.CONTRAST:
        yield f"{concept.spelt} only as a contrast"


def _spans(text: str, concept: Concept, evidence: Evidence) -> tuple[tuple[int, int], ...]:
    if evidence.place < 0:
        return ((0, len(text)),)
    passage = place(evidence.place)[0]
    every = spans(text)
    found = []
    for at in dict.fromkeys((evidence.place, *evidence.places)):
        if place(at)[0] == passage:
            first = place(at)[1]
            start, end = every[first]
            length = len(concept.words) if key(text[start:end]) == concept.words[0] else 1
            found.append((start, every[min(first + length, len(every)) - 1][1]))
    return tuple(found)


def _match(passage: Passage, matching: Sequence[tuple[int, int]]) -> Match:
    text = passage.text.replace("\n", " ")
    start, end = matching[0]
    left = 0 if start <= _CONTEXT else text.rfind(" ", 0, start - _CONTEXT) + 1
    right = text.find(" ", end + _CONTEXT)
    right = len(text) if right < 0 else right
    before, after = ("…" if left else ""), ("…" if right < len(text) else "")
    shift = len(before) - left
    kept = tuple((a + shift, b + shift) for a, b in sorted(matching) if left <= a and b <= right)
    return Match(passage.field, f"{before}{text[left:right]}{after}", kept)
