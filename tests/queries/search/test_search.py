import msgspec
import pytest
from msgspec.structs import replace

from vlmcat.catalog import Catalog
from vlmcat.errors import UsageError
from vlmcat.queries.results import Match
from vlmcat.queries.search import Answer
from vlmcat.queries.search import search as search_in
from vlmcat.queries.search.index import SearchIndex, build


@pytest.fixture(scope="module")
def experts(catalog: Catalog) -> "Search":
    """The catalog with a mixture of experts, and with a technique of which the acronym is an everyday word."""
    contents = catalog.contents
    mouths = {id_: replace(mouth, active_parameters=13) for id_, mouth in contents.language_models.items()}
    technique = replace(contents.vocabulary.alignment_techniques["instruction-data"], acronyms=("MAP",))
    vocabulary = replace(contents.vocabulary, alignment_techniques={"instruction-data": technique})
    birch = contents.architectures["birch-2"]
    birch = replace(birch, connectors=(replace(birch.connectors[0], name="Resampler of the map"),))
    entries = {"birch-2": birch, "alder": contents.architectures["alder"]}
    return Search(Catalog(replace(contents, architectures=entries, language_models=mouths, vocabulary=vocabulary)))


@pytest.fixture(scope="module")
def search(catalog: Catalog) -> "Search":
    return Search(catalog)


class Search:
    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def __call__(self, query: str, limit: int | None = None, *, explain: bool = False) -> Answer:
        return search_in(self.catalog, query, limit, explain=explain)

    def found(self, query: str) -> list[str]:
        return [hit.id for hit in self(query).result.results]


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
        ("attention, cross", ["birch-2"]),
        ('"language model"', ["birch-2", "alder"]),
        ("resampler", ["birch-2"]),
        ("resamplers", ["birch-2"]),
        ("resampl", ["birch-2"]),
        ("xattn", ["birch-2"]),
        ("multilayer perceptron", ["alder"]),
        ("Olga Oak", ["alder"]),
        ("leafchat", ["alder"]),
        ("leaf-pairs -mlp", ["birch-2"]),
        ("Bark Institute", ["birch-2"]),
        ("2310.00001", ["alder"]),
        ("arXiv:2310.00001", ["alder"]),
        ("https://arxiv.org/pdf/2310.00001v3", ["alder"]),
        ("https://github.com/forest/alder", ["alder"]),
        ("forest/alder-7b-base", ["alder"]),
        ("eye s/16", ["birch-2", "birch-10"]),
        ("frozen vision encoder", ["alder"]),
        ("frozen language model", ["birch-2"]),
        ("frozen encoder", ["alder"]),
    ],
)
def test_a_query_finds_what_it_means_in_this_order(search: Search, query: str, expected: list[str]) -> None:
    assert search.found(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("connector:mlp", ["alder"]),
        ("-connector:mlp", ["birch-2", "birch-10"]),
        ("connector:mlp,resampler", ["birch-2", "alder"]),
        ("name:birch", ["birch-2", "birch-10"]),
        ("name: birch", ["birch-2", "birch-10"]),
        ("author:oak", ["alder"]),
        ("checkpoint:7b-base", ["alder"]),
        ('org:"bark institute"', ["birch-2"]),
        ("year:1999", []),
        ("year:>=2024 cross-attention", ["birch-2"]),
        ("dataset:leaf-pairs resampler", ["birch-2"]),
    ],
)
def test_a_field_narrows_the_search(search: Search, query: str, expected: list[str]) -> None:
    assert search.found(query) == expected


@pytest.mark.parametrize(
    ("query", "message", "hint"),
    [
        ("encodr:eye", "there is no field 'encodr'", "did you mean encoder?"),
        ("q:what", "there is no field 'q'", "valid: name, author"),
        ("connector:resamplr", "no connector is called 'resamplr'", "did you mean resampler?"),
        ("year:soon", "'soon' is no year", "for example: 2024, >=2023, <2022"),
        ("params:big", "'big' is no size", "for example"),
    ],
)
def test_a_field_or_a_value_that_does_not_exist_is_named(search: Search, query: str, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as raised:
        search(query)
    assert raised.value.message == message
    assert raised.value.hint is not None
    assert raised.value.hint.startswith(hint)


@pytest.mark.parametrize(
    "query",
    ["", "  ", "-", '"', "the of", "weather in oslo", "::", "(", "%", "\x00", "-leaf", "3:4", "http://x.org", "model"],
)
def test_what_means_nothing_finds_nothing(search: Search, query: str) -> None:
    assert search.found(query) == []


def test_a_query_of_a_million_characters_is_answered(search: Search) -> None:
    assert search.found("alder " * 200_000) == ["alder", "birch-2"]
    assert search.found("x" * 1_000_000) == []


@pytest.mark.parametrize("query", ["adler", "aldre", "alderr"])
def test_a_misspelt_name_is_found_and_said(search: Search, query: str) -> None:
    answer = search(query)
    best = answer.result.results[0]
    assert (best.id, best.why) == ("alder", f"typo: {query} -> alder")
    assert answer.notes == (f"typo: {query} -> alder",)


def test_a_name_with_another_number_is_another_name(search: Search) -> None:
    assert "birch-10" not in search.found("birch 11")[:1]


def test_a_misspelt_word_is_corrected_against_the_catalogs_own_words(search: Search) -> None:
    answer = search("resamplr")
    assert [hit.id for hit in answer.result.results] == ["birch-2"]
    assert answer.notes == ("typo: resamplr -> resampler",)


def test_short_words_and_numbers_are_never_corrected(search: Search) -> None:
    assert search.found("mpl") == []
    assert search.found("5760") == []


def test_terms_that_nothing_has_together_are_dropped_and_said(search: Search) -> None:
    answer = search("resampler tulips")
    assert [hit.id for hit in answer.result.results] == ["birch-2"]
    assert answer.notes == ("nothing has every term; left out: 'tulips'",)


def test_a_hit_shows_where_it_matched_and_why(search: Search) -> None:
    hit = search("perceptron").result.results[0]
    assert hit.matches == (Match("connectors", "multilayer perceptron", ((11, 21),)),)
    assert hit.why == "multilayer perceptron = MLP"


@pytest.mark.parametrize("query", ["moe", "MoE", "mixture of experts", "mixture-of-experts"])
def test_a_mixture_of_experts_is_found_as_such(experts: "Search", query: str) -> None:
    assert experts.found(query) == ["birch-2", "alder"]


def test_a_hit_says_what_the_mixture_of_experts_is(experts: "Search") -> None:
    hit = experts("moe").result.results[0]
    assert hit.matches == (Match("language_models", "MoE", ((0, 3),)),)
    assert hit.why == "MoE = Mouth Large"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("map", ["birch-2", "alder"]),
        ("Map", ["birch-2", "alder"]),
        ("MAP", ["alder", "birch-2"]),
    ],
)
def test_capitals_say_that_an_acronym_is_meant(experts: "Search", query: str, expected: list[str]) -> None:
    assert experts.found(query) == expected


def test_a_field_shows_the_value_that_it_found(search: Search) -> None:
    hit = search("connector:mlp").result.results[0]
    assert hit.matches == (Match("connector", "MLP", ((0, 3),)),)
    assert hit.why == "connector:mlp"


def test_a_name_that_is_matched_exactly_comes_before_what_mentions_it(search: Search) -> None:
    best = search("Alder VLM").result.results[0]
    assert (best.rank, best.id, best.why) == (1, "alder", "its name")


def test_the_total_counts_beyond_the_limit(search: Search) -> None:
    result = search("leaf", limit=1).result
    assert (result.total, len(result.results)) == (2, 1)


def test_a_rank_is_explained_where_it_is_asked_for(search: Search) -> None:
    assert search("resampler").result.results[0].explain is None
    explained = search("resampler", explain=True).result.results[0].explain
    assert explained is not None
    assert list(explained) == [
        "not_the_name",
        "missing",
        "typos",
        "nearness",
        "tiers",
        "forms",
        "mentions",
        "age",
    ]
    assert (explained["tiers"], explained["forms"]) == (("component",), ("name",))


def test_filters_narrow_what_a_query_finds(catalog: Catalog) -> None:
    result = search_in(catalog, "alder", filters={"connector": ["resampler"]}).result
    assert [hit.id for hit in result.results] == ["birch-2"]


def test_the_index_survives_being_stored(catalog: Catalog) -> None:
    index = build(catalog.contents)
    assert msgspec.json.decode(msgspec.json.encode(index), type=SearchIndex) == index
