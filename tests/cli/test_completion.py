import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from vlmcat.cli.completion import offered

pytestmark = pytest.mark.usefixtures("shared_cache")

ROOT = Path(__file__).parents[2]


def complete(line: str) -> list[str]:
    """Ask as bash asks: the words so far, and the number of the word that is being completed."""
    asked = {"_VLMCAT_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    return offers(asked).split("\n")


def offers(asked: dict[str, str]) -> str:
    environment = os.environ | asked
    code = "import sys; sys.argv[0] = 'vlmcat'; from vlmcat.__main__ import main; main()"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", env=environment, cwd=ROOT, check=False
    )
    assert result.stderr == ""
    return result.stdout.removesuffix("\n")


def test_ids_complete() -> None:
    assert complete("vlmcat show llava-1.") == ["llava-1.5", "llava-1.6"]


def test_checkpoints_complete() -> None:
    assert complete("vlmcat show idefics2-8b-c") == ["idefics2-8b-chatty"]


def test_commands_sections_and_formats_complete() -> None:
    assert complete("vlmcat va") == ["validate"]
    assert complete("vlmcat show llava --section ov") == ["overview"]
    assert complete("vlmcat list --format js") == ["json", "jsonl"]


def test_columns_complete_by_their_short_names_and_fields_and_inside_of_a_field() -> None:
    assert complete("vlmcat list --columns par") == ["params", "parameters"]
    assert complete("vlmcat list --columns id,enc") == ["id,encoder"]
    assert complete("vlmcat list --columns training.st") == ["training.stages"]
    assert complete("vlmcat list --sort relea") == ["released"]
    assert complete("vlmcat list --checkpoints --columns flash") == ["flash_attention"]
    assert complete("vlmcat compare llava clip --columns id,tok") == ["id,tokens"]


def test_filters_and_tasks_complete_by_the_last_of_a_list() -> None:
    assert complete("vlmcat list --fusion cross-attention,deep") == ["cross-attention,deep-fusion"]
    assert complete("vlmcat roadmap --task long") == ["long-video-understanding"]


def test_a_target_of_a_roadmap_completes_among_works_and_terms() -> None:
    assert complete("vlmcat roadmap q-f") == ["q-former"]
    assert complete("vlmcat roadmap idefics2-8b-c") == ["idefics2-8b-chatty"]


def test_a_broken_catalog_completes_nothing() -> None:
    assert complete("vlmcat --catalog /nowhere show l") == [""]


def test_a_broken_file_of_ones_own_completes_the_rest_and_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "datasets.yaml").touch()
    monkeypatch.setenv("VLMCAT_CATALOG", f"{tmp_path}{os.pathsep}{tmp_path / 'missing'}")
    assert complete("vlmcat show llava-1.") == ["llava-1.5", "llava-1.6"]
    assert complete("vlmcat schema --editor v") == ["vscode"]
    assert complete("vlmcat coverage llava-1.5") == ["llava-1.5"]


HOSTILE = """Zi "\\\\$(touch x)`touch x`; 'x' #*?{a,b} ~ (1)"""
SAFE = "zi-touch-x-touch-x-x-a-b-1"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Make a folder of somebody else's that gives an entry an organization and a checkpoint with this name."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "architectures").mkdir()
    patch = {"organizations": [HOSTILE], "checkpoints": [{"name": HOSTILE}], "inferred": None}
    (folder / "architectures" / "blip.patch.yaml").write_text(json.dumps(patch), encoding="utf-8")
    return str(folder)


@pytest.mark.parametrize("line", ["vlmcat cite llava zi", "vlmcat list --org zi"])
@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"_VLMCAT_COMPLETE": "complete_bash"}, SAFE),
        ({"_VLMCAT_COMPLETE": "complete_zsh"}, f"""_arguments '*: :(("{SAFE}"))'"""),
        ({"_VLMCAT_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}, SAFE),
        ({"_VLMCAT_COMPLETE": "complete_powershell", "_TYPER_COMPLETE_WORD_TO_COMPLETE": "zi"}, f"{SAFE}::: "),
    ],
)
def test_no_shell_is_offered_what_it_would_run_or_take_apart(
    hostile: str, monkeypatch: pytest.MonkeyPatch, asked: dict[str, str], answer: str, line: str
) -> None:
    monkeypatch.setenv("VLMCAT_CATALOG", hostile)
    words = {"COMP_WORDS": line, "COMP_CWORD": str(line.count(" ")), "_TYPER_COMPLETE_ARGS": line}
    assert offers(asked | words) == answer


@pytest.mark.parametrize("columns", ["20", "80"])
def test_a_description_is_one_line_however_narrow_the_terminal(monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    asked = {"_VLMCAT_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    lines = offers(asked | {"_TYPER_COMPLETE_ARGS": "vlmcat list --"}).split("\n")
    assert [line for line in lines if not line.startswith("--")] == []
    assert len(lines) > 25


def test_what_is_offered_is_in_characters_that_no_shell_interprets() -> None:
    assert offered(["AIMv2-3B, 448 px", "Aimé", "$(x)", "B"], "ai") == ["aiMv2-3B-448-px", "aimé"]
    assert offered(["Google DeepMind", "Meta"], "Meta,goo") == ["Meta,google-DeepMind"]
