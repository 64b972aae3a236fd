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
Line = Annotated[str, Meta(min_length=1, max_length=120), _form(r"^[^\t\n]*$(?!\n)")]
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


class NativeTokens(Record, frozen=True, kw_only=True, tag_field="rule", tag="native"):
    """The image keeps its shape: one token for each square of patch_size x merge pixels that fits after resizing."""

    fit: Annotated[
        Literal["pixels", "longest", "box", "patches", "budget"],
        Meta(
            description="what bounds the size: area in pixels, longest side, a box, a number of patches, a token budget"
        ),
    ]
    patch_size: Annotated[Pixels, Meta(description="side of a patch of the vision encoder, in pixels")]
    merge: Annotated[int, Meta(ge=1, description="patches merged into one token, per side")] = 1
    min_pixels: (
        Annotated[int, Meta(ge=1, description="fit pixels: smaller images are enlarged to this area")] | None
    ) = None
    max_pixels: Annotated[int, Meta(ge=1, description="fit pixels: larger images are shrunk to this area")] | None = (
        None
    )
    longest_side: Annotated[Pixels, Meta(description="fit longest: pixels")] | None = None
    box: Annotated[tuple[Pixels, Pixels], Meta(description="fit box: width, height")] | None = None
    max_patches: (
        Annotated[int, Meta(ge=1, description="fit patches: largest number of patches before merging")] | None
    ) = None
    token_budget: Annotated[Tokens, Meta(description="fit budget: tokens that every image is scaled to")] | None = None
    row_separator: Annotated[
        Literal["none", "each", "between"], Meta(description="a row break after each row, between rows, or none")
    ] = "none"
    wrappers: Annotated[Tokens, Meta(description="begin and end marks that the processor itself writes")] = 0


Grid = Annotated[
    Literal["aspect", "upscale", "ceil", "cover", "logratio", "hd", "pinpoints", "panscan", "ceil-or-aspect"],
    Meta(description="how the number of columns and rows is chosen; the rules are described in CONTRIBUTING.md"),
]
Pinpoints = Annotated[
    tuple[tuple[Pixels, Pixels], ...], Meta(description="the sizes an image may be fitted to, each [width, height]")
]


class TileTokens(Record, frozen=True, kw_only=True, tag_field="rule", tag="tiles"):
    """The image is cut into equal tiles, each encoded alone, with or without a thumbnail of the whole."""

    grid: Grid
    tile_size: Annotated[Pixels, Meta(description="side of a tile, in pixels")]
    tokens_per_tile: Annotated[Tokens, Meta(description="positions that one tile (or the thumbnail) takes")]
    max_tiles: Annotated[int, Meta(ge=1, description="largest number of tiles, the thumbnail not counted")]
    min_tiles: Annotated[int, Meta(ge=1, description="smallest number of tiles")] = 1
    thumbnail: Annotated[
        Literal["never", "multi", "always"],
        Meta(description="a view of the whole image: multi = only with two or more tiles"),
    ]
    pinpoints: Pinpoints | None = None
    longest_side: Annotated[Pixels, Meta(description="grid ceil: the longest side becomes this, up or down")] | None = (
        None
    )
    separators_per_tile: Annotated[Tokens, Meta(description="tags written around each tile")] = 0
    separators_per_row: Annotated[Tokens, Meta(description="breaks written after each row of tiles")] = 0
    wrappers: Annotated[Tokens, Meta(description="begin and end marks that the processor itself writes")] = 0


class StitchedTokens(Record, frozen=True, kw_only=True, tag_field="rule", tag="stitched"):
    """Tiles are encoded alone and their features sewn into one map with a newline per row, beside one global view."""

    grid: Grid
    tile_size: Annotated[Pixels, Meta(description="side of a tile, in pixels")]
    tile_side: Annotated[int, Meta(ge=1, description="tokens along one side of a tile")]
    max_tiles: Annotated[int, Meta(ge=1, description="largest number of tiles, the global view not counted")] | None = (
        None
    )
    cap_tiles: Annotated[int, Meta(ge=1, description="a map of more tiles than this is shrunk to it")] | None = None
    pinpoints: Pinpoints | None = None
    unpad: Annotated[
        Literal["none", "llava", "phi4"],
        Meta(description="how features of the padding are removed from the map, if at all"),
    ] = "none"
    newline: Annotated[
        Literal["feature", "separator", "none"],
        Meta(description="the break after each row of the map: a learned embedding, an ordinary token, or none"),
    ] = "feature"
    global_newline: Annotated[bool, Meta(description="whether the rows of the global view have breaks too")] = False
    separators: Annotated[Tokens, Meta(description="other positions inside the block, such as one between views")] = 0
    wrappers: Annotated[Tokens, Meta(description="begin and end marks that the processor itself writes")] = 0


TokenRule = FixedTokens | NativeTokens | TileTokens | StitchedTokens


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
