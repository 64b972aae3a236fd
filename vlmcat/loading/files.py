"""Which files make a catalog, and where the bundled one is."""

from pathlib import Path

from vlmcat.errors import CatalogError, NoCatalogError

PATCH = ".patch"
REGISTRIES = ("datasets", "vision_encoders", "language_models")
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
    """Return the files of a catalog's folder, the registries first; only those are read.

    Raises:
        CatalogError: the folder is missing, is not a folder, cannot be read, or holds nothing of a catalog.
    """
    try:
        if not folder.is_dir():
            error = CatalogError if folder.exists() else NoCatalogError
            problem = "is not a folder" if folder.exists() else "does not exist"
            raise error(f"the catalog folder {folder} {problem}", "--catalog takes a folder like catalog/")
        shared = [folder / f"{name}.yaml" for name in (*REGISTRIES, "vocabulary")]
        files = [path for path in shared if path.exists()]
        files += sorted((folder / "architectures").glob("*.y*ml"))
    except OSError as error:
        raise CatalogError(f"the catalog folder {folder} cannot be read: {error.strerror}") from error
    if not files:
        raise NoCatalogError(f"the catalog folder {folder} is empty", "expected architectures/<id>.yaml in it")
    return files


def count_entries(folder: Path) -> tuple[int, int]:
    """Return how many entries and how many patches a catalog's folder has.

    Raises:
        CatalogError: as `catalog_files`.
    """
    entries = [path for path in catalog_files(folder) if path.parent != folder]
    patches = sum(path.stem.endswith(PATCH) for path in entries)
    return len(entries) - patches, patches
