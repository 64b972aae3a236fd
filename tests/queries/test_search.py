import pytest

from vlmcat.catalog import Catalog
from vlmcat.queries.results import Match
from vlmcat.queries.search import Answer
from vlmcat.queries.search import search as search_in
from vlmcat.queries.search.index import Index, build


def search(catalog: Catalog, query: str, limit: int | None = None) -> Answer:
    return search_in(catalog, Index(build(catalog.contents)), query, limit)


def found(catalog: Catalog, query: str) -> list[str]:
    return [hit.id for hit in search(catalog, query).result.results]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("alder", ["alder", "birch-2"]),
        ("ALDER-7b_chat", ["alder"]),
        ("birch 10", ["birch-10"]),
        ("birch10", ["birch-10"]),
        ("cross-attention", ["birch-2"]),
        ("cross attention", ["birch-2"]),
        ("crossattention", ["birch-2"]),
        ('"language model"', ["birch-2", "alder"]),
        ("resampler", ["birch-2"]),
        ("xattn", ["birch-2"]),
        ("multilayer perceptron", ["alder"]),
        ("Olga Oak", ["alder"]),
        ("leafchat", ["alder"]),
        ("leaf-pairs -mlp", ["birch-2"]),
        ("Bark Institute", ["birch-2"]),
        ("2310.00001", ["alder"]),
        ("https://github.com/forest/alder", ["alder"]),
        ("forest/alder-7b-base", ["alder"]),
        ("eye s/16", ["birch-2", "birch-10"]),
    ],
)
def test_a_query_finds_what_it_means_in_this_order(catalog: Catalog, query: str, expected: list[str]) -> None:
    assert found(catalog, query) == expected


@pytest.mark.parametrize("query", ["", "  ", "-", '"', "the of", "weather in oslo", "::", "(", "%", "\x00", "-leaf"])
def test_what_means_nothing_finds_nothing(catalog: Catalog, query: str) -> None:
    assert found(catalog, query) == []


@pytest.mark.parametrize("query", ["adler", "aldre", "alderr"])
def test_a_misspelt_name_is_found_and_said(catalog: Catalog, query: str) -> None:
    best = search(catalog, query).result.results[0]
    assert (best.id, best.why) == ("alder", f"typo: {query} -> alder")


def test_a_name_with_another_number_is_another_name(catalog: Catalog) -> None:
    assert "birch-10" not in found(catalog, "birch 11")[:1]


def test_a_misspelt_word_is_corrected_against_the_catalogs_own_words(catalog: Catalog) -> None:
    answer = search(catalog, "resamplr")
    assert [hit.id for hit in answer.result.results] == ["birch-2"]
    assert answer.notes == ("typo: resamplr -> resampler",)


def test_short_words_and_numbers_are_never_corrected(catalog: Catalog) -> None:
    assert found(catalog, "mpl") == []
    assert found(catalog, "5760") == []


def test_terms_that_nothing_has_together_are_dropped_and_said(catalog: Catalog) -> None:
    answer = search(catalog, "resampler tulips")
    assert [hit.id for hit in answer.result.results] == ["birch-2"]
    assert answer.notes == ("nothing has every term; left out: 'tulips'",)


def test_a_hit_shows_where_it_matched_and_why(catalog: Catalog) -> None:
    hit = search(catalog, "perceptron").result.results[0]
    assert hit.matches == (Match("connectors", "multilayer perceptron", ((11, 21),)),)
    assert hit.why == "multilayer perceptron = MLP"


def test_a_name_that_is_matched_exactly_comes_before_what_mentions_it(catalog: Catalog) -> None:
    best = search(catalog, "Alder VLM").result.results[0]
    assert (best.rank, best.id, best.why) == (1, "alder", "its name")


def test_the_total_counts_beyond_the_limit(catalog: Catalog) -> None:
    result = search(catalog, "leaf", limit=1).result
    assert (result.total, len(result.results)) == (2, 1)
