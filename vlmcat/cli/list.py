"""`vlmcat list`."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from vlmcat.cli.filters import filtered
from vlmcat.cli.options import (
    ColumnsOption,
    FormatOption,
    JsonOption,
    LimitOption,
    SortOption,
    catalog_of,
    chosen_format,
    show_result,
    split,
)
from vlmcat.output.format import DOCUMENTS

_HELP = "help"


@filtered
def run(
    context: typer.Context,
    filters: Mapping[str, Sequence[str]],
    columns: ColumnsOption = None,
    sort: SortOption = None,
    limit: LimitOption = None,
    checkpoints: Annotated[bool, typer.Option("--checkpoints", help="List checkpoints, a row each.")] = False,
    format_: FormatOption = "table",
    json: JsonOption = False,
) -> None:
    from vlmcat.queries.columns import all_columns
    from vlmcat.queries.filters import narrowed
    from vlmcat.queries.listing import checkpoint_listing, listing, page_listing

    if columns == _HELP:
        show_result(all_columns(), format_, json=json)
        return
    catalog = narrowed(catalog_of(context), filters)
    if columns is None and not checkpoints and (json or chosen_format(format_) in DOCUMENTS):
        show_result(page_listing(catalog, sort, limit), format_, json=json)
        return
    make = checkpoint_listing if checkpoints else listing
    show_result(make(catalog, split(columns), sort, limit), format_, json=json)
