"""A whole catalog in which every text says something else, found by the types of the fields and not by their names."""

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import inspect

from vlmcat.records import Contents, Line, Url

Write = Callable[[str, int], str]
"""Returns a text for a form of field ("line", "block" or "address"), of at most so many characters."""


def filled(contents: Contents, write: Write) -> Contents:
    """Return what a catalog holds with other texts wherever a text is free, also where none is given; ids stay."""
    plain = msgspec.json.decode(msgspec.json.encode(contents))
    del plain["origins"], plain["left_out"]
    return msgspec.convert(_filled(plain, inspect.type_info(Contents), write), Contents)


def _filled(node: Any, kind: inspect.Type, write: Write) -> Any:  # noqa: ANN401 # any part of a catalog
    if isinstance(kind, inspect.UnionType):
        wanted = isinstance(node, str | None)
        kind = next((each for each in kind.types if _is_text(each) == wanted), kind.types[0])
    filled: Any = node
    match node, kind:
        case str() | None, inspect.Metadata(inspect.StrType() as text, extra_json_schema={"pattern": pattern}):
            filled = _written(text, _FORMS[pattern], write) if pattern in _FORMS else node
        case _, inspect.Metadata(inner):
            filled = _filled(node, inner, write)
        case str() | None, inspect.StrType():
            filled = _written(kind, "block", write)
        case dict(), inspect.StructType():
            kinds = _fields(kind)
            filled = {
                name: _filled(value, kinds[name], write) if name in kinds else value for name, value in node.items()
            }
        case dict(), inspect.DictType(value_type=inner):
            filled = {key: _filled(value, inner, write) for key, value in node.items()}
        case list(), inspect.VarTupleType(inner):
            filled = [_filled(value, inner, write) for value in node or [None] * _is_free(inner)]
    return filled


def _fields(kind: inspect.Type) -> dict[str, inspect.Type]:
    assert isinstance(kind, inspect.StructType)
    return {field.name: field.type for field in kind.fields}


def _is_text(kind: inspect.Type) -> bool:
    return isinstance(kind.type if isinstance(kind, inspect.Metadata) else kind, inspect.StrType)


def _pattern(kind: inspect.Type) -> str:
    return (kind.extra_json_schema or {}).get("pattern", "") if isinstance(kind, inspect.Metadata) else ""


def _is_free(kind: inspect.Type) -> bool:
    return _pattern(kind) in _FORMS


_FORMS = {_pattern(inspect.type_info(type_)): form for type_, form in ((Line, "line"), (Url, "address"))}


def _written(kind: inspect.StrType, form: str, write: Write) -> str:
    least = kind.min_length or 0
    return write(form, (kind.max_length or 1000) - least).ljust(least, ".")
