"""`vlmcat show`."""

from typing import Annotated

import typer

from vlmcat.cli.completion import offered
from vlmcat.cli.options import FormatOption, JsonOption, NameArgument, catalog_of, is_document, show_result


def _complete_section(incomplete: str) -> list[str]:
    from vlmcat.queries.results import SECTIONS

    return offered(SECTIONS, incomplete)


def run(
    context: typer.Context,
    name: NameArgument,
    section: Annotated[
        list[str] | None,
        typer.Option(
            "--section",
            metavar="NAME",
            help="Show one part: overview, diagram, components, training ... (repeatable).",
            autocompletion=_complete_section,
        ),
    ] = None,
    format_: FormatOption = None,
    json: JsonOption = False,
) -> None:
    from vlmcat.queries.view import view

    catalog = catalog_of(context)
    sections = () if is_document(format_, json=json) else section or None
    show_result(view(catalog, catalog.find(name), sections), format_, json=json)
