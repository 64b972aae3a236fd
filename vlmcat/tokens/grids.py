"""Grids: into how many columns and rows of tiles an image is cut. A tile is a square of so many pixels a side."""

import math
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple, assert_never

from vlmcat.records import (
    AspectGrid,
    CeilGrid,
    CeilOrAspectGrid,
    CoverGrid,
    Grid,
    HdGrid,
    LogRatioGrid,
    PanAndScanGrid,
    PinpointGrid,
    UpscaleGrid,
    WindowGrid,
)
from vlmcat.tokens.cost import ImageSize

_COVERED = 0.9
_SLIVER = 32
"""Pixels; Step3 makes thinner and elongated images square."""
_ELONGATED = 4
_OBLONG = 1.5


class Shape(NamedTuple):
    """Columns and rows of a grid."""

    columns: int
    rows: int

    def __str__(self) -> str:
        return f"{self.columns}x{self.rows}"

    @property
    def tiles(self) -> int:
        """How many tiles there are."""
        return self.columns * self.rows


ONE = Shape(1, 1)
"""The grid of an image that is not cut."""


def choose(grid: Grid, size: ImageSize, tile: int) -> Shape:
    """Return the grid that a rule chooses for an image, with tiles of so many pixels a side."""
    match grid:
        case AspectGrid():
            if grid.uncut_side and max(size) <= grid.uncut_side:
                return ONE
            candidates = tuple(Shape(*shape) for shape in grid.grids) or shapes(grid.max_tiles, grid.min_tiles)
            return aspect(candidates, size, tile)
        case UpscaleGrid():
            return upscale(grid, size, tile)
        case CeilGrid():
            return ceil(grid, size, tile)
        case CoverGrid():
            return cover(grid, size, tile)
        case LogRatioGrid():
            return log_ratio(grid, size, tile)
        case HdGrid():
            return hd(grid, size, tile)
        case PinpointGrid():
            return pinpoints(grid, size, tile)
        case PanAndScanGrid():
            return pan_and_scan(grid, size)
        case WindowGrid():
            return window(grid, size, tile)
        case CeilOrAspectGrid():
            return ceil_or_aspect(grid, size, tile)
        case _:
            assert_never(grid)


def words(grid: Grid) -> str:
    """Say in words how many tiles there are, and what decides."""
    match grid:
        case AspectGrid():
            return f"at most {grid.max_tiles} tiles, in the grid whose ratio is nearest to the image's"
        case UpscaleGrid():
            return f"at most {grid.max_tiles} tiles, in the grid that enlarges it least, or else shrinks it least"
        case CeilGrid():
            return f"as many tiles as it fills with its longer side scaled to {grid.longest_side:,} pixels"
        case CoverGrid():
            return f"the fewest tiles, at most {grid.max_tiles}, that keep nine tenths of its area"
        case LogRatioGrid():
            return f"about as many tiles as its area fills, at most {grid.max_tiles}, in the grid nearest to its ratio"
        case HdGrid():
            return f"as many tiles as fit into {grid.max_tiles} along its longer side, and the rows that follow"
        case PinpointGrid():
            most = max(columns * rows for columns, rows in grid.grids)
            return f"one of {len(grid.grids)} grids of up to {most} tiles, the one that keeps the most pixels"
        case PanAndScanGrid():
            ratio = grid.min_ratio_percent / 100
            return f"up to {grid.max_tiles} crops along its longer side if that is {ratio:g} times the other"
        case WindowGrid():
            return "as many as a window of at most that size takes, moved over it without overlap; none if it is small"
        case CeilOrAspectGrid():
            return f"as many tiles as it fills; over {grid.max_tiles}, the grid whose ratio is nearest to the image's"
        case _:
            assert_never(grid)


@cache
def shapes(max_tiles: int, min_tiles: int = 1) -> tuple[Shape, ...]:
    """Return every grid with so many tiles, the fewest tiles first, then the fewest columns."""
    sides = range(1, max_tiles + 1)
    every = (Shape(columns, rows) for columns in sides for rows in sides)
    fitting = (shape for shape in every if min_tiles <= shape.tiles <= max_tiles)
    return tuple(sorted(fitting, key=lambda shape: shape.tiles))


def aspect(candidates: Iterable[Shape], size: ImageSize, tile: int) -> Shape:
    """Return the grid whose ratio is nearest to the image's (the difference counts, not its logarithm).

    Of equally near ones a later one wins where the image has more than half of its pixels.
    Source: `get_optimal_tiled_canvas` in `image_processing_got_ocr2.py` of transformers, after InternVL's own code.

    >>> aspect(shapes(12), ImageSize(640, 480), 448)
    Shape(columns=4, rows=3)
    """
    best, least = ONE, math.inf
    for shape in candidates:
        difference = abs(size.width / size.height - shape.columns / shape.rows)
        fills = size.width * size.height > 0.5 * tile * tile * shape.tiles
        if difference < least or (difference == least and fills):
            best, least = shape, difference
    return best


def upscale(grid: UpscaleGrid, size: ImageSize, tile: int) -> Shape:
    """Return the grid that holds the image with the least enlargement, or, if none holds it, the least reduction.

    Of those with the same scale it is the one with the fewest tiles. Source: `get_best_fit` in
    `image_processing_llama4.py` and `get_optimal_tiled_canvas` in `image_processing_mllama.py` of transformers.

    >>> upscale(UpscaleGrid(max_tiles=16), ImageSize(1344, 896), 336)
    Shape(columns=4, rows=3)
    """

    def badness(shape: Shape) -> tuple[bool, float]:
        sides = ((shape.columns, size.width - grid.margin), (shape.rows, size.height - grid.margin))
        scale = min(count * tile / side if side else math.inf for count, side in sides)
        return (False, scale) if scale >= 1 else (True, -scale)

    return min(shapes(grid.max_tiles), key=badness)


def ceil(grid: CeilGrid, size: ImageSize, tile: int) -> Shape:
    """Scale the longer side to a length and the shorter one with it, up to an even number; then round up to tiles.

    The shorter side is scaled once more, with the rounded longer one, before it is rounded.
    Source: `resize_for_vision_encoder` and its neighbours in `image_processing_idefics3.py` of transformers.

    >>> ceil(CeilGrid(longest_side=1456), ImageSize(224, 224), 364)
    Shape(columns=4, rows=4)
    """
    wide = size.width >= size.height
    ratio = size.width / size.height
    short = int(grid.longest_side / ratio) if wide else int(grid.longest_side * ratio)
    short = max(1, short + short % 2)
    ratio = grid.longest_side / short if wide else short / grid.longest_side
    along = math.ceil(grid.longest_side / tile)
    across = math.ceil((int(along * tile / ratio) if wide else int(along * tile * ratio)) / tile)
    return Shape(along, across) if wide else Shape(across, along)


def cover(grid: CoverGrid, size: ImageSize, tile: int) -> Shape:
    """Return the grid with the fewest tiles that keep more than 0.9 of the area, each part shrunk into its tile.

    If there is none, the one that keeps the most. Source: `get_min_tile_covering_grid` in `image_processing_ovis2.py`
    of transformers, after Ovis's own code.

    >>> cover(CoverGrid(max_tiles=9), ImageSize(1344, 896), 448)
    Shape(columns=3, rows=2)
    """
    kept = {shape: _kept(shape, size, tile) for shape in shapes(grid.max_tiles)}
    enough = [shape for shape in kept if kept[shape] > _COVERED]
    if enough:
        return min(enough, key=lambda shape: (shape.tiles, -kept[shape]))
    return min(kept, key=lambda shape: (-kept[shape], shape.tiles))


def _kept(shape: Shape, size: ImageSize, tile: int) -> float:
    """Return the share of the image's area that is left when each part is shrunk into its tile."""
    width, height = size.width // shape.columns, size.height // shape.rows
    columns = [width] * (shape.columns - 1) + [size.width - width * (shape.columns - 1)]
    rows = [height] * (shape.rows - 1) + [size.height - height * (shape.rows - 1)]
    return sum(_shrunk(column, row, tile) for row in rows for column in columns) / (size.width * size.height)


def _shrunk(width: int, height: int, tile: int) -> float:
    longer, shorter = max(width, height), min(width, height)
    return tile * (shorter / longer * tile) if longer > tile else longer * shorter


def log_ratio(grid: LogRatioGrid, size: ImageSize, tile: int) -> Shape:
    """Return, where n tiles have the image's area, the grid of n-1, n or n+1 with the nearest logarithm of its ratio.

    Of equally near ones the first wins, the fewest tiles and columns first. Source: `get_sliced_grid` in
    MiniCPM-V's own `image_processing_minicpmv.py`.

    >>> log_ratio(LogRatioGrid(max_tiles=9), ImageSize(1344, 896), 448)
    Shape(columns=3, rows=2)
    """
    wanted = min(math.ceil(size.width * size.height / tile**2), grid.max_tiles)
    if wanted <= 1:
        return ONE
    counts = [n for n in (wanted - 1, wanted, wanted + 1) if 1 < n <= grid.max_tiles]
    candidates = [Shape(columns, n // columns) for n in counts for columns in range(1, n + 1) if n % columns == 0]
    ratio = math.log(size.width / size.height)
    return min(candidates, key=lambda shape: abs(ratio - math.log(shape.columns / shape.rows)))


def hd(grid: HdGrid, size: ImageSize, tile: int) -> Shape:
    """Return as many tiles along the longer side as the limit allows, and the rows that the shorter side then fills.

    Source: `HD_transform` in Phi-3-Vision's own `image_processing_phi3_v.py`, after InternLM-XComposer2-4KHD's.

    >>> hd(HdGrid(max_tiles=16), ImageSize(1344, 896), 336)
    Shape(columns=4, rows=3)
    """
    longer, shorter = max(size), min(size)
    ratio = longer / shorter
    along = 1
    fills = math.ceil(longer / tile)
    while along * math.ceil(along / ratio) <= grid.max_tiles:
        along += 1
    along = along - 1 if grid.enlarge else min(along - 1, fills)
    across = math.ceil(int(along * tile / ratio) / tile)
    return Shape(along, across) if size.width >= size.height else Shape(across, along)


def pinpoints(grid: PinpointGrid, size: ImageSize, tile: int) -> Shape:
    """Return the grid that keeps the most pixels of the image, then the one that leaves the fewest empty.

    Source: `select_best_resolution` in `image_processing_utils.py` of transformers, after LLaVA's own code, whose
    lists are of (height, width) in transformers and of (width, height) in LLaVA.

    >>> pinpoints(PinpointGrid(grids=((1, 2), (2, 1), (2, 2), (1, 3), (3, 1))), ImageSize(4032, 3024), 336)
    Shape(columns=2, rows=2)
    """
    cell = grid.cell or tile

    def merit(shape: Shape) -> tuple[int, int]:
        scale = min(shape.columns * cell / size.width, shape.rows * cell / size.height)
        kept = min(int(size.width * scale) * int(size.height * scale), size.width * size.height)
        return kept, -(shape.tiles * cell**2 - kept)

    best = max((Shape(*shape) for shape in grid.grids), key=merit)
    return Shape(math.ceil(best.columns * cell / tile), math.ceil(best.rows * cell / tile))


def pan_and_scan(grid: PanAndScanGrid, size: ImageSize) -> Shape:
    """Return crops along the longer side: about as many as its ratio says, at least two, unless they become small.

    Source: `pan_and_scan` in `image_processing_gemma3.py` of transformers.

    >>> pan_and_scan(PanAndScanGrid(max_tiles=4, min_ratio_percent=120, min_crop=256), ImageSize(1344, 896))
    Shape(columns=2, rows=1)
    """
    longer, shorter = max(size), min(size)
    ratio = longer / shorter
    if ratio < grid.min_ratio_percent / 100:
        return ONE
    crops = min(math.floor(longer / grid.min_crop), math.floor(ratio + 0.5))
    crops = min(max(2, crops), grid.max_tiles)
    if min(math.ceil(longer / crops), shorter) < grid.min_crop:
        return ONE
    return Shape(crops, 1) if size.width >= size.height else Shape(1, crops)


def window(grid: WindowGrid, size: ImageSize, tile: int) -> Shape:
    """Return how often a window fits along each side, once more where over a fifth of a window is left.

    Slivers are made square first. The window is a tile, or the shorter side of an elongated image if that is less.
    Source: `_plan_patches` in `image_processing_step3p7.py` of transformers.

    >>> window(WindowGrid(longest_side=3024, uncut_side=728), ImageSize(1344, 896), 504)
    Shape(columns=3, rows=2)
    """
    width, height = size
    if min(size) < _SLIVER and max(width / height, height / width) > _ELONGATED:
        width = height = max(size)
    if max(width, height) > grid.longest_side:
        scale = grid.longest_side / max(width, height)
        width, height = int(width * scale), int(height * scale)
    shorter, longer = min(width, height), max(width, height)
    if longer <= grid.uncut_side:
        side = shorter if longer / shorter > _OBLONG else 0
    else:
        side = min(shorter, tile) if longer / shorter > _ELONGATED else tile
    if not side:
        return ONE
    columns, rows = (
        max(1, length // side + (length >= side and length % side > 0.2 * side)) for length in (width, height)
    )
    return Shape(columns, rows)


def ceil_or_aspect(grid: CeilOrAspectGrid, size: ImageSize, tile: int) -> Shape:
    """Round each side up to tiles; where these are too many, choose the grid with the nearest ratio.

    Source: `dynamic_preprocess` in `image_processing_phi4_multimodal.py` of transformers.

    >>> ceil_or_aspect(CeilOrAspectGrid(max_tiles=36), ImageSize(1344, 896), 448)
    Shape(columns=3, rows=2)
    """
    shape = Shape(math.ceil(size.width / tile), math.ceil(size.height / tile))
    return shape if shape.tiles <= grid.max_tiles else aspect(shapes(grid.max_tiles), size, tile)
