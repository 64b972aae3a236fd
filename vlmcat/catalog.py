"""Catalog: the in-memory index. Finds by name, and follows references in both directions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from msgspec import Raw, Struct, structs

from vlmcat.errors import NotFoundError, did_you_mean, either
from vlmcat.names import key, natural, nearest
from vlmcat.records import Architecture, Checkpoint, Contents

Where = tuple[str | int, ...]
"""The way to a value: keys and list positions, such as ("training", "stages", 0, "trains")."""


class Reference(NamedTuple):
    """A place in an architecture that names something by its id."""

    where: Where
    id: str
    collection: str
    """Where the id is looked up: a registry ("datasets"), a list of the vocabulary ("tasks"), or "architectures"."""


class Name(Struct, frozen=True, array_like=True, gc=False):
    """A name that leads to an architecture, or to one of its checkpoints."""

    text: str
    where: Where
    id: str
    checkpoint: int | None = None


class Found(Struct, frozen=True):
    """What a name stands for: an architecture, opened at one of its checkpoints where the name is a checkpoint's."""

    id: str
    architecture: Architecture
    checkpoint: Checkpoint | None = None


class Prepared(Protocol):
    """What has been made of a catalog before, so that a start need not make it again; a snapshot holds it."""

    def names(self) -> dict[str, Name]:
        """Return what each name stands for."""

    def search_index(self) -> Any:  # noqa: ANN401 # queries are above this module
        """Return the index of `vlmcat.queries.search`."""

    def rows(self) -> Any:  # noqa: ANN401 # queries are above this module
        """Return the rows of `vlmcat.queries.listing`."""

    def page(self, id_: str) -> Raw:
        """Return a page of `vlmcat.queries.page` as JSON."""


class Catalog:
    """The contents of a catalog with the indexes that queries need, each built when it is first used."""

    def __init__(self, contents: Contents, prepared: Prepared | None = None) -> None:
        """Take contents whose references have been checked (see `vlmcat.loading`), and what has been made of them."""
        self.contents = contents
        self.prepared = prepared
        self.architectures = contents.architectures
        self.datasets = contents.datasets
        self.vision_encoders = contents.vision_encoders
        self.language_models = contents.language_models
        self.vocabulary = contents.vocabulary

    def find(self, name: str) -> Found:
        """Return what a name stands for; only its letters and digits count, so `LLaVA 1.5` finds `llava-1.5`.

        A title is found by the name before its colon: `CLIP: Learning ...` finds `clip`. The address of its paper, of
        its code or of a checkpoint finds an architecture, too.

        Raises:
            NotFoundError: nothing has this name, and the error suggests at most three that resemble it; or several
                have this address.
        """
        if name in self.architectures:
            return Found(name, self.architectures[name])
        found = self.names.get(key(name)) or self.names.get(key(name.partition(":")[0])) or self._at(name)
        if found is None:
            suggestions = self.suggest(name.rstrip("/").rpartition("/")[2])  # of an address, what it leads to
            hint = did_you_mean(suggestions) or "see `vlmcat list` for all, or `vlmcat search` for words"
            raise NotFoundError(f"no architecture or checkpoint is called {name!r}", hint)
        architecture = self.architectures[found.id]
        checkpoint = None if found.checkpoint is None else architecture.checkpoints[found.checkpoint]
        return Found(found.id, architecture, checkpoint)

    def _at(self, address: str) -> Name | None:
        from vlmcat.addresses import is_address, leads_to, repository, whole

        if not is_address(address):
            return None
        every = [name for id_, entry in self.architectures.items() for name in addresses(id_, entry)]
        for part in (whole, repository):
            wanted = part(address)
            found = [name for name in every if leads_to(wanted, part(name.text))]
            if found:
                return self._only_one(address, found)
        return None

    def _only_one(self, address: str, found: Sequence[Name]) -> Name:
        ids = sorted({name.id for name in found}, key=lambda id_: (self.architectures[id_].released, id_))
        if len(ids) > 1:
            raise NotFoundError(f"{address!r} may be {either(ids)}", f"name one of them, such as {ids[0]}")
        checkpoints = {name.checkpoint for name in found} - {None}
        return Name(address, (), ids[0], checkpoints.pop() if len(checkpoints) == 1 else None)

    def suggest(self, name: str) -> list[str]:
        """Return at most three ids or checkpoint names that resemble a name."""
        likely = nearest(name, self._spellings, limit=9)
        return list(dict.fromkeys(self._spellings[text] for text in likely))[:3]

    def only(self, ids: Iterable[str]) -> "Catalog":
        """Return a catalog with the architectures of these ids and everything else as it is."""
        chosen = {id_: self.architectures[id_] for id_ in ids}
        return Catalog(structs.replace(self.contents, architectures=chosen))

    @cached_property
    def ids(self) -> list[str]:
        """The ids of all architectures in natural order."""
        return sorted(self.architectures, key=natural)

    @cached_property
    def used_by(self) -> Mapping[tuple[str, str], list[str]]:
        """The ids of the architectures that use a thing, by collection and id: ("datasets", "cc3m")."""
        users: dict[tuple[str, str], list[str]] = defaultdict(list)
        for id_ in self.ids:
            used = {(reference.collection, reference.id) for reference in references(self.architectures[id_])}
            for thing in used:
                users[thing].append(id_)
        return users

    @cached_property
    def names(self) -> dict[str, Name]:
        """What each name stands for, by the key of the name (see `vlmcat.names.key`)."""
        if self.prepared:
            return self.prepared.names()
        index: dict[str, Name] = {}
        for id_, architecture in self.architectures.items():
            for name in names(id_, architecture):
                index.setdefault(key(name.text), name)
        index.pop("", None)
        return index

    @cached_property
    def _spellings(self) -> dict[str, str]:
        """Every way to write a name -> how it is suggested: as an id, or as a checkpoint's name."""
        return {name.text: self._shown(name) for name in self.names.values()}

    def _shown(self, name: Name) -> str:
        return name.id if name.checkpoint is None else self.architectures[name.id].checkpoints[name.checkpoint].name


def collection(contents: Contents, name: str) -> Mapping[str, Any]:
    """Return a registry, a list of the vocabulary, or the architectures, by id."""
    found: Mapping[str, Any] = getattr(contents if hasattr(contents, name) else contents.vocabulary, name)
    return found


def names(id_: str, architecture: Architecture) -> Iterator[Name]:
    """Yield every name of an architecture and of its checkpoints, the strongest first."""
    yield Name(id_, (), id_)
    yield Name(architecture.name, ("name",), id_)
    yield Name(architecture.title, ("title",), id_)
    for i, checkpoint in enumerate(architecture.checkpoints):
        yield Name(checkpoint.name, ("checkpoints", i, "name"), id_, i)
    for i, alias in enumerate(architecture.aliases):
        yield Name(alias, ("aliases", i), id_)
    for i, checkpoint in enumerate(architecture.checkpoints):
        if checkpoint.hub_id:
            yield Name(checkpoint.hub_id, ("checkpoints", i, "hub_id"), id_, i)
            yield Name(checkpoint.hub_id.partition("/")[2], ("checkpoints", i, "hub_id"), id_, i)


def addresses(id_: str, architecture: Architecture) -> Iterator[Name]:
    """Yield the addresses of an architecture, as names that lead to it, and of its checkpoints."""
    for kind in architecture.links.__struct_fields__:
        url = getattr(architecture.links, kind)
        if url:
            yield Name(url, ("links", kind), id_)
    for i, checkpoint in enumerate(architecture.checkpoints):
        if checkpoint.url:
            yield Name(checkpoint.url, ("checkpoints", i, "url"), id_, i)
        elif checkpoint.hub_id:
            yield Name(f"https://huggingface.co/{checkpoint.hub_id}", ("checkpoints", i, "hub_id"), id_, i)


def references(architecture: Architecture) -> Iterator[Reference]:
    """Yield everything that an architecture names by its id."""
    for i, encoder in enumerate(architecture.vision_encoders):
        yield Reference(("vision_encoders", i, "id"), encoder.id, "vision_encoders")
    for i, connector in enumerate(architecture.connectors):
        yield Reference(("connectors", i, "type"), connector.type, "connector_types")
    for i, model in enumerate(architecture.language_models):
        yield Reference(("language_models", i, "id"), model.id, "language_models")
    for i, dataset in enumerate(architecture.datasets):
        yield Reference(("datasets", i, "id"), dataset.id, "datasets")
    if architecture.image_input.strategy:
        yield Reference(("image_input", "strategy"), architecture.image_input.strategy, "image_input_strategies")
    yield from _listed(("based_on",), architecture.based_on, "architectures")
    yield from _listed(("fusion", "methods"), architecture.fusion.methods, "fusion_methods")
    yield from _listed(("alignment", "techniques"), architecture.alignment.techniques, "alignment_techniques")
    yield from _listed(("tasks",), architecture.tasks, "tasks")
    yield from _listed(("modalities", "input"), architecture.modalities.input, "modalities")
    yield from _listed(("modalities", "output"), architecture.modalities.output, "modalities")
    for i, stage in enumerate(architecture.training.stages):
        at: Where = ("training", "stages", i)
        yield from _listed((*at, "objective"), stage.objective, "training_objectives")
        yield from _listed((*at, "trains"), stage.trains, "components")
        yield from _listed((*at, "freezes"), stage.freezes, "components")
        yield from _listed((*at, "datasets"), stage.datasets, "datasets")
    for i, checkpoint in enumerate(architecture.checkpoints):
        if checkpoint.vision_encoder:
            yield Reference(("checkpoints", i, "vision_encoder"), checkpoint.vision_encoder, "vision_encoders")
        if checkpoint.language_model:
            yield Reference(("checkpoints", i, "language_model"), checkpoint.language_model, "language_models")


def _listed(where: Where, ids: tuple[str, ...], collection: str) -> Iterator[Reference]:
    return (Reference((*where, i), id_, collection) for i, id_ in enumerate(ids))
