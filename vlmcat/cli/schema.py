"""`vlmcat schema`."""

from typing import Annotated

import typer

from vlmcat.cli.completion import offered
from vlmcat.errors import UsageError, valid_values
from vlmcat.names import nearest
from vlmcat.output.consoles import note, screen, write


def _complete_editor(incomplete: str) -> list[str]:
    from vlmcat.output.editors import EDITORS

    return offered(EDITORS, incomplete)


def run(
    editor: Annotated[
        str | None,
        typer.Option(
            "--editor",
            metavar="NAME",
            help="Say how vscode, jetbrains or neovim uses it, in place of the schema.",
            autocompletion=_complete_editor,
        ),
    ] = None,
) -> None:
    from vlmcat.loading.files import bundled_schema
    from vlmcat.loading.schema import schema_text
    from vlmcat.output.editors import EDITORS, render

    if editor is None:
        write(schema_text(), "json")
        if screen().interactive:
            note(f"`vlmcat schema --editor {EDITORS[0]}` says how an editor uses it")
        return
    for known in EDITORS:
        if known == editor.lower():
            write(render(known, str(bundled_schema())))
            return
    raise UsageError(f"nothing is known about the editor {editor!r}", valid_values(EDITORS, nearest(editor, EDITORS)))
