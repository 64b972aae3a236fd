import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from vlmcat.__main__ import run
from vlmcat.catalog import Catalog
from vlmcat.loading import files, places, snapshot
from vlmcat.loading.folders import read_folders

HERE = Path(__file__).parent
FIXTURE = HERE / "catalog"
EXPECTED = HERE / "expected"


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


Cli = Callable[..., Outcome]


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    contents, problems = read_folders([FIXTURE])
    assert problems == []
    return Catalog(contents)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Give every test an empty cache folder, and an environment that says nothing about catalogs and colours."""
    for name in ("VLMCAT_CATALOG", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))


@pytest.fixture(scope="session")
def cache_of_the_bundle(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def shared_cache(monkeypatch: pytest.MonkeyPatch, cache_of_the_bundle: str) -> None:
    """Let tests that run over the bundled catalog have one snapshot of it: reading it takes a second."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, cache_of_the_bundle)


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Run a command line over the fixture catalog, in this process."""
    for module in (files, places, snapshot):
        monkeypatch.setattr(module, "bundled_folder", lambda: FIXTURE)

    def call(*arguments: str) -> Outcome:
        code = run(list(arguments))
        out, err = capsys.readouterr()
        return Outcome(code, out, err)

    return call


@pytest.fixture
def matches() -> Callable[[str, str], None]:
    """Compare a whole output with its file in tests/expected; UPDATE_EXPECTED=1 writes the file anew."""

    def compare(name: str, text: str) -> None:
        path = EXPECTED / name
        if os.environ.get("UPDATE_EXPECTED"):
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8")

    return compare
