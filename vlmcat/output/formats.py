"""The one place that knows which file renders which format."""

from typing import assert_never

from vlmcat.output.consoles import Screen
from vlmcat.output.format import Format
from vlmcat.output.results import Result
from vlmcat.queries.results import Sheet, Tree, View


def render(result: Result, format_: Format, screen: Screen) -> str:
    """Return a result as text; a table is drawn where stdout is a terminal and written in plain lines elsewhere.

    Raises:
        UsageError: the format cannot hold this result, such as CSV a whole page.
    """
    match format_:
        case Format.TABLE:
            return _table(result, screen)
        case Format.JSON:
            from vlmcat.output.to_json import render as to_json

            return to_json(result)
        case Format.JSONL:
            from vlmcat.output.to_jsonl import render as to_jsonl

            return to_jsonl(result)
        case Format.CSV:
            from vlmcat.output.to_csv import render as to_csv

            return to_csv(result)
        case Format.TSV:
            from vlmcat.output.to_tsv import render as to_tsv

            return to_tsv(result)
        case Format.YAML:
            from vlmcat.output.to_yaml import render as to_yaml

            return to_yaml(result)
        case Format.MARKDOWN:
            from vlmcat.output.to_markdown import render as to_markdown

            return to_markdown(result)
        case Format.LATEX:
            from vlmcat.output.to_latex import render as to_latex

            return to_latex(result)
        case _:
            assert_never(format_)


def _table(result: Result, screen: Screen) -> str:
    if screen.interactive:
        from vlmcat.output.to_terminal import render as to_terminal

        return to_terminal(result, screen)
    if isinstance(result, View | Sheet | Tree):
        from vlmcat.output.to_plain import render as to_plain

        return to_plain(result)
    from vlmcat.output.to_tsv import render as to_tsv

    return to_tsv(result)
