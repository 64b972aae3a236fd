"""An ordered reading list: what to read before a work, and why.

Before an architecture come the works it builds on, and the works that introduced the terms it uses; before a term comes
the work that introduced it, and after it the first to use it. Everything stands in the order of its date.
"""

from collections.abc import Iterable

from vlmcat.catalog import Catalog, collection, references
from vlmcat.errors import NotFoundError, did_you_mean
from vlmcat.names import nearest
from vlmcat.queries.facets import facet, resolve
from vlmcat.queries.glossary import entries, terms_called
from vlmcat.queries.results import Reading, Roadmap
from vlmcat.records import Introduction

_FIRST_USERS = 5
_TASK_READINGS = 12
_TELLING = (
    "fusion_methods",
    "connector_types",
    "image_input_strategies",
    "alignment_techniques",
    "training_objectives",
)
"""The lists whose terms are worth reading up; tasks and modalities explain themselves."""


def roadmap(catalog: Catalog, target: str) -> Roadmap:
    """Return what to read for an architecture, a checkpoint or a term.

    Raises:
        NotFoundError: nothing has this name; the error suggests the nearest.
    """
    try:
        id_ = catalog.find(target).id
    except NotFoundError:
        return _for_term(catalog, target)
    readings = dict.fromkeys(_ancestors(catalog, id_), "what it builds on")
    works = _introductions(catalog, id_)
    for term, origin in works:
        if origin.architecture and origin.architecture != id_:
            readings.setdefault(origin.architecture, f"introduced {term}")
    listed = [_entry(catalog, base, why) for base, why in readings.items() if base in catalog.architectures]
    listed += [_work(term, origin) for term, origin in works if origin.architecture not in catalog.architectures]
    return Roadmap(catalog.architectures[id_].name, (*_ordered(listed), _entry(catalog, id_, "the work itself")))


def task_roadmap(catalog: Catalog, task: str) -> Roadmap:
    """Return the architectures to read for a task, the oldest first: those on which others build before the rest.

    Raises:
        UsageError: there is no such task.
    """
    side = facet("task")
    wanted = resolve(catalog, side, task)
    able = [id_ for id_ in catalog.ids if not wanted.isdisjoint(catalog.architectures[id_].tasks)]
    weight = {id_: len(catalog.used_by.get(("architectures", id_), ())) for id_ in able}
    chosen = sorted(able, key=lambda id_: (-weight[id_], catalog.architectures[id_].released))[:_TASK_READINGS]
    names = ", ".join(catalog.vocabulary.tasks[id_].name for id_ in sorted(wanted))
    reasons = {id_: "others build on it" if weight[id_] else "does the task" for id_ in chosen}
    return Roadmap(names, tuple(_ordered(_entry(catalog, id_, why) for id_, why in reasons.items())))


def _for_term(catalog: Catalog, called: str) -> Roadmap:
    found = terms_called(catalog, called)
    if not found:
        near = [*catalog.suggest(called), *nearest(called, [each.term.name for each in entries(catalog)])][:3]
        hint = did_you_mean(near) or "see `vlmcat glossary`"
        raise NotFoundError(f"no architecture or term is called {called!r}", hint)
    name, id_, term = found[0]
    origin = term.introduced_by
    first = [_work(term.name, origin)] if origin and origin.architecture not in catalog.architectures else []
    if origin and origin.architecture in catalog.architectures:
        first = [_entry(catalog, origin.architecture or "", f"introduced {term.name}")]
    users = _ordered(_entry(catalog, user, "uses it") for user in catalog.used_by.get((name, id_), ()))
    later = [each for each in users if each.id not in {reading.id for reading in first}]
    return Roadmap(term.name, (*first, *later[:_FIRST_USERS]))


def _ancestors(catalog: Catalog, id_: str) -> list[str]:
    found: dict[str, None] = {}
    waiting = list(catalog.architectures[id_].based_on)
    while waiting:
        base = waiting.pop()
        if base not in found:
            found[base] = None
            waiting += catalog.architectures[base].based_on
    return list(found)


def _introductions(catalog: Catalog, id_: str) -> list[tuple[str, Introduction]]:
    """Return the works that introduced the terms of an architecture, each once, with the first such term."""
    works: dict[str, tuple[str, Introduction]] = {}
    for _, term_id, name in references(catalog.architectures[id_]):
        if name in _TELLING:
            term = collection(catalog.contents, name)[term_id]
            origin = term.introduced_by
            if origin:
                works.setdefault(origin.architecture or origin.work, (term.name, origin))
    return list(works.values())


def _entry(catalog: Catalog, id_: str, why: str) -> Reading:
    entry = catalog.architectures[id_]
    return Reading(
        entry.released.isoformat(), entry.name, id_, why, entry.summary, entry.links.paper or _any_link(entry)
    )


def _any_link(entry: object) -> str | None:
    links = getattr(entry, "links", None)
    return next((url for field in links.__struct_fields__ if (url := getattr(links, field))), None) if links else None


def _work(term: str, origin: Introduction) -> Reading:
    return Reading(str(origin.year), origin.work, None, f"introduced {term}", None, origin.url)


def _ordered(readings: Iterable[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda reading: reading.date)
