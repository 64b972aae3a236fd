"""Every rule, whatever its strategy: the one place that knows which module counts it."""

from typing import assert_never

from vlmcat.records import FixedTokens, NativeTokens, StitchedTokens, TileSeparators, TileTokens, TokenRule
from vlmcat.tokens import fixed, native, stitched, tiles
from vlmcat.tokens.cost import Cost, ImageSize


def cost(rule: TokenRule, size: ImageSize) -> Cost:
    """Return what an image of this size costs under a rule.

    Raises:
        RefusedImageError: the processor that the rule describes refuses such an image.
    """
    match rule:
        case FixedTokens():
            return fixed.cost(rule, size)
        case NativeTokens():
            return native.cost(rule, size)
        case TileTokens():
            return tiles.cost(rule, size)
        case StitchedTokens():
            return stitched.cost(rule, size)
        case _:
            assert_never(rule)


def words(rule: TokenRule) -> str:
    """Say a rule in words: what happens to the image, and what that costs."""
    marks = f" Begin and end marks add {rule.wrappers}." if rule.wrappers else ""
    separated = not isinstance(rule, StitchedTokens) and rule.separators not in (0, TileSeparators())
    between = " Separators stand among them." if separated else ""
    return _strategy(rule) + between + marks


def _strategy(rule: TokenRule) -> str:
    match rule:
        case FixedTokens():
            return fixed.words(rule)
        case NativeTokens():
            return native.words(rule)
        case TileTokens():
            return tiles.words(rule)
        case StitchedTokens():
            return stitched.words(rule)
        case _:
            assert_never(rule)
