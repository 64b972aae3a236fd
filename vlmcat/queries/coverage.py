"""How much the catalog knows: which fields are filled, which are accounted for otherwise, and what is stale."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Literal, get_args

from vlmcat.catalog import Catalog, Found
from vlmcat.facts import not_applicable, value_at
from vlmcat.names import natural
from vlmcat.queries.results import Column, Listing, table
from vlmcat.records import Architecture, Vocabulary

State = Literal["filled", "inferred", "undisclosed", "not_applicable", "unknown"]
"""filled from a source, inferred from something indirect, kept by the authors, without meaning here, or not known."""

FIELDS = (
    "family",
    "organizations",
    "authors",
    "parameters.total",
    "vision_encoders",
    "vision_encoders.training",
    "connectors",
    "language_models",
    "image_input.strategy",
    "image_input.resolution",
    "image_input.tokens_per_image",
    "image_input.parameters",
    "fusion.detail",
    "alignment.techniques",
    "training.methods",
    "training.stages",
    "training.stages.objective",
    "training.stages.trains",
    "datasets",
    "tasks",
    "modalities.input",
    "modalities.output",
    "licenses.code",
    "licenses.weights",
    "checkpoints",
    "links.paper",
    "links.code",
    "links.weights",
)
"""The fields that an entry need not have, and that a reader asks for."""

_STATES: tuple[State, ...] = get_args(State)
_LABELS: dict[State, str] = {"not_applicable": "N/A"}
_COUNT_OF = {each: Column(each, _LABELS.get(each, each.capitalize()), each, "number") for each in _STATES}
_BY_ENTRY: tuple[State, ...] = ("unknown", *(each for each in _STATES if each != "unknown"))
"""The states as a table of entries has them: what it is sorted by comes first, and is the last to find no room."""
_SHARE = Column("accounted_for", "Accounted for", "accounted_for", "share")


def coverage(catalog: Catalog, today: dt.date, stale_after: int) -> Listing:
    """Return for each field in how many entries it is in which state; then how many are verified.

    The last rows part those into fresh ones, verified at most `stale_after` days before `today`, and stale ones.
    """
    entries = catalog.architectures.values()
    rows = [_row(field, Counter(state(entry, field, catalog.vocabulary) for entry in entries)) for field in FIELDS]
    checks = Counter(_is_stale(entry, today, stale_after) for entry in entries)
    rows.append(_row("verified", {"filled": checks[False] + checks[True], "unknown": checks[None]}))
    nothing = (None,) * len(_STATES)
    rows += [("fresh", checks[False], *nothing), ("stale", checks[True], *nothing)]
    return table((Column("field", "Field", "field", "name"), *_COUNT_OF.values(), _SHARE), rows)


def coverage_by_entry(catalog: Catalog, today: dt.date, stale_after: int) -> Listing:
    """Return for each entry how many fields are in which state, those with the most unknown ones first.

    Before the counts stand when it was verified, and whether that is more than `stale_after` days before `today`; both
    are None where it was not.
    """
    heading = (
        Column("id", "ID", "id", "name"),
        Column("verified", "Verified", "verified", "date"),
        Column("stale", "Stale", "stale"),
        *(_COUNT_OF[each] for each in _BY_ENTRY),
    )
    entries = catalog.architectures
    counted = {
        id_: Counter(state(entry, field, catalog.vocabulary) for field in FIELDS) for id_, entry in entries.items()
    }
    rows = []
    for id_ in sorted(entries, key=lambda id_: (-counted[id_]["unknown"], natural(id_))):
        verified, is_stale = entries[id_].verified, _is_stale(entries[id_], today, stale_after)
        rows.append((id_, verified, is_stale, *(counted[id_][each] for each in _BY_ENTRY)))
    return table(heading, rows)


def coverage_of(catalog: Catalog, found: Found) -> Listing:
    """Return the state of each field of one entry, and why it is that, where the entry says so."""
    heading = (
        Column("field", "Field", "field", "name"),
        Column("state", "State", "state", "name"),
        Column("why", "Why", "why", "prose"),
    )
    entry = found.architecture
    reasons = {"undisclosed": entry.undisclosed, "inferred": entry.inferred}
    rows = []
    for field in FIELDS:
        each = state(entry, field, catalog.vocabulary)
        rows.append((field, each.replace("_", " "), _covering(field, reasons.get(each, {}))))
    return table(heading, rows)


def state(entry: Architecture, field: str, vocabulary: Vocabulary) -> State:
    """Return what is known of a field of an entry."""
    if value_at(entry, field) is not None:
        return "inferred" if _covering(field, entry.inferred) else "filled"
    if _covering(field, entry.undisclosed):
        return "undisclosed"
    return "not_applicable" if _top(field) in not_applicable(entry, vocabulary) else "unknown"


def _covering(field: str, reasons: Mapping[str, str]) -> str | None:
    """Return the reason that is given for a field, or for what it is a part of."""
    return next((why for path, why in reasons.items() if f"{field}.".startswith(f"{path}.")), None)


def _top(field: str) -> str:
    return field.partition(".")[0]


def _is_stale(entry: Architecture, today: dt.date, stale_after: int) -> bool | None:
    return None if entry.verified is None else (today - entry.verified).days > stale_after


def _row(label: str, counts: Mapping[State, int]) -> tuple[object, ...]:
    numbers = [counts.get(each, 0) for each in _STATES]
    share = round(1 - counts.get("unknown", 0) / sum(numbers), 4) if any(numbers) else 0.0
    return (label, *numbers, share)
