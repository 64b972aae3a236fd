"""`vlmcat new`."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from vlmcat.cli.options import catalog_of, places_of
from vlmcat.errors import UsageError, VlmcatError
from vlmcat.loading.files import real, shown
from vlmcat.output.consoles import note, write


def run(
    context: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID", help="The id of the new entry: my-vlm-2.5")],
    folder: Annotated[
        Path | None,
        typer.Option("--catalog", metavar="DIR", help="The catalog folder to write into; else your user folder."),
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="PATH", help="The file to write; - is stdout.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file or the bundled entry.")] = False,
) -> None:
    from vlmcat.output.files import STDOUT, output_file
    from vlmcat.output.to_entry import render
    from vlmcat.queries.draft import draft

    if folder and output:
        raise UsageError("new takes --catalog or --output, not both", "--catalog DIR writes DIR/architectures/ID.yaml")
    text = render(draft(catalog_of(context), id_, dt.datetime.now().astimezone().date(), replace=force))
    if output in STDOUT:
        write(text, "data")
        return
    target = _folder(context, folder)
    path = Path(output) if output else target / "architectures" / f"{id_}.yaml"
    if not output:
        _prepare(target)
    with output_file(path, force=force) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
    write(shown(path))
    if not output:
        _say_what_next(context, target, id_)


def _folder(context: typer.Context, chosen: Path | None) -> Path:
    """Return the folder to write into: the one asked for, the last of `vlmcat --catalog DIR`, or the user's own."""
    from vlmcat.loading.places import user_folder

    given = [place.folder for place in places_of(context) if place.named_by == "--catalog"]
    return chosen or (given[-1] if given else user_folder())


def _prepare(folder: Path) -> None:
    """Make the folders of a catalog, with the schema that the first line of an entry names."""
    from vlmcat.loading.schema import schema_text
    from vlmcat.output.files import whole_file

    try:
        (folder / "architectures").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        hint = "choose another folder with --catalog DIR, or print the entry with --output -"
        raise VlmcatError(f"cannot create {error.filename}: {error.strerror}", hint) from error
    if not (folder / "schema.json").exists():
        with whole_file(folder / "schema.json") as temporary:
            temporary.write_text(schema_text(), encoding="utf-8", newline="\n")


def _say_what_next(context: typer.Context, folder: Path, id_: str) -> None:
    always = (real(place.folder) for place in places_of(context) if place.named_by != "--catalog")
    option = "" if real(folder) in always else f"--catalog {shown(folder)} "
    note(f"fill it in, then:\n  vlmcat validate {shown(folder)}\n  vlmcat {option}show {id_}")
