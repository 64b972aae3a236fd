"""Where values stand, in files that have been changed in the meantime as well."""

from pathlib import Path

import pytest

from vlmcat.catalog import Where
from vlmcat.loading.positions import located
from vlmcat.loading.problems import Finding, Problem

TEXT = "# comment\nname: x\nstages:\n  - {name: é}\n  - {name: y, trains: [a, bc]}\n"


def position(path: Path, where: Where) -> tuple[int, int]:
    (problem,) = located(path, [Finding(where, "code", "message")])
    return problem.line, problem.column


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ((), (2, 1)),
        (("name",), (2, 1)),
        (("stages",), (3, 1)),
        (("stages", 0), (4, 5)),
        (("stages", 1, "trains"), (5, 15)),
        (("stages", 1, "trains", 1), (5, 27)),
        (("stages", 1, "trains", 7), (5, 15)),
        (("stages", 9, "name"), (3, 1)),
        (("stages", "name"), (3, 1)),
        (("name", "inner"), (2, 1)),
        (("nowhere", 0), (2, 1)),
    ],
)
def test_a_place_is_a_line_and_column_or_that_of_the_nearest_thing_around_it(
    tmp_path: Path, where: Where, expected: tuple[int, int]
) -> None:
    path = tmp_path / "f.yaml"
    path.write_text(TEXT, encoding="utf-8")
    assert position(path, where) == expected


def test_a_problem_names_the_file_and_keeps_what_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("f.yaml").write_text("a: 1\n", encoding="utf-8")
    findings = [Finding(("a",), "one", "m" * 400, "a hint"), Finding((), "two", "n", None, "warning")]
    assert located(Path("f.yaml"), findings) == [
        Problem("f.yaml", 1, 1, "one", "m" * 299 + "…", "a hint"),
        Problem("f.yaml", 1, 1, "two", "n", None, "warning"),
    ]
    assert located(Path("missing.yaml"), []) == []


@pytest.mark.parametrize(
    "content",
    [None, b"", b"# nothing\n", b"a: [", b"[" * 100_000, b"\xff", b"? [a]\n: b\n", b"- a\n", b"x" * 1_000_001],
)
def test_a_file_that_was_changed_for_the_worse_has_a_first_line_still(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "f.yaml"
    if content is not None:
        path.write_bytes(content)
    assert position(path, ("a", 0)) == (1, 1)
