"""Facets: the sides from which a catalog can be filtered and counted, and how a person's words for them are read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from vlmcat.catalog import Catalog, collection
from vlmcat.errors import UsageError, valid_values
from vlmcat.names import has_beginning, has_words, initials, key, natural, nearest
from vlmcat.records import Architecture

_NOT_FOR_SALE = ("NC", "research only", "research use only", "research license", "research licence")


class Facet(NamedTuple):
    """One side of an architecture: what it is called, what an architecture has of it, and where ids are looked up."""

    name: str
    label: str
    values: Callable[[Architecture], Iterable[str]]
    collection: str | None = None
    also: Callable[[str], str] = lambda _: ""
    """What a value is also called, where there are no ids; "" for nothing."""


def _licenses(entry: Architecture) -> Iterable[str]:
    own = (entry.licenses.weights, *(checkpoint.license for checkpoint in entry.checkpoints))
    return (licence for licence in own if licence)


def _forbidden(licence: str) -> str:
    """Return in words what a licence rules out: CC-BY-NC-4.0 is non-commercial, and so is one for research only."""
    return "non-commercial" if any(has_words(licence, words) for words in _NOT_FOR_SALE) else ""


def never_trained(entry: Architecture) -> Iterable[str]:
    """Return the components that a stage freezes and none trains."""
    trained = {component for stage in entry.training.stages for component in stage.trains}
    frozen = {component for stage in entry.training.stages for component in stage.freezes}
    return frozen - trained


FACETS: tuple[Facet, ...] = (
    Facet("family", "Family", lambda entry: (entry.family,) if entry.family else ()),
    Facet("org", "Organization", lambda entry: entry.organizations, also=initials),
    Facet("task", "Task", lambda entry: entry.tasks, "tasks"),
    Facet("fusion", "Fusion", lambda entry: entry.fusion.methods, "fusion_methods"),
    Facet("connector", "Connector", lambda entry: (each.type for each in entry.connectors), "connector_types"),
    Facet("encoder", "Vision encoder", lambda entry: (each.id for each in entry.vision_encoders), "vision_encoders"),
    Facet("llm", "Language model", lambda entry: (each.id for each in entry.language_models), "language_models"),
    Facet("dataset", "Dataset", lambda entry: (each.id for each in entry.datasets), "datasets"),
    Facet("technique", "Alignment technique", lambda entry: entry.alignment.techniques, "alignment_techniques"),
    Facet(
        "objective",
        "Training objective",
        lambda entry: (each for stage in entry.training.stages for each in stage.objective),
        "training_objectives",
    ),
    Facet(
        "strategy",
        "Image input",
        lambda entry: (entry.image_input.strategy,) if entry.image_input.strategy else (),
        "image_input_strategies",
    ),
    Facet("modality", "Modality", lambda entry: (*entry.modalities.input, *entry.modalities.output), "modalities"),
    Facet("license", "Licence of weights", _licenses, also=_forbidden),
    Facet("frozen", "Frozen component", never_trained, "components"),
    Facet(
        "trains",
        "Trained component",
        lambda entry: (each for stage in entry.training.stages for each in stage.trains),
        "components",
    ),
    Facet("year", "Year", lambda entry: (str(entry.released.year),)),
)
_BY_NAME = {facet.name: facet for facet in FACETS}


def is_facet(name: str) -> bool:
    """Tell whether there is a facet with this name."""
    return name in _BY_NAME


def facet(name: str) -> Facet:
    """Return the facet with this name.

    Raises:
        UsageError: there is none.
    """
    found = _BY_NAME.get(name.casefold())
    if found is None:
        raise UsageError(f"there is no facet {name!r}", valid_values(_BY_NAME, nearest(name, _BY_NAME)))
    return found


def value_label(catalog: Catalog, side: Facet, value: str) -> str:
    """Return the name of a facet's value: of the term or item that an id stands for, or the text itself."""
    if side.collection is None:
        return value
    name: str = collection(catalog.contents, side.collection)[value].name
    return name


def resolve(catalog: Catalog, side: Facet, text: str) -> frozenset[str]:
    """Return the values of a facet that a person's word stands for.

    An id, a name, an alias, a synonym or an acronym stands for its own, and a kind for all that are of it ("moe");
    otherwise a family stands for all of its members ("siglip", "Vicuna"). What is neither, as always where there are no
    ids, stands for all that have the word in their names ("DeepMind" for Google DeepMind, "qwen2.5" for Qwen2.5-7B), or
    else whose names have a word that begins so ("micro"). Only letters and digits count.

    Raises:
        UsageError: it stands for nothing; the error lists the nearest valid values.
    """
    items = _items(catalog, side)
    wanted = key(text)
    ways = (_is_called, _is_of_family, _has_version, _has_words, _has_beginning)
    for matches in ways if side.collection else ways[2:]:
        found = frozenset(id_ for id_, item in items.items() if wanted and matches(id_, item, text))
        if found:
            return found
    others = (name for item in items.values() for name in (getattr(item, "family", None), *_names(item)) if name)
    hint = valid_values(items, nearest(text, [*items, *others]))
    raise UsageError(f"no {side.label.lower()} is called {text!r}", hint)


def namesakes(catalog: Catalog, side: Facet, words: Sequence[str]) -> list[str]:
    """Return what has one of the words in its name and is in use, though none of the words stands for it.

    Where nothing of a whole family is meant, that is the family, so that it can be asked for by its name.
    """
    if side.collection is None:
        return []
    items = _items(catalog, side)
    meant = frozenset(value for word in words for value in resolve(catalog, side, word))
    families = {"", *(_family(items[value]) for value in meant)}
    used = {value for entry in catalog.architectures.values() for value in side.values(entry)}
    others = (
        id_
        for id_ in sorted(used - meant, key=natural)
        if any(has_words(name, word) for name in (id_, items[id_].name) for word in words)
    )
    return list(dict.fromkeys(id_ if (family := _family(items[id_])) in families else family for id_ in others))


def _items(catalog: Catalog, side: Facet) -> Mapping[str, Any]:
    """Return what a facet's values can be, by id; where there are no ids, the names of each text by the text itself."""
    if side.collection:
        return collection(catalog.contents, side.collection)
    texts = (value for entry in catalog.architectures.values() for value in side.values(entry))
    return {text: (text, side.also(text)) for text in texts}


def _names(item: Any) -> Sequence[str]:  # noqa: ANN401 # the names of a text, a term or an item of a registry
    if isinstance(item, tuple):
        return item
    others = (name for field in ("aliases", "synonyms", "acronyms", "kinds") for name in getattr(item, field, ()))
    return (item.name, *others)


def _family(item: Any) -> str:  # noqa: ANN401 # as above
    return getattr(item, "family", None) or ""


def _is_called(id_: str, item: Any, text: str) -> bool:  # noqa: ANN401 # as above
    wanted = key(text)
    return any(key(name) == wanted for name in (id_, *_names(item)))


def _is_of_family(_id: str, item: Any, text: str) -> bool:  # noqa: ANN401 # as above
    return key(_family(item)) == key(text)


def _has_version(id_: str, item: Any, text: str) -> bool:  # noqa: ANN401 # as above
    return any(has_words(name, text, subversions=False) for name in (id_, *_names(item)))


def _has_words(id_: str, item: Any, text: str) -> bool:  # noqa: ANN401 # as above
    return any(has_words(name, text) for name in (id_, *_names(item)))


def _has_beginning(id_: str, item: Any, text: str) -> bool:  # noqa: ANN401 # as above
    return any(has_beginning(name, text) for name in (id_, *_names(item)))
