"""The catalog as one JSON document. Its shape is an interface (see `vlmcat.queries.export`)."""

from vlmcat.output.to_json import indented
from vlmcat.queries.export import Export


def render(export: Export) -> str:
    """Return an export as one JSON document; missing facts are null."""
    return indented(export.document)
