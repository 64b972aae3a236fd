"""Tiles: the image is cut into equal squares, each encoded alone, often beside a thumbnail of the whole."""

from vlmcat.records import TileSeparators, TileTokens
from vlmcat.tokens import grids
from vlmcat.tokens.cost import Cost, ImageSize, resized
from vlmcat.tokens.grids import Shape


def cost(rule: TileTokens, size: ImageSize) -> Cost:
    """Return the cost of an image: that of a tile for each tile and for the thumbnail, and what stands between them.

    Source: `processing_internvl.py`, `processing_idefics3.py` and `processing_llama4.py` of transformers.

    >>> from vlmcat.records import AspectGrid
    >>> internvl = TileTokens(grid=AspectGrid(max_tiles=12), tile_size=448, tokens_per_tile=256, thumbnail="multi")
    >>> cost(internvl, ImageSize(1344, 896)).geometry
    '3x2 tiles of 448 + thumbnail'
    >>> cost(internvl, ImageSize(1344, 896)).tokens
    1792
    """
    shape = grids.choose(rule.grid, size, rule.tile_size)
    cut = shape.tiles > 1
    whole = rule.tokens_per_tile if rule.thumbnail_tokens is None else rule.thumbnail_tokens
    thumbnail = rule.thumbnail == "always" or (rule.thumbnail == "multi" and cut)
    tiles = rule.tokens_per_tile * shape.tiles if cut or rule.thumbnail != "multi" else whole
    canvas = ImageSize(shape.columns * rule.tile_size, shape.rows * rule.tile_size)
    return Cost(
        tiles + (whole if thumbnail else 0),
        separators(rule.separators, shape, shape.tiles + thumbnail),
        rule.wrappers,
        in_words(shape, rule.tile_size) + (" + thumbnail" if thumbnail else ""),
        resized(size, canvas),
    )


def words(rule: TileTokens) -> str:
    """Say the rule in words."""
    thumbnail = {"never": "", "multi": ", and a thumbnail if there are several", "always": ", and a thumbnail"}
    cut = f"The image is cut into tiles of {rule.tile_size} pixels: {grids.words(rule.grid)}{thumbnail[rule.thumbnail]}"
    return f"{cut}; each takes {rule.tokens_per_tile:,} tokens."


def separators(rule: TileSeparators, shape: Shape, views: int) -> int:
    """Return how many separators stand among so many views, of which the tiles form a grid.

    Source: `_prompt_split_image` in `processing_llama4.py` of transformers.

    >>> separators(TileSeparators(always=1, per_row=1, between_columns=1), Shape(4, 3), 13)
    13
    """
    count = rule.always + rule.per_view * views + rule.between_tiles * (shape.tiles - 1)
    if shape.tiles > 1:
        count += rule.multi + rule.per_tile * shape.tiles + rule.per_row * shape.rows
    return count + rule.between_columns * (shape.columns - 1) * shape.rows + rule.between_rows * (shape.rows - 1)


def in_words(shape: Shape, tile: int) -> str:
    """Return a grid in words: 3x2 tiles of 448."""
    return f"{shape} tiles of {tile}" if shape.tiles > 1 else f"1 tile of {tile}"
