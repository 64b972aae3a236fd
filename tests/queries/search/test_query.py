import pytest

from vlmcat.queries.search.query import parse


def test_a_query_has_terms_phrases_exclusions_and_fields() -> None:
    query = parse('q-former -vicuna "two stage" encoder:siglip -org:"hugging face" year:>=2024')
    assert [(term.typed, term.words, term.phrase) for term in query.terms] == [
        ("q-former", ("q", "former"), False),
        ("two stage", ("two", "stage"), True),
    ]
    assert [term.typed for term in query.excluded] == ["vicuna"]
    assert query.filters == {"encoder": ["siglip"], "org": ["no:hugging face"], "year": [">=2024"]}


def test_words_keep_what_was_typed() -> None:
    (term,) = parse("MoVE-Caf\u00e9,").terms
    assert (term.words, term.as_typed) == (("move", "cafe"), ("MoVE", "Caf\u00e9"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3:4", ("3", "4")),
        ("q: what", ("q", "what")),
        ("http://x.org/a", ("http", "x", "org", "a")),
        ('"foo:bar"', ("foo", "bar")),
        ("LLaVA: tuning", ("llava", "tuning")),
        ("arxiv:2310.03744", ("2310", "03744")),
        ('"open', ("open",)),
        ("encoder:", ("encoder",)),
        (":-", ()),
    ],
)
def test_a_colon_that_makes_no_field_is_text(text: str, words: tuple[str, ...]) -> None:
    query = parse(text)
    assert tuple(word for term in query.terms for word in term.words) == words
    assert query.filters == {}


def test_nothing_is_read_behind_more_than_anybody_types() -> None:
    assert sum(len(term.words) for term in parse("a-b " * 200).terms) == 100
    assert len(parse("year:2024 " * 5000).filters["year"]) == 1000
