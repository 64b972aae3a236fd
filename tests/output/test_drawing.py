"""The text drawing of every kind: whole, and within any width."""

from collections.abc import Callable

import pytest

from vlmcat.output.drawing import chain, draw, render
from vlmcat.output.wrapping import cells
from vlmcat.queries.diagram import Drawn, TrainingStage
from vlmcat.queries.results import Diagram, Lane, Step

IMAGE, TEXT = Step("image 336x336"), Step("text")
EYE = Step("vision encoder", ("Eye L/14",), ("300M", "14-pixel patches"), "frozen")
BRIDGE = Step("connector", ("two-layer MLP",), (), "trained")
MOUTH = Step("language model", ("Mouth 7B",), (), "trained in stage 2")
ANSWER = (Lane((Step("text"),)),)

KINDS = {
    "projected-tokens": Diagram(
        "projected-tokens", (Lane((IMAGE, EYE, BRIDGE), "576 tokens"), Lane((TEXT,))), (MOUTH,), ANSWER
    ),
    "cross-attention": Diagram(
        "cross-attention",
        (Lane((IMAGE, EYE, BRIDGE), "64 tokens as keys and values", 0), Lane((TEXT,))),
        (Step("language model", ("Mouth",), (), "frozen", (Step("cross-attention layers", (), (), "trained"),)),),
        ANSWER,
    ),
    "dual-encoder": Diagram(
        "dual-encoder",
        (Lane((IMAGE, EYE)), Lane((TEXT, Step("text encoder")))),
        (Step("shared embedding space", notes=("compared by similarity",)),),
    ),
    "encoder-decoder": Diagram(
        "encoder-decoder",
        (Lane((IMAGE, EYE), "1,764 tokens into the encoder"), Lane((TEXT,))),
        (Step("encoder", ("Mouth",), (), "trained"), Step("decoder", (), ("reads the encoder",), "trained")),
        ANSWER,
    ),
    "visual-expert": Diagram(
        "visual-expert",
        (Lane((IMAGE, EYE, BRIDGE), "1,225 tokens", 0), Lane((TEXT,), None, 1)),
        (
            Step(
                "language model",
                ("Mouth",),
                (),
                "frozen",
                (
                    Step("visual expert", notes=("weights for visual tokens",), state="trained"),
                    Step("original weights", state="frozen"),
                ),
            ),
        ),
        (Lane((Step("text and boxes"),)),),
    ),
    "visual-expert-in-a-mixture": Diagram(
        "visual-expert",
        (Lane((IMAGE, EYE), "1,225 tokens", 0), Lane((TEXT,), None, 1)),
        (
            Step(
                "language model",
                ("Mouth",),
                parts=(
                    Step("visual expert", state="trained"),
                    Step("original weights", state="frozen"),
                    Step("experts", notes=("a router sends each token to a few",)),
                ),
            ),
        ),
        ANSWER,
    ),
    "discrete-tokens": Diagram(
        "discrete-tokens",
        (Lane((IMAGE, Step("image tokenizer", ("VQ",), (), "frozen"))), Lane((TEXT,))),
        (MOUTH,),
        (Lane((Step("image decoder"), Step("image"))), Lane((Step("text and boxes"),))),
    ),
    "vision-only": Diagram("vision-only", (Lane((IMAGE,)),), (EYE,), (Lane((Step("image features"),)),)),
}
HOSTILE = Diagram(
    "projected-tokens",
    (
        Lane(
            (Step('image "<x>"'), Step("eye", ("図" * 60, "[bold]#*_`\\|", "&amp;"), ("e\u0301" * 90,), "x" * 90)),
            "9" * 99,
        ),
        Lane((Step("text " * 20),)),
    ),
    (Step("- [x](y)", ("%%{init}%%",), ("end", "subgraph", "-->")),),
    (Lane((Step("1. text; end"),)),),
)
STAGES = (TrainingStage('1. "Align" #1', ("Connector",), ("Vision encoder",)), TrainingStage("Nothing known", (), ()))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_drawing_of_its_own(matches: Callable[[str, str], None], kind: str) -> None:
    lines = [*draw(KINDS[kind], 76), "", *draw(KINDS[kind], 44), "", *chain(KINDS[kind])]
    matches(f"drawing-{kind}.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize("diagram", [*KINDS.values(), HOSTILE])
def test_no_drawing_is_wider_than_asked(diagram: Diagram) -> None:
    for width in range(10, 90):
        assert max(map(cells, render([Drawn("図 Title " * 9, diagram, STAGES)], width).splitlines())) <= width


def test_only_what_is_frozen_has_a_double_border() -> None:
    lines = draw(KINDS["projected-tokens"], 76)
    double = [line for line in lines if "║" in line]
    assert len(double) == 2
    assert "frozen" in double[0]


def test_under_44_columns_it_is_a_chain() -> None:
    assert "┌" in "".join(draw(KINDS["dual-encoder"], 44))
    assert draw(KINDS["vision-only"], 43) == [
        "image 336x336",
        "-> vision encoder: Eye L/14 (300M, 14-pixel",
        "  patches) [frozen] -> image features",
    ]


def test_drawings_stand_under_their_titles_with_their_stages(matches: Callable[[str, str], None]) -> None:
    drawn = [Drawn("Alder", KINDS["projected-tokens"], STAGES), Drawn("Birch", KINDS["vision-only"])]
    matches("drawing-titled.txt", render(drawn, 80))
