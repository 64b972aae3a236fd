"""Files that are written whole or not at all."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from vlmcat.errors import VlmcatError

STDOUT = frozenset({"-", "/dev/stdout"})
"""What stands for stdout where a file is asked for."""


@contextlib.contextmanager
def whole_file(path: Path, *, force: bool = False) -> Iterator[Path]:
    """Lend a new file in the folder of `path`, which takes the place of `path` once the block has ended well.

    Where the block ends in an error or in Ctrl-C, nothing is left of the new file, and `path` is as it was. A link is
    followed: what it leads to is replaced.

    Raises:
        VlmcatError: `path` exists and is not to be replaced, its folder is missing, it is a folder or a device, or it
            cannot be written, on a full disk for example.
    """
    target = _followed(path)
    # named without regard to the target, whose own name may be as long as names can be
    temporary = target.parent / f".vlmcat-{secrets.token_hex(8)}.tmp"
    try:
        _check(path, target, force=force)
        temporary.touch(exist_ok=False)
        yield temporary
        _flush(temporary)
        temporary.replace(target)
    except OSError as error:
        raise VlmcatError(f"cannot write {path}: {error.strerror or error}", "nothing was written") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _followed(path: Path) -> Path:
    try:
        return Path(os.path.realpath(path))
    except OSError:  # the working folder has been removed
        return path


def _check(path: Path, target: Path, *, force: bool) -> None:
    if target.is_dir():
        raise VlmcatError(f"{path} is a folder", "name a file in it")
    if not target.parent.is_dir():
        raise VlmcatError(f"there is no folder {path.parent}", "create it first, or write elsewhere")
    if target.exists() and not target.is_file():
        raise VlmcatError(f"{path} is not an ordinary file", "name another, or - for stdout")
    if target.exists() and not force:
        raise VlmcatError(f"{path} exists already", "--force replaces it")


def _flush(path: Path) -> None:
    """Have the disk hold the content before the name leads to it; else a power cut leaves an empty file."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


@contextlib.contextmanager
def output_file(path: Path, *, force: bool = False) -> Iterator[Path]:
    """Lend what a person wants the output written to: a pipe itself, and otherwise a `whole_file`.

    Raises:
        VlmcatError: as `whole_file`.
    """
    if not path.is_fifo():
        with whole_file(path, force=force) as temporary:
            yield temporary
        return
    try:
        yield path
    except OSError as error:
        raise VlmcatError(f"cannot write {path}: {error.strerror or error}") from error
