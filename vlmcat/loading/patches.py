"""Patches: files that change single fields of the entry below them.

A patch is merged as RFC 7396 (JSON Merge Patch) says: maps merge key by key, everything else replaces what was there,
lists whole, and null removes. What an entry says about where a field comes from does not hold for what a patch puts
there, so such notes go with what they were about.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vlmcat.catalog import Where
from vlmcat.errors import did_you_mean
from vlmcat.loading.problems import Finding
from vlmcat.names import nearest

_NOTES = ("undisclosed", "inferred")
_NOTHING: tuple[object, ...] = (None, [], {})


def applied(data: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry's data with the patch merged into it, without notes on what it changes but for those it gives."""
    after = patched(data, patch)
    fields = changed_fields(patch)
    for name in _NOTES:
        notes, given = after.get(name), patch.get(name)
        if isinstance(notes, dict):
            own = given if isinstance(given, dict) else {}
            after[name] = {path: note for path, note in notes.items() if path in own or not _is_among(path, fields)}
    return after


def changed_fields(patch: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the fields that a patch changes, with dots: parameters.total. What is not merged is one field."""
    return tuple(_changed(patch, ""))


def _changed(patch: Mapping[str, Any], prefix: str) -> Iterator[str]:
    for key, value in patch.items():
        if isinstance(value, dict) and value and key not in _NOTES:
            yield from _changed(value, f"{prefix}{key}.")
        else:
            yield prefix + key


def _is_among(path: str, fields: Iterable[str]) -> bool:
    """Tell whether a field is one of these, or is inside of one, or has one inside."""
    return any(f"{path}.".startswith(f"{field}.") or f"{field}.".startswith(f"{path}.") for field in fields)


def patched(data: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data with the patch merged into it."""
    merged = dict(data)
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        elif isinstance(value, dict):
            below = merged.get(key)
            merged[key] = patched(below if isinstance(below, dict) else {}, value)
        else:
            merged[key] = value
    return merged


def idle(data: Mapping[str, Any], patch: Mapping[str, Any], at: Where = ()) -> Iterator[Finding]:
    """Yield a warning for each null that has nothing to remove."""
    for key, value in patch.items():
        below = data.get(key)
        if value is None and below in _NOTHING:
            filled = [name for name in data if data[name] not in _NOTHING]
            hint = did_you_mean(nearest(key, filled))
            yield Finding((*at, key), "idle-patch", f"there is no {key!r} to remove", hint, "warning")
        elif isinstance(value, dict):
            yield from idle(below if isinstance(below, dict) else {}, value, (*at, key))
