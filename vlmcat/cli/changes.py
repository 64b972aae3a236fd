"""`vlmcat changes`."""

from typing import Annotated

import typer

from vlmcat.cli.options import FormatOption, JsonOption, LimitOption, catalog_of, show_result


def run(
    context: typer.Context,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="On or after 2026, 2026-11 or 2026-11-21; only what has a date."),
    ] = None,
    limit: LimitOption = None,
    format_: FormatOption = None,
    json: JsonOption = False,
) -> None:
    from vlmcat.loading.files import changelog
    from vlmcat.queries.changes import changes
    from vlmcat.queries.filters import read_date

    first = read_date(since, last=False) if since else None
    show_result(changes(catalog_of(context), changelog(), first, limit), format_, json=json)
