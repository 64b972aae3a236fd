"""Measures of ranked answers against graded judgments."""

import math
from collections.abc import Mapping, Sequence
from statistics import mean
from typing import NamedTuple

from tests.search_quality.judgments import NOTHING, Question

DEPTH = 10
_ANSWERS = 2
"""The grade from which a result answers a question."""


class Scores(NamedTuple):
    ndcg: float
    mrr: float
    success: float
    nothing: float
    """The share of questions about other things that were answered with nothing."""


def scores(questions: Sequence[Question], answers: Mapping[str, Sequence[str]]) -> Scores:
    """Return the means over the questions that have an answer, and over those that have none."""
    asked = [question for question in questions if question.grades]
    others = [question for question in questions if question.kind == NOTHING]
    return Scores(
        mean(ndcg(question.grades, answers[question.query]) for question in asked),
        mean(reciprocal_rank(question.grades, answers[question.query]) for question in asked),
        mean(reciprocal_rank(question.grades, answers[question.query]) == 1 for question in asked),
        mean(not answers[question.query] for question in others) if others else math.nan,
    )


def ndcg(grades: Mapping[str, int], ids: Sequence[str]) -> float:
    """Return the normalised discounted cumulative gain of the first ten, with gains of 2^grade - 1."""
    best = _gain(sorted(grades.values(), reverse=True))
    return _gain([grades.get(id_, 0) for id_ in ids]) / best


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades[:DEPTH], 1))


def reciprocal_rank(grades: Mapping[str, int], ids: Sequence[str]) -> float:
    """Return 1 / the rank of the first of the first ten that answers the question, or 0."""
    return next((1 / rank for rank, id_ in enumerate(ids[:DEPTH], 1) if grades.get(id_, 0) >= _ANSWERS), 0)
