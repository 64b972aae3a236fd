"""`vlmcat tokens`."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from vlmcat.cli.filters import filtered, named_and_selected, tell_namesakes
from vlmcat.cli.options import FormatOption, JsonOption, LimitOption, catalog_of, complete_name, show_result
from vlmcat.output.consoles import note

if TYPE_CHECKING:
    from vlmcat.catalog import Found


@filtered
def run(
    context: typer.Context,
    filters: Mapping[str, Sequence[str]],
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME...", help="Ids, names or checkpoints; without any, all.", autocompletion=complete_name
        ),
    ] = None,
    image: Annotated[
        list[str] | None,
        typer.Option(
            "--image", "-i", metavar="SIZE|FILE", help="1344x896 in pixels, or a picture, which is not decoded."
        ),
    ] = None,
    sizes: Annotated[bool, typer.Option("--sizes", help="Common sizes, and a plot; so it is without --image.")] = False,
    modes: Annotated[bool, typer.Option("--modes", help="Other settings too: more tiles, no splitting ...")] = False,
    checkpoints: Annotated[bool, typer.Option("--checkpoints", help="A row for each checkpoint.")] = False,
    limit: LimitOption = None,
    format_: FormatOption = None,
    json: JsonOption = False,
) -> None:
    from vlmcat.cli.images import size_of
    from vlmcat.queries import tokens
    from vlmcat.queries.token_sizes import over_sizes

    images = [size_of(text) for text in image or ()]
    wanted = tokens.subjects(_found(context, names, filters), modes=modes, checkpoints=checkpoints)
    make = over_sizes if sizes or not images else tokens.listing
    result = make(wanted, images, ranked=not names, limit=limit)
    show_result(result, format_, json=json)
    for name in dict.fromkeys(subject.name for subject in wanted if subject.rule is None):
        note(f"the catalog does not know how {name} counts tokens")


def _found(
    context: typer.Context, names: Sequence[str] | None, filters: Mapping[str, Sequence[str]]
) -> "Sequence[Found]":
    """Return what is named and what the filters select; without names, of what they leave, all that have a rule."""
    from vlmcat.queries.filters import narrowed
    from vlmcat.queries.tokens import everything

    catalog = catalog_of(context)
    if names:
        return named_and_selected(context, catalog, names, filters)
    tell_namesakes(context, catalog, filters)
    return everything(narrowed(catalog, filters))
