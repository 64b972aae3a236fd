import pytest
from msgspec.structs import replace

from vlmcat.catalog import Catalog
from vlmcat.facts import not_applicable, value_at
from vlmcat.records import Fusion


@pytest.mark.parametrize(
    ("methods", "expected"),
    [
        (("dual-encoder",), {"language_models", "connectors"}),
        (("projected-tokens",), set()),
        (("dual-encoder", "projected-tokens"), set()),
        (("unheard-of",), set()),
    ],
)
def test_only_what_all_fusion_methods_leave_out_does_not_apply(
    catalog: Catalog, methods: tuple[str, ...], expected: set[str]
) -> None:
    entry = replace(catalog.architectures["birch-10"], fusion=Fusion(methods=methods))
    assert not_applicable(entry, catalog.vocabulary) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("name", "Birch 2"),
        ("parameters.active", 13_000_000_000),
        ("vision_encoders.role", (None, "fine detail")),
        ("training.stages.name", ("Pretraining", "Tuning")),
        ("training.methods", None),
        ("training.stages.detail", None),
        ("checkpoints", None),
        ("checkpoints.name", None),
        ("alignment", None),
        ("licenses", None),
        ("inferred", None),
    ],
)
def test_a_path_gives_the_value_or_none_where_there_is_nothing(catalog: Catalog, path: str, expected: object) -> None:
    assert value_at(catalog.architectures["birch-2"], path) == expected
