"""The catalog as a Python program meets it: a mapping from names to architectures, which can be searched.

What is here and in `vlmcat.queries.page` is public and keeps its names within a major version; the fields of a page
are those of `vlmcat show --format json`.
"""

import datetime as dt
import warnings
from collections.abc import Iterator, Mapping, Sequence
from os import PathLike
from pathlib import Path

from vlmcat.catalog import Catalog as Index
from vlmcat.errors import CatalogWarning, UsageError
from vlmcat.loading.places import places, usable
from vlmcat.loading.snapshot import load_catalog
from vlmcat.queries import filters
from vlmcat.queries.page import Page, page
from vlmcat.queries.results import Hit
from vlmcat.queries.search import search
from vlmcat.records import Dataset, LanguageModel, LeftOut, VisionEncoder, Vocabulary


class Catalog(Mapping[str, Page]):
    """Architectures by name: an id, or another name or a checkpoint's, in any spelling.

    Iteration gives the ids in natural order; a name that nothing has is a `KeyError` (`vlmcat.errors.NotFoundError`),
    whose text suggests the nearest names.
    """

    def __init__(self, index: Index) -> None:
        """Take a loaded catalog; `load` makes one."""
        self._index = index

    def __getitem__(self, name: str) -> Page:
        if not isinstance(name, str):
            raise KeyError(name)
        return page(self._index, self._index.find(name).id)

    def __iter__(self) -> Iterator[str]:
        return iter(self._index.ids)

    def __len__(self) -> int:
        return len(self._index.ids)

    def __repr__(self) -> str:
        return f"<vlmcat.Catalog of {len(self)} architectures>"

    @property
    def datasets(self) -> Mapping[str, Dataset]:
        """The datasets by id."""
        return self._index.datasets

    @property
    def vision_encoders(self) -> Mapping[str, VisionEncoder]:
        """The vision encoders by id."""
        return self._index.vision_encoders

    @property
    def language_models(self) -> Mapping[str, LanguageModel]:
        """The language models by id."""
        return self._index.language_models

    @property
    def vocabulary(self) -> Vocabulary:
        """Every closed list: fusion methods, connector types, tasks and the like, each by id."""
        return self._index.vocabulary

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The files of folders laid over the bundled catalog that could not be used."""
        return self._index.contents.left_out

    def search(self, query: str, limit: int | None = None) -> tuple[Hit, ...]:
        """Return what `vlmcat search` finds for a query, the best first, and at most `limit` of it.

        Raises:
            UsageError: the query asks for something that does not exist, or the limit is negative.
        """
        if limit is not None and limit < 0:
            raise UsageError(f"a limit is at least 0, not {limit}")
        return search(self._index, query, limit).result.results

    def select(self, **words: str | int | dt.date) -> "Catalog":
        """Return the part of the catalog that passes filters: the options of `vlmcat list`, with their words.

        A year and a date may stand for their words: `since=2024`.

        Raises:
            UsageError: there is no such filter, or its word stands for nothing.
        """
        return Catalog(filters.narrowed(self._index, {name: [str(word)] for name, word in words.items()}))


def load(folders: str | PathLike[str] | Sequence[str | PathLike[str]] = ()) -> Catalog:
    """Return the bundled catalog, with the given folder or folders of the same shape laid over it.

    A file of these folders that cannot be used is left out with a `CatalogWarning`.

    Raises:
        CatalogError: a folder is missing or unreadable, or the bundled catalog is broken.
    """
    given = [folders] if isinstance(folders, str | PathLike) else folders
    index = load_catalog([Path(folder) for folder in given])
    for each in index.contents.left_out:
        warnings.warn(f"left out {each}", CatalogWarning, stacklevel=3)
    return Catalog(index)


def own_folders() -> list[Path]:
    """Return the folders that the command line lays over the bundled catalog: the user's, and VLMCAT_CATALOG's."""
    return usable(places())
