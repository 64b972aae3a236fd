"""Images on the command line: a size, or a file of which only the header is read."""

from pathlib import Path

from vlmcat.errors import NotFoundError, UsageError
from vlmcat.tokens.cost import ImageSize, checked, is_size, parse_size


def size_of(text: str) -> ImageSize:
    """Return the size of an image that is given as `1344x896` or as a file.

    A photo that its EXIF data turns is measured as it is seen, for the processors' loaders turn it too.

    Raises:
        UsageError: it is no size that an image can have, or the file is no picture.
        NotFoundError: it looks like a file, and there is none.
    """
    path = Path(text)
    if is_size(text):
        return parse_size(text)
    if _is_file(path):
        return _size_in_header(path)
    if path.suffix or path.name != text:
        raise NotFoundError(f"there is no file {text!r}", "--image takes a picture, or a size: --image 1344x896")
    return parse_size(text)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long for the system
        return False


def _size_in_header(path: Path) -> ImageSize:
    import imagesize

    try:
        width, height = imagesize.get(path, exif_rotation=True)
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read as a picture: {error}", _HINT) from error
    if width < 1 or height < 1:
        raise UsageError(f"{path} is no picture whose size can be read", _HINT)
    return checked(ImageSize(width, height))


_HINT = "say its size: --image 1344x896"
