"""What queries answer: plain data that renderers show. Page, the largest, has a module of its own."""

from collections.abc import Iterable, Sequence
from typing import Literal, get_args

from msgspec import Struct

from vlmcat.queries.page import Page
from vlmcat.records import Checkpoint, Drawing

Value = object
"""Plain data: text, a number, a truth, a date, None, a record, or a tuple of these."""


Kind = Literal["text", "prose", "name", "group", "date", "year", "count", "number", "share", "pixels"]
"""What a value is, which says how it is written: prose is wrapped, names and dates are never cut, a count is 13B,
pixels are 336x336, a share is a bar, and a group is written once for the rows that follow one another in it."""


class Column(Struct, frozen=True):
    """A column: the name it was asked by, its heading, the path of its field, and what its values are."""

    name: str
    label: str
    path: str
    kind: Kind = "text"


class Series(Struct, frozen=True):
    """A curve: what it is of, and its points from left to right."""

    name: str
    points: tuple[tuple[float, int], ...]


class Chart(Struct, frozen=True):
    """Curves over one pair of axes, and what the axes are."""

    up: str
    along: str
    series: tuple[Series, ...]


class Listing(Struct, frozen=True):
    """A list: rows for tables; for data formats whole pages, or objects with the columns as keys."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    items: tuple[Value, ...]
    total: int
    """How many there were before the limit."""
    marks: tuple[str, ...] = ()
    """What a person is told beside the name of each row, such as whose entry it is; "" for nothing."""
    chart: Chart | None = None
    """The same as a picture, for a terminal."""


def table(columns: Sequence[Column], rows: Iterable[tuple[Value, ...]], total: int | None = None) -> Listing:
    """Return rows as a listing whose items have the columns' names as keys."""
    kept = tuple(rows)
    names = [column.name for column in columns]
    items = tuple(dict(zip(names, row, strict=True)) for row in kept)
    return Listing(columns=tuple(columns), rows=kept, items=items, total=len(kept) if total is None else total)


class Field(Struct, frozen=True):
    """One line of a comparison: a value a subject, and whether they differ."""

    field: str
    label: str
    values: dict[str, Value]
    differs: bool


class Comparison(Struct, frozen=True):
    """The compared things by id (a checkpoint by its name), and their fields in the order of a page."""

    ids: tuple[str, ...]
    fields: tuple[Field, ...]
    alike: tuple[Field, ...] | None = None
    """The fields that were left out because all of them have them alike; None where nothing was left out."""


class Step(Struct, frozen=True):
    """Something that the data passes through."""

    kind: str
    """What it is: vision encoder, connector, language model, image, text."""
    names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    state: str | None = None
    """frozen, trained, or in which stages it is trained; None where that is not known or nothing is there to train."""
    parts: tuple["Step", ...] = ()
    """What is built into it: cross-attention layers, a visual expert, the transformers of a mixture."""


class Lane(Struct, frozen=True):
    """Steps from an input to the trunk, or from the trunk to an output."""

    steps: tuple[Step, ...]
    enters: str | None = None
    """What enters the trunk, and how: 576 tokens, 64 tokens as keys and values."""
    into: int | None = None
    """The part of the trunk's first step that it leads to; None where it leads to the step as a whole."""


class Diagram(Struct, frozen=True):
    """Lanes that start with an input and meet in a trunk, and those that leave it and end in an output."""

    drawn_as: Drawing
    lanes: tuple[Lane, ...]
    trunk: tuple[Step, ...]
    outputs: tuple[Lane, ...] = ()


class Facts(Struct, frozen=True):
    """Labels with their values."""

    pairs: tuple[tuple[str, str], ...]


class Rows(Struct, frozen=True):
    """A table: a heading and rows of cells."""

    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Prose(Struct, frozen=True):
    """Paragraphs, with a line break between them."""

    text: str


Block = Facts | Rows | Prose | Diagram


class Part(Struct, frozen=True):
    """A headed part of a page or a sheet."""

    heading: str
    blocks: tuple[Block, ...]


class Sheet(Struct, frozen=True):
    """All about one thing that is not an architecture: a dataset, an encoder, a language model, a term."""

    id: str
    name: str
    summary: str
    parts: tuple[Part, ...]
    document: dict[str, Value]
    """The same as data formats show it."""


class Branch(Struct, frozen=True):
    """A node of a tree: what it is, what is to be said about it, and what hangs from it."""

    id: str
    label: str
    notes: tuple[str, ...] = ()
    branches: tuple["Branch", ...] = ()


class Tree(Struct, frozen=True):
    """A tree under a root."""

    root: Branch


class Reading(Struct, frozen=True):
    """Something to read: when it came, what it is, why it is to be read, one line on it, and where it is."""

    date: str
    """YYYY-MM-DD, or YYYY for a work that is not in the catalog."""
    name: str
    id: str | None
    why: str
    summary: str | None
    url: str | None


class Roadmap(Struct, frozen=True):
    """A reading list in the order in which to read it."""

    target: str
    readings: tuple[Reading, ...]


class Match(Struct, frozen=True):
    """Where a hit matched: the field, a piece of its text, and the matching spans in that piece."""

    field: str
    snippet: str
    spans: tuple[tuple[int, int], ...]


class Hit(Struct, frozen=True, omit_defaults=True):
    """A result of a search."""

    rank: int
    id: str
    name: str
    summary: str
    matches: tuple[Match, ...]
    why: str
    explain: dict[str, Value] | None = None
    """What it was ranked by, the deciding part first, where that was asked for."""


class SearchResult(Struct, frozen=True):
    """The results, best first; `total` counts them before the limit."""

    query: str
    total: int
    results: tuple[Hit, ...]


class TokenSheet(Struct, frozen=True):
    """What an image costs in one model: each rule in words, and the tokens of common sizes in each mode."""

    rules: tuple[tuple[str, str], ...]
    """The modes or checkpoints that share a rule, and its words."""
    modes: tuple[str, ...]
    sizes: tuple[tuple[str | int | None, ...], ...]
    """A size in words, then the tokens in each mode."""
    sources: tuple[str, ...]


Section = Literal[
    "overview",
    "diagram",
    "components",
    "tokens",
    "fusion",
    "alignment",
    "training",
    "datasets",
    "checkpoints",
    "links",
    "sources",
]
SECTIONS: tuple[Section, ...] = get_args(Section)


class View(Struct, frozen=True):
    """A page with the sections to show; `terms` gives the names of the vocabulary's ids that the page uses."""

    page: Page
    diagram: Diagram | None
    sections: tuple[Section, ...]
    checkpoint: Checkpoint | None
    terms: dict[str, str]
    names: dict[str, str]
    """Names of encoders and language models that checkpoints refer to, by id."""
    tokens: TokenSheet | None = None
