import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from vlmcat.errors import CatalogError
from vlmcat.loading import files
from vlmcat.loading.files import bundled_folder, catalog_files

SHAPE = "expected a folder like catalog/"
NOTHING = "the folder {0} holds nothing of a catalog"


def test_only_files_of_a_catalog_are_read_and_the_registries_come_first(tmp_path: Path) -> None:
    (tmp_path / "architectures").mkdir()
    wanted = ["datasets.yaml", "vision_encoders.yaml", "vocabulary.yaml", "architectures/a.yaml"]
    wanted += ["architectures/b.yml", "architectures/c.yaml"]
    for name in [*reversed(wanted), "schema.json", "notes.yaml", "architectures/readme.md"]:
        (tmp_path / name).touch()
    assert catalog_files(tmp_path) == [tmp_path / name for name in wanted]


def test_every_file_of_a_catalog_is_optional(tmp_path: Path) -> None:
    (tmp_path / "vocabulary.yaml").touch()
    assert catalog_files(tmp_path) == [tmp_path / "vocabulary.yaml"]


def no_folder(_path: Path) -> None:
    """Leave the path empty."""


def folder_of_other_things(path: Path) -> None:
    (path / "architectures").mkdir(parents=True)
    (path / "notes.yaml").touch()


def folder_around(path: Path) -> None:
    (path / "catalog" / "architectures").mkdir(parents=True)


def folder_inside(path: Path) -> None:
    (path.parent / "architectures").mkdir()
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (no_folder, f"the catalog folder {{0}} does not exist\n{SHAPE}"),
        (Path.touch, f"the catalog folder {{0}} is not a folder\n{SHAPE}"),
        (Path.mkdir, f"{NOTHING}\nexpected architectures/<id>.yaml in it"),
        (folder_of_other_things, f"{NOTHING}\nexpected architectures/<id>.yaml in it"),
        (folder_around, f"{NOTHING}\ndid you mean {{0}}/catalog?"),
        (folder_inside, f"{NOTHING}\ndid you mean {{0.parent}}?"),
    ],
)
def test_a_folder_that_is_no_catalog_is_an_error(tmp_path: Path, make: Callable[[Path], None], message: str) -> None:
    folder = tmp_path / "mine"
    make(folder)
    with pytest.raises(CatalogError) as error:
        catalog_files(folder)
    assert str(error.value) == message.format(folder)


@pytest.mark.parametrize(("name", "problem"), [("a.yaml", "is not a folder"), ("b.yml", "does not exist")])
@pytest.mark.parametrize("inside", ["", "architectures"])
def test_for_a_file_of_a_catalog_its_folder_is_named(tmp_path: Path, inside: str, name: str, problem: str) -> None:
    own = tmp_path / "own"
    (own / "architectures").mkdir(parents=True)
    path = own / inside / name
    if name == "a.yaml":
        path.touch()
    with pytest.raises(CatalogError) as error:
        catalog_files(path)
    assert str(error.value) == (
        f"the catalog folder {path} {problem}\nexpected the folder of a catalog, not one file of it: {own}"
    )


def test_a_file_that_is_of_no_catalog_leads_nowhere(tmp_path: Path) -> None:
    with pytest.raises(CatalogError) as error:
        catalog_files(tmp_path / "x.yaml")
    assert str(error.value) == f"the catalog folder {tmp_path / 'x.yaml'} does not exist\n{SHAPE}"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_a_catalog_that_nobody_may_look_at_is_not_offered(tmp_path: Path) -> None:
    (tmp_path / "catalog").mkdir(mode=0)
    with pytest.raises(CatalogError, match=r"expected architectures/<id>\.yaml in it"):
        catalog_files(tmp_path)


def test_a_folder_that_the_system_does_not_let_in_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "listdir", refuse)
    with pytest.raises(CatalogError) as error:
        catalog_files(tmp_path)
    assert str(error.value) == f"the catalog folder {tmp_path} cannot be read: Permission denied"


def test_the_bundle_is_in_the_package_of_a_wheel_and_beside_it_in_a_checkout(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(files, "_PACKAGE", tmp_path / "vlmcat")
    monkeypatch.setattr(files, "_INSTALLED", tmp_path / "vlmcat" / "_catalog")
    assert bundled_folder() == tmp_path / "catalog"
    (tmp_path / "vlmcat" / "_catalog").mkdir(parents=True)
    assert bundled_folder() == tmp_path / "vlmcat" / "_catalog"
