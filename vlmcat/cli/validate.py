"""`vlmcat validate`."""

from pathlib import Path
from typing import Annotated

import typer

from vlmcat.cli.options import JsonOption, folders_of
from vlmcat.errors import CatalogError
from vlmcat.output.consoles import note, write


def run(
    context: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help="A folder like catalog/; without it, all that is read is checked."),
    ] = None,
    json: JsonOption = False,
) -> None:
    import msgspec

    from vlmcat.loading.files import bundled_folder
    from vlmcat.loading.folders import read_folders
    from vlmcat.loading.problems import errors_in

    bundle = bundled_folder()
    own = [] if folder and folder.resolve() == bundle.resolve() else folders_of(context, folder)
    folders = [bundle, *own]
    contents, problems = read_folders(folders)
    if json:
        write(msgspec.json.format(msgspec.json.encode(problems), indent=2).decode())
    else:
        write("".join(f"{problem}\n" for problem in problems))
    errors = errors_in(problems)
    if errors:
        raise CatalogError(_count(len(errors), "problem"))
    warnings = _count(len(problems), "warning") if problems else "no problems"
    note(f"{_count(len(contents.architectures), 'architecture')}, {warnings}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
