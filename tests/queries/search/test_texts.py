import pytest

from vlmcat.queries.search.texts import words


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
    assert [word.key for word in words(text) if word.contrast] == contrasted


def test_words_know_where_they_stand() -> None:
    text = "Café-Net \u2028 ﬁne"
    assert [(word.key, text[word.start : word.end]) for word in words(text)] == [
        ("cafe", "Café"),
        ("net", "Net"),
        ("fine", "ﬁne"),
    ]
