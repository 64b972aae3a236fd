"""Floors for the search over the bundled catalog; `python -m tests.search_quality` prints the measures themselves."""

import pytest

from tests.search_quality.judgments import Question, questions
from tests.search_quality.measures import Scores, ndcg, reciprocal_rank, scores
from tests.search_quality.systems import vlmcat
from vlmcat.catalog import Catalog
from vlmcat.loading.files import bundled_folder
from vlmcat.loading.folders import read_folders

FLOORS = Scores(ndcg=0.92, mrr=0.95, success=0.95, nothing=0.98)
"""Below what was measured, so that the catalog may grow; see CONTRIBUTING.md."""


@pytest.fixture(scope="module")
def bundle() -> Catalog:
    return Catalog(read_folders([bundled_folder()])[0])


@pytest.mark.parametrize("part", ["tuned on", "held out"])
def test_the_search_answers_the_judged_questions(bundle: Catalog, part: str) -> None:
    asked = [question for question in questions(bundle) if question.part == part]
    ask = vlmcat(bundle)
    measured = scores(asked, {question.query: ask(question.query) for question in asked})
    below = [
        f"{name} {value:.3f} < {floor}"
        for name, value, floor in zip(Scores._fields, measured, FLOORS, strict=True)
        if value < floor
    ]
    assert below == []


def test_no_question_is_asked_twice(bundle: Catalog) -> None:
    asked = [question.query for question in questions(bundle)]
    assert sorted(asked) == sorted(set(asked))


def test_the_measures_are_what_they_are_called() -> None:
    grades = {"a": 3, "b": 1}
    assert ndcg(grades, ["a", "b"]) == 1
    assert ndcg(grades, ["x"]) == 0
    assert 0 < ndcg(grades, ["b", "a"]) < 1
    assert reciprocal_rank(grades, ["x", "a"]) == 1 / 2
    assert reciprocal_rank(grades, ["b"]) == 0
    asked = [Question("q", "name", "tuned on", grades), Question("n", "nothing", "tuned on", {})]
    assert scores(asked, {"q": ["a", "b"], "n": []}) == Scores(1, 1, 1, 1)
    assert scores(asked, {"q": ["x"], "n": ["a"]}) == Scores(0, 0, 0, 0)
