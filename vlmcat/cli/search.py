"""`vlmcat search`."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from vlmcat.cli.filters import filtered
from vlmcat.cli.options import FormatOption, JsonOption, LimitOption, catalog_of, chosen_format, show_result
from vlmcat.controls import stripped
from vlmcat.errors import NotFoundError, UsageError
from vlmcat.output.consoles import note, screen

_LIMIT = 10
_LONGEST = 1000


@filtered
def run(
    context: typer.Context,
    filters: Mapping[str, Sequence[str]],
    query: Annotated[list[str], typer.Argument(metavar="QUERY", help='Words, "a phrase", -without.')],
    limit: LimitOption = None,
    format_: FormatOption = "table",
    json: JsonOption = False,
) -> None:
    from vlmcat.queries import search as queries
    from vlmcat.queries.filters import narrowed

    text = stripped(" ".join(query))  # what is pasted may hold more than is seen
    if len(text) > _LONGEST:
        raise UsageError(f"a query has at most {_LONGEST:,} characters", "search for the words that tell most")
    for_a_person = chosen_format(format_) == "table" and not json
    most = limit or (_LIMIT if for_a_person and screen().interactive else None)
    answer = queries.search(narrowed(catalog_of(context), filters), text, most)
    for line in answer.notes:
        note(line)
    if not answer.result.total:
        if not for_a_person:
            show_result(answer.result, format_, json=json)
        raise NotFoundError(f"nothing found for {text!r}", "fewer or other words may; `vlmcat list` shows everything")
    show_result(answer.result, format_, json=json)
    hidden = answer.result.total - len(answer.result.results)
    if hidden and limit is None:
        note(f"{hidden} more; --limit {answer.result.total} shows them")
