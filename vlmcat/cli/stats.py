"""`vlmcat stats`."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from vlmcat.cli.filters import chosen_part, filtered
from vlmcat.cli.options import FormatOption, JsonOption, complete_facet, show_result


@filtered
def run(
    context: typer.Context,
    filters: Mapping[str, Sequence[str]],
    facet: Annotated[
        str | None,
        typer.Argument(metavar="FACET", help="What to count; without it, all facets.", autocompletion=complete_facet),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="FACET", help="Cross with another facet, or year.", autocompletion=complete_facet),
    ] = None,
    format_: FormatOption = None,
    json: JsonOption = False,
) -> None:
    from vlmcat.queries import stats

    catalog = chosen_part(context, filters)
    if facet is None and by is None:
        result = stats.overview(catalog)
    elif facet is None or by is None:
        result = stats.count(catalog, facet or by or "")
    else:
        result = stats.cross(catalog, facet, by)
    show_result(result, format_, json=json)
