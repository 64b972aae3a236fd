"""Layers: a catalog with a folder laid over it, and what of the folder has to be left out.

The lowest layer is the bundled catalog; what a layer above refers to stands in itself or further down. A layer never
makes a sound catalog unsound: a file that would is left out, and so is what needs it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from msgspec import Struct, structs

from vlmcat.catalog import Where, collection, references
from vlmcat.loading import checks
from vlmcat.loading.files import REGISTRIES, absolute, shown
from vlmcat.loading.merging import ENTRY, Misfit, Part, merged
from vlmcat.loading.positions import located
from vlmcat.loading.problems import MAX_PROBLEMS, Finding, Problem, errors_in, few
from vlmcat.progress import Progress, untold
from vlmcat.records import Architecture, Contents, LeftOut, Record, Vocabulary


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


Named = tuple[str, Finding]
"""Something that is wrong, with the name of the part that it is in."""


def lay(below: Layer, folder: Folder, progress: Progress = untold) -> Layer:
    """Lay a folder over what is below; the bundled catalog is laid over nothing."""
    unread = below.unread | folder.unread
    known = set(_findings(checks.Context(below.contents), progress))

    def added(contents: Contents, unread: frozenset[str] = frozenset()) -> Iterator[Named]:
        return (each for each in _findings(checks.Context(contents, unread), progress) if each not in known)

    contents, misfits = merged(below.contents, folder.parts)
    misfits += _blamed(added(contents, unread), contents, _by_name(folder.parts))
    problems = [*folder.problems, *_located(misfits)]
    left_out: list[Misfit] = []
    if unread or errors_in(problems):
        contents, left_out = _without_misfits(below.contents, folder.parts, added)
    first: dict[str, Problem] = {}
    for problem in errors_in(problems):
        first.setdefault(problem.file, problem)  # what cannot be read comes first: the rest may lack what it holds
    dependent = [(part, finding) for part, finding in left_out if shown(part.path) not in first]
    for problem in _located(dependent):
        first.setdefault(problem.file, problem)
    missing = tuple(_left_out(folder.path, problem) for problem in first.values())
    return Layer(
        structs.replace(contents, left_out=below.contents.left_out + missing),
        tuple(few(problems)),
        unread | {part.name for part, _ in left_out},
    )


def _without_misfits(
    below: Contents, parts: Sequence[Part], added: Callable[[Contents], Iterable[Named]]
) -> tuple[Contents, list[Misfit]]:
    """Return the catalog with those parts that fit, and those that do not with the reason.

    A part may only fit because of another that does not, so it is tried again until all that are left fit; what refers
    to another is known without a try, however long the chain.
    """
    left_out: list[Misfit] = []
    while True:
        contents, misfits = merged(below, parts)
        misfits += _blamed(added(contents), contents, _by_name(parts))
        errors = [(part, finding) for part, finding in misfits if finding.severity == "error"]
        if not errors:
            return contents, left_out
        errors += _bereft([part for part, _ in errors], below, contents, parts)
        left_out += errors
        paths = {part.path for part, _ in errors}
        parts = [part for part in parts if part.path not in paths]


def _bereft(left_out: Iterable[Part], below: Contents, contents: Contents, parts: Sequence[Part]) -> Iterator[Misfit]:
    """Yield the parts that refer to something of those that are left out, and so on, with the reference."""
    users: dict[tuple[str, str], list[Named]] = defaultdict(list)
    for name in {part.name for part in parts if part.name.startswith(ENTRY)}:
        entry = contents.architectures.get(name.removeprefix(ENTRY))
        for reference in references(entry) if entry else ():
            users[reference.collection, reference.id].append((name, checks.unknown(reference)))
    own = _by_name(parts)
    waiting = list(left_out)
    seen = {part.path for part in waiting}
    while waiting:
        for kind, id_ in _things(waiting.pop()):
            if id_ in collection(below, kind):
                continue
            for part, finding in _blamed(users[kind, id_], contents, own):
                if part.path not in seen:
                    seen.add(part.path)
                    waiting.append(part)
                    yield part, finding


def _things(part: Part) -> Iterator[tuple[str, str]]:
    """Yield what a part adds: the collection and the id of each thing."""
    if part.name.startswith(ENTRY):
        yield from () if part.is_patch else (("architectures", part.name.removeprefix(ENTRY)),)
    elif part.name == "vocabulary":
        for name in Vocabulary.__struct_fields__:
            yield from ((name, id_) for id_ in getattr(part.content, name))
    else:
        yield from ((part.name, id_) for id_ in part.content)


def _by_name(parts: Iterable[Part]) -> dict[str, list[Part]]:
    """Return parts by their names; an entry and a patch of it have one."""
    named: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        named[part.name].append(part)
    return named


def _blamed(found: Iterable[Named], contents: Contents, own: Mapping[str, list[Part]]) -> Iterator[Misfit]:
    """Yield what is wrong with the parts that brought it about: the one that it is in, or those that it comes from."""
    for name, finding in found:
        if name in own:
            yield max(own[name], key=lambda part: (_depth(part.content, finding.where), part.is_patch)), finding
        elif finding.severity == "error":
            indirect = structs.replace(finding, where=(), message=f"{name.removeprefix(ENTRY)}: {finding.message}")
            used = _used_files(contents.architectures.get(name.removeprefix(ENTRY)))
            blamed = [part for name in own if name in used for part in own[name]]
            yield from ((part, indirect) for part in blamed or chain.from_iterable(own.values()))


def _used_files(entry: Architecture | None) -> set[str]:
    """Return which files, by their names, may make an entry wrong that is not among them; registries cannot."""
    found = references(entry) if entry else ()
    return {"vocabulary", *(checks.file_of(each) for each in found if each.collection not in REGISTRIES)}


def _depth(value: Any, where: Where) -> int:  # noqa: ANN401 # a record, or the data of a patch
    """Return how many steps of a way lead to something."""
    for n, step in enumerate(where):
        try:
            value = getattr(value, str(step)) if isinstance(value, Record) else value[step]
        except (AttributeError, LookupError, TypeError):
            return n
        if value in (None, (), {}):
            return n
    return len(where)


def _findings(context: checks.Context, progress: Progress) -> Iterator[Named]:
    """Yield what is wrong with a catalog, but of no part more than anybody reads."""
    seen: Counter[tuple[str, str]] = Counter()
    for name, finding in _all_findings(context, progress):
        seen[name, finding.severity] += 1
        if seen[name, finding.severity] <= MAX_PROBLEMS + 1:
            yield name, finding


def _all_findings(context: checks.Context, progress: Progress) -> Iterator[Named]:
    contents = context.contents
    for id_, architecture in progress("checking entries", contents.architectures.items()):
        for finding in checks.check(id_, architecture, context):
            yield f"{ENTRY}{id_}", finding
    for id_, finding in checks.clashing_names(contents):
        yield f"{ENTRY}{id_}", finding
    for name in REGISTRIES:
        for finding in checks.clashing_items(getattr(contents, name)):
            yield name, finding
    for name in Vocabulary.__struct_fields__:
        for finding in checks.clashing_items(getattr(contents.vocabulary, name)):
            yield "vocabulary", Finding((name, *finding.where), finding.code, finding.message, finding.hint)
    if not context.unread:
        yield from _unused(contents)


def _unused(contents: Contents) -> Iterator[Named]:
    used = {(ref.collection, ref.id) for entry in contents.architectures.values() for ref in references(entry)}
    for name in REGISTRIES:
        for id_ in getattr(contents, name):
            if (name, id_) not in used:
                yield name, Finding((id_,), "unused", f"no architecture uses {id_!r}", None, "warning")


def _located(misfits: Iterable[Misfit]) -> Iterator[Problem]:
    """Yield what is wrong with parts at its places, part by part."""
    found: dict[Path, list[Finding]] = defaultdict(list)
    for part, finding in misfits:
        found[part.path].append(finding)
    for path, findings in found.items():
        yield from located(path, findings)


def _left_out(folder: Path, problem: Problem) -> LeftOut:
    return LeftOut(
        folder=absolute(folder),
        file=absolute(problem.file),
        line=problem.line,
        column=problem.column,
        code=problem.code,
        message=problem.message,
    )
