"""Layers: what a folder adds to the catalog below it, and what of it has to be left out.

The lowest layer is the bundled catalog. In each layer above, a new id adds, a same id replaces, and a patch changes
fields of the entry below it; what a layer refers to stands in itself or further down. A layer never makes a sound
catalog unsound: a file that would is left out, and so is what needs it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, structs

from vlmcat.catalog import references
from vlmcat.errors import did_you_mean
from vlmcat.loading import checks
from vlmcat.loading.document import Document
from vlmcat.loading.files import REGISTRIES, absolute
from vlmcat.loading.patches import idle, patched
from vlmcat.loading.problems import Finding, Problem, errors_in, few, shortened
from vlmcat.loading.schema import checked
from vlmcat.names import nearest
from vlmcat.records import Architecture, Contents, LeftOut, Origin, Vocabulary

_ENTRY = "architectures/"


class Part(Struct, frozen=True):
    """A file of a folder that could be read."""

    name: str
    """ "datasets", "vocabulary", or "architectures/llava" for an entry and for a patch of it."""
    document: Document
    content: Any
    """A record, records by id, or the data of a patch."""
    is_patch: bool = False


class Folder(Struct, frozen=True):
    """What a folder holds: the parts that could be read, and what is wrong with the others."""

    path: Path
    parts: tuple[Part, ...]
    problems: tuple[Problem, ...]
    unread: frozenset[str]
    """The names of the files that could not be read: what they hold is not known."""


class Layer(Struct, frozen=True):
    """A catalog as it is with a folder laid over it, and everything that is wrong with that folder."""

    contents: Contents = Contents()
    problems: tuple[Problem, ...] = ()
    unread: frozenset[str] = frozenset()
    """Files of this folder and of those below that are not in the contents."""


Misfit = tuple[Part, Finding]
"""A part, and something that is wrong with it in the catalog that it is laid over."""


def lay(below: Layer, folder: Folder) -> Layer:
    """Lay a folder over what is below; the bundled catalog is laid over nothing."""
    unread = below.unread | folder.unread
    contents, misfits = _laid(below.contents, folder.parts, unread)
    problems = [*folder.problems, *(_located(part, finding) for part, finding in misfits)]
    left_out: list[Misfit] = []
    if unread or errors_in(problems):
        contents, left_out = _without_misfits(below.contents, folder.parts)
    first: dict[str, Problem] = {}
    for problem in (*errors_in(folder.problems), *(_located(part, finding) for part, finding in left_out)):
        first.setdefault(problem.file, problem)  # what cannot be read comes first: the rest may lack what it holds
    missing = tuple(_left_out(folder.path, problem) for problem in first.values())
    return Layer(
        structs.replace(contents, left_out=below.contents.left_out + missing),
        tuple(few(problems)),
        unread | {part.name for part, _ in left_out},
    )


def _without_misfits(below: Contents, parts: Sequence[Part]) -> tuple[Contents, list[Misfit]]:
    """Return the catalog with those parts that fit, and those that do not with the reason.

    A part may only fit because of another that does not, so it is tried again until all that are left fit.
    """
    left_out: list[Misfit] = []
    while True:
        contents, misfits = _laid(below, parts, frozenset())
        errors = [(part, finding) for part, finding in misfits if finding.severity == "error"]
        if not errors:
            return contents, left_out
        left_out += errors
        parts = [part for part in parts if all(part is not misfit for misfit, _ in errors)]


def _laid(below: Contents, parts: Sequence[Part], unread: frozenset[str]) -> tuple[Contents, list[Misfit]]:
    """Return the catalog with all of the parts, and what is wrong that was not wrong below."""
    contents, misfits = merged(below, parts)
    known = set(_findings(checks.Context(below, unread)))
    for name, finding in _findings(checks.Context(contents, unread)):
        if (name, finding) not in known:
            misfits += _blamed(name, finding, contents, parts)
    return contents, misfits


def merged(below: Contents, parts: Sequence[Part]) -> tuple[Contents, list[Misfit]]:
    """Return the catalog with the parts laid over it, and what keeps patches from being applied.

    Items of the parts come after all others, so that a name that two claim stays with the one below.
    """
    collected: dict[str, dict[str, Any]] = {name: {} for name in ("architectures", *REGISTRIES)}
    vocabulary = Vocabulary()
    for part in parts:
        if part.name.startswith(_ENTRY) and not part.is_patch:
            collected["architectures"][part.name.removeprefix(_ENTRY)] = part.content
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
        id_ = part.name.removeprefix(_ENTRY)
        if id_ not in entries:
            message = f"there is no entry {id_!r} here or below that it could change"
            misfits.append((part, Finding((), "patch-of-nothing", message, did_you_mean(nearest(id_, entries)))))
            continue
        data = msgspec.json.decode(msgspec.json.encode(entries[id_]))
        misfits += ((part, finding) for finding in idle(data, part.content))
        after, findings = checked(patched(data, part.content), Architecture)
        misfits += ((part, finding) for finding in findings)
        if after:
            changed[id_] = after
    return changed, misfits


def _origins(below: Contents, parts: Iterable[Part]) -> dict[str, Origin]:
    """Return whose the entries are, in a catalog that is laid over another; in the lowest, all are bundled."""
    if not below.architectures:
        return {}
    origins = dict(below.origins)
    for part in sorted((part for part in parts if part.name.startswith(_ENTRY)), key=lambda part: part.is_patch):
        id_, file = part.name.removeprefix(_ENTRY), absolute(part.document.name)
        before = origins.get(id_, Origin())
        if part.is_patch:
            kind = "own" if before.kind == "own" else "patched"
            origins[id_] = structs.replace(before, kind=kind, files=(*before.files, file))
        else:
            replaces = id_ in below.architectures and (before.kind != "own" or before.replaces)
            origins[id_] = Origin(kind="own", replaces=replaces, files=(file,))
    return origins


def _blamed(name: str, finding: Finding, contents: Contents, parts: Sequence[Part]) -> list[Misfit]:
    """Return the parts that brought a problem about: the one that the problem is in, or those that it comes from."""
    own = [part for part in parts if part.name == name]
    if own:
        deepest = max(own, key=lambda part: (part.document.depth(finding.where), part.is_patch))
        return [(deepest, finding)]
    if finding.severity == "warning":
        return []
    used = {"vocabulary"}
    entry = contents.architectures.get(name.removeprefix(_ENTRY))
    if entry:
        used |= {checks.file_of(reference) for reference in references(entry) if reference.collection not in REGISTRIES}
    indirect = structs.replace(finding, where=(), message=f"{name.removeprefix(_ENTRY)}: {finding.message}")
    return [(part, indirect) for part in parts if part.name in used] or [(part, indirect) for part in parts]


def _findings(context: checks.Context) -> Iterator[tuple[str, Finding]]:
    contents = context.contents
    for id_, architecture in contents.architectures.items():
        for finding in checks.check(id_, architecture, context):
            yield f"{_ENTRY}{id_}", finding
    for id_, finding in checks.clashing_names(contents):
        yield f"{_ENTRY}{id_}", finding
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


def _located(part: Part, finding: Finding) -> Problem:
    return located(part.document, finding)


def located(document: Document, finding: Finding) -> Problem:
    """Return a finding with the line and the column of its place in a document."""
    line, column = document.position(finding.where)
    message = shortened(finding.message)
    return Problem(document.name, line, column, finding.code, message, finding.hint, finding.severity)


def _left_out(folder: Path, problem: Problem) -> LeftOut:
    return LeftOut(
        folder=absolute(folder),
        file=absolute(problem.file),
        line=problem.line,
        column=problem.column,
        code=problem.code,
        message=problem.message,
    )
