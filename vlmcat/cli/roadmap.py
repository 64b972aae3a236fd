"""`vlmcat roadmap`."""

from typing import Annotated

import typer

from vlmcat.cli.glossary import term_ids
from vlmcat.cli.options import FormatOption, JsonOption, catalog_of, complete_among, names_in, show_result
from vlmcat.errors import UsageError


def _complete_target(context: typer.Context, incomplete: str) -> list[str]:
    complete = complete_among(lambda catalog: (*names_in(catalog, incomplete), *term_ids(catalog)))
    return complete(context, incomplete)


def run(
    context: typer.Context,
    target: Annotated[
        str | None,
        typer.Argument(metavar="NAME|TERM", help="An architecture or a term.", autocompletion=_complete_target),
    ] = None,
    task: Annotated[
        str | None,
        typer.Option(
            "--task",
            metavar="TASK",
            help="What to read for a task.",
            autocompletion=complete_among(lambda catalog: catalog.vocabulary.tasks),
        ),
    ] = None,
    format_: FormatOption = None,
    json: JsonOption = False,
) -> None:
    from vlmcat.queries.roadmap import roadmap, task_roadmap

    if (target is None) == (task is None):
        raise UsageError("roadmap takes a name, a term or --task", "for example: vlmcat roadmap llava-1.5")
    catalog = catalog_of(context)
    show_result(roadmap(catalog, target) if target else task_roadmap(catalog, task or ""), format_, json=json)
