import io
import json
import sys

import msgspec
import pytest

from vlmcat.errors import VlmcatError
from vlmcat.output.consoles import Screen, note, progress, screen, write
from vlmcat.output.wrapping import cells


class Stream(io.TextIOWrapper):
    buffer: io.BytesIO

    def __init__(self, encoding: str = "utf-8", *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="")
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def text(self) -> str:
        self.seek(0)
        return self.read()


@pytest.mark.parametrize(
    ("terminal", "environment", "interactive", "styled"),
    [
        (True, {}, True, True),
        (False, {}, False, False),
        (True, {"NO_COLOR": "1"}, True, False),
        (True, {"NO_COLOR": ""}, True, True),
        (True, {"TERM": "dumb"}, True, False),
        (False, {"FORCE_COLOR": "1"}, False, True),
        (False, {"FORCE_COLOR": "0"}, False, False),
        (True, {"FORCE_COLOR": "0"}, True, False),
        (True, {"FORCE_COLOR": "false"}, True, False),
        (True, {"FORCE_COLOR": "1", "TERM": "dumb"}, True, True),
        (False, {"FORCE_COLOR": ""}, False, False),
        (True, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        (False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
        (False, {"GITHUB_ACTIONS": "1"}, False, False),
    ],
)
def test_a_terminal_has_styles_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    terminal: bool,  # noqa: FBT001 # a column of the table above
    interactive: bool,  # noqa: FBT001 # the same
    styled: bool,  # noqa: FBT001 # the same
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "72")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdout", Stream(terminal=terminal))
    assert screen() == Screen(interactive=interactive, width=72, styled=styled)


def test_a_pipe_is_drawn_on_where_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Stream())
    assert (screen().interactive, screen(drawn=True).interactive, screen(drawn=True).styled) == (False, True, False)


@pytest.mark.parametrize(("columns", "width"), [("3", 10), ("120", 120), ("99999999", 1000), ("wide", 80)])
def test_the_width_of_a_terminal_has_bounds(monkeypatch: pytest.MonkeyPatch, columns: str, width: int) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert screen().width == width


TEXT = "┌─┐ 3\u00d74 … François Fleuret, Sağnak Taş\u0131rlar, e\u0301, \uff21, \ufb01, \u4f60\u597d 🤗 🇩🇪"


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        ("utf-8", TEXT),
        ("utf-16", TEXT),
        ("cp1252", "+-+ 3\u00d74 … François Fleuret, Sagnak Tasirlar, e, A , ?, ???? ?? ??"),
        ("cp437", "┌─┐ 3x4 ~ François Fleuret, Sagnak Tasirlar, e, A , ?, ???? ?? ??"),
        ("ascii", "+-+ 3x4 ~ Francois Fleuret, Sagnak Tasirlar, e, A , ?, ???? ?? ??"),
    ],
)
def test_what_an_encoding_lacks_has_stand_ins_as_wide(
    monkeypatch: pytest.MonkeyPatch, encoding: str, written: str
) -> None:
    stdout, stderr = Stream(encoding), Stream(encoding)
    monkeypatch.setattr(sys, "stdout", stdout)
    monkeypatch.setattr(sys, "stderr", stderr)
    write(TEXT)
    note(TEXT)
    assert (stdout.text(), stderr.text()) == (f"{written}\n", f"{written}\n")
    assert cells(written) == cells(TEXT)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "cp437", "ascii"])
def test_data_stay_as_they_are_whatever_the_code_page(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    stdout = Stream(encoding)
    monkeypatch.setattr(sys, "stdout", stdout)
    write(TEXT, "data")
    assert stdout.buffer.getvalue().decode() == f"{TEXT}\n"


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
@pytest.mark.parametrize("terminal", [True, False])
def test_json_is_ascii_where_the_encoding_lacks_something(
    monkeypatch: pytest.MonkeyPatch,
    encoding: str,
    terminal: bool,  # noqa: FBT001 # a column of the table above
) -> None:
    stdout = Stream(encoding, terminal=terminal)
    monkeypatch.setattr(sys, "stdout", stdout)
    write(msgspec.json.encode([TEXT]).decode(), "json")
    assert stdout.text().isascii()
    assert json.loads(stdout.text()) == [TEXT]


def test_data_on_a_terminal_are_what_it_can_show(monkeypatch: pytest.MonkeyPatch) -> None:
    stdout = Stream("cp1252", terminal=True)
    monkeypatch.setattr(sys, "stdout", stdout)
    write("Sağnak François", "data")
    assert stdout.text() == "Sagnak François\n"


def test_nothing_that_is_noted_steers_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = Stream(terminal=True)
    monkeypatch.setattr(sys, "stderr", stderr)
    note("a\x1b]0;owned\x07b\u202e\x9b31m\nc")
    assert stderr.text() == "a\\u001b]0;owned\\u0007b\\u202e\\u009b31m\nc\n"


def test_nothing_is_written_for_an_empty_result(monkeypatch: pytest.MonkeyPatch) -> None:
    stdout = Stream()
    monkeypatch.setattr(sys, "stdout", stdout)
    write("")
    assert stdout.text() == ""


def test_a_closed_stdout_is_an_error_with_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(VlmcatError, match="stdout is closed"):
        write("something")


def test_a_full_disk_is_an_error_with_words(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(Stream):
        full = True

        def flush(self) -> None:
            if self.full:
                raise OSError(28, "No space left on device")

    full = Full()
    monkeypatch.setattr(sys, "stdout", full)
    with pytest.raises(VlmcatError, match="cannot write to stdout: No space left on device"):
        write("something")
    full.full = False  # so that it can be closed


def test_a_missing_stderr_is_no_reason_to_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    note("nobody hears this")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


WIPED = "\r" + " " * 15 + "\r"


@pytest.mark.parametrize(
    ("stream", "times", "expected"),
    [
        (Terminal(), [0.9, 0.95, 0.98, 0.99], ""),
        (Terminal(), [0.9, 1.1, 1.15, 1.3], f"\rreading: 1 of 4\rreading: 3 of 4{WIPED}"),
        (Terminal(), [9.0, 9.0, 9.0, 9.0], f"\rreading: 0 of 4{WIPED}"),
        (io.StringIO(), [9.0, 9.2, 9.4, 9.6], ""),
        (None, [9.0, 9.2, 9.4, 9.6], None),
    ],
)
def test_what_takes_long_is_told_to_a_person(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO | None, times: list[float], expected: str | None
) -> None:
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    monkeypatch.setattr("sys.stderr", stream)
    told = progress()
    done = []
    now[0] = times[0]
    for item, then in zip(told("reading", "abcd"), [*times[1:], 99.0], strict=True):
        done.append(item)
        now[0] = then
    assert (done, stream and stream.getvalue()) == (list("abcd"), expected)


def test_where_it_stops_in_the_middle_nothing_is_left_on_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    monkeypatch.setattr("sys.stderr", stream := Terminal())
    told = progress()
    now[0] = 2.0
    items = iter(told("reading", "abcd"))
    assert next(items) == "a"
    del items
    assert stream.getvalue() == f"\rreading: 0 of 4{WIPED}"
