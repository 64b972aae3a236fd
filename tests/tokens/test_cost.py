import pytest

from vlmcat.errors import UsageError
from vlmcat.tokens.cost import Cost, ImageSize, parse_size, resized

EXAMPLE = "a size is WIDTHxHEIGHT in pixels: 1344x896"


@pytest.mark.parametrize("text", ["1344x896", " 1344x896 ", "1344X896", "1344\u00d7896", "1344 x 896", "01344x0896"])
def test_a_size_may_be_written_in_several_ways(text: str) -> None:
    assert parse_size(text) == ImageSize(1344, 896)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("axb", "'axb' is no image size"),
        ("", "'' is no image size"),
        ("1344", "'1344' is no image size"),
        ("1344x", "'1344x' is no image size"),
        ("1.5x2", "'1.5x2' is no image size"),
        ("1x2x3", "'1x2x3' is no image size"),
        ("9" * 4000 + "x1", "'[...]' is no image size"),
        ("0x5", "an image of 0x5 has no pixels; processors refuse it"),
        ("5x0", "an image of 5x0 has no pixels; processors refuse it"),
        ("-4x5", "an image of -4x5 has no pixels; processors refuse it"),
    ],
)
def test_what_is_no_size_is_said_with_an_example(text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_size(text)
    assert (caught.value.message, caught.value.hint) == (message, EXAMPLE)


@pytest.mark.parametrize("text", ["1000000000x1000000000", "1000000000x1", "13378x13378"])
def test_what_pillow_refuses_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_size(text)
    assert "Pillow, which refuses it" in caught.value.message
    assert caught.value.hint == "at most 178,956,970 pixels, such as 13000x13000"


def test_the_largest_image_is_taken() -> None:
    assert parse_size("178956970x1") == ImageSize(178_956_970, 1)


def test_the_sum_and_the_pixels_of_a_token() -> None:
    cost = Cost(image=90, separators=6, wrappers=4, geometry="", seen=10_049)
    assert (cost.tokens, cost.pixels_per_token) == (100, 100)
    assert Cost(1, 0, 0, "").pixels_per_token is None
    assert Cost(0, 0, 0, "", 5).pixels_per_token is None


def test_enlarging_adds_no_pixels() -> None:
    assert resized(ImageSize(10, 10), ImageSize(20, 20)) == 100
    assert resized(ImageSize(20, 20), ImageSize(10, 10)) == 100
