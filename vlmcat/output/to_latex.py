r"""LaTeX: a booktabs table for a paper, with what LaTeX would read escaped.

The file compiles as it is, and it can be \input into a paper that uses booktabs: before \begin{document}, \@nodocument
is LaTeX's own error message, and \relax after it, so the table knows whether it has to bring its own document.
"""

import re
from collections.abc import Iterator, Sequence

from vlmcat.output.results import Result, readable_table, tabular

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "`": r"\textasciigrave{}",
    "[": "{[}",
    "*": "{*}",
    "--": "-{}-",
    "''": "'{}'",
    ",,": ",{},",
    "\n": " ",
    '"': "''",
    "\u2018": "`",
    "\u2019": "'",
    "\u201c": "``",
    "\u201d": "''",
    "\u2013": "--",
    "\u2014": "---",
    "\u2026": r"\ldots{}",
    "\u00d7": r"$\times$",
    "\u2192": r"$\rightarrow$",
    "\u00b2": r"\textsuperscript{2}",
}
"""Special characters, ligatures, and what a command at the end of the line before would take for its argument."""
_ESCAPE = re.compile("|".join(map(re.escape, _SPECIAL)))
_TEXT_WIDTH = 0.9
_LABEL_WIDTH = 0.2
_OPEN = r"""\makeatletter
\ifx\@nodocument\relax\let\vlmcatend\relax\else
\documentclass{article}\usepackage[T1]{fontenc}\usepackage{booktabs}
\begin{document}\def\vlmcatend{\end{document}}\fi
\makeatother"""


def render(result: Result) -> str:
    """Return a list or a comparison as a LaTeX table.

    Raises:
        UsageError: the result is a page or a tree, which no table can hold.
    """
    return "\n".join(_lines(*readable_table(tabular(result, "LaTeX")))) + "\n"


def _lines(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    others = max(len(heading) - 1, 1)
    share = f"p{{{(_TEXT_WIDTH - _LABEL_WIDTH) / others:.3f}\\textwidth}}"
    yield _OPEN
    yield f"\\begin{{tabular}}{{p{{{_LABEL_WIDTH}\\textwidth}}{share * (len(heading) - 1)}}}"
    yield r"\toprule"
    yield _row(heading)
    yield r"\midrule"
    yield from (_row(row) for row in rows)
    yield r"\bottomrule"
    yield r"\end{tabular}"
    yield r"\vlmcatend"


def _row(cells: Sequence[str]) -> str:
    return " & ".join(map(_escaped, cells)) + r" \\"


def _escaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: _SPECIAL[match[0]], text)
