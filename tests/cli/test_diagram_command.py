"""`vlmcat diagram` over the fixture catalog, in an application of its own."""

from collections.abc import Callable

import pytest
import typer
from typer.testing import CliRunner

from vlmcat.catalog import Catalog
from vlmcat.cli.diagram import run
from vlmcat.errors import NotFoundError, UsageError, VlmcatError

Diagram = Callable[..., tuple[str, str]]


@pytest.fixture
def diagram(monkeypatch: pytest.MonkeyPatch, catalog: Catalog) -> Diagram:
    """Run the command; return stdout and stderr, or raise what it raises."""
    monkeypatch.setattr("vlmcat.cli.diagram.catalog_of", lambda _: catalog)
    app = typer.Typer()
    app.command()(run)

    def call(*arguments: str) -> tuple[str, str]:
        result = CliRunner().invoke(app, arguments)
        if isinstance(result.exception, VlmcatError):
            raise result.exception
        assert result.exit_code == 0, result.output
        return result.stdout, result.stderr

    return call


@pytest.mark.parametrize("format_", ["text", "mermaid", "svg", "dot"])
def test_each_format_is_written_to_stdout_alone(
    diagram: Diagram, matches: Callable[[str, str], None], format_: str
) -> None:
    out, err = diagram("Alder", "birch 2", "--format", format_.upper())
    matches(f"diagram.{format_}", out)
    assert err == ""


def test_text_is_the_default_and_fits_the_terminal(diagram: Diagram, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    out, _ = diagram("alder")
    assert max(map(len, out.splitlines())) == 50


def test_stages_stand_under_the_drawing(diagram: Diagram) -> None:
    out, err = diagram("birch-10", "--stages")
    assert out.endswith("training stages\n1. Contrastive pretraining\n   trains: Vision encoder, Text encoder\n")
    assert err == ""


def test_missing_stages_are_said_on_stderr(diagram: Diagram, catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vlmcat.queries.diagram._stages", lambda *_: ())
    assert "alder" in catalog.ids
    out, err = diagram("alder", "--stages")
    assert "training stages" not in out
    assert err == "the catalog has no training stages of Alder\n"


def test_a_name_given_twice_is_drawn_once(diagram: Diagram) -> None:
    assert diagram("alder", "ALDER") == diagram("alder")


def test_a_checkpoint_is_drawn_under_its_own_name(diagram: Diagram) -> None:
    assert diagram("forest/alder-7b-chat")[0].startswith("Alder-7B-chat\n")


def test_an_unknown_name_draws_nothing_and_suggests(diagram: Diagram) -> None:
    with pytest.raises(NotFoundError) as caught:
        diagram("alder", "aldr")
    assert caught.value.hint == "did you mean alder?"


@pytest.mark.parametrize(("given", "hint"), [("mermiad", "did you mean mermaid?"), ("png", None)])
def test_an_unknown_format_names_those_that_there_are(diagram: Diagram, given: str, hint: str | None) -> None:
    with pytest.raises(UsageError) as caught:
        diagram("alder", "-f", given)
    assert str(caught.value).startswith(f"there is no format '{given}'\n")
    assert caught.value.hint == (hint or "valid: text, mermaid, svg, dot")
