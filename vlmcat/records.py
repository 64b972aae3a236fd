"""What a catalog holds, as types.

One file of `catalog/` becomes one record here. The text under a field is its documentation, the tooltip of
`catalog/schema.json` and a hint of `vlmcat validate`, which applies the constraints beside the types.

Units: parameters are single parameters (13B in YAML is 13_000_000_000), resolutions and patches are pixels, token
counts are positions per image, dates are YYYY-MM-DD. A fact that is not known is None, never a guess and never an
empty string.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, get_args

from msgspec import Meta, Struct


def _form(pattern: str, words: str) -> Meta:
    """Return a rule for the form of a text, and what `vlmcat validate` and editors say of a text of another form.

    Files are held against it (`loading.schema`), a snapshot need not be.
    """
    return Meta(description=words, extra_json_schema={"pattern": pattern, "patternErrorMessage": words})


Id = Annotated[str, _form(r"^[a-z0-9]+([.-][a-z0-9]+)*$(?!\n)", "lower-case kebab, dots kept: llava-1.5")]
Text = Annotated[str, Meta(min_length=1)]
_ONE_LINE = _form(r"^[^\t\n]*$(?!\n)", "one line, without tabs")
Line = Annotated[str, Meta(min_length=1, max_length=120), _ONE_LINE]
Url = Annotated[str, _form(r"^https?://[^\s<>\"]+$(?!\n)", "an http or https address")]
Pixels = Annotated[int, Meta(ge=1, le=100_000)]
Tokens = Annotated[int, Meta(ge=0, le=1_000_000)]
Size = (
    Pixels
    | Annotated[str, _form(r"^[1-9][0-9]*x[1-9][0-9]*$(?!\n)", "width x height, where it is not square: 1920x1080")]
)
Count = Annotated[
    int,
    Meta(
        ge=1,
        le=10**15,
        description="a number of parameters: 7B, 428M, 4.2B",
        extra_json_schema={"pattern": r"^[0-9]+(\.[0-9]+)?[KMBT]$"},
    ),
]
FieldPath = Annotated[str, _form(r"^[a-z_]+(\.[a-z_]+)*$(?!\n)", "a field of the entry: training.stages")]

TO_BE_WRITTEN = "(to be written)"
"""How a text begins that a draft only holds the place of."""

TrainingState = Literal["frozen", "trained", "staged"]
SourceKind = Literal["paper", "report", "repository", "model-card", "config", "documentation", "blog", "list"]
UsedFor = Literal[
    "pretraining",
    "alignment",
    "multitask-training",
    "instruction-tuning",
    "preference-tuning",
    "reinforcement-learning",
    "evaluation",
    "data-generation",
]
DatasetKind = Literal[
    "image-text-pairs",
    "interleaved",
    "vqa",
    "instruction",
    "grounding",
    "ocr",
    "classification",
    "video",
    "audio",
    "text",
    "preference",
    "robotics",
    "images",
    "mixture",
]
Drawing = Literal[
    "projected-tokens",
    "cross-attention",
    "dual-encoder",
    "encoder-decoder",
    "deep-fusion",
    "visual-expert",
    "encoder-free",
    "discrete-tokens",
    "mixture-of-transformers",
    "vision-only",
]
NotApplicable = Literal["vision_encoders", "connectors", "language_models", "alignment"]


class Record(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """What every record is: immutable, and strict on its fields."""


# -- what an image costs -----------------------------------------------------------------------------------------------


class FixedTokens(Record, frozen=True, kw_only=True, tag_field="rule", tag="fixed"):
    """Every image costs the same, whatever its size."""

    tokens: Tokens
    """Positions that carry features of the image."""
    separators: Tokens = 0
    """Other positions inside the image's block, such as row breaks."""
    wrappers: Tokens = 0
    """Begin and end marks that the processor itself writes."""


class PixelFit(Record, frozen=True, kw_only=True, tag_field="by", tag="pixels"):
    """Both sides become multiples of the unit, and the area is kept between two bounds."""

    min_pixels: Annotated[int, Meta(ge=1)]
    """Smaller images are enlarged to this area."""
    max_pixels: Annotated[int, Meta(ge=1)]
    """Larger images are shrunk to this area."""
    short_side: Literal["kept", "truncated", "rounded"] = "kept"
    """Whether a side below one unit is first enlarged to it, and how the other follows in proportion."""


class LongestSideFit(Record, frozen=True, kw_only=True, tag_field="by", tag="longest-side"):
    """The image is shrunk until its longer side fits, then each side is rounded up to whole units."""

    longest_side: Pixels
    """The longest side that is left as it is."""
    enlarge: bool = False
    """Whether smaller images are enlarged to it."""
    step: Pixels | None = None
    """What sides are rounded up to, where it is not the unit."""


class BoxFit(Record, frozen=True, kw_only=True, tag_field="by", tag="box"):
    """The image is shrunk into a box that does not turn with it, then each side is rounded up to whole units."""

    width: Pixels
    height: Pixels


class PatchFit(Record, frozen=True, kw_only=True, tag_field="by", tag="patches"):
    """The image is shrunk to a number of patches, then each side is rounded up to whole units."""

    max_patches: Annotated[int, Meta(ge=1)]
    """Largest number of patches, counted before the rounding."""
    longest_side: Pixels | None = None
    """The longest side that is left as it is."""


class PatchRangeFit(Record, frozen=True, kw_only=True, tag_field="by", tag="patch-range"):
    """The image is scaled to as many patches as it holds whole, within two bounds, both sides rounded up to units."""

    min_patches: Annotated[int, Meta(ge=1)]
    """Smaller images are enlarged to this number."""
    max_patches: Annotated[int, Meta(ge=1)]
    """Larger images are shrunk to this number."""


class AreaFit(Record, frozen=True, kw_only=True, tag_field="by", tag="area"):
    """Every image, large or small, is scaled to one area, then each side is rounded up to whole units."""

    side: Pixels
    """The side of a square of that area, in pixels."""


class OriginalFit(Record, frozen=True, kw_only=True, tag_field="by", tag="original"):
    """The image is not resized but filled up to whole units, with one column of units more than it fills."""


class BudgetFit(Record, frozen=True, kw_only=True, tag_field="by", tag="budget"):
    """Every image, large or small, is scaled to a number of tokens, then each side is rounded down to whole units."""

    tokens: Annotated[int, Meta(ge=1)]
    """The most tokens that an image may take."""


Fit = Annotated[
    PixelFit | LongestSideFit | BoxFit | PatchFit | PatchRangeFit | AreaFit | OriginalFit | BudgetFit,
    Meta(description="what bounds the size; CONTRIBUTING.md describes each"),
]


class NativeTokens(Record, frozen=True, kw_only=True, tag_field="rule", tag="native"):
    """The image keeps its shape: one token for each unit, a square of patch_size x merge pixels, after resizing."""

    fit: Fit
    patch_size: Pixels
    """Side of a patch of the vision encoder, in pixels."""
    merge: Annotated[int, Meta(ge=1)] = 1
    """Patches merged into one token, per side."""
    newline: bool = False
    """Whether a learned newline, an image token itself, ends each row."""
    row_separator: Literal["none", "each", "between"] = "none"
    """A row break after each row, between rows, or none."""
    separators: Tokens = 0
    """Other positions inside the image's block."""
    wrappers: Tokens = 0
    """Begin and end marks that the processor itself writes."""


TileLimit = Annotated[int, Meta(ge=1, le=1000, description="largest number of tiles, the view of the whole apart")]
GridShape = Annotated[
    tuple[Annotated[int, Meta(ge=1)], Annotated[int, Meta(ge=1)]], Meta(description="[columns, rows]")
]


class AspectGrid(Record, frozen=True, kw_only=True, tag_field="by", tag="aspect"):
    """The grid whose ratio is nearest to the image's; on a tie the bigger one, if the image fills half of it."""

    max_tiles: TileLimit
    min_tiles: Annotated[int, Meta(ge=1)] = 1
    """Smallest number of tiles."""
    grids: tuple[GridShape, ...] = ()
    """The only grids, in this order, where not all are."""
    uncut_side: Pixels | None = None
    """Images with no side longer than this are not cut."""


class UpscaleGrid(Record, frozen=True, kw_only=True, tag_field="by", tag="upscale"):
    """Of the grids that hold the image whole, the one that enlarges it least; if none does, the least reduction."""

    max_tiles: TileLimit
    margin: Annotated[int, Meta(ge=0)] = 0
    """Pixels of each side that the tiles' own margins cover."""


class CeilGrid(Record, frozen=True, kw_only=True, tag_field="by", tag="ceil"):
    """The longer side is scaled to a fixed length, up or down, then each side is rounded up to whole tiles."""

    longest_side: Pixels
    """What the longer side becomes."""


class CoverGrid(Record, frozen=True, kw_only=True, tag_field="by", tag="cover"):
    """The fewest tiles that, each shrunk into its square, keep more than 0.9 of the image's area."""

    max_tiles: TileLimit


class LogRatioGrid(Record, frozen=True, kw_only=True, tag_field="by", tag="log-ratio"):
    """As many tiles as the area asks for, give or take one, in the grid with the nearest logarithm of the ratio."""

    max_tiles: TileLimit


class HdGrid(Record, frozen=True, kw_only=True, tag_field="by", tag="hd"):
    """The longer side takes as many tiles as the limit allows, the other one follows from the ratio."""

    max_tiles: TileLimit
    enlarge: bool = True
    """Whether an image may get more tiles than it fills."""


class PinpointGrid(Record, frozen=True, kw_only=True, tag_field="by", tag="pinpoints"):
    """Of a list of grids, the one that keeps the most pixels, then wastes the fewest; on a tie the first."""

    grids: Annotated[tuple[GridShape, ...], Meta(min_length=1)]
    """In the order of the released config."""
    cell: Pixels | None = None
    """Side of a cell of these grids, where it is not a tile's."""


class PanAndScanGrid(Record, frozen=True, kw_only=True, tag_field="by", tag="pan-and-scan"):
    """A few crops along the longer side of an elongated image; none where the crops would be small."""

    max_tiles: TileLimit
    min_ratio_percent: Annotated[int, Meta(ge=100)]
    """The ratio of the sides from which crops are made."""
    min_crop: Pixels
    """The smallest side of a crop, in pixels."""


class WindowGrid(Record, frozen=True, kw_only=True, tag_field="by", tag="window"):
    """A window that depends on the shape is moved over the image; none over a small image that is not elongated."""

    longest_side: Pixels
    """Larger images are first shrunk to it."""
    uncut_side: Pixels
    """With no side longer than this, only elongated images are cut."""


class CeilOrAspectGrid(Record, frozen=True, kw_only=True, tag_field="by", tag="ceil-or-aspect"):
    """Each side is rounded up to whole tiles; where these are too many, as aspect."""

    max_tiles: TileLimit


Grid = Annotated[
    AspectGrid
    | UpscaleGrid
    | CeilGrid
    | CoverGrid
    | LogRatioGrid
    | HdGrid
    | PinpointGrid
    | PanAndScanGrid
    | WindowGrid
    | CeilOrAspectGrid,
    Meta(description="how the number of columns and rows is chosen; CONTRIBUTING.md describes each"),
]


class TileSeparators(Record, frozen=True, kw_only=True):
    """Positions inside the image's block that carry no features of it; wrappers are counted apart."""

    always: Tokens = 0
    """Once, whatever the number of tiles."""
    multi: Tokens = 0
    """Once, with two or more tiles."""
    per_view: Tokens = 0
    """For each tile and for the thumbnail."""
    per_tile: Tokens = 0
    """For each tile, where there are two or more."""
    per_row: Tokens = 0
    """For each row, where there are two or more tiles."""
    between_tiles: Tokens = 0
    between_columns: Tokens = 0
    """Between two neighbours in a row."""
    between_rows: Tokens = 0


class TileTokens(Record, frozen=True, kw_only=True, tag_field="rule", tag="tiles"):
    """The image is cut into equal tiles, each encoded alone, with or without a thumbnail of the whole."""

    grid: Grid
    tile_size: Pixels
    """Side of a tile, in pixels."""
    tokens_per_tile: Tokens
    """Image tokens of one tile, and of the thumbnail."""
    thumbnail_tokens: Tokens | None = None
    """Of the thumbnail or of an image that is not cut, where it is another number."""
    thumbnail: Literal["never", "multi", "always"]
    """A view of the whole image: multi = only with two or more tiles."""
    separators: TileSeparators = TileSeparators()
    wrappers: Tokens = 0
    """Begin and end marks that the processor itself writes."""


class Overlap(Record, frozen=True, kw_only=True):
    """Tiles that share a margin with their neighbours; counted in patches of the encoder, per side."""

    window: Annotated[int, Meta(ge=1)]
    """Patches that a tile adds."""
    margin: Annotated[int, Meta(ge=0)]
    """Patches of the two outer margins together."""
    pool: Annotated[int, Meta(ge=1)]
    """Patches that become one token."""


class StitchedTokens(Record, frozen=True, kw_only=True, tag_field="rule", tag="stitched"):
    """Tiles are encoded alone and their features sewn into one map with a newline per row, beside a whole view."""

    grid: Grid
    tile_size: Pixels
    """Side of a tile, in pixels; what the grid is chosen for."""
    tile_side: Annotated[int, Meta(ge=1)]
    """Tokens along one side of a tile."""
    whole_side: Annotated[int, Meta(ge=1)] | None = None
    """Tokens along one side of the whole view, where it is not tile_side."""
    views: Literal["both", "map", "map-or-whole"] = "both"
    """The map and a view of the whole, the map alone, or, of an image that is not cut, the whole."""
    cap_tiles: Annotated[int, Meta(ge=1)] | None = None
    """A map of more tiles than this is shrunk to it."""
    overlap: Overlap | None = None
    unpad: Literal["none", "features", "patches"] = "none"
    """What is taken off the map where the canvas is padded: nothing, rows or columns of features on both sides (LLaVA),
    or whole patches at the end (Phi-4)."""
    newline: Literal["feature", "separator"] = "feature"
    """The break after each row of the map: a learned embedding, or an ordinary token."""
    whole_newline: bool = False
    """Whether the rows of the whole view have breaks too."""
    view_separator: bool = False
    """Whether a learned vector, an image token itself, stands between map and whole view."""
    wrappers: Tokens = 0
    """Begin and end marks that the processor itself writes."""


TokenRule = FixedTokens | NativeTokens | TileTokens | StitchedTokens


class TokenMode(Record, frozen=True, kw_only=True):
    """Another way to count the tokens of an image: a setting of the processor, or a second implementation."""

    name: Line
    """What is different: 40 tiles, no splitting, port in transformers."""
    parameters: TokenRule
    detail: Text | None = None
    """How it is turned on, who uses it."""


# -- an architecture ---------------------------------------------------------------------------------------------------


class ParameterCount(Record, frozen=True, kw_only=True):
    """Size of the largest model of the work; the sizes of the others are in its checkpoints."""

    total: Count | None = None
    """All parameters, vision encoder and connector included."""
    active: Count | None = None
    """Parameters used for one token; only where it differs from total."""


Variant = Annotated[
    Line,
    Meta(description="the released variant that has it, where not every model of the work does; none means all do"),
]


class EncoderUse(Record, frozen=True, kw_only=True):
    """A vision encoder in its place in an architecture."""

    id: Id
    """An id of vision_encoders.yaml."""
    training: TrainingState | None = None
    """Frozen throughout, trained throughout, or staged: frozen in some stages, trained in others."""
    role: Line | None = None
    """What it is for, where there are several: understanding, generation, high resolution."""
    variant: Variant | None = None
    detail: Text | None = None
    """Which layer is read, how it was changed, in our own words."""


class Connector(Record, frozen=True, kw_only=True):
    """What carries visual features to the language model."""

    type: Id
    """A term of vocabulary.yaml, connector_types."""
    name: Line
    """What its authors call it: two-layer MLP, Perceiver Resampler."""
    variant: Variant | None = None
    detail: Text | None = None
    """Its input, output and size."""


class LanguageModelUse(Record, frozen=True, kw_only=True):
    """A language model that the architecture was released with."""

    id: Id
    """An id of language_models.yaml."""


class ImageInput(Record, frozen=True, kw_only=True):
    """How an image of any size becomes the tokens that the language model reads."""

    strategy: Id | None = None
    """A term of vocabulary.yaml, image_input_strategies."""
    resolution: Size | None = None
    tokens_per_image: Tokens | None = None
    """Visual tokens that the language model reads for one image; the most, where it varies."""
    detail: Text | None = None
    """Resizing, padding, cutting, and what the numbers follow from."""
    parameters: TokenRule | None = None
    """The rule that gives the tokens of any image size."""
    modes: tuple[TokenMode, ...] = ()
    """Other settings, and how they count."""


class Fusion(Record, frozen=True, kw_only=True):
    """Where the image meets the text."""

    methods: Annotated[tuple[Id, ...], Meta(min_length=1)]
    """Terms of vocabulary.yaml, fusion_methods; the main one first."""
    detail: Text | None = None
    """The mechanism: which layers, which positions, which attention."""


class Alignment(Record, frozen=True, kw_only=True):
    """How visual features are made to mean something to the language model."""

    techniques: tuple[Id, ...] = ()
    """Terms of vocabulary.yaml, alignment_techniques."""
    detail: Text | None = None
    """What is done, in our own words."""


class Stage(Record, frozen=True, kw_only=True):
    """One stage of training, in the order in which the stages run."""

    name: Line
    """What its authors call it."""
    objective: tuple[Id, ...] = ()
    """Terms of vocabulary.yaml, training_objectives."""
    trains: tuple[Id, ...] = ()
    """Terms of vocabulary.yaml, components."""
    freezes: tuple[Id, ...] = ()
    """Terms of vocabulary.yaml, components."""
    datasets: tuple[Id, ...] = ()
    """Ids of datasets.yaml; each also stands in the entry's datasets."""
    detail: Text | None = None
    """Steps, batch size, learning rate, resolution, mixture."""


class Training(Record, frozen=True, kw_only=True):
    """How the model is made."""

    methods: Text | None = None
    """The recipe in a few sentences."""
    stages: tuple[Stage, ...] = ()


class DatasetUse(Record, frozen=True, kw_only=True):
    """One use of a dataset; a dataset with two uses stands twice."""

    id: Id
    """An id of datasets.yaml."""
    used_for: UsedFor
    """The kind of use."""
    purpose: Text
    """What it brings to this model, and how much of it is used."""


class Modalities(Record, frozen=True, kw_only=True):
    """What the model takes and what it gives: terms of vocabulary.yaml, modalities."""

    input: tuple[Id, ...] = ()
    output: tuple[Id, ...] = ()


class Licenses(Record, frozen=True, kw_only=True):
    """SPDX identifiers where there is one, the licence's own name otherwise."""

    code: Line | None = None
    weights: Line | None = None


class CheckpointInput(Record, frozen=True, kw_only=True):
    """What sets the image input of one checkpoint apart from that of its architecture."""

    resolution: Size | None = None
    parameters: TokenRule
    """The rule that gives the tokens of any image size."""
    modes: tuple[TokenMode, ...] = ()
    """Other settings, and how they count."""


class Checkpoint(Record, frozen=True, kw_only=True):
    """Released weights."""

    name: Line
    """The name people use: LLaVA-v1.6-mistral-7B."""
    hub_id: Annotated[str, _form("^[\\w.-]+/[\\w.-]+$(?!\\n)", "owner/name")] | None = None
    """Owner/name on the Hugging Face hub."""
    url: Url | None = None
    """Its model card."""
    parameters: Count | None = None
    vision_encoder: Id | None = None
    """An id of vision_encoders.yaml."""
    pooling: Line | None = None
    """What reduces the number of visual tokens: none, Perceiver Resampler to 64."""
    modality_projection: Line | None = None
    """What maps visual features to the language model's width."""
    language_model: Id | None = None
    """An id of language_models.yaml."""
    fine_tuning: Line | None = None
    """How these weights were tuned: LoRA, full, instruction tuning."""
    flash_attention: bool | None = None
    """Whether the released code turns FlashAttention on by default."""
    license: Line | None = None
    image_input: CheckpointInput | None = None
    """What an image costs here, where it differs from the others."""


class Links(Record, frozen=True, kw_only=True):
    """Addresses by kind."""

    paper: Url | None = None
    code: Url | None = None
    weights: Url | None = None
    project: Url | None = None
    blog: Url | None = None
    demo: Url | None = None


class Source(Record, frozen=True, kw_only=True):
    """Something that was read, and what it was read for."""

    id: Id
    """A key of its own within the entry: paper, repository, config."""
    kind: SourceKind
    url: Url
    title: Line
    """What it is, as a reader would look for it."""
    supports: Annotated[tuple[FieldPath, ...], Meta(min_length=1)]
    """The fields that it gives."""


class Architecture(Record, frozen=True, kw_only=True):
    """A vision-language model, or a family of them that shares one architecture: catalog/architectures/<id>.yaml."""

    name: Line
    """The short name people use."""
    title: Text
    """The title of the work."""
    aliases: tuple[Line, ...] = ()
    """Other names that lead here."""
    family: Line | None = None
    """The line of models it belongs to: LLaVA, Qwen-VL."""
    based_on: tuple[Id, ...] = ()
    """Ids of architectures it builds on; facts are never inherited."""
    released: dt.date
    """First public date: weights or paper, whichever came first."""
    organizations: tuple[Line, ...] = ()
    authors: tuple[Line, ...] = ()
    """In the order of the paper, each as Family, Given: Lee, Yong Jae; a team as it is."""
    summary: Annotated[str, Meta(min_length=20, max_length=120), _ONE_LINE]
    """One line: what it is and what is its own."""
    overview: Text
    """The mechanism: what goes in, what happens to the image, where it meets the text."""
    parameters: ParameterCount = ParameterCount()
    vision_encoders: tuple[EncoderUse, ...] = ()
    connectors: tuple[Connector, ...] = ()
    language_models: tuple[LanguageModelUse, ...] = ()
    image_input: ImageInput = ImageInput()
    fusion: Fusion
    alignment: Alignment = Alignment()
    training: Training = Training()
    datasets: tuple[DatasetUse, ...] = ()
    tasks: tuple[Id, ...] = ()
    """Terms of vocabulary.yaml, tasks."""
    modalities: Modalities = Modalities()
    licenses: Licenses = Licenses()
    checkpoints: tuple[Checkpoint, ...] = ()
    links: Links = Links()
    undisclosed: dict[FieldPath, Text] = {}
    """Facts that the authors keep to themselves: field -> a word why."""
    inferred: dict[FieldPath, Text] = {}
    """Facts read off something indirect: field -> the basis."""
    sources: Annotated[tuple[Source, ...], Meta(min_length=1)]
    added: dt.date
    """When the entry joined the catalog."""
    verified: dt.date | None = None
    """When it was last checked against its primary sources."""


# -- what architectures share ------------------------------------------------------------------------------------------


class Dataset(Record, frozen=True, kw_only=True):
    """A dataset that architectures are trained or measured on: an item of datasets.yaml."""

    name: Line
    aliases: tuple[Line, ...] = ()
    kind: DatasetKind | None = None
    description: Text
    """What it holds and where that came from."""
    size: Line | None = None
    """How much, with its unit: 558K image-text pairs."""
    organization: Line | None = None
    released: (
        Annotated[str, _form("^[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?$(?!\\n)", "YYYY, YYYY-MM or YYYY-MM-DD")] | None
    ) = None
    license: Line | None = None
    public: bool | None = None
    """Whether it can be downloaded."""
    url: Url | None = None


class VisionEncoder(Record, frozen=True, kw_only=True):
    """A pretrained image encoder: an item of vision_encoders.yaml."""

    name: Line
    aliases: tuple[Line, ...] = ()
    family: Line | None = None
    """CLIP, SigLIP, DINOv2."""
    organization: Line | None = None
    parameters: Count | None = None
    resolution: Pixels | None = None
    """Side of the square input it was trained at; null where any size goes."""
    patch_size: Pixels | None = None
    pretraining: Text | None = None
    """Objective and data."""
    license: Line | None = None
    url: Url | None = None


class LanguageModel(Record, frozen=True, kw_only=True):
    """A pretrained language model: an item of language_models.yaml."""

    name: Line
    aliases: tuple[Line, ...] = ()
    family: Line | None = None
    """LLaMA, Vicuna, Qwen."""
    organization: Line | None = None
    parameters: Count | None = None
    active_parameters: Count | None = None
    """Per token, where it is a mixture of experts."""
    context_length: Annotated[int, Meta(ge=1)] | None = None
    """Tokens."""
    license: Line | None = None
    url: Url | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """What it is by its figures, in the words of people."""
        return ("mixture of experts", "MoE") if self.active_parameters else ()


class Introduction(Record, frozen=True, kw_only=True):
    """The work that introduced a term."""

    work: Line
    year: Annotated[int, Meta(ge=1950, le=2100)]
    url: Url | None = None
    architecture: Id | None = None
    """Its id, where it is in the catalog."""


class Term(Record, frozen=True, kw_only=True):
    """A term of a closed list: an item of vocabulary.yaml."""

    name: Line
    definition: Text
    """For a student who meets it for the first time."""
    synonyms: tuple[Line, ...] = ()
    """Other names, everyday words included."""
    acronyms: tuple[Line, ...] = ()
    introduced_by: Introduction | None = None


class FusionMethod(Term, frozen=True, kw_only=True):
    """A fusion method: a term that also says how it is drawn and which fields it leaves without meaning."""

    drawn_as: Drawing
    """The shape of its data path."""
    not_applicable: tuple[NotApplicable, ...] = ()
    """Fields that an architecture of this kind does not have."""


class Vocabulary(Record, frozen=True, kw_only=True):
    """Every closed list: vocabulary.yaml."""

    basics: Mapping[Id, Term] = {}
    """What a student has to know first; no entry refers to it."""
    fusion_methods: Mapping[Id, FusionMethod] = {}
    connector_types: Mapping[Id, Term] = {}
    image_input_strategies: Mapping[Id, Term] = {}
    alignment_techniques: Mapping[Id, Term] = {}
    training_objectives: Mapping[Id, Term] = {}
    components: Mapping[Id, Term] = {}
    tasks: Mapping[Id, Term] = {}
    modalities: Mapping[Id, Term] = {}


# -- a whole catalog ---------------------------------------------------------------------------------------------------


class Origin(Record, frozen=True, kw_only=True):
    """Whose an entry is."""

    kind: Literal["bundled", "own", "patched"] = "bundled"
    """Bundled with vlmcat, somebody's own, or bundled with fields that somebody changed."""
    replaces: bool = False
    """Whether it stands in the place of a bundled entry."""
    files: tuple[str, ...] = ()
    """The files of one's own that it was read from."""


class LeftOut(Record, frozen=True, kw_only=True):
    """A file of one's own that could not be used, and the first thing that is wrong with it."""

    folder: str
    file: str
    line: int
    column: int
    code: str
    message: str

    def __str__(self) -> str:
        """Return `file:line:col CODE message`."""
        return f"{self.file}:{self.line}:{self.column} {self.code} {self.message}"


class Contents(Record, frozen=True, kw_only=True):
    """Everything that a catalog holds, by id."""

    architectures: Mapping[str, Architecture] = {}
    datasets: Mapping[Id, Dataset] = {}
    vision_encoders: Mapping[Id, VisionEncoder] = {}
    language_models: Mapping[Id, LanguageModel] = {}
    vocabulary: Vocabulary = Vocabulary()
    origins: dict[str, Origin] = {}
    """Of the architectures that are not simply bundled."""
    left_out: tuple[LeftOut, ...] = ()


def field_paths(record: type[Record], prefix: str = "") -> Iterator[str]:
    """Yield every field of a type of record, and of the records inside it, with dots: training.stages.trains."""
    from msgspec.structs import fields  # noqa: PLC0415 # only errors and help ask for this

    for field in fields(record):
        yield prefix + field.name
        for inner in _records_in(field.type):
            yield from field_paths(inner, f"{prefix}{field.name}.")


def _records_in(annotation: Any) -> Iterator[type[Record]]:  # noqa: ANN401 # any type annotation
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for argument in get_args(annotation):
        yield from _records_in(argument)
