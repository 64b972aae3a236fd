"""Pages and trees as plain text for pipes: no colour, no boxes, nothing cut and nothing wrapped."""

from collections.abc import Iterator
from typing import assert_never

from vlmcat.output.drawing import chain
from vlmcat.output.page_parts import opening, parts
from vlmcat.output.to_tsv import joined
from vlmcat.queries.results import Block, Branch, Diagram, Facts, Prose, Rows, Sheet, Tree, View


def render(result: View | Sheet | Tree) -> str:
    """Return a page or a tree as plain text."""
    return "\n".join(_branch(result.root, 0) if isinstance(result, Tree) else _page(result)) + "\n"


def _page(result: View | Sheet) -> Iterator[str]:
    top = opening(result)
    if top:
        yield from (f"{top.name} ({top.id})", *([top.title] if top.title else []), top.summary)
    for n, part in enumerate(parts(result)):
        if n or top:
            yield ""
        if part.heading:
            yield part.heading.upper()
        for block in part.blocks:
            yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Facts(pairs):
            yield from (f"{label}: {value}" for label, value in pairs)
        case Rows(heading, rows):
            yield from (joined(row) for row in (heading, *rows))
        case Prose(text):
            yield text
        case Diagram():
            yield from chain(block)
        case _:
            assert_never(block)


def _branch(branch: Branch, depth: int) -> Iterator[str]:
    notes = f": {'; '.join(branch.notes)}" if branch.notes else ""
    yield f"{'  ' * depth}{branch.label}{notes}"
    for child in branch.branches:
        yield from _branch(child, depth + 1)
