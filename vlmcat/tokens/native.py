"""Native: the image keeps its shape, and each square unit of the resized image becomes one token.

A unit is a patch of the encoder times the patches that are merged, per side: 14 x 2 = 28 pixels in Qwen2-VL.
"""

import math
from typing import assert_never

from vlmcat.records import (
    AreaFit,
    BoxFit,
    BudgetFit,
    LongestSideFit,
    NativeTokens,
    OriginalFit,
    PatchFit,
    PatchRangeFit,
    PixelFit,
)
from vlmcat.tokens.cost import Cost, ImageSize, RefusedImageError, resized

_WIDEST_RATIO = 200
_CLOSE = 1e-5
"""When SigLIP 2's search for a scale ends."""


def cost(rule: NativeTokens, size: ImageSize) -> Cost:
    """Return the cost of an image: columns times rows, and what stands at or between the rows.

    Source: `processing_qwen2_vl.py`, `processing_pixtral.py` and `processing_emu3.py` of transformers.

    >>> qwen2_vl = NativeTokens(fit=PixelFit(min_pixels=3136, max_pixels=12_845_056), patch_size=14, merge=2)
    >>> cost(qwen2_vl, ImageSize(1344, 896)).tokens
    1536

    Raises:
        RefusedImageError: the processor refuses an image of this shape.
    """
    unit = rule.patch_size * rule.merge
    canvas = _canvas(rule, size)
    columns, rows = canvas.width // unit, canvas.height // unit
    separators = {"none": 0, "each": rows, "between": rows - 1}[rule.row_separator]
    image = (columns + rule.newline) * rows
    return Cost(image, separators + rule.separators, rule.wrappers, f"resized to {canvas}", resized(size, canvas))


def words(rule: NativeTokens) -> str:
    """Say the rule in words."""
    unit = rule.patch_size * rule.merge
    rows = {"none": "", "each": ", and a break ends each row", "between": ", with a break between rows"}
    newline = ", and a learned newline ends each row" if rule.newline else ""
    token = f"one token for each {unit}x{unit} pixels{newline}{rows[rule.row_separator]}"
    return f"The image keeps its shape: {_fit_in_words(rule)}; {token}."


def _canvas(rule: NativeTokens, size: ImageSize) -> ImageSize:
    unit = rule.patch_size * rule.merge
    match rule.fit:
        case PixelFit():
            return fit_pixels(rule.fit, size, unit)
        case LongestSideFit():
            return fit_longest_side(rule.fit, size, unit)
        case BoxFit():
            return fit_box(rule.fit, size, unit)
        case PatchFit():
            return fit_patches(rule.fit, size, unit, rule.patch_size)
        case PatchRangeFit():
            return fit_patch_range(rule.fit, size, unit)
        case AreaFit():
            return fit_area(rule.fit, size, unit)
        case OriginalFit():
            return fit_original(size, unit)
        case BudgetFit():
            return fit_budget(rule.fit, size, unit)
        case _:
            assert_never(rule.fit)


def _fit_in_words(rule: NativeTokens) -> str:
    fit = rule.fit
    match fit:
        case PixelFit():
            return f"its area is kept between {fit.min_pixels:,} and {fit.max_pixels:,} pixels"
        case LongestSideFit():
            how = (
                "enlarged or shrunk until its longer side has" if fit.enlarge else "shrunk until no side is longer than"
            )
            return f"it is {how} {fit.longest_side:,} pixels"
        case BoxFit():
            return f"it is shrunk into {fit.width:,} x {fit.height:,} pixels, which do not turn with it"
        case PatchFit():
            return f"it is shrunk to about {fit.max_patches:,} patches"
        case PatchRangeFit():
            return f"it is scaled to between {fit.min_patches:,} and {fit.max_patches:,} patches"
        case AreaFit():
            return f"it is scaled to the area of {fit.side:,} x {fit.side:,} pixels"
        case OriginalFit():
            return "it is not resized, and the squares at its edges are filled up"
        case BudgetFit():
            return f"it is enlarged or shrunk to {fit.tokens:,} tokens at most"
        case _:
            assert_never(fit)


def fit_pixels(fit: PixelFit, size: ImageSize, unit: int) -> ImageSize:
    """Round both sides to units; if the area is then out of bounds, scale the original to the bound instead.

    Source: `smart_resize` in `image_processing_qwen2_vl.py` of transformers, in `image_processing_glm4v.py`, which
    enlarges short sides and truncates, and in `image_processing_paddleocr_vl.py`, which rounds.

    >>> fit_pixels(PixelFit(min_pixels=3136, max_pixels=12_845_056), ImageSize(20, 30), 28)
    ImageSize(width=56, height=84)

    Raises:
        RefusedImageError: one side is more than 200 times as long as the other.
    """
    width, height = _enlarged(size, unit, fit.short_side)
    if max(width, height) / min(width, height) > _WIDEST_RATIO:
        raise RefusedImageError(
            f"its processor refuses an image of {size}", f"no side may be over {_WIDEST_RATIO} times the other"
        )
    columns, rows = round(width / unit), round(height / unit)
    if columns * rows * unit**2 > fit.max_pixels:
        shrink = math.sqrt(width * height / fit.max_pixels)
        columns, rows = (max(1, math.floor(side / shrink / unit)) for side in (width, height))
    elif columns * rows * unit**2 < fit.min_pixels:
        enlarge = math.sqrt(fit.min_pixels / (width * height))
        columns, rows = (math.ceil(side * enlarge / unit) for side in (width, height))
    return ImageSize(columns * unit, rows * unit)


def fit_longest_side(fit: LongestSideFit, size: ImageSize, unit: int) -> ImageSize:
    """Shrink until the longer side fits, then round both sides up to units.

    Source: `get_resize_output_image_size` in `image_processing_pixtral.py` of transformers.

    >>> fit_longest_side(LongestSideFit(longest_side=1024), ImageSize(4032, 3024), 16)
    ImageSize(width=1024, height=768)

    Raises:
        RefusedImageError: nothing would be left of the shorter side.
    """
    if fit.enlarge:
        return _scaled_to(fit.longest_side, size, fit.step or unit)
    ratio = max(size.width / fit.longest_side, size.height / fit.longest_side)
    shrunk = ImageSize(*(math.floor(side / ratio) for side in size)) if ratio > 1 else size
    return _rounded_up(shrunk, fit.step or unit, size)


def _scaled_to(longest: int, size: ImageSize, step: int) -> ImageSize:
    """Make the longer side so long, and round the shorter one up. Source: `process_images` in EVE's `mm_utils.py`."""
    if size.width > size.height:
        return ImageSize(longest, math.ceil(longest * size.height / size.width / step) * step)
    return ImageSize(math.ceil(longest * size.width / size.height / step) * step, longest)


def fit_box(fit: BoxFit, size: ImageSize, unit: int) -> ImageSize:
    """Shrink into the box, which is not turned for a portrait, then round both sides up to units.

    Source: `resize` in `image_processing_fuyu.py` of transformers.

    >>> fit_box(BoxFit(width=1920, height=1080), ImageSize(1080, 1920), 30)
    ImageSize(width=630, height=1080)

    Raises:
        RefusedImageError: nothing would be left of the shorter side.
    """
    scale = min(fit.height / size.height, fit.width / size.width)
    shrunk = ImageSize(*(int(side * scale) for side in size)) if scale < 1 else size
    return _rounded_up(shrunk, unit, size)


def fit_patches(fit: PatchFit, size: ImageSize, unit: int, patch_size: int) -> ImageSize:
    """Shrink to a number of patches, then round both sides up to units, which may exceed that number a little.

    Source: `navit_resize` in `image_processing_kimi_k25.py` of transformers.

    >>> fit_patches(PatchFit(max_patches=16384, longest_side=7168), ImageSize(4032, 3024), 28, 14)
    ImageSize(width=2072, height=1568)
    """
    patches = max(1, size.width // patch_size) * max(1, size.height // patch_size)
    longest = fit.longest_side or max(size)
    scale = min(1, math.sqrt(fit.max_patches / patches), longest / max(size))
    return _rounded_up(ImageSize(*(max(1, int(side * scale)) for side in size)), unit, size)


def fit_patch_range(fit: PatchRangeFit, size: ImageSize, unit: int) -> ImageSize:
    """Scale as much as a number of units allows, both sides rounded up; the number is that of the image, in bounds.

    The scale is found by halving an interval, whose width at the end is part of the rule.
    Source: `get_image_size_for_max_num_patches` in `image_processing_siglip2.py` of transformers, with the bounds of
    Phi-4-reasoning-vision's own `modeling_phi4_visionr.py`.

    >>> fit_patch_range(PatchRangeFit(min_patches=256, max_patches=3600), ImageSize(1344, 896), 16)
    ImageSize(width=1168, height=784)
    """
    most = min(max(size.width // unit * (size.height // unit), fit.min_patches), fit.max_patches)
    low, high = _CLOSE / 10, 100.0
    while high - low >= _CLOSE:
        middle = (low + high) / 2
        columns, rows = _units(size, middle, unit)
        low, high = (middle, high) if columns * rows <= most else (low, middle)
    columns, rows = _units(size, low, unit)
    return ImageSize(columns * unit, rows * unit)


def _units(size: ImageSize, scale: float, unit: int) -> tuple[int, int]:
    return max(1, math.ceil(size.width * scale / unit)), max(1, math.ceil(size.height * scale / unit))


def fit_area(fit: AreaFit, size: ImageSize, unit: int) -> ImageSize:
    """Scale to the area of a square, then round both sides up to units.

    Source: `process_images` in EVEv2's own `mm_utils.py`.

    >>> fit_area(AreaFit(side=1600), ImageSize(1344, 896), 32)
    ImageSize(width=1984, height=1312)
    """
    scale = math.sqrt(size.width * size.height) / fit.side
    return ImageSize(*(math.ceil(side / scale / unit) * unit for side in size))


def fit_original(size: ImageSize, unit: int) -> ImageSize:
    """Fill up the rows, and add a column to those that are full, even where nothing is left over for it.

    Source: `divide_to_patches` in `image_processing_inkling.py` of transformers.

    >>> fit_original(ImageSize(1000, 1000), 40)
    ImageSize(width=1040, height=1000)
    """
    return ImageSize((size.width // unit + 1) * unit, math.ceil(size.height / unit) * unit)


def fit_budget(fit: BudgetFit, size: ImageSize, unit: int) -> ImageSize:
    """Scale to the budget and round both sides down to units; a side that would vanish becomes one unit.

    Source: `get_aspect_ratio_preserving_size` in `image_processing_gemma4.py` of transformers.

    >>> fit_budget(BudgetFit(tokens=280), ImageSize(1344, 896), 48)
    ImageSize(width=960, height=624)
    """
    width, height = size
    factor = math.sqrt(fit.tokens * unit**2 / (width * height))
    columns, rows = math.floor(factor * width / unit), math.floor(factor * height / unit)
    if not rows:
        columns, rows = min(width // height, fit.tokens), 1
    elif not columns:
        columns, rows = 1, min(height // width, fit.tokens)
    return ImageSize(columns * unit, rows * unit)


def _enlarged(size: ImageSize, unit: int, how: str) -> ImageSize:
    """Return the size with a side below one unit enlarged to it, the other in proportion, truncated or rounded."""
    width, height = size
    if how == "kept" or min(size) >= unit:
        return size
    if how == "truncated":
        scale = max(unit / height, unit / width)
        return ImageSize(int(width * scale), int(height * scale))
    if height < unit:
        width, height = round(width * unit / height), unit
    if width < unit:
        width, height = unit, round(height * unit / width)
    return ImageSize(width, height)


def _rounded_up(shrunk: ImageSize, unit: int, original: ImageSize) -> ImageSize:
    """Return both sides rounded up to units; a side of no pixels stays so, and the processor cannot resize to it."""
    if not min(shrunk):
        raise RefusedImageError(f"its processor refuses an image of {original}", "nothing would be left of a side")
    return ImageSize(*(math.ceil(side / unit) * unit for side in shrunk))
