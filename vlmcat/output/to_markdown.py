"""Markdown: tables for lists and comparisons, headed sections for a page. What Markdown would read is escaped."""

import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from vlmcat.output.drawing import draw
from vlmcat.output.page_parts import opening, parts
from vlmcat.output.results import Result, readable_table
from vlmcat.queries.results import Block, Branch, Diagram, Facts, Prose, Roadmap, Rows, Sheet, Tree, View

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~&$])")
_BLOCK_START = re.compile(r"^([0-9]*)([-+=.)])")
"""What would make a list or a heading of a line; digits before it are kept."""
_ADDRESS = re.compile(r"https?://[^\s<>]+")
_WIDTH = 76


def render(result: Result) -> str:
    """Return a result as Markdown (GitHub's flavour)."""
    match result:
        case View() | Sheet():
            return "\n".join(_page(result)) + "\n"
        case Tree(root):
            return "\n".join(_branch(root, 0)) + "\n"
        case Roadmap():
            return "\n".join(_roadmap(result)) + "\n"
        case _:
            return "\n".join(_table(*readable_table(result))) + "\n"


def _page(result: View | Sheet) -> Iterator[str]:
    top = opening(result)
    if top:
        yield from (f"# {escaped(top.name)}", "")
        yield from (f"*{escaped(top.title)}*", "") if top.title else ()
        yield _paragraph(top.summary)
    for n, part in enumerate(parts(result)):
        if n or top:
            yield ""
        yield from (f"## {escaped(part.heading)}", "") if part.heading else ()
        for m, block in enumerate(part.blocks):
            if m:
                yield ""
            yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Facts(pairs):
            yield from (f"- **{escaped(label)}**: {_linked(value)}" for label, value in pairs)
        case Rows(heading, rows):
            yield from _table(heading, rows)
        case Prose(text):
            yield "\n\n".join(map(_paragraph, filter(str.strip, text.split("\n"))))
        case Diagram():
            drawn = draw(block, _WIDTH)
            fence = "`" * max(3, *(len(run) + 1 for line in drawn for run in re.findall("`+", line)), 0)
            yield from (f"{fence}text", *drawn, fence)
        case _:
            assert_never(block)


def _branch(branch: Branch, depth: int) -> Iterator[str]:
    notes = f": {escaped('; '.join(branch.notes))}" if branch.notes else ""
    yield f"{'  ' * depth}- {escaped(branch.label)}{notes}"
    for child in branch.branches:
        yield from _branch(child, depth + 1)


def _roadmap(roadmap: Roadmap) -> Iterator[str]:
    """Yield a list with a box to tick for each thing to read."""
    yield f"# What to read for {escaped(roadmap.target)}"
    yield ""
    for reading in roadmap.readings:
        name = f"[{escaped(reading.name)}](<{reading.url}>)" if reading.url else escaped(reading.name)
        summary = f". {escaped(reading.summary)}" if reading.summary else ""
        yield f"- [ ] {name}, {reading.date}: {escaped(reading.why)}{summary}"


def _table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(escaped(name) for name in heading)} |"
    yield f"|{' --- |' * len(heading)}"
    for row in rows:
        yield f"| {' | '.join(map(_in_cell, row))} |"


def _in_cell(text: str) -> str:
    """Return a cell; a bar ends it even in an address, where nothing else is escaped."""
    return _linked(text).replace("|", "\\|") if _ADDRESS.fullmatch(text) else _linked(text)


def _linked(text: str) -> str:
    return f"<{text}>" if _ADDRESS.fullmatch(text) else escaped(" ".join(text.split("\n")))


def _paragraph(line: str) -> str:
    return _BLOCK_START.sub(r"\1\\\2", escaped(line.strip()))


def escaped(text: str) -> str:
    """Return text in which nothing is Markdown or HTML."""
    return _SPECIAL.sub(r"\\\1", text)
