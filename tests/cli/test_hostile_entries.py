"""A catalog of which every text was made to break something, through every command and format, on every screen."""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import pytest

from tests.hostile import filled
from vlmcat.catalog import Catalog
from vlmcat.cli.app import COMMANDS
from vlmcat.controls import controls
from vlmcat.loading import snapshot
from vlmcat.output.wrapping import cells


class Outcome(Protocol):
    code: int
    out: str
    err: str


Cli = Callable[..., Outcome]
LAWFUL = (
    "[red]x[/red] [/] [link=https://a.b]y[/link] :smile: {x} %s \\[z]",
    "=1+1|cmd 'q' \"r\" `s` **t** _u_ ~v~ | w <b>&amp;</b> </details> <!-- %% --> ]]>",
    "\\input{x} $y$ 50% & # ^ \\\\ -- ,, '' end; subgraph z --> @article{a, title={b}}",
    "表の幅を壊す全角文字がここに並んでいて、とても長いので、切られるか折られるはずです。" * 2,
    "e\u0301\u0302\u0303o\u0308" * 12 + " ส้มตำ กำลัง हिन्दी 한글 नमस्ते",
    "🦙👩\u200d👩\u200d👧👍🏽❤️🇫🇷" * 8,
    "বাংলা தமிழ் d\u3164e \uffa0\u2800 " + "\u200d".join("abcdefghijklmnop"),
    "x" * 120,
    "- # > 1. + TY  - x ER  - ",
)
"""What files of a catalog may hold."""
STEERING = (
    "a\x1b]0;owned\x07b",
    "a\x1b]8;;javascript:alert(1)\x1b\\b\x1b]8;;\x1b\\",
    "a\x1b[2J\x1b[Hb\x9b5n",
    "a\u202eb\u2066c\u200f",
    "a\x00\r\b\x7f\u2028\ufeff\u200b\U000e0041b",
)
"""What the loader refuses, and the second wall keeps back: nothing of it leaves the program raw."""
TABLES = (
    ["list"],
    ["list", "--columns", "name,family,org,summary,params"],
    ["list", "--columns", "id,overview,stages,licenses,title"],
    ["list", "--checkpoints"],
    ["list", "--checkpoints", "--columns", "name,pooling,fine_tuning,license"],
    ["stats"],
    ["stats", "family"],
    ["stats", "encoder", "--by", "org"],
    ["timeline"],
    ["changes"],
    ["tokens", "alder", "birch-2"],
    ["tokens", "birch-2", "--sizes"],
    ["datasets"],
    ["encoders"],
    ["llms"],
    ["glossary"],
    ["similar", "alder"],
    ["compare", "alder", "birch-2"],
    ["coverage"],
    ["coverage", "--entries"],
    ["paths"],
)
PAGES = (
    ["show", "alder"],
    ["show", "birch-2"],
    ["search", "alder", "--explain"],
    ["datasets", "leaf-pairs"],
    ["encoders", "eye-l-14"],
    ["llms", "mouth-7b"],
    ["glossary", "mlp"],
    ["lineage", "alder"],
    ["lineage", "alder", "--family"],
    ["roadmap", "birch-2"],
    ["roadmap", "--task", "captioning"],
    ["coverage", "alder"],
)
FORMATS = ("json", "jsonl", "csv", "tsv", "yaml", "markdown", "latex")
OTHERS = {
    "diagram": (["alder", "birch-2", "birch-10", "--stages"], ("text", "mermaid", "svg", "dot")),
    "cite": (["alder", "birch-2"], ("bibtex", "csl-json", "ris")),
    "export": (["--output", "-"], ("json", "jsonl", "csv", "markdown")),
}
WITHOUT_TEXT = {"open", "new", "schema", "validate"}
STYLES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;(?:id=[0-9-]+)?;(?:https?://[^\x00-\x20\x7f-\x9f]+)?\x1b\\")


@pytest.fixture(scope="session", params=[LAWFUL, STEERING], ids=["lawful", "steering"])
def broken(request: pytest.FixtureRequest, catalog: Catalog) -> tuple[Sequence[str], Catalog]:
    """Return texts, and a catalog that has them in every field, none of them twice."""
    texts: Sequence[str] = request.param
    numbered = zip(itertools.count(), itertools.cycle(texts))

    def write(form: str, most: int) -> str:
        n, text = next(numbered)
        match form:
            case "line":
                return f"{text[: most - 4]}{n}"
            case "address":
                return f"https://a.b/{n}/" + re.sub(r"[\s<>\"]", "", text)
            case _:
                return f"{text} {n}\n- {text}\n\n# {text}"[:most]

    return texts, Catalog(filled(catalog.contents, write))


@pytest.fixture
def texts(broken: tuple[Sequence[str], Catalog], monkeypatch: pytest.MonkeyPatch) -> Sequence[str]:
    """Put such a catalog in the place of the bundled one."""
    texts, catalog = broken
    monkeypatch.setattr(snapshot, "load_catalog", lambda *_: catalog)
    return texts


def screens(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Be a terminal of some width with and without styles, one after another; yield the width."""
    for width, plain in ((100, ""), (40, ""), (80, "1")):
        with monkeypatch.context() as patch:
            patch.setenv("COLUMNS", str(width))
            patch.setenv("NO_COLOR", plain)
            patch.setenv("FORCE_COLOR", "" if plain else "1")
            patch.setattr("sys.stdout.isatty", lambda: True, raising=False)
            yield width


@pytest.mark.parametrize("words", [*TABLES, *PAGES, *(["diagram", "alder", "birch-2", "--stages"],)], ids=" ".join)
def test_no_text_steers_a_terminal_or_leaves_its_column(
    cli: Cli, texts: Sequence[str], monkeypatch: pytest.MonkeyPatch, words: Sequence[str]
) -> None:
    for width in screens(monkeypatch):
        result = cli(*words)
        plain = STYLES.sub("", result.out)
        assert (result.code, result.err) == (0, "")
        assert not controls(plain)
        if texts is LAWFUL:  # what has become visible may be wider than its column
            assert max(map(cells, plain.splitlines())) <= width
            assert words in PAGES or all(map(aligned, tables(plain)))


def tables(text: str) -> list[list[str]]:
    """Return the lines of each table: its heading and its rows."""
    lines = text.splitlines()
    rules = [n for n, line in enumerate(lines) if n and line and not line.strip("─")]
    return [[lines[n - 1], *itertools.takewhile(bool, lines[n + 1 :])] for n in rules]


def aligned(lines: Sequence[str]) -> bool:
    """Tell whether two columns of the screen are empty in all lines between any two columns of the table."""
    empty = set.intersection(*map(blanks, lines))
    labels = [match.span() for match in re.finditer(r"\S+(?: \S+)*", lines[0])]
    return all(
        any({n, n + 1} <= empty for n in range(end, start - 1)) for (_, end), (start, _) in itertools.pairwise(labels)
    )


def blanks(line: str) -> set[int]:
    """Return the columns of the screen in which a line is empty."""
    return {cells(line[:n]) for n, sign in enumerate(line) if sign == " "} | {*range(cells(line), 200)}


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize("broken", [STEERING], ids=["steering"], indirect=True)
@pytest.mark.parametrize("words", [*TABLES, *PAGES], ids=" ".join)
def test_no_text_enters_a_pipe_raw(cli: Cli, words: Sequence[str]) -> None:
    for format_ in ("table", *FORMATS):
        result = cli(*words, "--format", format_)
        assert (result.code, bool(result.out)) in {(0, True), (2, False)}
        assert result.code == 0 or "does not fit into" in result.err
        assert not controls(result.out + result.err)


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize(
    ("name", "format_"), [(name, each) for name, (_, formats) in OTHERS.items() for each in formats]
)
def test_no_text_enters_a_file_raw(cli: Cli, name: str, format_: str) -> None:
    result = cli(name, *OTHERS[name][0], "--format", format_)
    assert (result.code, result.err, bool(result.out)) == (0, "", True)
    assert not controls(result.out)


def test_every_command_that_shows_texts_is_tried() -> None:
    tried = {words[0] for words in (*TABLES, *PAGES)} | set(OTHERS)
    assert {command.name for command in COMMANDS} - tried == WITHOUT_TEXT
