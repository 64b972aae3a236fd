"""`vlmcat cite`."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from vlmcat.cli.filters import filtered, named_and_selected
from vlmcat.cli.options import catalog_of, chosen_format, complete_name, format_option
from vlmcat.errors import UsageError
from vlmcat.output.consoles import write
from vlmcat.output.format import kind_of

if TYPE_CHECKING:
    from vlmcat.queries.citations import Citation

_FORMATS = ("bibtex", "csl-json", "ris")


@filtered
def run(
    context: typer.Context,
    filters: Mapping[str, Sequence[str]],
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME...", help="Ids, names or checkpoints.", autocompletion=complete_name),
    ] = None,
    format_: Annotated[str, format_option(_FORMATS)] = "bibtex",
) -> None:
    from vlmcat.queries.citations import citations

    format_ = chosen_format(format_, _FORMATS)
    render = _renderer(format_)
    catalog = catalog_of(context)
    found = named_and_selected(context, catalog, names, filters)
    if not found:
        raise UsageError("cite takes names or filters", "for example: vlmcat cite llava-1.5")
    write(render(citations(catalog, found)), kind_of(format_))


def _renderer(format_: str) -> "Callable[[Sequence[Citation]], str]":
    match format_:
        case "csl-json":
            from vlmcat.output.to_csl_json import render as to_csl_json

            return to_csl_json
        case "ris":
            from vlmcat.output.to_ris import render as to_ris

            return to_ris
        case _:
            from vlmcat.output.to_bibtex import render as to_bibtex

            return to_bibtex
