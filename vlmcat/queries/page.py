"""One architecture in full, with every reference resolved to a name: what `show` shows, and the shape of the JSON.

The fields and their order are the JSON interface, version 1. Within a version fields are only ever added.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from vlmcat.catalog import Catalog
from vlmcat.names import as_read
from vlmcat.records import (
    Alignment,
    Checkpoint,
    Connector,
    EncoderUse,
    FixedTokens,
    Fusion,
    ImageInput,
    Licenses,
    Links,
    Modalities,
    Origin,
    ParameterCount,
    Source,
    Training,
    TrainingState,
    UsedFor,
)
from vlmcat.records import DatasetUse as DatasetRecord

SCHEMA_VERSION = 1
_BUNDLED = Origin()


class VisionEncoderUse(Struct, frozen=True):
    """A vision encoder with the facts of its registry. Parameters in units, resolution and patch in pixels."""

    id: str
    name: str
    parameters: int | None
    resolution: int | None
    patch_size: int | None
    training: TrainingState | None
    role: str | None
    variant: str | None
    detail: str | None


class LanguageModelUse(Struct, frozen=True):
    """A language model with its size in parameters."""

    id: str
    name: str
    parameters: int | None


class DatasetUse(Struct, frozen=True):
    """One use of a dataset."""

    id: str
    name: str
    used_for: UsedFor
    purpose: str


class Page(Struct, frozen=True):
    """An architecture as the world sees it."""

    schema_version: int
    id: str
    name: str
    title: str
    aliases: tuple[str, ...]
    family: str | None
    based_on: tuple[str, ...]
    released: dt.date
    added: dt.date
    verified: dt.date | None
    organizations: tuple[str, ...]
    authors: tuple[str, ...]
    summary: str
    overview: str
    parameters: ParameterCount
    vision_encoders: tuple[VisionEncoderUse, ...]
    connectors: tuple[Connector, ...]
    language_models: tuple[LanguageModelUse, ...]
    image_input: ImageInput
    fusion: Fusion
    alignment: Alignment
    training: Training
    datasets: tuple[DatasetUse, ...]
    tasks: tuple[str, ...]
    modalities: Modalities
    licenses: Licenses
    checkpoints: tuple[Checkpoint, ...]
    links: Links
    undisclosed: dict[str, str]
    inferred: dict[str, str]
    sources: tuple[Source, ...]
    origin: Origin


def page(catalog: Catalog, id_: str) -> Page:
    """Return the page of the architecture with this id.

    Raises:
        KeyError: there is no such id; names are resolved before, by `Catalog.find`.
    """
    return Page(**{name: field(catalog, id_, name) for name in Page.__struct_fields__})


def page_as_json(catalog: Catalog, id_: str) -> Raw:
    """Return the page of an architecture as JSON, as it has been prepared or as it is made now.

    Raises:
        KeyError: there is no such id.
    """
    return catalog.prepared.page(id_) if catalog.prepared else Raw(msgspec.json.encode(page(catalog, id_)))


def field(catalog: Catalog, id_: str, name: str) -> Any:  # noqa: ANN401 # the type of that field
    """Return one field of an architecture's page without making the others.

    Raises:
        AttributeError: a page has no such field.
    """
    resolve = _RESOLVED.get(name)
    return resolve(catalog, id_) if resolve else getattr(catalog.architectures[id_], name)


def newest_first(catalog: Catalog) -> list[str]:
    """Return every id, newest first; what was released on one day is in natural order of ids."""
    return sorted(catalog.ids, key=lambda id_: catalog.architectures[id_].released, reverse=True)


def pages(catalog: Catalog) -> list[Page]:
    """Return every page, newest first."""
    return [page(catalog, id_) for id_ in newest_first(catalog)]


def image_input_of(image: ImageInput, checkpoint: Checkpoint | None) -> ImageInput:
    """Return the image input of an architecture as one of its checkpoints has it."""
    own = checkpoint and checkpoint.image_input
    if not own:
        return image
    return replace(
        image,
        resolution=own.resolution or image.resolution,
        tokens_per_image=own.parameters.tokens if isinstance(own.parameters, FixedTokens) else None,
        parameters=own.parameters,
        modes=own.modes,
    )


def _encoder(catalog: Catalog, use: EncoderUse) -> VisionEncoderUse:
    encoder = catalog.vision_encoders[use.id]
    return VisionEncoderUse(
        id=use.id,
        name=encoder.name,
        parameters=encoder.parameters,
        resolution=encoder.resolution,
        patch_size=encoder.patch_size,
        training=use.training,
        role=use.role,
        variant=use.variant,
        detail=use.detail,
    )


def _language_model(catalog: Catalog, id_: str) -> LanguageModelUse:
    model = catalog.language_models[id_]
    return LanguageModelUse(id=id_, name=model.name, parameters=model.parameters)


def _dataset(catalog: Catalog, use: DatasetRecord) -> DatasetUse:
    return DatasetUse(id=use.id, name=catalog.datasets[use.id].name, used_for=use.used_for, purpose=use.purpose)


_RESOLVED: dict[str, Callable[[Catalog, str], object]] = {
    "schema_version": lambda _, __: SCHEMA_VERSION,
    "id": lambda _, id_: id_,
    "authors": lambda catalog, id_: tuple(as_read(author) for author in catalog.architectures[id_].authors),
    "vision_encoders": lambda catalog, id_: tuple(
        _encoder(catalog, use) for use in catalog.architectures[id_].vision_encoders
    ),
    "language_models": lambda catalog, id_: tuple(
        _language_model(catalog, use.id) for use in catalog.architectures[id_].language_models
    ),
    "datasets": lambda catalog, id_: tuple(_dataset(catalog, use) for use in catalog.architectures[id_].datasets),
    "origin": lambda catalog, id_: catalog.contents.origins.get(id_, _BUNDLED),
}
"""The fields of a page that are not simply those of the record."""
