"""Two to six architectures or checkpoints, field by field."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from vlmcat.catalog import Catalog, Found
from vlmcat.errors import UsageError
from vlmcat.queries.columns import TOKENS, column, value
from vlmcat.queries.page import Page, image_input_of, page
from vlmcat.queries.results import Comparison, Field, Value
from vlmcat.records import Checkpoint

MOST = 6
_FEWEST = 2

_FIELDS = (
    ("released", "Released"),
    ("organizations", "By"),
    ("family", "Family"),
    ("based_on", "Based on"),
    ("parameters.total", "Size"),
    ("parameters.active", "Active per token"),
    ("vision_encoders.name", "Vision encoder"),
    ("vision_encoders.training", "Encoder training"),
    ("connectors.name", "Connector"),
    ("language_models.name", "Language model"),
    ("fusion.methods", "Fusion"),
    ("image_input.strategy", "Image input"),
    ("image_input.resolution", "Resolution"),
    ("image_input.tokens_per_image", "Tokens per image"),
    (TOKENS, "Tokens at 1024x1024"),
    ("alignment.techniques", "Alignment"),
    ("training.stages.name", "Training stages"),
    ("training.stages.objective", "Objectives"),
    ("datasets.name", "Datasets"),
    ("tasks", "Tasks"),
    ("modalities.input", "Takes"),
    ("modalities.output", "Gives"),
    ("licenses.code", "Licence of code"),
    ("licenses.weights", "Licence of weights"),
)
_OF_CHECKPOINTS = (
    ("pooling", "Pooling"),
    ("modality_projection", "Modality projection"),
    ("fine_tuning", "Fine-tuning"),
    ("flash_attention", "FlashAttention"),
    ("url", "Model card"),
)


class _Subject(Struct, frozen=True):
    id: str
    page: Page
    checkpoint: Checkpoint | None
    own: dict[str, Value]
    """What the checkpoint says instead of its architecture, by path."""


def comparison(
    catalog: Catalog, found: Sequence[Found], chosen: Sequence[str] | None = None, *, only_differences: bool = False
) -> Comparison:
    """Compare architectures and checkpoints; a checkpoint's own size, parts and licence replace its architecture's.

    Fields are the usual ones, without those that none of them has, or the chosen columns.

    Raises:
        UsageError: fewer than two different things, more than six, or a column that does not exist.
    """
    subjects = list({subject.id: subject for subject in (_subject(catalog, each) for each in found)}.values())
    if not _FEWEST <= len(subjects) <= MOST:
        raise UsageError(
            f"compare takes {_FEWEST} to {MOST} different names, got {len(subjects)}",
            "for example: vlmcat compare idefics2 mantis",
        )
    fields = [_field(name, label, path, subjects) for name, label, path in _paths(subjects, chosen)]
    if chosen is None:
        fields = [field for field in fields if any(_known(each) for each in field.values.values())]
    ids = tuple(subject.id for subject in subjects)
    if not only_differences:
        return Comparison(ids, tuple(fields))
    different = tuple(field for field in fields if field.differs)
    return Comparison(ids, different, tuple(field for field in fields if not field.differs))


def _paths(subjects: Sequence[_Subject], chosen: Sequence[str] | None) -> list[tuple[str, str, str]]:
    """Return name, label and path of each field to compare."""
    own = [(name, label, f"checkpoint.{name}") for name, label in _OF_CHECKPOINTS]
    if chosen is not None:
        known = {name: (name, label, path) for name, label, path in own}
        labels = dict(_FIELDS)
        columns = (None if name in known else column(name) for name in chosen)
        pairs = zip(chosen, columns, strict=True)
        return [(col.path, labels.get(col.path, col.label), col.path) if col else known[name] for name, col in pairs]
    return [(path, label, path) for path, label in _FIELDS] + (own if any(each.checkpoint for each in subjects) else [])


def _subject(catalog: Catalog, found: Found) -> _Subject:
    whole = page(catalog, found.id)
    if found.checkpoint is None:
        return _Subject(found.id, whole, None, {})
    checkpoint = found.checkpoint
    whole = replace(whole, image_input=image_input_of(whole.image_input, checkpoint))
    encoder = catalog.vision_encoders[checkpoint.vision_encoder].name if checkpoint.vision_encoder else None
    model = catalog.language_models[checkpoint.language_model].name if checkpoint.language_model else None
    own: dict[str, Value] = {
        "parameters.total": checkpoint.parameters,
        "vision_encoders.name": encoder and (encoder,),
        "language_models.name": model and (model,),
        "licenses.weights": checkpoint.license,
    }
    own |= {f"checkpoint.{name}": getattr(checkpoint, name) for name, _ in _OF_CHECKPOINTS}
    return _Subject(checkpoint.name, whole, checkpoint, {path: each for path, each in own.items() if each is not None})


def _field(name: str, label: str, path: str, subjects: Sequence[_Subject]) -> Field:
    values = {
        subject.id: subject.own[path] if path in subject.own else value(subject.page, path) for subject in subjects
    }
    different = {repr(each) for each in values.values()}
    return Field(name, label, values, differs=len(different) > 1)


def _known(found: Value) -> bool:
    return found not in (None, ())
