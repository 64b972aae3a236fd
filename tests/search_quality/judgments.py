"""The judged questions, with the grade of every architecture that answers one."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import yaml

from vlmcat.catalog import Catalog
from vlmcat.queries.filters import select

NOTHING = "nothing"
"""The kind of the questions about other things. Another one without grades is not scored: nothing answers it yet."""
_FILES = {"tuned on": "tuned.yaml", "held out": "held_out.yaml"}


class Question(NamedTuple):
    query: str
    kind: str
    part: str
    """Whether the ranking was tuned on it, or it was held out."""
    grades: Mapping[str, int]
    """The grade of each architecture that has one: 3 answers the question, 2 is close, 1 is related."""


def questions(catalog: Catalog) -> Iterator[Question]:
    """Yield all questions, those that the ranking was tuned on first."""
    for part, name in _FILES.items():
        file = Path(__file__).parent / name
        for kind, judged in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            for each in judged:
                yield Question(str(each["query"]), kind, part, _grades(catalog, each.get("relevant", {})))


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
        else:  # a value of several words: org:hugging face
            filters[list(filters)[-1]][-1] += f" {word}"
    return select(catalog, filters)
