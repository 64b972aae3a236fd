import pytest

from vlmcat.catalog import Catalog
from vlmcat.errors import NotFoundError
from vlmcat.queries.registries import registry, sheet
from vlmcat.queries.results import Facts, Part, Prose, Rows


def test_a_registry_is_listed_by_use(catalog: Catalog) -> None:
    assert registry(catalog, "datasets").rows == (
        ("leaf-pairs", "LeafPairs", "image-text-pairs", "1M image-text pairs", 2),
        ("leaf-chat", "LeafChat", "instruction", None, 1),
    )
    assert [row[-1] for row in registry(catalog, "vision_encoders").rows] == [2, 2]
    assert [row[0] for row in registry(catalog, "language_models").rows] == ["mouth-7b", "mouth-70b"]


def test_a_dataset_shows_who_uses_it_at_which_stage_and_for_what(catalog: Catalog) -> None:
    result = sheet(catalog, "datasets", "Leaf Pairs 1M")
    assert (result.id, result.name, result.summary) == ("leaf-pairs", "LeafPairs", "dataset")
    assert result.parts == (
        Part(
            "",
            (Facts((("Also called", "Leaf Pairs 1M"), ("Kind", "image-text-pairs"), ("Size", "1M image-text pairs"))),),
        ),
        Part("About", (Prose("Captioned leaves."),)),
        Part(
            "Used by",
            (
                Rows(
                    ("Architecture", "Released", "Used for", "Stage", "Purpose"),
                    (
                        ("alder", "2023-10-05", "alignment", "1. Alignment", "Captions that fit the connector."),
                        ("birch-2", "2024-02-29", "pretraining", "1. Pretraining", "All pairs."),
                    ),
                ),
            ),
        ),
    )


def test_what_has_no_other_names_says_nothing_of_them(catalog: Catalog) -> None:
    assert catalog.datasets["leaf-chat"].aliases == ()
    assert sheet(catalog, "datasets", "leaf-chat").parts[0] == Part("", (Facts((("Kind", "instruction"),)),))


def test_a_language_model_shows_its_checkpoints(catalog: Catalog) -> None:
    document = sheet(catalog, "language_models", "mouth 7b").document
    assert document["used_by"] == (
        {"architecture": "alder", "released": "2023-10-05", "checkpoints": "Alder-7B-chat; Alder-7B-base"},
    )


@pytest.mark.parametrize(
    ("called", "message"),
    [
        ("leafpair", "no dataset is called 'leafpair'\ndid you mean leaf-pairs?"),
        ("zzz", "no dataset is called 'zzz'\nsee `vlmcat datasets` for all"),
    ],
)
def test_an_unknown_item_is_named_with_the_nearest(catalog: Catalog, called: str, message: str) -> None:
    with pytest.raises(NotFoundError) as error:
        sheet(catalog, "datasets", called)
    assert str(error.value) == message
