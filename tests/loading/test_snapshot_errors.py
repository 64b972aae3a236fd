import shutil
import sys
from pathlib import Path

import pytest
from msgspec import structs

from vlmcat.errors import CatalogError
from vlmcat.loading import snapshot
from vlmcat.loading.homes import cache_folder
from vlmcat.loading.snapshot import load_catalog
from vlmcat.records import LeftOut

FIXTURE = Path(__file__).parent.parent / "catalog"


@pytest.fixture(autouse=True)
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a copy of the fixture catalog the bundled one, so that it can be changed."""
    folder = Path(shutil.copytree(FIXTURE, tmp_path / "bundle"))
    monkeypatch.setattr(snapshot, "bundled_folder", lambda: folder)
    return folder


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


@pytest.mark.parametrize(
    ("name", "message"),
    [("missing", "does not exist"), ("bundle/datasets.yaml", "is not a folder")],
)
def test_a_folder_that_is_no_catalog_is_an_error(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(CatalogError) as error:
        load_catalog([tmp_path / name])
    assert error.value.message == f"the catalog folder {tmp_path / name} {message}"


PROBLEM = "3:3 unknown-field there is no field 'aliass'"


def test_a_broken_catalog_is_an_error_that_names_the_first_problem(bundle: Path) -> None:
    change(bundle / "datasets.yaml", "aliases:", "aliass:")
    with pytest.raises(CatalogError) as error:
        load_catalog()
    assert str(error.value) == f"{bundle / 'datasets.yaml'}:{PROBLEM}\n`vlmcat validate` lists them all"
    assert not cache_folder().exists()


def test_an_error_says_how_many_problems_there_are_beside_the_first(bundle: Path) -> None:
    change(bundle / "datasets.yaml", "aliases:", "aliass:")
    change(bundle / "datasets.yaml", "size:", "sizes:")
    change(bundle / "vision_encoders.yaml", "patch_size: 14", "patch_size: x")
    with pytest.raises(CatalogError) as error:
        load_catalog()
    assert error.value.message == f"{bundle / 'datasets.yaml'}:{PROBLEM} and 2 more problems"


def test_a_broken_file_laid_over_is_left_out_and_remembered(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "datasets.yaml").touch()
    left_out = LeftOut(
        folder=str(mine),
        file=str(mine / "datasets.yaml"),
        line=1,
        column=1,
        code="empty-file",
        message="the file is empty",
    )
    built, read = load_catalog([mine]), load_catalog([mine])
    assert built.contents == read.contents == structs.replace(load_catalog().contents, left_out=(left_out,))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a privilege to make links")
def test_a_link_that_leads_nowhere_is_left_out_until_it_leads_somewhere(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    (mine / "architectures").mkdir(parents=True)
    link = mine / "architectures" / "oak.yaml"
    link.symlink_to("elm.yaml")
    assert why(mine) == ["unreadable no such file or directory"]
    link.unlink()
    link.symlink_to("oak.yaml")
    assert why(mine) == ["unreadable too many levels of symbolic links"]
    link.unlink()
    link.touch()
    assert why(mine) == ["empty-file the file is empty"]


def why(folder: Path) -> list[str]:
    return [f"{each.code} {each.message}" for each in load_catalog([folder]).contents.left_out]


def test_warnings_do_not_keep_a_catalog_from_being_used(bundle: Path) -> None:
    change(bundle / "datasets.yaml", "leaf-pairs:", "oak: {name: Oak, description: d}\nleaf-pairs:")
    assert load_catalog().datasets["oak"].name == "Oak"
