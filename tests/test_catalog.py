import pytest
from msgspec.structs import replace

from vlmcat.catalog import Catalog, Name, Reference, collection, names, references
from vlmcat.errors import NotFoundError
from vlmcat.records import Contents


@pytest.mark.parametrize(
    ("name", "id_", "checkpoint"),
    [
        ("alder", "alder", None),
        (" ALDER ", "alder", None),
        ("alder VLM", "alder", None),
        ("Alder-VLM", "alder", None),
        ("alder reading leaves with brackets", "alder", None),
        ("Birch 2", "birch-2", None),
        ("birch2", "birch-2", None),
        ("BIRCH_10", "birch-10", None),
        ("birch.10", "birch-10", None),
        ("Birch 10: Two Towers of Leaves", "birch-10", None),
        ("Alder-7B-chat", "alder", "Alder-7B-chat"),
        ("alder 7b CHAT", "alder", "Alder-7B-chat"),
        ("alder7bbase", "alder", "Alder-7B-base"),
        ("forest/alder-7b-base", "alder", "Alder-7B-base"),
        ("Forest Alder 7B Base", "alder", "Alder-7B-base"),
    ],
)
def test_a_name_in_any_spelling_leads_to_its_architecture_or_checkpoint(
    catalog: Catalog, name: str, id_: str, checkpoint: str | None
) -> None:
    found = catalog.find(name)
    opened = found.checkpoint and found.checkpoint.name
    assert (found.id, found.architecture, opened) == (id_, catalog.architectures[id_], checkpoint)


@pytest.mark.parametrize(
    ("address", "id_", "checkpoint"),
    [
        ("2310.00001", "alder", None),
        ("2310.00001v3", "alder", None),
        ("arXiv:2310.00001", "alder", None),
        (" https://arxiv.org/abs/2310.00001v2 ", "alder", None),
        ("http://arxiv.org/pdf/2310.00001.pdf", "alder", None),
        ("https://huggingface.co/papers/2402.00002", "birch-2", None),
        ("https://github.com/forest/alder", "alder", None),
        ("https://www.GitHub.com/Forest/Alder/", "alder", None),
        ("github.com/forest/alder.git", "alder", None),
        ("git@github.com:forest/alder.git", "alder", None),
        ("https://github.com/forest/alder/tree/main/leaves", "alder", None),
        ("https://github.com/forest/alder#readme", "alder", None),
        ("forest/alder", "alder", None),
        ("https://huggingface.co/forest/alder-7b-chat", "alder", "Alder-7B-chat"),
        ("https://hf.co/forest/alder-7b-base/", "alder", "Alder-7B-base"),
        ("https://huggingface.co/forest/alder-7b-base/blob/main/README.md", "alder", "Alder-7B-base"),
    ],
)
def test_an_address_leads_to_its_architecture_or_checkpoint(
    catalog: Catalog, address: str, id_: str, checkpoint: str | None
) -> None:
    found = catalog.find(address)
    assert (found.id, found.checkpoint and found.checkpoint.name) == (id_, checkpoint)


@pytest.mark.parametrize(
    "address",
    ["2310.00002", "forest/elder", "https://github.com/forest", "github.com", "https://", "//", "/", "1/2", "a:b/c"],
)
def test_an_address_that_nothing_has_is_not_found(catalog: Catalog, address: str) -> None:
    with pytest.raises(NotFoundError, match="no architecture or checkpoint is called"):
        catalog.find(address)


@pytest.fixture(scope="module")
def sharing(catalog: Catalog) -> Catalog:
    """A catalog of two works from one repository, of which one has a folder, and two checkpoints at one address."""
    alder, birch = catalog.architectures["alder"], catalog.architectures["birch-10"]
    url = "https://github.com/forest/alder/tree/main/birch"
    checkpoints = tuple(replace(each, url=f"{url}/both", hub_id=None) for each in alder.checkpoints)
    entries = {
        "alder": alder,
        "birch-10": replace(birch, links=replace(birch.links, code=url), checkpoints=checkpoints),
    }
    return Catalog(Contents(architectures=entries))


@pytest.mark.parametrize("address", ["forest/alder/tree/other", "https://github.com/forest/alder/blob/main/README.md"])
def test_an_address_that_several_share_is_not_guessed_at(sharing: Catalog, address: str) -> None:
    with pytest.raises(NotFoundError) as error:
        sharing.find(address)
    assert str(error.value) == f"{address!r} may be alder or birch-10\nname one of them, such as alder"


def test_the_whole_address_counts_more_than_its_repository(sharing: Catalog) -> None:
    assert sharing.find("forest/alder").id == "alder"
    assert sharing.find("https://github.com/forest/alder/tree/main/birch").id == "birch-10"
    assert sharing.find("https://github.com/forest/alder/tree/main/birch/both").checkpoint is None


SEE_ALL = "see `vlmcat list` for all, or `vlmcat search` for words"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("aldr", "did you mean alder?"),
        ("bich-2", "did you mean birch-2?"),
        ("birch", "did you mean birch-2 or birch-10?"),
        ("Alder-7B-chta", "did you mean Alder-7B-chat or Alder-7B-base?"),
        ("https://huggingface.co/woods/alder-7b-chta", "did you mean Alder-7B-chat or Alder-7B-base?"),
        ("7B", SEE_ALL),
        ("zebra", SEE_ALL),
        ("a", SEE_ALL),
        ("", SEE_ALL),
        ("???", SEE_ALL),
        ("leaf-pairs", SEE_ALL),
        ("a\nb", SEE_ALL),
    ],
)
def test_what_is_not_there_is_never_guessed_but_what_is_near_is_named(catalog: Catalog, name: str, hint: str) -> None:
    with pytest.raises(NotFoundError) as error:
        catalog.find(name)
    assert (error.value.message, error.value.hint) == (f"no architecture or checkpoint is called {name!r}", hint)


def test_a_checkpoint_is_suggested_by_its_name_and_once_however_many_names_it_has(catalog: Catalog) -> None:
    assert catalog.suggest("alder-7b") == ["Alder-7B-base", "Alder-7B-chat", "alder"]


def test_at_most_three_are_suggested(catalog: Catalog) -> None:
    entry = catalog.architectures["birch-10"]
    many = {f"elm-{i}": replace(entry, name=f"Elm {i}", title=f"Work {i}") for i in (10, 4, 3, 2, 1)}
    assert Catalog(Contents(architectures=many)).suggest("elm") == ["elm-1", "elm-2", "elm-3"]


def test_ids_are_in_natural_order(catalog: Catalog) -> None:
    assert catalog.ids == ["alder", "birch-2", "birch-10"]


def test_every_thing_knows_the_architectures_that_use_it(catalog: Catalog) -> None:
    everyone, both = ["alder", "birch-2", "birch-10"], ["alder", "birch-2"]
    assert dict(catalog.used_by) == {
        ("architectures", "alder"): ["birch-2"],
        ("vision_encoders", "eye-l-14"): both,
        ("vision_encoders", "eye-s-16"): ["birch-2", "birch-10"],
        ("connector_types", "mlp"): ["alder"],
        ("connector_types", "resampler"): ["birch-2"],
        ("language_models", "mouth-7b"): ["alder"],
        ("language_models", "mouth-70b"): ["birch-2"],
        ("datasets", "leaf-pairs"): both,
        ("datasets", "leaf-chat"): ["alder"],
        ("image_input_strategies", "fixed-resolution"): ["alder"],
        ("image_input_strategies", "tiling"): ["birch-2"],
        ("fusion_methods", "projected-tokens"): ["alder"],
        ("fusion_methods", "cross-attention"): ["birch-2"],
        ("fusion_methods", "dual-encoder"): ["birch-10"],
        ("alignment_techniques", "instruction-data"): ["alder"],
        ("training_objectives", "next-token-prediction"): both,
        ("training_objectives", "contrastive"): ["birch-10"],
        ("components", "vision-encoder"): everyone,
        ("components", "connector"): both,
        ("components", "language-model"): both,
        ("components", "cross-attention-layers"): ["birch-2"],
        ("components", "text-encoder"): ["birch-10"],
        ("tasks", "captioning"): both,
        ("tasks", "retrieval"): ["birch-10"],
        ("modalities", "image"): everyone,
        ("modalities", "text"): everyone,
    }


def test_references_say_where_they_stand(catalog: Catalog) -> None:
    assert list(references(catalog.architectures["birch-10"])) == [
        Reference(("vision_encoders", 0, "id"), "eye-s-16", "vision_encoders"),
        Reference(("fusion", "methods", 0), "dual-encoder", "fusion_methods"),
        Reference(("tasks", 0), "retrieval", "tasks"),
        Reference(("modalities", "input", 0), "image", "modalities"),
        Reference(("modalities", "input", 1), "text", "modalities"),
        Reference(("training", "stages", 0, "objective", 0), "contrastive", "training_objectives"),
        Reference(("training", "stages", 0, "trains", 0), "vision-encoder", "components"),
        Reference(("training", "stages", 0, "trains", 1), "text-encoder", "components"),
    ]


def test_names_come_strongest_first_and_say_where_they_stand(catalog: Catalog) -> None:
    assert list(names("alder", catalog.architectures["alder"])) == [
        Name("alder", (), "alder"),
        Name("Alder", ("name",), "alder"),
        Name("Alder: Reading Leaves with [Brackets]", ("title",), "alder"),
        Name("Alder-7B-chat", ("checkpoints", 0, "name"), "alder", 0),
        Name("Alder-7B-base", ("checkpoints", 1, "name"), "alder", 1),
        Name("Alder VLM", ("aliases", 0), "alder"),
        Name("forest/alder-7b-chat", ("checkpoints", 0, "hub_id"), "alder", 0),
        Name("alder-7b-chat", ("checkpoints", 0, "hub_id"), "alder", 0),
        Name("forest/alder-7b-base", ("checkpoints", 1, "hub_id"), "alder", 1),
        Name("alder-7b-base", ("checkpoints", 1, "hub_id"), "alder", 1),
    ]


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("architectures", {"alder", "birch-2", "birch-10"}),
        ("language_models", {"mouth-7b", "mouth-70b"}),
        ("tasks", {"captioning", "retrieval"}),
    ],
)
def test_a_collection_is_a_registry_a_closed_list_or_the_architectures(
    catalog: Catalog, name: str, ids: set[str]
) -> None:
    assert set(collection(catalog.contents, name)) == ids


def test_an_empty_catalog_answers_too() -> None:
    empty = Catalog(Contents())
    assert (empty.ids, dict(empty.used_by), empty.suggest("alder")) == ([], {}, [])
    with pytest.raises(NotFoundError):
        empty.find("alder")


def test_a_name_without_letters_and_digits_finds_nothing(catalog: Catalog) -> None:
    with pytest.raises(NotFoundError, match=r"no architecture or checkpoint is called '!!'"):
        catalog.find("!!")


def test_a_title_is_found_by_the_name_before_its_colon(catalog: Catalog) -> None:
    assert catalog.find("alder vlm: Reading Leaves in the Dark").id == "alder"
    with pytest.raises(NotFoundError):
        catalog.find("oak: Reading Leaves")
