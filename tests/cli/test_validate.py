import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vlmcat.loading import fixes

Cli = Callable[..., Any]
FIXTURE = Path(__file__).parents[1] / "catalog"
ALDER = (FIXTURE / "architectures" / "alder.yaml").read_text(encoding="utf-8")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand beside a folder with one untidy entry, a broken one, and a link that leads out of it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own" / "architectures").mkdir(parents=True)
    alder = Path("own", "architectures", "alder.yaml")
    alder.write_text(ALDER.replace("family: Trees\n", "").replace("added:", "family:   Trees # why\nadded:"), "utf-8")
    Path("own", "architectures", "oak.yaml").write_text("name: [\n", encoding="utf-8")
    return alder


DIFF = """\
--- {path} (before)
+++ {path} (after)
@@ -2,6 +2,7 @@
 name: Alder
 title: "Alder: Reading Leaves with [Brackets]"
 aliases: [Alder VLM]
+family: Trees # why
 released: 2023-10-05
 organizations: [Forest Lab]
 authors:
@@ -84,6 +85,5 @@
     url: https://github.com/forest/alder
     title: Official repository
     supports: [licenses, checkpoints]
-family:   Trees # why
 added: 2026-01-01
 verified: 2026-01-02
"""


def test_fix_mends_shows_what_it_changed_and_validates(cli: Cli, own: Path) -> None:
    broken = own.with_name("oak.yaml")
    problem = f"{broken}:2:1 not-yaml did not find expected node content\n"
    outcome = cli("validate", "own", "--fix")
    assert outcome == (3, DIFF.format(path=own) + problem, "1 of 2 files mended\nvlmcat: 1 problem\n")
    assert own.read_text(encoding="utf-8") == ALDER.replace("family: Trees", "family: Trees # why")
    assert broken.read_text(encoding="utf-8") == "name: [\n"
    assert cli("validate", "own", "--fix") == (3, problem, "0 of 2 files mended\nvlmcat: 1 problem\n")


def test_fix_with_json_prints_nothing_but_the_problems(cli: Cli, own: Path) -> None:
    own.with_name("oak.yaml").unlink()
    outcome = cli("validate", "own", "--fix", "--json")
    assert (json.loads(outcome.out), outcome.err) == ([], "1 of 1 file mended\n3 architectures, no problems\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_fix_leaves_a_private_file_private(cli: Cli, own: Path) -> None:
    own.chmod(0o600)
    assert cli("validate", "own", "--fix").err.startswith("1 of 2 files mended\n")
    assert own.stat().st_mode & 0o777 == 0o600


def test_fix_tells_what_it_cannot_mend_and_why(cli: Cli, own: Path) -> None:
    own.with_name("elm.patch.yaml").write_text("title: Elm\nname: # of the tree\n  Elm\n", encoding="utf-8")
    own.with_name("oak.yaml").write_text("title: y\nname: |\n  x", encoding="utf-8")
    outcome = cli("validate", "own", "--fix")
    assert outcome.err.splitlines()[:2] == [
        f"vlmcat: {own.with_name('elm.patch.yaml')}:2 is left as it is: a comment between a key and its value",
        "2 of 3 files mended",
    ]
    assert own.with_name("oak.yaml").read_text(encoding="utf-8") == "name: |-\n  x\ntitle: y\n"


def test_fix_takes_a_folder(cli: Cli) -> None:
    message = "vlmcat: --fix takes a folder\nfor example: vlmcat validate my-catalog/ --fix\n"
    assert cli("validate", "--fix") == (2, "", message)


def test_a_file_that_would_say_something_else_is_left_as_it_is(
    cli: Cli, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = own.read_bytes()
    monkeypatch.setattr(fixes, "tidy", lambda text, _: text.replace("Trees", "Bushes"))
    outcome = cli("validate", "own", "--fix")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == (
        f"vlmcat: {own} would say something else once mended, so it was left as it is\n"
        "please report it, with the file\n"
    )
    assert own.read_bytes() == before
    assert sorted(each.name for each in own.parent.iterdir()) == ["alder.yaml", "oak.yaml"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a privilege to make links")
def test_a_link_is_left_alone(cli: Cli, own: Path, tmp_path: Path) -> None:
    elsewhere = Path(shutil.move(own, tmp_path / "elsewhere.yaml"))
    before = elsewhere.read_bytes()
    own.symlink_to(elsewhere)
    assert cli("validate", "own", "--fix").err.startswith("0 of 2 files mended\n")
    assert elsewhere.read_bytes() == before


def test_a_folder_that_cannot_be_written_to_is_named(cli: Cli, own: Path) -> None:
    own.parent.chmod(0o500)
    if os.access(own.parent, os.W_OK):
        pytest.skip("needs a folder that refuses, and a person whom it can refuse")
    outcome = cli("validate", "own", "--fix")
    assert (outcome.code, outcome.err) == (1, f"vlmcat: cannot write {own}: Permission denied\nnothing was written\n")


def test_a_named_folder_is_checked_alone_and_without_one_all_that_is_read(cli: Cli, own: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "architectures" / "elm.yaml"
    other.parent.mkdir(parents=True)
    other.write_text("name: [\n", encoding="utf-8")
    own.unlink()
    assert cli("--catalog", "other", "validate", "own").out.startswith(f"{own.with_name('oak.yaml')}:2:1")
    assert len(cli("--catalog", "other", "validate", "own").out.splitlines()) == 1
    assert len(cli("--catalog", "other", "--catalog", "own", "validate").out.splitlines()) == 2
