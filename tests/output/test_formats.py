"""Every format of every result, whole, over the fixture catalog: the files in tests/expected."""

import csv
import datetime as dt
import io
import json
from collections.abc import Callable

import pytest
import yaml
from msgspec import structs

from vlmcat.catalog import Catalog
from vlmcat.errors import UsageError
from vlmcat.output.consoles import Screen
from vlmcat.output.format import Format
from vlmcat.output.formats import render
from vlmcat.output.results import Result
from vlmcat.queries import tokens
from vlmcat.queries.changes import changes
from vlmcat.queries.columns import all_columns
from vlmcat.queries.comparison import comparison
from vlmcat.queries.coverage import coverage, coverage_by_entry, coverage_of
from vlmcat.queries.glossary import glossary, term_sheet
from vlmcat.queries.listing import all_checkpoint_columns, checkpoint_listing, listing, page_listing
from vlmcat.queries.paths import CatalogFolder, paths
from vlmcat.queries.registries import registry, sheet
from vlmcat.queries.relations import lineage, similar
from vlmcat.queries.results import Listing, View
from vlmcat.queries.roadmap import roadmap
from vlmcat.queries.search import search
from vlmcat.queries.stats import count, cross
from vlmcat.queries.timeline import timeline
from vlmcat.queries.token_sizes import over_sizes
from vlmcat.queries.view import view
from vlmcat.records import Origin
from vlmcat.tokens.cost import ImageSize

PIPE = Screen(interactive=False, width=80, styled=False)
TODAY = dt.date(2026, 7, 1)
CHANGELOG = """\
# Changelog

## [Unreleased]

### Added

- A command, `new`,
  on two lines.

## [1.0.0] - 2026-01-01

### Fixed

- A fault.
- Another.

[1.0.0]: https://example.org
"""
WIDTHS = (20, 40, 80, 140)


def results(catalog: Catalog) -> dict[str, Result]:
    find = catalog.find
    return {
        "list": page_listing(catalog),
        "columns": listing(catalog, ["id", "parameters", "encoder", "tasks", "training.stages"]),
        "show": view(catalog, find("alder")),
        "show-checkpoint": view(catalog, find("alder-7b-chat")),
        "show-cross-attention": view(catalog, find("birch-2")),
        "show-dual-encoder": view(catalog, find("birch-10")),
        "search": search(catalog, "cross-attention").result,
        "compare": comparison(catalog, [find("alder"), find("birch-2")]),
        "compare-checkpoints": comparison(catalog, [find("alder-7b-chat"), find("alder-7b-base")]),
    }


def with_own_entries(catalog: Catalog) -> Catalog:
    """Return the catalog as if one of its entries were somebody's own and another one patched."""
    origins = {
        "alder": Origin(kind="own", replaces=True, files=("mine/architectures/alder.yaml",)),
        "birch-2": Origin(kind="patched", files=("mine/architectures/birch-2.patch.yaml",)),
    }
    return Catalog(structs.replace(catalog.contents, origins=origins))


def own_page(catalog: Catalog) -> View:
    own = with_own_entries(catalog)
    return view(own, own.find("alder"))


def some_paths(_catalog: Catalog) -> Listing:
    folders = [
        CatalogFolder("bundled", "/usr/lib/vlmcat/catalog", 52),
        CatalogFolder("user folder", "/home/me/.local/share/vlmcat/catalog", 1, 2, 3),
        CatalogFolder("--catalog", "/elsewhere", problem="does not exist"),
    ]
    return paths("/usr/lib/vlmcat", folders, ("/home/me/.cache/vlmcat/a.snapshot", "fresh"), {"NO_COLOR": "1", "X": ""})


IMAGES = [ImageSize(1344, 896), ImageSize(5, 2000)]


def every_rule(catalog: Catalog) -> list[tokens.Subject]:
    found = [catalog.find(id_) for id_ in ("alder", "birch-2", "birch-10")]
    return tokens.subjects(found, modes=True, checkpoints=True)


OTHERS: dict[str, Callable[[Catalog], Result]] = {
    "checkpoints": checkpoint_listing,
    "stats": lambda catalog: count(catalog, "encoder"),
    "cross": lambda catalog: cross(catalog, "fusion", "year"),
    "timeline": timeline,
    "datasets": lambda catalog: registry(catalog, "datasets"),
    "dataset": lambda catalog: sheet(catalog, "datasets", "leaf-pairs"),
    "glossary": glossary,
    "term": lambda catalog: term_sheet(catalog, "resampler"),
    "lineage": lambda catalog: lineage(catalog, "alder"),
    "similar": lambda catalog: similar(catalog, "alder"),
    "tokens": lambda catalog: tokens.listing(tokens.subjects(tokens.everything(catalog)), IMAGES, ranked=True),
    "tokens-modes": lambda catalog: tokens.listing(every_rule(catalog), IMAGES[:1]),
    "tokens-sizes": lambda catalog: over_sizes(every_rule(catalog)),
    "roadmap": lambda catalog: roadmap(catalog, "birch-2"),
    "list-own": lambda catalog: page_listing(with_own_entries(catalog)),
    "show-own": own_page,
    "paths": some_paths,
    "compare-diff": lambda catalog: comparison(
        catalog, [catalog.find("alder"), catalog.find("birch-2")], only_differences=True
    ),
    "columns-help": lambda _: all_columns(),
    "checkpoint-columns-help": lambda _: all_checkpoint_columns(),
    "coverage": lambda catalog: coverage(catalog, TODAY, 180),
    "coverage-entries": lambda catalog: coverage_by_entry(catalog, TODAY, 180),
    "coverage-entry": lambda catalog: coverage_of(catalog, catalog.find("birch-2")),
    "changes": lambda catalog: changes(catalog, CHANGELOG),
}
"""Results of the other commands, made of the same few kinds; each is looked at in fewer formats."""

NAMES = (
    "list",
    "columns",
    "show",
    "show-checkpoint",
    "show-cross-attention",
    "show-dual-encoder",
    "search",
    "compare",
    "compare-checkpoints",
)
PAGES = tuple(name for name in NAMES if name.startswith("show"))


@pytest.mark.parametrize("format_", Format)
@pytest.mark.parametrize("name", NAMES)
def test_a_result_in_a_pipe(catalog: Catalog, matches: Callable[[str, str], None], name: str, format_: Format) -> None:
    if name in PAGES and format_ in (Format.CSV, Format.TSV, Format.LATEX):
        with pytest.raises(UsageError, match="a page does not fit into"):
            render(results(catalog)[name], format_, PIPE)
    else:
        matches(f"{name}.{format_}", render(results(catalog)[name], format_, PIPE))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_a_result_on_a_terminal(catalog: Catalog, matches: Callable[[str, str], None], name: str, width: int) -> None:
    screen = Screen(interactive=True, width=width, styled=False)
    text = render(results(catalog)[name], Format.TABLE, screen)
    assert max(map(len, text.splitlines())) <= width
    matches(f"{name}.{width}.txt", text)


@pytest.mark.parametrize("format_", [Format.TABLE, Format.JSON, Format.JSONL, Format.MARKDOWN])
@pytest.mark.parametrize("name", OTHERS)
def test_a_result_of_another_command_in_a_pipe(
    catalog: Catalog, matches: Callable[[str, str], None], name: str, format_: Format
) -> None:
    matches(f"{name}.{format_}", render(OTHERS[name](catalog), format_, PIPE))


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("name", OTHERS)
def test_a_result_of_another_command_on_a_terminal(
    catalog: Catalog, matches: Callable[[str, str], None], name: str, width: int
) -> None:
    text = render(OTHERS[name](catalog), Format.TABLE, Screen(interactive=True, width=width, styled=False))
    assert max(map(len, text.splitlines())) <= width
    matches(f"{name}.{width}.txt", text)


@pytest.mark.parametrize("name", NAMES)
def test_styles_add_nothing_but_styles(catalog: Catalog, name: str) -> None:
    result = results(catalog)[name]
    styled = render(result, Format.TABLE, Screen(interactive=True, width=80, styled=True))
    assert "\x1b[" in styled


def test_json_and_yaml_hold_the_same_document(catalog: Catalog) -> None:
    for result in results(catalog).values():
        from_json = json.loads(render(result, Format.JSON, PIPE))
        from_yaml = yaml.safe_load(render(result, Format.YAML, PIPE))
        assert json.loads(json.dumps(from_yaml, default=str)) == from_json


def test_csv_reads_back_as_the_rows_that_tsv_shows(catalog: Catalog) -> None:
    for name, result in results(catalog).items():
        if name not in PAGES:
            rows = list(csv.reader(io.StringIO(render(result, Format.CSV, PIPE))))
            assert rows == [line.split("\t") for line in render(result, Format.TSV, PIPE).splitlines()]
