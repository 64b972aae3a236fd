import os
from pathlib import Path

import platformdirs
import pytest

from vlmcat.loading.homes import cache_folder, data_folder

SETTINGS: list[dict[str, str]] = [
    {},
    {"XDG_CACHE_HOME": "/c", "XDG_DATA_HOME": "/d/e"},
    {"XDG_CACHE_HOME": "", "XDG_DATA_HOME": " "},
    {"XDG_CACHE_HOME": "relative", "XDG_DATA_HOME": "~/x"},
]


@pytest.mark.parametrize("settings", SETTINGS)
def test_the_folders_are_those_of_platformdirs(monkeypatch: pytest.MonkeyPatch, settings: dict[str, str]) -> None:
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert cache_folder() == platformdirs.user_cache_path("vlmcat", appauthor=False)
    assert data_folder() == platformdirs.user_data_path("vlmcat", appauthor=False)


@pytest.mark.skipif(os.name == "nt", reason="Windows is asked itself")
def test_nothing_is_kept_for_somebody_without_a_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert cache_folder().parent == Path(os.devnull)
