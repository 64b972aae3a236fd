"""A snapshot's file: many parts in one file, each of which can be read without the others.

The file is a line of text, a directory, and the parts. The line names the format and holds the length and the checksum
of the directory. The directory is JSON: the key that the snapshot was made for, and where each part stands, by group
and name, with its length and checksum. A reader trusts nothing that does not agree with its checksum, and executes
nothing.
"""

import os
import stat
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import msgspec

Parts = Mapping[str, Mapping[str, bytes]]
"""The parts of a snapshot, by group and name."""

_MAGIC = b"vlmcat-snapshot-2"
_HEAD = 64
"""Bytes of the first line."""


class BrokenError(Exception):
    """The file is not what its checksums say, or not a file of this user."""


class Span(msgspec.Struct, frozen=True, array_like=True):
    """Where a part stands behind the directory, how long it is in bytes, and its CRC-32."""

    start: int
    length: int
    checksum: int


class Directory(msgspec.Struct, frozen=True):
    """What a snapshot was made for, and where its parts are."""

    key: str
    groups: dict[str, dict[str, Span]]


class Store:
    """A snapshot that is read part by part; it closes its file when nobody has it any more."""

    def __init__(self, file: BinaryIO) -> None:
        """Take a file and read its directory.

        Raises:
            BrokenError: it belongs to somebody else, or is not a whole snapshot of this format.
            OSError: it cannot be read.
        """
        self._file = file
        if not _is_own(file):
            raise BrokenError
        self._length = os.fstat(file.fileno()).st_size
        directory, self._start = self._read_directory()
        self.key, self.groups = directory.key, directory.groups

    def __del__(self) -> None:
        if hasattr(self, "_file"):  # a copy that Python gave up halfway has none
            self._file.close()

    def _read_directory(self) -> tuple[Directory, int]:
        magic, _, numbers = self._file.read(_HEAD).partition(b" ")
        try:
            length, checksum = (int(number, 16) for number in numbers.split())
        except ValueError:
            raise BrokenError from None
        if magic != _MAGIC:
            raise BrokenError
        try:
            content = self._read(_HEAD, length, checksum)
            return msgspec.json.decode(content, type=Directory), _HEAD + length
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            raise BrokenError from None

    def read(self, group: str, name: str) -> bytes:
        """Return a part.

        Raises:
            BrokenError: it does not agree with its checksum.
            KeyError: there is no such part.
            OSError: the file cannot be read any more.
        """
        span = self.groups[group][name]
        return self._read(self._start + span.start, span.length, span.checksum)

    def _read(self, start: int, length: int, checksum: int) -> bytes:
        if min(start, length) < 0 or start + length > self._length:
            raise BrokenError
        self._file.seek(start)
        content = self._file.read(length)
        if len(content) != length or zlib.crc32(content) != checksum:
            raise BrokenError
        return content


def open_to_read(path: Path) -> BinaryIO:
    """Open a file without waiting for whoever writes to it, should it be a pipe.

    Raises:
        OSError: it cannot be opened.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags), "rb")


def write(path: Path, key: str, parts: Parts) -> None:
    """Write a snapshot whole or not at all.

    Raises:
        OSError: the folder cannot be made or written to; what was there before stays as it was.
    """
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=path.suffix)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(_content(key, parts))
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _content(key: str, parts: Parts) -> Iterator[bytes]:
    groups: dict[str, dict[str, Span]] = {}
    at = 0
    for group, members in parts.items():
        groups[group] = {}
        for name, content in members.items():
            groups[group][name] = Span(at, len(content), zlib.crc32(content))
            at += len(content)
    directory = msgspec.json.encode(Directory(key, groups))
    head = b"%s %x %x" % (_MAGIC, len(directory), zlib.crc32(directory))
    yield head.ljust(_HEAD - 1) + b"\n"
    yield directory
    for members in parts.values():
        yield from members.values()


def _is_own(file: BinaryIO) -> bool:
    """Return whether this is an ordinary file of this user; where users have no numbers, the folder's rights decide."""
    status = os.fstat(file.fileno())
    return stat.S_ISREG(status.st_mode) and (not hasattr(os, "getuid") or status.st_uid == os.getuid())
