from collections.abc import Callable
from typing import Any

import pytest

from vlmcat.loading.files import bundled_schema
from vlmcat.loading.schema import schema_text
from vlmcat.output.editors import EDITORS, render

Cli = Callable[..., Any]


def test_the_schema_is_printed_alone(cli: Cli) -> None:
    assert cli("schema") == (0, schema_text(), "")


@pytest.mark.parametrize("editor", EDITORS)
def test_an_editor_is_told_where_the_schema_is(
    cli: Cli,
    matches: Callable[[str, str], None],
    editor: Any,  # noqa: ANN401 # a literal
) -> None:
    assert cli("schema", "--editor", editor.upper()).code == 0
    matches(f"schema-{editor}.txt", render(editor, "/path/to/schema.json"))


def test_the_schema_comes_with_the_catalog() -> None:
    assert bundled_schema().read_text(encoding="utf-8") == schema_text()


def test_an_unknown_editor_is_wrong_usage(cli: Cli) -> None:
    message = "vlmcat: nothing is known about the editor 'vscod'\ndid you mean vscode?\n"
    assert cli("schema", "--editor", "vscod") == (2, "", message)
