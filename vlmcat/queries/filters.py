"""Filters: which architectures a question is about. Written once, for every command that takes them.

A filter is an option with its words: several words with commas between them mean any of these, a word after `no:` means
none of these, and filters given together must all hold.
"""

import calendar
import contextlib
import datetime as dt
import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from vlmcat.catalog import Catalog
from vlmcat.errors import UsageError
from vlmcat.queries.columns import column, value
from vlmcat.queries.facets import facet, resolve
from vlmcat.records import Architecture

Predicate = Callable[[Architecture], bool]
Given = Mapping[str, Sequence[str]]
"""The words of each filter as they were given, by the name of its facet, or params, where, since, until, added_since
and open_weights."""

_NOT = "no:"
_OPERATORS: dict[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "": operator.eq,
}
_SIZE = re.compile(r"(<=|>=|<|>|=|)\s*(\d+(?:\.\d+)?)\s*([KMBT]?)", re.IGNORECASE)
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}
_CONDITIONS = "for example: --where 'tokens@1920x1080:<600', --where 'params:>=7B', --where year:2024"
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


def select(catalog: Catalog, given: Given) -> list[str]:
    """Return the ids of the architectures for which every filter holds, in natural order.

    Raises:
        UsageError: a word stands for nothing, or a size or a date cannot be read.
    """
    predicates = [predicate for name, words in given.items() for predicate in _predicates(catalog, name, words)]
    entries = catalog.architectures
    return [id_ for id_ in catalog.ids if all(predicate(entries[id_]) for predicate in predicates)]


def narrowed(catalog: Catalog, given: Given) -> Catalog:
    """Return the catalog with only those architectures for which every filter holds; all of them without filters."""
    return catalog.only(select(catalog, given)) if any(given.values()) else catalog


def _predicates(catalog: Catalog, name: str, words: Sequence[str]) -> Iterable[Predicate]:
    for word in words:
        match name:
            case "params":
                yield _size(word)
            case "where":
                yield _where(word)
            case "since":
                first = read_date(word, last=False)
                yield lambda entry, first=first: entry.released >= first  # type: ignore[misc] # a bound default
            case "until":
                last = read_date(word, last=True)
                yield lambda entry, last=last: entry.released <= last  # type: ignore[misc] # a bound default
            case "added_since":
                first = read_date(word, last=False)
                yield lambda entry, first=first: entry.added >= first  # type: ignore[misc] # a bound default
            case "open_weights":
                yield _has_open_weights
            case _:
                yield _facet(catalog, name, word)


def _facet(catalog: Catalog, name: str, word: str) -> Predicate:
    side = facet(name)
    negated = word.startswith(_NOT)
    parts = [part for part in word.removeprefix(_NOT).split(",") if part.strip()]
    if not parts:
        raise UsageError(f"--{name} needs a value", f"for example: --{name} {_example(catalog, name)}")
    wanted = frozenset(value for part in parts for value in resolve(catalog, side, part))
    return lambda entry: wanted.isdisjoint(side.values(entry)) is negated


def _example(catalog: Catalog, name: str) -> str:
    return next((value for id_ in catalog.ids for value in facet(name).values(catalog.architectures[id_])), "...")


def _size(word: str) -> Predicate:
    """Read `<10B`: it holds where the largest model or any checkpoint has that many parameters."""
    match = _SIZE.fullmatch(word.strip())
    if match is None:
        raise UsageError(f"{word!r} is no size", "for example: --params '<10B', --params '>=7B', --params 13B")
    compare, limit = _OPERATORS[match[1]], int(Decimal(match[2]) * _UNITS[match[3].upper()])

    def holds(entry: Architecture) -> bool:
        sizes = (entry.parameters.total, *(checkpoint.parameters for checkpoint in entry.checkpoints))
        return any(compare(size, limit) for size in sizes if size is not None)

    return holds


def _where(word: str) -> Predicate:
    """Read `tokens:<600`, `tokens@1920x1080:<=1000`, `params:>7B`: any column that is one number.

    Raises:
        UsageError: there is no such column, it is no number, or the condition cannot be read.
    """
    name, _, condition = word.rpartition(":")
    match = _SIZE.fullmatch(condition.strip())
    if not name or match is None:
        raise UsageError(f"{word!r} is no condition", _CONDITIONS)
    asked = column(name.strip())
    if asked.kind not in ("number", "count", "year"):
        raise UsageError(f"{name!r} is no number that can be compared", _CONDITIONS)
    compare, limit = _OPERATORS[match[1]], int(Decimal(match[2]) * _UNITS[match[3].upper()])

    def holds(entry: Architecture) -> bool:
        found = value(entry, asked.path)
        return isinstance(found, int) and compare(found, limit)

    return holds


def read_date(word: str, *, last: bool) -> dt.date:
    """Read 2024, 2024-06 or 2024-06-01 as its first day, or as its last.

    Raises:
        UsageError: it is none of these.
    """
    match = _DATE.fullmatch(word.strip())
    if match:
        year, month, day = int(match[1]), int(match[2] or (12 if last else 1)), int(match[3] or 1)
        with contextlib.suppress(ValueError):
            first = dt.date(year, month, day)
            return first if match[3] or not last else _end_of_month(first)
    raise UsageError(f"{word!r} is no date", "for example: 2024, 2024-06 or 2024-06-01")


def _end_of_month(first: dt.date) -> dt.date:
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _has_open_weights(entry: Architecture) -> bool:
    return bool(entry.links.weights or any(each.hub_id or each.url for each in entry.checkpoints))
