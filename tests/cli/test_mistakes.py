from collections.abc import Callable
from typing import Any

import pytest

Cli = Callable[..., Any]


@pytest.mark.parametrize(
    ("arguments", "option", "hint"),
    [
        ("list --catalog mine", "--catalog", "it stands before the command: vlmcat --catalog DIR list"),
        ("show alder --catalog=mine", "--catalog", "it stands before the command: vlmcat --catalog DIR show"),
        ("list --version", "--version", "it stands before the command: vlmcat --version list"),
        ("--limit 3 list", "--limit", "options of a command stand after it; see `vlmcat --help`"),
        ("--catlog mine list", "--catlog", "did you mean --catalog?"),
        ("list --limt 3", "--limt", "did you mean --limit?"),
        ("list --nope", "--nope", "see `vlmcat list --help`"),
        ("list -x", "-x", "see `vlmcat list --help`"),
    ],
)
def test_an_option_that_is_not_there_may_be_elsewhere_or_nearby(
    cli: Cli, arguments: str, option: str, hint: str
) -> None:
    assert cli(*arguments.split()) == (2, "", f"vlmcat: no such option: {option}\n{hint}\n")


@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        ("show", "missing argument 'NAME'\nsee `vlmcat show --help`"),
        ("lst", "no such command 'lst'. Did you mean 'list'?\nsee `vlmcat --help`"),
        (
            "list --limit x",
            "invalid value for '--limit' / '-n': 'x' is not a whole number\nsee `vlmcat list --help`",
        ),
        (
            "coverage --stale-after 1.5",
            "invalid value for '--stale-after': '1.5' is not a whole number\nsee `vlmcat coverage --help`",
        ),
        ("list --limit", "option '--limit' requires an argument\nsee `vlmcat --help`"),
    ],
)
def test_other_mistakes_lead_to_the_help(cli: Cli, arguments: str, err: str) -> None:
    assert cli(*arguments.split()) == (2, "", f"vlmcat: {err}\n")
