"""A new entry as far as it can be known before anybody has read a source."""

import datetime as dt
import re
from collections.abc import Iterable

from msgspec import Struct

from vlmcat.catalog import Catalog, names
from vlmcat.errors import UsageError
from vlmcat.names import key, natural
from vlmcat.records import Architecture, Origin

_ID = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_ACRONYMS = frozenset({"hd", "llm", "mllm", "moe", "ocr", "vl", "vlm"})


class Draft(Struct, frozen=True):
    """What is known of a new entry. A family is only there where others of it differ in nothing but their numbers."""

    id: str
    name: str
    added: dt.date
    family: str | None = None
    relatives: tuple[str, ...] = ()
    """Entries of the same line, or with the same first word, the newest first: what it may build on."""


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
    others = [each for each in _newest_first(catalog) if each != id_]
    line = tuple(each for each in others if _letters(each) == _letters(id_))
    families = (catalog.architectures[each].family for each in line)
    alike = tuple(each for each in others if _first_word(each) == _first_word(id_))
    return Draft(id_, _name(catalog, id_, line), today, next(filter(None, families), None), line or alike)


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


def _newest_first(catalog: Catalog) -> list[str]:
    return sorted(catalog.ids, key=lambda id_: (catalog.architectures[id_].released, natural(id_)), reverse=True)


def _letters(id_: str) -> str:
    """Return an id without its numbers and what joins its words: qwen2.5-vl -> qwenvl, llava-1.5 -> llava."""
    return _NUMBER.sub("", id_).replace("-", "")


def _first_word(id_: str) -> str:
    return _letters(id_.partition("-")[0])


def _name(catalog: Catalog, id_: str, line: Iterable[str]) -> str:
    """Return a name as others of the line are written, with its own numbers, or the words of the id."""
    numbers = _NUMBER.findall(id_)
    for other in line:
        written = catalog.architectures[other].name
        theirs = _NUMBER.findall(other)
        if len(theirs) == len(numbers) and _NUMBER.findall(written) == theirs:
            return "".join(part + number for part, number in zip(_NUMBER.split(written), [*numbers, ""], strict=True))
    return " ".join(_word(part) for part in id_.split("-"))


def _word(part: str) -> str:
    return part.upper() if part in _ACRONYMS else part.capitalize()
