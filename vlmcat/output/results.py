"""The kinds of results, and the two shapes in which every data format shows them."""

from collections.abc import Mapping
from typing import Any, assert_never

import msgspec

from vlmcat.errors import UsageError
from vlmcat.output.words import words
from vlmcat.queries.columns import kind
from vlmcat.queries.results import (
    Comparison,
    Field,
    Hit,
    Listing,
    Reading,
    Roadmap,
    SearchResult,
    Sheet,
    Tree,
    Value,
    View,
)

Result = Listing | View | SearchResult | Comparison | Roadmap | Sheet | Tree
Tabular = Listing | SearchResult | Comparison | Roadmap


def document(result: Result) -> Any:  # noqa: ANN401 # whatever the format encodes
    """Return the one object that JSON and YAML show."""
    match result:
        case Listing():
            return result.items
        case View():
            return result.page
        case Sheet():
            return result.document
        case Tree():
            return result.root
        case Comparison():
            return {"ids": result.ids, "fields": result.fields}
        case SearchResult() | Roadmap():
            return result
        case _:
            assert_never(result)


def lines(result: Result) -> list[Any]:
    """Return the objects that JSON Lines shows, a line each: architectures, hits, or compared fields."""
    match result:
        case Listing():
            return list(result.items)
        case View():
            return [result.page]
        case Sheet():
            return [result.document]
        case Tree():
            return [result.root]
        case SearchResult():
            return list(result.results)
        case Comparison():
            return list(result.fields)
        case Roadmap():
            return list(result.readings)
        case _:
            assert_never(result)


def table(result: Tabular) -> tuple[list[str], list[list[object]]]:
    """Return the heading and the rows that CSV and TSV show."""
    match result:
        case Listing():
            return [column.name for column in result.columns], [list(row) for row in result.rows]
        case SearchResult():
            heading, rows = ["id", "name", "field", "match", "why"], [_hit(hit) for hit in result.results]
            return (heading if all(hit.explain is None for hit in result.results) else [*heading, "explain"]), rows
        case Comparison():
            rows = [[field.field, *(field.values[id_] for id_ in result.ids), field.differs] for field in result.fields]
            return ["field", *result.ids, "differs"], rows
        case Roadmap():
            fields = Reading.__struct_fields__
            return list(fields), [[getattr(reading, field) for field in fields] for reading in result.readings]
        case _:
            assert_never(result)


def _hit(hit: Hit) -> list[object]:
    best = hit.matches[0]
    row: list[object] = [hit.id, hit.name, best.field, best.snippet, hit.why]
    return row if hit.explain is None else [*row, explained(hit.explain)]


def explained(ranked_by: Mapping[str, Value]) -> str:
    """Return what a hit was ranked by on one line."""
    return ", ".join(f"{name} {cell(value)}" for name, value in ranked_by.items())


def readable_table(result: Tabular) -> tuple[list[str], list[list[str]]]:
    """Return the same heading and rows as a person reads them: with labels, 13B and 336x336."""
    match result:
        case Listing():
            columns = result.columns
            rows = [
                [words(value, column.kind) for value, column in zip(row, columns, strict=True)] for row in result.rows
            ]
            return [column.label for column in result.columns], rows
        case SearchResult():
            readable = [[hit.id, hit.name, hit.summary, hit.why] for hit in result.results]
            return ["ID", "Name", "Summary", "Why"], readable
        case Comparison():
            return ["", *result.ids], [_compared(field, result.ids) for field in result.fields]
        case Roadmap():
            heading, steps = table(result)
            return [name.capitalize() for name in heading], [[cell(value) for value in step] for step in steps]
        case _:
            assert_never(result)


def _compared(field: Field, ids: tuple[str, ...]) -> list[str]:
    return [field.label, *(words(field.values[id_], kind(field.field)) for id_ in ids)]


def tabular(result: Result, format_: str) -> Tabular:
    """Return a result that has rows.

    Raises:
        UsageError: it is a page or a tree, which no table can hold.
    """
    if isinstance(result, View | Sheet | Tree):
        what = "a tree" if isinstance(result, Tree) else "a page"
        raise UsageError(f"{what} does not fit into {format_}", "use --format json, yaml or markdown")
    return result


def cell(value: object) -> str:
    """Return a value as a cell: numbers in full, dates as YYYY-MM-DD, lists joined by "; ", records as JSON."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case tuple() | list():
            return "; ".join(cell(item) for item in value)
        case str():
            return value
        case msgspec.Struct() | dict():
            return msgspec.json.encode(value).decode()
        case _:
            return str(value)
