"""The rules that no single field can break: references, names, dates, links and honesty.

Each rule is a function that yields findings; a new rule is a new function in RULES.
"""

import contextlib
import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from urllib.parse import urlsplit

from msgspec import Struct

from vlmcat.catalog import Reference, Where, collection, names, references
from vlmcat.errors import did_you_mean, valid_values
from vlmcat.facts import not_applicable, value_at
from vlmcat.loading.files import REGISTRIES
from vlmcat.loading.problems import Finding
from vlmcat.names import key, nearest
from vlmcat.records import TO_BE_WRITTEN, Architecture, Contents, Record, field_paths


class Context(Struct, frozen=True):
    """What an architecture is checked against."""

    contents: Contents
    unread: frozenset[str] = frozenset()
    """Files with problems of their own, such as "datasets" or "architectures/llava": what they hold is not known."""


Rule = Callable[[str, Architecture, Context], Iterator[Finding]]

_FIRST_RELEASE = dt.date(2015, 1, 1)
_FACTS = (
    "released",
    "organizations",
    "authors",
    "parameters",
    "vision_encoders",
    "connectors",
    "language_models",
    "image_input",
    "fusion",
    "alignment",
    "training",
    "datasets",
    "tasks",
    "modalities",
    "licenses",
    "checkpoints",
)
"""The fields that must have a source."""

_DRAFTED = ("title", "summary", "overview")
_LINK_HOSTS = {
    "code": ("github.com", "gitlab.com", "huggingface.co", "codeberg.org", "gitee.com", "bitbucket.org"),
    "weights": ("huggingface.co", "modelscope.cn", "github.com", "kaggle.com", "llama.com"),
}
_FIELDS = frozenset(field_paths(Architecture))
_NOT_A_PAPER = ("github.com", "huggingface.co", "youtube.com")


def check(id_: str, architecture: Architecture, context: Context) -> Iterator[Finding]:
    """Yield everything that is wrong with an architecture in the catalog that it is part of."""
    for rule in RULES:
        yield from rule(id_, architecture, context)


def unknown_references(_id: str, architecture: Architecture, context: Context) -> Iterator[Finding]:
    """Everything that is named by an id exists."""
    for reference in references(architecture):
        known = collection(context.contents, reference.collection)
        if reference.id not in known and file_of(reference) not in context.unread:
            message = f"{reference.id!r} is not among the {reference.collection.replace('_', ' ')}"
            yield Finding(reference.where, "unknown-reference", message, _known_or_new(reference, known))


def _known_or_new(reference: Reference, known: Collection[str]) -> str:
    near = nearest(reference.id, known)
    if reference.collection in REGISTRIES:
        meant = f"{did_you_mean(near)} if" if near else "if"
        return f"{meant} it is new, add it to {reference.collection}.yaml beside architectures/"
    return valid_values(known, near) if known else f"there are no {reference.collection.replace('_', ' ')} at all"


def implausible_dates(_id: str, architecture: Architecture, _context: Context) -> Iterator[Finding]:
    """Nothing happens in the future (a day is allowed for time zones), and nothing is verified before it exists."""
    tomorrow = dt.datetime.now(tz=dt.UTC).date() + dt.timedelta(days=1)
    for field in ("released", "added", "verified"):
        date = getattr(architecture, field)
        if date and date > tomorrow:
            yield Finding((field,), "implausible-date", f"{date} is in the future")
    if architecture.released < _FIRST_RELEASE:
        yield Finding(("released",), "implausible-date", f"{architecture.released} is before there were such models")
    if architecture.verified and architecture.verified < architecture.released:
        yield Finding(("verified",), "implausible-date", f"verified before its release on {architecture.released}")


def lineage(id_: str, architecture: Architecture, context: Context) -> Iterator[Finding]:
    """An architecture builds on earlier ones, never on itself."""
    known = context.contents.architectures
    for i, base in enumerate(architecture.based_on):
        if base == id_:
            yield Finding(("based_on", i), "bad-lineage", "an architecture cannot be based on itself")
        elif base in known and known[base].released > architecture.released:
            date = known[base].released
            yield Finding(("based_on", i), "bad-lineage", f"{base} was released later, on {date}")


def links_match_their_kind(_id: str, architecture: Architecture, _context: Context) -> Iterator[Finding]:
    """A link of a kind leads to a host of that kind, and a hub id to its own page."""
    for kind, hosts in _LINK_HOSTS.items():
        url = getattr(architecture.links, kind)
        if url and _host(url) not in hosts:
            yield Finding(("links", kind), "link-host", f"{_host(url)} is no host for {kind}", valid_values(hosts))
    if architecture.links.paper and _host(architecture.links.paper) in _NOT_A_PAPER:
        yield Finding(("links", "paper"), "link-host", f"{_host(architecture.links.paper)} is no host for a paper")
    for i, checkpoint in enumerate(architecture.checkpoints):
        page = f"https://huggingface.co/{checkpoint.hub_id}"
        if checkpoint.hub_id and checkpoint.url not in (None, page):
            yield Finding(("checkpoints", i, "url"), "link-host", "not the page of this hub_id", f"expected {page}")


def stages_agree(_id: str, architecture: Architecture, _context: Context) -> Iterator[Finding]:
    """What stages train, freeze and read agrees with what the rest of the entry says."""
    known = {dataset.id for dataset in architecture.datasets}
    states = {encoder.training for encoder in architecture.vision_encoders}
    for i, stage in enumerate(architecture.training.stages):
        at: Where = ("training", "stages", i)
        for j, dataset in enumerate(stage.datasets):
            if dataset not in known:
                message = f"{dataset!r} is not among the entry's datasets"
                yield Finding((*at, "datasets", j), "stage-disagrees", message, "add it there with its purpose")
        for component in set(stage.trains) & set(stage.freezes):
            yield Finding((*at, "freezes"), "stage-disagrees", f"{component!r} is both trained and frozen")
        if states == {"frozen"} and "vision-encoder" in stage.trains:
            message = "trains the vision encoder, which the entry calls frozen throughout"
            yield Finding((*at, "trains"), "stage-disagrees", message)
        if states == {"trained"} and "vision-encoder" in stage.freezes:
            message = "freezes the vision encoder, which the entry calls trained throughout"
            yield Finding((*at, "freezes"), "stage-disagrees", message)


def honest_gaps(_id: str, architecture: Architecture, context: Context) -> Iterator[Finding]:
    """Undisclosed facts are empty, inferred ones are filled, and what cannot apply is neither."""
    for path in architecture.undisclosed:
        yield from _filled(("undisclosed", path), architecture, path, expected=False)
    for path in architecture.inferred:
        yield from _filled(("inferred", path), architecture, path, expected=True)
    for field in not_applicable(architecture, context.contents.vocabulary):
        if value_at(architecture, field) is not None:
            message = f"{field} do not apply to {', '.join(architecture.fusion.methods)}"
            yield Finding((field,), "not-applicable", message)


def sourced(_id: str, architecture: Architecture, _context: Context) -> Iterator[Finding]:
    """Every fact has a source, every source is a field's, and only a primary source makes an entry verified."""
    supported = set()
    seen: set[str] = set()
    for i, source in enumerate(architecture.sources):
        if source.id in seen:
            yield Finding(("sources", i, "id"), "duplicate-name", f"a source is called {source.id!r} already")
        seen.add(source.id)
        for j, path in enumerate(source.supports):
            supported.add(path.partition(".")[0])
            if path not in _FIELDS:
                yield Finding(("sources", i, "supports", j), "unknown-field", f"an entry has no field {path!r}")
    for field in _FACTS:
        if field not in supported and value_at(architecture, field) is not None:
            yield Finding((field,), "no-source", "no source supports this field", "name it in a source's `supports`")
    if architecture.verified and all(source.kind == "list" for source in architecture.sources):
        yield Finding(("verified",), "no-source", "verified, yet no primary source was read")


def unfinished(_id: str, architecture: Architecture, _context: Context) -> Iterator[Finding]:
    """What a draft holds the place of is written sooner or later."""
    texts: list[tuple[Where, str]] = [((field,), getattr(architecture, field)) for field in _DRAFTED]
    texts += [(("inferred", path), basis) for path, basis in architecture.inferred.items()]
    texts += [(("sources", i, "title"), source.title) for i, source in enumerate(architecture.sources)]
    for where, text in texts:
        if text.startswith(TO_BE_WRITTEN):
            yield Finding(where, "unfinished", text.removeprefix(TO_BE_WRITTEN).strip(), severity="warning")


RULES: tuple[Rule, ...] = (
    unknown_references,
    implausible_dates,
    lineage,
    links_match_their_kind,
    stages_agree,
    honest_gaps,
    sourced,
    unfinished,
)


def clashing_names(contents: Contents) -> Iterator[tuple[str, Finding]]:
    """Yield, with its architecture, each name that leads somewhere else already."""
    owners: dict[str, tuple[str, int | None]] = {}
    for id_, architecture in contents.architectures.items():
        reported = set()
        for name in names(id_, architecture):
            if not key(name.text):
                yield id_, Finding(name.where, "empty", f"{name.text!r} has neither a letter nor a digit")
                continue
            target = (id_, name.checkpoint)
            owner = owners.setdefault(key(name.text), target)
            same_entry = owner[0] == id_ and None in (owner[1], name.checkpoint)
            if owner != target and not same_entry and name.where not in reported:
                reported.add(name.where)
                yield id_, Finding(name.where, "duplicate-name", f"{name.text!r} already leads to {owner[0]}")


def clashing_items(items: Mapping[str, Record]) -> Iterator[Finding]:
    """Yield each name or alias of a registry or of a list of the vocabulary that belongs to two of its items."""
    owners: dict[str, str] = {}
    for id_, item in items.items():
        for text, where in _spellings(id_, item):
            owner = owners.setdefault(key(text), id_)
            if owner != id_:
                yield Finding(where, "duplicate-name", f"{text!r} already stands for {owner}")


def _spellings(id_: str, item: Record) -> Iterator[tuple[str, Where]]:
    yield id_, (id_,)
    for field in ("name", "aliases", "synonyms", "acronyms"):
        texts = getattr(item, field, ())
        if isinstance(texts, str):
            yield texts, (id_, field)
        else:
            yield from ((text, (id_, field, i)) for i, text in enumerate(texts))


def file_of(reference: Reference) -> str:
    """Return the file that a reference leads to, without its suffix: "datasets", "architectures/llava"."""
    if reference.collection == "architectures":
        return f"architectures/{reference.id}"
    return reference.collection if reference.collection in Contents.__struct_fields__ else "vocabulary"


def _filled(where: Where, architecture: Architecture, path: str, *, expected: bool) -> Iterator[Finding]:
    if path not in _FIELDS:
        yield Finding(where, "unknown-field", f"an entry has no field {path!r}")
    elif bool(value_at(architecture, path) is not None) is not expected:
        message = f"{path} is empty, so nothing was inferred" if expected else f"{path} is filled, so it is disclosed"
        yield Finding(where, "dishonest-gap", message, f"take it out of `{where[0]}`; a patch does so with null")


def _host(url: str) -> str:
    with contextlib.suppress(ValueError):
        return (urlsplit(url).hostname or url).removeprefix("www.")
    return url
