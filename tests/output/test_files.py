import errno
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from vlmcat.errors import VlmcatError
from vlmcat.output.files import output_file, whole_file

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files or modes")


def write(path: Path, text: str, *, force: bool = False, then: BaseException | None = None) -> None:
    with whole_file(path, force=force) as temporary:
        temporary.write_text(text, encoding="utf-8")
        if then:
            raise then


def test_the_file_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    with whole_file(path) as temporary:
        temporary.write_text("half", encoding="utf-8")
        assert temporary.parent == tmp_path
        assert not path.exists()
    assert path.read_text(encoding="utf-8") == "half"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_exists_is_kept_without_force(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    write(path, "old")
    with pytest.raises(VlmcatError) as error:
        write(path, "new")
    assert str(error.value) == f"{path} exists already\n--force replaces it"
    assert path.read_text(encoding="utf-8") == "old"
    write(path, "new", force=True)
    assert path.read_text(encoding="utf-8") == "new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, ValueError, SystemExit])
def test_an_interruption_leaves_nothing_behind(tmp_path: Path, interruption: type[BaseException]) -> None:
    with pytest.raises(interruption):
        write(tmp_path / "out.json", "half", then=interruption())
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    write(path, "old")
    with pytest.raises(KeyboardInterrupt):
        write(path, "half", force=True, then=KeyboardInterrupt())
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_nothing_behind_and_is_said(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with pytest.raises(VlmcatError) as error:
        write(path, "half", then=full)
    assert str(error.value) == f"cannot write {path}: {os.strerror(errno.ENOSPC)}\nnothing was written"
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_up_at_the_last_moment_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(VlmcatError, match="cannot write"):
        write(tmp_path / "out.json", "whole")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "out.json"
    with pytest.raises(VlmcatError) as error:
        write(path, "text")
    assert str(error.value) == f"there is no folder {path.parent}\ncreate it first, or write elsewhere"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_is_never_replaced(tmp_path: Path, force: bool) -> None:  # noqa: FBT001 # pytest's own
    with pytest.raises(VlmcatError) as error:
        write(tmp_path, "text", force=force)
    assert str(error.value) == f"{tmp_path} is a folder\nname a file in it"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    write(tmp_path / "file", "text")
    with pytest.raises(VlmcatError, match="there is no folder"):
        write(tmp_path / "file" / "out.json", "text")


@POSIX
@pytest.mark.parametrize("force", [False, True])
def test_a_device_is_never_replaced(force: bool) -> None:  # noqa: FBT001 # pytest's own
    with pytest.raises(VlmcatError) as error:
        write(Path(os.devnull), "text", force=force)
    assert str(error.value) == f"{os.devnull} is not an ordinary file\nname another, or - for stdout"
    assert not Path(os.devnull).is_file()


@POSIX
def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as threads:
        read = threads.submit(pipe.read_text, "utf-8")
        with output_file(pipe) as path:
            path.write_text("text", encoding="utf-8")
        assert read.result() == "text"
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


@POSIX
def test_a_pipe_that_nobody_reads_any_more_is_named(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(VlmcatError) as error, output_file(pipe):
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))
    assert str(error.value) == f"cannot write {pipe}: {os.strerror(errno.EPIPE)}"


def test_output_to_anything_else_is_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    with output_file(path) as temporary:
        temporary.touch()
        assert not path.exists()
    with pytest.raises(VlmcatError, match="exists already"), output_file(path):
        pass
    with output_file(path, force=True):
        pass


@POSIX
def test_a_link_is_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    write(target, "old")
    link.symlink_to(target)
    write(link, "new", force=True)
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"


@POSIX
def test_others_may_read_the_file_as_they_may_any_new_file(tmp_path: Path) -> None:
    ordinary = tmp_path / "ordinary"
    ordinary.touch()
    write(tmp_path / "out.json", "text")
    assert (tmp_path / "out.json").stat().st_mode == ordinary.stat().st_mode


@POSIX
def test_a_name_may_be_as_long_as_names_can_be(tmp_path: Path) -> None:
    path = tmp_path / f"{'x' * 250}.json"
    write(path, "text")
    assert path.exists()
    with pytest.raises(VlmcatError, match="cannot write"):
        write(tmp_path / f"{'x' * 256}.json", "text")
    assert list(tmp_path.iterdir()) == [path]
