"""A chart -> lines of text: curves of letters over two axes, which any terminal shows."""

from collections.abc import Iterator
from itertools import pairwise
from string import ascii_lowercase

from vlmcat.output.wrapping import wrapped
from vlmcat.queries.results import Chart

_HEIGHT = 14
_WIDEST = 100
_NARROWEST = 24
_SEVERAL = "*"
"""Where curves meet."""


def draw(chart: Chart, width: int) -> list[str]:
    """Return the chart in lines of at most `width` columns, its legend above; nothing where there is no room for it."""
    if width < _NARROWEST or not chart.series:
        return []
    highest = max((y for series in chart.series for _, y in series.points), default=0) or 1
    farthest = max((x for series in chart.series for x, _ in series.points), default=0) or 1
    margin = len(f"{highest:,}") + 1
    columns = min(width, _WIDEST) - margin - 1
    rows = _rows(chart, columns, highest, farthest)
    legend = [f"{letter} {series.name}" for letter, series in zip(ascii_lowercase, chart.series, strict=False)]
    return [
        *wrapped(f"{chart.up}: {', '.join(legend)}", width),
        *_with_axis(rows, margin, highest),
        f"{' ' * margin}└{'─' * columns}",
        *_scale(chart, margin, columns, farthest),
    ]


def _rows(chart: Chart, columns: int, highest: int, farthest: float) -> list[str]:
    """Return the curves as rows of characters, the uppermost first."""
    cells = [[" "] * columns for _ in range(_HEIGHT)]
    for letter, series in zip(ascii_lowercase, chart.series, strict=False):
        for column, row in _places(series.points, columns, highest, farthest):
            above = cells[_HEIGHT - 1 - row]
            above[column] = letter if above[column] in (" ", letter) else _SEVERAL
    return ["".join(row) for row in cells]


def _places(
    points: tuple[tuple[float, int], ...], columns: int, highest: int, farthest: float
) -> Iterator[tuple[int, int]]:
    """Yield the column and the row of each point, and of as many between two as there are columns."""
    placed = [(round(x / farthest * (columns - 1)), round(y / highest * (_HEIGHT - 1))) for x, y in points]
    for (left, row), (right, _) in pairwise(placed):
        yield from ((column, row) for column in range(left, max(right, left + 1)))
    yield from placed[-1:]


def _with_axis(rows: list[str], margin: int, highest: int) -> Iterator[str]:
    for n, row in enumerate(rows):
        value = f"{round(highest * (_HEIGHT - 1 - n) / (_HEIGHT - 1)):,}" if n in (0, _HEIGHT // 2) else ""
        yield f"{value:>{margin - 1}} │{row}".rstrip()


def _scale(chart: Chart, margin: int, columns: int, farthest: float) -> Iterator[str]:
    """Yield the line under the axis along the bottom: where it begins, what it is, and where it ends."""
    end = f"{farthest:g}"
    yield f"{' ' * margin} 0{chart.along:^{max(columns - len(end) - 1, 0)}}{end}"
