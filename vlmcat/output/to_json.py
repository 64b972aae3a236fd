"""JSON: one document, indented. Its shape is an interface (see `vlmcat.queries.page`)."""

import msgspec

from vlmcat.output.results import Result, document


def render(result: Result) -> str:
    """Return a result as one JSON document; missing facts are null."""
    return (msgspec.json.format(msgspec.json.encode(document(result)), indent=2) + b"\n").decode()
