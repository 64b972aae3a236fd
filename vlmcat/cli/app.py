"""The commands, in the groups that a person thinks in. A new one is a file beside this and a line in COMMANDS."""

import os
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from vlmcat import __version__
from vlmcat.output.consoles import write

ABOUT = "Look up how vision-language models are built, in a sourced catalog."


class Command(NamedTuple):
    """A command as a person finds it in the help; it runs the function `run` of `vlmcat.cli.<name>`."""

    group: str
    name: str
    summary: str
    examples: tuple[str, str]


COMMANDS = (
    Command(
        "Browse",
        "list",
        "List architectures or checkpoints, filtered and sorted.",
        ("vlmcat list --encoder siglip --params '<10B'", "vlmcat list --columns id,encoder,llm --format csv"),
    ),
    Command(
        "Browse",
        "search",
        "Search names, components, datasets and prose, and say why.",
        ('vlmcat search "cross-attention"', "vlmcat search siglip mistral --format json"),
    ),
    Command(
        "Browse",
        "stats",
        "Count a facet, or cross two.",
        ("vlmcat stats connector", "vlmcat stats fusion --by year"),
    ),
    Command(
        "Browse",
        "timeline",
        "Show what came when, and what it brought.",
        ("vlmcat timeline --since 2024", "vlmcat timeline --fusion cross-attention"),
    ),
    Command(
        "Browse",
        "changes",
        "Show what is new: entries added or verified, and the program.",
        ("vlmcat changes --since 2026-11", "vlmcat changes --limit 5 --format markdown"),
    ),
    Command(
        "Look up",
        "show",
        "Show how one architecture is built, from pixels to sources.",
        ("vlmcat show llava-1.5", "vlmcat show flamingo --section training"),
    ),
    Command(
        "Look up",
        "tokens",
        "Count the tokens that an image takes, in one model or in all.",
        ("vlmcat tokens qwen2-vl --image 1344x896", "vlmcat tokens llava-1.6 internvl3 --sizes"),
    ),
    Command(
        "Look up",
        "datasets",
        "List the datasets, or all about one: who uses it, for what.",
        ("vlmcat datasets", "vlmcat datasets obelics"),
    ),
    Command(
        "Look up",
        "encoders",
        "List the vision encoders, or all about one.",
        ("vlmcat encoders", "vlmcat encoders clip-vit-l-14-336"),
    ),
    Command(
        "Look up",
        "llms",
        "List the language models, or all about one.",
        ("vlmcat llms", "vlmcat llms vicuna-7b-v1.5"),
    ),
    Command(
        "Look up",
        "glossary",
        "Explain a term: what it means, who introduced it, who uses it.",
        ("vlmcat glossary", "vlmcat glossary q-former"),
    ),
    Command(
        "Look up",
        "open",
        "Open the paper, the code or another page in the browser.",
        ("vlmcat open llava-1.5", "vlmcat open idefics2 --code"),
    ),
    Command(
        "Relate",
        "compare",
        "Put two to six architectures or checkpoints side by side.",
        ("vlmcat compare idefics2 mantis", "vlmcat compare llava llava-1.5 llava-1.6 --diff"),
    ),
    Command(
        "Relate",
        "lineage",
        "Show what one builds on and what builds on it, with what changed.",
        ("vlmcat lineage llava-1.5", "vlmcat lineage llava --family"),
    ),
    Command(
        "Relate",
        "similar",
        "Find the nearest designs, with what they share.",
        ("vlmcat similar idefics2", "vlmcat similar llava-1.5 --limit 3"),
    ),
    Command(
        "Relate",
        "roadmap",
        "List what to read first for a work, a term or a task, and why.",
        ("vlmcat roadmap mantis", "vlmcat roadmap --task grounding --format markdown"),
    ),
    Command(
        "Take away",
        "diagram",
        "Draw the data path as text, Mermaid, SVG or DOT.",
        ("vlmcat diagram flamingo --stages", "vlmcat diagram llava-1.5 clip --format mermaid"),
    ),
    Command(
        "Take away",
        "cite",
        "Cite architectures as BibTeX, CSL-JSON or RIS.",
        ("vlmcat cite llava-1.5", "vlmcat cite idefics2 mantis --format csl-json"),
    ),
    Command(
        "Take away",
        "export",
        "Write the catalog, or a part, as JSON, CSV, Markdown or SQLite.",
        ("vlmcat export --output vlmcat.db", "vlmcat export --since 2024 --format markdown"),
    ),
    Command(
        "Maintain",
        "new",
        "Write a commented entry of your own to fill in.",
        ("vlmcat new my-vlm", "vlmcat new llava-2.0 --catalog my-catalog/"),
    ),
    Command(
        "Maintain",
        "schema",
        "Print the JSON Schema of an entry, or how an editor uses it.",
        ("vlmcat schema", "vlmcat schema --editor vscode"),
    ),
    Command(
        "Maintain",
        "validate",
        "Report every problem of a catalog, as file:line:column.",
        ("vlmcat validate", "vlmcat validate my-catalog/ --fix"),
    ),
    Command(
        "Maintain",
        "coverage",
        "Count what is filled, undisclosed, inferred, unknown or stale.",
        ("vlmcat coverage", "vlmcat coverage --entries --stale-after 90"),
    ),
    Command(
        "Maintain",
        "paths",
        "Show what is read from where, and which snapshot is used.",
        ("vlmcat paths", "vlmcat paths --json"),
    ),
)

_WELCOME = f"""\
vlmcat {__version__}: {ABOUT[0].lower()}{ABOUT[1:]}

  vlmcat list                        every architecture, newest first
  vlmcat show llava-1.5              how one is built, from pixels to sources
  vlmcat search "cross-attention"    find by component, dataset, idea or name
  vlmcat compare idefics2 mantis     side by side

All commands and options: vlmcat --help
"""


def _print_version(value: bool) -> None:
    if value:
        write(f"vlmcat {__version__}")
        raise typer.Exit


def _print_help(value: bool) -> None:
    if value:
        write(help_text())
        raise typer.Exit


def _main(
    context: typer.Context,
    catalog: Annotated[list[Path] | None, typer.Option("--catalog", metavar="DIR")] = None,
    version: Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True)] = False,
    help_: Annotated[bool, typer.Option("--help", "-h", callback=_print_help, is_eager=True)] = False,
) -> None:
    del catalog, version, help_  # the commands take the first from the context, the others have ended the program
    if context.invoked_subcommand is None:
        write(_WELCOME)


def build(arguments: Sequence[str]) -> typer.Typer:
    """Return the application.

    Where the first argument is a command, that is the only one it has: nothing else is imported, nor made. Otherwise it
    has all, and imports those that the arguments name, or all where a shell asks for completions.
    """
    completing = "_VLMCAT_COMPLETE" in os.environ
    words = _typed() if completing else arguments
    if completing:
        os.environ["COLUMNS"] = "1000"  # Typer wraps what options do, and fish takes each line for an offer
    asked = tuple(command for command in COMMANDS if command.name in words[:1])
    app = typer.Typer(name="vlmcat", rich_markup_mode=None, pretty_exceptions_enable=False)
    app.callback(invoke_without_command=True, context_settings={}, add_help_option=False)(_main)
    for command in asked or COMMANDS:
        register = app.command(
            command.name,
            help=command.summary,
            epilog="\b\nExamples:\n" + "\n".join(f"  {example}" for example in command.examples),
            context_settings={"help_option_names": ["--help", "-h"]},
        )
        wanted = asked or completing or command.name in words
        register(_function(command) if wanted else _not_asked_for)
    return app


def _typed() -> Sequence[str]:
    """Return the words after the program's name that a shell wants completed."""
    line = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS") or ""
    return line.split()[1:]


def _function(command: Command) -> Callable[..., None]:
    function: Callable[..., None] = import_module(f"vlmcat.cli.{command.name}").run
    return function


def _not_asked_for() -> None:
    """Stand for a command that the arguments do not name."""


def help_text() -> str:
    """Return what `vlmcat --help` prints: the commands by what a person wants, and the options before the command."""
    return "\n".join(_help_lines()) + "\n"


def _help_lines() -> Iterator[str]:
    yield "Usage: vlmcat [--catalog DIR]... COMMAND [ARGS]..."
    yield ""
    yield ABOUT
    for group, commands in groupby(COMMANDS, key=lambda command: command.group):
        yield ""
        yield f"{group}:"
        for command in commands:
            yield f"  {command.name:<10}{command.summary}"
            yield from (f"  {'':<10}  {example}" for example in command.examples)
    yield ""
    yield "Options:"
    yield "  --catalog DIR         Lay a folder like catalog/ over the bundled one; may be"
    yield "                        repeated, and VLMCAT_CATALOG is a list of such folders."
    yield "                        Your own folder, which `vlmcat paths` shows, is below."
    yield "  --install-completion  Complete commands, ids and formats in this shell."
    yield "  --show-completion     Print the completion script."
    yield "  --version             Print the version."
    yield "  -h, --help            Print this; after a command, tell more of it."
    yield ""
    yield "In a pipe, results are plain tab-separated lines; --format gives JSON, CSV ..."
    yield "Exit codes: 0 fine, 1 nothing found, 2 wrong usage, 3 the catalog is broken."
