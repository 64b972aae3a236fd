"""Print how well the search answers the judged questions, beside common engines over the same text.

Usage: python -m tests.search_quality [--misses] [--unjudged]

--misses lists the questions whose first result is no answer, or whose nDCG@10 is below the floor; --unjudged lists the
results among the first ten that nobody has given a grade: read them when the catalog has grown.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.search_quality.judgments import NOTHING, Question, questions
from tests.search_quality.measures import DEPTH, ndcg, reciprocal_rank, scores
from tests.search_quality.systems import systems
from vlmcat.catalog import Catalog
from vlmcat.loading.folders import read_folders

BUNDLE = Path(__file__).parents[2] / "catalog"
_FLOOR = 0.88

Answers = Mapping[str, Sequence[str]]


def main() -> None:
    contents, _ = read_folders([BUNDLE])
    catalog = Catalog(contents)
    asked = list(questions(catalog))
    answers = {name: {each.query: ask(each.query) for each in asked} for name, ask in systems(catalog).items()}
    print(f"{len(asked)} questions, {len(catalog.ids)} architectures")
    for title, part in (
        ("all", asked),
        ("tuned on", [each for each in asked if each.part == "tuned on"]),
        ("held out", [each for each in asked if each.part == "held out"]),
    ):
        print_table(title, part, answers)
    print_kinds(asked, answers["vlmcat"])
    if "--misses" in sys.argv:
        print_misses(asked, answers["vlmcat"])
    if "--unjudged" in sys.argv:
        print_unjudged(asked, answers["vlmcat"])


def print_table(title: str, asked: Sequence[Question], answers: Mapping[str, Answers]) -> None:
    print(f"\n{title:<28}{'nDCG@10':>9}{'MRR':>7}{'success@1':>11}{'nothing':>9}")
    for name, given in answers.items():
        score = scores(asked, given)
        print(f"{name:<28}{score.ndcg:>9.3f}{score.mrr:>7.3f}{score.success:>11.3f}{score.nothing:>9.3f}")


def print_kinds(asked: Sequence[Question], given: Answers) -> None:
    print(f"\n{'vlmcat by kind':<28}{'nDCG@10':>9}{'MRR':>7}{'success@1':>11}{'asked':>9}")
    for kind in dict.fromkeys(each.kind for each in asked if each.grades):
        part = [each for each in asked if each.kind == kind]
        score = scores(part, given)
        print(f"{kind:<28}{score.ndcg:>9.3f}{score.mrr:>7.3f}{score.success:>11.3f}{len(part):>9}")


def print_misses(asked: Sequence[Question], given: Answers) -> None:
    print()
    for each in asked:
        ids = given[each.query]
        if not each.grades:
            if ids and each.kind == NOTHING:
                print(f"{each.query!r} should find nothing: {', '.join(ids)}")
            continue
        gain = ndcg(each.grades, ids)
        if gain < _FLOOR or reciprocal_rank(each.grades, ids) < 1:
            wanted = [id_ for id_ in each.grades if id_ not in ids]
            print(f"{each.query!r} ({each.part}, {each.kind}) nDCG@10 {gain:.2f}")
            print(f"    found {', '.join(f'{id_} {each.grades.get(id_, 0)}' for id_ in ids)}")
            print(f"    not among them: {', '.join(f'{id_} {each.grades[id_]}' for id_ in wanted[:DEPTH])}")


def print_unjudged(asked: Sequence[Question], given: Answers) -> None:
    print()
    for each in asked:
        fresh = [id_ for id_ in given[each.query] if id_ not in each.grades]
        if each.grades and fresh:
            print(f"{each.query!r}: {', '.join(fresh)}")


if __name__ == "__main__":
    main()
