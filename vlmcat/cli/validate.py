"""`vlmcat validate`."""

from pathlib import Path
from typing import Annotated

import typer

from vlmcat.cli.options import JsonOption, folders_of
from vlmcat.errors import CatalogError, UsageError
from vlmcat.loading.files import shown
from vlmcat.output.consoles import note, progress, write


def run(
    context: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help="A folder like catalog/; without it, all that is read is checked."),
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend formatting and the order of keys in DIR first, and show what changed.")
    ] = False,
    json: JsonOption = False,
) -> None:
    from vlmcat.loading.files import bundled_folder, real
    from vlmcat.loading.folders import read_layers
    from vlmcat.loading.problems import errors_in

    if fix:
        _mend(folder, quietly=json)
    bundle = bundled_folder()
    own = [] if folder and real(folder) == real(bundle) else folders_of(context, folder)
    layers = read_layers([bundle, *own], progress())
    asked = [layers[0], layers[-1]] if folder and own else layers
    problems = sorted(problem for layer in asked for problem in layer.problems)
    if json:
        from vlmcat.output.to_json import indented

        write(indented(problems), "json")
    else:
        write("".join(f"{problem}\n" for problem in problems))
    errors = errors_in(problems)
    if errors:
        listed = [problem for problem in errors if problem.code != "too-many"]
        more = "more than " if len(listed) < len(errors) else ""
        raise CatalogError(f"{more}{_count(len(listed), 'problem')}")
    warnings = _count(len(problems), "warning") if problems else "no problems"
    note(f"{_count(len(layers[-1].contents.architectures), 'architecture')}, {warnings}")


def _mend(folder: Path | None, *, quietly: bool) -> None:
    """Mend the files of a folder, each whole or not at all.

    Raises:
        UsageError: no folder is named: what vlmcat comes with is not mended by accident.
        CatalogError: the folder is no catalog.
        VlmcatError: a file cannot be written, or would not say the same.
    """
    from vlmcat.loading.files import catalog_files
    from vlmcat.loading.fixes import Refusal, fixes
    from vlmcat.output.files import whole_file
    from vlmcat.output.to_diff import render

    if folder is None:
        raise UsageError("--fix takes a folder", "for example: vlmcat validate my-catalog/ --fix")
    mended = 0
    for each in fixes(folder):
        if isinstance(each, Refusal):
            note(f"vlmcat: {shown(each.path)}:{each.line} is left as it is: {each.reason}")
            continue
        with whole_file(each.path, force=True) as temporary:
            temporary.write_text(each.after, encoding="utf-8", newline="\n")
            each.check(temporary)
        if not quietly:
            write(render(shown(each.path), each.before, each.after))
        mended += 1
    note(f"{mended} of {_count(len(catalog_files(folder)), 'file')} mended")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
