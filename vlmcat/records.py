"""What a catalog holds, as types.

One file of `catalog/` becomes one record here. The descriptions of the fields are their documentation, the tooltips of
`catalog/schema.json` and, with the constraints beside them, the rules that `vlmcat validate` applies.

Units: parameters are single parameters (13B in YAML is 13_000_000_000), resolutions and patches are pixels, token
counts are positions per image, dates are YYYY-MM-DD. A fact that is not known is None, never a guess and never an
empty string.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, get_args

from msgspec import Meta, Struct


def _form(pattern: str, description: str | None = None) -> Meta:
    """Return a rule for the form of a text. Files are held against it (`loading.schema`), a snapshot need not be."""
    return Meta(description=description, extra_json_schema={"pattern": pattern})


Id = Annotated[str, _form(r"^[a-z0-9]+([.-][a-z0-9]+)*$(?!\n)", "lower-case kebab, dots kept: llava-1.5")]
Text = Annotated[str, Meta(min_length=1)]
Line = Annotated[str, Meta(min_length=1, max_length=120)]
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

    tokens: Annotated[Tokens, Meta(description="positions that carry features of the image")]
    separators: Annotated[Tokens, Meta(description="other positions inside the image's block, such as row breaks")] = 0
    wrappers: Annotated[Tokens, Meta(description="begin and end marks that the processor itself writes")] = 0


class PixelFit(Record, frozen=True, kw_only=True, tag_field="by", tag="pixels"):
    """Both sides become multiples of the unit, and the area is kept between two bounds."""

    min_pixels: Annotated[int, Meta(ge=1, description="smaller images are enlarged to this area")]
    max_pixels: Annotated[int, Meta(ge=1, description="larger images are shrunk to this area")]
    short_side: Annotated[
        Literal["kept", "truncated", "rounded"],
        Meta(
            description="whether a side below one unit is first enlarged to it, and how the other follows in proportion"
        ),
    ] = "kept"


class LongestSideFit(Record, frozen=True, kw_only=True, tag_field="by", tag="longest-side"):
    """The image is shrunk until its longer side fits, then each side is rounded up to whole units."""

    longest_side: Annotated[Pixels, Meta(description="the longest side that is left as it is")]
    enlarge: Annotated[bool, Meta(description="whether smaller images are enlarged to it")] = False
    step: Annotated[Pixels, Meta(description="what sides are rounded up to, where it is not the unit")] | None = None


class BoxFit(Record, frozen=True, kw_only=True, tag_field="by", tag="box"):
    """The image is shrunk into a box that does not turn with it, then each side is rounded up to whole units."""

    width: Pixels
    height: Pixels


class PatchFit(Record, frozen=True, kw_only=True, tag_field="by", tag="patches"):
    """The image is shrunk to a number of patches, then each side is rounded up to whole units."""

    max_patches: Annotated[int, Meta(ge=1, description="largest number of patches, counted before the rounding")]
    longest_side: Annotated[Pixels, Meta(description="the longest side that is left as it is")] | None = None


class PatchRangeFit(Record, frozen=True, kw_only=True, tag_field="by", tag="patch-range"):
    """The image is scaled to as many patches as it holds whole, within two bounds, both sides rounded up to units."""

    min_patches: Annotated[int, Meta(ge=1, description="smaller images are enlarged to this number")]
    max_patches: Annotated[int, Meta(ge=1, description="larger images are shrunk to this number")]


class AreaFit(Record, frozen=True, kw_only=True, tag_field="by", tag="area"):
    """Every image, large or small, is scaled to one area, then each side is rounded up to whole units."""

    side: Annotated[Pixels, Meta(description="the side of a square of that area, in pixels")]


class OriginalFit(Record, frozen=True, kw_only=True, tag_field="by", tag="original"):
    """The image is not resized but filled up to whole units, with one column of units more than it fills."""


class BudgetFit(Record, frozen=True, kw_only=True, tag_field="by", tag="budget"):
    """Every image, large or small, is scaled to a number of tokens, then each side is rounded down to whole units."""

    tokens: Annotated[int, Meta(ge=1, description="the most tokens that an image may take")]


Fit = Annotated[
    PixelFit | LongestSideFit | BoxFit | PatchFit | PatchRangeFit | AreaFit | OriginalFit | BudgetFit,
    Meta(description="what bounds the size; CONTRIBUTING.md describes each"),
]


class NativeTokens(Record, frozen=True, kw_only=True, tag_field="rule", tag="native"):
    """The image keeps its shape: one token for each unit, a square of patch_size x merge pixels, after resizing."""

    fit: Fit
    patch_size: Annotated[Pixels, Meta(description="side of a patch of the vision encoder, in pixels")]
    merge: Annotated[int, Meta(ge=1, description="patches merged into one token, per side")] = 1
    newline: Annotated[bool, Meta(description="whether a learned newline, an image token itself, ends each row")] = (
        False
    )
    row_separator: Annotated[
        Literal["none", "each", "between"], Meta(description="a row break after each row, between rows, or none")
    ] = "none"
    separators: Annotated[Tokens, Meta(description="other positions inside the image's block")] = 0
    wrappers: Annotated[Tokens, Meta(description="begin and end marks that the processor itself writes")] = 0


TileLimit = Annotated[int, Meta(ge=1, le=1000, description="largest number of tiles, the view of the whole apart")]
GridShape = Annotated[
    tuple[Annotated[int, Meta(ge=1)], Annotated[int, Meta(ge=1)]], Meta(description="[columns, rows]")
]


class AspectGrid(Record, frozen=True, kw_only=True, tag_field="by", tag="aspect"):
    """The grid whose ratio is nearest to the image's; on a tie the bigger one, if the image fills half of it."""

    max_tiles: TileLimit
    min_tiles: Annotated[int, Meta(ge=1, description="smallest number of tiles")] = 1
    grids: Annotated[tuple[GridShape, ...], Meta(description="the only grids, in this order, where not all are")] = ()
    uncut_side: Annotated[Pixels, Meta(description="images with no side longer than this are not cut")] | None = None


class UpscaleGrid(Record, frozen=True, kw_only=True, tag_field="by", tag="upscale"):
    """Of the grids that hold the image whole, the one that enlarges it least; if none does, the least reduction."""

    max_tiles: TileLimit
    margin: Annotated[int, Meta(ge=0, description="pixels of each side that the tiles' own margins cover")] = 0


class CeilGrid(Record, frozen=True, kw_only=True, tag_field="by", tag="ceil"):
    """The longer side is scaled to a fixed length, up or down, then each side is rounded up to whole tiles."""

    longest_side: Annotated[Pixels, Meta(description="what the longer side becomes")]


class CoverGrid(Record, frozen=True, kw_only=True, tag_field="by", tag="cover"):
    """The fewest tiles that, each shrunk into its square, keep more than 0.9 of the image's area."""

    max_tiles: TileLimit


class LogRatioGrid(Record, frozen=True, kw_only=True, tag_field="by", tag="log-ratio"):
    """As many tiles as the area asks for, give or take one, in the grid with the nearest logarithm of the ratio."""

    max_tiles: TileLimit


class HdGrid(Record, frozen=True, kw_only=True, tag_field="by", tag="hd"):
    """The longer side takes as many tiles as the limit allows, the other one follows from the ratio."""

    max_tiles: TileLimit
    enlarge: Annotated[bool, Meta(description="whether an image may get more tiles than it fills")] = True


class PinpointGrid(Record, frozen=True, kw_only=True, tag_field="by", tag="pinpoints"):
    """Of a list of grids, the one that keeps the most pixels, then wastes the fewest; on a tie the first."""

    grids: Annotated[tuple[GridShape, ...], Meta(min_length=1, description="in the order of the released config")]
    cell: Annotated[Pixels, Meta(description="side of a cell of these grids, where it is not a tile's")] | None = None


class PanAndScanGrid(Record, frozen=True, kw_only=True, tag_field="by", tag="pan-and-scan"):
    """A few crops along the longer side of an elongated image; none where the crops would be small."""

    max_tiles: TileLimit
    min_ratio_percent: Annotated[int, Meta(ge=100, description="the ratio of the sides from which crops are made")]
    min_crop: Annotated[Pixels, Meta(description="the smallest side of a crop, in pixels")]


class WindowGrid(Record, frozen=True, kw_only=True, tag_field="by", tag="window"):
    """A window that depends on the shape is moved over the image; none over a small image that is not elongated."""

    longest_side: Annotated[Pixels, Meta(description="larger images are first shrunk to it")]
    uncut_side: Annotated[Pixels, Meta(description="with no side longer than this, only elongated images are cut")]


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

    always: Annotated[Tokens, Meta(description="once, whatever the number of tiles")] = 0
    multi: Annotated[Tokens, Meta(description="once, with two or more tiles")] = 0
    per_view: Annotated[Tokens, Meta(description="for each tile and for the thumbnail")] = 0
    per_tile: Annotated[Tokens, Meta(description="for each tile, where there are two or more")] = 0
    per_row: Annotated[Tokens, Meta(description="for each row, where there are two or more tiles")] = 0
    between_tiles: Tokens = 0
    between_columns: Annotated[Tokens, Meta(description="between two neighbours in a row")] = 0
    between_rows: Tokens = 0


class TileTokens(Record, frozen=True, kw_only=True, tag_field="rule", tag="tiles"):
    """The image is cut into equal tiles, each encoded alone, with or without a thumbnail of the whole."""

    grid: Grid
    tile_size: Annotated[Pixels, Meta(description="side of a tile, in pixels")]
    tokens_per_tile: Annotated[Tokens, Meta(description="image tokens of one tile, and of the thumbnail")]
    thumbnail_tokens: (
        Annotated[
            Tokens, Meta(description="of the thumbnail or of an image that is not cut, where it is another number")
        ]
        | None
    ) = None
    thumbnail: Annotated[
        Literal["never", "multi", "always"],
        Meta(description="a view of the whole image: multi = only with two or more tiles"),
    ]
    separators: TileSeparators = TileSeparators()
    wrappers: Annotated[Tokens, Meta(description="begin and end marks that the processor itself writes")] = 0


class Overlap(Record, frozen=True, kw_only=True):
    """Tiles that share a margin with their neighbours; counted in patches of the encoder, per side."""

    window: Annotated[int, Meta(ge=1, description="patches that a tile adds")]
    margin: Annotated[int, Meta(ge=0, description="patches of the two outer margins together")]
    pool: Annotated[int, Meta(ge=1, description="patches that become one token")]


class StitchedTokens(Record, frozen=True, kw_only=True, tag_field="rule", tag="stitched"):
    """Tiles are encoded alone and their features sewn into one map with a newline per row, beside a whole view."""

    grid: Grid
    tile_size: Annotated[Pixels, Meta(description="side of a tile, in pixels; what the grid is chosen for")]
    tile_side: Annotated[int, Meta(ge=1, description="tokens along one side of a tile")]
    whole_side: (
        Annotated[int, Meta(ge=1, description="tokens along one side of the whole view, where it is not tile_side")]
        | None
    ) = None
    views: Annotated[
        Literal["both", "map", "map-or-whole"],
        Meta(description="the map and a view of the whole, the map alone, or, of an image that is not cut, the whole"),
    ] = "both"
    cap_tiles: Annotated[int, Meta(ge=1, description="a map of more tiles than this is shrunk to it")] | None = None
    overlap: Overlap | None = None
    unpad: Annotated[
        Literal["none", "features", "patches"],
        Meta(
            description="what is taken off the map where the canvas is padded: nothing, rows or columns of features on "
            "both sides (LLaVA), or whole patches at the end (Phi-4)"
        ),
    ] = "none"
    newline: Annotated[
        Literal["feature", "separator"],
        Meta(description="the break after each row of the map: a learned embedding, or an ordinary token"),
    ] = "feature"
    whole_newline: Annotated[bool, Meta(description="whether the rows of the whole view have breaks too")] = False
    view_separator: Annotated[
        bool, Meta(description="whether a learned vector, an image token itself, stands between map and whole view")
    ] = False
    wrappers: Annotated[Tokens, Meta(description="begin and end marks that the processor itself writes")] = 0


TokenRule = FixedTokens | NativeTokens | TileTokens | StitchedTokens


class TokenMode(Record, frozen=True, kw_only=True):
    """Another way to count the tokens of an image: a setting of the processor, or a second implementation."""

    name: Annotated[Line, Meta(description="what is different: 40 tiles, no splitting, port in transformers")]
    parameters: TokenRule
    detail: Annotated[Text, Meta(description="how it is turned on, who uses it")] | None = None


# -- an architecture ---------------------------------------------------------------------------------------------------


class ParameterCount(Record, frozen=True, kw_only=True):
    """Size of the largest model of the work; the sizes of the others are in its checkpoints."""

    total: Annotated[Count, Meta(description="all parameters, vision encoder and connector included")] | None = None
    active: (
        Annotated[Count, Meta(description="parameters used for one token; only where it differs from total")] | None
    ) = None


Variant = Annotated[
    Line,
    Meta(description="the released variant that has it, where not every model of the work does; none means all do"),
]


class EncoderUse(Record, frozen=True, kw_only=True):
    """A vision encoder in its place in an architecture."""

    id: Annotated[Id, Meta(description="an id of vision_encoders.yaml")]
    training: (
        Annotated[
            TrainingState,
            Meta(
                description="frozen throughout, trained throughout, or staged: frozen in some stages, trained in others"
            ),
        ]
        | None
    ) = None
    role: (
        Annotated[
            Line,
            Meta(description="what it is for, where there are several: understanding, generation, high resolution"),
        ]
        | None
    ) = None
    variant: Variant | None = None
    detail: Annotated[Text, Meta(description="which layer is read, how it was changed, in our own words")] | None = None


class Connector(Record, frozen=True, kw_only=True):
    """What carries visual features to the language model."""

    type: Annotated[Id, Meta(description="a term of vocabulary.yaml, connector_types")]
    name: Annotated[Line, Meta(description="what its authors call it: two-layer MLP, Perceiver Resampler")]
    variant: Variant | None = None
    detail: Annotated[Text, Meta(description="its input, output and size")] | None = None


class LanguageModelUse(Record, frozen=True, kw_only=True):
    """A language model that the architecture was released with."""

    id: Annotated[Id, Meta(description="an id of language_models.yaml")]


class ImageInput(Record, frozen=True, kw_only=True):
    """How an image of any size becomes the tokens that the language model reads."""

    strategy: Annotated[Id, Meta(description="a term of vocabulary.yaml, image_input_strategies")] | None = None
    resolution: Size | None = None
    tokens_per_image: (
        Annotated[
            Tokens,
            Meta(description="visual tokens that the language model reads for one image; the most, where it varies"),
        ]
        | None
    ) = None
    detail: Annotated[Text, Meta(description="resizing, padding, cutting, and what the numbers follow from")] | None = (
        None
    )
    parameters: Annotated[TokenRule, Meta(description="the rule that gives the tokens of any image size")] | None = None
    modes: Annotated[tuple[TokenMode, ...], Meta(description="other settings, and how they count")] = ()


class Fusion(Record, frozen=True, kw_only=True):
    """Where the image meets the text."""

    methods: Annotated[
        tuple[Id, ...], Meta(min_length=1, description="terms of vocabulary.yaml, fusion_methods; the main one first")
    ]
    detail: (
        Annotated[Text, Meta(description="the mechanism: which layers, which positions, which attention")] | None
    ) = None


class Alignment(Record, frozen=True, kw_only=True):
    """How visual features are made to mean something to the language model."""

    techniques: Annotated[tuple[Id, ...], Meta(description="terms of vocabulary.yaml, alignment_techniques")] = ()
    detail: Annotated[Text, Meta(description="what is done, in our own words")] | None = None


class Stage(Record, frozen=True, kw_only=True):
    """One stage of training, in the order in which the stages run."""

    name: Annotated[Line, Meta(description="what its authors call it")]
    objective: Annotated[tuple[Id, ...], Meta(description="terms of vocabulary.yaml, training_objectives")] = ()
    trains: Annotated[tuple[Id, ...], Meta(description="terms of vocabulary.yaml, components")] = ()
    freezes: Annotated[tuple[Id, ...], Meta(description="terms of vocabulary.yaml, components")] = ()
    datasets: Annotated[
        tuple[Id, ...], Meta(description="ids of datasets.yaml; each also stands in the entry's datasets")
    ] = ()
    detail: Annotated[Text, Meta(description="steps, batch size, learning rate, resolution, mixture")] | None = None


class Training(Record, frozen=True, kw_only=True):
    """How the model is made."""

    methods: Annotated[Text, Meta(description="the recipe in a few sentences")] | None = None
    stages: tuple[Stage, ...] = ()


class DatasetUse(Record, frozen=True, kw_only=True):
    """One use of a dataset; a dataset with two uses stands twice."""

    id: Annotated[Id, Meta(description="an id of datasets.yaml")]
    used_for: Annotated[UsedFor, Meta(description="the kind of use")]
    purpose: Annotated[Text, Meta(description="what it brings to this model, and how much of it is used")]


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
    parameters: Annotated[TokenRule, Meta(description="the rule that gives the tokens of any image size")]
    modes: Annotated[tuple[TokenMode, ...], Meta(description="other settings, and how they count")] = ()


class Checkpoint(Record, frozen=True, kw_only=True):
    """Released weights."""

    name: Annotated[Line, Meta(description="the name people use: LLaVA-v1.6-mistral-7B")]
    hub_id: Annotated[str, _form(r"^[\w.-]+/[\w.-]+$(?!\n)", "owner/name on the Hugging Face hub")] | None = None
    url: Annotated[Url, Meta(description="its model card")] | None = None
    parameters: Count | None = None
    vision_encoder: Annotated[Id, Meta(description="an id of vision_encoders.yaml")] | None = None
    pooling: (
        Annotated[Line, Meta(description="what reduces the number of visual tokens: none, Perceiver Resampler to 64")]
        | None
    ) = None
    modality_projection: (
        Annotated[Line, Meta(description="what maps visual features to the language model's width")] | None
    ) = None
    language_model: Annotated[Id, Meta(description="an id of language_models.yaml")] | None = None
    fine_tuning: (
        Annotated[Line, Meta(description="how these weights were tuned: LoRA, full, instruction tuning")] | None
    ) = None
    flash_attention: (
        Annotated[bool, Meta(description="whether the released code turns FlashAttention on by default")] | None
    ) = None
    license: Line | None = None
    image_input: (
        Annotated[CheckpointInput, Meta(description="what an image costs here, where it differs from the others")]
        | None
    ) = None


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

    id: Annotated[Id, Meta(description="a key of its own within the entry: paper, repository, config")]
    kind: SourceKind
    url: Url
    title: Annotated[Line, Meta(description="what it is, as a reader would look for it")]
    supports: Annotated[tuple[FieldPath, ...], Meta(min_length=1, description="the fields that it gives")]


class Architecture(Record, frozen=True, kw_only=True):
    """A vision-language model, or a family of them that shares one architecture: catalog/architectures/<id>.yaml."""

    name: Annotated[Line, Meta(description="the short name people use")]
    title: Annotated[Text, Meta(description="the title of the work")]
    aliases: Annotated[tuple[Line, ...], Meta(description="other names that lead here")] = ()
    family: Annotated[Line, Meta(description="the line of models it belongs to: LLaVA, Qwen-VL")] | None = None
    based_on: Annotated[
        tuple[Id, ...], Meta(description="ids of architectures it builds on; facts are never inherited")
    ] = ()
    released: Annotated[dt.date, Meta(description="first public date: weights or paper, whichever came first")]
    organizations: tuple[Line, ...] = ()
    authors: Annotated[
        tuple[Line, ...],
        Meta(description="in the order of the paper, each as Family, Given: Lee, Yong Jae; a team as it is"),
    ] = ()
    summary: Annotated[str, Meta(min_length=20, max_length=120, description="one line: what it is and what is its own")]
    overview: Annotated[
        Text, Meta(description="the mechanism: what goes in, what happens to the image, where it meets the text")
    ]
    parameters: ParameterCount = ParameterCount()
    vision_encoders: tuple[EncoderUse, ...] = ()
    connectors: tuple[Connector, ...] = ()
    language_models: tuple[LanguageModelUse, ...] = ()
    image_input: ImageInput = ImageInput()
    fusion: Fusion
    alignment: Alignment = Alignment()
    training: Training = Training()
    datasets: tuple[DatasetUse, ...] = ()
    tasks: Annotated[tuple[Id, ...], Meta(description="terms of vocabulary.yaml, tasks")] = ()
    modalities: Modalities = Modalities()
    licenses: Licenses = Licenses()
    checkpoints: tuple[Checkpoint, ...] = ()
    links: Links = Links()
    undisclosed: Annotated[
        dict[FieldPath, Text], Meta(description="facts that the authors keep to themselves: field -> a word why")
    ] = {}
    inferred: Annotated[
        dict[FieldPath, Text], Meta(description="facts read off something indirect: field -> the basis")
    ] = {}
    sources: Annotated[tuple[Source, ...], Meta(min_length=1)]
    added: Annotated[dt.date, Meta(description="when the entry joined the catalog")]
    verified: Annotated[dt.date, Meta(description="when it was last checked against its primary sources")] | None = None


# -- what architectures share ------------------------------------------------------------------------------------------


class Dataset(Record, frozen=True, kw_only=True):
    """A dataset that architectures are trained or measured on: an item of datasets.yaml."""

    name: Line
    aliases: tuple[Line, ...] = ()
    kind: DatasetKind | None = None
    description: Annotated[Text, Meta(description="what it holds and where that came from")]
    size: Annotated[Line, Meta(description="how much, with its unit: 558K image-text pairs")] | None = None
    organization: Line | None = None
    released: (
        Annotated[
            str,
            _form(r"^[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?$(?!\n)", "YYYY, YYYY-MM or YYYY-MM-DD"),
        ]
        | None
    ) = None
    license: Line | None = None
    public: Annotated[bool, Meta(description="whether it can be downloaded")] | None = None
    url: Url | None = None


class VisionEncoder(Record, frozen=True, kw_only=True):
    """A pretrained image encoder: an item of vision_encoders.yaml."""

    name: Line
    aliases: tuple[Line, ...] = ()
    family: Annotated[Line, Meta(description="CLIP, SigLIP, DINOv2")] | None = None
    organization: Line | None = None
    parameters: Count | None = None
    resolution: (
        Annotated[Pixels, Meta(description="side of the square input it was trained at; null where any size goes")]
        | None
    ) = None
    patch_size: Pixels | None = None
    pretraining: Annotated[Text, Meta(description="objective and data")] | None = None
    license: Line | None = None
    url: Url | None = None


class LanguageModel(Record, frozen=True, kw_only=True):
    """A pretrained language model: an item of language_models.yaml."""

    name: Line
    aliases: tuple[Line, ...] = ()
    family: Annotated[Line, Meta(description="LLaMA, Vicuna, Qwen")] | None = None
    organization: Line | None = None
    parameters: Count | None = None
    active_parameters: Annotated[Count, Meta(description="per token, where it is a mixture of experts")] | None = None
    context_length: Annotated[int, Meta(ge=1, description="tokens")] | None = None
    license: Line | None = None
    url: Url | None = None


class Introduction(Record, frozen=True, kw_only=True):
    """The work that introduced a term."""

    work: Line
    year: Annotated[int, Meta(ge=1950, le=2100)]
    url: Url | None = None
    architecture: Annotated[Id, Meta(description="its id, where it is in the catalog")] | None = None


class Term(Record, frozen=True, kw_only=True):
    """A term of a closed list: an item of vocabulary.yaml."""

    name: Line
    definition: Annotated[Text, Meta(description="for a student who meets it for the first time")]
    synonyms: Annotated[tuple[Line, ...], Meta(description="other names, everyday words included")] = ()
    acronyms: tuple[Line, ...] = ()
    introduced_by: Introduction | None = None


class FusionMethod(Term, frozen=True, kw_only=True):
    """A fusion method: a term that also says how it is drawn and which fields it leaves without meaning."""

    drawn_as: Annotated[Drawing, Meta(description="the shape of its data path")]
    not_applicable: Annotated[
        tuple[NotApplicable, ...], Meta(description="fields that an architecture of this kind does not have")
    ] = ()


class Vocabulary(Record, frozen=True, kw_only=True):
    """Every closed list: vocabulary.yaml."""

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

    kind: Annotated[
        Literal["bundled", "own", "patched"],
        Meta(description="bundled with vlmcat, somebody's own, or bundled with fields that somebody changed"),
    ] = "bundled"
    replaces: Annotated[bool, Meta(description="whether it stands in the place of a bundled entry")] = False
    files: Annotated[tuple[str, ...], Meta(description="the files of one's own that it was read from")] = ()


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
    origins: Annotated[dict[str, Origin], Meta(description="of the architectures that are not simply bundled")] = {}
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
