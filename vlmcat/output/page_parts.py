"""A page as headed parts of plain text, which the terminal, the pipe and Markdown each set in their own way."""

from collections.abc import Iterator
from typing import NamedTuple

from vlmcat.output.words import words
from vlmcat.queries.page import Page
from vlmcat.queries.results import SECTIONS, Block, Facts, Part, Prose, Rows, Sheet, View
from vlmcat.queries.token_sizes import is_limit
from vlmcat.records import Checkpoint, FixedTokens

_WHOSE = {"bundled": "Bundled", "own": "Your own", "patched": "Patched by"}
_MOST_AUTHORS = 12
_COUNTED = (
    "Image tokens, separators among them, and begin and end marks that the processor writes; not what the chat "
    "template adds, nor text around the image."
)


class Opening(NamedTuple):
    """What a page opens with; `title` is that of a work."""

    name: str
    id: str
    title: str | None
    summary: str


def opening(result: View | Sheet) -> Opening | None:
    """Return what a page opens with; None where only sections were asked for."""
    if isinstance(result, Sheet):
        return Opening(result.name, result.id, None, result.summary)
    page = result.page
    return Opening(page.name, page.id, page.title, page.summary) if result.sections == SECTIONS else None


def parts(result: View | Sheet) -> Iterator[Part]:
    """Yield the parts of a sheet, or those that a view asks for; a part without a heading follows the opening."""
    if isinstance(result, Sheet):
        yield from result.parts
        return
    if result.sections == SECTIONS:
        yield Part("", (_header(result),))
        if result.checkpoint:
            facts = checkpoint_facts(result, result.checkpoint)
            yield Part(f"Checkpoint {result.checkpoint.name}", (facts,))
    yield from _sections(result)


def _header(view: View) -> Facts:
    page = view.page
    size = words(page.parameters.total, "count")
    active = f", {words(page.parameters.active, 'count')} active" if page.parameters.active else ""
    return _facts(
        ("Released", page.released.isoformat()),
        ("By", words(page.organizations)),
        ("Authors", _authors(page)),
        ("Also called", words(page.aliases)),
        ("Family", page.family),
        ("Based on", words(page.based_on)),
        ("Size", size and size + active),
        ("Fusion", _terms(view, "fusion_methods", page.fusion.methods)),
        ("Takes, gives", _modalities(view)),
        ("Licence", _licences(page)),
        ("Checked", page.verified.isoformat() if page.verified else "not yet against primary sources"),
        (_WHOSE[page.origin.kind], _files(page)),
    )


def _authors(page: Page) -> str:
    """Return the authors, of many the first ones; `cite` and the data formats name all."""
    more = len(page.authors) - _MOST_AUTHORS
    return words(page.authors) if more <= 0 else f"{words(page.authors[:_MOST_AUTHORS])} and {more} more"


def _files(page: Page) -> str:
    files = ", ".join(page.origin.files)
    place = ", in place of the bundled entry" if page.origin.replaces else ""
    fields = f" ({words(page.origin.fields)})" if page.origin.fields else ""
    return files + place + fields


def checkpoint_facts(view: View, checkpoint: Checkpoint) -> Facts:
    """Return everything that is known of one checkpoint."""
    return _facts(
        ("Size", words(checkpoint.parameters, "count")),
        ("Vision encoder", view.names.get(checkpoint.vision_encoder or "")),
        ("Pooling", checkpoint.pooling),
        ("Modality projection", checkpoint.modality_projection),
        ("Language model", view.names.get(checkpoint.language_model or "")),
        ("Fine-tuning", checkpoint.fine_tuning),
        ("FlashAttention", words(checkpoint.flash_attention)),
        ("Licence", checkpoint.license),
        ("Model card", checkpoint.url),
    )


def _sections(view: View) -> Iterator[Part]:
    """Yield the sections that the view asks for, in the order in which it does; empty ones are left out."""
    page = view.page
    builders = {
        "overview": lambda: Part("Overview", (Prose(page.overview),)),
        "diagram": lambda: Part("Data path", (view.diagram,) if view.diagram else ()),
        "components": lambda: Part("Components", tuple(_components(view))),
        "tokens": lambda: Part("What an image costs", tuple(_tokens(view))),
        "fusion": lambda: Part(
            "Fusion", (_head(view, "fusion_methods", page.fusion.methods), *_prose(page.fusion.detail))
        ),
        "alignment": lambda: Part(
            "Alignment",
            (_head(view, "alignment_techniques", page.alignment.techniques), *_prose(page.alignment.detail)),
        ),
        "training": lambda: Part("Training", tuple(_training(view))),
        "datasets": lambda: Part("Datasets", tuple(_datasets(page))),
        "checkpoints": lambda: Part("Checkpoints", tuple(_checkpoints(view))),
        "links": lambda: Part("Links", (_links(page),)),
        "sources": lambda: Part("Sources", tuple(_sources(page))),
    }
    for section in view.sections:
        part = builders[section]()
        blocks = tuple(block for block in part.blocks if block not in (Facts(()), Prose("")))
        if blocks:
            yield Part(part.heading, blocks)


def _components(view: View) -> Iterator[Block]:
    page = view.page
    pairs: list[tuple[str, str | None]] = []
    for encoder in page.vision_encoders:
        facts = [encoder.name, words(encoder.parameters, "count"), words(encoder.resolution, "pixels")]
        facts += [encoder.role or "", (encoder.variant and f"in {encoder.variant}") or "", encoder.training or ""]
        pairs.append(("Vision encoder", _sentence(", ".join(filter(None, facts)), encoder.detail)))
    for connector in page.connectors:
        kind = _terms(view, "connector_types", (connector.type,))
        name = connector.name if connector.name.lower() == kind.lower() else f"{connector.name} ({kind})"
        name += f", in {connector.variant}" if connector.variant else ""
        pairs.append(("Connector", _sentence(name, connector.detail)))
    if page.language_models:
        pairs.append(
            ("Language model", ", ".join(_model(model.name, model.parameters) for model in page.language_models))
        )
    pairs += _image_input(view)
    yield _facts(*pairs)


def _image_input(view: View) -> Iterator[tuple[str, str | None]]:
    image = view.page.image_input
    facts = []
    if image.strategy:
        facts.append(_terms(view, "image_input_strategies", (image.strategy,)))
    if image.resolution:
        facts.append(words(image.resolution, "pixels"))
    if image.tokens_per_image is not None:
        varies = image.parameters is not None and not isinstance(image.parameters, FixedTokens)
        before, after = ("", "") if not varies else ("up to ", "") if is_limit(image) else ("", " as published")
        facts.append(f"{before}{image.tokens_per_image:,} tokens per image{after}")
    yield "Image input", _sentence(", ".join(facts), image.detail)


def _tokens(view: View) -> Iterator[Block]:
    """Yield the rules in words, the tokens of common sizes, then where that is from and what is counted."""
    sheet = view.tokens
    if sheet is None:
        return
    yield _facts(*((f"{names[0].upper()}{names[1:]}", rule) for names, rule in sheet.rules))
    if any(len(set(counts)) > 1 for counts in zip(*(numbers for _, *numbers in sheet.sizes), strict=True)):
        rows = tuple((str(size), *(words(number) or "refused" for number in numbers)) for size, *numbers in sheet.sizes)
        yield Rows(("Image", *sheet.modes), rows)
    bases = [view.page.inferred.get(f"image_input.{field}") for field in ("parameters", "modes")]
    inferred = " ".join(filter(None, bases))
    yield _facts(("Counted", _COUNTED), ("From", "; ".join(sheet.sources)), ("Inferred", inferred))


def _training(view: View) -> Iterator[Block]:
    training = view.page.training
    yield from _prose(training.methods)
    if training.stages:
        heading = ("Stage", "Objective", "Trains", "Frozen", "On")
        names = {use.id: use.name for use in view.page.datasets}
        yield Rows(
            heading,
            tuple(
                (
                    f"{n}. {stage.name}",
                    _terms(view, "training_objectives", stage.objective),
                    _terms(view, "components", stage.trains),
                    _terms(view, "components", stage.freezes),
                    ", ".join(names[id_] for id_ in stage.datasets),
                )
                for n, stage in enumerate(training.stages, 1)
            ),
        )
        yield _facts(*((f"Stage {n}", stage.detail) for n, stage in enumerate(training.stages, 1)))


def _datasets(page: Page) -> Iterator[Block]:
    if page.datasets:
        rows = tuple((use.name, _words(use.used_for).lower(), use.purpose) for use in page.datasets)
        yield Rows(("Dataset", "Used for", "Purpose"), rows)


def _checkpoints(view: View) -> Iterator[Block]:
    """Yield what all checkpoints have in common, then a row for each with the rest."""
    checkpoints = view.page.checkpoints
    facts = [dict(checkpoint_facts(view, checkpoint).pairs) for checkpoint in checkpoints]
    labels = list(dict.fromkeys(label for each in facts for label in each))
    shared = [label for label in labels if len(facts) > 1 and len({each.get(label) for each in facts}) == 1]
    own = [label for label in labels if label not in shared]
    if shared:
        yield _facts(*((label, facts[0][label]) for label in shared))
    if checkpoints:
        rows = zip(checkpoints, facts, strict=True)
        yield Rows(
            ("Checkpoint", *own),
            tuple((checkpoint.name, *(each.get(label, "") for label in own)) for checkpoint, each in rows),
        )


def _links(page: Page) -> Facts:
    return _facts(*((kind.capitalize(), getattr(page.links, kind)) for kind in page.links.__struct_fields__))


def _sources(page: Page) -> Iterator[Block]:
    """Yield where each fact comes from, then what the authors keep to themselves and what was inferred."""
    sources = page.sources
    yield _facts(
        *((_words(source.kind), f"{source.title}, {source.url} for {', '.join(source.supports)}") for source in sources)
    )
    gaps = [("Undisclosed", field, why) for field, why in page.undisclosed.items()]
    gaps += [("Inferred", field, basis) for field, basis in page.inferred.items()]
    yield _facts(*((kind, f"{field}: {why}") for kind, field, why in gaps))


def _words(id_: str) -> str:
    return id_.replace("-", " ").capitalize()


def _head(view: View, vocabulary: str, ids: tuple[str, ...]) -> Prose:
    return Prose(_terms(view, vocabulary, ids))


def _terms(view: View, vocabulary: str, ids: tuple[str, ...]) -> str:
    return ", ".join(view.terms[f"{vocabulary}.{id_}"] for id_ in ids)


def _modalities(view: View) -> str:
    modalities = view.page.modalities
    taken, given = (_terms(view, "modalities", ids).lower() for ids in (modalities.input, modalities.output))
    return f"{taken} -> {given}" if taken and given else ""


def _licences(page: Page) -> str:
    code, weights = page.licenses.code, page.licenses.weights
    return ", ".join(f"{what} {licence}" for what, licence in (("code", code), ("weights", weights)) if licence)


def _model(name: str, parameters: int | None) -> str:
    size = words(parameters, "count")
    return name if not size or size.lower() in name.lower() else f"{name} ({size})"


def _sentence(head: str, detail: str | None) -> str | None:
    return f"{head}. {detail}" if head and detail else head or detail


def _prose(text: str | None) -> Iterator[Prose]:
    if text:
        yield Prose(text)


def _facts(*pairs: tuple[str, str | None]) -> Facts:
    return Facts(tuple((label, value) for label, value in pairs if value))
