"""The catalog as a SQLite database: a table a kind of thing, link tables between them, and full-text search.

The tables stand in export_sqlite.sql. Datasette (docs.datasette.io, "Full-text search") finds the search table by its
content="architectures", and shows what a foreign key leads to by its name.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import asdict

from vlmcat.queries.export import Document, Export
from vlmcat.queries.page import Page
from vlmcat.records import Checkpoint, Source, Stage, Term, TokenRule, Vocabulary

Value = str | int | None
Row = tuple[str, Mapping[str, Value]]
"""A table, and the values of a row by column."""

_TABLES = Path(__file__).with_suffix(".sql")
_SEARCH = """
CREATE VIRTUAL TABLE architectures_fts
USING fts5(name, title, summary, overview, content="architectures", tokenize="porter unicode61")
"""
_FILL_SEARCH = "INSERT INTO architectures_fts (architectures_fts) VALUES ('rebuild')"


def write(export: Export, path: Path) -> str | None:
    """Write an export into an empty file; return what is to be said where it lacks full-text search, else None.

    Raises:
        OSError: the file cannot be written.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            # a journal in a file of its own could be left behind, and the file is new anyway
            database.execute("PRAGMA journal_mode = MEMORY")
            database.execute(f"PRAGMA user_version = {export.document.schema_version}")
            _fill(database, export.document)
            return _add_search(database)
    except sqlite3.OperationalError as error:
        raise OSError(str(error)) from error


def _fill(database: sqlite3.Connection, document: Document) -> None:
    """Create all tables and rows in one transaction, at whose end SQLite checks every foreign key."""
    database.execute("PRAGMA foreign_keys = ON")
    database.executescript(f"BEGIN; PRAGMA defer_foreign_keys = ON; {_TABLES.read_text(encoding='utf-8')}")
    for table, row in _rows(document):
        columns, marks = ", ".join(row), ", ".join(f":{column}" for column in row)
        database.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", row)  # noqa: S608 # names of this module
    database.execute("COMMIT")


def _add_search(database: sqlite3.Connection) -> str | None:
    try:
        database.execute(_SEARCH)
    except sqlite3.OperationalError as error:
        if "no such module" not in str(error):
            raise
        return "the SQLite of this Python has no FTS5, so the database has no full-text search"
    database.execute(_FILL_SEARCH)
    return None


# -- rows --------------------------------------------------------------------------------------------------------------


def _rows(document: Document) -> Iterator[Row]:
    exported = {page.id for page in document.architectures}
    yield from (("organizations", {"name": name}) for name in _organizations(document))
    authors = dict.fromkeys(author for page in document.architectures for author in page.authors)
    yield from (("authors", {"name": name}) for name in authors)
    yield from _registry("dataset", document.datasets)
    yield from _registry("vision_encoder", document.vision_encoders)
    yield from _registry("language_model", document.language_models)
    yield from _vocabulary(document.vocabulary, exported)
    for page in document.architectures:
        yield from _architecture(page, exported)


def _organizations(document: Document) -> Iterable[str]:
    registries = (document.datasets, document.vision_encoders, document.language_models)
    makers = [item.organization for registry in registries for item in registry.values() if item.organization]
    return dict.fromkeys([name for page in document.architectures for name in page.organizations] + makers)


def _registry(kind: str, items: Mapping[str, Any]) -> Iterator[Row]:
    for id_, item in items.items():
        fields = asdict(item)
        aliases = fields.pop("aliases")
        yield f"{kind}s", {"id": id_, **fields}
        yield from _listed(f"{kind}_aliases", {f"{kind}_id": id_}, "alias", aliases)


def _vocabulary(vocabulary: Vocabulary, exported: set[str]) -> Iterator[Row]:
    for name, terms in asdict(vocabulary).items():
        for id_, term in terms.items():
            yield from _term(name, id_, term, exported)


def _term(vocabulary: str, id_: str, term: Term, exported: set[str]) -> Iterator[Row]:
    work = term.introduced_by
    key = _term_id(vocabulary, id_)
    fields: dict[str, Value] = {"name": term.name, "definition": term.definition}
    fields["drawn_as"] = getattr(term, "drawn_as", None)
    if work:
        fields |= {f"introduced_by_{field}": getattr(work, field) for field in ("work", "year", "url")}
        fields["introduced_by_architecture_id"] = work.architecture if work.architecture in exported else None
    yield "terms", {"id": key, "vocabulary": vocabulary, **fields}
    owner = {"term_id": key}
    yield from _listed("term_synonyms", owner, "synonym", term.synonyms)
    yield from _listed("term_acronyms", owner, "acronym", term.acronyms)
    yield from _listed("term_exclusions", owner, "field", getattr(term, "not_applicable", ()))


def _architecture(page: Page, exported: set[str]) -> Iterator[Row]:
    owner = {"architecture_id": page.id}
    yield "architectures", _facts(page)
    yield from _listed("architecture_aliases", owner, "alias", page.aliases)
    for row in _listed("architecture_bases", owner, "based_on", page.based_on):
        base = row[1]["based_on"]
        yield row[0], {**row[1], "base_id": base if base in exported else None}
    yield from _listed("architecture_organizations", owner, "organization", page.organizations)
    yield from _listed("architecture_authors", owner, "author", page.authors)
    yield from _parts(page)
    yield from _terms_of(page)
    for n, stage in enumerate(page.training.stages, 1):
        yield from _stage(page.id, n, stage)
    for n, checkpoint in enumerate(page.checkpoints, 1):
        yield "checkpoints", {**owner, "position": n, **_checkpoint(checkpoint)}
    links = asdict(page.links).items()
    yield from (("links", {**owner, "kind": kind, "url": url}) for kind, url in links if url)
    yield from (("undisclosed", {**owner, "field": field, "why": why}) for field, why in page.undisclosed.items())
    yield from (("inferred", {**owner, "field": field, "basis": basis}) for field, basis in page.inferred.items())
    for source in page.sources:
        yield from _source(page.id, source)


def _facts(page: Page) -> dict[str, Value]:
    """Return what an architecture has once."""
    image = page.image_input
    width, height = _sides(image.resolution)
    return {
        "id": page.id,
        "name": page.name,
        "title": page.title,
        "family": page.family,
        "released": page.released.isoformat(),
        "summary": page.summary,
        "overview": page.overview,
        "parameters_total": page.parameters.total,
        "parameters_active": page.parameters.active,
        "image_strategy_id": _term_id("image_input_strategies", image.strategy) if image.strategy else None,
        "image_width": width,
        "image_height": height,
        "tokens_per_image": image.tokens_per_image,
        "image_detail": image.detail,
        "image_rule": _rule(image.parameters),
        "fusion_detail": page.fusion.detail,
        "alignment_detail": page.alignment.detail,
        "training_methods": page.training.methods,
        "code_license": page.licenses.code,
        "weights_license": page.licenses.weights,
        "added": page.added.isoformat(),
        "verified": page.verified.isoformat() if page.verified else None,
    }


def _rule(rule: TokenRule | None) -> str | None:
    return msgspec.json.encode(rule).decode() if rule else None


def _sides(resolution: int | str | None) -> tuple[int | None, int | None]:
    """Return width and height: 336 is square, 1920x1080 is not."""
    if isinstance(resolution, str):
        width, height = resolution.split("x")
        return int(width), int(height)
    return resolution, resolution


def _parts(page: Page) -> Iterator[Row]:
    """Yield what an architecture is built from and trained on."""
    owner = {"architecture_id": page.id}
    for n, encoder in enumerate(page.vision_encoders, 1):
        fields = {field: getattr(encoder, field) for field in ("training", "role", "variant", "detail")}
        yield "architecture_encoders", {**owner, "position": n, "vision_encoder_id": encoder.id, **fields}
    for n, mode in enumerate(page.image_input.modes, 1):
        fields = {"name": mode.name, "image_rule": _rule(mode.parameters), "detail": mode.detail}
        yield "architecture_image_modes", {**owner, "position": n, **fields}
    for n, connector in enumerate(page.connectors, 1):
        fields = {field: getattr(connector, field) for field in ("name", "variant", "detail")}
        type_id = _term_id("connector_types", connector.type)
        yield "architecture_connectors", {**owner, "position": n, "type_id": type_id, **fields}
    models = (model.id for model in page.language_models)
    yield from _listed("architecture_language_models", owner, "language_model_id", models)
    for n, use in enumerate(page.datasets, 1):
        used = {"dataset_id": use.id, "used_for": use.used_for, "purpose": use.purpose}
        yield "architecture_datasets", {**owner, "position": n, **used}


def _terms_of(page: Page) -> Iterator[Row]:
    """Yield the terms that describe an architecture."""
    owner = {"architecture_id": page.id}
    methods = _term_ids("fusion_methods", page.fusion.methods)
    yield from _listed("architecture_fusion_methods", owner, "method_id", methods)
    techniques = _term_ids("alignment_techniques", page.alignment.techniques)
    yield from _listed("architecture_techniques", owner, "technique_id", techniques)
    yield from _listed("architecture_tasks", owner, "task_id", _term_ids("tasks", page.tasks))
    for direction, ids in (("input", page.modalities.input), ("output", page.modalities.output)):
        directed = {**owner, "direction": direction}
        yield from _listed("architecture_modalities", directed, "modality_id", _term_ids("modalities", ids))


def _stage(architecture: str, n: int, stage: Stage) -> Iterator[Row]:
    key = f"{architecture}/{n}"
    place: Mapping[str, Value] = {"id": key, "architecture_id": architecture, "position": n}
    yield "stages", {**place, "name": stage.name, "detail": stage.detail}
    owner = {"stage_id": key}
    objectives = _term_ids("training_objectives", stage.objective)
    yield from _listed("stage_objectives", owner, "objective_id", objectives)
    for state, ids in (("trained", stage.trains), ("frozen", stage.freezes)):
        components = _term_ids("components", ids)
        yield from _listed("stage_components", {**owner, "state": state}, "component_id", components)
    yield from _listed("stage_datasets", owner, "dataset_id", stage.datasets)


def _checkpoint(checkpoint: Checkpoint) -> dict[str, Value]:
    fields = asdict(checkpoint)
    fields["vision_encoder_id"] = fields.pop("vision_encoder")
    fields["language_model_id"] = fields.pop("language_model")
    image = fields.pop("image_input")
    fields["image_rule"] = _rule(image.parameters) if image else None
    return fields


def _source(architecture: str, source: Source) -> Iterator[Row]:
    key = f"{architecture}/{source.id}"
    fields = {"architecture_id": architecture, "kind": source.kind, "url": source.url, "title": source.title}
    yield "sources", {"id": key, **fields}
    yield from _listed("source_fields", {"source_id": key}, "field", source.supports)


def _listed(table: str, owner: Mapping[str, Value], column: str, values: Iterable[str]) -> Iterator[Row]:
    """Yield a row for each value of a list, in its place."""
    for n, value in enumerate(values, 1):
        yield table, {**owner, "position": n, column: value}


def _term_ids(vocabulary: str, ids: Iterable[str]) -> Iterator[str]:
    return (_term_id(vocabulary, id_) for id_ in ids)


def _term_id(vocabulary: str, id_: str) -> str:
    return f"{vocabulary}/{id_}"
