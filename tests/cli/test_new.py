import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vlmcat.loading.places import user_folder
from vlmcat.loading.schema import schema_text

Cli = Callable[..., Any]


def test_a_new_entry_goes_into_the_users_folder_and_can_be_shown(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = user_folder().relative_to(tmp_path)
    path = folder / "architectures" / "my-vlm.yaml"
    hint = f"fill it in, then:\n  vlmcat validate {folder}\n  vlmcat show my-vlm\n"
    assert cli("new", "my-vlm") == (0, f"{path}\n", hint)
    assert (folder / "schema.json").read_text(encoding="utf-8") == schema_text()
    assert cli("show", "my-vlm").out.startswith("My VLM (my-vlm)\n")
    outcome = cli("validate")
    assert (outcome.code, outcome.err) == (0, "4 architectures, 6 warnings\n")


def test_a_new_entry_goes_where_it_is_told_to(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("mine", "architectures", "oak.yaml")
    hint = "fill it in, then:\n  vlmcat validate mine\n  vlmcat --catalog mine show oak\n"
    assert cli("new", "oak", "--catalog", "mine") == (0, f"{path}\n", hint)
    path = Path("mine", "architectures", "elm.yaml")
    assert cli("--catalog", "mine", "new", "elm") == (0, f"{path}\n", hint.replace("oak", "elm"))
    assert cli("new", "ash", "--output", "ash.yaml") == (0, "ash.yaml\n", "")
    assert cli("new", "fir", "--output", "-").out.startswith("# yaml-language-server: $schema=../schema.json\n")
    assert {each.name for each in Path("mine", "architectures").iterdir()} == {"oak.yaml", "elm.yaml"}


def test_nothing_is_overwritten_unless_asked_for(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "architectures" / "oak.yaml"
    path.parent.mkdir()
    path.write_text("broken: [", encoding="utf-8")
    outcome = cli("new", "oak", "--catalog", str(tmp_path))
    assert (outcome.code, outcome.err) == (1, f"vlmcat: {path} exists already\n--force replaces it\n")
    assert path.read_text(encoding="utf-8") == "broken: ["
    assert cli("new", "oak", "--catalog", str(tmp_path), "--force").code == 0
    assert path.read_text(encoding="utf-8").startswith("# yaml")


@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        (["alder"], ("alder is in the catalog already\nchange single fields in alder.patch.yaml beside your entries, "
         "or replace it whole with --force")),
        (["oak", "--catalog", "a", "-o", "b"],
         "new takes --catalog or --output, not both\n--catalog DIR writes DIR/architectures/ID.yaml"),
    ],
)  # fmt: skip
def test_a_mistake_gets_two_lines(cli: Cli, arguments: list[str], err: str) -> None:
    assert cli("new", *arguments) == (2, "", f"vlmcat: {err}\n")


def test_a_home_that_cannot_be_written_to_is_named(cli: Cli, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    if os.access(home, os.W_OK):
        pytest.skip("needs a folder that refuses, and a person whom it can refuse")
    outcome = cli("new", "oak")
    assert outcome.code == 1
    assert outcome.err.startswith(f"vlmcat: cannot create {home}")


def test_a_file_in_the_place_of_the_folder_is_named(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "home").touch()
    outcome = cli("new", "oak")
    assert outcome.code == 1
    assert outcome.err.endswith("\nchoose another folder with --catalog DIR, or print the entry with --output -\n")
