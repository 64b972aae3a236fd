"""Rules of published models at sizes whose counts their own processors gave; tests/verification asks them again."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vlmcat.loading.snapshot import load_catalog
from vlmcat.queries.tokens import everything, subjects
from vlmcat.records import TokenRule
from vlmcat.tokens import costs
from vlmcat.tokens.cost import Cost, ImageSize, RefusedImageError

RULES = {(each.id, each.checkpoint, each.mode): each.rule for each in subjects(everything(load_catalog()), modes=True)}
SIDES = st.integers(1, 13_000)


def count(id_: str, size: str, mode: str = "default") -> Cost:
    rule = RULES[id_, None, mode]
    assert rule
    width, height = map(int, size.split("x"))
    return costs.cost(rule, ImageSize(width, height))


@pytest.mark.parametrize(
    ("id_", "size", "image", "others", "geometry"),
    [
        ("llava-1.5", "4032x3024", 576, 0, "one size for all images"),
        ("qwen2-vl", "1344x896", 1536, 0, "resized to 1344x896"),
        ("qwen2-vl", "4032x3024", 15_552, 0, "resized to 4032x3024"),
        ("qwen2-vl", "1x1", 4, 0, "resized to 56x56"),
        ("qwen3-vl", "1344x896", 1176, 0, "resized to 1344x896"),
        ("qwen3-vl", "4032x3024", 11_844, 0, "resized to 4032x3008"),
        ("emu3", "1344x896", 16_328, 4, "resized to 1248x832"),
        ("pixtral-12b", "1344x896", 2752, 43, "resized to 1024x688"),
        ("pixtral-12b", "1x1", 1, 1, "resized to 16x16"),
        ("fuyu-8b", "1344x896", 1350, 30, "resized to 1350x900"),
        ("fuyu-8b", "4032x3024", 1728, 36, "resized to 1440x1080"),
        ("internvl3", "1344x896", 1792, 2, "3x2 tiles of 448 + thumbnail"),
        ("internvl3", "640x480", 3328, 2, "4x3 tiles of 448 + thumbnail"),
        ("internvl3", "1x1", 256, 2, "1 tile of 448"),
        ("idefics3-8b", "1344x896", 2197, 30, "4x3 tiles of 364 + thumbnail"),
        ("idefics3-8b", "1x1", 2873, 39, "4x4 tiles of 364 + thumbnail"),
        ("llama-4", "1344x896", 1872, 15, "4x3 tiles of 336 + thumbnail"),
        ("llama-4", "1x1", 144, 3, "1 tile of 336"),
        ("llama-3.2-vision", "1344x896", 6404, 0, "2x2 tiles of 560"),
        ("llava-1.6", "1344x896", 2144, 0, "2x2 tiles of 336, a map of 48x32 + whole view"),
        ("llava-1.6", "4032x3024", 2340, 0, "2x2 tiles of 336, a map of 48x36 + whole view"),
        ("llava-1.6", "2000x20", 576, 0, "whole view"),
        ("llava-onevision", "4032x3024", 7309, 0, "6x5 tiles of 384, a map of 93x70 + whole view"),
        ("deepseek-vl2", "400x3600", 2101, 0, "1x9 tiles of 384, a map of 14x126 + whole view"),
        ("molmo", "1344x896", 1152, 44, "4x3 tiles of 224, a map of 36x28 + whole view"),
        ("cambrian-1", "2000x1000", 300, 0, "1 tile of 1024, a map of 24x12"),
    ],
)
def test_an_image_costs_what_the_processor_says(id_: str, size: str, image: int, others: int, geometry: str) -> None:
    cost = count(id_, size)
    assert (cost.image, cost.separators + cost.wrappers) == (image, others)
    assert cost.geometry == geometry


@pytest.mark.parametrize(
    ("id_", "mode", "size", "tokens"),
    [
        ("gemma-3", "pan and scan", "1344x896", 780),
        ("gemma-3", "pan and scan", "1000x999", 260),
        ("gemma-3", "pan and scan", "500x300", 260),
        ("idefics2", "no splitting", "1344x896", 66),
        ("aria", "splitting, the authors' code", "224x224", 1280),
        ("aria", "splitting, port in transformers", "224x224", 256),
        ("ovis", "Ovis2, the authors' code", "4032x3024", 2571),
        ("ovis", "Ovis2, port in transformers", "4032x3024", 3342),
    ],
)
def test_a_mode_has_a_count_of_its_own(id_: str, mode: str, size: str, tokens: int) -> None:
    assert count(id_, size, mode).tokens == tokens


@pytest.mark.parametrize("size", ["1x201", "201x1", "5000x24"])
def test_a_ratio_over_200_is_refused_where_the_processor_refuses_it(size: str) -> None:
    with pytest.raises(RefusedImageError, match=f"its processor refuses an image of {size}"):
        count("qwen2-vl", size)
    assert count("internvl3", size).tokens


@settings(max_examples=300, deadline=None)
@given(rule=st.sampled_from(list(RULES.values())), width=SIDES, height=SIDES)
def test_every_rule_counts_any_image_or_says_that_the_processor_refuses_it(
    rule: TokenRule, width: int, height: int
) -> None:
    try:
        cost = costs.cost(rule, ImageSize(width, height))
    except RefusedImageError:
        assert max(width, height) > 40 * min(width, height)  # it may be refused, or counted
        return
    assert cost.tokens > 0 or cost.geometry == "nothing is left of it"
    assert min(cost[:3]) >= 0
    assert cost.geometry


@pytest.mark.parametrize("rule", RULES.values(), ids=[" ".join(filter(None, key)) for key in RULES])
def test_every_rule_can_be_said_in_words_and_written_as_json(rule: TokenRule) -> None:
    text = costs.words(rule)
    assert text.endswith(".")
    assert "None" not in text
    assert msgspec.json.decode(msgspec.json.encode(rule), type=TokenRule) == rule
