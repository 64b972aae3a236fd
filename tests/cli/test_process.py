"""vlmcat as a process: pipes that close, streams that are shut, narrow terminals, other encodings, Ctrl-C."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.usefixtures("shared_cache")

VLMCAT = [sys.executable, "-m", "vlmcat"]
ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(os.name == "nt", reason="a shell and signals of POSIX")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return start([*VLMCAT, *arguments], environment)


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[str]:
    bash = shutil.which("bash")
    assert bash
    return start([bash, "-c", line.replace("vlmcat", f"{sys.executable} -m vlmcat")], environment)


def start(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    whole = os.environ | environment
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=whole, cwd=ROOT, check=False)


def test_a_pipe_gets_neither_colour_nor_boxes_nor_wrapping() -> None:
    for environment in ({}, {"GITHUB_ACTIONS": "1"}, {"COLUMNS": "20"}, {"NO_COLOR": "1"}):
        result = run("list", **environment)
        assert (result.returncode, result.stderr) == (0, "")
        assert not set("\x1b─│┌…") & set(result.stdout)
        assert len({line.count("\t") for line in result.stdout.splitlines()}) == 1


def test_force_color_leaves_a_pipe_what_it_is() -> None:
    for command in (("list",), ("show", "llava-1.5"), ("list", "--format", "tsv")):
        assert run(*command, FORCE_COLOR="1").stdout == run(*command).stdout


@pytest.mark.parametrize("command", [("list",), ("show", "llava-1.5"), ("search", "mlp")])
def test_a_table_that_is_asked_for_is_drawn_in_a_pipe_too(command: tuple[str, ...]) -> None:
    drawn = run(*command, "--format", "table").stdout
    assert "─" in drawn or command[0] == "search"
    assert "\x1b[" not in drawn
    assert "\x1b[" in run(*command, "--format", "table", FORCE_COLOR="1", TERM="dumb").stdout
    assert run(*command, "--format", "table", FORCE_COLOR="1", NO_COLOR="1").stdout == drawn


@posix
def test_a_reader_that_leaves_early_is_no_error() -> None:
    result = shell("vlmcat show llava-1.5 --json | head -n 1; exit ${PIPESTATUS[0]}")
    assert (result.returncode, result.stdout, result.stderr) == (0, "{\n", "")


@posix
@pytest.mark.parametrize(
    "command", ["list", "show llava-1.5 --json", "search mlp", "--help", "--version", "validate --json", "cite llava"]
)
def test_a_closed_stdout_is_said_on_stderr(command: str) -> None:
    result = shell(f"vlmcat {command} >&-")
    assert (result.returncode, result.stderr) == (1, "vlmcat: stdout is closed, there is nowhere to write to\n")


@posix
def test_a_closed_stderr_changes_nothing_but_silence() -> None:
    assert shell("vlmcat show zzz 2>&-").returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_said_on_stderr() -> None:
    result = shell("vlmcat list > /dev/full")
    assert (result.returncode, result.stderr) == (1, "vlmcat: cannot write to stdout: No space left on device\n")
    for typers_own in ("list --help", "--show-completion bash"):
        result = shell(f"vlmcat {typers_own} > /dev/full")
        assert (result.returncode, result.stderr) == (1, "vlmcat: No space left on device\n")


@posix
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("piped", ["list --json | true", "list --json | head -c 1", "list --limit 1 | true"])
def test_a_reader_that_never_reads_is_no_error(piped: str, unbuffered: str) -> None:
    line = f"vlmcat {piped} > /dev/null; exit ${{PIPESTATUS[0]}}"
    result = shell(line, PYTHONUNBUFFERED=unbuffered)
    assert (result.returncode, result.stderr) == (0, "")


@posix
def test_ctrl_c_ends_it_without_a_traceback() -> None:
    process = subprocess.Popen([*VLMCAT, "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    time.sleep(0.03)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert b"vlmcat:" not in err


CTRL_C = """
import builtins, pathlib, sys
from vlmcat.__main__ import main
sys.argv = ["vlmcat", "list"]
def interrupted(*_):
    raise KeyboardInterrupt
class Interrupting:
    def find_spec(self, name, *_):
        if name == {name!r}:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupting())
if {name!r} == "replace":
    pathlib.Path.replace = interrupted
main()
"""


@pytest.mark.parametrize(
    "name",
    ["typer", "vlmcat.output.consoles", "vlmcat.cli.list", "yaml", "vlmcat.queries.listing", "tempfile", "replace"],
)
def test_ctrl_c_at_any_moment_leaves_nothing_behind(tmp_path: Path, name: str) -> None:
    result = start([sys.executable, "-c", CTRL_C.format(name=name)], {"XDG_CACHE_HOME": str(tmp_path)})
    assert (result.returncode, result.stdout, result.stderr.strip()) == (130, "", "")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@posix
def test_a_cache_that_is_no_ordinary_file_only_costs_time(tmp_path: Path) -> None:
    first = run("list", XDG_CACHE_HOME=str(tmp_path / "sound"))
    (snapshot,) = (tmp_path / "sound").rglob("*.snapshot")
    kinds: tuple[Callable[[Path], object], ...] = (os.mkfifo, Path.mkdir, lambda path: path.symlink_to("/dev/zero"))
    for n, make in enumerate(kinds):
        path = tmp_path / str(n) / snapshot.relative_to(tmp_path / "sound")
        path.parent.mkdir(parents=True)
        make(path)
        result = run("list", XDG_CACHE_HOME=str(tmp_path / str(n)))
        assert (result.returncode, result.stdout, result.stderr) == (0, first.stdout, "")


@posix
@pytest.mark.parametrize("limit", [0, 1, 64])
def test_a_disk_that_is_full_only_costs_time(tmp_path: Path, limit: int) -> None:
    cache = tmp_path / "cache"
    result = shell(f"ulimit -f {limit}; vlmcat list | cat", XDG_CACHE_HOME=str(cache))
    assert (result.returncode, result.stdout, result.stderr) == (0, run("list").stdout, "")
    assert not [path for path in cache.rglob("*") if path.is_file()]


@posix
def test_many_may_start_at_once_on_a_cold_cache(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    environment = os.environ | {"XDG_CACHE_HOME": str(cache)}
    started = [
        subprocess.Popen([*VLMCAT, "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=environment)
        for _ in range(6)
    ]
    ended = [(*process.communicate(), process.returncode) for process in started]
    assert set(ended) == {(run("list").stdout.encode(), b"", 0)}
    assert len([path for path in cache.rglob("*") if path.is_file()]) == 1


@posix
def test_without_a_home_nothing_is_kept_and_nothing_fails(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "HOME" and not name.startswith("XDG_")}
    code = (
        "import os, pwd\n"
        "def nobody(*_): raise KeyError\n"
        "pwd.getpwuid = nobody\n"
        f"os.chdir({str(tmp_path)!r})\n"
        "from vlmcat.__main__ import run\n"
        "raise SystemExit(run(['list', '--limit', '1']) or run(['paths']))"
    )
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, cwd=ROOT, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    assert f"snapshot\t{os.devnull}/vlmcat/" in result.stdout
    assert list(tmp_path.iterdir()) == []


@posix
@pytest.mark.parametrize(
    ("command", "error"),
    [
        ("list --limit 1", ""),
        ("paths", ""),
        ("--catalog x list", "vlmcat: the catalog folder x does not exist\nexpected a folder like catalog/\n"),
        ("export -o x.json", "vlmcat: cannot write x.json: No such file or directory\nnothing was written\n"),
    ],
)
def test_a_working_folder_that_has_been_removed_is_no_bug(tmp_path: Path, command: str, error: str) -> None:
    gone = tmp_path / "gone"
    result = shell(f"mkdir {gone}; cd {gone}; rmdir {gone}; vlmcat {command} > /dev/null")
    assert result.stderr == error


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
@pytest.mark.parametrize("arguments", [("show", "llava-1.5"), ("compare", "idefics2", "mantis"), ("list",)])
def test_an_encoding_that_lacks_characters_is_enough(encoding: str, arguments: tuple[str, ...]) -> None:
    environment = os.environ | {"PYTHONIOENCODING": encoding, "FORCE_COLOR": "1", "LC_ALL": "C"}
    command = [*VLMCAT, *arguments, "--format", "table"]
    result = subprocess.run(command, capture_output=True, env=environment, cwd=ROOT, check=False)
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"?" not in result.stdout.replace(b"?\n", b"")


def test_it_starts_as_a_module_and_says_its_version() -> None:
    assert run("--version").stdout.startswith("vlmcat ")


@pytest.mark.parametrize(
    ("arguments", "unused"),
    [
        (("--version",), ("rich", "yaml", "rapidfuzz", "jsonschema")),
        (("list",), ("rich", "rapidfuzz", "jsonschema")),
        (("show", "llava-1.5", "--json"), ("rich", "yaml", "rapidfuzz", "jsonschema")),
        (("compare", "idefics2", "mantis"), ("rich", "yaml", "rapidfuzz", "jsonschema")),
        (("search", "cross-attention"), ("rich", "yaml", "rapidfuzz", "jsonschema")),
        (("show", "llava-1.5", "--format", "table"), ("rich.console", "yaml", "rapidfuzz", "jsonschema")),
    ],
)
def test_no_command_imports_what_it_does_not_use(arguments: tuple[str, ...], unused: tuple[str, ...]) -> None:
    run("list")  # so that a snapshot is there
    code = (
        "import sys\nfrom vlmcat.__main__ import run\n"
        f"run({list(arguments)!r})\nprint(sorted(set({unused!r}) & set(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", env=os.environ, cwd=ROOT, check=False
    )
    assert result.stderr == "[]\n"
