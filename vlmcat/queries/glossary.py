"""The vocabulary for a student: what a term means, who introduced it, where it sits, and which models show it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from vlmcat.catalog import Catalog
from vlmcat.errors import NotFoundError, did_you_mean
from vlmcat.names import key, nearest_of
from vlmcat.queries.results import Column, Facts, Listing, Part, Prose, Rows, Sheet, table

_WHERE = {
    "basics": "basics: what the other explanations build on",
    "fusion_methods": "fusion method: where image and text meet",
    "connector_types": "connector: between the vision encoder and the language model",
    "image_input_strategies": "image input: before the vision encoder",
    "alignment_techniques": "alignment technique: how the parts learn to agree",
    "training_objectives": "training objective: what a stage minimises",
    "components": "component: a part that is trained or frozen",
    "tasks": "task: what the model is asked to do",
    "modalities": "modality: what goes in or comes out",
}
_EXAMPLES = 8


class Entry(NamedTuple):
    """A term, and the list of the vocabulary that it stands in."""

    vocabulary: str
    id: str
    term: Any


def glossary(catalog: Catalog) -> Listing:
    """Return every term with the list it stands in, the number of its users, and its definition."""
    heading = (
        Column("list", "List", "list", "group"),
        Column("id", "Term", "id"),
        Column("used_by", "Used by", "used_by", "number"),
        Column("definition", "Definition", "definition", "prose"),
    )
    rows = [
        (each.vocabulary.partition("_")[0], each.id, len(_users(catalog, each)), each.term.definition)
        for each in entries(catalog)
    ]
    return table(heading, rows)


def term_sheet(catalog: Catalog, called: str) -> Sheet:
    """Return all about the terms of one name; a name can stand in several lists.

    Raises:
        NotFoundError: no term has this name, synonym or acronym; the error suggests the nearest.
    """
    found = terms_called(catalog, called)
    if not found:
        near = nearest_of(called, {name: each.id for each in entries(catalog) for name in names_of(each)})
        raise NotFoundError(f"no term is called {called!r}", did_you_mean(near) or "see `vlmcat glossary` for all")
    first, *others = found
    parts = [part for each in found for part in _parts(catalog, each, headed=bool(others))]
    documents = [_document(catalog, each) for each in found]
    return Sheet(first.id, first.term.name, _WHERE[first.vocabulary], tuple(parts), {"terms": tuple(documents)})


def terms_called(catalog: Catalog, called: str) -> list[Entry]:
    """Return the terms of a name, a synonym or an acronym, those first of which it is the name."""
    wanted = key(called)
    found = [each for each in entries(catalog) if wanted in map(key, names_of(each))]
    return sorted(found, key=lambda each: wanted not in (key(each.id), key(each.term.name)))


def _parts(catalog: Catalog, each: Entry, *, headed: bool) -> Iterator[Part]:
    term = each.term
    heading = _WHERE[each.vocabulary].partition(":")[0].capitalize() if headed else ""
    yield Part(heading, (Prose(term.definition),))
    origin = term.introduced_by
    facts = {
        "Acronyms": ", ".join(term.acronyms),
        "Also called": ", ".join(term.synonyms),
        "Introduced by": f"{origin.work} ({origin.year}){f', {origin.url}' if origin.url else ''}" if origin else "",
        "Related": ", ".join(_related(catalog, each)),
    }
    yield Part("", (Facts(tuple((label, text) for label, text in facts.items() if text)),))
    users = _users(catalog, each)
    if users:
        rows = tuple((id_, catalog.architectures[id_].summary) for id_ in users[:_EXAMPLES])
        more = f" ({len(users)}, the first {_EXAMPLES})" if len(users) > _EXAMPLES else f" ({len(users)})"
        yield Part(f"Examples{more}", (Rows(("Architecture", "What it is"), rows),))


def _document(catalog: Catalog, each: Entry) -> dict[str, Any]:
    fields = {field: getattr(each.term, field) for field in each.term.__struct_fields__}
    users, related = _users(catalog, each), _related(catalog, each)
    return {"id": each.id, "list": each.vocabulary, **fields, "related": related, "used_by": users}


def entries(catalog: Catalog) -> Iterator[Entry]:
    """Yield every term."""
    for vocabulary in catalog.vocabulary.__struct_fields__:
        for id_, term in getattr(catalog.vocabulary, vocabulary).items():
            yield Entry(vocabulary, id_, term)


def names_of(each: Entry) -> tuple[str, ...]:
    """Return everything that a term is called."""
    return (each.id, each.term.name, *each.term.synonyms, *each.term.acronyms)


def _users(catalog: Catalog, each: Entry) -> list[str]:
    """Return who uses a term, the earliest first: the first examples are the classic ones."""
    users = catalog.used_by.get((each.vocabulary, each.id), [])
    return sorted(users, key=lambda id_: catalog.architectures[id_].released)


def _related(catalog: Catalog, each: Entry) -> list[str]:
    """Return the terms of the same list that occur most often together with this one."""
    users = set(_users(catalog, each))
    shared = {
        other.id: len(users & set(_users(catalog, other)))
        for other in entries(catalog)
        if other.vocabulary == each.vocabulary and other.id != each.id
    }
    ranked = sorted((-number, id_) for id_, number in shared.items() if number)
    return [id_ for _, id_ in ranked[:4]]
