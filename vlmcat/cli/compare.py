"""`vlmcat compare`."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from vlmcat.cli.filters import filtered, named_and_selected
from vlmcat.cli.options import (
    HELP,
    ColumnsOption,
    FormatOption,
    JsonOption,
    NamesArgument,
    catalog_of,
    show_result,
    split,
)


@filtered
def run(
    context: typer.Context,
    filters: Mapping[str, Sequence[str]],
    names: NamesArgument = None,
    diff: Annotated[bool, typer.Option("--diff", "-d", help="Show only the fields that differ.")] = False,
    columns: ColumnsOption = None,
    format_: FormatOption = None,
    json: JsonOption = False,
) -> None:
    from vlmcat.queries.columns import all_columns
    from vlmcat.queries.comparison import comparison

    if columns == HELP:
        show_result(all_columns(), format_, json=json)
        return
    catalog = catalog_of(context)
    found = named_and_selected(context, catalog, names, filters)
    show_result(comparison(catalog, found, split(columns), only_differences=diff), format_, json=json)
