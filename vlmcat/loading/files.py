"""Which files make a catalog, where the bundled one is, and how paths are written for people."""

import contextlib
import os
from pathlib import Path

from vlmcat.controls import one_line
from vlmcat.errors import CatalogError, NoCatalogError

MAX_FILES = 50_000
PATCH = ".patch"
REGISTRIES = ("datasets", "vision_encoders", "language_models")
_ENTRIES = "architectures"
_PACKAGE = Path(__file__).resolve().parent.parent
_INSTALLED = _PACKAGE / "_catalog"


def bundled_folder() -> Path:
    """Return the catalog that vlmcat comes with: inside the package in a wheel, beside it in a checkout."""
    return _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent / "catalog"


def bundled_schema() -> Path:
    """Return the JSON Schema of an architecture's file that vlmcat comes with."""
    return bundled_folder() / "schema.json"


def changelog() -> str:
    """Return the text of CHANGELOG.md, which stands where the catalog does; "" where it is missing."""
    try:
        return (bundled_folder().parent / "CHANGELOG.md").read_text(encoding="utf-8")
    except OSError:
        return ""


def catalog_files(folder: Path) -> list[Path]:
    """Return the files of a catalog's folder, the registries first; only those are read, and no hidden ones.

    Raises:
        CatalogError: the folder is missing, is not a folder, cannot be read, or holds nothing of a catalog or too much.
    """
    return [folder / name for name in file_names(folder)]


def file_names(folder: Path) -> list[str]:
    """Return the files of a catalog's folder by their names from there on: "architectures/llava-1.5.yaml".

    Raises:
        CatalogError: as `catalog_files`.
    """
    name = one_line(str(folder))
    try:
        inside = os.listdir(folder)  # noqa: PTH208 # here and below only names are wanted
        found = os.listdir(folder / _ENTRIES) if _ENTRIES in inside else []  # noqa: PTH208
    except OSError as error:
        raise _unread(folder, error) from error
    shared = [f"{each}.yaml" for each in (*REGISTRIES, "vocabulary") if f"{each}.yaml" in inside]
    entries = sorted(each for each in found if each.endswith((".yaml", ".yml")) and not each.startswith("."))
    if not shared and not entries:
        raise NoCatalogError(f"the folder {name} holds nothing of a catalog", _near(folder))
    if len(entries) > MAX_FILES:
        raise CatalogError(f"the catalog folder {name} has {len(entries):,} entries, at most {MAX_FILES:,} are read")
    return shared + [f"{_ENTRIES}/{each}" for each in entries]


def _near(folder: Path) -> str:
    """Return a hint that names the catalog in a folder or around it, where there is one, or what was expected."""
    for each in (folder / "catalog", folder.parent):
        with contextlib.suppress(OSError):
            if (each / _ENTRIES).is_dir():
                return f"did you mean {one_line(str(each))}?"
    return "expected architectures/<id>.yaml in it"


def _unread(folder: Path, error: OSError) -> CatalogError:
    """Return what is said of a folder that cannot be listed, or of which the folder of entries cannot be."""
    name = one_line(str(error.filename))
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        kind, problem = (CatalogError, "is not a folder") if folder.exists() else (NoCatalogError, "does not exist")
        return kind(f"the catalog folder {name} {problem}", _instead(folder))
    return CatalogError(f"the catalog folder {name} cannot be read: {error.strerror}")


def _instead(folder: Path) -> str:
    """Return a hint that tells what is wanted; for a file of a catalog, which folder that is."""
    if folder.suffix in (".yaml", ".yml"):
        for each in (folder.parent, folder.parent.parent):
            if (each / _ENTRIES).is_dir():
                return f"expected the folder of a catalog, not one file of it: {one_line(str(each))}"
    return "expected a folder like catalog/"


def real(path: str | Path) -> Path:
    """Return where a path leads once all links are followed, as far as they can be."""
    try:
        return Path(os.path.realpath(path))
    except OSError:  # the working folder has been removed
        return Path(path)


def leads_out(path: Path, folder: Path) -> bool:
    """Tell whether a path in a folder is, or passes through, a link to a place outside of it."""
    return not real(path).is_relative_to(real(folder))


def absolute(path: str | Path) -> str:
    """Return a path from the root on, as text in one line that any terminal and any file can take."""
    try:
        return one_line(str(Path(path).absolute()))
    except FileNotFoundError:  # the working folder has been removed
        return one_line(str(path))


def shown(path: str | Path) -> str:
    """Return a path as a person reads it: from the working folder on, where it is inside."""
    try:
        return one_line(str(Path(path).relative_to(Path.cwd())))
    except (ValueError, FileNotFoundError):
        return one_line(str(path))


def count_entries(folder: Path) -> tuple[int, int]:
    """Return how many entries and how many patches a catalog's folder has.

    Raises:
        CatalogError: as `catalog_files`.
    """
    entries = [name for name in file_names(folder) if name.startswith(_ENTRIES)]
    patches = sum(Path(name).stem.endswith(PATCH) for name in entries)
    return len(entries) - patches, patches
