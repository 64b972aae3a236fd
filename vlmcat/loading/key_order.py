"""The order in which the keys of a catalog's file stand: that of the fields of its records."""

from collections.abc import Iterator, Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from msgspec.structs import fields

from vlmcat.records import Record

Type = Any
"""A type of record, or a generic of one."""


def shape(of: Type, keys: Sequence[str]) -> dict[str, Type]:
    """Return the fields of a map in their order with their types; of a map by id, the ids as they stand."""
    for each in _types(of):
        if _generic(each) is dict:
            return dict.fromkeys(keys, get_args(each)[1])
    shapes = [_fields(each) for each in _types(of) if isinstance(each, type) and issubclass(each, Record)]
    return max(shapes, key=lambda shape: len(set(keys) & set(shape)), default={})


def _fields(record: type[Record]) -> dict[str, Type]:
    tag = record.__struct_config__.tag_field
    return ({tag: str} if tag else {}) | {field.name: field.type for field in fields(record)}


def item_type(of: Type) -> Type:
    """Return the type of what a list holds; None where the type is no list."""
    return next((get_args(each)[0] for each in _types(of) if _generic(each) is tuple), None)


def _types(of: Type) -> Iterator[Type]:
    """Yield the types that an annotation allows, without None."""
    if _generic(of) is Annotated:
        yield from _types(get_args(of)[0])
    elif _generic(of) in (Union, UnionType):
        for each in get_args(of):
            yield from _types(each)
    elif of not in (None, NoneType):
        yield of


def _generic(of: Type) -> Any:  # noqa: ANN401 # mypy takes it for a parameter specification
    return get_origin(of)
