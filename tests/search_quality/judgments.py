"""The judged questions of judgments.yaml, with the grade of every architecture that answers one."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import yaml

from vlmcat.catalog import Catalog
from vlmcat.queries.filters import select

_FILE = Path(__file__).parent / "judgments.yaml"


class Question(NamedTuple):
    query: str
    kind: str
    tuning: bool
    """Whether rules and constants were chosen with it in sight; the other half is only reported."""
    grades: Mapping[str, int]
    """The grade of each architecture that has one: 3 answers the question, 2 is close, 1 is related."""


def questions(catalog: Catalog) -> Iterator[Question]:
    """Yield all questions, every second one of each kind for tuning."""
    for kind, judged in yaml.safe_load(_FILE.read_text(encoding="utf-8")).items():
        for number, each in enumerate(judged):
            grades = _grades(catalog, each.get("relevant", {}))
            yield Question(str(each["query"]), kind, tuning=number % 2 == 0, grades=grades)


def _grades(catalog: Catalog, relevant: Mapping[int, list[str]]) -> dict[str, int]:
    grades: dict[str, int] = {}
    for grade, judged in sorted(relevant.items()):
        for ids in (_meant(catalog, each) for each in judged):
            grades |= dict.fromkeys(ids, grade)
    return grades


def _meant(catalog: Catalog, judged: str) -> list[str]:
    """Return an id as it is, and the ids of the architectures that have all of the facts otherwise."""
    if ":" not in judged:
        return [catalog.find(judged).id]
    filters: dict[str, list[str]] = {}
    for word in judged.split():
        name, colon, value = word.partition(":")
        if colon:
            filters.setdefault(name, []).append(value)
        else:
            last = filters[list(filters)[-1]]
            last[-1] += f" {word}"
    return select(catalog, filters)
