import pytest

from vlmcat.records import (
    Architecture,
    EncoderUse,
    FixedTokens,
    ImageInput,
    LanguageModel,
    Modalities,
    ParameterCount,
    Record,
    Training,
    field_paths,
)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (ParameterCount, ["total", "active"]),
        (EncoderUse, ["id", "training", "role", "variant", "detail"]),
        (FixedTokens, ["tokens", "separators", "wrappers"]),
        (
            Training,
            ["methods", "stages"]
            + [f"stages.{name}" for name in ("name", "objective", "trains", "freezes", "datasets", "detail")],
        ),
    ],
)
def test_paths_are_the_fields_in_order_and_the_fields_inside_them(record: type[Record], expected: list[str]) -> None:
    assert list(field_paths(record)) == expected


def test_a_prefix_stands_before_every_path() -> None:
    assert list(field_paths(Modalities, "modalities.")) == ["modalities.input", "modalities.output"]


def test_paths_lead_into_every_record_of_a_choice() -> None:
    paths = set(field_paths(ImageInput))
    assert {path.partition(".")[0] for path in paths} == set(ImageInput.__struct_fields__)
    assert {"parameters.tokens", "parameters.fit", "parameters.tile_size", "parameters.unpad"} <= paths


def test_paths_of_an_architecture_hold_all_of_its_fields_and_no_values_of_maps() -> None:
    paths = list(field_paths(Architecture))
    assert [path for path in paths if "." not in path] == list(Architecture.__struct_fields__)
    assert [path for path in paths if path.startswith(("undisclosed", "inferred"))] == ["undisclosed", "inferred"]
    assert [path for path in paths if path.startswith("parameters")] == [
        "parameters",
        "parameters.total",
        "parameters.active",
    ]


def test_a_language_model_that_uses_a_part_of_its_weights_is_a_mixture_of_experts() -> None:
    assert LanguageModel(name="Mouth", parameters=7).kinds == ()
    assert LanguageModel(name="Mouth", active_parameters=2).kinds == ("mixture of experts", "MoE")
