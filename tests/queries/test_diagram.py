from typing import Any

import msgspec
import pytest

from vlmcat.catalog import Catalog
from vlmcat.queries.diagram import Drawn, TrainingStage, diagram, drawn, short_count
from vlmcat.queries.page import page
from vlmcat.queries.results import Diagram, Lane, Step
from vlmcat.records import Connector, Drawing, FusionMethod, Modalities, Stage, Training


def of(catalog: Catalog, id_: str, **changes: Any) -> Diagram:  # noqa: ANN401 # fields of a page
    return diagram(catalog, msgspec.structs.replace(page(catalog, id_), **changes))


def drawn_as(catalog: Catalog, drawing: Drawing, **changes: Any) -> Diagram:  # noqa: ANN401 # fields of a page
    """Return the diagram of alder as if its fusion method were another, with other fields too."""
    methods = {drawing: FusionMethod(name=drawing.replace("-", " "), definition="Made up.", drawn_as=drawing)}
    vocabulary = msgspec.structs.replace(catalog.vocabulary, fusion_methods=methods)
    changed = Catalog(msgspec.structs.replace(catalog.contents, vocabulary=vocabulary))
    whole = page(catalog, "alder")
    fusion = msgspec.structs.replace(whole.fusion, methods=(drawing,))
    return diagram(changed, msgspec.structs.replace(whole, fusion=fusion, **changes))


def test_projected_tokens_join_the_text_in_the_language_model(catalog: Catalog) -> None:
    assert of(catalog, "alder") == Diagram(
        drawn_as="projected-tokens",
        lanes=(
            Lane(
                (
                    Step("image 336x336"),
                    Step("vision encoder", ("Eye L/14",), ("300M", "14-pixel patches"), "frozen"),
                    Step("connector", ("two-layer MLP",), (), "trained"),
                ),
                "576 tokens",
            ),
            Lane((Step("text"),)),
        ),
        trunk=(Step("language model", ("Mouth 7B",), (), "trained in stage 2"),),
        outputs=(Lane((Step("text"),)),),
    )


EXPERTS = Step("experts", (), ("a router sends each token to a few",))


def test_cross_attention_leads_the_image_to_layers_inside_the_language_model(catalog: Catalog) -> None:
    result = of(catalog, "birch-2")
    assert (result.lanes[0].enters, result.lanes[0].into) == (
        "640 tokens for 1024x1024, at most 640 as keys and values",
        0,
    )
    assert result.lanes[1].into is None
    layers = Step("cross-attention layers", (), ("the words look at the image",), "trained")
    assert result.trunk == (Step("language model", ("Mouth Large",), (), "frozen", (layers, EXPERTS)),)


def test_connectors_inside_the_language_model_are_no_step_on_the_way_to_it(catalog: Catalog) -> None:
    connectors = (
        Connector(type="resampler", name="Resampler"),
        Connector(type="cross-attention-layers", name="gated blocks"),
    )
    result = of(catalog, "birch-2", connectors=connectors)
    assert [step.names for step in result.lanes[0].steps[2:]] == [("Resampler",)]
    assert result.trunk[0].parts[0].names == ("gated blocks",)


def test_encoders_of_every_model_stand_side_by_side(catalog: Catalog) -> None:
    assert of(catalog, "birch-2").lanes[0].steps[1] == Step(
        "vision encoder",
        ("Eye L/14", "Eye S/16"),
        ("2 side by side", "Eye L/14: trained in stage 2", "Eye S/16: fine detail"),
        None,
    )


def test_encoders_of_variants_are_alternatives(catalog: Catalog) -> None:
    uses = page(catalog, "birch-2").vision_encoders
    variants = tuple(msgspec.structs.replace(use, variant=use.name, role=None, training="frozen") for use in uses)
    step = of(catalog, "birch-2", vision_encoders=variants).lanes[0].steps[1]
    assert (step.notes, step.state) == (("one of 2",), "frozen")


def test_connectors_of_variants_are_alternatives(catalog: Catalog) -> None:
    connectors = tuple(Connector(type="mlp", name=name, variant=name) for name in ("small", "large"))
    step = of(catalog, "alder", connectors=connectors).lanes[0].steps[2]
    assert step == Step("connector", ("small", "large"), ("one of 2",), "trained")


def test_a_dual_encoder_has_no_language_model_and_writes_nothing(catalog: Catalog) -> None:
    assert of(catalog, "birch-10") == Diagram(
        drawn_as="dual-encoder",
        lanes=(
            Lane((Step("image"), Step("vision encoder", ("Eye S/16",), (), "trained"))),
            Lane((Step("text"), Step("text encoder", (), (), "trained"))),
        ),
        trunk=(Step("shared embedding space", (), ("compared by similarity",)),),
    )


def test_an_encoder_decoder_reads_with_one_half_and_writes_with_the_other(catalog: Catalog) -> None:
    result = drawn_as(catalog, "encoder-decoder")
    assert result.lanes[0].enters == "576 tokens into the encoder"
    assert result.trunk == (
        Step("encoder of the language model", ("Mouth 7B",), (), "trained in stage 2"),
        Step("decoder of the language model", (), ("reads the encoder by cross-attention",), "trained in stage 2"),
    )


def test_deep_fusion_has_two_encoders_that_look_at_each_other(catalog: Catalog) -> None:
    result = drawn_as(catalog, "deep-fusion", modalities=Modalities())
    assert [lane.into for lane in result.lanes] == [0, 1]
    assert result.lanes[1].steps[1] == Step("text encoder", ("Mouth 7B",), (), "trained in stage 2")
    assert [part.notes for part in result.trunk[0].parts] == [("look at the text",), ("look at the image",)]
    assert result.outputs == (Lane((Step("predictions"),)),)


def test_a_visual_expert_stands_beside_the_weights_for_words(catalog: Catalog) -> None:
    stage = Stage(name="Only", trains=("visual-expert",), freezes=("language-model",))
    result = drawn_as(catalog, "visual-expert", training=Training(stages=(stage,)))
    assert [lane.into for lane in result.lanes] == [0, 1]
    assert [(part.kind, part.state) for part in result.trunk[0].parts] == [
        ("visual expert", "trained"),
        ("original weights", "frozen"),
    ]


def test_without_an_encoder_patches_pass_through_a_linear_layer(catalog: Catalog) -> None:
    stage = Stage(name="Only", trains=("patch-embedding", "language-model"))
    changes = {"vision_encoders": (), "training": Training(stages=(stage,))}
    steps = drawn_as(catalog, "encoder-free", connectors=(), **changes).lanes[0].steps
    assert steps[1:] == (
        Step("patches", notes=("raw pixels, no vision encoder",)),
        Step("linear layer", notes=("a vector for each patch",), state="trained"),
    )
    named = drawn_as(catalog, "encoder-free", **changes).lanes[0].steps
    assert named[2].names == ("two-layer MLP",)


def test_discrete_tokens_come_from_a_tokenizer_and_may_go_back_through_a_decoder(catalog: Catalog) -> None:
    result = drawn_as(catalog, "discrete-tokens", connectors=(), modalities=Modalities(output=("text", "image")))
    assert result.lanes[0].steps[1].kind == "image tokenizer"
    assert result.lanes[0].enters == "576 tokens from one vocabulary"
    assert result.outputs == (
        Lane((Step("image decoder", notes=("back to pixels",)), Step("image"))),
        Lane((Step("text"),)),
    )
    only_images = drawn_as(catalog, "discrete-tokens", modalities=Modalities(output=("image",)))
    assert len(only_images.outputs) == 1
    unnamed = drawn_as(catalog, "discrete-tokens", connectors=(), vision_encoders=())
    assert unnamed.lanes[0].steps[1] == Step("image tokenizer", notes=("codes of a codebook",))


def test_a_mixture_of_transformers_has_weights_for_each_kind_of_token(catalog: Catalog) -> None:
    (model,) = drawn_as(catalog, "mixture-of-transformers").trunk
    assert (model.kind, model.notes) == ("mixture of transformers", ("attention over all tokens is shared",))
    assert [part.kind for part in model.parts] == ["one transformer", "another transformer"]


def test_diffusion_in_the_sequence_is_no_mixture_though_it_is_drawn_like_one(catalog: Catalog) -> None:
    method = FusionMethod(name="Diffusion inside", definition="Made up.", drawn_as="mixture-of-transformers")
    vocabulary = msgspec.structs.replace(catalog.vocabulary, fusion_methods={"diffusion": method})
    changed = Catalog(msgspec.structs.replace(catalog.contents, vocabulary=vocabulary))
    whole = page(catalog, "alder")
    fusion = msgspec.structs.replace(whole.fusion, methods=("diffusion",))
    (model,) = diagram(changed, msgspec.structs.replace(whole, fusion=fusion)).trunk
    assert (model.kind, model.parts) == ("diffusion inside", ())


def test_a_vision_only_model_gives_features(catalog: Catalog) -> None:
    result = drawn_as(catalog, "vision-only", modalities=Modalities())
    assert result.lanes == (Lane((Step("image 336x336"),)),)
    assert [step.kind for step in result.trunk] == ["vision encoder"]
    assert result.outputs == (Lane((Step("image features"),)),)


def test_what_the_authors_keep_to_themselves_is_drawn_as_undisclosed(catalog: Catalog) -> None:
    undisclosed = {"vision_encoders": "Not said.", "language_models": "Not said."}
    result = of(catalog, "alder", vision_encoders=(), language_models=(), undisclosed=undisclosed)
    assert result.lanes[0].steps[1] == Step("vision encoder", (), ("undisclosed",), "frozen")
    assert result.trunk == (Step("language model", (), ("undisclosed",), "trained in stage 2"),)


@pytest.mark.parametrize(
    ("stages", "state"),
    [
        ((), None),
        ((Stage(name="1", trains=("language-model",)),), "trained"),
        ((Stage(name="1", freezes=("language-model",)),), "frozen"),
        ((Stage(name="1", trains=("lora",), freezes=("language-model",)),), "LoRA"),
        (
            (
                Stage(name="1", freezes=("language-model",)),
                *(Stage(name=name, trains=("language-model",)) for name in "234"),
            ),
            "trained in stage 2-4",
        ),
    ],
)
def test_a_state_follows_from_the_stages(catalog: Catalog, stages: tuple[Stage, ...], state: str | None) -> None:
    assert of(catalog, "alder", training=Training(stages=stages)).trunk[0].state == state


def test_a_drawing_has_the_name_and_on_request_the_stages(catalog: Catalog) -> None:
    found = catalog.find("alder")
    assert drawn(catalog, found) == Drawn("Alder", of(catalog, "alder"))
    assert drawn(catalog, found, with_stages=True).stages == (
        TrainingStage("Alignment", ("Connector",), ("Vision encoder", "Language model")),
        TrainingStage("Tuning", ("Connector", "Language model"), ("Vision encoder",)),
    )


def test_a_checkpoint_is_drawn_with_its_own_parts(catalog: Catalog) -> None:
    found = catalog.find("alder-7b-chat")
    assert drawn(catalog, found).title == "Alder-7B-chat"
    assert found.checkpoint is not None
    other = msgspec.structs.replace(found.checkpoint, vision_encoder="eye-s-16", language_model="mouth-70b")
    unlisted = drawn(catalog, msgspec.structs.replace(found, checkpoint=other)).diagram
    assert unlisted == of(catalog, "alder")


def test_counts_are_written_as_people_write_them() -> None:
    numbers = (999, 1_500, 304_000_000, 4_200_000_000, 34_750_000_000, 1_600_000_000_000)
    assert [short_count(number) for number in numbers] == ["999", "1.5K", "304M", "4.2B", "34.75B", "1.6T"]
