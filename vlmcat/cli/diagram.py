"""`vlmcat diagram`."""

from typing import TYPE_CHECKING, Annotated

import typer

from vlmcat.cli.options import catalog_of, chosen_format, complete_name, format_option
from vlmcat.output.consoles import note, screen, write
from vlmcat.output.format import kind_of

if TYPE_CHECKING:
    from vlmcat.queries.diagram import Drawn

FORMATS = ("text", "mermaid", "svg", "dot")


def run(
    context: typer.Context,
    names: Annotated[
        list[str],
        typer.Argument(metavar="NAME...", help="Ids, names or checkpoints.", autocompletion=complete_name),
    ],
    format_: Annotated[str, format_option(FORMATS)] = "text",
    stages: Annotated[bool, typer.Option("--stages", help="Add what each stage of training trains.")] = False,
) -> None:
    from vlmcat.queries.diagram import drawn

    format_ = chosen_format(format_, FORMATS)
    catalog = catalog_of(context)
    found = (drawn(catalog, catalog.find(name), with_stages=stages) for name in names)
    diagrams = {each.title: each for each in found}
    for title, each in diagrams.items():
        if stages and not each.stages:
            note(f"the catalog has no training stages of {title}")
    write(_rendered(list(diagrams.values()), format_), kind_of(format_))


def _rendered(diagrams: "list[Drawn]", format_: str) -> str:
    match format_:
        case "mermaid":
            from vlmcat.output.to_mermaid import render as to_mermaid

            return to_mermaid(diagrams)
        case "svg":
            from vlmcat.output.to_svg import render as to_svg

            return to_svg(diagrams)
        case "dot":
            from vlmcat.output.to_dot import render as to_dot

            return to_dot(diagrams)
        case _:
            from vlmcat.output.drawing import render as to_text

            return to_text(diagrams, screen().width)
