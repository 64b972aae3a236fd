"""The worked example of every rule."""

import doctest
from importlib import import_module

import pytest

RULES = ("fixed", "native", "tiles", "stitched", "grids")


@pytest.mark.parametrize("name", RULES)
def test_the_worked_examples_hold(name: str) -> None:
    module = import_module(f"vlmcat.tokens.{name}")
    outcome = doctest.testmod(module)
    assert outcome.attempted
    assert outcome.failed == 0


@pytest.mark.parametrize("name", RULES)
def test_every_rule_names_its_source(name: str) -> None:
    module = import_module(f"vlmcat.tokens.{name}")
    for function in vars(module).values():
        documented = getattr(function, "__module__", None) == module.__name__ and ">>>" in (function.__doc__ or "")
        assert not documented or "Source: " in function.__doc__
