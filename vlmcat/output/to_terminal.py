"""The terminal: rich tables and panels fitted to its width. Colour repeats what words and shapes already say.

Catalog text is always a `Text`, never markup, so that brackets stay brackets.
"""

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import takewhile
from typing import Literal, assert_never

from rich import box
from rich.cells import cell_len, set_cell_size
from rich.console import Console, Group, OverflowMethod, RenderableType
from rich.padding import Padding
from rich.segment import Segment, Segments
from rich.style import Style
from rich.table import Table
from rich.text import Text
from rich.tree import Tree as RichTree

from vlmcat.output import plot
from vlmcat.output.consoles import Screen
from vlmcat.output.drawing import draw
from vlmcat.output.page_parts import opening, parts
from vlmcat.output.results import Result, explained
from vlmcat.output.widths import GAP, allot
from vlmcat.output.words import words
from vlmcat.queries.columns import kind
from vlmcat.queries.results import (
    Block,
    Branch,
    Column,
    Comparison,
    Diagram,
    Facts,
    Field,
    Hit,
    Kind,
    Listing,
    Prose,
    Roadmap,
    Rows,
    SearchResult,
    Sheet,
    Tree,
    Value,
    View,
)

_LABEL = "cyan"
_HEADING = "bold"
_QUIET = "dim"
_MATCH = "bold underline"
_STATES = {"frozen": "blue", "trained": "green"}
_DIFFERS = "≠"
_READABLE = 14
"""Columns below which a cell of prose is not worth showing."""
_BAR = 20
"""Columns of a bar for the whole."""
_WIDEST = 100
"""Columns beyond which lines of prose are hard to read."""
_WHOLE: tuple[Kind, ...] = ("name", "date", "year", "count", "number", "share")
_NUMBERS: tuple[Kind, ...] = ("count", "number")
_INDENT = 4
_MATCHES = 3
"""Matches of a hit that are shown."""
_URL = re.compile(r"https?://\S+")


def render(result: Result, screen: Screen) -> str:
    """Return a result as it looks on this screen, with styles and hyperlinks where it takes them."""
    out = StringIO()
    console = Console(
        file=out,
        width=screen.width,
        force_terminal=screen.styled,
        color_system="standard" if screen.styled else None,
        no_color=not screen.styled,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    console.print(_renderable(result, screen), soft_wrap=False)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _renderable(result: Result, screen: Screen) -> RenderableType:
    match result:
        case Listing():
            return Group(*_listing(result, screen.width), *_plot(result, screen.width))
        case View() | Sheet():
            return Group(*_page(result, screen.width))
        case Tree(root):
            return _tree(root)
        case Roadmap():
            return Group(*_roadmap(result))
        case SearchResult():
            return Group(*(part for hit in result.results for part in _hit(hit, screen)))
        case Comparison():
            return _comparison(result, screen.width)
        case _:
            assert_never(result)


# -- list --------------------------------------------------------------------------------------------------------------


def _listing(listing: Listing, width: int) -> Iterator[RenderableType]:
    columns = listing.columns
    texts = [[_cell(value, column) for column, value in zip(columns, row, strict=True)] for row in listing.rows]
    for row, mark in zip(texts, listing.marks, strict=False):
        row[0] += f" ({mark})" if mark else ""
    wanted = [max(map(cell_len, (column.label, *(row[i] for row in texts)))) for i, column in enumerate(columns)]
    least = [want if columns[i].kind in _WHOLE else min(want, _READABLE) for i, want in enumerate(wanted)]
    shown = len(columns)
    while shown > 1 and allot(wanted[:shown], least[:shown], width) is None:
        shown -= 1
    widths = allot(wanted[:shown], least[:shown], width) or [width]
    rows = [cells[:shown] for cells in _grouped(listing, texts)]
    draw = _wrapping_table if any(column.kind == "prose" for column in columns[:shown]) else _one_line_table
    yield draw(columns[:shown], widths, rows)
    if shown < len(columns):
        yield Text("")
        yield Text(f"No room for: {', '.join(column.label for column in columns[shown:])}", style=_QUIET)


def _wrapping_table(columns: Sequence[Column], widths: Sequence[int], rows: Iterable[Sequence[str]]) -> RenderableType:
    table = _table()
    for column, share in zip(columns, widths, strict=True):
        justify: Literal["left", "right"] = "right" if column.kind in _NUMBERS else "left"
        wrap = column.kind == "prose"
        overflow: OverflowMethod = "fold" if wrap else "ellipsis"
        table.add_column(column.label, width=share, no_wrap=not wrap, overflow=overflow, justify=justify)
    for cells in rows:
        table.add_row(*(Text(text, style=_LABEL if i == 0 else "") for i, text in enumerate(cells)))
    return table


def _one_line_table(columns: Sequence[Column], widths: Sequence[int], rows: Iterable[Sequence[str]]) -> RenderableType:
    """Return a table without the work that rich does for cells of several lines: a third of a long listing's time."""
    heading, label = Style.parse(_HEADING), Style.parse(_LABEL)
    gap = " " * GAP
    to_the_right = [column.kind in _NUMBERS for column in columns]

    def line(cells: Sequence[str]) -> list[str]:
        return [_fitted(*cell) for cell in zip(cells, widths, to_the_right, strict=True)]

    segments = [
        Segment(gap.join(line([column.label for column in columns])), heading),
        Segment.line(),
        Segment("─" * (sum(widths) + GAP * (len(widths) - 1))),
        Segment.line(),
    ]
    for cells in rows:
        first, *others = line(cells)
        segments += [Segment(first, label), Segment("".join(gap + text for text in others)), Segment.line()]
    return Segments(segments)


def _fitted(text: str, width: int, to_the_right: bool) -> str:  # noqa: FBT001 # never called by hand
    """Return a text in so many columns, cut with an ellipsis or filled with spaces."""
    text = text.replace("\n", " ")
    if cell_len(text) > width:
        text = f"{set_cell_size(text, width - 1)}…"
    blank = " " * (width - cell_len(text))
    return blank + text if to_the_right else text + blank


def _plot(listing: Listing, width: int) -> Iterator[Text]:
    if listing.chart:
        yield Text("")
        yield from (Text(line, no_wrap=True, overflow="crop") for line in plot.draw(listing.chart, width))


def _grouped(listing: Listing, texts: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """Yield the rows with a group's name only where the group begins."""
    groups = [i for i, column in enumerate(listing.columns) if column.kind == "group"]
    above: list[str] = []
    for row in texts:
        inside = [row[i] for i in groups]
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(inside, above, strict=False)))
        yield ["" if i in groups[:same] else text for i, text in enumerate(row)]
        above = inside


def _cell(value: Value, column: Column) -> str:
    text = words(value, column.kind)
    return f"{text:>4} {'█' * round(value * _BAR)}" if column.kind == "share" and isinstance(value, float) else text


def _table() -> Table:
    return Table(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, GAP - 1, 0, 0), header_style=_HEADING
    )


# -- show --------------------------------------------------------------------------------------------------------------


def _page(result: View | Sheet, width: int) -> Iterator[RenderableType]:
    title = opening(result)
    if title:
        name, id_, summary = title
        yield Text.assemble((name, "bold"), ("  ", ""), (id_, _LABEL))
        if isinstance(result, View):
            yield Text(result.page.title, style="italic")
        yield Text(summary)
    for part in parts(result):
        yield Text("")
        if part.heading:
            yield _rule(part.heading, width)
        for n, block in enumerate(part.blocks):
            if n:
                yield Text("")
            yield _block(block, width)


def _rule(heading: str, width: int) -> Text:
    return Text.assemble((f"{heading} ", _HEADING), ("─" * max(min(width, _WIDEST) - len(heading) - 1, 0), _QUIET))


def _block(block: Block, width: int) -> RenderableType:
    match block:
        case Facts():
            return _facts(block, width)
        case Rows(heading, rows):
            return _rows(heading, rows, width)
        case Prose(text):
            return _prose(text, width)
        case Diagram():
            return Group(*(_drawn(line) for line in draw(block, width)))
        case _:
            assert_never(block)


def _prose(text: str, width: int) -> RenderableType:
    paragraphs = [Text(paragraph) for paragraph in text.split("\n") if paragraph]
    spaced = [each for paragraph in paragraphs for each in (paragraph, Text(""))][:-1]
    return Padding(Group(*spaced), (0, max(width - _WIDEST, 0), 0, 0))


def _facts(facts: Facts, width: int, indent: int = 0) -> RenderableType:
    """Return labels with their values beside them, or below them where there is no room."""
    longest = max((cell_len(label) for label, _ in facts.pairs), default=0)
    if width - longest - GAP < _READABLE:
        lines = [Text.assemble((f"{label}: ", _LABEL), _linked(value)) for label, value in facts.pairs]
        return Padding(Group(*lines), (0, 0, 0, indent))
    grid = Table.grid(padding=(0, GAP, 0, 0))
    grid.add_column(style=_LABEL, no_wrap=True, width=longest)
    grid.add_column(overflow="fold", max_width=max(_WIDEST - longest - GAP, 1))
    for label, value in facts.pairs:
        grid.add_row(Text(label), _linked(value))
    return Padding(grid, (0, 0, 0, indent))


def _rows(heading: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> RenderableType:
    columns = list(zip(heading, *rows, strict=True))
    wanted = [max(map(cell_len, column)) for column in columns]
    least = [max(cell_len(word) for text in column for word in text.split() or [""]) for column in columns]
    widths = allot(
        wanted, [max(longest, min(want, 10)) for longest, want in zip(least, wanted, strict=True)], min(width, 140)
    )
    if widths is None:
        return _stacked(heading, rows, width)
    table = _table()
    for name, share in zip(heading, widths, strict=True):
        table.add_column(name, width=share, overflow="fold")
    for row in rows:
        table.add_row(*(_linked(value) for value in row))
    return table


def _stacked(heading: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> RenderableType:
    """Return a table that has no room as blocks, a row each."""
    lines: list[RenderableType] = []
    for row in rows:
        pairs = tuple((name, value) for name, value in zip(heading[1:], row[1:], strict=True) if value)
        lines += [Text(row[0], style=_HEADING), _facts(Facts(pairs), width - 2, indent=2), Text("")]
    return Group(*lines[:-1])


def _linked(text: str, style: str = "") -> Text:
    shown = Text(text, style=style)
    for match in _URL.finditer(text):
        shown.stylize(f"link {match[0]}", *match.span())
    return shown


def _drawn(line: str) -> Text:
    text = Text(line, no_wrap=True, overflow="crop")
    for state, style in _STATES.items():
        text.highlight_words([state], style)
    return text


# -- search ------------------------------------------------------------------------------------------------------------


def _hit(hit: Hit, screen: Screen) -> Iterable[RenderableType]:
    yield Text.assemble(
        (f"{hit.rank:>2}  ", _QUIET), (hit.id, f"bold {_LABEL}"), "  ", hit.name, ("  " + hit.why, _QUIET)
    )
    for match in hit.matches[:_MATCHES]:
        room = max(screen.width - len(match.field) - _INDENT - 2, _READABLE)
        snippet, spans = _cut(match.snippet, match.spans, room if screen.styled else room - 2 * len(match.spans))
        text = Text(snippet)
        for start, end in spans:
            text.stylize(_MATCH, start, end)
        marked = text if screen.styled else Text(_marked(snippet, spans))
        yield Padding(Text.assemble((f"{match.field}: ", _LABEL), marked), (0, 0, 0, _INDENT))
    if hit.explain is not None:
        yield Padding(Text(explained(hit.explain), style=_QUIET), (0, 0, 0, _INDENT))


def _cut(snippet: str, spans: Sequence[tuple[int, int]], room: int) -> tuple[str, list[tuple[int, int]]]:
    """Return so much of a snippet as a line holds, with its first match inside, and the matches that are left."""
    if len(snippet) <= room:
        return snippet, list(spans)
    first = spans[0][0] if spans else 0
    start = max(min(first - room // 3, len(snippet) - room), 0)
    end = start + room
    text = ("…" if start else snippet[:1]) + snippet[start + 1 : end - 1] + ("…" if end < len(snippet) else snippet[-1])
    return text, [(max(a - start, 0), min(b, end) - start) for a, b in spans if start < b and a < end]


def _marked(snippet: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return the snippet with its matches in brackets, for a terminal without styles."""
    for start, end in reversed(spans):
        snippet = f"{snippet[:start]}[{snippet[start:end]}]{snippet[end:]}"
    return snippet


# -- roadmap -----------------------------------------------------------------------------------------------------------


def _roadmap(roadmap: Roadmap) -> Iterator[RenderableType]:
    for n, reading in enumerate(roadmap.readings, 1):
        label = Text.assemble(
            (f"{n:>2}. ", _QUIET), (reading.name, f"bold {_LABEL}"), f"  {reading.date}  ", reading.why
        )
        yield label
        lines = [Text(line) for line in (reading.summary,) if line] + [_linked(url) for url in (reading.url,) if url]
        yield Padding(Group(*lines), (0, 0, 0, 4))


# -- trees -------------------------------------------------------------------------------------------------------------


def _tree(root: Branch) -> RenderableType:
    tree = RichTree(_labelled(root), guide_style=_QUIET)
    _grow(tree, root.branches)
    return tree


def _grow(tree: RichTree, branches: Iterable[Branch]) -> None:
    for branch in branches:
        _grow(tree.add(_labelled(branch)), branch.branches)


def _labelled(branch: Branch) -> Text:
    return Text("\n").join([Text(branch.label, style=_LABEL if branch.id else _HEADING), *map(Text, branch.notes)])


# -- compare -----------------------------------------------------------------------------------------------------------


def _comparison(comparison: Comparison, width: int) -> RenderableType:
    rows = [
        (_mark(field), field.label, *(words(field.values[id_], kind(field.field)) or "-" for id_ in comparison.ids))
        for field in comparison.fields
    ]
    return Group(_side_by_side(rows, comparison.ids, width), *_alike(comparison, width))


def _side_by_side(rows: Sequence[tuple[str, ...]], ids: Sequence[str], width: int) -> RenderableType:
    labels = max((cell_len(row[1]) for row in rows), default=0)
    share = min((width - len(_DIFFERS) - labels - GAP * (len(ids) + 1)) // len(ids), 60)
    if share < max(_READABLE, *map(cell_len, ids)):
        return _stacked_comparison(rows, ids, width)
    table = _table()
    table.add_column("", width=len(_DIFFERS))
    table.add_column("", style=_LABEL, width=labels)
    for id_ in ids:
        table.add_column(id_, overflow="fold", width=share)
    for row in rows:
        style = "" if row[0] == _DIFFERS else _QUIET
        table.add_row(row[0], row[1], *(_linked(_wrapped(value, share), style) for value in row[2:]))
    return table


def _alike(comparison: Comparison, width: int) -> Iterator[Text]:
    """Yield what all of them have alike, in a line, where the table leaves it out."""
    if comparison.alike is not None:
        first = comparison.ids[0]
        values = (f"{each.label} {words(each.values[first], kind(each.field))}" for each in comparison.alike)
        yield Text("")
        yield Text(_wrapped(f"Alike: {'; '.join(values) or 'nothing'}.", min(width, _WIDEST)))


def _wrapped(text: str, width: int) -> str:
    """Return the text in lines; unlike rich, it breaks ids at their hyphens."""
    return "\n".join(textwrap.wrap(text, width))


def _stacked_comparison(rows: Sequence[tuple[str, ...]], ids: Sequence[str], width: int) -> RenderableType:
    lines: list[RenderableType] = []
    for mark, label, *values in rows:
        lines.append(Text(f"{mark} {label}", style=_HEADING if mark == _DIFFERS else ""))
        lines.append(_facts(Facts(tuple(zip(ids, values, strict=True))), width - 2, indent=2))
    return Group(*lines)


def _mark(field: Field) -> str:
    return _DIFFERS if field.differs else " " * len(_DIFFERS)
