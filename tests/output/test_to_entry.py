import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from vlmcat.loading.files import bundled_folder
from vlmcat.loading.folders import read_folders, read_layers
from vlmcat.output.to_entry import render
from vlmcat.queries.draft import Draft

BIRCH = Draft("birch-11", "Birch 11", dt.date(2026, 1, 3), "Birch", ("birch-2", "birch-10"))


def test_a_draft_is_a_commented_entry(matches: Callable[[str, str], None]) -> None:
    matches("draft.yaml", render(BIRCH))


@pytest.mark.parametrize(
    "draft", [BIRCH, Draft("7b", "7b", dt.date(2026, 1, 3)), Draft("no", 'No "\\', dt.date(2026, 1, 3))]
)
def test_a_draft_validates_and_is_said_to_be_unfinished(tmp_path: Path, draft: Draft) -> None:
    write(tmp_path, draft.id, render(draft))
    layer = read_layers([bundled_folder(), tmp_path])[-1]
    assert {(problem.code, problem.severity) for problem in layer.problems} == {("unfinished", "warning")}
    assert [problem.message for problem in layer.problems] == [
        text.removesuffix('"').replace("\\", "")
        if "title of the work" not in text
        else f"the title of the work on {draft.name}"
        for text in re.findall(r"\(to be written\) (.*)", render(draft))
    ]
    assert layer.contents.architectures[draft.id].name == draft.name


def test_the_entry_that_the_comments_name_comes_with_vlmcat() -> None:
    (file,) = re.findall(r"A whole entry to look at is (\S+)\n", render(BIRCH))
    assert (bundled_folder() / file).is_file()


def test_what_the_comments_offer_is_an_entry_too(tmp_path: Path) -> None:
    """Take every commented field in: what is left to say against them is only where placeholders are no references."""
    lines = render(Draft("oak", "Oak", dt.date(2026, 1, 3))).splitlines()
    text = "\n".join(re.sub(r"^# (?=[a-z_]+:|  )", "", line) for line in lines)
    text = text.replace("...", "x").replace("verified: the day", "# the day").replace("#   methods", "  methods")
    write(tmp_path, "oak", f"{text}\n")
    _, problems = read_folders([bundled_folder(), tmp_path])
    assert {problem.code for problem in problems} <= {"unfinished", "unknown-reference", "no-source", "dishonest-gap"}


def write(folder: Path, id_: str, text: str) -> None:
    path = folder / "architectures" / f"{id_}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
