import pytest

from vlmcat.catalog import Catalog
from vlmcat.queries.search.texts import contrasts, keys, other_states, spans
from vlmcat.records import Term


@pytest.mark.parametrize(
    ("text", "contrasted"),
    [
        ("unlike Q-Former, an MLP", ["q", "former"]),
        ("an MLP instead of a resampler", ["of", "a", "resampler"]),
        ("a sigmoid in place of the softmax over the batch", ["of", "the", "softmax", "over", "the", "batch"]),
        ("fewer tokens than LLaVA and a larger encoder", ["llava"]),
        ("without a vision encoder", ["a", "vision", "encoder"]),
        ("The place of the image", []),
    ],
)
def test_words_after_a_contrast_say_what_is_not_meant(text: str, contrasted: list[str]) -> None:
    found = keys(text)
    assert [found[n] for n in sorted(contrasts(text, found))] == contrasted


def test_words_know_where_they_stand() -> None:
    text = "Café-Net \u2028 ﬁne"
    assert [(word, text[start:end]) for word, (start, end) in zip(keys(text), spans(text), strict=True)] == [
        ("cafe", "Café"),
        ("net", "Net"),
        ("fine", "ﬁne"),
    ]


def test_what_is_frozen_has_the_names_of_its_part(catalog: Catalog) -> None:
    components = {
        "vision-encoder": Term(name="Vision encoder", definition="d", synonyms=("vision tower",), acronyms=("ViT",)),
        "language-model": Term(name="Language model", definition="d", acronyms=("LLM",)),
    }
    said = {id_: [each.text for each in other_states(catalog.architectures[id_], components)] for id_ in catalog.ids}
    assert said == {
        "alder": ["frozen vision tower", "frozen ViT", "frozen encoder"],
        "birch-2": ["frozen LLM"],
        "birch-10": [],
    }
    assert list(other_states(catalog.architectures["alder"], {})) == []
