"""The size of an image, and what an image of that size costs."""

import re
import textwrap
from typing import NamedTuple

from vlmcat.errors import UsageError

MOST_PIXELS = 178_956_970
"""Twice Pillow's MAX_IMAGE_PIXELS: beyond it `Image.open`, with which the processors read images, raises an error."""

_SIZE = re.compile(r"\s*(-?\d{1,18})\s*[xX\u00d7]\s*(-?\d{1,18})\s*")
_EXAMPLE = "a size is WIDTHxHEIGHT in pixels: 1344x896"


class ImageSize(NamedTuple):
    """Width and height in pixels."""

    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


class Cost(NamedTuple):
    """What an image costs in one model, in positions of its sequence. The chat template adds none of them.

    The text that a processor writes around an image is not counted either: Gemma 3's sentence on crops, Emu3's `64*64`,
    the digit of MiniCPM-V's image id.
    """

    image: int
    """Positions that carry features of the image, learned newlines among them included."""
    separators: int
    """Other positions inside the image's block: row breaks, tags of tiles and views."""
    wrappers: int
    """Begin and end marks that the processor writes; not those that only the chat template has."""
    geometry: str
    """What becomes of the image, in words: 3x2 tiles of 448 + thumbnail."""
    seen: int | None = None
    """Pixels of the original that are left when it is encoded; None where the rule does not say."""

    @property
    def tokens(self) -> int:
        """All positions that the image takes."""
        return self.image + self.separators + self.wrappers

    @property
    def pixels_per_token(self) -> int | None:
        """How many of the original's pixels one position stands for; None where that is not known."""
        return None if self.seen is None or not self.tokens else round(self.seen / self.tokens)


class RefusedImageError(UsageError):
    """A model's processor raises an error for an image of this size."""


def is_size(text: str) -> bool:
    """Tell whether a text has the form of a size, possible or not."""
    return _SIZE.fullmatch(text) is not None


def parse_size(text: str) -> ImageSize:
    """Read `1344x896`.

    Raises:
        UsageError: it is no size, or one that no processor takes.
    """
    match = _SIZE.fullmatch(text)
    if match is None:
        raise UsageError(f"{textwrap.shorten(text, 60)!r} is no image size", _EXAMPLE)
    return checked(ImageSize(int(match[1]), int(match[2])))


def checked(size: ImageSize) -> ImageSize:
    """Return the size if there can be such an image.

    Raises:
        UsageError: a side is not positive, or there are more pixels than Pillow opens.
    """
    if min(size) < 1:
        raise UsageError(f"an image of {size} has no pixels; processors refuse it", _EXAMPLE)
    if size.width * size.height > MOST_PIXELS:
        message = f"an image of {size} is too large; processors open images with Pillow, which refuses it"
        raise UsageError(message, f"at most {MOST_PIXELS:,} pixels, such as 13000x13000")
    return size


def resized(before: ImageSize, after: ImageSize) -> int:
    """Return how many pixels of the original are left after resizing: enlarging adds none."""
    return min(before.width * before.height, after.width * after.height)
