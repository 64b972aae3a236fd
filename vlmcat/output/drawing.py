"""A diagram -> lines of text: boxes where there is room for them, a chain of arrows where there is not.

What is frozen throughout has a double border and says so; everything else has a single one.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from vlmcat.output.wrapping import cells, drawn, padded, wrapped
from vlmcat.queries.diagram import Drawn, TrainingStage
from vlmcat.queries.results import Diagram, Lane, Step

_WIDEST = 76
_NARROWEST = 44
_TEXT_LANE = 10
"""Columns for a lane that is only a word, such as "text"."""
_STEM = 8
"""The column of a lane in which its line runs down."""


class _Border(NamedTuple):
    """The characters of a border; lines end on it from above and below, or run through it to what is inside."""

    corners: str
    across: str
    side: str
    above: str
    below: str
    through: str


_SINGLE = _Border("┌┐└┘", "─", "│", "┴", "┬", "┼")
_DOUBLE = _Border("╔╗╚╝", "═", "║", "╧", "╤", "╪")


class _Column(NamedTuple):
    """The place of a lane."""

    left: int
    width: int

    @property
    def stem(self) -> int:
        return self.left + min(_STEM, self.width // 2)


def render(diagrams: Sequence[Drawn], width: int) -> str:
    """Return drawings under their titles, one after another, with their stages; at most `width` columns wide."""
    return drawn("\n".join("\n".join(_titled(each, width)) + "\n" for each in diagrams))


def _titled(diagram: Drawn, width: int) -> Iterator[str]:
    yield from wrapped(diagram.title, width)
    yield from ("", *draw(diagram.diagram, width))
    if diagram.stages:
        yield from ("", "training stages"[:width])
    for n, stage in enumerate(diagram.stages, 1):
        yield from _stage(n, stage, width)


def _stage(n: int, stage: TrainingStage, width: int) -> Iterator[str]:
    yield from wrapped(f"{n}. {stage.name}", width, indent="   ")
    for label, names in (("trains", stage.trains), ("frozen", stage.frozen)):
        if names:
            yield from (f"   {line}" for line in wrapped(f"{label}: {', '.join(names)}", width - 3, indent="  "))


def draw(diagram: Diagram, width: int) -> list[str]:
    """Return the drawing, at most `width` columns wide; under 44 columns it is the chain of `chain`."""
    if width < _NARROWEST:
        return [line for text in chain(diagram) for line in wrapped(text, width, indent="  ")]
    total = min(width, _WIDEST)
    columns = _columns(diagram, diagram.lanes, total)
    lines = _into(diagram.lanes, columns)
    lines += _labels(diagram.lanes, columns, total)
    lines += _trunk(diagram, columns, total)
    exits = _columns(diagram, diagram.outputs, total)
    lines += _beside([_outward(lane, column.width) for lane, column in zip(diagram.outputs, exits, strict=True)], exits)
    return [line.rstrip() for line in lines]


# -- the chain ---------------------------------------------------------------------------------------------------------


def chain(diagram: Diagram) -> list[str]:
    """Return the drawing without boxes: a line for each lane, one for where they meet, one for each further output."""
    lines = []
    for lane in diagram.lanes:
        arrows = _arrows(lane.steps)
        lines.append(f"{arrows} -> {lane.enters}" if lane.enters else arrows)
    first = diagram.outputs[0].steps if diagram.outputs else ()
    lines.append(f"-> {_arrows((*diagram.trunk, *first))}")
    lines += [f"-> {_arrows(lane.steps)}" for lane in diagram.outputs[1:]]
    return lines


def _arrows(steps: Iterable[Step]) -> str:
    return " -> ".join(_words(step) for step in steps)


def _words(step: Step) -> str:
    names = f": {', '.join(step.names)}" if step.names else ""
    details = ", ".join((*step.notes, *(_words(part) for part in step.parts)))
    state = f" [{step.state}]" if step.state else ""
    return f"{step.kind}{names}{f' ({details})' if details else ''}{state}"


# -- lanes -------------------------------------------------------------------------------------------------------------


def _columns(diagram: Diagram, lanes: Sequence[Lane], total: int) -> list[_Column]:
    """Return the places of one or two lanes: halves, or a narrow one for the second where it is only a word."""
    if len(lanes) < 2:  # noqa: PLR2004 # one lane has all the room
        return [_Column(0, total)] * len(lanes)
    steps = lanes[-1].steps
    inside = lanes is diagram.lanes and len(diagram.trunk[0].parts) > 1
    half = (total - 2) // 2
    right = half if len(steps) > 1 or inside else min(max(_TEXT_LANE, cells(steps[0].kind) + 2), half)
    return [_Column(0, total - 2 - right), _Column(total - right, right)]


def _into(lanes: Sequence[Lane], columns: Sequence[_Column]) -> list[str]:
    """Return the lanes side by side; the line of a short one runs on to where the long one ends."""
    drawn = [_inward(lane, column.width) for lane, column in zip(lanes, columns, strict=True)]
    height = max(map(len, drawn))
    longer = [
        lines + [_at([column.stem - column.left], "│", column.width)] * (height - len(lines))
        for lines, column in zip(drawn, columns, strict=True)
    ]
    return _beside(longer, columns)


def _beside(lanes: Sequence[Sequence[str]], columns: Sequence[_Column]) -> list[str]:
    blanks = [" " * column.width for column in columns]
    rows = zip_longest(*lanes)
    return ["  ".join(text or blank for text, blank in zip(row, blanks, strict=True)) for row in rows]


def _inward(lane: Lane, width: int) -> list[str]:
    """Return what goes into the trunk: a word, then boxes."""
    stem = _Column(0, width).stem
    lines = _word(lane.steps[0], width)
    for step in lane.steps[1:]:
        lines += [_at([stem], "│", width), *_box(step, width, above=[stem], below=[stem])]
    return lines


def _outward(lane: Lane, width: int) -> list[str]:
    """Return what comes out of the trunk: boxes, then a word."""
    stem = _Column(0, width).stem
    line = _at([stem], "│", width)
    lines = []
    for step in lane.steps[:-1]:
        lines += [line, *_box(step, width, above=[stem], below=[stem])]
    return [*lines, line, *_word(lane.steps[-1], width)]


def _word(step: Step, width: int) -> list[str]:
    lines = wrapped(step.kind, width)
    stem = _Column(0, width).stem
    lefts = [max(min(stem - cells(line) // 2, width - cells(line)), 0) for line in lines]
    return [padded(" " * left + line, width) for left, line in zip(lefts, lines, strict=True)]


def _labels(lanes: Sequence[Lane], columns: Sequence[_Column], total: int) -> list[str]:
    """Return the last lines of the lanes above the trunk, with what enters it beside them."""
    texts = [
        wrapped(lane.enters or "", column.width - (column.stem - column.left) - 2)
        for lane, column in zip(lanes, columns, strict=True)
    ]
    return [_labelled(row, columns, total) for row in zip_longest(*texts, fillvalue="")]


def _labelled(texts: Sequence[str], columns: Sequence[_Column], total: int) -> str:
    line = ""
    for text, column in zip(texts, columns, strict=True):
        line = f"{padded(line, column.stem)}│ {text}"
    return padded(line, total)


def _at(columns: Iterable[int], mark: str, width: int, fill: str = " ") -> str:
    marks = set(columns)
    return "".join(mark if column in marks else fill for column in range(width))


# -- boxes -------------------------------------------------------------------------------------------------------------


def _trunk(diagram: Diagram, columns: Sequence[_Column], total: int) -> Iterator[str]:
    exits = [column.stem for column in _columns(diagram, diagram.outputs, total)]
    for n, step in enumerate(diagram.trunk):
        below = exits if n == len(diagram.trunk) - 1 else [_STEM]
        if n:
            yield _at([_STEM], "│", total)
            yield from _box(step, total, above=[_STEM], below=below)
        else:
            yield from _first(step, diagram.lanes, columns, below, total)


def _first(
    step: Step, lanes: Sequence[Lane], columns: Sequence[_Column], below: Sequence[int], total: int
) -> list[str]:
    """Return the box in which the lanes meet; some of them run through its border to one of its first two parts."""
    entered = {lane.into: column.stem for lane, column in zip(lanes, columns, strict=True) if lane.into is not None}
    above = [column.stem for lane, column in zip(lanes, columns, strict=True) if lane.into is None]
    places = _part_places(step.parts, columns[0], total)
    boxes = [
        _box(part, place.width, above=[entered[i] - place.left] if i in entered else [], below=[])
        for i, (part, place) in enumerate(zip(step.parts, places, strict=False))
    ]
    inside = _beside(boxes, places)
    for part in step.parts[len(places) :]:
        inside += _box(part, total - 4, above=[], below=[])
    return _box(step, total, above=above, below=below, through=list(entered.values()), inside=inside)


def _part_places(parts: Sequence[Step], lane: _Column, total: int) -> list[_Column]:
    """Return the places of one or two parts, under the lanes that lead to them, inside a box of this width."""
    first = _Column(2, lane.width - 2)
    return [first, _Column(lane.width + 2, total - lane.width - 4)][: len(parts)]


def _box(
    step: Step,
    width: int,
    above: Iterable[int],
    below: Iterable[int],
    through: Iterable[int] = (),
    inside: Iterable[str] = (),
) -> list[str]:
    border = _DOUBLE if step.state == "frozen" else _SINGLE
    marks = dict.fromkeys(above, border.above) | dict.fromkeys(through, border.through)
    top = "".join(marks.get(column, border.across) for column in range(1, width - 1))
    bottom = _at((column - 1 for column in below), border.below, width - 2, border.across)
    texts = [*inside, *_lines(step, width - 4)]
    return [
        f"{border.corners[0]}{top}{border.corners[1]}",
        *(f"{border.side} {padded(text, width - 4)} {border.side}" for text in texts),
        f"{border.corners[2]}{bottom}{border.corners[3]}",
    ]


def _lines(step: Step, width: int) -> Iterator[str]:
    """Yield what stands in a box: the names with the state beside or below them, then the kind and the notes."""
    state = f"  {step.state}" if step.state else ""
    heading = ", ".join(step.names) or step.kind
    room = width - cells(state)
    if cells(heading) <= room or room * 3 >= width * 2:
        first, *others = wrapped(heading, room)
        yield from (padded(first, room) + state, *others)
    else:
        yield from (*wrapped(heading, width), *wrapped(state, width))
    details = [step.kind, *step.notes] if step.names else list(step.notes)
    if details:
        yield from wrapped(" · ".join(details), width)
