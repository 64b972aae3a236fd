"""What search looks at: the texts of an architecture and of the things it refers to, cut into words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import Any, NamedTuple

from vlmcat.addresses import ARXIV_ID
from vlmcat.names import as_read, key
from vlmcat.queries.facets import never_trained
from vlmcat.records import Architecture, Term

_WORD = re.compile(r"[^\W_]+")
_BREAK = re.compile(r"[,.;:()]")
CONTRASTS = frozenset("against instead neither no nor replaces replacing than unlike versus without".split())  # noqa: SIM905 # words read better than quotes
_NEW_CLAUSE = frozenset({"and", "but", "which", "while"})
_REACH = 6
"""How many words after "unlike" or "instead of" still belong to what is not meant."""
_NUMERALS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class Tier(IntEnum):
    """How much a text says about what a model is; lower ranks higher."""

    NAME = 0
    FAMILY = 1
    COMPONENT = 2
    SUMMARY = 3
    BODY = 4
    CONTRAST = 5
    """Words of prose that say what a model is not: "unlike Q-Former"."""


class Passage(NamedTuple):
    """A text with the field that it stands in."""

    field: str
    tier: Tier
    text: str
    synonym: bool = False
    """Another word for the thing, or its definition, rather than its name."""


def keys(text: str) -> list[str]:
    """Return the words of a text as they are compared: runs of letters and digits, without case and accents."""
    if text.isascii():
        return _WORD.findall(text.lower())
    return [found for word in _WORD.findall(text) if (found := key(word))]


@lru_cache(maxsize=64)
def spans(text: str) -> list[tuple[int, int]]:
    """Return where the words of a text stand: the same words as `keys` gives."""
    return [match.span() for match in _WORD.finditer(text) if text.isascii() or key(match[0])]


def contrasts(text: str, found: Sequence[str]) -> set[int]:
    """Return which of the words found in a text say what is not meant, by their positions."""
    contrasted: set[int] = set()
    if CONTRASTS.isdisjoint(found) and "place" not in found:
        return contrasted
    reach = end = 0
    for n, (word, (start, stop)) in enumerate(zip(found, spans(text), strict=True)):
        if reach and (_BREAK.search(text, end, start) or word in _NEW_CLAUSE):
            reach = 0
        if reach:
            contrasted.add(n)
        reach = max(reach - 1, 0)
        if word in CONTRASTS or (word == "place" and n and found[n - 1] == "in"):
            reach = _REACH
        end = stop
    return contrasted


def texts_of_architecture(id_: str, entry: Architecture) -> Iterator[Passage]:
    """Yield every text of an architecture, the ones that say most about it first."""
    yield from (Passage("name", Tier.NAME, name) for name in dict.fromkeys((id_, entry.name, *entry.aliases)))
    if entry.family:
        yield Passage("family", Tier.FAMILY, entry.family)
    yield from (Passage("organizations", Tier.FAMILY, text) for text in entry.organizations)
    yield from _facts(entry)
    yield Passage("title", Tier.SUMMARY, entry.title)
    yield Passage("summary", Tier.SUMMARY, entry.summary)
    yield from _prose(entry)


def links(entry: Architecture) -> Iterator[str]:
    """Yield the addresses of an architecture as they are looked for: whole, without https://, the path, an arXiv id."""
    for kind in entry.links.__struct_fields__:
        address = getattr(entry.links, kind)
        if address:
            without_scheme = address.partition("://")[2]
            yield from (address, without_scheme, without_scheme.partition("/")[2])
            yield from ARXIV_ID.findall(address)


def states(entry: Architecture) -> list[str]:
    """Return in words which parts are never trained: frozen language model."""
    return sorted(f"frozen {component.replace('-', ' ')}" for component in never_trained(entry))


def other_states(entry: Architecture, components: Mapping[str, Term]) -> Iterator[Passage]:
    """Yield the same in the other words for the parts, as people ask for them: frozen LLM, frozen ViT, frozen encoder.

    They are names only; the words of an architecture are counted once.
    """
    frozen = set(never_trained(entry))
    if {use.training for use in entry.vision_encoders} == {"frozen"}:
        frozen.add("vision-encoder")
    for component in sorted(frozen & components.keys()):
        term = components[component]
        names = (*term.synonyms, *term.acronyms, *(["encoder"] if component.endswith("-encoder") else []))
        yield from (Passage("training", Tier.COMPONENT, f"frozen {name}") for name in names)


def _facts(entry: Architecture) -> Iterator[Passage]:
    """Yield the short texts that say what a model is made of and how, beside the things that it refers to by id."""
    facts: dict[str, list[str | None]] = {
        "connectors": [connector.name for connector in entry.connectors],
        "vision_encoders": [
            text
            for use in entry.vision_encoders
            for text in (use.training and f"{use.training} vision encoder", use.role, use.variant)
        ],
        "training": [*(stage.name for stage in entry.training.stages), *states(entry)],
        "authors": [as_read(author) for author in entry.authors],
        "released": [entry.released.isoformat()],
        "licenses": [entry.licenses.code, entry.licenses.weights],
        "checkpoints": [
            text
            for each in entry.checkpoints
            for text in (each.name, each.hub_id, each.pooling, each.modality_projection, each.fine_tuning)
        ],
    }
    stages = len(entry.training.stages)
    if 0 < stages < len(_NUMERALS):
        facts["training"].append(f"{_NUMERALS[stages]}-stage training")
    for field, texts in facts.items():
        yield from (Passage(field, Tier.COMPONENT, text) for text in dict.fromkeys(texts) if text)


def _prose(entry: Architecture) -> Iterator[Passage]:
    prose: dict[str, list[str | None]] = {
        "overview": [entry.overview],
        "image_input": [entry.image_input.detail],
        "fusion": [entry.fusion.detail],
        "alignment": [entry.alignment.detail],
        "training": [entry.training.methods, *(stage.detail for stage in entry.training.stages)],
        "vision_encoders": [use.detail for use in entry.vision_encoders],
        "connectors": [connector.detail for connector in entry.connectors],
        "datasets": [use.purpose for use in entry.datasets],
    }
    for field, texts in prose.items():
        yield from (Passage(field, Tier.BODY, text) for text in texts if text)


def texts_of_item(item: Any) -> Iterator[Passage]:  # noqa: ANN401 # an item of a registry or a term
    """Yield the names of a thing that architectures refer to, the other words for it, and what it is."""
    for text in (item.name, *getattr(item, "aliases", ()), getattr(item, "family", None)):
        if text:
            yield Passage("name", Tier.COMPONENT, text)
    for text in (*getattr(item, "synonyms", ()), *getattr(item, "acronyms", ()), *getattr(item, "kinds", ())):
        yield Passage("synonym", Tier.SUMMARY, text, synonym=True)
    for field in ("definition", "description", "pretraining"):
        text = getattr(item, field, None)
        if text:
            yield Passage(field, Tier.BODY, text, synonym=True)
