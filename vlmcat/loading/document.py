"""One YAML file -> plain data, with the place of every value.

The dialect is smaller than YAML: no anchors, tags or second documents, no repeated keys, keys are text, and the only
values besides text, lists and maps are whole numbers (13B, 428M and 1_000 are numbers), true, false and null. Dates
stay text until a record makes them dates. The file is read as a stream of events, so that nesting costs no stack.
"""

import re
import stat
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from vlmcat.catalog import Where
from vlmcat.controls import controls, one_line
from vlmcat.loading.problems import Problem, shortened

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
MAX_VALUES = 50_000
_MAX_DIGITS = 18
_MULTIPLES = {"K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}
_INTEGER = re.compile(r"-?[0-9]+(_[0-9]+)*")
_COUNT = re.compile(r"[0-9]+(\.[0-9]+)?[KMBT]")
_PERHAPS_UTF16 = "if the file is UTF-16, save it as UTF-8"
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Place(Struct, frozen=True):
    """Where a value stands, counted from 1, and where the values inside it stand."""

    line: int
    column: int
    inside: dict[str | int, "Place"]


class Document(Struct, frozen=True):
    """A file that could be read: its data, and where everything stands."""

    name: str
    data: Any
    place: Place

    def position(self, where: Where) -> tuple[int, int]:
        """Return line and column of a value (of its key, in a map), or of the nearest thing around it that exists."""
        place = self.place
        for step in where:
            if step not in place.inside:
                break
            place = place.inside[step]
        return place.line, place.column

    def depth(self, where: Where) -> int:
        """Return how many steps of a way lead to something in this document."""
        place = self.place
        for n, step in enumerate(where):
            if step not in place.inside:
                return n
            place = place.inside[step]
        return len(where)


def read(path: Path, name: str, problems: list[Problem]) -> Document | None:
    """Read one file, reported under `name`. Whatever is wrong is added to `problems`; None if nothing can be used."""
    text = _text(path, name, problems)
    if text is None:
        return None
    before = len(problems)
    try:
        data, place = _Builder(name, _Loader(text), problems).document()
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message, hint = f"contains the character U+{_code(error):04X}", None if _code(error) else _PERHAPS_UTF16
        problems.append(Problem(name, line, 1, "control-character", message, hint))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        message = str(error.problem or error.context)
        code = "too-deep" if "maximum nesting depth" in message else "not-yaml"
        problems.append(Problem(name, line, column, code, message))
    except yaml.YAMLError as error:
        problems.append(Problem(name, 1, 1, "not-yaml", str(error).splitlines()[0]))
    except _GivenUpError:
        pass
    else:
        return Document(name, data, place) if len(problems) == before else None
    return None


def _code(error: yaml.reader.ReaderError) -> int:
    return ord(error.character) if isinstance(error.character, str) else int(error.character)


def _text(path: Path, name: str, problems: list[Problem]) -> str | None:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            problems.append(Problem(name, 1, 1, "unreadable", "not an ordinary file"))
            return None
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        problems.append(Problem(name, 1, 1, "unreadable", (error.strerror or str(error)).lower()))
        return None
    if len(content) > MAX_BYTES:
        problems.append(Problem(name, 1, 1, "too-large", f"larger than {MAX_BYTES:,} bytes"))
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problems.append(Problem(name, line, 1, "not-utf8", "the file is not UTF-8", "save it as UTF-8"))
        return None


class _GivenUpError(Exception):
    """Ends the reading of a document that is too deep or too long."""


class _Builder:
    """Turns a parser's events into plain data and places, and reports what the dialect does not have."""

    def __init__(self, name: str, parser: Any, problems: list[Problem]) -> None:  # noqa: ANN401 # PyYAML's parser
        self._name = name
        self._next = parser.get_event
        self._problems = problems
        self._values = 0

    def document(self) -> tuple[Any, Place]:
        self._next()  # the stream begins
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            self._problems.append(Problem(self._name, 1, 1, "empty-file", "the file is empty"))
            return None, Place(1, 1, {})
        event = self._next()
        data, inside = self._value(event, 0)
        self._next()  # the document ends
        following = self._next()
        if not isinstance(following, yaml.StreamEndEvent):
            self._report(following, "not-yaml", "a second document begins")
        return data, self._place(event, inside)

    def _value(self, event: Any, depth: int) -> tuple[Any, dict[str | int, Place]]:  # noqa: ANN401 # an event
        self._values += 1
        if self._values > MAX_VALUES:
            self._report(event, "too-large", f"more than {MAX_VALUES:,} values")
            raise _GivenUpError
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self._report(event, "alias", "anchors and aliases are not used here", "write the value again")
        elif getattr(event, "tag", None) is not None:
            self._report(event, "tag", f"the tag {one_line(event.tag)} is not used here")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event), {}
        if isinstance(event, yaml.AliasEvent):
            return None, {}
        if depth >= MAX_DEPTH:
            self._report(event, "too-deep", f"nested more than {MAX_DEPTH} levels deep")
            raise _GivenUpError
        return self._map(depth) if isinstance(event, yaml.MappingStartEvent) else self._list(depth)

    def _list(self, depth: int) -> tuple[list[Any], dict[str | int, Place]]:
        items: list[Any] = []
        inside: dict[str | int, Place] = {}
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            item, within = self._value(event, depth + 1)
            inside[len(items)] = self._place(event, within)
            items.append(item)
        return items, inside

    def _map(self, depth: int) -> tuple[dict[str, Any], dict[str | int, Place]]:
        fields: dict[str, Any] = {}
        inside: dict[str | int, Place] = {}
        while not isinstance(key_event := self._next(), yaml.MappingEndEvent):
            key = self._key(key_event, inside)
            value, within = self._value(self._next(), depth + 1)
            fields[key] = value
            inside.setdefault(key, self._place(key_event, within))
        return fields, inside

    def _key(self, event: Any, seen: dict[str | int, Place]) -> str:  # noqa: ANN401 # an event
        if not isinstance(event, yaml.ScalarEvent):
            self._report(event, "bad-key", "a key is a list or a map")
            if isinstance(event, yaml.CollectionStartEvent):
                self._skip()
            return ""
        if event.value in seen:
            message = f"{event.value!r} stands here twice, first on line {seen[event.value].line}"
            self._report(event, "duplicate-key", message)
        self._scan(event)
        return str(event.value)

    def _scalar(self, event: yaml.ScalarEvent) -> str | int | bool | None:
        text = event.value
        plain = not event.style
        if plain and text in _CONSTANTS:
            return _CONSTANTS[text]
        if plain and (_INTEGER.fullmatch(text) or _COUNT.fullmatch(text)):
            if len(text) > _MAX_DIGITS:
                self._report(event, "too-large", "a number with more digits than anything that is counted here")
                return None
            return int(Decimal(text[:-1]) * _MULTIPLES[text[-1]]) if text[-1] in _MULTIPLES else int(text)
        self._scan(event)
        return str(text)

    def _skip(self) -> None:
        """Pass over the rest of a list or map that has begun."""
        depth = 1
        while depth:
            event = self._next()
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)

    def _scan(self, event: yaml.ScalarEvent) -> None:
        found = controls(event.value)
        if found:
            first = min(found, key=event.value.index)
            self._report(event, "control-character", f"contains the control character U+{ord(first):04X}")

    def _place(self, event: Any, inside: dict[str | int, Place]) -> Place:  # noqa: ANN401 # an event
        return Place(event.start_mark.line + 1, event.start_mark.column + 1, inside)

    def _report(self, event: Any, code: str, message: str, hint: str | None = None) -> None:  # noqa: ANN401 # as above
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        self._problems.append(Problem(self._name, line, column, code, shortened(message), hint))
