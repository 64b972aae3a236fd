"""`vlmcat timeline`."""

from collections.abc import Mapping, Sequence

import typer

from vlmcat.cli.filters import chosen_part, filtered
from vlmcat.cli.options import FormatOption, JsonOption, show_result


@filtered
def run(
    context: typer.Context,
    filters: Mapping[str, Sequence[str]],
    format_: FormatOption = None,
    json: JsonOption = False,
) -> None:
    from vlmcat.queries.timeline import timeline

    show_result(timeline(chosen_part(context, filters)), format_, json=json)
