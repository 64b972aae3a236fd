"""The checked catalog as one file in the user's cache folder, which spares later starts the YAML.

The key of a snapshot covers the version of vlmcat, the modules whose data it holds, and the name, size and times of
change of every file, so that it is used only for what it was made from. An architecture is decoded when it is asked
for. Whatever is wrong with a snapshot, at any byte, the YAML is read again; nothing in it is ever executed.
"""

import contextlib
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from platformdirs import user_cache_path

from vlmcat import __version__
from vlmcat.catalog import Catalog, Name, collection
from vlmcat.errors import CatalogError
from vlmcat.loading.files import bundled_folder, catalog_files
from vlmcat.loading.shelf import Shelf
from vlmcat.loading.store import BrokenError, Parts, Store, write
from vlmcat.records import (
    Architecture,
    Contents,
    Dataset,
    FusionMethod,
    LanguageModel,
    Record,
    Term,
    VisionEncoder,
    Vocabulary,
)

T = TypeVar("T")

_PACKAGE = Path(__file__).parent.parent
_CODE = (_PACKAGE / "records.py", _PACKAGE / "catalog.py", _PACKAGE / "names.py")
"""The modules that say what a snapshot holds."""

_SHELVES: dict[str, type[Record]] = {
    "architectures": Architecture,
    "datasets": Dataset,
    "vision_encoders": VisionEncoder,
    "language_models": LanguageModel,
}
_LISTS: dict[str, type[Record]] = {**dict.fromkeys(Vocabulary.__struct_fields__, Term), "fusion_methods": FusionMethod}


def load_catalog(folders: Sequence[Path] = ()) -> Catalog:
    """Return the bundled catalog with the folders laid over it, from its snapshot where that is fresh.

    Raises:
        CatalogError: a folder is missing or unreadable, or any file in the folders has an error.
    """
    layers = [bundled_folder(), *folders]
    key = _key([file for folder in layers for file in catalog_files(folder)])
    path = _path(layers)

    def build() -> Catalog:
        catalog = Catalog(_read_yaml(layers))
        with contextlib.suppress(OSError):
            write(path, key, _parts(catalog))
        return catalog

    with contextlib.suppress(BrokenError, KeyError, OSError):
        store = Store(path.open("rb"))
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
        return Catalog(Contents(**shelves, vocabulary=Vocabulary(**lists)), self._names)

    def _shelf(self, group: str, record_type: type[T]) -> Shelf[T]:
        def take(id_: str) -> T:
            return self._part(group, id_, record_type, lambda catalog: collection(catalog.contents, group)[id_])

        return Shelf(self._store.groups[group], take)

    def _names(self) -> dict[str, Name]:
        return self._part("indexes", "names", dict[str, Name], lambda catalog: catalog.names)

    def _part(self, group: str, name: str, part_type: type[T], otherwise: Callable[[Catalog], T]) -> T:
        with contextlib.suppress(BrokenError, KeyError, OSError, msgspec.MsgspecError):
            return msgspec.json.decode(self._store.read(group, name), type=part_type)
        if self._rebuilt is None:
            self._rebuilt = self._build()
        return otherwise(self._rebuilt)


def _parts(catalog: Catalog) -> Parts:
    encode = msgspec.json.encode
    shelves = {
        name: {id_: encode(item) for id_, item in collection(catalog.contents, name).items()}
        for name in (*_SHELVES, *_LISTS)
    }
    return shelves | {"indexes": {"names": encode(catalog.names)}}


def _read_yaml(folders: Sequence[Path]) -> Contents:
    from vlmcat.loading.folders import read_folders
    from vlmcat.loading.problems import errors_in

    contents, problems = read_folders(folders)
    errors = errors_in(problems)
    if errors:
        more = {1: "", 2: " and another problem"}.get(len(errors), f" and {len(errors) - 1} more problems")
        hint = (
            "`vlmcat validate` lists them all"
            if len(folders) == 1
            else f"`vlmcat validate {folders[-1]}` lists them all"
        )
        first = errors[0]
        raise CatalogError(f"{first.file}:{first.line}:{first.column} {first.code} {first.message}{more}", hint)
    return contents


def _key(files: Sequence[Path]) -> str:
    """Return what a snapshot is made from: the version, and the name, size and times of change of every file."""
    lines = [__version__]
    for file in (*_CODE, *files):
        try:
            state = file.stat()
        except OSError as error:
            raise CatalogError(f"{file} cannot be read: {error.strerror}") from error
        lines.append(f"{file} {state.st_size} {state.st_mtime_ns} {state.st_ctime_ns}")
    return "\n".join(lines).encode("utf-8", "backslashreplace").decode()


def _path(folders: Sequence[Path]) -> Path:
    checksum = zlib.crc32("\n".join(map(str, folders)).encode("utf-8", "surrogateescape"))
    return user_cache_path("vlmcat", appauthor=False) / f"{checksum:08x}.snapshot"
