"""Whatever text an entry holds, every format of every command reads back as the same data."""

import csv
import datetime as dt
import html
import io
import json
import os
import re
import sqlite3
from collections.abc import Callable, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import msgspec
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.hostile import filled
from vlmcat.catalog import Catalog, Found
from vlmcat.output import to_bibtex, to_csl_json, to_dot, to_mermaid, to_ris, to_svg, wrapping
from vlmcat.output.consoles import Screen
from vlmcat.output.export_formats import ExportFormat, save
from vlmcat.output.format import Format
from vlmcat.output.formats import render
from vlmcat.output.results import Result, cell, document, lines, readable_table, table
from vlmcat.queries.changes import changes
from vlmcat.queries.citations import citations
from vlmcat.queries.comparison import comparison
from vlmcat.queries.coverage import coverage, coverage_by_entry, coverage_of
from vlmcat.queries.diagram import drawn
from vlmcat.queries.export import export
from vlmcat.queries.glossary import glossary, term_sheet
from vlmcat.queries.listing import checkpoint_listing, listing, page_listing
from vlmcat.queries.registries import registry, sheet
from vlmcat.queries.relations import family_tree, lineage, similar
from vlmcat.queries.results import Comparison, Listing, Roadmap, SearchResult
from vlmcat.queries.roadmap import roadmap
from vlmcat.queries.search import search
from vlmcat.queries.stats import count, cross
from vlmcat.queries.timeline import timeline
from vlmcat.queries.view import view
from vlmcat.records import Architecture

PIPE = Screen(interactive=False, width=80, styled=False)
TODAY = dt.date(2026, 7, 1)
ROWS = (Listing, SearchResult, Comparison, Roadmap)
PHRASES = (
    " 1. a",
    "2) b",
    "+ c",
    "- d",
    "# h",
    "> q",
    "Lee, Yong, Jr",
    "  ",
    "👩\u200d👩\u200d👧",
    "e\u0301",
    "বাংলা",
    "d\u3164e",
    "a\u200db\u200dc",
    "❤\ufe0f",
    "🇩🇪🇫",
    "a" * 40,
)
WORDS = r"""
    =1+1 -2 @SUM(A1) '=x ''-y [red] [/] [ * **b** _i_ ` ``` | || <i> &amp; </details> \ \\ \n { } $x$ % # ~ ^ " "" ' ''
    , ; ,, -- --- === ![i](u) http://x.y/ javascript:alert(1) end subgraph --> %% ]]> <!-- null 1e3 0x1F 2024-01-01 yes
    é 你好 🦙 and others :smile: ﬁ {{x}} %s{0}
"""
LETTERS = st.characters(codec="utf-8", categories=["L", "M", "N", "P", "S", "Zs"])
TEXT = st.lists(st.sampled_from([*PHRASES, *WORDS.split()]) | st.text(LETTERS, min_size=1), min_size=1).map("".join)
LINE = TEXT.map(lambda text: text[:60])
BLOCK = st.lists(TEXT, min_size=1, max_size=3).map("\n".join)
ADDRESS = st.text(LETTERS, max_size=20).map(lambda text: "https://a.b/" + re.sub('[\\s<>"]', "", text))
thorough = settings(
    max_examples=int(os.environ.get("VLMCAT_EXAMPLES", "8")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


RESULTS: dict[str, Callable[[Catalog], Result]] = {
    "list": lambda catalog: listing(
        catalog, ["id", "name", "title", "overview", "family", "org", "connector", "stages"]
    ),
    "pages": page_listing,
    "checkpoints": checkpoint_listing,
    "show": lambda catalog: view(catalog, found(catalog)),
    "show-checkpoint": lambda catalog: view(catalog, Found("alder", *checkpoint(catalog))),
    "search": lambda catalog: search(catalog, "alder").result,
    "compare": lambda catalog: comparison(catalog, [found(catalog), catalog.find("birch-2")]),
    "stats": lambda catalog: count(catalog, "family"),
    "cross": lambda catalog: cross(catalog, "fusion", "year"),
    "timeline": timeline,
    "datasets": lambda catalog: registry(catalog, "datasets"),
    "dataset": lambda catalog: sheet(catalog, "datasets", "leaf-pairs"),
    "glossary": glossary,
    "term": lambda catalog: term_sheet(catalog, "mlp"),
    "lineage": lambda catalog: lineage(catalog, "alder"),
    "family": lambda catalog: family_tree(catalog, catalog.architectures["alder"].family or ""),
    "similar": lambda catalog: similar(catalog, "alder"),
    "roadmap": lambda catalog: roadmap(catalog, "birch-2"),
    "coverage": lambda catalog: coverage(catalog, TODAY, 180),
    "coverage-entries": lambda catalog: coverage_by_entry(catalog, TODAY, 180),
    "coverage-entry": lambda catalog: coverage_of(catalog, found(catalog)),
    "changes": lambda catalog: changes(catalog, ""),
}


def found(catalog: Catalog) -> Found:
    return Found("alder", catalog.architectures["alder"])


def checkpoint(catalog: Catalog, n: int = 0) -> tuple[Architecture, Any]:
    entry = catalog.architectures["alder"]
    return entry, entry.checkpoints[n]


def hostile(catalog: Catalog, data: st.DataObject) -> Catalog:
    """Return the catalog with other texts wherever a text is free."""
    texts = {
        "line": cycle(data.draw(st.lists(LINE, min_size=1, max_size=5))),
        "block": cycle(data.draw(st.lists(BLOCK, min_size=1, max_size=3))),
        "address": cycle(data.draw(st.lists(ADDRESS, min_size=1, max_size=2))),
    }
    return Catalog(filled(catalog.contents, lambda form, _: next(texts[form])))


@thorough
@pytest.mark.parametrize("name", RESULTS)
@given(data=st.data())
def test_every_format_of_a_result_reads_back(catalog: Catalog, name: str, data: st.DataObject) -> None:
    result = RESULTS[name](hostile(catalog, data))
    expected = json.loads(msgspec.json.encode(document(result)))
    assert json.loads(render(result, Format.JSON, PIPE)) == expected
    assert yaml.safe_load(render(result, Format.YAML, PIPE)) == expected
    assert [json.loads(line) for line in render(result, Format.JSONL, PIPE).split("\n")[:-1]] == [
        json.loads(msgspec.json.encode(item)) for item in lines(result)
    ]
    assert tags(render(result, Format.MARKDOWN, PIPE)) == set()
    width = data.draw(st.sampled_from([10, 40, 80]))
    drawn_table = render(result, Format.TABLE, Screen(interactive=True, width=width, styled=False))
    assert all(wrapping.cells(line) <= width for line in drawn_table.split("\n"))
    if isinstance(result, ROWS):
        heading, rows = table(result)
        cells = [heading, *([cell(value) for value in row] for row in rows)]
        assert [list(map(unguarded, row)) for row in csv.reader(io.StringIO(render(result, Format.CSV, PIPE)))] == cells
        tsv = [line.split("\t") for line in render(result, Format.TSV, PIPE).split("\n")[:-1]]
        assert [list(map(unguarded, row)) for row in tsv] == [
            [text.replace("\n", " ") for text in row] for row in cells
        ]
        wanted = [[spaced(text) for text in row] for row in (readable_table(result)[0], *readable_table(result)[1])]
        assert from_latex(render(result, Format.LATEX, PIPE)) == [[quoted(text) for text in row] for row in wanted]
        if not isinstance(result, Roadmap):
            assert from_markdown(render(result, Format.MARKDOWN, PIPE)) == wanted


@thorough
@given(data=st.data())
def test_every_picture_and_citation_reads_back(catalog: Catalog, data: st.DataObject) -> None:
    changed = hostile(catalog, data)
    picture = [drawn(changed, found(changed), with_stages=True)]
    names = {spaced(stage.name) for stage in changed.architectures["alder"].training.stages}
    ET.fromstring(to_svg.render(picture))  # noqa: S314 # what was just written
    assert all(any(name in spaced(label) for label in mermaid_labels(to_mermaid.render(picture))) for name in names)
    assert all(re.fullmatch(DOT_LINE, line) for line in to_dot.render(picture).splitlines())
    cited = citations(changed, [found(changed)])
    assert json.loads(to_csl_json.render(cited))[0]["title"] == cited[0].title
    tagged = [line.partition("  - ") for line in to_ris.render(cited).split("\n")[:-1]]
    assert ["TI", "  - ", cited[0].title] in [list(line) for line in tagged]
    assert all(re.fullmatch("[A-Z][A-Z0-9]", tag) for tag, _, _ in tagged)
    assert bibtex_title(to_bibtex.render(cited)) == cited[0].title


@thorough
@given(data=st.data())
def test_every_export_reads_back(catalog: Catalog, tmp_path: Path, data: st.DataObject) -> None:
    exported = export(hostile(catalog, data))
    written = {}
    for format_ in ExportFormat:
        path = tmp_path / format_
        path.unlink(missing_ok=True)
        save(exported, format_, path)
        written[format_] = path
    assert json.loads(written[ExportFormat.JSON].read_bytes()) == json.loads(msgspec.json.encode(exported.document))
    pages = [json.loads(line) for line in written[ExportFormat.JSONL].read_bytes().split(b"\n")[:-1]]
    assert pages == json.loads(msgspec.json.encode(exported.document.architectures))
    with written[ExportFormat.CSV].open(encoding="utf-8", newline="") as file:
        rows = [list(map(unguarded, row)) for row in csv.reader(file)]
    assert rows[1:] == [[cell(value) for value in row] for row in exported.listing.rows]
    with sqlite3.connect(written[ExportFormat.SQLITE]) as database:
        texts = dict(database.execute("SELECT id, overview FROM architectures"))
    database.close()
    assert texts == {page.id: page.overview for page in exported.document.architectures}
    markdown = written[ExportFormat.MARKDOWN].read_text(encoding="utf-8")
    assert tags(markdown) <= {"a", "details", "summary", "b"}
    assert sum(part.count("</details>") for part in raw(markdown)) == len(exported.views)


# -- readers -----------------------------------------------------------------------------------------------------------


def unguarded(text: str) -> str:
    """Take away the apostrophe that keeps a spreadsheet from running a cell."""
    return text[1:] if re.match("'+[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r\n]", text) else text


def spaced(text: str) -> str:
    return " ".join(text.split())


MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def tags(text: str) -> set[str]:
    """Return the HTML elements that a Markdown text opens, as a browser would see them; links are ours."""
    rendered = MARKDOWN.render(text)
    assert not re.search(r"(?:href|src)=\"(?!https?://|#)", rendered)
    assert "<img" not in rendered
    return {name for part in raw(text) for name in re.findall(r"<([a-z]+)", part)}


def raw(text: str) -> list[str]:
    """Return the parts of a Markdown text that are HTML; what stands in a code block is none."""
    return [token.content for token in flat(MARKDOWN.parse(text)) if token.type in {"html_inline", "html_block"}]


def flat(tokens: Sequence[Any]) -> list[Any]:
    return [each for token in tokens for each in (token, *flat(token.children or []))]


def from_markdown(text: str) -> list[list[str]]:
    """Return the cells of a table as a reader of the page sees them."""
    body = MARKDOWN.render(text)
    assert body.startswith("<table>")
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[spaced(html.unescape(re.sub(r"</?a[^>]*>", "", each))) for each in row] for row in cells]


LATEX = {
    r"\textbackslash{}": "\\", r"\textasciitilde{}": "~", r"\textasciicircum{}": "^", r"\textless{}": "<",
    r"\textgreater{}": ">", r"\textbar{}": "|", r"\textasciigrave{}": "`", r"\ldots{}": "…", r"$\times$": "\u00d7",
    r"$\rightarrow$": "→", r"\textsuperscript{2}": "²", "{[}": "[", "{*}": "*", "-{}-": "--", "'{}'": "''",
    ",{},": ",,", **{f"\\{mark}": mark for mark in "{}&%$#_"},
}  # fmt: skip


def from_latex(text: str) -> list[list[str]]:
    body = text.partition("\\toprule\n")[2].partition("\\bottomrule")[0].replace("\\midrule\n", "")
    marks = re.compile("|".join(sorted(map(re.escape, LATEX), key=len, reverse=True)))
    rows = [line.removesuffix(r" \\") for line in body.split("\n")[:-1]]
    cells = [re.split(r"(?<!\\) ?& ?", row) for row in rows]
    assert not any(re.match(r"[\[*]", row) for row in rows)
    return [[quoted(spaced(marks.sub(lambda mark: LATEX[mark[0]], each))) for each in row] for row in cells]


def quoted(text: str) -> str:
    """Return text in which all quotes and dashes that LaTeX sets alike are alike."""
    alike = {'"': "''", "“": "``", "”": "''", "\u2018": "`", "\u2019": "'", "—": "---", "\u2013": "--"}
    return "".join(alike.get(letter, letter) for letter in text)


def mermaid_labels(text: str) -> list[str]:
    labels = re.findall(r'"([^"]*)"', text)
    return [re.sub(r"#(\d+);", lambda code: chr(int(code[1])), label.replace("<br/>", "\n")) for label in labels]


DOT_LINE = r'(?:[^"\\]|"(?:[^"\\]|\\["\\n])*")*'


def bibtex_title(text: str) -> str:
    value = re.search(r"^  title = \{\{(.*)\}\},$", text, re.MULTILINE)
    assert value
    names = {"backslash": "\\", "braceleft": "{", "braceright": "}", "asciitilde": "~", "asciicircum": "^"}
    names |= {"less": "<", "greater": ">", "bar": "|"}
    commands = re.compile(r"\\text([a-z]+)\{\}|\\([&%$#_])")
    assert not re.search(r"[{}\\]", commands.sub("", value[1]))
    return commands.sub(lambda found: names[found[1]] if found[1] else found[2], value[1])
