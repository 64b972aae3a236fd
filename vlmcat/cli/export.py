"""`vlmcat export`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from vlmcat.cli.completion import offered
from vlmcat.cli.filters import chosen_part, filtered
from vlmcat.output.consoles import note, write
from vlmcat.output.format import kind_of


def _complete_format(incomplete: str) -> list[str]:
    from vlmcat.output.export_formats import ExportFormat

    return offered(ExportFormat, incomplete)


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
    ] = "-",
    force: Annotated[bool, typer.Option("--force", help="Replace PATH where it exists.")] = False,
) -> None:
    from vlmcat.output.export_formats import chosen_format, render, save
    from vlmcat.output.files import STDOUT, output_file
    from vlmcat.queries.export import export

    path = None if output in STDOUT else Path(output)
    chosen = chosen_format(format_, path)
    exported = export(chosen_part(context, filters))
    if path is None:
        write(render(exported, chosen), kind_of(chosen))
        return
    with output_file(path, force=force) as temporary:
        remark = save(exported, chosen, temporary)
    total = exported.listing.total
    note(f"{total} {'architecture' if total == 1 else 'architectures'} in {path}")
    if remark:
        note(remark)
