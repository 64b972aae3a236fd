"""The commands that show a registry, which differ only in which one."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from vlmcat.cli.options import FormatOption, JsonOption, catalog_of, complete_among, show_result

if TYPE_CHECKING:
    from vlmcat.queries.registries import Registry


def registry_command(registry: "Registry", one: str) -> Callable[..., None]:
    """Return a command that lists a registry, or shows all about one of its items."""
    completion = complete_among(lambda catalog: sorted(getattr(catalog, registry)))
    argument = typer.Argument(metavar="NAME", help=f"A {one}, by id, name or alias.", autocompletion=completion)

    def run(
        context: typer.Context,
        name: Annotated[str | None, argument] = None,
        format_: FormatOption = None,
        json: JsonOption = False,
    ) -> None:
        from vlmcat.queries import registries

        catalog = catalog_of(context)
        result = registries.registry(catalog, registry) if name is None else registries.sheet(catalog, registry, name)
        show_result(result, format_, json=json)

    return run
