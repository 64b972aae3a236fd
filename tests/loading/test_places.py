import os
from pathlib import Path

import pytest

from vlmcat.loading.files import bundled_folder
from vlmcat.loading.places import Place, places, usable, user_folder


def folder(path: Path) -> Path:
    path.mkdir(parents=True)
    (path / "datasets.yaml").touch()
    return path


def test_the_users_folder_is_lowest_then_the_variable_then_what_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, first, second, given = (folder(path) for path in (user_folder(), *(tmp_path / name for name in "abc")))
    monkeypatch.setenv("VLMCAT_CATALOG", os.pathsep.join([str(first), "", str(second)]))
    assert places([given]) == [
        Place(own, "user folder"),
        Place(first, "VLMCAT_CATALOG"),
        Place(second, "VLMCAT_CATALOG"),
        Place(given, "--catalog"),
    ]
    assert usable(places([given])) == [own, first, second, given]


def test_a_folder_is_read_once_where_it_is_named_last_and_the_bundle_never_over_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = folder(tmp_path / "a"), folder(tmp_path / "b")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VLMCAT_CATALOG", os.pathsep.join([str(first), str(bundled_folder())]))
    assert usable(places([second, Path("a"), bundled_folder()])) == [second, Path("a")]


def test_a_home_may_be_written_as_a_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    monkeypatch.setenv("VLMCAT_CATALOG", "~/mine")
    assert usable(places()) == []
    assert usable([Place(folder(tmp_path / "home" / "mine"), "VLMCAT_CATALOG")]) == usable(places())


def test_only_a_folder_of_ones_own_may_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = tmp_path / "missing"
    monkeypatch.setenv("VLMCAT_CATALOG", str(missing))
    problem = f"the catalog folder {missing} does not exist"
    assert places() == [
        Place(user_folder(), "user folder", f"the catalog folder {user_folder()} does not exist", is_expected=True),
        Place(missing, "VLMCAT_CATALOG", problem),
    ]
    user_folder().mkdir(parents=True)
    assert places()[0].is_expected
    user_folder().rmdir()
    user_folder().touch()
    assert places()[0] == Place(user_folder(), "user folder", f"the catalog folder {user_folder()} is not a folder")
    assert usable(places()) == []


def test_what_the_command_line_names_is_read_whatever_is_wrong_with_it(tmp_path: Path) -> None:
    assert usable(places([tmp_path / "missing"])) == [tmp_path / "missing"]
