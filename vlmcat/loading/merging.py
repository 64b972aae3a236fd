"""Files of a folder merged into the catalog below it.

A new id adds, a same id replaces, and a patch changes fields of the entry that is there. Each entry keeps whose it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, structs

from vlmcat.errors import did_you_mean
from vlmcat.loading.files import REGISTRIES, absolute
from vlmcat.loading.patches import applied, changed_fields, idle
from vlmcat.loading.problems import MAX_PROBLEMS, Finding
from vlmcat.loading.schema import checked
from vlmcat.names import nearest
from vlmcat.records import Architecture, Contents, Origin, Vocabulary

ENTRY = "architectures/"
"""What the name of a part begins with that is an entry or a patch of one."""


class Part(Struct, frozen=True):
    """A file of a folder that could be read."""

    name: str
    """ "datasets", "vocabulary", or "architectures/llava" for an entry and for a patch of it."""
    path: Path
    content: Any
    """A record, records by id, or the data of a patch."""
    is_patch: bool = False


Misfit = tuple[Part, Finding]
"""A part, and something that is wrong with it in the catalog that it is laid over."""


def merged(below: Contents, parts: Sequence[Part]) -> tuple[Contents, list[Misfit]]:
    """Return the catalog with the parts laid over it, and what keeps patches from being applied.

    Items of the parts come after all others, so that a name that two claim stays with the one below.
    """
    collected: dict[str, dict[str, Any]] = {name: {} for name in ("architectures", *REGISTRIES)}
    vocabulary = Vocabulary()
    for part in parts:
        if part.name.startswith(ENTRY) and not part.is_patch:
            collected["architectures"][part.name.removeprefix(ENTRY)] = part.content
        elif part.name == "vocabulary":
            vocabulary = part.content
        elif part.name in REGISTRIES:
            collected[part.name] = part.content
    entries, misfits = _patch({**below.architectures, **collected["architectures"]}, parts)
    collected["architectures"] |= entries
    laid: dict[str, Any] = {name: _over(getattr(below, name), items) for name, items in collected.items()}
    contents = Contents(
        **laid,
        vocabulary=Vocabulary(
            **{
                name: _over(getattr(below.vocabulary, name), getattr(vocabulary, name))
                for name in Vocabulary.__struct_fields__
            }
        ),
        origins=_origins(below, parts),
    )
    return contents, misfits


def _over(below: Mapping[str, Any], items: Mapping[str, Any]) -> dict[str, Any]:
    return {id_: item for id_, item in below.items() if id_ not in items} | dict(items)


def _patch(entries: Mapping[str, Architecture], parts: Iterable[Part]) -> tuple[dict[str, Architecture], list[Misfit]]:
    """Return the entries that patches change, and what is wrong with patches."""
    changed: dict[str, Architecture] = {}
    misfits: list[Misfit] = []
    for part in parts:
        if not part.is_patch:
            continue
        id_ = part.name.removeprefix(ENTRY)
        if id_ not in entries:
            message = f"there is no entry {id_!r} here or below that it could change"
            misfits.append((part, Finding((), "patch-of-nothing", message, did_you_mean(nearest(id_, entries)))))
            continue
        data = msgspec.json.decode(msgspec.json.encode(entries[id_]))
        misfits += ((part, finding) for finding in islice(idle(data, part.content), MAX_PROBLEMS + 1))
        after, findings = checked(applied(data, part.content), Architecture)
        misfits += ((part, finding) for finding in findings)
        if after:
            changed[id_] = after
    return changed, misfits


def _origins(below: Contents, parts: Iterable[Part]) -> dict[str, Origin]:
    """Return whose the entries are, in a catalog that is laid over another; in the lowest, all are bundled."""
    if not below.architectures:
        return {}
    origins = dict(below.origins)
    for part in sorted((part for part in parts if part.name.startswith(ENTRY)), key=lambda part: part.is_patch):
        id_, file = part.name.removeprefix(ENTRY), absolute(part.path)
        before = origins.get(id_, Origin())
        if part.is_patch:
            kind = "own" if before.kind == "own" else "patched"
            fields = tuple(dict.fromkeys((*before.fields, *changed_fields(part.content))))
            origins[id_] = structs.replace(before, kind=kind, files=(*before.files, file), fields=fields)
        else:
            replaces = id_ in below.architectures and (before.kind != "own" or before.replaces)
            origins[id_] = Origin(kind="own", replaces=replaces, files=(file,))
    return origins
