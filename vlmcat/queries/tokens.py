"""What images cost in one model or in all of them, in its modes and its checkpoints."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from vlmcat.catalog import Catalog, Found
from vlmcat.errors import NotFoundError
from vlmcat.names import natural
from vlmcat.queries.page import image_input_of
from vlmcat.queries.results import Column, Kind, Listing, Value
from vlmcat.records import FixedTokens, ImageInput, TokenRule
from vlmcat.tokens import costs
from vlmcat.tokens.cost import Cost, ImageSize, RefusedImageError, resized

DEFAULT_MODE = "default"


class Subject(Struct, frozen=True):
    """A rule to count with, and whose it is."""

    id: str
    name: str
    checkpoint: str | None
    hub_id: str | None
    mode: str
    rule: TokenRule | None
    resolution: int | str | None
    """What an image of any size is resized to, where that is one size: pixels of a side, or width x height."""
    detail: str | None = None
    """What its authors' settings or another implementation have to do with it."""


class ImageCost(Struct, frozen=True):
    """What an image of one size costs in one model; null where the catalog has no rule, or the model refuses it."""

    id: str
    name: str
    checkpoint: str | None
    hub_id: str | None
    mode: str
    width: int
    height: int
    tokens: int | None
    image_tokens: int | None
    separator_tokens: int | None
    wrapper_tokens: int | None
    geometry: str


def tokens_at(image: ImageInput, size: ImageSize) -> int | None:
    """Return the tokens of an image of this size; None where there is no rule, or where the model refuses it."""
    cost = cost_at(image, size)
    return cost.tokens if cost else None


def cost_at(image: ImageInput, size: ImageSize) -> Cost | None:
    """Return what an image of this size costs; None where there is no rule, or where the model refuses it."""
    try:
        return costs.cost(image.parameters, size) if image.parameters else None
    except RefusedImageError:
        return None


def everything(catalog: Catalog) -> list[Found]:
    """Return every architecture that says what an image costs."""
    return [Found(id_, entry) for id_ in catalog.ids if (entry := catalog.architectures[id_]).image_input.parameters]


def subjects(found: Iterable[Found], *, modes: bool = False, checkpoints: bool = False) -> list[Subject]:
    """Return the rules to count with: one an architecture, or one for each of its checkpoints, modes or both.

    Raises:
        NotFoundError: the catalog has a rule for none of them.
    """
    wanted = [subject for each in found for subject in _subjects(each, modes=modes, checkpoints=checkpoints)]
    if not any(subject.rule for subject in wanted):
        names = ", ".join(dict.fromkeys(subject.name for subject in wanted)) or "any architecture"
        raise NotFoundError(
            f"the catalog does not know how {names} counts tokens",
            "`vlmcat tokens --sizes` lists all that it knows",
        )
    return wanted


def priced(subject: Subject, size: ImageSize) -> tuple[ImageCost, int | None]:
    """Return what an image costs, and how many of its pixels one token stands for."""
    cost: Cost | None = None
    geometry = "not known"
    if subject.rule:
        try:
            cost = _with_resolution(costs.cost(subject.rule, size), subject.resolution, size)
            geometry = cost.geometry
        except RefusedImageError as error:
            geometry = f"refused: {error.hint}"
    row = ImageCost(
        id=subject.id,
        name=subject.name,
        checkpoint=subject.checkpoint,
        hub_id=subject.hub_id,
        mode=subject.mode,
        width=size.width,
        height=size.height,
        tokens=cost and cost.tokens,
        image_tokens=cost and cost.image,
        separator_tokens=cost and cost.separators,
        wrapper_tokens=cost and cost.wrappers,
        geometry=geometry,
    )
    return row, cost and cost.pixels_per_token


def name_columns(wanted: Sequence[Subject]) -> tuple[Column, ...]:
    """Return the columns that tell the subjects apart: the model, and where there are any, checkpoint and mode."""
    columns = [Column("id", "ID", "id", "name")]
    if any(subject.checkpoint for subject in wanted):
        columns.append(Column("checkpoint", "Checkpoint", "checkpoint"))
    if any(subject.mode != DEFAULT_MODE for subject in wanted):
        columns.append(Column("mode", "Mode", "mode"))
    return tuple(columns)


def names_of(subject: Subject, wanted: Sequence[Subject]) -> tuple[Value, ...]:
    """Return what stands in those columns for one of the subjects."""
    return tuple(getattr(subject, column.path) for column in name_columns(wanted))


def listing(
    wanted: Sequence[Subject], sizes: Sequence[ImageSize], *, ranked: bool = False, limit: int | None = None
) -> Listing:
    """Return what each image costs in each model, a row each; ranked, the cheapest come first.

    Raises:
        RefusedImageError: it would be one row, and its processor refuses the image.
    """
    if len(wanted) == len(sizes) == 1:
        _check(wanted[0], sizes[0])
    rows = [priced(subject, size) for subject in wanted for size in sizes]
    if ranked:
        rows.sort(key=lambda row: (row[0].tokens is None, row[0].tokens or 0, natural(row[0].id)))
    total, rows = len(rows), rows[:limit]
    shown = _columns(wanted, several=len(sizes) > 1)
    cells = tuple(tuple(_cell(row, pixels, column.path) for column in shown) for row, pixels in rows)
    return Listing(columns=shown, rows=cells, items=tuple(row for row, _ in rows), total=total)


def _subjects(found: Found, *, modes: bool, checkpoints: bool) -> Iterator[Subject]:
    entry = found.architecture
    every = entry.checkpoints if checkpoints and not found.checkpoint else ()
    for checkpoint in every or (found.checkpoint,):
        image = image_input_of(entry.image_input, checkpoint)
        rules: list[tuple[str, TokenRule | None, str | None]] = [(DEFAULT_MODE, image.parameters, None)]
        rules += [(mode.name, mode.parameters, mode.detail) for mode in image.modes] if modes else []
        for mode, rule, detail in rules:
            yield Subject(
                id=found.id,
                name=entry.name,
                checkpoint=checkpoint.name if checkpoint else None,
                hub_id=checkpoint.hub_id if checkpoint else None,
                mode=mode,
                rule=rule,
                resolution=image.resolution if isinstance(rule, FixedTokens) and mode == DEFAULT_MODE else None,
                detail=detail,
            )


def _check(subject: Subject, size: ImageSize) -> None:
    """Raise what the processor of the one model that was asked for would raise, with its name."""
    try:
        if subject.rule:
            costs.cost(subject.rule, size)
    except RefusedImageError as error:
        name = subject.checkpoint or subject.name
        raise RefusedImageError(f"the processor of {name} refuses an image of {size}", error.hint) from error


def _with_resolution(cost: Cost, resolution: int | str | None, size: ImageSize) -> Cost:
    """Return a fixed cost with the one resolution that the architecture has for all images."""
    if not isinstance(resolution, int):
        return cost
    square = ImageSize(resolution, resolution)
    return cost._replace(geometry=f"resized to {square}", seen=resized(size, square))


def _columns(wanted: Sequence[Subject], *, several: bool) -> tuple[Column, ...]:
    counts: list[tuple[str, str, Kind]] = [
        ("tokens", "Tokens", "number"),
        ("image_tokens", "Image", "number"),
        ("separator_tokens", "Sep.", "number"),
        ("wrapper_tokens", "Wrap.", "number"),
        ("pixels_per_token", "Pixels/token", "number"),
        ("geometry", "Geometry", "prose"),
    ]
    image = (Column("size", "Size", "size", "name"),) if several else ()
    return (*name_columns(wanted), *image, *(Column(path, label, path, what) for path, label, what in counts))


def _cell(row: ImageCost, pixels: int | None, path: str) -> Value:
    match path:
        case "pixels_per_token":
            return pixels
        case "size":
            return f"{row.width}x{row.height}"
        case _:
            value: Value = getattr(row, path)
            return value
