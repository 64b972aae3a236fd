"""The README's tour shows real output. UPDATE_EXPECTED=1 writes it anew."""

import doctest
import io
import os
import re
import shlex
from pathlib import Path

import pytest
from rich.console import Console
from rich.text import Text

from vlmcat.__main__ import run
from vlmcat.cli.app import help_text
from vlmcat.loading.snapshot import load_catalog
from vlmcat.output.consoles import Screen
from vlmcat.output.format import Format
from vlmcat.output.formats import render
from vlmcat.queries.paths import paths
from vlmcat.queries.view import view

pytestmark = pytest.mark.usefixtures("shared_cache")

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PICTURE = ROOT / ".github" / "show-llava-1.5.svg"
UPDATE = bool(os.environ.get("UPDATE_EXPECTED"))
TOUR = re.compile(r"```console\n\$ (?P<command>vlmcat .*)\n(?P<output>(?:.*\n)*?)```\n")


@pytest.fixture
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Screen(interactive=True, width=100, styled=False)
    monkeypatch.setattr("vlmcat.cli.options.screen", lambda **_: terminal)


@pytest.mark.usefixtures("plain_terminal")
def test_the_tour_shows_real_output(capsys: pytest.CaptureFixture[str]) -> None:
    def real(block: re.Match[str]) -> str:
        assert run(shlex.split(block["command"])[1:]) == 0
        out, err = capsys.readouterr()
        return f"```console\n$ {block['command']}\n{out}{err}```\n"

    text = README.read_text(encoding="utf-8")
    shown = re.sub(r"```text\n(.*\n)*?```", lambda _: f"```text\n{help_text()}```", TOUR.sub(real, text))
    if UPDATE:
        README.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == README.read_text(encoding="utf-8")
    assert len(TOUR.findall(shown)) == 15


def test_the_picture_shows_real_output() -> None:
    catalog = load_catalog()
    chosen = view(catalog, catalog.find("llava-1.5"), ["diagram", "components"])
    screen = Screen(interactive=True, width=90, styled=True)
    console = Console(record=True, width=90, file=io.StringIO(), force_terminal=True)
    console.print(Text("$ vlmcat show llava-1.5 --section diagram --section components"))
    console.print(Text.from_ansi(render(chosen, Format.TABLE, screen)))
    picture = console.export_svg(title="vlmcat", unique_id="vlmcat")
    if UPDATE:
        PICTURE.write_text(picture, encoding="utf-8", newline="\n")
    assert picture == PICTURE.read_text(encoding="utf-8")


def test_the_python_example_works() -> None:
    (example,) = re.findall(r"```python\n((?:.*\n)*?)```", README.read_text(encoding="utf-8"))
    test = doctest.DocTestParser().get_doctest(example, {}, "README", str(README), 0)
    assert len(test.examples) >= 5
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.FAIL_FAST).run(test)
    assert result.failed == 0


def test_every_variable_of_the_environment_is_explained() -> None:
    told = paths("", (), ("", ""), {}).rows
    variables = [str(row[0]).removeprefix("$") for row in told if str(row[0]).startswith("$")]
    text = README.read_text(encoding="utf-8")
    assert variables
    assert [name for name in variables if not re.search(rf"`{name}\b", text)] == []


def test_the_set_up_commands_stand_where_ci_finds_them() -> None:
    text = README.read_text(encoding="utf-8")
    assert re.findall(r"<!-- (\w+) command -->\n```bash\n(.*)\n```", text) == [
        ("run", "python3 -m venv .venv && .venv/bin/pip install --quiet . && .venv/bin/vlmcat list"),
        ("test", "python3 -m venv .venv && .venv/bin/pip install --quiet -e '.[dev]' && .venv/bin/pytest"),
    ]
