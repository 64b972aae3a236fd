"""What an image costs, for a model's page: its rules in words, common sizes, and where that is from."""

from collections.abc import Iterable, Iterator

from vlmcat.catalog import Found
from vlmcat.queries.page import image_input_of
from vlmcat.queries.results import TokenSheet
from vlmcat.queries.token_sizes import COMMON_SIZES
from vlmcat.queries.tokens import Subject, priced, subjects
from vlmcat.records import Architecture, TokenRule
from vlmcat.tokens import costs

_MOST_NAMES = 2
"""Checkpoints that stand beside their rule; more stand before its words."""


def explained(found: Found) -> TokenSheet | None:
    """Return what an image costs in one model, for its page; None where the catalog does not know."""
    if not image_input_of(found.architecture.image_input, found.checkpoint).parameters:
        return None
    own = subjects([found], modes=True)
    every = own if found.checkpoint else [*own, *_different(subjects([found], checkpoints=True), own[0])]
    sizes = tuple(
        (f"{size} ({what})", *(priced(each, size)[0].tokens for each in own)) for size, what in COMMON_SIZES.items()
    )
    return TokenSheet(
        rules=tuple(_in_words(every, by_mode=found.checkpoint is not None)),
        modes=tuple(each.mode for each in own),
        sizes=sizes,
        sources=_sources(found.architecture),
    )


def _different(checkpoints: Iterable[Subject], own: Subject) -> list[Subject]:
    return [each for each in checkpoints if each.rule != own.rule]


def _in_words(rules: Iterable[Subject], *, by_mode: bool) -> Iterator[tuple[str, str]]:
    """Yield each rule under the mode or the checkpoints that have it; many checkpoints stand before its words."""
    sharing: dict[tuple[TokenRule, str | None], list[str]] = {}
    for each in rules:
        if each.rule:
            sharing.setdefault((each.rule, each.detail), []).append(
                each.mode if by_mode else each.checkpoint or each.mode
            )
    for (rule, detail), names in sharing.items():
        words = f"{costs.words(rule)} {detail or ''}".strip()
        many = len(names) > _MOST_NAMES
        yield (f"{len(names)} checkpoints", f"{', '.join(names)}: {words}") if many else (", ".join(names), words)


def _sources(entry: Architecture) -> tuple[str, ...]:
    """Return the titles of the sources of an architecture's rules."""
    rules = {"image_input", "image_input.parameters", "image_input.modes"}
    return tuple(source.title for source in entry.sources if rules.intersection(source.supports))
