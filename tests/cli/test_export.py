"""`vlmcat export` as a person types it: what is written where, and what is said."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from vlmcat.output import export_formats

Cli = Callable[..., Any]
NEEDS_PATH = "SQLite cannot be written to stdout\ngive it a path: vlmcat export --format sqlite --output vlmcat.db"


@pytest.mark.parametrize("format_", ["json", "jsonl", "csv", "markdown"])
@pytest.mark.parametrize("output", [(), ("--output", "-"), ("--output", "/dev/stdout")])
def test_text_goes_to_stdout(
    cli: Cli, matches: Callable[[str, str], None], format_: str, output: tuple[str, ...]
) -> None:
    outcome = cli("export", "--format", format_, *output)
    assert (outcome.code, outcome.err) == (0, "")
    matches(f"export.{format_}", outcome.out)


@pytest.mark.parametrize(
    ("name", "expected"), [("c.json", "json"), ("c.jsonl", "jsonl"), ("c.csv", "csv"), ("c.md", "markdown")]
)
def test_a_path_says_the_format_and_stderr_what_was_written(
    cli: Cli, matches: Callable[[str, str], None], tmp_path: Path, name: str, expected: str
) -> None:
    path = tmp_path / name
    assert cli("export", "-o", str(path)) == (0, "", f"3 architectures in {path}\n")
    matches(f"export.{expected}", path.read_text(encoding="utf-8"))


def test_a_database_is_written_to_a_path(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    assert cli("export", "-o", str(path)) == (0, "", f"3 architectures in {path}\n")
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT count(*) FROM architectures").fetchone() == (3,)


def test_filters_choose_what_is_exported(cli: Cli, tmp_path: Path) -> None:
    outcome = cli("export", "-f", "jsonl", "--fusion", "cross-attention")
    assert [json.loads(line)["id"] for line in outcome.out.splitlines()] == ["birch-2"]
    path = tmp_path / "c.db"
    assert cli("export", "-o", str(path), "--since", "2024", "--until", "2024-02").err.startswith("2 architectures in")
    assert cli("export", "-o", str(path), "--family", "Trees", "--force").err == f"1 architecture in {path}\n"
    none = f"no architecture passes all of the filters\n0 architectures in {path}\n"
    assert cli("export", "-o", str(path), "--since", "2030", "--force") == (0, "", none)


@pytest.mark.parametrize(
    ("arguments", "code", "err"),
    [
        (
            ["--format", "sqlite"],
            2,
            f"vlmcat: {NEEDS_PATH}\n",
        ),
        (["--format", "xml"], 2, None),
        ([], 2, "vlmcat: export needs a format or a path\n--format json, jsonl, csv, sqlite or markdown\n"),
        (["--format", "json", "--fusion", "cross-atention"], 2, None),
        (["-o", "{folder}"], 2, None),
        (["-f", "json", "-o", "{folder}"], 1, "vlmcat: {folder} is a folder\nname a file in it\n"),
        (
            ["-o", "{folder}/no/c.json"],
            1,
            "vlmcat: there is no folder {folder}/no\ncreate it first, or write elsewhere\n",
        ),
        (["-o", "{folder}/old.json"], 1, "vlmcat: {folder}/old.json exists already\n--force replaces it\n"),
    ],
)
def test_a_mistake_gets_two_lines_on_stderr_and_changes_nothing(
    cli: Cli, tmp_path: Path, arguments: list[str], code: int, err: str | None
) -> None:
    (tmp_path / "old.json").write_text("old", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    outcome = cli("export", *(argument.format(folder=tmp_path) for argument in arguments))
    assert (outcome.code, outcome.out, len(outcome.err.splitlines())) == (code, "", 2)
    assert err is None or outcome.err == err.format(folder=tmp_path)
    assert [path for path in sorted(tmp_path.iterdir()) if path.name != "home"] == before
    assert (tmp_path / "old.json").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("name", ["c.db", "c.md"])
def test_an_interruption_leaves_no_file(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    save = export_formats.save

    def interrupted(*arguments: Any) -> None:  # noqa: ANN401 # what save takes
        save(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(export_formats, "save", interrupted)
    assert cli("export", "-o", str(tmp_path / name)).code == 130
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == []


def test_sqlite_is_imported_only_for_a_database() -> None:
    modules = ("cli.export", "output.export_json", "output.export_markdown", "output.export_formats", "output.files")
    imports = "".join(f"import vlmcat.{module}\n" for module in modules)
    program = f"import sys\n{imports}print('sqlite3' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
