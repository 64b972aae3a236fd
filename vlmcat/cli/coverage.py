"""`vlmcat coverage`."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from vlmcat.cli.filters import chosen_part, filtered
from vlmcat.cli.options import FormatOption, JsonOption, complete_name, show_result
from vlmcat.errors import UsageError


@filtered
def run(
    context: typer.Context,
    filters: Mapping[str, Sequence[str]],
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="Show the state of each field of one.", autocompletion=complete_name),
    ] = None,
    entries: Annotated[bool, typer.Option("--entries", help="Show a row each entry, the least known first.")] = False,
    stale_after: Annotated[
        int, typer.Option("--stale-after", metavar="DAYS", min=0, help="Days for which a check keeps an entry fresh.")
    ] = 180,
    format_: FormatOption = None,
    json: JsonOption = False,
) -> None:
    from vlmcat.queries.coverage import coverage, coverage_by_entry, coverage_of

    if name and (filters or entries):
        raise UsageError("coverage of one entry takes no filters", f"for example: vlmcat coverage {name}")
    catalog = chosen_part(context, filters)
    if name:
        result = coverage_of(catalog, catalog.find(name))
    else:
        make = coverage_by_entry if entries else coverage
        result = make(catalog, dt.datetime.now().astimezone().date(), stale_after)
    show_result(result, format_, json=json)
