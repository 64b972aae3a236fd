"""What images cost: in one model or in all of them, in its modes, its checkpoints, and over sizes."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from vlmcat.catalog import Catalog, Found
from vlmcat.errors import NotFoundError
from vlmcat.names import natural
from vlmcat.queries.page import image_input_of
from vlmcat.queries.results import Chart, Column, Kind, Listing, Series, TokenSheet, Value
from vlmcat.records import Architecture, FixedTokens, ImageInput, TokenRule
from vlmcat.tokens import costs
from vlmcat.tokens.cost import Cost, ImageSize, RefusedImageError, resized

DEFAULT_MODE = "default"
COMMON_SIZES = {
    ImageSize(224, 224): "thumbnail",
    ImageSize(640, 480): "VGA",
    ImageSize(1024, 1024): "square",
    ImageSize(1920, 1080): "screenshot",
    ImageSize(2480, 3508): "A4 at 300 dpi",
    ImageSize(4032, 3024): "phone photo",
}
MOST_CURVES = 6
"""Curves that a plot can hold."""
_MOST_NAMES = 2
_WIDEST_CURVE = 4000
"""Pixels: the plot ends with an image of 4000x3000, 12 megapixels."""
_POINTS = 60


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
    if image.parameters is None:
        return None
    try:
        return costs.cost(image.parameters, size).tokens
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


def listing(
    wanted: Sequence[Subject], sizes: Sequence[ImageSize], *, ranked: bool = False, limit: int | None = None
) -> Listing:
    """Return what each image costs in each model, a row each; ranked, the cheapest come first.

    Raises:
        RefusedImageError: it would be one row, and its processor refuses the image.
    """
    if len(wanted) == len(sizes) == 1 and wanted[0].rule:
        costs.cost(wanted[0].rule, sizes[0])
    rows = [_row(subject, size) for subject in wanted for size in sizes]
    if ranked:
        rows.sort(key=lambda row: (row[0].tokens is None, row[0].tokens or 0, natural(row[0].id)))
    total, rows = len(rows), rows[:limit]
    shown = _columns(wanted, several=len(sizes) > 1)
    cells = tuple(tuple(_cell(row, pixels, column.path) for column in shown) for row, pixels in rows)
    return Listing(columns=shown, rows=cells, items=tuple(row for row, _ in rows), total=total)


def over_sizes(
    wanted: Sequence[Subject], sizes: Sequence[ImageSize] = (), *, ranked: bool = False, limit: int | None = None
) -> Listing:
    """Return a table of models against common sizes and these sizes, with a plot where the models are few."""
    every = list(dict.fromkeys((*sizes, *COMMON_SIZES)))
    rows = [(subject, [_row(subject, size)[0] for size in every]) for subject in wanted]
    if ranked:
        rows.sort(key=lambda row: (row[1][-1].tokens is None, row[1][-1].tokens or 0, natural(row[0].id)))
    total, rows = len(rows), rows[:limit]
    heading = (*_names(wanted), *(Column(str(size), str(size), str(size), "number") for size in every))
    cells = tuple((*_named(subject, wanted), *(cost.tokens for cost in found)) for subject, found in rows)
    chart = _chart([subject for subject, _ in rows]) if len(rows) <= MOST_CURVES else None
    items = tuple(cost for _, found in rows for cost in found)
    return Listing(columns=heading, rows=cells, items=items, total=total, chart=chart)


def explained(found: Found) -> TokenSheet | None:
    """Return what an image costs in one model, for its page; None where the catalog does not know."""
    if not image_input_of(found.architecture.image_input, found.checkpoint).parameters:
        return None
    own = subjects([found], modes=True)
    every = own if found.checkpoint else [*own, *_different(subjects([found], checkpoints=True), own[0])]
    sizes = tuple(
        (f"{size} ({what})", *(_row(each, size)[0].tokens for each in own)) for size, what in COMMON_SIZES.items()
    )
    return TokenSheet(
        rules=tuple(_in_words(every)),
        modes=tuple(each.mode for each in own),
        sizes=sizes,
        sources=_sources(found.architecture),
    )


def _different(checkpoints: Iterable[Subject], own: Subject) -> list[Subject]:
    return [each for each in checkpoints if each.rule != own.rule]


def _in_words(rules: Iterable[Subject]) -> Iterator[tuple[str, str]]:
    """Yield each rule under the mode or the checkpoints that have it; many checkpoints stand before its words."""
    sharing: dict[tuple[TokenRule, str | None], list[str]] = {}
    for each in rules:
        if each.rule:
            sharing.setdefault((each.rule, each.detail), []).append(each.checkpoint or each.mode)
    for (rule, detail), names in sharing.items():
        words = f"{costs.words(rule)} {detail or ''}".strip()
        many = len(names) > _MOST_NAMES
        yield (f"{len(names)} checkpoints", f"{', '.join(names)}: {words}") if many else (", ".join(names), words)


def _sources(entry: Architecture) -> tuple[str, ...]:
    """Return the titles of the sources of an architecture's rules."""
    rules = {"image_input", "image_input.parameters", "image_input.modes"}
    return tuple(source.title for source in entry.sources if rules.intersection(source.supports))


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


def _row(subject: Subject, size: ImageSize) -> tuple[ImageCost, int | None]:
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
    return (*_names(wanted), *image, *(Column(path, label, path, what) for path, label, what in counts))


def _names(wanted: Sequence[Subject]) -> tuple[Column, ...]:
    """Return the columns that tell the subjects apart: the model, and where there are any, checkpoint and mode."""
    columns = [Column("id", "ID", "id", "name")]
    if any(subject.checkpoint for subject in wanted):
        columns.append(Column("checkpoint", "Checkpoint", "checkpoint"))
    if any(subject.mode != DEFAULT_MODE for subject in wanted):
        columns.append(Column("mode", "Mode", "mode"))
    return tuple(columns)


def _named(subject: Subject, wanted: Sequence[Subject]) -> tuple[Value, ...]:
    return tuple(getattr(subject, column.path) for column in _names(wanted))


def _cell(row: ImageCost, pixels: int | None, path: str) -> Value:
    match path:
        case "pixels_per_token":
            return pixels
        case "size":
            return f"{row.width}x{row.height}"
        case _:
            value: Value = getattr(row, path)
            return value


def _chart(wanted: Sequence[Subject]) -> Chart:
    """Return the curves of tokens against megapixels of 4:3 images."""
    areas = [n * _WIDEST_CURVE**2 * 3 / 4 / _POINTS for n in range(1, _POINTS + 1)]
    sizes = [ImageSize(round((area * 4 / 3) ** 0.5), round((area * 3 / 4) ** 0.5)) for area in areas]
    series = tuple(
        Series(" ".join(str(part) for part in _named(subject, wanted) if part), _curve(subject, sizes))
        for subject in wanted
        if subject.rule
    )
    return Chart("tokens", "megapixels (4:3)", series)


def _curve(subject: Subject, sizes: Sequence[ImageSize]) -> tuple[tuple[float, int], ...]:
    rows = [(size, _row(subject, size)[0].tokens) for size in sizes]
    return tuple((size.width * size.height / 10**6, tokens) for size, tokens in rows if tokens is not None)
