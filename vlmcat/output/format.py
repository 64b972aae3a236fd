"""The names of the formats, which the help and the completion need without their renderers."""

from enum import StrEnum

from vlmcat.output.consoles import Kind


class Format(StrEnum):
    """How a result is written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    YAML = "yaml"
    MARKDOWN = "markdown"
    LATEX = "latex"


DOCUMENTS = (Format.JSON, Format.JSONL, Format.YAML)
"""The formats that show whole objects instead of rows."""


def kind_of(format_: str) -> Kind:
    """Return what a format of this name is for: to be read, or data, which has to stay as it is."""
    if format_ in ("table", "text"):
        return "text"
    return "json" if "json" in format_ else "data"
