"""vlmcat as a process: pipes that close, streams that are shut, narrow terminals, other encodings, Ctrl-C."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

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


def test_force_color_draws_for_a_terminal_even_in_a_pipe() -> None:
    assert "\x1b[" in run("list", FORCE_COLOR="1").stdout
    assert "\x1b[" not in run("list", FORCE_COLOR="1", NO_COLOR="1").stdout


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


@posix
def test_ctrl_c_ends_it_without_a_traceback() -> None:
    process = subprocess.Popen([*VLMCAT, "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    time.sleep(0.03)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert b"vlmcat:" not in err


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
@pytest.mark.parametrize("arguments", [("show", "llava-1.5"), ("compare", "idefics2", "mantis"), ("list",)])
def test_an_encoding_that_lacks_characters_is_enough(encoding: str, arguments: tuple[str, ...]) -> None:
    environment = os.environ | {"PYTHONIOENCODING": encoding, "FORCE_COLOR": "1", "LC_ALL": "C"}
    result = subprocess.run([*VLMCAT, *arguments], capture_output=True, env=environment, cwd=ROOT, check=False)
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
