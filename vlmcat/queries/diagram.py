"""The way of an image and of text through a model, as a drawing that nobody has drawn yet.

A diagram has one or two lanes of steps, one for the image and one for the text, that meet in a trunk, and what comes
out of it. It is computed from a page's records; how it is drawn is the matter of `vlmcat.output`.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from vlmcat.catalog import Catalog, Found
from vlmcat.queries.columns import TOKENS, value
from vlmcat.queries.counts import short_count
from vlmcat.queries.page import Page, VisionEncoderUse, image_input_of, page
from vlmcat.queries.results import Diagram, Lane, Step
from vlmcat.queries.token_sizes import is_limit
from vlmcat.records import Checkpoint, Drawing, FixedTokens, Stage

_INSIDE = ("cross-attention-layers", "visual-expert")
"""Connectors that sit in the layers of the language model, and thus are no step on the way to it."""
_INTO: dict[Drawing, tuple[int | None, int | None]] = {
    "cross-attention": (0, None),
    "visual-expert": (0, 1),
    "deep-fusion": (0, 1),
}
"""The parts of the trunk that image and text lead to."""
_WAYS: dict[Drawing, str] = {
    "cross-attention": "as keys and values",
    "encoder-decoder": "into the encoder",
    "discrete-tokens": "from one vocabulary",
}
"""How visual tokens enter the trunk, where they do not simply stand among the words."""


class TrainingStage(Struct, frozen=True):
    """A stage of training in words: what learns and what is held still."""

    name: str
    trains: tuple[str, ...]
    frozen: tuple[str, ...]


class Drawn(Struct, frozen=True):
    """A diagram under the name of what it shows, with the stages of training where they were asked for."""

    title: str
    diagram: Diagram
    stages: tuple[TrainingStage, ...] = ()


def drawn(catalog: Catalog, found: Found, *, with_stages: bool = False) -> Drawn:
    """Return the drawing of an architecture, or of one of its checkpoints with the parts that this one has."""
    whole = page(catalog, found.id)
    if found.checkpoint:
        whole = _narrowed(whole, found.checkpoint)
    title = found.checkpoint.name if found.checkpoint else whole.name
    return Drawn(title, diagram(catalog, whole), tuple(_stages(catalog, whole)) if with_stages else ())


def diagram(catalog: Catalog, page: Page) -> Diagram:
    """Return the data path of an architecture, drawn as its first fusion method says."""
    drawn_as = catalog.vocabulary.fusion_methods[page.fusion.methods[0]].drawn_as
    return Diagram(
        drawn_as,
        tuple(_lanes(page, drawn_as)),
        tuple(_trunk(catalog, page, drawn_as)),
        tuple(_outputs(catalog, page, drawn_as)),
    )


def _narrowed(page: Page, checkpoint: Checkpoint) -> Page:
    """Return the page with the checkpoint's own encoder and language model, where it had a choice of them."""
    encoders = [use for use in page.vision_encoders if not use.variant or use.id == checkpoint.vision_encoder]
    models = [use for use in page.language_models if use.id == checkpoint.language_model]
    return replace(
        page,
        image_input=image_input_of(page.image_input, checkpoint),
        vision_encoders=tuple(encoders) or page.vision_encoders,
        language_models=tuple(models) or page.language_models,
    )


def _stages(catalog: Catalog, page: Page) -> Iterator[TrainingStage]:
    components = catalog.vocabulary.components
    for stage in page.training.stages:
        trains, frozen = (tuple(components[id_].name for id_ in ids) for ids in (stage.trains, stage.freezes))
        yield TrainingStage(stage.name, trains, frozen)


# -- lanes -------------------------------------------------------------------------------------------------------------


def _lanes(page: Page, drawn_as: Drawing) -> Iterator[Lane]:
    into = _INTO.get(drawn_as, (None, None))
    yield Lane((_image(page), *_seeing(page, drawn_as)), _entrance(page, drawn_as), into[0])
    if drawn_as != "vision-only":
        yield Lane((Step("text"), *_reading(page, drawn_as)), None, into[1])


def _image(page: Page) -> Step:
    size = page.image_input.resolution
    shown = "" if size is None else f" {size}x{size}" if isinstance(size, int) else f" {size}"
    kind = "video" if page.modalities.input and "image" not in page.modalities.input else "image"
    return Step(f"{kind}{shown}")


def _seeing(page: Page, drawn_as: Drawing) -> Iterator[Step]:
    """Yield what the image passes through before it meets the text."""
    match drawn_as:
        case "vision-only":
            return
        case "dual-encoder":
            yield from _encoders(page)
        case "encoder-free":
            yield Step("patches", notes=("raw pixels, no vision encoder",))
            embedding = Step("linear layer", notes=("a vector for each patch",), state=_state("patch-embedding", page))
            yield from tuple(_connectors(page)) or (embedding,)
        case "discrete-tokens":
            unnamed = Step("image tokenizer", notes=("codes of a codebook",), state=_state("image-tokenizer", page))
            yield from tuple(_encoders(page, "image tokenizer")) or (unnamed,)
            yield from _connectors(page)
        case _:
            yield from _encoders(page)
            yield from _connectors(page)


def _reading(page: Page, drawn_as: Drawing) -> Iterator[Step]:
    """Yield what the text passes through before it meets the image; words need nothing to enter a language model."""
    if drawn_as in ("dual-encoder", "deep-fusion"):
        encoder = _language_model(page, "text encoder")
        yield replace(encoder, state=_state("text-encoder", page) or encoder.state)


def _encoders(page: Page, kind: str = "vision encoder") -> Iterator[Step]:
    """Yield one step of the encoders: side by side in one model, or alternatives of which each model has one."""
    component = kind.replace(" ", "-")
    if not page.vision_encoders and "vision_encoders" in page.undisclosed:
        yield Step(kind, notes=("undisclosed",), state=_state(component, page))
    encoders = page.vision_encoders
    if encoders:
        states = [_encoder_state(encoder, component, page) for encoder in encoders]
        agreed = states[0] if len(set(states)) == 1 else None
        notes = _several(encoders, () if agreed else states) if len(encoders) > 1 else _one(encoders[0])
        yield Step(kind, tuple(encoder.name for encoder in encoders), tuple(notes), agreed)


def _one(encoder: VisionEncoderUse) -> Iterator[str]:
    if encoder.parameters:
        yield short_count(encoder.parameters)
    if encoder.patch_size:
        yield f"{encoder.patch_size}-pixel patches"
    if encoder.role:
        yield encoder.role


def _several(encoders: Sequence[VisionEncoderUse], states: Sequence[str | None]) -> Iterator[str]:
    """Yield how many they are, and what sets each of them apart: its role, and its state where they disagree.

    Where some are in every model and others only in some, the models with all of them have them side by side.
    """
    alternatives = all(encoder.variant for encoder in encoders)
    yield f"one of {len(encoders)}" if alternatives else f"{len(encoders)} side by side"
    for i, encoder in enumerate(encoders):
        only = f"only in {encoder.variant}" if encoder.variant and not alternatives else None
        own = [encoder.role, only, states[i] if states else None]
        if any(own):
            yield f"{encoder.name}: {', '.join(filter(None, own))}"


def _encoder_state(encoder: VisionEncoderUse, component: str, page: Page) -> str | None:
    if encoder.training != "staged":
        return encoder.training
    return _state(component, page) or "trained in some stages"


def _connectors(page: Page) -> Iterator[Step]:
    """Yield the connectors that every model has, in their order, then the alternatives; one may be a chain."""
    outside = [connector for connector in page.connectors if connector.type not in _INSIDE]
    for connector in outside:
        if not connector.variant:
            yield Step("connector", (connector.name,), (), _state("connector", page))
    chains: dict[str, list[str]] = {}
    for connector in outside:
        if connector.variant:
            chains.setdefault(connector.variant, []).append(connector.name)
    if chains:
        names = tuple(" -> ".join(chain) for chain in chains.values())
        notes = (f"one of {len(chains)}",) if len(chains) > 1 else ("in some variants",)
        yield Step("connector", names, notes, _state("connector", page))


def _entrance(page: Page, drawn_as: Drawing) -> str | None:
    if drawn_as in ("vision-only", "dual-encoder"):
        return None
    image, most = page.image_input, page.image_input.tokens_per_image
    count = f"{most:,} tokens" if most is not None else ""
    if not isinstance(image.parameters, FixedTokens | None):
        usual = value(page, TOKENS)
        if isinstance(usual, int):
            limit = f", at most {most:,}" if is_limit(image) else ""
            count = f"{usual:,} tokens for 1024x1024{limit}"
    return f"{count} {_WAYS.get(drawn_as, '')}".strip() or None


# -- trunk and outputs -------------------------------------------------------------------------------------------------


def _trunk(catalog: Catalog, page: Page, drawn_as: Drawing) -> Iterator[Step]:
    match drawn_as:
        case "vision-only":
            yield from _encoders(page)
        case "dual-encoder":
            yield Step("shared embedding space", notes=("compared by similarity",))
        case "deep-fusion":
            sides = (
                Step("image features", notes=("look at the text",)),
                Step("text features", notes=("look at the image",)),
            )
            yield Step("fusion layers", notes=("cross-attention in both directions",), parts=sides)
        case "encoder-decoder":
            encoder = _language_model(page, "encoder of the language model")
            yield encoder
            notes = ("reads the encoder by cross-attention",)
            yield Step("decoder of the language model", notes=notes, state=encoder.state)
        case "mixture-of-transformers":
            method = catalog.vocabulary.fusion_methods[page.fusion.methods[0]]
            yield _language_model(page, method.name.lower(), *_mixture(page))
        case "discrete-tokens":
            yield _language_model(page, "language model", ("one vocabulary for words and image codes",))
        case _:
            yield _language_model(page, "language model", (), tuple(_built_in(page, drawn_as)))


def _language_model(page: Page, kind: str, notes: tuple[str, ...] = (), parts: tuple[Step, ...] = ()) -> Step:
    names = tuple(model.name for model in page.language_models)
    if len(names) > 1:
        notes = (f"one of {len(names)}", *notes)
    if not names and "language_models" in page.undisclosed:
        notes = ("undisclosed", *notes)
    return Step(kind, names, notes, _state("language-model", page), parts)


def _mixture(page: Page) -> tuple[tuple[str, ...], tuple[Step, ...]]:
    """Return notes and parts of a mixture; a model that only diffuses inside its sequence has one set of weights."""
    if "mixture-of-transformers" not in page.fusion.methods:
        return ("one sequence for words and image latents",), ()
    notes = ("weights for one kind of token",)
    parts = (Step("one transformer", notes=notes), Step("another transformer", notes=("weights for another kind",)))
    return ("attention over all tokens is shared",), parts


def _built_in(page: Page, drawn_as: Drawing) -> Iterator[Step]:
    """Yield what is built into the layers of the language model: what lets it see, and its experts."""
    if drawn_as == "cross-attention":
        own = [use.name for use in page.connectors if use.type == "cross-attention-layers"]
        kind = "cross-attention layers"
        names = tuple(name for name in own if name.lower() != kind)
        yield Step(kind, names, ("the words look at the image",), _state("cross-attention-layers", page))
    if drawn_as == "visual-expert":
        yield Step("visual expert", notes=("weights for visual tokens",), state=_state("visual-expert", page))
        yield Step("original weights", notes=("for words",), state=_state("language-model", page))
    if page.parameters.active or any("experts" in stage.trains for stage in page.training.stages):
        yield Step("experts", notes=("a router sends each token to a few",), state=_state("experts", page))


def _outputs(catalog: Catalog, page: Page, drawn_as: Drawing) -> Iterator[Lane]:
    """Yield what comes out; an image that has to be decoded leaves by a way of its own."""
    if drawn_as == "dual-encoder":
        return
    ids = page.modalities.output
    decoder = _state("image-decoder", page)
    decoded = "image" in ids and (drawn_as == "discrete-tokens" or decoder is not None)
    if decoded:
        yield Lane((Step("image decoder", notes=("back to pixels",), state=decoder), Step("image")))
    others = [catalog.vocabulary.modalities[id_].name.lower() for id_ in ids if not (decoded and id_ == "image")]
    if others or not decoded:
        yield Lane((Step(_joined(others) or _usual(drawn_as)),))


def _joined(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def _usual(drawn_as: Drawing) -> str:
    """Return what a model of this kind gives, where its entry does not say."""
    return {"vision-only": "image features", "deep-fusion": "predictions"}.get(drawn_as, "text")


# -- words -------------------------------------------------------------------------------------------------------------


def _state(component: str, page: Page) -> str | None:
    """Say whether a component is trained, from the stages: LoRA on the language model counts as training of it."""
    stages = page.training.stages
    trained = [i for i, stage in enumerate(stages, 1) if component in stage.trains]
    frozen = [i for i, stage in enumerate(stages, 1) if component in stage.freezes]
    adapted = [i for i, stage in enumerate(stages, 1) if component == "language-model" and _has_lora(stage)]
    if trained and not frozen:
        return "trained"
    if trained or adapted:
        how = "trained" if trained else "LoRA"
        return f"{how} in stage {_listed(trained or adapted)}" if len(stages) > 1 else f"{how}"
    return "frozen" if frozen else None


def _has_lora(stage: Stage) -> bool:
    return "lora" in stage.trains


def _listed(numbers: list[int]) -> str:
    if len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1)):  # noqa: PLR2004 # 2-4, but 2, 3
        return f"{numbers[0]}-{numbers[-1]}"
    return ", ".join(map(str, numbers))
