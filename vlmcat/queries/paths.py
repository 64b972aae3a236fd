"""What is read from where: the program, the catalogs, the snapshot and the environment, a row each."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from vlmcat.controls import one_line
from vlmcat.queries.results import Column, Listing, table

_HEADING = (
    Column("name", "Name", "name", "name"),
    Column("value", "Where, or what", "value", "prose"),
    Column("state", "State", "state", "prose"),
    Column("about", "What it is", "about", "prose"),
)
_ABOUT = {
    "bundled": "the catalog that vlmcat comes with",
    "user folder": "entries and patches of your own",
    "VLMCAT_CATALOG": "a folder that the variable names",
    "--catalog": "a folder that the command line names",
}
_VARIABLES = {
    "VLMCAT_CATALOG": "folders to lay over the bundled catalog",
    "VLMCAT_DEBUG": "shows where a bug is",
    "XDG_DATA_HOME": "moves the user folder",
    "XDG_CACHE_HOME": "moves the snapshot",
    "NO_COLOR": "no colour",
    "FORCE_COLOR": "colour in every table; 0 is none",
    "COLUMNS": "the width of a table",
    "BROWSER": "what opens links",
}


class CatalogFolder(Struct, frozen=True):
    """A folder that is read, what names it, and what it holds."""

    name: str
    path: str
    entries: int = 0
    patches: int = 0
    left_out: int = 0
    problem: str | None = None
    """Why nothing is read from it."""


def paths(
    program: str, folders: Iterable[CatalogFolder], snapshot: tuple[str, str], environment: Mapping[str, str]
) -> Listing:
    """Return where the program is, the folders from the lowest to the highest, the snapshot, and the variables.

    The snapshot is its path and its state; of the environment, only the variables that matter here are shown.
    """
    rows = [("program", program, "", "the code that runs")]
    rows += [(folder.name, folder.path, ", ".join(_state(folder)), _ABOUT[folder.name]) for folder in folders]
    rows.append(("snapshot", *snapshot, "all of these catalogs, checked, in one file"))
    for name, about in _VARIABLES.items():
        value = one_line(environment.get(name, ""))
        rows.append((f"${name}", value, "set" if value else "not set", about))
    return table(_HEADING, rows)


def _state(folder: CatalogFolder) -> Iterator[str]:
    if folder.problem:
        yield folder.problem
        return
    yield _count(folder.entries, "entry", "entries")
    if folder.patches:
        yield _count(folder.patches, "patch", "patches")
    if folder.left_out:
        yield f"{_count(folder.left_out, 'file', 'files')} left out"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
