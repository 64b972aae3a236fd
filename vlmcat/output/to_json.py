"""JSON: one document, indented. Its shape is an interface (see `vlmcat.queries.page`)."""

import msgspec

from vlmcat.output.results import Result, document


def render(result: Result) -> str:
    """Return a result as one JSON document; missing facts are null."""
    return indented(document(result))


def indented(whole: object) -> str:
    """Return one object as one JSON document."""
    return (msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n").decode()
