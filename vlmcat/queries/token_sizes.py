"""What images of common sizes cost, as a table and as curves."""

from collections.abc import Sequence

from vlmcat.names import natural
from vlmcat.queries.results import Chart, Column, Listing, Series
from vlmcat.queries.tokens import Subject, cost_at, name_columns, names_of, priced
from vlmcat.records import ImageInput
from vlmcat.tokens.cost import ImageSize

COMMON_SIZES = {
    ImageSize(224, 224): "thumbnail",
    ImageSize(640, 480): "VGA",
    ImageSize(1024, 1024): "square",
    ImageSize(1920, 1080): "screenshot",
    ImageSize(2480, 3508): "A4 at 300 dpi",
    ImageSize(4032, 3024): "phone photo",
}
_SEEN = (*COMMON_SIZES, ImageSize(8000, 8000), ImageSize(8000, 1000))
"""Common sizes, a map and a panorama."""
MOST_CURVES = 6
"""Curves that a plot can hold."""
_WIDEST_CURVE = 4000
"""Pixels: the plot ends with an image of 4000x3000, 12 megapixels."""
_POINTS = 60


def over_sizes(
    wanted: Sequence[Subject], sizes: Sequence[ImageSize] = (), *, ranked: bool = False, limit: int | None = None
) -> Listing:
    """Return a table of models against common sizes and these sizes, with a plot where the models are few."""
    every = list(dict.fromkeys((*sizes, *COMMON_SIZES)))
    rows = [(subject, [priced(subject, size)[0] for size in every]) for subject in wanted]
    if ranked:
        rows.sort(key=lambda row: (row[1][-1].tokens is None, row[1][-1].tokens or 0, natural(row[0].id)))
    total, rows = len(rows), rows[:limit]
    heading = (*name_columns(wanted), *(Column(str(size), str(size), str(size), "number") for size in every))
    cells = tuple((*names_of(subject, wanted), *(cost.tokens for cost in found)) for subject, found in rows)
    chart = _chart([subject for subject, _ in rows]) if len(rows) <= MOST_CURVES else None
    items = tuple(cost for _, found in rows for cost in found)
    return Listing(columns=heading, rows=cells, items=items, total=total, chart=chart)


def is_limit(image: ImageInput) -> bool:
    """Tell whether no large or long image has more tokens, by the rule, than are published: those may be of a setting.

    Separators, begin and end marks are not held against what is published, which mostly leaves them out.
    """
    found = [cost for size in _SEEN if (cost := cost_at(image, size))]
    most = max((cost.image for cost in found), default=0)
    return image.tokens_per_image is not None and most <= image.tokens_per_image


def _chart(wanted: Sequence[Subject]) -> Chart:
    """Return the curves of tokens against megapixels of 4:3 images."""
    areas = [n * _WIDEST_CURVE**2 * 3 / 4 / _POINTS for n in range(1, _POINTS + 1)]
    sizes = [ImageSize(round((area * 4 / 3) ** 0.5), round((area * 3 / 4) ** 0.5)) for area in areas]
    series = tuple(
        Series(" ".join(str(part) for part in names_of(subject, wanted) if part), _curve(subject, sizes))
        for subject in wanted
        if subject.rule
    )
    return Chart("tokens", "megapixels (4:3)", series)


def _curve(subject: Subject, sizes: Sequence[ImageSize]) -> tuple[tuple[float, int], ...]:
    rows = [(size, priced(subject, size)[0].tokens) for size in sizes]
    return tuple((size.width * size.height / 10**6, tokens) for size, tokens in rows if tokens is not None)
