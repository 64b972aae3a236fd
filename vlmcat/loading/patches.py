"""Patches: files that change single fields of the entry below them.

A patch is merged as RFC 7396 (JSON Merge Patch) says: maps merge key by key, everything else replaces what was there,
lists whole, and null removes.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from vlmcat.catalog import Where
from vlmcat.errors import did_you_mean
from vlmcat.loading.problems import Finding
from vlmcat.names import nearest

_NOTHING: tuple[object, ...] = (None, [], {})


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
