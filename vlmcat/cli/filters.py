"""The filter options, written once: a command that takes them is decorated with `filtered`."""

import functools
import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vlmcat.cli.options import catalog_of, complete_among
from vlmcat.errors import NotFoundError
from vlmcat.output.consoles import note

if TYPE_CHECKING:
    from vlmcat.catalog import Catalog, Found

Words = list[str] | None
_NONE = "no architecture passes all of the filters"

_HELP = {
    "family": "Family, such as LLaVA.",
    "org": "Organization.",
    "task": "Task, such as captioning.",
    "fusion": "Fusion method, such as cross-attention.",
    "connector": "Connector type, such as mlp, q-former.",
    "encoder": "Vision encoder or its family, such as siglip.",
    "llm": "Language model or its family, such as vicuna.",
    "dataset": "Dataset used.",
    "technique": "Alignment technique.",
    "objective": "Training objective.",
    "strategy": "Image input strategy, such as tiling.",
    "modality": "Modality taken or given.",
    "license": "Licence of weights.",
    "frozen": "Component that is never trained.",
    "trains": "Component that is trained.",
}


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the filter options; it gets their words as `filters`, by the name of the facet."""
    options = [
        _option(name, f"--{name}", Words, metavar="A,B", help=text, autocompletion=_completion(name))
        for name, text in _HELP.items()
    ]
    options += [
        _option("params", "--params", Words, metavar="SIZE", help="Size of any of its models: '<10B', 7B, '>=30B'."),
        _option(
            "where",
            "--where",
            Words,
            metavar="COLUMN:N",
            help="A number: 'tokens@1920x1080:<600', 'active:<5B', 'tokens:>1000' (at 1024x1024).",
        ),
        _option("since", "--since", Words, metavar="DATE", help="Released on or after 2024, 2024-06 or 2024-06-01."),
        _option("until", "--until", Words, metavar="DATE", help="Released on or before; 2024 includes all of it."),
        _option("added_since", "--added-since", Words, metavar="DATE", help="Added to the catalog on or after."),
        _option("open_weights", "--open-weights", bool, help="Only with weights to download."),
    ]
    names = [option.name for option in options]

    @functools.wraps(command)
    def wrapper(**arguments: Any) -> None:  # noqa: ANN401 # whatever the command takes
        given = {name: arguments.pop(name) for name in names}
        given["open_weights"] = ["yes"] if given["open_weights"] else []
        command(**arguments, filters={name: words for name, words in given.items() if words})

    own = [each for each in inspect.signature(command).parameters.values() if each.name != "filters"]
    signature = inspect.Signature([*own, *options])
    wrapper.__signature__ = signature  # type: ignore[attr-defined] # what Typer reads
    wrapper.__annotations__ = {each.name: each.annotation for each in signature.parameters.values()}
    return wrapper


def chosen_part(context: typer.Context, filters: Mapping[str, Sequence[str]]) -> "Catalog":
    """Return the catalog with only those architectures that pass the filters, and say on stderr if that is none.

    Raises:
        UsageError: a word of a filter stands for nothing.
    """
    catalog = catalog_of(context)
    if not filters:
        return catalog
    from vlmcat.queries.filters import narrowed

    tell_namesakes(context, catalog, filters)
    part = narrowed(catalog, filters)
    if not part.architectures:
        note(_NONE)
    return part


def tell_namesakes(context: typer.Context, catalog: "Catalog", filters: Mapping[str, Sequence[str]]) -> None:
    """Say on stderr, once the command has ended, what a person may have meant by the words of the filters, too.

    Raises:
        UsageError: a word stands for nothing.
    """
    from vlmcat.queries.filters import notes

    for line in list(notes(catalog, filters)):
        context.call_on_close(functools.partial(note, line))


def named_and_selected(
    context: typer.Context, catalog: "Catalog", names: Sequence[str] | None, filters: Mapping[str, Sequence[str]]
) -> "list[Found]":
    """Return what the names stand for, then what the filters select; without filters, only what is named.

    Raises:
        NotFoundError: a name stands for nothing, or the filters select nothing.
    """
    from vlmcat.queries.filters import select

    tell_namesakes(context, catalog, filters)
    selected = select(catalog, filters) if filters else []
    if filters and not selected:
        raise NotFoundError(_NONE, "fewer or other filters may find some")
    return [catalog.find(name) for name in (*(names or ()), *selected)]


def _completion(name: str) -> Callable[[typer.Context, str], list[str]]:
    """Complete the values of a facet."""

    def values(catalog: "Catalog") -> Iterable[str]:
        from vlmcat.queries.facets import facet

        used = (facet(name).values(entry) for entry in catalog.architectures.values())
        return sorted({value for each in used for value in each})

    return complete_among(values)


def _option(name: str, flag: str, kind: Any, **settings: Any) -> inspect.Parameter:  # noqa: ANN401 # Typer's own
    default = False if kind is bool else None
    annotation = Annotated[kind, typer.Option(flag, **settings)]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
