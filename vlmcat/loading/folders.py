"""Folders of YAML files -> one checked Catalog.

A folder has the shape of `catalog/`: architectures/<id>.yaml, datasets.yaml, vision_encoders.yaml,
language_models.yaml and vocabulary.yaml, each of them optional. Later folders lie over earlier ones: a new id adds, a
same id replaces.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from vlmcat.catalog import references
from vlmcat.loading import checks
from vlmcat.loading.document import Document, read
from vlmcat.loading.files import REGISTRIES, catalog_files
from vlmcat.loading.problems import Finding, Problem
from vlmcat.loading.schema import explain, well_formed
from vlmcat.records import Architecture, Contents, Dataset, Id, LanguageModel, VisionEncoder, Vocabulary

_REGISTRY_TYPES: dict[str, Any] = {
    "datasets": dict[Id, Dataset],
    "vision_encoders": dict[Id, VisionEncoder],
    "language_models": dict[Id, LanguageModel],
}
_ID: Any = Id


class Layer(Struct):
    """What one folder holds, and the documents that know on which lines it stands."""

    contents: Contents
    documents: dict[str, Document]
    """By collection and id for architectures ("architectures/llava"), by name for the others ("datasets")."""
    problems: list[Problem]
    unread: set[str]
    """The names of the documents that could not be used."""


def read_folders(folders: Sequence[Path]) -> tuple[Contents, list[Problem]]:
    """Return what the folders hold together, and everything that is wrong with any of them, sorted by place.

    Raises:
        CatalogError: a folder is missing, is not a folder, or holds nothing of a catalog.
    """
    layers = [read_folder(folder) for folder in folders]
    contents = merge([layer.contents for layer in layers])
    problems = [problem for layer in layers for problem in layer.problems]
    documents: dict[str, list[Document]] = defaultdict(list)
    for layer in reversed(layers):
        for name, document in layer.documents.items():
            documents[name].append(document)
    unread = frozenset(name for layer in layers for name in layer.unread)
    for name, finding in _findings(checks.Context(contents, unread)):
        if name in documents:
            document = max(documents[name], key=lambda each: each.depth(finding.where))
            problems.append(_located(document, finding))
    return contents, sorted(problems)


def read_folder(folder: Path) -> Layer:
    """Return what one folder holds. A file with problems is left out and its problems are listed.

    Raises:
        CatalogError: as `catalog_files`.
    """
    layer = Layer(Contents(), {}, [], set())
    collected: dict[str, dict[str, Any]] = {"architectures": {}, **{name: {} for name in REGISTRIES}}
    vocabulary = Vocabulary()
    for path in catalog_files(folder):
        name = path.stem if path.parent == folder else f"architectures/{path.stem}"
        document = read(path, _shown(path), layer.problems)
        record = None if document is None else _record(path, name, document, layer)
        if document is None or record is None:
            layer.unread.add(name)
            continue
        layer.documents[name] = document
        if name == "vocabulary":
            vocabulary = record
        elif name in REGISTRIES:
            collected[name] = record
        else:
            collected["architectures"][path.stem] = record
    layer.contents = Contents(**collected, vocabulary=vocabulary)
    return layer


def merge(layers: Sequence[Contents]) -> Contents:
    """Return the layers as one: later ones add ids and replace the same ones."""
    return Contents(
        architectures={id_: item for layer in layers for id_, item in layer.architectures.items()},
        datasets={id_: item for layer in layers for id_, item in layer.datasets.items()},
        vision_encoders={id_: item for layer in layers for id_, item in layer.vision_encoders.items()},
        language_models={id_: item for layer in layers for id_, item in layer.language_models.items()},
        vocabulary=Vocabulary(
            **{
                name: {id_: term for layer in layers for id_, term in getattr(layer.vocabulary, name).items()}
                for name in Vocabulary.__struct_fields__
            }
        ),
    )


def _record(path: Path, name: str, document: Document, layer: Layer) -> Any:  # noqa: ANN401 # any type of record
    if name == "vocabulary":
        return _convert(document, Vocabulary, layer)
    if name in REGISTRIES:
        return _convert(document, _REGISTRY_TYPES[name], layer)
    if path.suffix != ".yaml" or not well_formed(path.stem, _ID):
        hint = "an entry is <id>.yaml; an id is lower-case kebab, dots kept: llava-1.5.yaml"
        finding = Finding((), "bad-file-name", f"{path.name!r} cannot be an entry's file", hint)
        layer.problems.append(_located(document, finding))
        return None
    return _convert(document, Architecture, layer)


def _convert(document: Document, record_type: Any, layer: Layer) -> Any:  # noqa: ANN401 # any type of record
    try:
        record = msgspec.convert(document.data, record_type)
        if well_formed(document.data, record_type):
            return record
        reason = "a text does not have the form of its field"
    except msgspec.ValidationError as error:
        reason = str(error)
    findings = explain(document.data, record_type) or [Finding((), "bad-value", reason)]
    layer.problems += [_located(document, finding) for finding in findings]
    return None


def _findings(context: checks.Context) -> Iterator[tuple[str, Finding]]:
    contents = context.contents
    for id_, architecture in contents.architectures.items():
        for finding in checks.check(id_, architecture, context):
            yield f"architectures/{id_}", finding
    for id_, finding in checks.clashing_names(contents):
        yield f"architectures/{id_}", finding
    for name in REGISTRIES:
        for finding in checks.clashing_items(getattr(contents, name)):
            yield name, finding
    for name in Vocabulary.__struct_fields__:
        for finding in checks.clashing_items(getattr(contents.vocabulary, name)):
            yield "vocabulary", Finding((name, *finding.where), finding.code, finding.message, finding.hint)
    if not context.unread:
        yield from _unused(contents)


def _unused(contents: Contents) -> Iterator[tuple[str, Finding]]:
    used = {(ref.collection, ref.id) for entry in contents.architectures.values() for ref in references(entry)}
    for name in REGISTRIES:
        for id_ in getattr(contents, name):
            if (name, id_) not in used:
                yield name, Finding((id_,), "unused", f"no architecture uses {id_!r}", None, "warning")


def _located(document: Document, finding: Finding) -> Problem:
    line, column = document.position(finding.where)
    return Problem(document.name, line, column, finding.code, finding.message, finding.hint, finding.severity)


def _shown(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
