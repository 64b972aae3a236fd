"""The checked catalog as one file in the user's cache folder, which spares later starts the YAML.

The key of a snapshot covers the version of vlmcat, and the name, size and times of change of every file and of every
module that has a part in it, so that it is used only for what it was made from. An architecture is decoded when it is
asked for. Whatever is wrong with a snapshot, at any byte, the YAML is read again; nothing in it is ever executed.
"""

import contextlib
import os
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from vlmcat import __version__
from vlmcat.catalog import Catalog, Name, collection
from vlmcat.errors import CatalogError
from vlmcat.loading.files import absolute, bundled_folder, file_names
from vlmcat.loading.homes import cache_folder
from vlmcat.loading.shelf import Shelf
from vlmcat.loading.store import BrokenError, Parts, Store, open_to_read, write
from vlmcat.records import (
    Architecture,
    Contents,
    Dataset,
    FusionMethod,
    LanguageModel,
    LeftOut,
    Origin,
    Record,
    Term,
    VisionEncoder,
    Vocabulary,
)

if TYPE_CHECKING:
    from vlmcat.progress import Progress
    from vlmcat.queries.listing import Row
    from vlmcat.queries.search.index import SearchIndex

T = TypeVar("T")

_SUFFIX = ".snapshot"
_KEPT = 8
"""Snapshots that stay in the cache folder, of five megabytes each for the bundled catalog."""
_PACKAGE = Path(__file__).parent.parent
ROOMS = (".", "loading", "queries", "queries/search", "tokens")
"""The folders of the package whose modules say what a snapshot holds: all but those that only show it."""

_SHELVES: dict[str, type[Record]] = {
    "architectures": Architecture,
    "datasets": Dataset,
    "vision_encoders": VisionEncoder,
    "language_models": LanguageModel,
}
_LISTS: dict[str, type[Record]] = {**dict.fromkeys(Vocabulary.__struct_fields__, Term), "fusion_methods": FusionMethod}


def load_catalog(folders: Sequence[Path] = (), progress: "Progress | None" = None) -> Catalog:
    """Return the bundled catalog with the folders laid over it, from its snapshot where that is fresh.

    Files in the folders that have an error are left out; `contents.left_out` names them. Where the catalog is built,
    `progress` is told how far it is.

    Raises:
        CatalogError: a folder is missing or unreadable, or any file of the bundled catalog has an error.
    """
    layers = [bundled_folder(), *folders]
    key = _key(layers)
    path = _path(layers)

    def build() -> Catalog:
        from vlmcat.progress import untold

        told = progress or untold
        catalog = Catalog(_read_yaml(layers, told))
        with contextlib.suppress(OSError):
            write(path, key, _parts(catalog, told))
            _clear(path.parent)
        return catalog

    with contextlib.suppress(BrokenError, KeyError, OSError):
        store = Store(open_to_read(path))
        if store.key == key:
            return _Snapshot(store, build).catalog()
    return build()


class _Snapshot:
    """A snapshot that is in use; what turns out to be broken in it is taken from the YAML after all."""

    def __init__(self, store: Store, build: Callable[[], Catalog]) -> None:
        self._store = store
        self._build = build
        self._rebuilt: Catalog | None = None

    def catalog(self) -> Catalog:
        lists: dict[str, Any] = {name: self._shelf(name, record_type) for name, record_type in _LISTS.items()}
        shelves: dict[str, Any] = {name: self._shelf(name, record_type) for name, record_type in _SHELVES.items()}
        contents = Contents(
            **shelves,
            vocabulary=Vocabulary(**lists),
            origins=self._record("layers", "origins", dict[str, Origin], lambda made: made.contents.origins),
            left_out=self._record("layers", "left_out", tuple[LeftOut, ...], lambda made: made.contents.left_out),
        )
        return Catalog(contents, self)

    def _shelf(self, group: str, record_type: type[T]) -> Shelf[T]:
        def take(id_: str) -> T:
            return self._record(group, id_, record_type, lambda made: collection(made.contents, group)[id_])

        return Shelf(self._store.groups[group], take)

    def names(self) -> dict[str, Name]:
        return self._record("indexes", "names", dict[str, Name], lambda made: made.names)

    def search_index(self) -> "SearchIndex":
        from vlmcat.queries.search.index import SearchIndex, build

        return self._record("indexes", "search", SearchIndex, lambda made: build(made.contents))

    def rows(self) -> "tuple[Row, ...]":
        from vlmcat.queries.listing import Row, rows

        return self._record("indexes", "rows", tuple[Row, ...], rows)

    def page(self, id_: str) -> msgspec.Raw:
        from vlmcat.queries.page import page_as_json

        return self._part("pages", id_, msgspec.Raw, lambda made: page_as_json(made, id_))

    def _record(self, group: str, name: str, record_type: type[T], otherwise: Callable[[Catalog], T]) -> T:
        return self._part(group, name, lambda content: msgspec.json.decode(content, type=record_type), otherwise)

    def _part(self, group: str, name: str, read: Callable[[bytes], T], otherwise: Callable[[Catalog], T]) -> T:
        """Return a part as `read` makes it of its bytes, or, where they are broken, of a catalog that is made anew."""
        with contextlib.suppress(BrokenError, KeyError, OSError, msgspec.MsgspecError):
            return read(self._store.read(group, name))
        if self._rebuilt is None:
            self._rebuilt = self._build()
        return otherwise(self._rebuilt)


def _parts(catalog: Catalog, progress: "Progress") -> Parts:
    from vlmcat.queries.listing import rows
    from vlmcat.queries.page import page_as_json
    from vlmcat.queries.search.index import build

    encode, contents = msgspec.json.encode, catalog.contents
    shelves = {
        name: {id_: encode(item) for id_, item in collection(contents, name).items()} for name in (*_SHELVES, *_LISTS)
    }
    layers = {"origins": encode(contents.origins), "left_out": encode(contents.left_out)}
    search = encode(build(contents, progress))
    indexes = {"search": search, "rows": encode(rows(catalog)), "names": encode(catalog.names)}
    pages = {id_: bytes(page_as_json(catalog, id_)) for id_ in contents.architectures}
    return shelves | {"pages": pages, "layers": layers, "indexes": indexes}


def state(folders: Sequence[Path] = ()) -> tuple[Path, str]:
    """Return where the snapshot of the folders over the bundled catalog is, and what it is: fresh, stale or missing.

    Raises:
        CatalogError: a folder is missing or unreadable.
    """
    layers = [bundled_folder(), *folders]
    path = _path(layers)
    if not path.exists():
        return path, "missing"
    with contextlib.suppress(BrokenError, OSError):
        if Store(open_to_read(path)).key == _key(layers):
            return path, "fresh"
    return path, "stale"


def _read_yaml(folders: Sequence[Path], progress: "Progress") -> Contents:
    from vlmcat.loading.folders import read_layers
    from vlmcat.loading.problems import errors_in

    bundle, *own = read_layers(folders, progress)
    errors = errors_in(sorted(bundle.problems))
    if errors:
        more = {1: "", 2: " and another problem"}.get(len(errors), f" and {len(errors) - 1} more problems")
        first = errors[0]
        message = f"{first.file}:{first.line}:{first.column} {first.code} {first.message}{more}"
        raise CatalogError(message, "`vlmcat validate` lists them all")
    return own[-1].contents if own else bundle.contents


def _key(layers: Sequence[Path]) -> str:
    """Return what a snapshot is made from: the version, and the name, size and times of change of every file."""
    lines = [__version__]
    for room in ROOMS:
        folder = _PACKAGE / room
        lines += _stamps(folder, sorted(name for name in os.listdir(folder) if name.endswith(".py")))  # noqa: PTH208 # only names are wanted
    for folder in layers:
        lines += _stamps(folder, file_names(folder))
    return "\n".join(lines).encode("utf-8", "backslashreplace").decode()


def _stamps(folder: Path, names: Sequence[str]) -> Iterator[str]:
    yield absolute(folder)
    prefix = os.path.join(folder, "")  # noqa: PTH118 # here and below a Path takes as long again
    for name in names:
        try:
            status = os.stat(prefix + name)  # noqa: PTH116
        except OSError as error:
            yield f"{name} {error.errno}"  # whoever reads it says why
        else:
            yield f"{name} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


def _clear(folder: Path) -> None:
    """Remove the oldest snapshots: every set of folders leaves one, and so does a process that is killed."""
    newest_first = sorted(folder.glob(f"*{_SUFFIX}"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in newest_first[_KEPT:]:
        path.unlink()


def _path(folders: Sequence[Path]) -> Path:
    checksum = zlib.crc32("\n".join(absolute(folder) for folder in folders).encode())
    return cache_folder() / f"{checksum:08x}{_SUFFIX}"
