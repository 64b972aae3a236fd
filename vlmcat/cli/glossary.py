"""`vlmcat glossary`."""

from typing import TYPE_CHECKING, Annotated

import typer

from vlmcat.cli.options import FormatOption, JsonOption, catalog_of, complete_among, show_result

if TYPE_CHECKING:
    from vlmcat.catalog import Catalog


def term_ids(catalog: "Catalog") -> list[str]:
    """Return the ids of all terms."""
    vocabulary = catalog.vocabulary
    return sorted({id_ for field in vocabulary.__struct_fields__ for id_ in getattr(vocabulary, field)})


def run(
    context: typer.Context,
    term: Annotated[
        str | None,
        typer.Argument(
            metavar="TERM", help="A term, a synonym or an acronym.", autocompletion=complete_among(term_ids)
        ),
    ] = None,
    format_: FormatOption = None,
    json: JsonOption = False,
) -> None:
    from vlmcat.queries.glossary import glossary, term_sheet

    catalog = catalog_of(context)
    show_result(glossary(catalog) if term is None else term_sheet(catalog, term), format_, json=json)
