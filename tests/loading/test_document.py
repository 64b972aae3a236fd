import os
from collections.abc import Callable
from pathlib import Path

import pytest

from vlmcat.loading.document import MAX_BYTES, MAX_DEPTH, Document, read
from vlmcat.loading.problems import Problem

HUGE = "f:1:4 too-large a number with more digits than anything that is counted here"
Read = Callable[[str | bytes], tuple[Document | None, list[str]]]


@pytest.fixture
def yaml(tmp_path: Path) -> Read:
    """Read a file with this content, and return the document with the text of each problem."""

    def call(content: str | bytes) -> tuple[Document | None, list[str]]:
        path = tmp_path / "f.yaml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        problems: list[Problem] = []
        document = read(path, "f", problems)
        return document, [str(problem) for problem in problems]

    return call


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("13B", 13_000_000_000),
        ("4.2B", 4_200_000_000),
        ("428M", 428_000_000),
        ("1.5K", 1500),
        ("2T", 2_000_000_000_000),
        ("336", 336),
        ("-5", -5),
        ("1_000", 1000),
        ("999999999999999999", 999_999_999_999_999_999),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("2023-10-05", "2023-10-05"),
        ("2023-10-05T10:00:00", "2023-10-05T10:00:00"),
        ("~7B?", "~7B?"),
        ("13b", "13b"),
        ("13 B", "13 B"),
        (".5B", ".5B"),
        ("4.2", "4.2"),
        ("1e3", "1e3"),
        ("0x1F", "0x1F"),
        ("1:30", "1:30"),
        (".inf", ".inf"),
        ("336x448", "336x448"),
        ('"13B"', "13B"),
        ('"336"', "336"),
        ('"true"', "true"),
        ("yes", "yes"),
        ("No", "No"),
        ("on", "on"),
        ("True", "True"),
        ("Null", "Null"),
        ("[1, [x]]", [1, ["x"]]),
        ("{b: 2, c: {}}", {"b": 2, "c": {}}),
    ],
)
def test_a_value_is_what_it_looks_like_and_nothing_is_guessed(yaml: Read, written: str, value: object) -> None:
    document, problems = yaml(f"a: {written}\n")
    assert document is not None
    assert (repr(document.data), problems) == (repr({"a": value}), [])


def test_keys_are_text_and_keep_their_order(yaml: Read) -> None:
    document, _ = yaml("2: x\ntrue: y\n2023-10-05: z\n=: w\n")
    assert document is not None
    assert list(document.data.items()) == [("2", "x"), ("true", "y"), ("2023-10-05", "z"), ("=", "w")]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfa: \xc3\xa9\n",
        b"a: \xc3\xa9\r\n",
        b"a: \xc3\xa9",
        b"%YAML 1.1\n---\na: \xc3\xa9\n...\n",
        b"# " + b"x" * (MAX_BYTES - 9) + b"\na: \xc3\xa9\n",
    ],
    ids=["byte order mark", "windows", "no end of line", "directive", "largest"],
)
def test_a_file_of_any_editor_can_be_read(yaml: Read, content: bytes) -> None:
    document, problems = yaml(content)
    assert document is not None
    assert (document.data, problems) == ({"a": "é"}, [])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "f:1:1 empty-file the file is empty"),
        ("# only a comment\n", "f:1:1 empty-file the file is empty"),
        (b"\xef\xbb\xbf", "f:1:1 empty-file the file is empty"),
        ("a: 1\nb: é\n".encode("latin-1"), "f:2:1 not-utf8 the file is not UTF-8\n    save it as UTF-8"),
        ("a: é\n".encode("utf-16"), "f:1:1 not-utf8 the file is not UTF-8\n    save it as UTF-8"),
        (
            "a: 1\n".encode("utf-16-le"),
            "f:1:1 control-character contains the character U+0000\n    if the file is UTF-16, save it as UTF-8",
        ),
        ("a: 1\nb: \ufffe\n", "f:2:1 control-character contains the character U+FFFE"),
        ("a: 1\n---\nb: 2\n", "f:2:1 not-yaml a second document begins"),
        ("a: [1, 2\nb: 3\n", "f:2:2 not-yaml did not find expected ',' or ']'"),
        ("a: b: c\n", "f:1:5 not-yaml mapping values are not allowed in this context"),
        ("a: 'x\n", "f:2:1 not-yaml found unexpected end of stream"),
        ("a:\n\tb: 1\n", "f:2:1 not-yaml found character that cannot start any token"),
        ("a: @x\n", "f:1:4 not-yaml found character that cannot start any token"),
        ("a: *x\n", "f:1:4 alias anchors and aliases are not used here\n    write the value again"),
        (
            "a: 1\nb:\n  a: !!python/name:os.system x\n",
            "f:3:6 tag the tag tag:yaml.org,2002:python/name:os.system is not used here",
        ),
        ("a: !local {b: 1}\n", "f:1:4 tag the tag !local is not used here"),
        ("a: !!int '3'\n", "f:1:4 tag the tag tag:yaml.org,2002:int is not used here"),
        ("a: !!set {x, y}\n", "f:1:4 tag the tag tag:yaml.org,2002:set is not used here"),
        ("{[a]: 1}\n", "f:1:2 bad-key a key is a list or a map"),
        ("? {a: 1}\n: 1\n", "f:1:3 bad-key a key is a list or a map"),
        ("a: 1\nb: 2\na: 3\n", "f:3:1 duplicate-key 'a' stands here twice, first on line 1"),
        ("b:\n  - {x: 1,\n    'x': 1}\n", "f:3:5 duplicate-key 'x' stands here twice, first on line 2"),
        (f"a: {'9' * 19}\n", HUGE),
        (f"a: {'9' * 9000}\n", HUGE),
        (f"a: {'9' * 18}T\n", HUGE),
        ('a:\n  - "x\\x1b[31m"\n', "f:2:5 control-character contains the control character U+001B"),
        ("a: x\u202ey\n", "f:1:4 control-character contains the control character U+202E"),
        ("a: x\ufeffy\n", "f:1:4 control-character contains the control character U+FEFF"),
        ('"a\\x07": 1\n', "f:1:1 control-character contains the control character U+0007"),
        ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "f:1:41 too-deep nested more than 40 levels deep"),
        ("- " * 10_000 + "x", "f:1:81 too-deep nested more than 40 levels deep"),
        ("- " * 100_000 + "x", "f:1:81 too-deep nested more than 40 levels deep"),
        ('a: "7B', "f:1:7 not-yaml found unexpected end of stream"),
        ("a: " + "x" * MAX_BYTES, "f:1:1 too-large larger than 1,000,000 bytes"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_cannot_be_used_is_a_problem_with_its_place(yaml: Read, content: str | bytes, expected: str) -> None:
    assert yaml(content) == (None, [expected])


def test_nesting_that_the_parser_itself_refuses_is_too_deep(yaml: Read) -> None:
    document, problems = yaml("[" * 10_000 + "]" * 10_000)
    assert document is None
    assert [problem.split()[1] for problem in problems] == ["too-deep"]


def test_the_deepest_nesting_that_is_allowed_can_be_read(yaml: Read) -> None:
    document, problems = yaml("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert document is not None
    assert (str(document.data), problems) == ("[" * MAX_DEPTH + "]" * MAX_DEPTH, [])


@pytest.mark.parametrize(
    "content",
    [
        "a: &x [1]\nb: *x\n",
        "a: &x {b: 1}\nc:\n  <<: *x\n",
        "a: &x [*x]\n",
        "\n".join(["a0: &a0 [x]"] + [f"a{i + 1}: &a{i + 1} [{', '.join([f'*a{i}'] * 9)}]" for i in range(30)]),
    ],
    ids=["alias", "merge", "cycle", "exploding"],
)
def test_lists_and_maps_are_never_repeated_by_an_alias(yaml: Read, content: str) -> None:
    document, problems = yaml(content)
    message = "alias anchors and aliases are not used here\n    write the value again"
    assert (document, {problem.partition(" ")[2] for problem in problems}) == (None, {message})


def test_all_problems_of_a_file_are_found_in_one_run(yaml: Read) -> None:
    assert yaml('a: !x 1\na: "\\0"\n? [b]\n: 1\nc: !y [1]\n') == (
        None,
        [
            "f:1:4 tag the tag !x is not used here",
            "f:2:1 duplicate-key 'a' stands here twice, first on line 1",
            "f:2:4 control-character contains the control character U+0000",
            "f:3:3 bad-key a key is a list or a map",
            "f:5:4 tag the tag !y is not used here",
        ],
    )


def no_file(_path: Path) -> None:
    """Leave the path empty."""


def fifo(path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("make", "message"),
    [(no_file, "no such file or directory"), (Path.mkdir, "not an ordinary file"), (fifo, "not an ordinary file")],
)
def test_what_is_not_a_file_is_a_problem_and_never_waited_for(
    tmp_path: Path, make: Callable[[Path], None], message: str
) -> None:
    make(tmp_path / "f.yaml")
    problems: list[Problem] = []
    assert read(tmp_path / "f.yaml", "f", problems) is None
    assert problems == [Problem("f", 1, 1, "unreadable", message)]


@pytest.mark.parametrize(
    ("where", "position"),
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
    yaml: Read, where: tuple[str | int, ...], position: tuple[int, int]
) -> None:
    document, _ = yaml("# comment\nname: x\nstages:\n  - {name: é}\n  - {name: y, trains: [a, bc]}\n")
    assert document is not None
    assert document.position(where) == position


def test_the_depth_of_a_way_is_how_much_of_it_exists(yaml: Read) -> None:
    document, _ = yaml("a: [{b: 1}]\n")
    assert document is not None
    assert [document.depth(way) for way in [(), ("a",), ("a", 0, "b"), ("a", 0, "c"), ("b", 0)]] == [0, 1, 3, 2, 0]
