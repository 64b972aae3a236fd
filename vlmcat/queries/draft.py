"""A new entry as far as it can be known before anybody has read a source."""

import datetime as dt
import re

from msgspec import Struct

from vlmcat.catalog import Catalog, names
from vlmcat.errors import UsageError
from vlmcat.names import key, natural
from vlmcat.records import Architecture, Origin

_ID = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
_VERSION = re.compile(r"\d+(\.\d+)*")
_ACRONYMS = frozenset({"hd", "llm", "mllm", "moe", "ocr", "vl", "vlm"})


class Draft(Struct, frozen=True):
    """What is known of a new entry. A family is only there where the id is that family's name and a version."""

    id: str
    name: str
    added: dt.date
    family: str | None = None
    relatives: tuple[str, ...] = ()
    """Entries of the family, the newest first: what it may build on."""


def draft(catalog: Catalog, id_: str, today: dt.date, *, replace: bool = False) -> Draft:
    """Return what is known of an entry with this id.

    Raises:
        UsageError: this cannot be an id, or something answers to it already (but `replace` allows an entry's own id).
    """
    if not _ID.fullmatch(id_):
        made = re.sub(r"[^a-z0-9.]+", "-", id_.lower()).strip("-.")
        hint = f"for example: vlmcat new {made}" if _ID.fullmatch(made) else "for example: vlmcat new my-vlm-2.5"
        raise UsageError(f"{id_!r} cannot be an id, which is lower-case kebab with dots kept", hint)
    _check_free(catalog, id_, replace=replace)
    stem, _, version = id_.rpartition("-")
    family = _family(catalog, stem) if _VERSION.fullmatch(version) else None
    if family is None:
        return Draft(id_, " ".join(_word(part) for part in id_.split("-")), today)
    entries = catalog.architectures
    relatives = [each for each in catalog.ids if entries[each].family == family and each != id_]
    relatives.sort(key=lambda each: (entries[each].released, natural(each)), reverse=True)
    return Draft(id_, f"{family} {version}", today, family, tuple(relatives))


def _check_free(catalog: Catalog, id_: str, *, replace: bool) -> None:
    owner = next((other for other in catalog.ids if _answers(catalog.architectures[other], other, id_)), None)
    if owner is None or (replace and owner == id_):
        return
    if owner == id_:
        own = catalog.contents.origins.get(id_, Origin())
        elsewhere = f"change single fields in {id_}.patch.yaml beside your entries"
        hint = f"edit {own.files[-1]}" if own.kind == "own" else elsewhere
        raise UsageError(f"{id_} is in the catalog already", f"{hint}, or replace it whole with --force")
    raise UsageError(f"{id_!r} already leads to {owner}", "choose an id that differs in more than dots and hyphens")


def _answers(architecture: Architecture, id_: str, name: str) -> bool:
    return any(key(each.text) == key(name) for each in names(id_, architecture))


def _family(catalog: Catalog, stem: str) -> str | None:
    families = {entry.family for entry in catalog.architectures.values() if entry.family}
    return next((family for family in sorted(families) if key(family) == key(stem)), None)


def _word(part: str) -> str:
    return part.upper() if part in _ACRONYMS else part.capitalize()
