"""Tab-separated lines with a heading: what `cut`, `sort` and `awk` read.

What a spreadsheet would run as a formula is kept from it (see `formulas`), because lines like these get pasted.
"""

from collections.abc import Iterable

from vlmcat.output.formulas import harmless
from vlmcat.output.results import Result, cell, table, tabular

_WHITE = str.maketrans("\t\n\r", "   ")


def render(result: Result) -> str:
    """Return a result as tab-separated lines; a tab or a line break inside a cell becomes a space.

    Raises:
        UsageError: the result is a page or a tree, which no row can hold.
    """
    heading, rows = table(tabular(result, "TSV"))
    lines = [heading, *([cell(value) for value in row] for row in rows)]
    return "".join(f"{joined(line)}\n" for line in lines)


def joined(cells: Iterable[str]) -> str:
    """Return the cells of a row as one line."""
    return "\t".join(harmless(text.translate(_WHITE)) for text in cells)
