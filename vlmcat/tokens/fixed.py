"""Fixed: every image is squeezed, cropped or padded to one size, or resampled to a number of queries."""

from vlmcat.records import FixedTokens
from vlmcat.tokens.cost import Cost, ImageSize


def cost(rule: FixedTokens, _size: ImageSize) -> Cost:
    """Return the same cost for an image of any size.

    Source: `processing_llava.py` of transformers, for LLaVA-1.5: (336 / 14) squared, without the class token.

    >>> cost(FixedTokens(tokens=576), ImageSize(4032, 3024)).tokens
    576
    """
    return Cost(rule.tokens, rule.separators, rule.wrappers, "one size for all images")


def words(rule: FixedTokens) -> str:
    """Say the rule in words."""
    return f"Every image takes {rule.tokens:,} tokens, whatever its size."
