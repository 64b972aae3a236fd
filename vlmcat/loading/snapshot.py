"""The checked catalog as one file in the user's cache folder, which spares later starts the YAML.

A snapshot holds a line with the checksums of its key and of the rest, then the contents as JSON. The key covers the
version of vlmcat, the module of the records and the name, size and time of change of every file, so that a snapshot is
used only for what it was made from. Whatever is wrong with a snapshot, the YAML is read again; nothing in it is ever
executed.
"""

import contextlib
import os
import zlib
from collections.abc import Sequence
from pathlib import Path

import msgspec
from platformdirs import user_cache_path

from vlmcat import __version__
from vlmcat.catalog import Catalog
from vlmcat.errors import CatalogError
from vlmcat.loading.files import bundled_folder, catalog_files
from vlmcat.records import Contents

_FORMAT = 1
_RECORDS = Path(__file__).parent.parent / "records.py"


def load_catalog(folders: Sequence[Path] = ()) -> Catalog:
    """Return the bundled catalog with the folders laid over it, from its snapshot where that is fresh.

    Files in the folders that have an error are left out; `contents.left_out` names them.

    Raises:
        CatalogError: a folder is missing or unreadable, or any file of the bundled catalog has an error.
    """
    layers = [bundled_folder(), *folders]
    key = _key([file for folder in layers for file in catalog_files(folder)])
    path = _path(layers)
    contents = _read(path, key)
    if contents is None:
        contents = _build(layers)
        _write(path, key, contents)
    return Catalog(contents)


def state(folders: Sequence[Path] = ()) -> tuple[Path, str]:
    """Return where the snapshot of the folders over the bundled catalog is, and what it is: fresh, stale or missing.

    Raises:
        CatalogError: a folder is missing or unreadable.
    """
    layers = [bundled_folder(), *folders]
    path = _path(layers)
    if not path.exists():
        return path, "missing"
    fresh = _read(path, _key([file for folder in layers for file in catalog_files(folder)])) is not None
    return path, "fresh" if fresh else "stale"


def _build(folders: Sequence[Path]) -> Contents:
    from vlmcat.loading.folders import read_layers
    from vlmcat.loading.problems import errors_in

    bundle, *own = read_layers(folders)
    errors = errors_in(sorted(bundle.problems))
    if errors:
        more = {1: "", 2: " and another problem"}.get(len(errors), f" and {len(errors) - 1} more problems")
        first = errors[0]
        message = f"{first.file}:{first.line}:{first.column} {first.code} {first.message}{more}"
        raise CatalogError(message, "`vlmcat validate` lists them all")
    return own[-1].contents if own else bundle.contents


def _key(files: Sequence[Path]) -> str:
    """Return what a snapshot is made from: the version, and the name, size and time of change of every file."""
    lines = [f"{_FORMAT} {__version__}"]
    for file in (_RECORDS, *files):
        try:
            status = file.stat()
        except OSError:
            lines.append(f"{file} cannot be read")  # whoever reads it says why
        else:
            lines.append(f"{file} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(lines)


def _path(folders: Sequence[Path]) -> Path:
    checksum = zlib.crc32("\n".join(str(folder.absolute()) for folder in folders).encode("utf-8", "surrogateescape"))
    return user_cache_path("vlmcat", appauthor=False) / f"{checksum:08x}.snapshot"


def _read(path: Path, key: str) -> Contents | None:
    try:
        with path.open("rb") as file:
            head = file.readline()
            body = file.read()
        if head == _head(key, body):
            return msgspec.json.decode(body, type=Contents)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        pass
    return None


def _head(key: str, body: bytes) -> bytes:
    key_sum, body_sum = zlib.crc32(key.encode("utf-8", "surrogateescape")), zlib.crc32(body)
    return f"vlmcat {len(key)} {key_sum:08x} {len(body)} {body_sum:08x}\n".encode()


def _write(path: Path, key: str, contents: Contents) -> None:
    """Write the snapshot whole or not at all; a home that cannot be written to only costs time."""
    import tempfile

    body = msgspec.json.encode(contents)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.stem)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_head(key, body) + body)
            Path(temporary).replace(path)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise
