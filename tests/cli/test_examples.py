"""Every example of the help is run on the bundled catalog."""

import shlex
from pathlib import Path

import pytest

from vlmcat.__main__ import run
from vlmcat.cli.app import COMMANDS

pytestmark = pytest.mark.usefixtures("shared_cache")

EXAMPLES = [example for command in COMMANDS for example in command.examples]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_the_help_works(
    example: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "my-catalog"
    own.mkdir()
    (own / "datasets.yaml").write_text("leaves: {name: Leaves, description: Only for this test.}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    code = run(shlex.split(example)[1:])
    out, err = capsys.readouterr()
    assert code == 0
    assert "vlmcat:" not in err
    assert out or err
