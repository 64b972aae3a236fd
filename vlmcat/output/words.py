"""Values as a person reads them: 13B, 2023-10-05, lists with commas, ids as words."""

import datetime as dt

from vlmcat.controls import visible
from vlmcat.queries.columns import kind as kind_of
from vlmcat.queries.counts import short_count
from vlmcat.queries.results import Kind


def words(value: object, kind: Kind = "text") -> str:
    """Return a value of this kind as text; "" where there is none."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int():
            return _number(value, kind)
        case float():
            return f"{value:.0%}" if kind == "share" else f"{value:.2f}"
        case dt.date():
            return value.isoformat()
        case tuple() | list():
            texts = [words(item, kind) for item in value]
            return ("; " if any("," in text for text in texts) else ", ").join(texts)
        case str():
            return value if value.isprintable() else visible(" ".join(value.split()))
        case _:
            return _record(value)


def _number(value: int, kind: Kind) -> str:
    match kind:
        case "count":
            return short_count(value)
        case "pixels":
            return f"{value}x{value}"
        case "year":
            return str(value)
        case _:
            return f"{value:,}"


def _record(value: object) -> str:
    """Return the most telling part of a record: its name, or its fields that have a value."""
    name = getattr(value, "name", None) or getattr(value, "id", None)
    if name:
        return str(name)
    filled = [(field, getattr(value, field)) for field in getattr(value, "__struct_fields__", ())]
    return ", ".join(f"{field} {words(item, kind_of(field))}" for field, item in filled if item not in (None, (), {}))
