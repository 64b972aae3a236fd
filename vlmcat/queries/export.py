"""What `export` takes away: the whole catalog, or the part of it that filters leave."""

from msgspec import Struct

from vlmcat.catalog import Catalog, Found
from vlmcat.queries.columns import columns, value
from vlmcat.queries.page import SCHEMA_VERSION, Page, pages
from vlmcat.queries.results import Listing, View
from vlmcat.queries.view import view
from vlmcat.records import Dataset, LanguageModel, VisionEncoder, Vocabulary

FLAT = (
    "id",
    "name",
    "title",
    "aliases",
    "family",
    "based_on",
    "released",
    "organizations",
    "authors",
    "summary",
    "overview",
    "parameters.total",
    "parameters.active",
    "vision_encoders.id",
    "connectors.type",
    "language_models.id",
    "image_input.strategy",
    "image_input.resolution",
    "image_input.tokens_per_image",
    "image_input.detail",
    "fusion.methods",
    "fusion.detail",
    "alignment.techniques",
    "alignment.detail",
    "training.methods",
    "training.stages.name",
    "datasets.id",
    "tasks",
    "modalities.input",
    "modalities.output",
    "licenses.code",
    "licenses.weights",
    "checkpoints.name",
    "links.paper",
    "links.code",
    "links.weights",
    "links.project",
    "links.blog",
    "links.demo",
    "added",
    "verified",
)
"""The fields of a page that fit into one row; of what an architecture has several of, the ids."""


class Document(Struct, frozen=True):
    """A catalog as one object: pages, newest first, and by id everything that they refer to.

    The registries and the vocabulary are whole, even where filters leave only some architectures.
    """

    schema_version: int
    architectures: tuple[Page, ...]
    datasets: dict[str, Dataset]
    vision_encoders: dict[str, VisionEncoder]
    language_models: dict[str, LanguageModel]
    vocabulary: Vocabulary


class Export(Struct, frozen=True):
    """A catalog in the three shapes that formats write: one object, a row an architecture, and pages to be read."""

    document: Document
    listing: Listing
    """Rows of the flat fields; as items the whole pages."""
    views: tuple[View, ...]


def export(catalog: Catalog) -> Export:
    """Return all that a catalog holds, its architectures newest first."""
    found = tuple(pages(catalog))
    views = tuple(view(catalog, Found(each.id, catalog.architectures[each.id])) for each in found)
    return Export(_document(catalog, found), _listing(found), views)


def _document(catalog: Catalog, found: tuple[Page, ...]) -> Document:
    lists = catalog.vocabulary
    return Document(
        schema_version=SCHEMA_VERSION,
        architectures=found,
        datasets=dict(catalog.datasets),
        vision_encoders=dict(catalog.vision_encoders),
        language_models=dict(catalog.language_models),
        vocabulary=Vocabulary(**{name: dict(getattr(lists, name)) for name in lists.__struct_fields__}),
    )


def _listing(found: tuple[Page, ...]) -> Listing:
    shown = columns(FLAT)
    rows = tuple(tuple(value(each, col.path) for col in shown) for each in found)
    return Listing(columns=shown, rows=rows, items=found, total=len(found))
