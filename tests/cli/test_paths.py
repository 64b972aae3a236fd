import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vlmcat.loading import files, places, snapshot

Cli = Callable[..., Any]


def states(cli: Cli, *options: str) -> dict[str, str]:
    outcome = cli(*options, "paths", "--json")
    assert outcome.code == 0
    return {row["name"]: row["state"] for row in json.loads(outcome.out) if not row["name"].startswith("$")}


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / "architectures" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_paths_tell_what_is_read_and_whether_the_snapshot_is_fresh(cli: Cli, tmp_path: Path) -> None:
    expected = {"program": "", "bundled": "3 entries", "user folder": "does not exist"}
    assert states(cli) == expected | {"snapshot": "was missing, built now"}
    assert states(cli) == expected | {"snapshot": "fresh"}
    (write(places.user_folder(), "oak.yaml", "{") / "datasets.yaml").touch()
    write(tmp_path, "alder.patch.yaml", "family: F\n")
    expected |= {"user folder": "1 entry, 2 files left out", "--catalog": "0 entries, 1 patch"}
    assert states(cli, "--catalog", str(tmp_path)) == expected | {"snapshot": "was missing, built now"}
    write(tmp_path, "alder.patch.yaml", "family: Fs\n")
    assert states(cli, "--catalog", str(tmp_path)) == expected | {"snapshot": "was stale, built now"}


def test_what_cannot_be_read_or_written_is_told_and_nothing_fails(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").touch()
    bundle = write(tmp_path / "bundle", "oak.yaml", "{")
    monkeypatch.setenv("VLMCAT_CATALOG", str(tmp_path / "missing"))
    for module in (files, places, snapshot):
        monkeypatch.setattr(module, "bundled_folder", lambda: bundle)
    found = states(cli, "--catalog", str(bundle / "architectures" / "oak.yaml"))
    assert found.pop("bundled").startswith(f"{bundle / 'architectures' / 'oak.yaml'}:2:1 not-yaml")
    assert found == {
        "program": "",
        "user folder": "does not exist",
        "VLMCAT_CATALOG": "does not exist",
        "--catalog": "is not a folder",
        "snapshot": "missing, and cannot be built",
    }


def test_a_file_that_is_left_out_is_named_from_where_one_stands(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "mine", "oak.yaml", "")
    (tmp_path / "mine" / "deep").mkdir()
    said = {}
    for place, name in ((".", "mine"), ("mine", "."), ("mine/deep", str(tmp_path / "mine"))):
        monkeypatch.chdir(tmp_path / place)
        outcome = cli("--catalog", name, "paths")
        said[place] = (outcome.err.removeprefix("vlmcat: left out ").split()[0], "was missing" in outcome.out)
    assert said == {
        ".": (f"{Path('mine/architectures/oak.yaml')}:1:1", True),
        "mine": (f"{Path('architectures/oak.yaml')}:1:1", False),
        "mine/deep": (f"{tmp_path / 'mine' / 'architectures' / 'oak.yaml'}:1:1", False),
    }


def test_variables_that_count_are_told(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "$NO_COLOR\t1\tset\tno colour\n" in cli("paths").out
