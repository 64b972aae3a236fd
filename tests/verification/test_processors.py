"""Every rule that transformers knows, against its processor: `pip install '.[verify]' && pytest tests/verification`."""

from functools import cache
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("transformers", reason="the processors are not installed: pip install '.[verify]'")
pytest.importorskip("torchvision", reason="the processors need torchvision: pip install '.[verify]'")

from hypothesis import given, settings
from hypothesis import strategies as st

from vlmcat.loading.snapshot import load_catalog
from vlmcat.queries.tokens import subjects
from vlmcat.tokens import costs
from vlmcat.tokens.cost import ImageSize, RefusedImageError

from .processors import PROCESSORS, Count, Counter, RefusedError, Rule

if TYPE_CHECKING:
    from vlmcat.records import TokenRule

SIZES = [
    ImageSize(width, height)
    for width, height in (
        *((1, 1), (2, 2), (1, 40), (3, 500), (13, 17), (20, 30), (28, 28), (33, 31), (56, 56), (100, 100), (112, 223)),
        *((224, 224), (225, 224), (300, 200), (336, 336), (337, 336), (364, 364), (384, 384), (448, 448), (449, 447)),
        *((480, 640), (500, 333), (512, 512), (560, 560), (600, 900), (640, 480), (672, 336), (700, 699), (768, 1024)),
        *((800, 600), (896, 896), (980, 980), (1000, 1000), (1024, 1024), (1080, 1920), (1120, 1120), (1280, 720)),
        *((1333, 800), (1344, 896), (1344, 336), (1536, 1536), (1920, 1080), (2048, 1365), (2480, 3508), (3024, 4032)),
        *((4032, 3024), (3840, 2160), (20, 2000), (2000, 20), (5000, 300), (300, 5000), (64, 3000), (3000, 14)),
        *((10, 2001), (2001, 10), (900, 5), (4000, 999)),
    )
]
_SLIVER = 3
"""Pixels; thinner pictures make some processors fail by accident: a half of nothing, colours taken for a side."""


@cache
def counter(rule: Rule) -> Counter:
    return PROCESSORS[rule]()


@cache
def parameters(rule: Rule) -> "TokenRule":
    found = load_catalog().find(rule.checkpoint or rule.architecture)
    (parameters,) = (each.rule for each in subjects([found], modes=True) if each.mode == rule.mode)
    assert parameters
    return parameters


def ours(rule: Rule, size: ImageSize) -> Count | None:
    try:
        cost = costs.cost(parameters(rule), size)
    except RefusedImageError:
        return None
    return Count(cost.image, cost.separators + cost.wrappers)


def theirs(rule: Rule, size: ImageSize) -> Count | None:
    try:
        return counter(rule)(*size)
    except RefusedError:
        return None


def difference(rule: Rule, size: ImageSize) -> tuple[Count | None, Count | None] | None:
    """Return our count and theirs where they differ; None where they agree, or where a sliver made theirs fail."""
    expected, found = ours(rule, size), theirs(rule, size)
    agree = expected == found or (found is None and min(size) <= _SLIVER)
    return None if agree else (expected, found)


@pytest.mark.parametrize("rule", PROCESSORS, ids=lambda rule: "-".join(filter(None, rule)).replace(" ", "-"))
def test_ordinary_and_extreme_sizes_cost_what_the_processor_says(rule: Rule) -> None:
    differing = {str(size): difference(rule, size) for size in SIZES}
    assert {size: counts for size, counts in differing.items() if counts} == {}


@pytest.mark.parametrize("rule", PROCESSORS, ids=lambda rule: "-".join(filter(None, rule)).replace(" ", "-"))
@settings(max_examples=20, deadline=None, derandomize=True)
@given(width=st.integers(1, 3000), height=st.integers(1, 3000))
def test_any_size_costs_what_the_processor_says(rule: Rule, width: int, height: int) -> None:
    assert difference(rule, ImageSize(width, height)) is None
