import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import Raw, structs

from vlmcat.catalog import Catalog, Name
from vlmcat.loading import folders, snapshot, store
from vlmcat.loading.document import Document
from vlmcat.loading.homes import cache_folder
from vlmcat.loading.problems import Problem
from vlmcat.loading.snapshot import load_catalog
from vlmcat.queries.listing import Row, rows
from vlmcat.queries.page import page_as_json
from vlmcat.queries.search.index import SearchIndex
from vlmcat.queries.search.lookup import search_index
from vlmcat.records import Contents, Vocabulary

FIXTURE = Path(__file__).parent.parent / "catalog"
FILES = 7
SHELVES = ("architectures", "datasets", "vision_encoders", "language_models")


@pytest.fixture(autouse=True)
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a copy of the fixture catalog the bundled one, so that it can be changed."""
    folder = Path(shutil.copytree(FIXTURE, tmp_path / "bundle"))
    monkeypatch.setattr(snapshot, "bundled_folder", lambda: folder)
    return folder


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the name of every YAML file that is read."""
    names: list[str] = []
    read = folders.read  # type: ignore[attr-defined] # where the folders take it from

    def noting(path: Path, name: str, problems: list[Problem]) -> Document | None:
        names.append(path.name)
        return read(path, name, problems)

    monkeypatch.setattr(folders, "read", noting)
    return names


def cache() -> Path:
    return cache_folder()


def cached() -> Path:
    """Return the one file in the cache folder."""
    (only,) = cache().iterdir()
    return only


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def test_a_fresh_snapshot_spares_the_yaml(monkeypatch: pytest.MonkeyPatch, catalog: Catalog) -> None:
    load_catalog()

    def refuse(*_: object) -> None:
        pytest.fail("the YAML was read although the snapshot is fresh")

    monkeypatch.setattr(folders, "read", refuse)
    assert load_catalog().contents == catalog.contents


def touch(bundle: Path) -> None:
    os.utime(bundle / "datasets.yaml", ns=(1, 1))


def edit(bundle: Path) -> None:
    change(bundle / "datasets.yaml", "Captioned leaves.", "Captioned trees and leaves.")


def remove(bundle: Path) -> None:
    change(bundle / "architectures" / "birch-10.yaml", "family: Birch", "")


def forge(bundle: Path) -> None:
    path = bundle / "datasets.yaml"
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    change(path, "Captioned leaves.", "Captioned elves .")
    os.utime(path, ns=times)


@pytest.mark.parametrize("alter", [touch, edit, remove, forge])
def test_a_changed_file_makes_the_snapshot_stale(bundle: Path, reads: list[str], alter: Callable[[Path], None]) -> None:
    load_catalog()
    alter(bundle)
    reads.clear()
    contents = load_catalog().contents
    assert (len(reads), contents) == (FILES, folders.read_folders([bundle])[0])
    reads.clear()
    assert (load_catalog().contents, reads) == (contents, [])


def test_a_file_that_comes_or_goes_makes_the_snapshot_stale(bundle: Path) -> None:
    entries = bundle / "architectures"
    assert load_catalog().ids == ["alder", "birch-2", "birch-10"]
    (entries / "birch-10.yaml").rename(entries / "birch-11.yaml")
    assert load_catalog().ids == ["alder", "birch-2", "birch-11"]
    (entries / "birch-11.yaml").unlink()
    assert load_catalog().ids == ["alder", "birch-2"]


def flipped(data: bytes, at: int) -> bytes:
    at %= len(data)
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def everything(found: Catalog) -> tuple[Contents, dict[str, Name], SearchIndex, tuple[Row, ...], list[Raw]]:
    """Return all that a catalog holds, with every record decoded, its indexes, its rows and its pages."""
    contents = structs.replace(found.contents, **{name: dict(getattr(found, name)) for name in SHELVES})
    lists = {name: dict(getattr(found.vocabulary, name)) for name in Vocabulary.__struct_fields__}
    contents = structs.replace(contents, vocabulary=Vocabulary(**lists))
    return contents, found.names, search_index(found), rows(found), [page_as_json(found, id_) for id_ in found.ids]


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"\n",
        lambda _: b"\x00" * 4096,
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: data[:10],
        lambda data: flipped(data, 0),
        lambda data: flipped(data, 30),
        lambda data: flipped(data, len(data) // 2),
        lambda data: flipped(data, -1),
        lambda data: b"vlmcat-snapshot-2 -1 0".ljust(64) + data[64:],
        lambda data: b"vlmcat-snapshot-2 ffffffffffffffff 0".ljust(64) + data[64:],
    ],
)
def test_a_damaged_snapshot_is_rebuilt_as_it_was(
    reads: list[str], catalog: Catalog, damage: Callable[[bytes], bytes]
) -> None:
    load_catalog()
    sound = cached().read_bytes()
    assert damage(sound) != sound
    cached().write_bytes(damage(sound))
    reads.clear()
    assert (everything(load_catalog()), len(reads)) == (everything(catalog), FILES)
    assert cached().read_bytes() == sound


def test_a_snapshot_is_never_used_where_one_bit_of_what_it_holds_is_wrong(catalog: Catalog) -> None:
    load_catalog()
    sound, expected = cached().read_bytes(), everything(catalog)
    for at in range(0, len(sound), 101):
        cached().write_bytes(flipped(sound, at))
        assert everything(load_catalog()) == expected, at


def test_a_broken_part_is_taken_from_the_yaml_once(reads: list[str], catalog: Catalog) -> None:
    load_catalog()
    cached().write_bytes(flipped(cached().read_bytes(), -1))
    reads.clear()
    found = load_catalog()
    assert (found.find("Alder").id, found.find("birch 2").id, len(reads)) == ("alder", "birch-2", FILES)
    assert found.contents == catalog.contents
    assert len(reads) == FILES


def test_an_architecture_is_decoded_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    load_catalog()
    read: list[str] = []
    take = store.Store.read

    def noting(self: store.Store, group: str, name: str) -> bytes:
        read.append(name)
        return take(self, group, name)

    monkeypatch.setattr(store.Store, "read", noting)
    found = load_catalog()
    assert (found.ids, read) == (["alder", "birch-2", "birch-10"], ["origins", "left_out"])
    assert found.find("birch-2") == found.find("birch-2")
    assert read == ["origins", "left_out", "birch-2"]


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="users have no numbers here")
def test_a_snapshot_of_somebody_else_is_rebuilt(reads: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    load_catalog()
    reads.clear()
    monkeypatch.setattr(os, "getuid", lambda: -1)
    load_catalog()
    assert len(reads) == FILES


def test_a_snapshot_of_another_version_is_rebuilt(
    reads: list[str], catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_catalog()
    monkeypatch.setattr(snapshot, "__version__", "0.0.0")
    reads.clear()
    assert (load_catalog().contents, len(reads)) == (catalog.contents, FILES)


def test_a_snapshot_of_other_records_is_rebuilt(
    reads: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    load_catalog()
    (tmp_path / "records.py").touch()
    monkeypatch.setattr(snapshot, "_PACKAGE", tmp_path)
    reads.clear()
    load_catalog()
    assert len(reads) == FILES


def file_for_cache() -> None:
    cache().parent.mkdir(parents=True)
    cache().touch()


def folder_for_snapshot() -> None:
    load_catalog()
    path = cached()
    path.unlink()
    (path / "inner").mkdir(parents=True)


@pytest.mark.parametrize("block", [file_for_cache, folder_for_snapshot])
def test_a_cache_that_cannot_be_written_to_only_costs_time(
    reads: list[str], catalog: Catalog, block: Callable[[], None]
) -> None:
    block()
    reads.clear()
    assert [load_catalog().contents for _ in range(2)] == [catalog.contents] * 2
    assert len(reads) == 2 * FILES
    assert cache().is_file() or cached().is_dir()


def test_old_snapshots_are_cleared_away(tmp_path: Path, reads: list[str]) -> None:
    for n in range(12):
        mine = tmp_path / f"mine-{n}"
        mine.mkdir()
        (mine / "datasets.yaml").write_text(f"oak: {{name: Oak {n}, description: d}}\n", encoding="utf-8")
        load_catalog([mine])
    assert len(list(cache().iterdir())) == 8
    reads.clear()
    names = [load_catalog([tmp_path / f"mine-{n}"]).datasets["oak"].name for n in range(4, 12)]
    assert (names, reads) == ([f"Oak {n}" for n in range(4, 12)], [])


def test_layers_have_a_snapshot_of_their_own(bundle: Path, reads: list[str], tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "datasets.yaml").write_text("leaf-chat: {name: Mine, description: d}\n", encoding="utf-8")
    for name in ("LeafChat", "Mine"):
        assert load_catalog([mine] if name == "Mine" else []).datasets["leaf-chat"].name == name
    assert len(list(cache().iterdir())) == 2
    reads.clear()
    assert load_catalog([mine]).datasets["leaf-chat"].name == "Mine"
    assert load_catalog().datasets["leaf-chat"].name == "LeafChat"
    assert reads == []
    change(bundle / "language_models.yaml", "Mouth 7B", "Mouth Small")
    assert load_catalog([mine]).language_models["mouth-7b"].name == "Mouth Small"
