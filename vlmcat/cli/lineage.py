"""`vlmcat lineage`."""

from typing import Annotated

import typer

from vlmcat.cli.options import FormatOption, JsonOption, NameArgument, catalog_of, show_result


def run(
    context: typer.Context,
    name: NameArgument,
    family: Annotated[bool, typer.Option("--family", help="The whole family of the architecture.")] = False,
    format_: FormatOption = None,
    json: JsonOption = False,
) -> None:
    from vlmcat.queries.relations import family_tree, lineage

    catalog = catalog_of(context)
    found = catalog.find(name)
    whole = found.architecture.family if family else None
    show_result(family_tree(catalog, whole) if whole else lineage(catalog, found.id), format_, json=json)
