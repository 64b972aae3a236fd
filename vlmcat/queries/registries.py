"""Datasets, vision encoders and language models, seen from the other side: who uses them, and for what."""

from collections.abc import Callable, Iterable
from typing import Any, Literal

from vlmcat.catalog import Catalog
from vlmcat.errors import NotFoundError, did_you_mean
from vlmcat.names import key, natural, nearest_of
from vlmcat.queries.results import Column, Facts, Listing, Part, Prose, Rows, Sheet, Value, table

Registry = Literal["datasets", "vision_encoders", "language_models"]

_USED = Column("used_by", "Used by", "used_by", "number")
_NAMES: tuple[Column, ...] = (Column("id", "ID", "id", "name"), Column("name", "Name", "name"))
_COLUMNS: dict[Registry, tuple[Column, ...]] = {
    "datasets": (Column("kind", "Kind", "kind"), Column("size", "Size", "size")),
    "vision_encoders": (
        Column("family", "Family", "family"),
        Column("parameters", "Size", "parameters", "count"),
        Column("resolution", "Resolution", "resolution", "pixels"),
        Column("patch_size", "Patch", "patch_size", "number"),
    ),
    "language_models": (
        Column("family", "Family", "family"),
        Column("parameters", "Size", "parameters", "count"),
        Column("context_length", "Context", "context_length", "number"),
        Column("license", "Licence", "license"),
    ),
}
_KIND: dict[Registry, str] = {
    "datasets": "dataset",
    "vision_encoders": "vision encoder",
    "language_models": "language model",
}


def registry(catalog: Catalog, name: Registry) -> Listing:
    """Return the items of a registry with the number of architectures that use each, the most used first."""
    items = getattr(catalog, name)
    users = {id_: len(catalog.used_by.get((name, id_), ())) for id_ in items}
    middle = _COLUMNS[name]
    rows = [
        (id_, items[id_].name, *(getattr(items[id_], col.path) for col in middle), users[id_])
        for id_ in sorted(items, key=lambda id_: (-users[id_], natural(id_)))
    ]
    return table((*_NAMES, *middle, _USED), rows)


def sheet(catalog: Catalog, name: Registry, called: str) -> Sheet:
    """Return all about one item: its facts, and every architecture that uses it, where and for what.

    Raises:
        NotFoundError: nothing in the registry has this name or alias; the error suggests the nearest.
    """
    id_, item = _find(getattr(catalog, name), _KIND[name], called)
    fields = {field: getattr(item, field) for field in item.__struct_fields__}
    prose = fields.get("description") or fields.get("pretraining")
    plain = {label: _text(fields[field]) for field, label in _FACTS.items() if fields.get(field) not in (None, ())}
    uses = [use for user in catalog.used_by.get((name, id_), ()) for use in _USES[name](catalog, user, id_)]
    heading = ("Architecture", "Released", *_USE_HEADINGS[name])
    parts = [Part("", (Facts(tuple(plain.items())),)), Part("About", (Prose(prose),)) if prose else None]
    parts.append(Part("Used by", (Rows(heading, tuple(uses)),)) if uses else None)
    document: dict[str, Value] = {"id": id_, **fields, "used_by": _objects(heading, uses)}
    return Sheet(id_, item.name, _KIND[name], tuple(part for part in parts if part), document)


_FACTS = {
    "aliases": "Also called",
    "kind": "Kind",
    "family": "Family",
    "organization": "By",
    "released": "Released",
    "size": "Size",
    "parameters": "Parameters",
    "active_parameters": "Active per token",
    "resolution": "Resolution",
    "patch_size": "Patch size",
    "context_length": "Context length",
    "license": "Licence",
    "public": "Public",
    "url": "Address",
}


def _find(items: dict[str, Any], kind: str, called: str) -> tuple[str, Any]:
    wanted = key(called)
    names = {id_: (id_, item.name, *item.aliases) for id_, item in items.items()}
    for id_, spellings in names.items():
        if any(key(name) == wanted for name in spellings):
            return id_, items[id_]
    near = nearest_of(called, {name: id_ for id_, spellings in names.items() for name in spellings})
    command = {"dataset": "datasets", "vision encoder": "encoders", "language model": "llms"}[kind]
    raise NotFoundError(f"no {kind} is called {called!r}", did_you_mean(near) or f"see `vlmcat {command}` for all")


def _text(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case int():
            return f"{value:,}"
        case tuple():
            return ", ".join(map(str, value))
        case _:
            return str(value)


def _objects(heading: Iterable[str], rows: Iterable[tuple[str, ...]]) -> Value:
    names = [name.lower().replace(" ", "_") for name in heading]
    return tuple(dict(zip(names, row, strict=True)) for row in rows)


def _dataset_uses(catalog: Catalog, user: str, id_: str) -> Iterable[tuple[str, ...]]:
    entry = catalog.architectures[user]
    stages = [f"{n}. {stage.name}" for n, stage in enumerate(entry.training.stages, 1) if id_ in stage.datasets]
    for use in entry.datasets:
        if use.id == id_:
            yield (user, entry.released.isoformat(), use.used_for.replace("-", " "), "; ".join(stages), use.purpose)


def _encoder_uses(catalog: Catalog, user: str, id_: str) -> Iterable[tuple[str, ...]]:
    entry = catalog.architectures[user]
    for use in entry.vision_encoders:
        if use.id == id_:
            yield (
                user,
                entry.released.isoformat(),
                use.training or "",
                use.role or use.variant or "",
                use.detail or "",
            )


def _model_uses(catalog: Catalog, user: str, id_: str) -> Iterable[tuple[str, ...]]:
    entry = catalog.architectures[user]
    checkpoints = [each.name for each in entry.checkpoints if each.language_model == id_]
    yield (user, entry.released.isoformat(), "; ".join(checkpoints))


_USES: dict[Registry, Callable[[Catalog, str, str], Iterable[tuple[str, ...]]]] = {
    "datasets": _dataset_uses,
    "vision_encoders": _encoder_uses,
    "language_models": _model_uses,
}
_USE_HEADINGS: dict[Registry, tuple[str, ...]] = {
    "datasets": ("Used for", "Stage", "Purpose"),
    "vision_encoders": ("Training", "Role", "Detail"),
    "language_models": ("Checkpoints",),
}
