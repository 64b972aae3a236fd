"""A folder of somebody else's, as a person meets it: what the commands say of files that were made to break them."""

import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import pytest

from vlmcat.controls import controls
from vlmcat.loading import files

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither such files nor such names")
Make = Callable[[Path], object]


class Outcome(Protocol):
    code: int
    out: str
    err: str


Cli = Callable[..., Outcome]
UTF16 = "if the file is UTF-16, save it as UTF-8"
CONTENTS = [
    ("a: &a [x]\n", "1:4 alias anchors and aliases are not used here\n    write the value again\n"),
    ("- " * 10_000 + "x", "1:81 too-deep nested more than 40 levels deep\n"),
    ("? " * 10_000, "1:3 bad-key a key is a list or a map\n"),
    ("a: !!python/name:os.system x\n", "1:4 tag the tag tag:yaml.org,2002:python/name:os.system is not used here\n"),
    ("a: !<\x41%1B]0;x> y\n", "1:4 tag the tag A\\u001b]0;x is not used here\n"),
    ("a: !<\x41%0Avlmcat:%20fine> y\n", "1:4 tag the tag A\\nvlmcat: fine is not used here\n"),
    ("#" * 1_000_001, "1:1 too-large larger than 1,000,000 bytes\n"),
    ("a: b\na: c\n", "2:1 duplicate-key 'a' stands here twice, first on line 1\n"),
    ("a: b\0c\n", f"1:1 control-character contains the character U+0000\n    {UTF16}\n"),
    ('a: "\\e]0;owned\\a"\n', "1:4 control-character contains the control character U+001B\n"),
    ('a: "\\u202egnp"\n', "1:4 control-character contains the control character U+202E\n"),
    ('a: "b\\u200bc"\n', "1:4 control-character contains the control character U+200B\n"),
    ('a: "b\\U000e0041c"\n', "1:4 control-character contains the control character U+E0041\n"),
    ('a: "b\\ud800c"\n', "1:8 not-yaml found invalid Unicode character escape code\n"),
    ("a: " + "9" * 5000, "1:4 too-large a number with more digits than anything that is counted here\n"),
    ("", "1:1 empty-file the file is empty\n"),
    ("a: b\n".encode("utf-16"), "1:1 not-utf8 the file is not UTF-8\n    save it as UTF-8\n"),
]
KINDS = ["datasets.yaml", "vocabulary.yaml", "architectures/oak.yaml", "architectures/alder.patch.yaml"]
OUTSIDE = (
    "unreadable a link out of the folder is not followed\n"
    "    put the file itself here, or name the folder that it is in with --catalog\n"
)
COMMANDS = [
    ("--catalog", "{}", "show", "alder", "--section", "fusion"),
    ("--catalog", "{}", "list", "--json"),
    ("--catalog", "{}", "paths"),
    ("--catalog", "{}", "coverage"),
    ("--catalog", "{}", "new", "elm", "--output", "-"),
    ("validate", "{}", "--fix"),
]


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder of one's own, so that problems name short paths."""
    folder = tmp_path / "mine"
    (folder / "architectures").mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(("content", "problem"), CONTENTS, ids=lambda value: repr(value)[:30])
def test_what_no_file_may_hold_is_a_problem_with_its_place(
    cli: Cli, mine: Path, name: str, content: str | bytes, problem: str
) -> None:
    (mine / name).write_bytes(content.encode() if isinstance(content, str) else content)
    result = cli("validate", str(mine))
    path = str(Path(name))
    assert (result.code, result.out[: len(path) + 1 + len(problem)]) == (3, f"{path}:{problem}")


@posix
@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda oak: oak.symlink_to("/etc/passwd"), OUTSIDE),
        (lambda oak: oak.symlink_to("/dev/zero"), OUTSIDE),
        (lambda oak: oak.symlink_to("/nowhere"), OUTSIDE),
        (lambda oak: oak.symlink_to("elm.yaml"), "unreadable no such file or directory\n"),
        (lambda oak: oak.symlink_to(oak.name), "unreadable too many levels of symbolic links\n"),
        (os.mkfifo, "unreadable not an ordinary file\n"),
        (Path.mkdir, "unreadable not an ordinary file\n"),
    ],
)
@pytest.mark.parametrize("name", KINDS)
def test_what_is_no_file_of_the_folder_is_left_out(cli: Cli, mine: Path, name: str, make: Make, problem: str) -> None:
    make(mine / name)
    result = cli("validate", str(mine))
    assert (result.code, result.out, result.err) == (3, f"{name}:1:1 {problem}", "vlmcat: 1 problem\n")
    said = problem.partition("\n")[0]
    for command in COMMANDS[:-1]:
        result = cli(*(word.format(mine) for word in command))
        line = f"vlmcat: left out {name}:1:1 {said}; `vlmcat validate .` explains\n"
        assert (result.code, result.err) == (0, line), command


@posix
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"a\x1b]0;owned\x07", r"a\u001b]0;owned\u0007"),
        (b"a\nvlmcat: all is well", r"a\nvlmcat: all is well"),
        (b"a\tb", r"a\tb"),
        ("a\u202elmay".encode(), r"a\u202elmay"),
        (b"a\xff", r"a\udcff"),
        (b"\xc2\x9b31m", r"\u009b31m"),
    ],
)
@pytest.mark.parametrize("suffix", [".yaml", ".yml", ".patch.yaml"])
def test_a_file_name_that_steers_a_terminal_is_made_visible(
    cli: Cli, mine: Path, name: bytes, shown: str, suffix: str
) -> None:
    with open(os.fsencode(mine / "architectures") + b"/" + name + suffix.encode(), "w", encoding="utf-8") as file:  # noqa: PTH123 # pathlib takes no bytes
        file.write("a: 1\n")
    assert cli("validate", str(mine)).out.startswith(f"architectures/{shown}{suffix}:1:1 bad-file-name '")
    for command in COMMANDS:
        result = cli(*(word.format(mine) for word in command))
        assert result.code in {0, 3}
        assert not controls(result.out + result.err), command
        assert "all is well" not in {line[:19] for line in result.err.splitlines()}


@posix
@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda folder: folder.symlink_to(folder.name), "{} cannot be read: Too many levels of symbolic links"),
        (lambda folder: folder.write_text("x"), "{} is not a folder\nexpected a folder like catalog/"),
        (lambda folder: folder.symlink_to("/nowhere"), "{} is not a folder\nexpected a folder like catalog/"),
    ],
)
def test_a_folder_of_entries_that_is_none_is_named(cli: Cli, mine: Path, make: Make, problem: str) -> None:
    (mine / "architectures").rmdir()
    make(mine / "architectures")
    expected = f"vlmcat: the catalog folder {problem.format(mine / 'architectures')}\n"
    assert cli("--catalog", str(mine), "list").err == cli("validate", str(mine)).err == expected


def test_more_files_than_a_catalog_can_have_are_not_read(cli: Cli, mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_FILES", 3)
    for n in range(4):
        (mine / "architectures" / f"oak-{n}.yaml").touch()
    result = cli("validate", str(mine))
    assert (result.code, result.err) == (3, f"vlmcat: the catalog folder {mine} has 4 entries, at most 3 are read\n")


@posix
def test_no_more_of_a_file_is_read_than_it_may_have(cli: Cli, mine: Path) -> None:
    path = mine / "datasets.yaml"
    path.touch()
    try:
        os.truncate(path, 2**40)  # a terabyte of nothing, more than any memory holds
    except OSError:
        pytest.skip("no such files here")
    assert cli("validate", str(mine)).out == "datasets.yaml:1:1 too-large larger than 1,000,000 bytes\n"


def test_hidden_files_of_editors_are_no_entries(cli: Cli, mine: Path) -> None:
    for name in (".#oak.yaml", "._oak.yaml", ".vlmcat-1.tmp"):
        (mine / "architectures" / name).touch()
    (mine / "datasets.yaml").write_text("{}\n", encoding="utf-8")
    assert cli("validate", str(mine)).code == 0


def test_a_file_with_more_problems_than_anybody_reads(cli: Cli, mine: Path) -> None:
    keys = "".join(f"k{n}: 1\n" for n in range(4000))
    (mine / "architectures" / "oak.yaml").write_text(keys, encoding="utf-8")
    result = cli("validate", str(mine))
    assert result.err == "vlmcat: more than 100 problems\n"
    path = Path("architectures/oak.yaml")
    assert f"{path}:1:1 too-many only 100 problems of this file are listed\n" in result.out
    assert len(re.findall(r"^architectures", result.out, re.MULTILINE)) == 101


def test_a_message_does_not_repeat_more_than_can_be_read(cli: Cli, mine: Path) -> None:
    (mine / "architectures" / "oak.yaml").write_text(f"? {'k' * 100_000}\n: 1\n", encoding="utf-8")
    assert max(map(len, cli("validate", str(mine)).out.splitlines())) < 400
    (mine / "architectures" / "oak.yaml").write_text(f"a: !{'k' * 1000} 1\n", encoding="utf-8")
    assert max(map(len, cli("validate", str(mine)).out.splitlines())) < 400


@posix
@pytest.mark.parametrize("inside", [("architectures",), ("architectures", "oak.yaml")])
def test_fix_writes_nothing_behind_a_link(cli: Cli, mine: Path, tmp_path: Path, inside: Sequence[str]) -> None:
    untidy = "name:   Oak\n"
    other = tmp_path / "other"
    other.mkdir()
    (other / "oak.yaml").write_text(untidy, encoding="utf-8")
    if len(inside) == 1:
        (mine / "architectures").rmdir()
        (mine / "architectures").symlink_to(other)
    else:
        mine.joinpath(*inside).symlink_to(other / "oak.yaml")
    assert cli("validate", str(mine), "--fix").err == "0 of 1 file mended\nvlmcat: 1 problem\n"
    assert (other / "oak.yaml").read_text(encoding="utf-8") == untidy
