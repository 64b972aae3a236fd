"""`vlmcat search`."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from vlmcat.cli.filters import filtered
from vlmcat.cli.options import (
    FormatOption,
    JsonOption,
    LimitOption,
    catalog_of,
    chosen_result_format,
    screen_for,
    show_result,
)
from vlmcat.controls import stripped
from vlmcat.errors import NotFoundError, UsageError
from vlmcat.output.consoles import note
from vlmcat.output.format import Format

_LIMIT = 10
_LONGEST = 1000
_SHOWN = 80
"""Characters of a query that an error repeats."""


@filtered
def run(
    context: typer.Context,
    filters: Mapping[str, Sequence[str]],
    query: Annotated[
        list[str],
        typer.Argument(
            metavar="QUERY",
            help='Words, "a phrase", encoder:siglip, year:>=2024, "-without" in quotes with the rest or after --.',
        ),
    ],
    limit: LimitOption = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show what each result was ranked by.")] = False,
    format_: FormatOption = None,
    json: JsonOption = False,
) -> None:
    from vlmcat.queries.search import search

    text = stripped(" ".join(query))  # what is pasted may hold more than is seen
    if not text.strip():
        raise UsageError("the query is empty", 'for example: vlmcat search "q-former", vlmcat search encoder:siglip')
    if len(text) > _LONGEST:
        raise UsageError(f"a query has at most {_LONGEST:,} characters", "search for the words that tell most")
    for_a_person = chosen_result_format(format_, json=json) is Format.TABLE
    most = limit or (_LIMIT if for_a_person and screen_for(format_).interactive else None)
    answer = search(catalog_of(context), text, most, filters=filters, explain=explain)
    for line in answer.notes:
        note(line)
    if not answer.result.total:
        if not for_a_person:
            show_result(answer.result, format_, json=json)
        asked = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
        raise NotFoundError(f"nothing found for {asked!r}", "fewer or other words may; `vlmcat list` shows everything")
    show_result(answer.result, format_, json=json)
    hidden = answer.result.total - len(answer.result.results)
    if hidden and limit is None:
        note(f"{hidden} more; --limit {answer.result.total} shows them")
