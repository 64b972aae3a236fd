"""`vlmcat similar`."""

import typer

from vlmcat.cli.options import FormatOption, JsonOption, LimitOption, NameArgument, catalog_of, show_result

_LIMIT = 10


def run(
    context: typer.Context,
    name: NameArgument,
    limit: LimitOption = _LIMIT,
    format_: FormatOption = None,
    json: JsonOption = False,
) -> None:
    from vlmcat.queries.relations import similar

    catalog = catalog_of(context)
    show_result(similar(catalog, catalog.find(name).id, limit), format_, json=json)
