"""What is wrong with a catalog, and where."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from vlmcat.catalog import Where

MAX_PROBLEMS = 100
"""Problems of one file: nobody reads more."""
_LONGEST = 300
"""Characters of a message."""

Severity = Literal["error", "warning"]


class Finding(Struct, frozen=True):
    """A problem with a value, before anybody knows on which line the value stands."""

    where: Where
    code: str
    message: str
    hint: str | None = None
    severity: Severity = "error"


class Problem(Struct, frozen=True, order=True):
    """A problem at a place of a file. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    code: str
    message: str
    hint: str | None = None
    severity: Severity = "error"

    def __str__(self) -> str:
        """Return `file:line:col CODE message`, with the hint on a line of its own."""
        warning = "warning: " if self.severity == "warning" else ""
        text = f"{self.file}:{self.line}:{self.column} {self.code} {warning}{self.message}"
        return text if self.hint is None else f"{text}\n    {self.hint}"


def shortened(text: str) -> str:
    """Return a message, which may repeat any part of a file, without what is too long to be read."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def few(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems, of each file at most `MAX_PROBLEMS` and one that says that there are more."""
    seen: Counter[str] = Counter()
    for problem in problems:
        seen[problem.file] += 1
        if seen[problem.file] <= MAX_PROBLEMS:
            yield problem
        elif seen[problem.file] == MAX_PROBLEMS + 1:
            yield Problem(problem.file, 1, 1, "too-many", f"only {MAX_PROBLEMS} problems of this file are listed")


def errors_in(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that keep a catalog from being used."""
    return [problem for problem in problems if problem.severity == "error"]
