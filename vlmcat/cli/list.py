"""`vlmcat list`."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from vlmcat.cli.filters import chosen_part, filtered
from vlmcat.cli.options import (
    HELP,
    ColumnsOption,
    FormatOption,
    JsonOption,
    LimitOption,
    SortOption,
    is_document,
    show_result,
    split,
)


@filtered
def run(
    context: typer.Context,
    filters: Mapping[str, Sequence[str]],
    columns: ColumnsOption = None,
    sort: SortOption = None,
    limit: LimitOption = None,
    checkpoints: Annotated[bool, typer.Option("--checkpoints", help="List checkpoints, a row each.")] = False,
    format_: FormatOption = None,
    json: JsonOption = False,
) -> None:
    from vlmcat.queries.columns import all_columns
    from vlmcat.queries.listing import all_checkpoint_columns, checkpoint_listing, listing, page_listing

    if columns == HELP:
        show_result(all_checkpoint_columns() if checkpoints else all_columns(), format_, json=json)
        return
    catalog = chosen_part(context, filters)
    if columns is None and not checkpoints and is_document(format_, json=json):
        show_result(page_listing(catalog, sort, limit), format_, json=json)
        return
    if checkpoints:
        result = checkpoint_listing(catalog, split(columns), sort, limit, filters)
    else:
        result = listing(catalog, split(columns), sort, limit)
    show_result(result, format_, json=json)
