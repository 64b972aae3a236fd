"""Formatting and order are mended, comments survive, and what a file says stays the same, whatever was done to it."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vlmcat.loading.document import read
from vlmcat.loading.files import bundled_folder, catalog_files
from vlmcat.loading.folders import TYPES
from vlmcat.loading.tidy import tidy
from vlmcat.records import Architecture

BUNDLE = catalog_files(bundled_folder())
FIXTURE = Path(__file__).parent.parent / "catalog"

UNTIDY = """\
---
# yaml-language-server: $schema=../schema.json
# about this file

title:   "T: x"\x20\x20
# about the name
name: Alder   # the name

family: Trees


overview: >
    The first paragraph
    goes on.

    The second.
    # not a comment
  # about nothing
released: 2023-10-05
summary: TOO LONG FOR A LINE
training:  # how
    stages:
    -   name: One
        # what it trains
        trains: [connector]
        objective: [a,b]
      # after one
    - {trains: [x], name: Two, detail: "D,d"}
    methods: plain text
      on two lines
vision_encoders:
- training: frozen
  id: eye
connectors:
    - {name: "two, layer", type: mlp,
          detail: "Linear, GELU"}
image_input: {parameters: {tokens: 5, rule: fixed}, strategy: tiling}
tasks: [AAA, BBB, CCC, e]
sources:
  - supports:
      [a, b,
       c]
    id: p
  # after the sources
fusion: {methods: [projected-tokens]}
unheard_of: 1
# the end
"""
TIDY = (
    """\
# yaml-language-server: $schema=../schema.json
# about this file

# about the name
name: Alder   # the name
title:   "T: x"

family: Trees
""".replace("title:   ", "title: ")
    + """\
released: 2023-10-05
summary: >-
  FOLDED

overview: >
  The first paragraph
  goes on.

  The second.
  # not a comment
# about nothing
vision_encoders:
  - id: eye
    training: frozen
connectors:
  - {type: mlp, name: "two, layer", detail: "Linear, GELU"}
image_input: {strategy: tiling, parameters: {tokens: 5, rule: fixed}}
fusion: {methods: [projected-tokens]}
training:  # how
  methods: plain text
    on two lines
  stages:
    - name: One
      objective: [a,b]
      # what it trains
      trains: [connector]
      # after one
    - {name: Two, trains: [x], detail: "D,d"}
tasks:
  [AAA, BBB,
   CCC, e]
sources:
  - id: p
    supports:
      [a, b,
       c]
  # after the sources
unheard_of: 1
# the end
"""
)


WORDS = "many " * 22 + "words"
for letter in "ABC":
    UNTIDY = UNTIDY.replace(letter * 3, letter * 38)
    TIDY = TIDY.replace(letter * 3, letter * 38)
UNTIDY = UNTIDY.replace("TOO LONG FOR A LINE", WORDS)
TIDY = TIDY.replace("FOLDED", WORDS)


def test_an_untidy_entry_becomes_tidy() -> None:
    assert tidy(UNTIDY, Architecture) == TIDY
    assert tidy(TIDY, Architecture) == TIDY
    assert yaml.safe_load(TIDY) == yaml.safe_load(UNTIDY)


@pytest.mark.parametrize(
    "damaged",
    [
        UNTIDY.replace("\n", "\r\n"),
        f"\ufeff{UNTIDY}",
        UNTIDY.rstrip("\n"),
        f"\n\n{UNTIDY}\n\n\n",
        UNTIDY.replace("family: Trees", "family:    Trees  "),
    ],
)
def test_line_ends_and_blank_lines_are_mended(damaged: str) -> None:
    assert tidy(damaged, Architecture) == TIDY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "- a list\n",
        "just text\n",
        "{name: a, title: b}\n",
        "title: b\nname: |2\n    deep\n",
        "title: b\nname: |+\n  kept\n\n",
        "title: b\nname: # a comment between\n  a\n",
        "title: b\nauthors:\n  -\n    a\n",
        "title: b\nauthors:\n  - - a\n    - b\n",
        "title: b\n? name\n: a\n",
        "title: b\nname: a\n...\n",
        "title: b\nname: [\n",
        "title: &x b\nname: *x\n--- \n",
        "title: b\nname: 'a\u2028b'\n",
    ],
)
def test_a_form_that_is_not_understood_is_left_alone(text: str) -> None:
    assert tidy(text, Architecture) == text


def test_a_comment_where_a_value_is_missing_stays_where_it_is() -> None:
    text = "name: # what is it called?\ntasks:\n  -   # which?\n"
    mended = "name:  # what is it called?\ntasks:\n  -  # which?\n"
    assert (tidy(text, Architecture), tidy(mended, Architecture)) == (mended, mended)


def test_what_stands_in_brackets_over_several_lines_is_ordered_only_where_it_can_be_told_apart() -> None:
    text = 'fusion: {detail: "two\n  lines", methods: [a]}\nname: x\n'
    assert tidy(text, Architecture) == 'name: x\nfusion: {detail: "two\n  lines", methods: [a]}\n'
    text = "links: {code: a, # c\n  paper: b}\nname: x\n"
    assert tidy(text, Architecture) == "name: x\nlinks: {code: a, # c\n  paper: b}\n"


@pytest.mark.parametrize(
    "path", [*BUNDLE, *catalog_files(FIXTURE)], ids=lambda path: f"{path.parents[1].name}-{path.stem}"
)
def test_a_file_of_the_catalog_says_the_same_once_mended(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    record_type = TYPES.get(path.stem, Architecture)
    mended = tidy(text, record_type)
    before, after = said(tmp_path, text), said(tmp_path, mended)
    assert before == after is not None
    assert mended.count("#") == text.count("#")
    assert mended == text or tidy(mended, record_type) == mended
    keys = [key for key in after if path.stem not in TYPES]
    assert keys == sorted(keys, key=Architecture.__struct_fields__.index)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_whatever_was_done_to_a_file_it_says_the_same_once_mended(tmp_path: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(BUNDLE))
    record_type = TYPES.get(path.stem, Architecture)
    text = muddled(path.read_text(encoding="utf-8"), data)
    before = said(tmp_path, text)
    mended = tidy(text, record_type)
    if before is not None:
        assert said(tmp_path, mended) == before
        assert sorted(re.findall(r"note-\d+", mended)) == sorted(re.findall(r"note-\d+", text))
        assert tidy(mended, record_type) == mended
    else:
        assert mended.count("note-") == text.count("note-")


def muddled(text: str, data: st.DataObject) -> str:
    """Do to a file what people do: move blocks, indent anew, leave comments, blanks and spaces, cut and paste."""
    blocks = re.split(r"\n(?=[a-z_]+:)", text)
    if data.draw(st.booleans()):
        blocks = data.draw(st.permutations(blocks))
    text = "\n".join(blocks)
    if data.draw(st.booleans()):
        step = " " * data.draw(st.integers(3, 6))
        text = re.sub(r"^(  )+", lambda found: step * (len(found[0]) // 2), text, flags=re.MULTILINE)
    lines = text.split("\n")
    for n in range(data.draw(st.integers(0, 8))):
        lines = data.draw(st.sampled_from(DEEDS))(lines, data.draw(st.integers(0, len(lines) - 1)), n, data) or [""]
    return data.draw(st.sampled_from(["\n", "\r\n"])).join(lines)


def comment(lines: list[str], at: int, n: int, data: st.DataObject) -> list[str]:
    return [*lines[:at], " " * data.draw(st.integers(0, 8)) + f"# note-{n}", *lines[at:]]


def remark(lines: list[str], at: int, n: int, _data: st.DataObject) -> list[str]:
    return [*lines[:at], f"{lines[at]}  # note-{n}", *lines[at + 1 :]]


def blank(lines: list[str], at: int, _n: int, _data: st.DataObject) -> list[str]:
    return [*lines[:at], "", *lines[at:]]


def space(lines: list[str], at: int, _n: int, _data: st.DataObject) -> list[str]:
    return [*lines[:at], f"{lines[at]}   ", *lines[at + 1 :]]


def swap(lines: list[str], at: int, _n: int, data: st.DataObject) -> list[str]:
    other = data.draw(st.integers(0, len(lines) - 1))
    swapped = list(lines)
    swapped[at], swapped[other] = swapped[other], swapped[at]
    return swapped


def cut(lines: list[str], at: int, _n: int, data: st.DataObject) -> list[str]:
    return lines[:at] + lines[at + data.draw(st.integers(0, 2)) :]


def insert(lines: list[str], at: int, _n: int, data: st.DataObject) -> list[str]:
    column = data.draw(st.integers(0, len(lines[at])))
    letter = data.draw(st.sampled_from("#:-[]{}\"'>|, \t\x85é\u2028"))
    return [*lines[:at], lines[at][:column] + letter + lines[at][column:], *lines[at + 1 :]]


def join(lines: list[str], at: int, _n: int, _data: st.DataObject) -> list[str]:
    return [*lines[:at], " ".join(line.strip() for line in lines[at : at + 2]), *lines[at + 2 :]]


DEEDS = (comment, remark, blank, space, swap, cut, insert, join)


def said(folder: Path, text: str) -> Any:  # noqa: ANN401 # whatever a file says
    """Return the data of a file as the catalog reads it; None where it cannot be read."""
    path = folder / "read.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    document = read(path, "read", [])
    return document and document.data
