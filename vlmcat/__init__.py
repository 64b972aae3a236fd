"""vlmcat: a catalog of vision-language model architectures that answers questions.

The command line needs none of this, so what `vlmcat.api` imports is imported when it is first asked for.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike
    from pathlib import Path

    from vlmcat.api import Catalog

__version__ = "0.1.0"
__all__ = ["Catalog", "__version__", "load", "own_folders"]


def load(folders: Sequence["str | PathLike[str]"] = ()) -> "Catalog":
    """Return the bundled catalog, with the given folders of the same shape laid over it.

    A file of these folders that cannot be used is left out with a `vlmcat.errors.CatalogWarning`.

    Raises:
        vlmcat.errors.CatalogError: a folder is missing or unreadable, or the bundled catalog is broken.
    """
    from vlmcat import api

    return api.load(folders)


def own_folders() -> "list[Path]":
    """Return the folders that the command line lays over the bundled catalog: the user's, and VLMCAT_CATALOG's."""
    from vlmcat import api

    return api.own_folders()


if not TYPE_CHECKING:  # a type checker would take every name for one that is here

    def __getattr__(name: str) -> object:
        """Return `Catalog`, for annotations and `isinstance`."""
        if name == "Catalog":
            from vlmcat.api import Catalog

            return Catalog
        raise AttributeError(f"module 'vlmcat' has no attribute {name!r}")
