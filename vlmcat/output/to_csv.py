"""CSV with a heading (RFC 4180 with the line ends of the platform).

What a spreadsheet would run as a formula is kept from it (see `formulas`).
"""

import csv
import io

from vlmcat.output.formulas import harmless
from vlmcat.output.results import Result, cell, table, tabular


def render(result: Result) -> str:
    """Return a result as CSV.

    Raises:
        UsageError: the result is a page or a tree, which no row can hold.
    """
    heading, rows = table(tabular(result, "CSV"))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(map(harmless, heading))
    writer.writerows([harmless(cell(value)) for value in row] for row in rows)
    return text.getvalue()
