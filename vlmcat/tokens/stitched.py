"""Stitched: tiles are encoded alone, then their features are sewn into one map with a newline after each row."""

import math

from vlmcat.records import Overlap, StitchedTokens, UpscaleGrid
from vlmcat.tokens import grids
from vlmcat.tokens.cost import Cost, ImageSize, RefusedImageError, resized
from vlmcat.tokens.grids import Shape
from vlmcat.tokens.tiles import in_words

_THINNEST = 10
"""Pixels; Phi-4-multimodal refuses what would be thinner after resizing."""


def cost(rule: StitchedTokens, size: ImageSize) -> Cost:
    """Return the cost of an image: its map, a newline a row, and a view of the whole.

    Source: `_get_number_of_features` in `processing_llava_next.py` of transformers.

    >>> from vlmcat.records import PinpointGrid
    >>> grid = PinpointGrid(grids=((1, 2), (2, 1), (2, 2), (1, 3), (3, 1)))
    >>> llava_next = StitchedTokens(grid=grid, tile_size=336, tile_side=24, unpad="features")
    >>> cost(llava_next, ImageSize(1344, 896)).tokens
    2144
    """
    shape = grids.choose(rule.grid, size, rule.tile_size)
    features = _map(rule, shape, size)
    side = 0 if rule.views == "map" else rule.whole_side or rule.tile_side
    newlines = features.rows + (side if rule.whole_newline else 0)
    learned = rule.newline == "feature"
    margin = rule.grid.margin if isinstance(rule.grid, UpscaleGrid) else 0
    canvas = ImageSize(shape.columns * rule.tile_size + margin, shape.rows * rule.tile_size + margin)
    return Cost(
        features.columns * features.rows + side**2 + (newlines if learned else 0) + rule.view_separator,
        0 if learned else newlines,
        rule.wrappers,
        _in_words(rule, shape, features),
        resized(size, canvas),
    )


def words(rule: StitchedTokens) -> str:
    """Say the rule in words."""
    cut = f"The image is cut into tiles of {rule.tile_size} pixels: {grids.words(rule.grid)}"
    whole = {
        "both": " A view of the whole image stands beside the map.",
        "map": "",
        "map-or-whole": " A view of the whole image stands beside it, or alone if there is only one tile.",
    }
    padding = "" if rule.unpad == "none" else ", without what the padding gave"
    sewn = f"their features, {rule.tile_side}x{rule.tile_side} a tile, are sewn into one map{padding}"
    cap = f", shrunk if it is larger than {rule.cap_tiles} tiles" if rule.cap_tiles else ""
    return f"{cut}; {sewn}{cap}, and a newline ends each row.{whole[rule.views]}"


def _in_words(rule: StitchedTokens, shape: Shape, features: Shape) -> str:
    parts = [f"{in_words(shape, rule.tile_size)}, a map of {features}"] if features.rows else []
    return " + ".join([*parts, "whole view"] if rule.views != "map" else parts) or "nothing is left of it"


def _map(rule: StitchedTokens, shape: Shape, size: ImageSize) -> Shape:
    """Return the map of an image that is cut into this grid, an empty one where there is only a view of the whole."""
    if rule.views == "map-or-whole" and shape.tiles == 1:
        return Shape(0, 0)
    if rule.overlap:
        return overlapping(rule.overlap, shape)
    features = Shape(shape.columns * rule.tile_side, shape.rows * rule.tile_side)
    if rule.unpad == "features":
        features = unpadded(features, size)
    elif rule.unpad == "patches":
        features = without_padded_patches(features, size, rule.tile_size // rule.tile_side)
    return capped(features, rule.cap_tiles * rule.tile_side**2) if rule.cap_tiles else features


def unpadded(features: Shape, size: ImageSize) -> Shape:
    """Take off the rows above and below, or the columns left and right, that the padding gave.

    Source: `_get_unpadded_features` in `processing_llava_next.py` of transformers.

    >>> unpadded(Shape(48, 48), ImageSize(1344, 896))
    Shape(columns=48, rows=32)
    """
    columns, rows = features
    if size.width / size.height > columns / rows:
        kept = int(round(size.height * (columns / size.width), 7))
        return Shape(columns, rows - (rows - kept) // 2 * 2)
    kept = int(round(size.width * (rows / size.height), 7))
    return Shape(columns - (columns - kept) // 2 * 2, rows)


def without_padded_patches(features: Shape, size: ImageSize, token: int) -> Shape:
    """Take off the columns or rows whose patches are all padding; a token has so many pixels and two patches a side.

    Source: `dynamic_preprocess` in `image_processing_phi4_multimodal.py` of transformers.

    >>> without_padded_patches(Shape(48, 32), ImageSize(1344, 448), 28)
    Shape(columns=48, rows=16)

    Raises:
        RefusedImageError: less than 10 pixels of a side would be left.
    """
    width, height = features.columns * token, features.rows * token
    across, down = width / size.width, height / size.height
    kept = int(size.height * across) if across < down else int(size.width * down)
    if kept < _THINNEST:
        raise RefusedImageError(f"its processor refuses an image of {size}", f"it would be {kept} pixels thin")
    if across < down:
        return Shape(features.columns, features.rows - (height - kept) // (token // 2) // 2)
    return Shape(features.columns - (width - kept) // (token // 2) // 2, features.rows)


def capped(features: Shape, most: int) -> Shape:
    """Shrink a map with clearly more features than the most to about as many.

    Source: `_get_unpadded_features` in `processing_llava_onevision.py` of transformers.

    >>> capped(Shape(162, 162), 6561)
    Shape(columns=81, rows=81)
    """
    ratio = math.sqrt(features.columns * features.rows / most)
    if ratio <= 1.1:  # noqa: PLR2004 # LLaVA-OneVision's tolerance
        return features
    return Shape(int(features.columns // ratio), int(features.rows // ratio))


def overlapping(overlap: Overlap, shape: Shape) -> Shape:
    """Return the map of tiles that overlap: each adds a window of patches to the outer margins, which are pooled.

    Source: `image_processing_molmo2.py` of transformers, after Molmo's own `preprocessors`.

    >>> overlapping(Overlap(window=16, margin=8, pool=2), Shape(3, 2))
    Shape(columns=28, rows=20)
    """
    columns, rows = (math.ceil((count * overlap.window + overlap.margin) / overlap.pool) for count in shape)
    return Shape(columns, rows)
