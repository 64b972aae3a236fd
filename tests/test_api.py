import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import vlmcat
from vlmcat.errors import CatalogError, CatalogWarning, NotFoundError, UsageError
from vlmcat.loading import files, places, snapshot
from vlmcat.queries.page import Page

FIXTURE = Path(__file__).parent / "catalog"


@pytest.fixture
def catalog(monkeypatch: pytest.MonkeyPatch) -> vlmcat.Catalog:
    for module in (files, places, snapshot):
        monkeypatch.setattr(module, "bundled_folder", lambda: FIXTURE)
    return vlmcat.load()


def test_a_catalog_maps_names_in_any_spelling_to_pages(catalog: vlmcat.Catalog) -> None:
    assert isinstance(catalog, vlmcat.Catalog)
    assert (list(catalog), len(catalog)) == (["alder", "birch-2", "birch-10"], 3)
    assert isinstance(catalog["ALDER"], Page)
    assert catalog["Alder-7B-chat"] == catalog["alder"] == dict(catalog)["alder"]
    assert [connector.name for connector in catalog["alder"].connectors] == ["two-layer MLP"]
    assert repr(catalog) == "<vlmcat.Catalog of 3 architectures>"


def test_a_name_that_nothing_has_is_a_key_error_that_suggests(catalog: vlmcat.Catalog) -> None:
    assert ("aldr" in catalog, catalog.get("aldr")) == (False, None)
    with pytest.raises(KeyError) as error:
        catalog["aldr"]
    assert isinstance(error.value, NotFoundError)
    assert str(error.value) == "no architecture or checkpoint is called 'aldr'\ndid you mean alder?"


@pytest.mark.parametrize("name", [3, None, ("alder",), b"alder"])
def test_what_is_no_name_is_not_in_it(catalog: vlmcat.Catalog, name: Any) -> None:  # noqa: ANN401 # a mistake
    assert (name in catalog, catalog.get(name)) == (False, None)
    with pytest.raises(KeyError):
        catalog[name]


@pytest.mark.parametrize("as_given", [str, Path, lambda folder: [folder], lambda folder: (str(folder),)])
@pytest.mark.usefixtures("catalog")
def test_one_folder_may_be_given_alone(tmp_path: Path, as_given: Callable[[Path], Any]) -> None:
    (tmp_path / "architectures").mkdir()
    (tmp_path / "architectures" / "alder.patch.yaml").write_text("family: Bushes\n", encoding="utf-8")
    assert vlmcat.load(as_given(tmp_path))["alder"].family == "Bushes"


def test_a_limit_of_hits_is_a_number_of_them(catalog: vlmcat.Catalog) -> None:
    every = catalog.search("tree")
    assert len(every) > 1
    assert [catalog.search("tree", limit) for limit in (0, 1)] == [(), every[:1]]
    with pytest.raises(UsageError, match="a limit is at least 0, not -1"):
        catalog.search("tree", -1)


def test_what_architectures_share_is_there_by_id(catalog: vlmcat.Catalog) -> None:
    assert catalog.datasets["leaf-chat"].name == "LeafChat"
    assert catalog.vision_encoders["eye-l-14"].name == "Eye L/14"
    assert catalog.language_models["mouth-7b"].name == "Mouth 7B"
    assert catalog.vocabulary.tasks["captioning"].name == "Captioning"


def test_search_gives_hits_and_select_a_smaller_catalog(catalog: vlmcat.Catalog) -> None:
    assert [hit.id for hit in catalog.search("cross-attention")] == ["birch-2"]
    assert catalog.search("tulips") == ()
    assert list(catalog.select(encoder="eye-s-16", fusion="no:dual-encoder")) == ["birch-2"]
    assert list(catalog.select(open_weights="yes")) == ["alder"]
    with pytest.raises(UsageError, match="there is no facet 'colour'"):
        catalog.select(colour="green")


@pytest.mark.usefixtures("catalog")
def test_folders_are_laid_over_and_what_is_broken_warns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "architectures").mkdir()
    (tmp_path / "architectures" / "alder.patch.yaml").write_text("family: Bushes\n", encoding="utf-8")
    broken = tmp_path / "datasets.yaml"
    broken.touch()
    with pytest.warns(CatalogWarning) as warned:
        catalog = vlmcat.load([str(tmp_path)])
    assert [str(each.message) for each in warned] == [f"left out {broken}:1:1 empty-file the file is empty"]
    assert warned[0].filename == __file__
    assert (catalog["alder"].family, catalog["alder"].origin.kind) == ("Bushes", "patched")
    assert [Path(each.file) for each in catalog.left_out] == [broken]
    with pytest.raises(CatalogError):
        vlmcat.load([tmp_path / "missing"])
    assert vlmcat.own_folders() == []
    monkeypatch.setenv("VLMCAT_CATALOG", str(tmp_path))
    assert vlmcat.own_folders() == [tmp_path]


def test_the_package_is_typed_and_says_what_it_has() -> None:
    assert (Path(vlmcat.__file__).parent / "py.typed").is_file()
    assert {name for name in vlmcat.__all__ if getattr(vlmcat, name) is None} == set()
    with pytest.raises(AttributeError, match="module 'vlmcat' has no attribute 'laod'"):
        vlmcat.laod  # type: ignore[attr-defined] # noqa: B018 # a mistake


def test_importing_it_imports_nothing_that_is_slow() -> None:
    code = "import sys, vlmcat; print(sorted({'msgspec', 'rich', 'yaml', 'typer', 'vlmcat.api'} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert result.stdout == "[]\n"


def test_a_filter_takes_a_year_and_a_date_as_they_are(catalog: vlmcat.Catalog) -> None:
    assert list(catalog.select(since=2024)) == list(catalog.select(since="2024"))
    assert list(catalog.select(since=dt.date(2024, 1, 1))) == list(catalog.select(since="2024-01-01"))
