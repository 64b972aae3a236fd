"""Filters: which architectures a question is about. Written once, for every command that takes them.

A filter is an option with its words: several words with commas between them mean any of these, a word after `no:` means
none of these, and filters given together must all hold.
"""

import calendar
import contextlib
import datetime as dt
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import structs

from vlmcat.catalog import Catalog
from vlmcat.errors import UsageError, either
from vlmcat.names import as_read, key
from vlmcat.queries.columns import column, value
from vlmcat.queries.facets import facet, is_facet, namesakes, resolve
from vlmcat.records import Architecture, Checkpoint, EncoderUse, LanguageModelUse, Licenses, ParameterCount

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
_YEAR = re.compile(r"(<=|>=|<|>|=|)\s*([0-9]{4})")
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}
_NAMESAKES = 4
"""Of what is named alike, so many are told."""
_CONDITIONS = "for example: --where 'tokens@1920x1080:<600', --where 'params:>=7B', --where year:2024"
_NO_WORD = re.compile(r"[\W_]+")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


def select(catalog: Catalog, given: Given) -> list[str]:
    """Return the ids of the architectures for which every filter holds, in natural order.

    Raises:
        UsageError: a word stands for nothing, or a size or a date cannot be read.
    """
    predicates = [predicate for name, words in given.items() for predicate in _predicates(catalog, name, words)]
    entries = catalog.architectures
    return [id_ for id_ in catalog.ids if all(predicate(entries[id_]) for predicate in predicates)]


def holds_for(catalog: Catalog, given: Given) -> Callable[[str, Checkpoint], bool]:
    """Return what tells whether every filter holds for a checkpoint: for what it says of itself, else for its work.

    Raises:
        UsageError: a word stands for nothing, or a size or a date cannot be read.
    """
    predicates = [predicate for name, words in given.items() for predicate in _predicates(catalog, name, words)]

    def holds(id_: str, checkpoint: Checkpoint) -> bool:
        alone = _alone(catalog.architectures[id_], checkpoint)
        return all(predicate(alone) for predicate in predicates)

    return holds


def _alone(entry: Architecture, checkpoint: Checkpoint) -> Architecture:
    """Return an architecture as if it had been released with one checkpoint only."""
    encoder, model = checkpoint.vision_encoder, checkpoint.language_model
    return structs.replace(
        entry,
        parameters=ParameterCount(total=checkpoint.parameters),
        vision_encoders=(EncoderUse(id=encoder),) if encoder else entry.vision_encoders,
        language_models=(LanguageModelUse(id=model),) if model else entry.language_models,
        licenses=Licenses(weights=checkpoint.license or entry.licenses.weights),
        checkpoints=(checkpoint,),
    )


def narrowed(catalog: Catalog, given: Given) -> Catalog:
    """Return the catalog with only those architectures for which every filter holds; all of them without filters."""
    return catalog.only(select(catalog, given)) if any(given.values()) else catalog


def notes(catalog: Catalog, given: Given) -> Iterator[str]:
    """Yield what a person may have meant by a word, too: SigLIP 2 by siglip, Qwen2.5-7B-Instruct by qwen2.5-7b.

    Raises:
        UsageError: a word stands for nothing.
    """
    for name, words in given.items():
        for parts in map(_parts, words if is_facet(name) else ()):
            others = [each.casefold().replace(" ", "-") for each in namesakes(catalog, facet(name), parts)]
            if others:
                typed, more = ",".join(parts), len(others) - _NAMESAKES
                near = either([*others[:_NAMESAKES], *([f"{more} more"] if more > 0 else [])])
                yield f"{name} {typed} does not include {near}; commas add what you want: {typed},{others[0]}"


def _predicates(catalog: Catalog, name: str, words: Sequence[str]) -> Iterable[Predicate]:
    for word in words:
        holds = _predicate(catalog, name, word.removeprefix(_NOT))
        yield _negated(holds) if word.startswith(_NOT) else holds


def _predicate(catalog: Catalog, name: str, word: str) -> Predicate:
    match name:
        case "params" | "year" | "where":
            return {"params": _size, "year": _year, "where": _where}[name](word)
        case "since" | "until" | "added_since":
            return _date(name, word)
        case "open_weights":
            return _has_open_weights
        case _ if name in _TEXTS:
            return _text(name, word)
        case _:
            return _facet(catalog, name, word)


def _negated(holds: Predicate) -> Predicate:
    return lambda entry: not holds(entry)


def _facet(catalog: Catalog, name: str, word: str) -> Predicate:
    side = facet(name)
    parts = _parts(word)
    if not parts:
        raise UsageError(f"--{name} needs a value", f"for example: --{name} {_example(catalog, name)}")
    wanted = frozenset(value for part in parts for value in resolve(catalog, side, part))
    return lambda entry: not wanted.isdisjoint(side.values(entry))


def _parts(word: str) -> list[str]:
    return [part.strip() for part in word.removeprefix(_NOT).split(",") if part.strip()]


def _text(name: str, word: str) -> Predicate:
    """It holds where one of the texts has the words of any part in it, the last of them perhaps only begun."""
    parts = [f" {spaced}" for part in word.split(",") if (spaced := _spaced(part))]
    texts = _TEXTS[name]
    return lambda entry: any(part in f" {_spaced(text)}" for text in texts(entry) for part in parts)


def _spaced(text: str) -> str:
    return " ".join(filter(None, map(key, _NO_WORD.split(text))))


def _names(entry: Architecture) -> Iterable[str]:
    return (entry.name, entry.title, *entry.aliases)


def _checkpoints(entry: Architecture) -> Iterable[str]:
    return (text for each in entry.checkpoints for text in (each.name, each.hub_id) if text)


_TEXTS: dict[str, Callable[[Architecture], Iterable[str]]] = {
    "name": _names,
    "author": lambda entry: map(as_read, entry.authors),
    "checkpoint": _checkpoints,
}
"""What is searched as text, because there is no list of its values to choose from."""


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
    before, _, condition = word.rpartition(":")
    name, match = before.strip(), _SIZE.fullmatch(condition.strip())
    if is_facet(name) and name != "year":
        raise UsageError(f"--where takes numbers only, and {name} is none", f"--{name} is there for it")
    if not name or match is None:
        raise UsageError(f"{word!r} is no condition: --where takes a column and a number", _CONDITIONS)
    asked = column(name)
    if asked.kind not in ("number", "count", "year"):
        raise UsageError(f"{name!r} is no number that can be compared", _CONDITIONS)
    compare, limit = _OPERATORS[match[1]], int(Decimal(match[2]) * _UNITS[match[3].upper()])

    def holds(entry: Architecture) -> bool:
        found = value(entry, asked.path)
        return isinstance(found, int) and compare(found, limit)

    return holds


def _year(word: str) -> Predicate:
    """Read 2024, >=2023 or 2022,2024: it holds where any of these does."""
    matches = [_YEAR.fullmatch(part.strip()) for part in word.split(",")]
    years = [(_OPERATORS[match[1]], int(match[2])) for match in matches if match]
    if len(years) < len(matches):
        raise UsageError(f"{word!r} is no year", "for example: 2024, >=2023, <2022")
    return lambda entry: any(compare(entry.released.year, year) for compare, year in years)


def _date(name: str, word: str) -> Predicate:
    day = read_date(word, last=name == "until")
    if name == "added_since":
        return lambda entry: entry.added >= day
    return lambda entry: entry.released <= day if name == "until" else entry.released >= day


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
