import pytest
from msgspec.structs import replace

from vlmcat.catalog import Catalog
from vlmcat.errors import NotFoundError
from vlmcat.queries.glossary import glossary, term_sheet, terms_called
from vlmcat.queries.roadmap import roadmap
from vlmcat.records import FusionMethod, Term, Vocabulary


def test_every_term_has_a_row(catalog: Catalog) -> None:
    rows = glossary(catalog).rows
    assert rows[0] == ("fusion", "projected-tokens", 1, "Visual tokens stand in the sequence.")
    assert len(rows) == 19


@pytest.mark.parametrize("called", ["perceiver resampler", "Resampler", "perceiver-resampler"])
def test_a_term_is_found_by_any_of_its_names(catalog: Catalog, called: str) -> None:
    result = term_sheet(catalog, called)
    assert (result.id, result.name) == ("resampler", "Perceiver resampler")
    assert result.summary == "connector: between the vision encoder and the language model"


def test_a_term_shows_the_earliest_that_use_it(catalog: Catalog) -> None:
    document = term_sheet(catalog, "captioning").document
    assert document["terms"][0]["used_by"] == ["alder", "birch-2"]  # type: ignore[index] # plain data


def test_the_term_of_that_name_comes_before_one_that_is_also_called_so(catalog: Catalog) -> None:
    vocabulary = catalog.vocabulary
    basics = {"sight": Term(name="Sight", definition="Seeing.", synonyms=("tiling", "retrieval"))}
    both = Catalog(replace(catalog.contents, vocabulary=replace(vocabulary, basics=basics)))
    assert [each.id for each in terms_called(both, "Tiling")] == ["tiling", "sight"]
    assert [part.heading for part in term_sheet(both, "tiling").parts if part.heading] == [
        "Image input",
        "Examples (1)",
        "Basics",
    ]
    assert roadmap(both, "tiling").target == "Tiling"
    assert term_sheet(both, "sight").summary == "basics: what the other explanations build on"


def test_every_list_is_explained(catalog: Catalog) -> None:
    for name in Vocabulary.__struct_fields__:
        terms = {"x": FusionMethod(name="X", definition="Y.", drawn_as="encoder-free")}
        only = Catalog(replace(catalog.contents, vocabulary=replace(Vocabulary(), **{name: terms})))
        assert term_sheet(only, "x").summary.partition(":")[2]


def test_an_unknown_term_is_named_with_the_nearest(catalog: Catalog) -> None:
    with pytest.raises(NotFoundError) as error:
        term_sheet(catalog, "cross-atention")
    assert str(error.value) == (
        "no term is called 'cross-atention'\ndid you mean cross-attention or cross-attention-layers?"
    )
