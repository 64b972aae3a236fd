"""Columns: any field of a page, by its path or by a short name."""

import re
from collections.abc import Sequence

from vlmcat.errors import UsageError, valid_values
from vlmcat.names import nearest
from vlmcat.queries.page import Page
from vlmcat.queries.results import Column, Kind, Listing, Value, table
from vlmcat.records import Architecture, Origin, field_paths

TOKENS_AT = "tokens@"
"""What the path of a computed column begins with: the tokens of an image of the size that follows."""
TOKENS = f"{TOKENS_AT}1024x1024"

_SHORT = {
    "params": "parameters.total",
    "active": "parameters.active",
    "year": "released.year",
    "org": "organizations",
    "encoder": "vision_encoders.name",
    "connector": "connectors.name",
    "llm": "language_models.name",
    "fusion": "fusion.methods",
    "strategy": "image_input.strategy",
    "resolution": "image_input.resolution",
    "tokens": TOKENS,
    "techniques": "alignment.techniques",
    "stages": "training.stages.name",
    "dataset": "datasets.name",
    "input": "modalities.input",
    "output": "modalities.output",
    "code_license": "licenses.code",
    "weights_license": "licenses.weights",
    "checkpoint": "checkpoints.name",
    "paper": "links.paper",
    "code": "links.code",
    "weights": "links.weights",
    "origin": "origin.kind",
}
_ABOUT = {
    "params": "parameters of the largest model",
    "active": "parameters that one token uses, in a mixture of experts",
    "year": "year of release",
    "org": "who made it",
    "encoder": "vision encoders",
    "connector": "what joins vision and language",
    "llm": "language models",
    "fusion": "where image and text meet",
    "strategy": "how an image of any size is taken in",
    "resolution": "side of what the encoder sees at once",
    "tokens": "tokens of an image of 1024x1024; tokens@WIDTHxHEIGHT, of another",
    "techniques": "how the parts learn to agree",
    "stages": "stages of training",
    "dataset": "datasets",
    "input": "what it takes",
    "output": "what it gives",
    "code_license": "licence of the code",
    "weights_license": "licence of the weights",
    "checkpoint": "released models",
    "paper": "link of the paper",
    "code": "link of the code",
    "weights": "link of the weights",
    "origin": "bundled, own or patched",
}
_LABELS = {
    "id": "ID",
    "params": "Size",
    "org": "By",
    "encoder": "Vision encoder",
    "llm": "Language model",
    "parameters.total": "Size",
    "vision_encoders.name": "Vision encoder",
    "language_models.name": "Language model",
}
_KINDS: dict[str, Kind] = {
    "id": "name",
    "released": "date",
    "added": "date",
    "verified": "date",
    "year": "year",
    "total": "count",
    "active": "count",
    "parameters": "count",
    "resolution": "pixels",
    "tokens_per_image": "number",
}
_INNERMOST = r"(image_input|modes)\.parameters\.|checkpoints\.image_input\."
DEFAULT = ("id", "released", "params", "encoder", "connector", "llm", "summary")


def column(name: str) -> Column:
    """Return the column with this short name or path, or tokens@WIDTHxHEIGHT: what an image of that size costs.

    Raises:
        UsageError: a page has no such field, or there is no such size.
    """
    path = _SHORT.get(name, name)
    if path.startswith(TOKENS_AT):
        return _tokens_column(name, path)
    if name not in _SHORT and path not in Page.__struct_fields__ and path not in paths():
        hint = valid_values(_SHORT, nearest(name, [*_SHORT, *paths()]))
        raise UsageError(f"there is no column {name!r}", hint)
    return Column(name, label(name), path, kind(path))


def _tokens_column(name: str, path: str) -> Column:
    from vlmcat.tokens.cost import parse_size

    size = parse_size(path.removeprefix(TOKENS_AT))
    return Column(name, f"Tokens at {size}", f"{TOKENS_AT}{size}", "number")


def label(name: str) -> str:
    """Return the heading of a column."""
    return _LABELS.get(name) or name.replace("_", " ").replace(".", " ").capitalize()


def kind(path: str) -> Kind:
    """Return what the values at a path are."""
    return "text" if path == "parameters" else _KINDS.get(path.rpartition(".")[2], "text")


def columns(names: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns with these names, each once, in the order in which they are asked for.

    Raises:
        UsageError: a page has no such field, or no column is named.
    """
    asked = tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
    if not asked:
        raise UsageError("no column is named", f"for example: --columns {','.join(DEFAULT[:4])}")
    return tuple(column(name) for name in asked)


def all_columns() -> Listing:
    """Return the columns that a listing of architectures can show: the short names, then every field by its path.

    What is inside of a rule of tokens is left out, because each kind of rule has fields of its own.
    """
    heading = (
        Column("column", "Column", "column", "name"),
        Column("about", "What it is", "about", "prose"),
        Column("field", "Field of the page", "field"),
    )
    fields = list(dict.fromkeys(path for path in paths() if path not in _SHORT and not re.search(_INNERMOST, path)))
    tops = list(dict.fromkeys(path.partition(".")[0] for path in fields))
    fields.sort(key=lambda path: tops.index(path.partition(".")[0]))
    short = [(name, _ABOUT[name], path) for name, path in _SHORT.items()]
    return table(heading, [*short, *((path, None, None) for path in fields)])


def paths() -> list[str]:
    """Return the path of every field of a page."""
    return ["schema_version", "id", *field_paths(Architecture), "vision_encoders.name", "vision_encoders.parameters",
            "vision_encoders.resolution", "vision_encoders.patch_size", "language_models.name",
            "language_models.parameters", "datasets.name", *field_paths(Origin, "origin."), "origin"]  # fmt: skip


def value(row: object, path: str) -> Value:
    """Return what stands at a path of a page; through a list, the values of its items, each once."""
    if path.startswith(TOKENS_AT):
        return _tokens(row, path)
    found: Value = row
    for step in path.split("."):
        if isinstance(found, tuple):
            found = _flat([getattr(item, step, None) for item in found])
        else:
            found = getattr(found, step, None)
    return found


def _tokens(row: object, path: str) -> int | None:
    from vlmcat.queries.tokens import tokens_at
    from vlmcat.tokens.cost import parse_size

    image = getattr(row, "image_input", None)
    return tokens_at(image, parse_size(path.removeprefix(TOKENS_AT))) if image else None


def _flat(values: Sequence[Value]) -> tuple[Value, ...]:
    flat: list[Value] = []
    for item in values:
        for single in item if isinstance(item, tuple) else (item,):
            if single is not None and single not in flat:
                flat.append(single)
    return tuple(flat)
