"""`vlmcat paths`."""

import os
from typing import TYPE_CHECKING

import typer

from vlmcat.cli.options import FormatOption, JsonOption, left_out, places_of, show_result
from vlmcat.controls import one_line
from vlmcat.errors import CatalogError
from vlmcat.loading.files import absolute
from vlmcat.output.consoles import note, progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vlmcat.loading.places import Place
    from vlmcat.queries.paths import CatalogFolder
    from vlmcat.records import LeftOut


def run(context: typer.Context, format_: FormatOption = None, json: JsonOption = False) -> None:
    import vlmcat
    from vlmcat.loading import snapshot
    from vlmcat.loading.files import bundled_folder
    from vlmcat.loading.places import Place
    from vlmcat.queries.paths import paths

    own = places_of(context)
    readable = [place.folder for place in own if place.problem is None]
    where, before = snapshot.state(readable)
    missing: Sequence[LeftOut] = ()
    problem = None
    try:
        missing = snapshot.load_catalog(readable, progress()).contents.left_out
    except CatalogError as error:
        problem = error.message
    for line in left_out(missing):
        note(f"vlmcat: {line}")
    bundle = Place(bundled_folder(), "bundled", problem)
    folders = [_folder(place, missing) for place in (bundle, *own)]
    state = _told(before, snapshot.state(readable)[1])
    show_result(paths(absolute(vlmcat.__path__[0]), folders, (absolute(where), state), os.environ), format_, json=json)


def _told(before: str, after: str) -> str:
    if before == after == "fresh":
        return "fresh"
    return f"was {before}, built now" if after == "fresh" else f"{before}, and cannot be built"


def _folder(place: "Place", missing: "Iterable[LeftOut]") -> "CatalogFolder":
    from vlmcat.loading.files import count_entries
    from vlmcat.queries.paths import CatalogFolder

    path = absolute(place.folder)
    entries, patches = (0, 0) if place.problem else count_entries(place.folder)
    return CatalogFolder(
        name=place.named_by,
        path=path,
        entries=entries,
        patches=patches,
        left_out=sum(each.folder == path for each in missing),
        problem=place.problem and place.problem.removeprefix(f"the catalog folder {one_line(str(place.folder))} "),
    )
