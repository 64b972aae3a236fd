"""How architectures relate: what changed from one to the next, and how alike two are. Computed from the records."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from vlmcat.catalog import Catalog
from vlmcat.names import natural
from vlmcat.queries.facets import facet, value_label
from vlmcat.queries.results import Branch, Column, Listing, Tree, table
from vlmcat.records import Architecture

_COMPARED = ("fusion", "encoder", "connector", "llm", "strategy")
_SHOWN = 3
"""Values that a change names before it counts the rest."""
_DEEPEST = 40
"""Steps after which a tree ends."""


def changes(catalog: Catalog, earlier: str, later: str) -> tuple[str, ...]:
    """Return what a successor does otherwise: fusion, parts, image input, tokens and data, a line each."""
    old, new = catalog.architectures[earlier], catalog.architectures[later]
    lines = []
    for name in _COMPARED:
        side = facet(name)
        before, after = (_ordered(side.values(entry)) for entry in (old, new))
        if set(before) != set(after) and after:
            was, now = ([value_label(catalog, side, value) for value in values] for values in (before, after))
            lines.append(f"{side.label.lower()}: {_listed(was) or 'none'} -> {_listed(now)}")
    tokens = old.image_input.tokens_per_image, new.image_input.tokens_per_image
    if None not in tokens and tokens[0] != tokens[1]:
        lines.append(f"tokens per image: {tokens[0]:,} -> {tokens[1]:,}")
    added = _ordered(use.id for use in new.datasets if use.id not in {each.id for each in old.datasets})
    if added:
        lines.append(f"data: + {_listed([catalog.datasets[id_].name for id_ in added])}")
    return tuple(lines)


def lineage(catalog: Catalog, id_: str) -> Tree:
    """Return what an architecture builds on and what builds on it, each step with what changed."""
    above = _grown(
        catalog, [id_], lambda each: catalog.architectures[each].based_on, lambda new, old: changes(catalog, old, new)
    )
    below = _grown(catalog, [id_], lambda each: _children(catalog, each), lambda old, new: changes(catalog, old, new))
    sides = (Branch("", "builds on", (), above[0].branches), Branch("", "built on by", (), below[0].branches))
    return Tree(Branch(id_, _label(catalog, id_), (), tuple(side for side in sides if side.branches)))


def family_tree(catalog: Catalog, family: str) -> Tree:
    """Return a whole family from its oldest members on, each step with what changed."""
    members = {id_ for id_, entry in catalog.architectures.items() if entry.family == family}
    roots = [id_ for id_ in members if not members & set(catalog.architectures[id_].based_on)]
    branches = _grown(
        catalog,
        _by_date(catalog, roots or members),
        lambda id_: [each for each in _children(catalog, id_) if each in members],
        lambda old, new: changes(catalog, old, new),
    )
    return Tree(Branch("", family, (), branches))


def _grown(
    catalog: Catalog,
    roots: Iterable[str],
    following: Callable[[str], Sequence[str]],
    changed: Callable[[str, str], tuple[str, ...]],
) -> tuple[Branch, ...]:
    """Return what grows from each root. What comes again, or very deep, is not followed again but says so.

    Nothing keeps somebody's own catalog from chains without end, circles, and meshes with more ways than can be walked.
    """
    seen: set[str] = set()

    def branch(id_: str, before: str | None, depth: int) -> Branch:
        notes = changed(before, id_) if before else ()
        next_ = following(id_)
        if next_ and (id_ in seen or depth == _DEEPEST):
            more = "goes on as above" if id_ in seen else f"goes on: vlmcat lineage {id_}"
            return Branch(id_, _label(catalog, id_), (*notes, more))
        seen.add(id_)
        return Branch(id_, _label(catalog, id_), notes, tuple(branch(each, id_, depth + 1) for each in next_))

    return tuple(branch(id_, None, 0) for id_ in roots)


def _children(catalog: Catalog, id_: str) -> list[str]:
    return _by_date(catalog, catalog.used_by.get(("architectures", id_), ()))


def _by_date(catalog: Catalog, ids: Iterable[str]) -> list[str]:
    return sorted(ids, key=lambda id_: (catalog.architectures[id_].released, natural(id_)))


def _label(catalog: Catalog, id_: str) -> str:
    return f"{id_} ({catalog.architectures[id_].released})"


def _ordered(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


# -- alike -------------------------------------------------------------------------------------------------------------


class _Aspect(NamedTuple):
    label: str
    weight: float
    values: Callable[[Catalog, Architecture], Iterable[str]]
    name_of: Callable[[Catalog, str], str]


def _by_facet(name: str, weight: float) -> _Aspect:
    side = facet(name)
    return _Aspect(
        side.label.lower(),
        weight,
        lambda _, entry: side.values(entry),
        lambda catalog, value: value_label(catalog, side, value),
    )


def _encoder_families(catalog: Catalog, entry: Architecture) -> Iterable[str]:
    families = (catalog.vision_encoders[use.id].family for use in entry.vision_encoders)
    return (family for family in families if family)


def _model_families(catalog: Catalog, entry: Architecture) -> Iterable[str]:
    families = (catalog.language_models[use.id].family for use in entry.language_models)
    return (family for family in families if family)


ASPECTS: tuple[_Aspect, ...] = (
    _by_facet("fusion", 3),
    _by_facet("connector", 3),
    _by_facet("encoder", 2),
    _Aspect("encoder family", 1, _encoder_families, lambda _, value: value),
    _Aspect("language model family", 2, _model_families, lambda _, value: value),
    _by_facet("strategy", 2),
    _by_facet("dataset", 2),
    _by_facet("task", 1),
    _by_facet("technique", 1),
)
"""What makes two designs alike, with its weight. An aspect counts by the share of values that both have of all that
either has (Jaccard's index); the likeness is the weighted mean over the aspects that either has, from 0 to 1."""


def similar(catalog: Catalog, id_: str, limit: int | None = None) -> Listing:
    """Return the architectures most like one in structure, with their likeness (0 to 1) and what they share."""
    heading = (
        Column("id", "ID", "id", "name"),
        Column("released", "Released", "released", "date"),
        Column("likeness", "Alike", "likeness", "share"),
        Column("shared", "Shared", "shared", "prose"),
    )
    scored = []
    for other in catalog.ids:
        if other != id_:
            likeness, shared = _likeness(catalog, id_, other)
            scored.append((-likeness, natural(other), other, likeness, shared))
    rows = [
        (other, catalog.architectures[other].released, likeness, shared)
        for _, _, other, likeness, shared in sorted(scored)
        if likeness
    ]
    return table(heading, rows[:limit], len(rows))


def _likeness(catalog: Catalog, one: str, other: str) -> tuple[float, tuple[str, ...]]:
    entries = catalog.architectures[one], catalog.architectures[other]
    weights = total = 0.0
    reasons = []
    for aspect in ASPECTS:
        first, second = (set(aspect.values(catalog, entry)) for entry in entries)
        if first | second:
            common = first & second
            weights += aspect.weight
            total += aspect.weight * len(common) / len(first | second)
            if common:
                names = [aspect.name_of(catalog, value) for value in sorted(common)]
                reasons.append((aspect.weight, f"{aspect.label}: {_listed(names)}"))
    return round(total / weights, 4) if weights else 0.0, tuple(reason for _, reason in reasons)
