import pytest

from vlmcat.addresses import is_address, leads_to, repository, whole


@pytest.mark.parametrize(
    ("address", "is_whole", "of_repository"),
    [
        ("https://arxiv.org/abs/2304.08485v2", "2304.08485", "2304.08485"),
        ("https://github.com/Forest/Alder.git", "github.com/forest/alder", "github.com/forest/alder"),
        ("git@github.com:forest/alder", "github.com/forest/alder", "github.com/forest/alder"),
        ("https://hf.co/a/b/tree/main", "huggingface.co/a/b/tree/main", "huggingface.co/a/b"),
        ("https://github.com/a/b/tree/x/y#z", "github.com/a/b/tree/x/y#z", "github.com/a/b"),
        ("https://openreview.net/forum?id=X", "openreview.net/forum?id=x", "openreview.net/forum?id=x"),
        ("https://alder.github.io/", "alder.github.io", "alder.github.io"),
        ("Forest/Alder", "forest/alder", "forest/alder"),
        ("a\nb/c", "a\nb/c", "a\nb/c"),
        ("", "", ""),
    ],
)
def test_an_address_is_read_however_it_is_copied(address: str, is_whole: str, of_repository: str) -> None:
    assert (whole(address), repository(address)) == (is_whole, of_repository)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("forest/alder", True), ("2304.08485", True), ("alder", False), ("LLaVA 1.5", False), ("12304.08485", False)],
)
def test_an_address_has_a_slash_or_is_a_number_of_arxiv(text: str, expected: bool) -> None:  # noqa: FBT001 # as typed
    assert is_address(text) is expected


def test_an_address_may_lack_its_host_but_nothing_else() -> None:
    assert leads_to("forest/alder", "github.com/forest/alder")
    assert leads_to("github.com/forest/alder", "github.com/forest/alder")
    assert not leads_to("alder", "github.com/forest/alder")
    assert not leads_to("", "2304.08485")
