"""The names of the formats, which the help and the completion need without their renderers."""

from enum import StrEnum


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
