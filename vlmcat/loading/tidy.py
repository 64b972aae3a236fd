"""Mends the formatting of a catalog's file and the order of its keys, and nothing else.

What a YAML emitter would write is not wanted: it forgets or moves comments, and rewraps what somebody has wrapped
well. So the text stays text. The parser only says where each key and value stands; the lines between are moved as
they are, comments with the key below them. Values keep their letters, except that prose too long for a line is folded.

A file in a form that is not understood is left alone. Whoever writes the result compares the data before and after.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import yaml

from vlmcat.loading.key_order import Type, item_type, shape

_WIDTH = 120
_STEP = 2
_LINE_ENDS = re.compile("\r\n?")
_OTHER_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_EDITORS_LINE = "# yaml-language-server:"
_BLOCKS = ("|", ">")

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _NotUnderstoodError(Exception):
    """The text has a form that this module leaves alone."""


def tidy(text: str, record_type: Type) -> str:
    """Return the text of a file that holds a `record_type`: tidy, or as it was where that cannot be done safely."""
    lines = _LINE_ENDS.sub("\n", text.removeprefix("\ufeff")).split("\n")
    try:
        ordered = _reshaped(lines, record_type)
        folded = _reshaped(ordered, record_type, fold=True)
        is_safe = _letters(ordered) == _letters(lines) and _data(_root(folded)) == _data(_root(lines))
    except (_NotUnderstoodError, yaml.YAMLError, IndexError):
        return text
    return "\n".join(folded) + "\n" if is_safe else text


def _reshaped(lines: Sequence[str], record_type: Type, *, fold: bool = False) -> list[str]:
    root = _root(lines)
    if not isinstance(root, yaml.MappingNode) or root.flow_style or any(map(_OTHER_LINE_ENDS.search, lines)):
        raise _NotUnderstoodError
    return _Text(lines, fold=fold).document(root, record_type)


def _root(lines: Sequence[str]) -> yaml.Node | None:
    node: yaml.Node | None = yaml.compose("\n".join(lines), Loader=_Loader)
    return node


def _letters(lines: Sequence[str]) -> Counter[str]:
    """Count what no change of formatting adds or removes: all but space, commas and the mark of a document's start."""
    return Counter(letter for line in lines if line != "---" for letter in line if letter not in " \t,")


def _data(node: yaml.Node | None) -> object:
    """Return what a document says. Only a plain word can be more than text, and what is folded has several words."""
    match node:
        case yaml.MappingNode():
            return {key.value: _data(value) for key, value in node.value}
        case yaml.SequenceNode():
            return [_data(item) for item in node.value]
        case yaml.ScalarNode():
            return node.value, node.style is None and " " not in node.value
        case _:
            return None


class _Text:
    """The lines of a document, from which each node is taken and set at its place.

    Methods return lines. `start` and `end` are the lines from and up to which a node has room, with the comments
    above and below it; `indent` is the column that it is to stand at; `of` is its type.
    """

    def __init__(self, lines: Sequence[str], *, fold: bool) -> None:
        self._lines = lines
        self._fold = fold

    def document(self, root: yaml.MappingNode, record_type: Type) -> list[str]:
        head = [line for line in self._lines[: root.start_mark.line] if line != "---"]
        ends = [n for n, line in enumerate(head, 1) if not line.strip() or line.startswith(_EDITORS_LINE)]
        kept = ends[-1] if ends else 0
        above = self._comments(head[:kept], 0)
        body = self._map(root, record_type, root.start_mark.line - len(head) + kept, len(self._lines), 0)
        return _trimmed(above + body)

    # -- maps and lists, a line or more for each part ------------------------------------------------------------------

    def _map(self, node: yaml.MappingNode, of: Type, start: int, end: int, indent: int) -> list[str]:
        end, tail = self._tail(node, start, end, indent)
        keys = shape(of, [key.value for key, _ in node.value])
        starts = self._starts([key.start_mark.line for key, _ in node.value], node.start_mark.column, start)
        pairs = []
        for (key, value), begin, stop in zip(node.value, starts, [*starts[1:], end], strict=True):
            lead = self._comments(self._lines[begin : key.start_mark.line], indent)
            pairs.append((key.value, lead + self._pair(key, value, keys.get(key.value), stop, indent)))
        ranks = {name: rank for rank, name in enumerate(keys)}
        pairs.sort(key=lambda pair: ranks.get(pair[0], len(ranks)))
        return [line for _, lines in pairs for line in lines] + tail

    def _pair(self, key: yaml.Node, value: yaml.Node, of: Type, end: int, indent: int) -> list[str]:
        number = key.start_mark.line
        line = self._lines[number]
        after = line[key.end_mark.column :].lstrip()
        if key.end_mark.line != number or not after.startswith(":"):
            raise _NotUnderstoodError
        head = f"{' ' * indent}{line[key.start_mark.column : key.end_mark.column]}:"
        if not _is_block(value):
            return self._leaf(head, value, of, number, end, indent)
        remark = after[1:].strip()
        return [f"{head}  {remark}" if remark else head, *self._block(value, of, number + 1, end, indent + _STEP)]

    def _block(self, node: yaml.Node, of: Type, start: int, end: int, indent: int) -> list[str]:
        if isinstance(node, yaml.MappingNode):
            return self._map(node, of, start, end, indent)
        assert isinstance(node, yaml.SequenceNode)
        return self._list(node, of, start, end, indent)

    def _list(self, node: yaml.SequenceNode, of: Type, start: int, end: int, indent: int) -> list[str]:
        end, tail = self._tail(node, start, end, indent)
        column = node.start_mark.column
        starts = self._starts([item.start_mark.line for item in node.value], column, start)
        lines: list[str] = []
        for item, begin, stop in zip(node.value, starts, [*starts[1:], end], strict=True):
            first = item.start_mark.line
            if not self._lines[first].startswith("- ", column):
                raise _NotUnderstoodError
            lines += self._comments(self._lines[begin:first], indent)
            lines += self._item(item, item_type(of), stop, indent)
        return lines + tail

    def _item(self, item: yaml.Node, of: Type, end: int, indent: int) -> list[str]:
        first = item.start_mark.line
        if not _is_block(item):
            return self._leaf(f"{' ' * indent}-", item, of, first, end, indent)
        if not isinstance(item, yaml.MappingNode):
            raise _NotUnderstoodError
        return _dashed(self._map(item, of, first, end, indent + _STEP), indent)

    # -- what stands around the parts ----------------------------------------------------------------------------------

    def _starts(self, firsts: Sequence[int], column: int, start: int) -> list[int]:
        """Return where each part begins: at the comments above it, unless they are indented more than it is."""
        starts = [start]
        for above, first in pairwise(firsts):
            begin = first
            while begin - 1 > above and self._is_remark(begin - 1, column):
                begin -= 1
            starts.append(begin)
        return starts

    def _tail(self, node: yaml.Node, start: int, end: int, indent: int) -> tuple[int, list[str]]:
        """Return where a list or map ends, and the comments after it, which stay at its end whatever comes last."""
        stop = end
        while stop > start and self._is_remark(stop - 1, node.start_mark.column):
            stop -= 1
        tail = self._comments(self._lines[stop:end], indent)
        return stop, tail if any(tail) else []

    def _is_remark(self, number: int, column: int) -> bool:
        line = self._lines[number]
        return not line.strip() or (line.lstrip().startswith("#") and _indent(line) <= column)

    def _comments(self, lines: Sequence[str], indent: int) -> list[str]:
        """Return comments at their depth, with at most one blank line in a row."""
        out: list[str] = []
        for line in lines:
            text = line.strip()
            if text and not text.startswith("#"):
                raise _NotUnderstoodError
            if text or not out or out[-1]:
                out.append(f"{' ' * indent}{text}" if text else "")
        return out

    # -- values --------------------------------------------------------------------------------------------------------

    def _leaf(self, head: str, value: yaml.Node, of: Type, line: int, end: int, indent: int) -> list[str]:
        """Set a scalar, or a list or map in brackets, after its head: a key with its colon, or a dash."""
        last = self._last(value)
        below = value.start_mark.line > line
        if below and self._lines[line].rstrip()[-1:] not in (":", "-"):
            raise _NotUnderstoodError  # a comment between a key and its value
        # any deeper, comments below would become a part of a block scalar
        rest = self._comments(self._lines[last + 1 : end], indent)
        if isinstance(value, yaml.ScalarNode):
            return self._scalar(head, value, last, indent, below=below) + rest
        return self._brackets(head, value, of, indent, below=below) + rest

    def _last(self, value: yaml.Node) -> int:
        """Return the last line of a value; to a parser, a block scalar ends where the next thing begins."""
        if not isinstance(value, yaml.ScalarNode) or value.style not in _BLOCKS:
            return int(value.end_mark.line)
        first = last = value.start_mark.line
        depth = None
        for number, line in enumerate(self._lines[first + 1 : value.end_mark.line], first + 1):
            if line.strip():
                depth = depth or _indent(line)
                if _indent(line) < depth:
                    break
                last = number
        return last

    def _scalar(self, head: str, value: yaml.ScalarNode, last: int, indent: int, *, below: bool) -> list[str]:
        first, inner = value.start_mark.line, " " * (indent + _STEP)
        text = self._lines[first][value.start_mark.column :].strip()
        text = f" {text}" if text.startswith("#") else text  # nothing, and a comment on that
        more = self._lines[first + 1 : last + 1]
        if value.style in _BLOCKS:
            return [f"{head} {text}", *_shifted(text, more, inner)]
        is_alone = value.end_mark.line == first and value.end_mark.column == value.start_mark.column + len(text)
        if self._fold and is_alone and len(head) + 1 + len(text) > _WIDTH and _can_fold(value.value):
            return [f"{head} >-", *(f"{inner}{line}" for line in _folded(value.value, _WIDTH - len(inner)))]
        lines = [f"{inner}{line.strip()}".rstrip() for line in more]
        return [head, f"{inner}{text}", *lines] if below else [f"{head} {text}".rstrip(), *lines]

    def _brackets(self, head: str, value: yaml.Node, of: Type, indent: int, *, below: bool) -> list[str]:
        """Set a list or a map in brackets: its keys in order, and wrapped again only where that or its width asks."""
        source, remark = self._between(value)
        column = indent + _STEP if below else len(head) + 1
        shift = column - value.start_mark.column
        lines = [source[0], *(f"{' ' * max(_indent(line) + shift, indent + 1)}{line.strip()}" for line in source[1:])]
        parts = self._parts(value, of)
        ordered = sorted(parts, key=lambda part: part[0])
        is_wide = self._fold and max(column + len(lines[0]), *map(len, lines)) > _WIDTH
        if parts and (is_wide or parts != ordered):
            texts = [text for _, text in ordered]
            below = below or (head.endswith(":") and column + sum(map(len, texts)) + 2 * len(texts) > _WIDTH)
            column = indent + _STEP if below else column
            lines = _wrapped(source[0][0], texts, source[-1][-1], column)
        lines[-1] += f"  {remark}" if remark else ""
        return [head, f"{' ' * column}{lines[0]}", *lines[1:]] if below else [f"{head} {lines[0]}", *lines[1:]]

    def _between(self, value: yaml.Node) -> tuple[list[str], str]:
        """Return the lines from the opening bracket to the closing one, and the comment after that."""
        first, last = value.start_mark, value.end_mark
        lines = list(self._lines[first.line : last.line + 1])
        remark = lines[-1][last.column :].strip()
        lines[-1] = lines[-1][: last.column]
        lines[0] = lines[0][first.column :]
        return [line.rstrip() for line in lines], remark

    def _parts(self, value: yaml.Node, of: Type) -> list[tuple[int, str]]:
        """Return the parts of a list or map in brackets with their ranks; none where they cannot be told apart."""
        if isinstance(value, yaml.MappingNode):
            ranks = {name: rank for rank, name in enumerate(shape(of, [key.value for key, _ in value.value]))}
            spans = [(ranks.get(key.value, len(ranks)), key.start_mark, item.end_mark) for key, item in value.value]
        else:
            spans = [(0, item.start_mark, item.end_mark) for item in value.value]
        has_comment = any("#" in line for line in self._lines[value.start_mark.line : value.end_mark.line])
        if has_comment or any(start.line != stop.line for _, start, stop in spans):
            return []
        return [(rank, self._lines[start.line][start.column : stop.column]) for rank, start, stop in spans]


def _is_block(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode) and not node.flow_style


def _dashed(lines: Sequence[str], indent: int) -> list[str]:
    """Put the dash of a list before the first of these lines that is no comment."""
    first = next(n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#"))
    above = [f"{' ' * indent}{line.strip()}".rstrip() for line in lines[:first]]
    return [*above, f"{' ' * indent}- {lines[first].lstrip()}", *lines[first + 1 :]]


def _shifted(header: str, lines: Sequence[str], inner: str) -> list[str]:
    """Return the lines of a block scalar at another depth."""
    if re.match(r"[|>][+-]?[0-9]|[|>]\+", header):
        raise _NotUnderstoodError  # a depth of its own, or blank lines at the end that count
    depth = min((_indent(line) for line in lines if line.strip()), default=0)
    return [f"{inner}{line[depth:]}" if line.strip() else "" for line in lines]


def _can_fold(prose: str) -> bool:
    return " " in prose and prose == prose.strip() and not re.search(r"[\n\t]", prose)


def _folded(prose: str, width: int) -> list[str]:
    """Return prose in lines, broken at single spaces only: a folded block keeps the others."""
    lines = [""]
    for word in re.findall(r"\S+ *", prose):
        is_break = lines[-1].endswith(" ") and not lines[-1].endswith("  ")
        if is_break and len(lines[-1] + word.rstrip()) > width:
            lines.append("")
        lines[-1] += word
    return [line.removesuffix(" ") for line in lines]


def _wrapped(opening: str, texts: Sequence[str], closing: str, column: int) -> list[str]:
    """Return a list or a map in brackets, of which the first line stands at a column."""
    lines = [" " * column + opening]
    for n, text in enumerate(texts):
        piece = text + (closing if n == len(texts) - 1 else ",")
        space = " " if n else ""
        if n and len(lines[-1] + space + piece) > _WIDTH:
            lines.append(" " * (column + 1) + piece)
        else:
            lines[-1] += space + piece
    return [lines[0][column:], *lines[1:]]


def _trimmed(lines: list[str]) -> list[str]:
    """Return the lines without blank ones at the start and at the end."""
    filled = [n for n, line in enumerate(lines) if line.strip()]
    return lines[filled[0] : filled[-1] + 1] if filled else []


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
