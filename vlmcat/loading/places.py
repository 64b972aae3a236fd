"""Where catalogs are: the bundled one, the user's own folder, and those that the environment and the options name."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct

from vlmcat.errors import CatalogError, NoCatalogError
from vlmcat.loading.files import bundled_folder, file_names, real
from vlmcat.loading.homes import data_folder

VARIABLE = "VLMCAT_CATALOG"
NamedBy = Literal["bundled", "user folder", "VLMCAT_CATALOG", "--catalog"]


class Place(Struct, frozen=True):
    """A folder that is read, and what names it."""

    folder: Path
    named_by: NamedBy
    problem: str | None = None
    """Why nothing is read from it."""
    is_expected: bool = False
    """Whether that is how things should be: nobody needs a folder of their own."""


def user_folder() -> Path:
    """Return where one's own entries are read from without being asked for: `catalog` in the user's data folder."""
    return data_folder() / "catalog"


def places(given: Sequence[Path] = ()) -> list[Place]:
    """Return the folders that are laid over the bundled one, the lowest first; each once, where it comes last.

    A folder that cannot be used is in the list with its problem.
    """
    named: list[tuple[Path, NamedBy]] = [(user_folder(), "user folder")]
    named += [(_expanded(text), "VLMCAT_CATALOG") for text in _variable()]
    named += [(folder, "--catalog") for folder in given]
    last: dict[Path, tuple[Path, NamedBy]] = {}
    for folder, by in named:
        last.pop(real(folder), None)
        last[real(folder)] = (folder, by)
    last.pop(real(bundled_folder()), None)
    return [_place(folder, by) for folder, by in last.values()]


def usable(found: Iterable[Place]) -> list[Path]:
    """Return the folders to read: those that can be read, and those that the command line asks for all the same."""
    return [place.folder for place in found if place.problem is None or place.named_by == "--catalog"]


def _variable() -> list[str]:
    return [text for text in os.environ.get(VARIABLE, "").split(os.pathsep) if text]


def _expanded(text: str) -> Path:
    """Return the path with the home of a user in place of `~`, where there is such a user."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)


def _place(folder: Path, by: NamedBy) -> Place:
    try:
        file_names(folder)
    except CatalogError as error:
        return Place(folder, by, error.message, by == "user folder" and isinstance(error, NoCatalogError))
    return Place(folder, by)
