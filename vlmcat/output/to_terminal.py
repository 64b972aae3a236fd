"""The terminal: tables and pages fitted to its width. Colour repeats what words and shapes already say.

Catalog text is always a `Text`, never markup, so that brackets stay brackets.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import assert_never

from rich.text import Text

from vlmcat.output import plot
from vlmcat.output.consoles import Screen
from vlmcat.output.drawing import draw
from vlmcat.output.lines import beside, lines, styled, table
from vlmcat.output.page_parts import opening, parts
from vlmcat.output.results import Result, explained
from vlmcat.output.widths import GAP, allot
from vlmcat.output.words import words
from vlmcat.output.wrapping import cells, drawn
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
    texts = []
    for text in _lines(result, screen):
        text.rstrip()
        texts.append(f"{styled(text) if screen.styled else text.plain}\n")
    return drawn("".join(texts).replace("\t", " "))


def _lines(result: Result, screen: Screen) -> Iterator[Text]:
    match result:
        case Listing():
            yield from _listing(result, screen.width)
            yield from _plot(result, screen.width)
        case View() | Sheet():
            yield from _page(result, screen.width)
        case Tree(root):
            yield from _tree(root, screen.width)
        case Roadmap():
            yield from _roadmap(result, screen.width)
        case SearchResult():
            for hit in result.results:
                yield from _hit(hit, screen)
        case Comparison():
            yield from _comparison(result, screen.width)
        case _:
            assert_never(result)


# -- list --------------------------------------------------------------------------------------------------------------


def _listing(listing: Listing, width: int) -> Iterator[Text]:
    columns = listing.columns
    texts = [[_cell(value, column) for column, value in zip(columns, row, strict=True)] for row in listing.rows]
    marked = next((i for i, column in enumerate(columns) if column.kind == "name"), 0)
    for row, mark in zip(texts, listing.marks, strict=False):
        row[marked] += f" ({mark})" if mark else ""
    wanted = [max(map(cells, (column.label, *(row[i] for row in texts)))) for i, column in enumerate(columns)]
    least = [want if columns[i].kind in _WHOLE else min(want, _READABLE) for i, want in enumerate(wanted)]
    shown = list(range(len(columns)))
    while (widths := allot([wanted[i] for i in shown], [least[i] for i in shown], width)) is None and len(shown) > 1:
        shown.remove(max(shown, key=lambda i: (columns[i].kind != "name", i)))
    kinds = [columns[i].kind for i in shown]
    yield from table(
        [Text(columns[i].label, _HEADING) for i in shown],
        ([Text(row[i], "" if n else _LABEL) for n, i in enumerate(shown)] for row in _grouped(listing, texts)),
        widths or [width],
        one_line=[n for n, each in enumerate(kinds) if each != "prose"],
        to_the_right=[n for n, each in enumerate(kinds) if each in _NUMBERS],
    )
    left_out = [column.label for i, column in enumerate(columns) if i not in shown]
    if left_out:
        yield Text()
        yield from lines(Text(f"No room for: {', '.join(left_out)}", _QUIET), width)


def _plot(listing: Listing, width: int) -> Iterator[Text]:
    if listing.chart:
        yield Text()
        yield from map(Text, plot.draw(listing.chart, width))


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


# -- show --------------------------------------------------------------------------------------------------------------


def _page(result: View | Sheet, width: int) -> Iterator[Text]:
    top = opening(result)
    if top:
        yield from lines(Text.assemble((top.name, "bold"), "  ", (top.id, _LABEL)), width)
        if top.title:
            yield from lines(Text(top.title, "italic"), width)
        yield from lines(Text(top.summary), width)
    for part in parts(result):
        yield Text()
        if part.heading:
            yield from _rule(part.heading, width)
        for n, block in enumerate(part.blocks):
            if n:
                yield Text()
            yield from _block(block, width)


def _rule(heading: str, width: int) -> Iterator[Text]:
    rule = "─" * max(min(width, _WIDEST) - cells(heading) - 1, 0)
    return lines(Text.assemble((f"{heading} ", _HEADING), (rule, _QUIET)), width)


def _block(block: Block, width: int) -> Iterator[Text]:
    match block:
        case Facts():
            yield from _facts(block, width)
        case Rows(heading, rows):
            yield from _rows(heading, rows, width)
        case Prose(text):
            yield from _prose(text, width)
        case Diagram():
            yield from map(_coloured, draw(block, width))
        case _:
            assert_never(block)


def _prose(text: str, width: int) -> Iterator[Text]:
    for n, paragraph in enumerate(filter(None, text.split("\n"))):
        if n:
            yield Text()
        yield from lines(Text(paragraph), min(width, _WIDEST))


def _facts(facts: Facts, width: int, indent: int = 0) -> Iterator[Text]:
    """Yield labels with their values beside them, or below them where there is no room."""
    longest = max((cells(label) for label, _ in facts.pairs), default=0)
    room = min(width, _WIDEST) - longest - GAP
    for label, value in facts.pairs:
        if width - longest - GAP < _READABLE:
            yield from lines(Text.assemble((f"{label}: ", _LABEL), _linked(value)), width + indent, indent)
        else:
            columns = ([Text(label, _LABEL)], list(lines(_linked(value), room)))
            for line in beside(columns, (longest, room)):
                line.pad_left(indent)
                yield line


def _rows(heading: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[Text]:
    columns = list(zip(heading, *rows, strict=True))
    wanted = [max(map(cells, column)) for column in columns]
    least = [max(cells(word) for text in column for word in text.split() or [""]) for column in columns]
    widths = allot(
        wanted, [max(longest, min(want, 10)) for longest, want in zip(least, wanted, strict=True)], min(width, 140)
    )
    if widths is None:
        return _stacked(heading, rows, width)
    return table([Text(name, _HEADING) for name in heading], (list(map(_linked, row)) for row in rows), widths)


def _stacked(heading: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[Text]:
    """Yield a table that has no room as blocks, a row each."""
    for n, row in enumerate(rows):
        if n:
            yield Text()
        pairs = tuple((name, value) for name, value in zip(heading[1:], row[1:], strict=True) if value)
        yield from lines(Text(row[0], _HEADING), width)
        yield from _facts(Facts(pairs), width - 2, indent=2)


def _linked(text: str, style: str = "") -> Text:
    shown = Text(text, style=style)
    for match in _URL.finditer(text):
        shown.stylize(f"link {match[0]}", *match.span())
    return shown


def _coloured(line: str) -> Text:
    text = Text(line)
    for state, style in _STATES.items():
        text.highlight_words([state], style)
    return text


# -- search ------------------------------------------------------------------------------------------------------------


def _hit(hit: Hit, screen: Screen) -> Iterator[Text]:
    name = Text.assemble(
        (f"{hit.rank:>2}  ", _QUIET), (hit.id, f"bold {_LABEL}"), "  ", hit.name, ("  " + hit.why, _QUIET)
    )
    yield from lines(name, screen.width, _INDENT, first=0)
    for match in hit.matches[:_MATCHES]:
        room = max(screen.width - len(match.field) - _INDENT - 2, _READABLE)
        snippet, spans = _cut(match.snippet, match.spans, room if screen.styled else room - 2 * len(match.spans))
        text = Text(snippet)
        for start, end in spans:
            text.stylize(_MATCH, start, end)
        marked = text if screen.styled else Text(_marked(snippet, spans))
        yield from lines(Text.assemble((f"{match.field}: ", _LABEL), marked), screen.width, _INDENT)
    if hit.explain is not None:
        yield from lines(Text(explained(hit.explain), _QUIET), screen.width, _INDENT)


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


def _roadmap(roadmap: Roadmap, width: int) -> Iterator[Text]:
    for n, reading in enumerate(roadmap.readings, 1):
        label = Text.assemble(
            (f"{n:>2}. ", _QUIET), (reading.name, f"bold {_LABEL}"), f"  {reading.date}  ", reading.why
        )
        yield from lines(label, width, _INDENT, first=0)
        for text in filter(None, (reading.summary, reading.url)):
            yield from lines(_linked(text), width, _INDENT)


# -- trees -------------------------------------------------------------------------------------------------------------


def _tree(branch: Branch, width: int, first: str = "", others: str = "") -> Iterator[Text]:
    """Yield a branch with what hangs from it; guides lead to its first line and run on beside the others."""
    text = Text("\n").join([Text(branch.label, _LABEL if branch.id else _HEADING), *map(Text, branch.notes)])
    for n, line in enumerate(lines(text, width - len(first))):
        yield Text.assemble((others if n else first, _QUIET), line)
    others = others[: width // 8 * 4]  # a deep branch leaves half of the room for its words
    for child in branch.branches:
        last = child is branch.branches[-1]
        yield from _tree(child, width, others + ("└── " if last else "├── "), others + ("    " if last else "│   "))


# -- compare -----------------------------------------------------------------------------------------------------------


def _comparison(comparison: Comparison, width: int) -> Iterator[Text]:
    rows = [
        (_mark(field), field.label, *(words(field.values[id_], kind(field.field)) or "-" for id_ in comparison.ids))
        for field in comparison.fields
    ]
    yield from _side_by_side(rows, comparison.ids, width)
    if comparison.alike is not None:
        yield Text()
        yield from lines(Text(_alike(comparison.alike, comparison.ids[0])), min(width, _WIDEST), hyphens=True)


def _side_by_side(rows: Sequence[tuple[str, ...]], ids: Sequence[str], width: int) -> Iterator[Text]:
    labels = max((cells(row[1]) for row in rows), default=0)
    share = min((width - len(_DIFFERS) - labels - GAP * (len(ids) + 1)) // len(ids), 60)
    if share < max(_READABLE, *map(cells, ids)):
        return _stacked_comparison(rows, ids, width)
    heading = [Text(name, _HEADING) for name in ("", "", *ids)]
    widths = [len(_DIFFERS), labels, *(share for _ in ids)]
    return table(heading, map(_compared, rows), widths, broken=range(2, len(widths)))


def _compared(row: tuple[str, ...]) -> list[Text]:
    mark, label, *values = row
    style = "" if mark == _DIFFERS else _QUIET
    return [Text(mark), Text(label, _LABEL), *(_linked(" ".join(value.split()), style) for value in values)]


def _alike(fields: Sequence[Field], first: str) -> str:
    """Return what all of them have alike, where the table leaves it out."""
    values = (f"{each.label} {words(each.values[first], kind(each.field))}" for each in fields)
    return f"Alike: {'; '.join(values) or 'nothing'}."


def _stacked_comparison(rows: Sequence[tuple[str, ...]], ids: Sequence[str], width: int) -> Iterator[Text]:
    for mark, label, *values in rows:
        yield from lines(Text(f"{mark} {label}", _HEADING if mark == _DIFFERS else ""), width)
        yield from _facts(Facts(tuple(zip(ids, values, strict=True))), width - 2, indent=2)


def _mark(field: Field) -> str:
    return _DIFFERS if field.differs else " " * len(_DIFFERS)
