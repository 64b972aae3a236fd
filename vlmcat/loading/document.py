"""One YAML file -> plain data.

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

from vlmcat.controls import controls, one_line
from vlmcat.loading.problems import Problem, shortened

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
MAX_VALUES = 50_000
_VALUE = 50
"""Bytes of a value in memory besides its text."""
_MAX_DIGITS = 18
_MULTIPLES = {"K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}
_INTEGER = re.compile(r"-?[0-9]+(_[0-9]+)*")
_COUNT = re.compile(r"[0-9]+(\.[0-9]+)?[KMBT]")
_PERHAPS_UTF16 = "if the file is UTF-16, save it as UTF-8"
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Document(Struct, frozen=True):
    """A file that could be read."""

    name: str
    data: Any
    weight: int
    """Bytes that the data takes in memory, more or less."""


def read(path: Path, name: str, problems: list[Problem], most: int = MAX_VALUES) -> Document | None:
    """Read one file of at most so many values, reported under `name`.

    Whatever is wrong is added to `problems`; None if nothing can be used.
    """
    text = text_of(path, name, problems)
    if text is None:
        return None
    before = len(problems)
    builder = _Builder(name, _Loader(text), problems, most)
    try:
        data = builder.document()
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
        return Document(name, data, len(text) + _VALUE * builder.values) if len(problems) == before else None
    return None


def _code(error: yaml.reader.ReaderError) -> int:
    return ord(error.character) if isinstance(error.character, str) else int(error.character)


def text_of(path: Path, name: str, problems: list[Problem]) -> str | None:
    """Return the text of a file; what keeps it from being one is added to `problems`, reported under `name`."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            problems.append(Problem(name, 1, 1, "unreadable", "not an ordinary file"))
            return None
        with path.open("rb") as file:
            content = file.read(min(status.st_size, MAX_BYTES) + 1)
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
    """Turns a parser's events into plain data, and reports what the dialect does not have."""

    def __init__(self, name: str, parser: Any, problems: list[Problem], most: int) -> None:  # noqa: ANN401 # PyYAML's parser
        self._name = name
        self._next = parser.get_event
        self._problems = problems
        self._most = most
        self.values = 0

    def document(self) -> Any:  # noqa: ANN401 # whatever a file holds
        self._next()  # the stream begins
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            self._problems.append(Problem(self._name, 1, 1, "empty-file", "the file is empty"))
            return None
        if event.tags:
            self._report(event, "tag", "%TAG is not used here")
        data = self._value(self._next(), 0)
        self._next()  # the document ends
        following = self._next()
        if not isinstance(following, yaml.StreamEndEvent):
            self._report(following, "not-yaml", "a second document begins")
        return data

    def _value(self, event: Any, depth: int) -> Any:  # noqa: ANN401 # an event, and what it becomes
        self.values += 1
        if self.values > self._most:
            self._report(event, "too-large", f"more than {self._most:,} values")
            raise _GivenUpError
        self._look(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.AliasEvent):
            return None
        if depth >= MAX_DEPTH:
            self._report(event, "too-deep", f"nested more than {MAX_DEPTH} levels deep")
            raise _GivenUpError
        return self._map(depth) if isinstance(event, yaml.MappingStartEvent) else self._list(depth)

    def _look(self, event: Any) -> None:  # noqa: ANN401 # an event
        """Report an alias, or an anchor or a tag before a key or a value."""
        if event.anchor is not None:  # an alias has one, too
            self._report(event, "alias", "anchors and aliases are not used here", "write the value again")
        elif not isinstance(event, yaml.AliasEvent) and event.tag is not None:
            self._report(event, "tag", f"the tag {one_line(event.tag)} is not used here")

    def _list(self, depth: int) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._value(event, depth + 1))
        return items

    def _map(self, depth: int) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._key(event, lines)
            fields[key] = self._value(self._next(), depth + 1)
        return fields

    def _key(self, event: Any, lines: dict[str, int]) -> str:  # noqa: ANN401 # an event
        """Return a key; `lines` has the line of each key before it."""
        line = event.start_mark.line + 1
        if not isinstance(event, yaml.ScalarEvent):
            self._report(event, "bad-key", "a key is a list or a map")
            if isinstance(event, yaml.CollectionStartEvent):
                self._skip()
            return ""
        key = str(event.value)
        if key in lines:
            self._report(event, "duplicate-key", f"{key!r} stands here twice, first on line {lines[key]}")
        lines.setdefault(key, line)
        self._look(event)
        self._scan(event)
        return key

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

    def _report(self, event: Any, code: str, message: str, hint: str | None = None) -> None:  # noqa: ANN401 # as above
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        self._problems.append(Problem(self._name, line, column, code, shortened(message), hint))
