import pytest

from vlmcat.names import as_read, has_beginning, has_words, initials, key, natural, nearest, nearest_of


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("LLaVA 1.5", "llava15"),
        ("llava-1.5", "llava15"),
        ("  LLaVA__1,5!", "llava15"),
        ("Café", "cafe"),
        ("Cafe\u0301", "cafe"),
        ("\uff31wen\uff12", "qwen2"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("π0", "π0"),
        ("forest/alder-7b", "forestalder7b"),
        ("", ""),
        ("-./ ?", ""),
    ],
)
def test_only_letters_and_digits_of_a_name_count(name: str, expected: str) -> None:
    assert key(name) == expected


@pytest.mark.parametrize(
    ("name", "words", "has"),
    [
        ("Google DeepMind", "deepmind", (True, True)),
        ("Google DeepMind", "google-deep mind", (True, True)),
        ("Google DeepMind", "deep", (False, True)),
        ("Google DeepMind", "mind", (False, False)),
        ("Mitsubishi", "mit", (False, True)),
        ("Non-commercial research only", "noncommercial", (True, True)),
        ("CLIP ViT-L/14-336", "vit-l-14", (True, True)),
        ("CLIP ViT-L/14-336", "vit-l-1", (False, True)),
        ("OpenCLIP ViT-L/14", "clip", (False, False)),
        ("Qwen2.5-7B-Instruct", "qwen", (True, True)),
        ("Qwen2.5-7B-Instruct", "qwen2", (True, True)),
        ("Qwen2.5-7B-Instruct", "QWEN 2.5", (True, True)),
        ("Qwen2.5-7B-Instruct", "qwen25", (False, True)),
        ("Qwen2.5-7B-Instruct", "7b", (True, True)),
        ("Qwen2.5-7B-Instruct", "5", (False, False)),
        ("Qwen2.5-7B-Instruct", "57b", (False, False)),
        ("Qwen-1.8B", "qwen-1", (False, True)),
        ("Gemma 2B", "gemma-2", (False, True)),
        ("OPT-2.7B", "27b", (False, True)),
        ("Llama 3.1 8B", "llama 3", (True, True)),
        ("LLaMA 13B", "llama 1", (False, True)),
        ("Centre de l\u00c9tude", "etude", (False, False)),
        ("Universit\u00e9 Paris-Saclay", "universite", (True, True)),
        ("\uff31wen\uff12", "qwen2", (True, True)),
        ("", "birch", (False, False)),
    ],
)
def test_a_name_has_whole_words_and_beginnings(name: str, words: str, has: tuple[bool, bool]) -> None:
    assert (has_words(name, words), has_beginning(name, words)) == has


@pytest.mark.parametrize(
    ("name", "words", "has"),
    [
        ("Qwen2-7B", "qwen2", True),
        ("Qwen2.5-7B", "qwen2", False),
        ("Qwen2.5-7B", "qwen2.5", True),
        ("Llama 3.1 8B", "llama 3", False),
        ("Llama 3 8B", "llama 3", True),
    ],
)
def test_a_version_is_told_from_its_subversions(name: str, words: str, *, has: bool) -> None:
    assert has_words(name, words, subversions=False) == has


def test_a_long_name_is_looked_through_at_once() -> None:
    assert not has_words("1a" * 20_000, "1a1")


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("King Abdullah University of Science and Technology", "kaust"),
        ("The Hong Kong University of Science and Technology", "hkust"),
        ("Google DeepMind", ""),
    ],
)
def test_a_long_name_has_initials(name: str, short: str) -> None:
    assert initials(name) == short


@pytest.mark.parametrize(
    "ordered",
    [
        ["qwen2-vl", "qwen10-vl"],
        ["LLaVA-1.5", "llava-1.6", "LLAVA-1.10"],
        ["", "1", "02", "3a", "a", "a1", "a1b", "a2"],
        ["birch", "birch-2", "birch-10", "Cedar"],
    ],
)
def test_numbers_in_names_are_sorted_as_numbers_and_case_is_ignored(ordered: list[str]) -> None:
    backwards = ordered[::-1]
    assert sorted(backwards, key=natural) == ordered


@pytest.mark.parametrize("name", ["x²", "x٣", "x①", "9" * 5000, "\ud800"])
def test_digits_of_any_script_and_length_can_be_sorted(name: str) -> None:
    assert sorted([name, "x"], key=natural) == sorted(["x", name], key=natural)


NAMES = ["llava", "llava-1.5", "llava-1.6", "flamingo", "openflamingo", "qwen-vl"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("lava", ["llava"]),
        ("lalva", ["llava"]),
        ("LLaVA 1.4", ["llava-1.5", "llava-1.6", "llava"]),
        ("flam", ["flamingo"]),
        ("flamingoo", ["flamingo"]),
        ("penflamingo", ["openflamingo", "flamingo"]),
        ("qwen", ["qwen-vl"]),
        ("q", []),
        ("zebra", []),
        ("", []),
        ("???", []),
    ],
)
def test_the_nearest_names_are_offered_likeliest_first(typed: str, expected: list[str]) -> None:
    assert nearest(typed, NAMES) == expected


def test_what_starts_alike_comes_before_what_is_merely_spelt_alike() -> None:
    assert nearest("mapl", ["maple-large-model", "maps"]) == ["maple-large-model", "maps"]


def test_no_more_than_the_limit_is_offered_and_repeated_candidates_count_once() -> None:
    names = ["birch-10", "birch-2", "birch-2", "birch-1", "birch-3"]
    assert nearest("birch", names) == ["birch-1", "birch-2", "birch-3"]
    assert nearest("birch", names, limit=1) == ["birch-1"]
    assert nearest("birch", names, limit=9) == ["birch-1", "birch-2", "birch-3", "birch-10"]


def test_of_the_spellings_of_one_thing_only_the_nearest_is_offered() -> None:
    spellings = {"birch-1": "a", "Birch One": "a", "birch-2": "b", "birch-25": "b", "birch-3": "c", "birch-4": "d"}
    assert nearest_of("birch", spellings) == ["birch-1", "birch-2", "birch-3"]
    assert nearest_of("birch-o", spellings, limit=1) == ["Birch One"]


def test_without_candidates_nothing_is_near() -> None:
    assert nearest("birch", []) == nearest_of("birch", {}) == []


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Lee, Yong Jae", "Yong Jae Lee"),
        ("Forest Team", "Forest Team"),
        ("King, Martin, Jr.", "Martin, Jr. King"),
        ("Lee,Yong", "Lee,Yong"),
        ("", ""),
    ],
)
def test_an_author_is_read_given_name_first(author: str, expected: str) -> None:
    assert as_read(author) == expected
