"""Whatever a person types or pastes, the answer is a result or two lines, and nothing of it steers the terminal."""

import itertools
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vlmcat.cli.app import COMMANDS
from vlmcat.controls import controls


class Outcome(Protocol):
    code: int
    out: str
    err: str


Cli = Callable[..., Outcome]
WORD = "a\x1b]0;owned\x07[red]\u202e\x9b\udcffx"
"""A title, markup, a change of direction, a sequence in one character, and a byte that is no text."""
PLACES = [
    *(
        [name, WORD]
        for name in ("show", "search", "open", "lineage", "similar", "roadmap", "diagram", "cite", "coverage")
    ),
    *([name, WORD] for name in ("stats", "datasets", "encoders", "llms", "glossary", "new", "validate", "zz\x1b[31m")),
    *(
        ["list", option, WORD]
        for option in ("--columns", "--sort", "--encoder", "--params", "--since", "--limit", "-f")
    ),
    ["list", f"--{WORD}"],
    ["list", "--family", f"no:{WORD}"],
    ["show", "alder", "--section", WORD],
    ["search", WORD, "--json"],
    ["search", f"leaf {WORD}"],
    ["stats", "fusion", "--by", WORD],
    ["compare", "alder", WORD],
    ["cite", "alder", "--format", WORD],
    ["diagram", "alder", "--format", WORD],
    ["export", "--format", WORD],
    ["export", "--output", WORD],
    ["export", "--output", f"{WORD}.json"],
    ["export", "--output", f"{WORD}/x.json"],
    ["new", "elm", "--output", f"{WORD}.yaml"],
    ["new", "elm", "--catalog", WORD],
    ["schema", "--editor", WORD],
    ["tokens", WORD],
    ["tokens", "alder", "--image", WORD],
    ["list", "--where", f"{WORD}:<1"],
    ["list", "--columns", f"tokens@{WORD}"],
    ["changes", "--since", WORD],
    ["--catalog", WORD, "list"],
    ["--catalog", WORD, "paths"],
    ["--catalog", WORD, "paths", "--json"],
    [WORD],
]
ALPHABET = st.sampled_from("\"-:<>=()*,. \t\n'\\/[]") | st.characters(codec="utf-8")
QUERIES = st.text(ALPHABET) | st.lists(
    st.sampled_from(
        ["alder", "cross-attention", "-mlp", '"leaf', "encoder:siglip", "year:>=2024", "params:<1B", "or", "("]
    )
).map(" ".join)
thorough = settings(
    max_examples=int(os.environ.get("VLMCAT_EXAMPLES", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.parametrize("force", ["", "1"])
@pytest.mark.parametrize("words", PLACES, ids=lambda words: repr(words)[:40])
def test_what_is_typed_does_not_steer_the_terminal(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: Sequence[str], force: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FORCE_COLOR", force)
    result = cli(*words)
    assert result.code in {0, 1, 2, 3}
    styled = "\x1b[36m" in result.out
    assert not controls(result.err + ("" if styled else result.out))
    assert "\x1b]0" not in result.out
    assert len(result.err.splitlines()) <= 3


@pytest.mark.parametrize(
    "name", ["VLMCAT_CATALOG", "XDG_CACHE_HOME", "XDG_DATA_HOME", "BROWSER", "FORCE_COLOR", "TERM"]
)
def test_what_the_environment_says_does_not_steer_the_terminal(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    monkeypatch.setenv(name, f"{tmp_path / 'home'}{WORD}")
    for words in (["list"], ["paths"], ["paths", "--json"]):
        result = cli(*words)
        assert result.code == 0
        assert "\x1b]0" not in result.out + result.err
        assert "\u202e" not in result.out + result.err


@thorough
@given(query=QUERIES)
def test_any_query_finds_or_says_that_it_does_not(cli: Cli, query: str) -> None:
    result = cli("search", "--", query)
    assert (result.code, bool(result.out)) in {(0, True), (1, False), (2, False)}
    assert not controls(result.out + result.err)
    assert len(result.out.splitlines()) <= 4
    assert result.code == 0 or len(result.err.splitlines()) <= 2 + len(query.split())


@pytest.mark.parametrize("word", ["a" * 5000, "\u200b" * 5000 + "a" * 1001])
def test_a_query_has_an_end(cli: Cli, word: str) -> None:
    expected = (2, "", "vlmcat: a query has at most 1,000 characters\nsearch for the words that tell most\n")
    result = cli("search", word)
    assert (result.code, result.out, result.err) == expected


def test_what_is_pasted_unseen_is_not_searched_for(cli: Cli) -> None:
    assert cli("search", "al\u200bder\ufeff", "--json").out == cli("search", "alder", "--json").out


def test_a_long_word_is_not_repeated_whole(cli: Cli) -> None:
    for words in (["show", "a" * 100_000], ["list", "--limit", "9" * 5000]):
        assert max(map(len, cli(*words).err.splitlines())) <= 1001


def test_every_command_is_tried() -> None:
    assert {command.name for command in COMMANDS} - set(itertools.chain(*PLACES)) == {"timeline"}
