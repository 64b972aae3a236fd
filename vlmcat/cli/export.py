"""`vlmcat export`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from vlmcat.cli.filters import chosen_part, filtered
from vlmcat.output.consoles import note, write
from vlmcat.output.format import kind_of

_STDOUT = "-"


def _complete_format(incomplete: str) -> list[str]:
    from vlmcat.output.export_formats import ExportFormat

    return [name for name in ExportFormat if name.startswith(incomplete)]


@filtered
def run(
    context: typer.Context,
    filters: Mapping[str, Sequence[str]],
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="One of json, jsonl, csv, sqlite, markdown; the suffix of PATH may say it.",
            autocompletion=_complete_format,
        ),
    ] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="PATH", help="The file to write; - is stdout.")
    ] = _STDOUT,
    force: Annotated[bool, typer.Option("--force", help="Replace PATH where it exists.")] = False,
) -> None:
    from vlmcat.output.export_formats import chosen_format, render, save
    from vlmcat.output.files import whole_file
    from vlmcat.queries.export import export

    path = None if output == _STDOUT else Path(output)
    chosen = chosen_format(format_, path)
    exported = export(chosen_part(context, filters))
    if path is None:
        write(render(exported, chosen), kind_of(chosen))
        return
    with whole_file(path, force=force) as temporary:
        remark = save(exported, chosen, temporary)
    total = exported.listing.total
    note(f"{total} {'architecture' if total == 1 else 'architectures'} in {path}")
    if remark:
        note(remark)
