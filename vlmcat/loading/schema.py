"""The JSON Schema of the records, and what a file has against it.

`catalog/schema.json` is generated here from the types of `records`, so that an editor, `vlmcat validate` and the
loader follow one set of rules. The loader itself decodes with msgspec, which is fast and stops at the first mistake,
and looks at the form of texts here; jsonschema is asked only when there is a mistake, and names them all.
"""

import ast
import inspect
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import msgspec

from vlmcat import records
from vlmcat.catalog import Where
from vlmcat.errors import valid_values
from vlmcat.loading.problems import MAX_PROBLEMS, Finding
from vlmcat.names import nearest
from vlmcat.records import Architecture

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_KINDS = {
    "string": "text",
    "integer": "a whole number",
    "array": "a list",
    "object": "a map",
    "boolean": "true or false",
    "null": "null",
}
_TYPES: dict[str, type] = {
    "string": str,
    "integer": int,
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}
Check = Callable[[Any], bool]
_COUNT = "a number such as 7B, 4.2B or 428M, without quotes; leave out what is not known"


def schema_text() -> str:
    """Return the content of `catalog/schema.json`: the JSON Schema (2020-12) of an architecture's file."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_as_written(_schema(Architecture)),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def checked(data: object, record_type: Any) -> tuple[Any, list[Finding]]:  # noqa: ANN401 # a type, or a generic of one
    """Return data as a `record_type`, or None and everything that keeps it from being one."""
    try:
        record = msgspec.convert(data, record_type)
        if well_formed(data, record_type):
            return record, []
        reason = "a text does not have the form of its field"
    except msgspec.ValidationError as error:
        reason = str(error)
    return None, explain(data, record_type) or [Finding((), "bad-value", reason)]


def explain(data: object, record_type: Any) -> list[Finding]:  # noqa: ANN401 # a type, or a generic of one
    """Return everything that keeps `data` from becoming a `record_type`; of very much, what nobody reads to its end."""
    import jsonschema

    validator = jsonschema.Draft202012Validator(
        _schema(record_type), format_checker=jsonschema.FormatChecker(formats=["date"])
    )
    found: dict[Finding, None] = {}
    for finding in (
        each for error in validator.iter_errors(data) for leaf in _leaves(error) for each in _findings(leaf)
    ):
        found[finding] = None
        if len(found) > MAX_PROBLEMS:
            break
    return list(found)


def well_formed(data: object, record_type: Any) -> bool:  # noqa: ANN401 # a type, or a generic of one
    """Return whether the texts in data of the right types have the form that their fields ask for."""
    check = _form(record_type)
    return check is None or check(data)


@cache
def _form(record_type: Any) -> Check | None:  # noqa: ANN401 # a type, or a generic of one
    schema = _schema(record_type)
    return _check(schema, schema.get("$defs", {}))


def _check(schema: dict[str, Any], definitions: Mapping[str, dict[str, Any]]) -> Check | None:
    """Return what tells whether texts have the form that a schema asks for; None where it asks for none."""
    if "$ref" in schema:
        return _check(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    if "anyOf" in schema:
        return _any([(_TYPES[each.get("type", "object")], _check(each, definitions)) for each in schema["anyOf"]])
    if "pattern" in schema:
        search = re.compile(schema["pattern"]).search
        return lambda value: not isinstance(value, str) or search(value) is not None
    item = _check(schema.get("items") or {}, definitions) if schema.get("items") else None
    if item:
        return lambda value: all(map(item, value))
    return _object(schema, definitions) if schema.get("type") == "object" else None


def _any(branches: Sequence[tuple[type, Check | None]]) -> Check | None:
    if not any(check for _, check in branches):
        return None
    return lambda value: any(check is None or check(value) for kind, check in branches if isinstance(value, kind))


def _object(schema: dict[str, Any], definitions: Mapping[str, dict[str, Any]]) -> Check | None:
    fields = {
        name: check for name, each in schema.get("properties", {}).items() if (check := _check(each, definitions))
    }
    names, rest = (_check(schema.get(key) or {}, definitions) for key in ("propertyNames", "additionalProperties"))
    if not (fields or names or rest):
        return None
    return lambda value: (
        all(check(value[name]) for name, check in fields.items() if name in value)
        and (names is None or all(map(names, value)))
        and (rest is None or all(map(rest, value.values())))
    )


@cache
def _schema(record_type: Any) -> dict[str, Any]:  # noqa: ANN401 # a type, or a generic of one
    """Return the JSON Schema of a type, in which the fields of records are described by the texts under them."""
    schema = msgspec.json.schema(record_type)
    for name, fields in _texts().items():
        properties = schema.get("$defs", {}).get(name, {}).get("properties", {})
        for field, text in fields.items():
            if field in properties:
                properties[field] = _with_text(properties[field], text)
    return schema


def _with_text(schema: dict[str, Any], text: str) -> dict[str, Any]:
    """Describe a field, where it may be missing the one kind of value that it has otherwise: errors are about that."""
    kinds = [branch for branch in schema.get("anyOf", ()) if branch != {"type": "null"}]
    if len(kinds) != 1:
        return schema | {"description": text}
    branches = [branch if branch == {"type": "null"} else branch | {"description": text} for branch in schema["anyOf"]]
    return schema | {"anyOf": branches}


@cache
def _texts() -> dict[str, dict[str, str]]:
    """Return the texts under the fields of each record, as a part of a sentence: "the short name people use"."""
    texts: dict[str, dict[str, str]] = {}
    for record in ast.parse(inspect.getsource(records)).body:
        if isinstance(record, ast.ClassDef):
            texts[record.name] = {
                field.target.id: _part_of_sentence(text.value.value)
                for field, text in pairwise(record.body)
                if isinstance(field, ast.AnnAssign)
                and isinstance(field.target, ast.Name)
                and isinstance(text, ast.Expr)
                and isinstance(text.value, ast.Constant)
            }
    return texts


def _part_of_sentence(text: object) -> str:
    words = " ".join(str(text).split()).removesuffix(".")
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _as_written(node: Any) -> Any:  # noqa: ANN401 # any part of a schema
    """Return a schema in which a count may also be the text that it is to an editor: 13B, 428M."""
    if isinstance(node, list):
        return [_as_written(item) for item in node]
    if not isinstance(node, dict):
        return node
    types = {"type": ["integer", "string"]} if _is_count(node) else {}
    return {key: _as_written(value) for key, value in node.items()} | types


def _is_count(schema: dict[str, Any]) -> bool:
    return schema.get("type") == "integer" and "pattern" in schema


def _leaves(error: Any) -> Iterator[Any]:  # noqa: ANN401 # jsonschema has no types
    """Yield the errors that matter: for a choice of shapes, those of the shape that was meant."""
    if error.validator != "anyOf":
        yield error
        return
    branches: dict[int, list[Any]] = {}
    for inner in error.context:
        branches.setdefault(inner.schema_path[0], []).append(inner)
    not_null = [errors for branch, errors in branches.items() if error.validator_value[branch] != {"type": "null"}]
    meant = min(not_null, key=_distance)
    for inner in meant:
        yield from _leaves(inner)


def _distance(errors: list[Any]) -> tuple[bool, bool, int]:
    """Return how far a shape is from what was written: a wrong type is farthest, then a wrong tag, then many errors."""
    wrong_type = any(error.validator == "type" and not error.path for error in errors)
    wrong_tag = any(error.validator == "enum" and len(error.validator_value) == 1 for error in errors)
    return wrong_type, wrong_tag, len(errors)


def _findings(error: Any) -> Iterator[Finding]:  # noqa: ANN401 # jsonschema has no types
    where: Where = tuple(error.absolute_path)
    translate = _TRANSLATIONS.get(error.validator, _other)
    return translate(error, where)


def _unknown_fields(error: Any, where: Where) -> Iterator[Finding]:  # noqa: ANN401 # jsonschema has no types
    fields = error.schema.get("properties", {})
    for key in error.instance:
        if key not in fields:
            hint = valid_values(fields, nearest(key, fields))
            yield Finding((*where, key), "unknown-field", f"there is no field {_short(key)}", hint)


def _missing_fields(error: Any, where: Where) -> Iterator[Finding]:  # noqa: ANN401 # jsonschema has no types
    for key in error.validator_value:
        if key not in error.instance:
            yield Finding(where, "missing-field", f"the field {key!r} is missing", _described(error, key))


def _unknown_value(error: Any, where: Where) -> Iterator[Finding]:  # noqa: ANN401 # jsonschema has no types
    valid = [str(item) for item in error.validator_value]
    hint = valid_values(valid, nearest(str(error.instance), valid))
    yield Finding(where, "unknown-value", f"{_short(error.instance)} is not one of the values of this field", hint)


def _wrong_type(error: Any, where: Where) -> Iterator[Finding]:  # noqa: ANN401 # jsonschema has no types
    hint = _COUNT if _is_count(error.schema) else error.schema.get("description")
    yield Finding(where, "wrong-type", f"expected {_KINDS[error.validator_value]}, got {_kind(error.instance)}", hint)


def _bad_date(error: Any, where: Where) -> Iterator[Finding]:  # noqa: ANN401 # jsonschema has no types
    yield Finding(where, "bad-date", f"{_short(error.instance)} is not a date", "dates are YYYY-MM-DD")


def _bad_form(error: Any, where: Where) -> Iterator[Finding]:  # noqa: ANN401 # jsonschema has no types
    if _is_count(error.schema):
        return  # its type has been reported
    message = f"{_short(error.instance)} does not have the form of this field"
    if "propertyNames" in error.absolute_schema_path:
        where = (*where, error.instance)
    yield Finding(where, "bad-value", message, error.schema["patternErrorMessage"])


def _too_long(error: Any, where: Where) -> Iterator[Finding]:  # noqa: ANN401 # jsonschema has no types
    yield Finding(where, "too-long", f"{len(error.instance)} characters long, at most {error.validator_value} fit")


def _too_short(error: Any, where: Where) -> Iterator[Finding]:  # noqa: ANN401 # jsonschema has no types
    if not error.instance:
        yield Finding(where, "empty", "there is nothing here", "leave out what is not known")
    else:
        message = f"{len(error.instance)} characters long, at least {error.validator_value} are needed"
        yield Finding(where, "too-short", message)


def _wrong_number(error: Any, where: Where) -> Iterator[Finding]:  # noqa: ANN401 # jsonschema has no types
    if not error.instance:
        yield from _too_short(error, where)
    else:
        message = f"{len(error.instance)} items, expected {error.validator_value}"
        yield Finding(where, "wrong-number", message, error.schema.get("description"))


def _nothing(_error: Any, _where: Where) -> Iterator[Finding]:  # noqa: ANN401 # jsonschema has no types
    """Say nothing of superfluous items: maxItems has said it."""
    yield from ()


def _other(error: Any, where: Where) -> Iterator[Finding]:  # noqa: ANN401 # jsonschema has no types
    message = f"{_short(error.instance)} breaks the rule {error.validator}: {error.validator_value}"
    yield Finding(where, "bad-value", message, error.schema.get("description"))


_TRANSLATIONS: dict[str, Callable[[Any, Where], Iterator[Finding]]] = {
    "additionalProperties": _unknown_fields,
    "required": _missing_fields,
    "enum": _unknown_value,
    "type": _wrong_type,
    "format": _bad_date,
    "pattern": _bad_form,
    "maxLength": _too_long,
    "minLength": _too_short,
    "minItems": _wrong_number,
    "maxItems": _wrong_number,
    "items": _nothing,
}


def _described(error: Any, key: str) -> str | None:  # noqa: ANN401 # jsonschema has no types
    description: str | None = error.schema["properties"][key].get("description")
    return description and f"{key}: {description}"


def _kind(value: object) -> str:
    kinds = {str: "text", bool: "true or false", int: "the number", list: "a list", dict: "a map", type(None): "null"}
    kind = kinds[type(value)]
    return f"{kind} {value}" if kind == "the number" else kind


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:59]}…"  # noqa: PLR2004 # a line of a terminal holds it
