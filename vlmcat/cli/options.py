"""The options and arguments that several commands share."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vlmcat.cli.completion import offered
from vlmcat.errors import UsageError, VlmcatError, valid_values
from vlmcat.loading.files import shown
from vlmcat.names import nearest
from vlmcat.output.consoles import Screen, note, progress, screen, write
from vlmcat.output.format import DOCUMENTS, Format, kind_of

if TYPE_CHECKING:
    from vlmcat.catalog import Catalog
    from vlmcat.loading.places import Place
    from vlmcat.output.results import Result
    from vlmcat.records import LeftOut

HELP = "help"
"""Given for columns, it lists them."""
FORMATS = tuple(format_.value for format_ in Format)


def catalog_of(context: typer.Context) -> "Catalog":
    """Return the bundled catalog under the user's own ones, with a line on stderr for what had to be left out."""
    from vlmcat.loading.snapshot import load_catalog

    catalog = load_catalog(folders_of(context), progress())
    for line in left_out(catalog.contents.left_out):
        note(f"vlmcat: {line}")
    return catalog


def folders_of(context: typer.Context, topmost: Path | None = None) -> list[Path]:
    """Return the folders over the bundled catalog, with a line on stderr for each that cannot be used."""
    from vlmcat.loading.places import usable

    found = places_of(context, topmost)
    for place in found:
        if place.problem and place.named_by != "--catalog" and not place.is_expected:
            by = "is your user folder" if place.named_by == "user folder" else f"is named by {place.named_by}"
            note(f"vlmcat: {place.problem}; it {by}")
    return usable(found)


def places_of(context: typer.Context, topmost: Path | None = None) -> "list[Place]":
    """Return the places of the folders that this command line lays over the bundled catalog, and of one on top."""
    from vlmcat.loading.places import places

    given = [Path(folder) for folder in context.find_root().params.get("catalog") or ()]
    return places([*given, topmost] if topmost else given)


def _quietly_loaded(context: typer.Context) -> "Catalog":
    from vlmcat.loading.places import usable
    from vlmcat.loading.snapshot import load_catalog

    return load_catalog(usable(places_of(context)))


def left_out(files: "Iterable[LeftOut]") -> Iterator[str]:
    """Yield a line for each folder of which files were left out: the first of them, and how many more there are."""
    for folder, group in groupby(files, key=lambda each: each.folder):
        first, *others = group
        more = f" (and {len(others)} more)" if others else ""
        place = f"{shown(first.file)}:{first.line}:{first.column}"
        yield f"left out {place} {first.code} {first.message}{more}; `vlmcat validate {shown(folder)}` explains"


def show_result(result: "Result", format_: str | None, *, json: bool) -> None:
    """Write a result in the format that was asked for."""
    from vlmcat.output.formats import render

    chosen = chosen_result_format(format_, json=json)
    write(render(result, chosen, screen_for(format_)), kind_of(chosen))


def screen_for(format_: str | None) -> Screen:
    """Return what stdout is; where a table is asked for by name, it is drawn in a pipe too."""
    return screen(drawn=format_ is not None)


def chosen_result_format(format_: str | None, *, json: bool) -> Format:
    """Return the format that was asked for; without any it is a table, which a pipe gets as plain lines.

    Raises:
        UsageError: there is no such format.
    """
    return Format.JSON if json else Format(chosen_format(format_ or Format.TABLE))


def is_document(format_: str | None, *, json: bool) -> bool:
    """Return whether the format that was asked for shows whole objects instead of rows.

    Raises:
        UsageError: there is no such format.
    """
    return chosen_result_format(format_, json=json) in DOCUMENTS


def chosen_format(text: str, formats: Sequence[str] = FORMATS) -> str:
    """Return the format with this name.

    Raises:
        UsageError: there is none.
    """
    if text.lower() not in formats:
        raise UsageError(f"there is no format {text!r}", valid_values(formats, nearest(text, formats)))
    return text.lower()


def format_option(formats: Sequence[str]) -> Any:  # noqa: ANN401 # what Typer calls an option
    """Return an option that takes one of these formats, and completes them."""

    def complete(incomplete: str) -> list[str]:
        return offered(formats, incomplete)

    text = f"One of {', '.join(formats)}."
    return typer.Option("--format", "-f", metavar="FORMAT", help=text, autocompletion=complete)


def complete_name(context: typer.Context, incomplete: str) -> list[str]:
    """Complete the id of an architecture, or, once it is begun, the name of a checkpoint."""
    return complete_among(lambda catalog: names_in(catalog, incomplete))(context, incomplete)


def names_in(catalog: "Catalog", begun: str) -> Iterator[str]:
    """Yield the ids of architectures, and, where a name is begun, the names of checkpoints."""
    yield from catalog.ids
    if begun:
        names = catalog.names.values()
        yield from (name.text for name in names if name.checkpoint is not None and "/" not in name.text)


def complete_among(names: Callable[["Catalog"], Iterable[str]]) -> Callable[[typer.Context, str], list[str]]:
    """Return a completion among names of the catalog; a broken catalog completes nothing."""

    def complete(context: typer.Context, incomplete: str) -> list[str]:
        try:
            return offered(names(_quietly_loaded(context)), incomplete)
        except VlmcatError:
            return []

    return complete


def complete_column(context: typer.Context, incomplete: str) -> list[str]:
    """Complete the last column of a list: short names and fields first, and inside of a field once its dot is typed."""
    from vlmcat.queries.columns import all_columns
    from vlmcat.queries.listing import all_checkpoint_columns

    known = all_checkpoint_columns() if context.params.get("checkpoints") else all_columns()
    names = (str(name) for name, *_ in known.rows)
    depth = incomplete.rpartition(",")[2].count(".")
    return offered((name for name in names if name.count(".") <= depth), incomplete)


def complete_facet(incomplete: str) -> list[str]:
    """Complete the name of a facet."""
    from vlmcat.queries.facets import FACETS

    return offered((facet.name for facet in FACETS), incomplete)


def split(text: str | None) -> list[str] | None:
    """Return the parts of a list with commas; None where there was no list."""
    return None if text is None else text.split(",")


FormatOption = Annotated[str | None, format_option(FORMATS)]
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
ColumnsOption = Annotated[
    str | None,
    typer.Option(
        "--columns",
        "-c",
        metavar="A,B,...",
        help="Fields to show: id, params, encoder ...; help lists them.",
        autocompletion=complete_column,
    ),
]
SortOption = Annotated[
    str | None,
    typer.Option(
        "--sort",
        "-s",
        metavar="FIELD[:desc]",
        help="Sort by any column; what has no value comes last.",
        autocompletion=complete_column,
    ),
]
LimitOption = Annotated[int | None, typer.Option("--limit", "-n", min=1, help="Show at most so many.")]
NameArgument = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="An id, a name or a checkpoint, in any spelling; an arXiv number or a link.",
        autocompletion=complete_name,
    ),
]
NamesArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="NAME NAME...", help="Two to six ids, names or checkpoints.", autocompletion=complete_name),
]
