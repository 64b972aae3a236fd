import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("shared_cache")

ROOT = Path(__file__).parents[2]


def complete(line: str) -> list[str]:
    """Ask as bash asks: the words so far, and the number of the word that is being completed."""
    words = line.split(" ")
    environment = os.environ | {
        "_VLMCAT_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    code = "import sys; sys.argv[0] = 'vlmcat'; from vlmcat.__main__ import main; main()"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", env=environment, cwd=ROOT, check=False
    )
    assert result.stderr == ""
    return result.stdout.split()


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
    assert complete("vlmcat --catalog /nowhere show l") == []


def test_a_broken_file_of_ones_own_completes_the_rest_and_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "datasets.yaml").touch()
    monkeypatch.setenv("VLMCAT_CATALOG", f"{tmp_path}{os.pathsep}{tmp_path / 'missing'}")
    assert complete("vlmcat show llava-1.") == ["llava-1.5", "llava-1.6"]
    assert complete("vlmcat schema --editor v") == ["vscode"]
    assert complete("vlmcat coverage llava-1.5") == ["llava-1.5"]
