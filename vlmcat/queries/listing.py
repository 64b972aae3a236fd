"""Many architectures or checkpoints, a row each."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, structs

from vlmcat.catalog import Catalog
from vlmcat.errors import UsageError, valid_values
from vlmcat.names import natural, nearest
from vlmcat.queries.columns import DEFAULT, TOKENS_AT, column, columns, kind, label, value
from vlmcat.queries.page import Page, field, newest_first, page_as_json, pages
from vlmcat.queries.results import Column, Kind, Listing, Value, table
from vlmcat.records import Checkpoint

if TYPE_CHECKING:
    from vlmcat.queries.filters import Given

Item = TypeVar("Item")

_CHECKPOINT_DEFAULT = (
    "name",
    "parameters",
    "vision_encoder",
    "pooling",
    "modality_projection",
    "language_model",
    "fine_tuning",
    "flash_attention",
    "url",
)
_WHOSE = "origin.kind"
_CHECKPOINT_SHORT = {"params": "parameters", "encoder": "vision_encoder", "llm": "language_model", "id": "architecture"}


class CheckpointRow(Struct, frozen=True):
    """A checkpoint with the names of its parts; what it does not say of itself is null."""

    name: str
    architecture: str
    released: dt.date
    parameters: int | None
    fusion: tuple[str, ...]
    vision_encoder: str | None
    pooling: str | None
    modality_projection: str | None
    language_model: str | None
    fine_tuning: str | None
    flash_attention: bool | None
    license: str | None
    hub_id: str | None
    url: str | None


class Row(Struct, frozen=True, array_like=True, gc=False):
    """What a listing shows of an architecture where no columns are chosen: the values of `DEFAULT`, and whose it is."""

    id: str
    released: dt.date
    parameters: int | None
    vision_encoders: tuple[str, ...]
    connectors: tuple[str, ...]
    language_models: tuple[str, ...]
    summary: str
    origin: str


def rows(catalog: Catalog) -> tuple[Row, ...]:
    """Return the row of every architecture, newest first, as they have been prepared or as they are made now."""
    if catalog.prepared:
        known: tuple[Row, ...] = catalog.prepared.rows()
        return known
    paths = [*(column(name).path for name in DEFAULT), _WHOSE]
    return tuple(Row(*(_value(catalog, id_, path) for path in paths)) for id_ in newest_first(catalog))  # type: ignore[arg-type] # each is what its path says


def listing(
    catalog: Catalog, chosen: Sequence[str] | None = None, sort: str | None = None, limit: int | None = None
) -> Listing:
    """List the architectures, newest first or as `sort` says ("released", "params:desc").

    Raises:
        UsageError: a column or the field to sort by does not exist.
    """
    if chosen is None and sort is None:
        every = rows(catalog)
        return _marked(columns(DEFAULT), [structs.astuple(row) for row in every[:limit]], len(every))
    shown = columns(DEFAULT if chosen is None else chosen)
    paths = [*(col.path for col in shown), _WHOSE]
    ids = _sorted(newest_first(catalog), sort, lambda name: column(name).path, partial(_value, catalog))
    return _marked(shown, [tuple(_value(catalog, id_, path) for path in paths) for id_ in ids[:limit]], len(ids))


def _marked(shown: tuple[Column, ...], cells: Sequence[tuple[Value, ...]], total: int) -> Listing:
    """Return cells as a listing; the last of each row says whose it is."""
    marks = tuple("" if whose == "bundled" else str(whose) for *_, whose in cells)
    return structs.replace(table(shown, (row[:-1] for row in cells), total), marks=marks)


def page_listing(catalog: Catalog, sort: str | None = None, limit: int | None = None) -> Listing:
    """List the architectures as `listing` does, with the whole page of each, as JSON, as its item.

    Raises:
        UsageError: the field to sort by does not exist.
    """
    found = listing(catalog, None, sort, limit)
    return structs.replace(found, items=tuple(page_as_json(catalog, str(row[0])) for row in found.rows))


def _value(catalog: Catalog, id_: str, path: str) -> Value:
    if path.startswith(TOKENS_AT):
        return value(catalog.architectures[id_], path)
    name, _, rest = path.partition(".")
    found: Value = field(catalog, id_, name)
    return value(found, rest) if rest else found


def checkpoint_listing(
    catalog: Catalog,
    chosen: Sequence[str] | None = None,
    sort: str | None = None,
    limit: int | None = None,
    filters: "Given | None" = None,
) -> Listing:
    """List the checkpoints for which the filters hold, those of the newest architectures first or as `sort` says.

    Raises:
        UsageError: a column or the field to sort by does not exist, or a word of a filter stands for nothing.
    """
    from vlmcat.queries.filters import holds_for

    passes = holds_for(catalog, filters) if filters else lambda _, __: True
    shown = tuple(_checkpoint_column(name) for name in (_CHECKPOINT_DEFAULT if chosen is None else chosen))
    every = [
        _checkpoint(catalog, each, checkpoint)
        for each in pages(catalog)
        for checkpoint in each.checkpoints
        if passes(each.id, checkpoint)
    ]
    found = _sorted(every, sort, lambda name: _checkpoint_column(name).path, value)
    cells = tuple(tuple(value(each, col.path) for col in shown) for each in found[:limit])
    if chosen is None:
        return Listing(columns=shown, rows=cells, items=tuple(found[:limit]), total=len(found))
    return table(shown, cells, len(found))


def _checkpoint(catalog: Catalog, whole: Page, checkpoint: Checkpoint) -> CheckpointRow:
    encoder, model = checkpoint.vision_encoder, checkpoint.language_model
    return CheckpointRow(
        name=checkpoint.name,
        architecture=whole.id,
        released=whole.released,
        parameters=checkpoint.parameters,
        fusion=whole.fusion.methods,
        vision_encoder=catalog.vision_encoders[encoder].name if encoder else None,
        pooling=checkpoint.pooling,
        modality_projection=checkpoint.modality_projection,
        language_model=catalog.language_models[model].name if model else None,
        fine_tuning=checkpoint.fine_tuning,
        flash_attention=checkpoint.flash_attention,
        license=checkpoint.license,
        hub_id=checkpoint.hub_id,
        url=checkpoint.url,
    )


def all_checkpoint_columns() -> Listing:
    """Return the columns that a listing of checkpoints can show: the short names, then every field."""
    heading = (Column("column", "Column", "column", "name"), Column("field", "Field", "field"))
    fields = ((name, None) for name in CheckpointRow.__struct_fields__)
    return table(heading, [*_CHECKPOINT_SHORT.items(), *fields])


def _checkpoint_column(name: str) -> Column:
    path = _CHECKPOINT_SHORT.get(name, name)
    if path not in CheckpointRow.__struct_fields__:
        valid = (*CheckpointRow.__struct_fields__, *_CHECKPOINT_SHORT)
        raise UsageError(f"checkpoints have no column {name!r}", valid_values(valid, nearest(name, valid)))
    what: Kind = "name" if path == "name" else "count" if path == "parameters" else kind(path)
    return Column(name, label(name), path, what)


def _sorted(
    found: Sequence[Item], sort: str | None, path_of: Callable[[str], str], value_at: Callable[[Item, str], Value]
) -> Sequence[Item]:
    """Sort by a field; where it is missing, the row comes last whatever the direction."""
    if sort is None:
        return found
    name, _, direction = sort.partition(":")
    if direction not in ("", "asc", "desc"):
        raise UsageError(f"there is no direction {direction!r}", "valid: field, field:asc, field:desc")
    path = path_of(name)
    keyed = [(_sort_key(value_at(row, path)), row) for row in found]
    known = sorted(((key, row) for key, row in keyed if key), key=lambda pair: pair[0], reverse=direction == "desc")
    return [row for _, row in known] + [row for key, row in keyed if not key]


def _sort_key(found: Value) -> tuple[tuple[int, str], ...]:
    match found:
        case None | () | "":
            return ()
        case bool() | int():
            return ((int(found), ""),)
        case dt.date():
            return ((found.toordinal(), ""),)
        case tuple():
            return natural(", ".join(str(getattr(item, "name", item)) for item in found))
        case _:
            return natural(str(getattr(found, "total", found)))
