"""What a person types, and what comes back: exit code, stdout and stderr."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vlmcat import __version__
from vlmcat.loading import places, snapshot

Cli = Callable[..., Any]
QUERIES = 'for example: vlmcat search "q-former", vlmcat search encoder:siglip\n'
ELSEWHERE = "see `vlmcat list` for all, or `vlmcat search` for words\n"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["show", "Alder"], "show.table"),
        (["show", "alder", "--json"], "show.json"),
        (["show", "ALDER", "--format", "YAML"], "show.yaml"),
        (["list"], "list.table"),
        (["list", "-f", "csv"], "list.csv"),
        (["search", "cross-attention"], "search.table"),
        (["search", "cross", "attention", "--json"], None),
        (["compare", "alder", "birch 2"], "compare.table"),
    ],
)
def test_a_command_writes_its_result_and_nothing_else(
    cli: Cli, matches: Callable[[str, str], None], arguments: list[str], expected: str | None
) -> None:
    outcome = cli(*arguments)
    assert (outcome.code, outcome.err) == (0, "")
    if expected:
        matches(expected, outcome.out)


@pytest.mark.parametrize(
    ("arguments", "code", "err"),
    [
        (["show", "aldr"], 1, "vlmcat: no architecture or checkpoint is called 'aldr'\ndid you mean alder?\n"),
        (
            ["show", "zzz"],
            1,
            f"vlmcat: no architecture or checkpoint is called 'zzz'\n{ELSEWHERE}",
        ),
        (["show"], 2, "vlmcat: missing argument 'NAME'\nsee `vlmcat show --help`\n"),
        (
            ["show", "alder", "--section", "trainig"],
            2,
            "vlmcat: there is no section 'trainig'\ndid you mean training?\n",
        ),
        (["show", "alder", "--format", "jsn"], 2, "vlmcat: there is no format 'jsn'\ndid you mean json or jsonl?\n"),
        (
            ["show", "alder", "--format", "csv"],
            2,
            "vlmcat: a page does not fit into CSV\nuse --format json, yaml or markdown\n",
        ),
        (["list", "--columns", "parmas"], 2, "vlmcat: there is no column 'parmas'\ndid you mean params?\n"),
        (["list", "--sort", "relased"], 2, "vlmcat: there is no column 'relased'\ndid you mean released?\n"),
        (
            ["compare", "alder", "aldr"],
            1,
            "vlmcat: no architecture or checkpoint is called 'aldr'\ndid you mean alder?\n",
        ),
        (
            ["compare", "alder"],
            2,
            "vlmcat: compare takes 2 to 6 different names, got 1\nfor example: vlmcat compare idefics2 mantis\n",
        ),
        (
            ["search", "tulips"],
            1,
            "vlmcat: nothing found for 'tulips'\nfewer or other words may; `vlmcat list` shows everything\n",
        ),
        (["search", ""], 2, f"vlmcat: the query is empty\n{QUERIES}"),
        (["search", " ", "\t\u2028", "--json"], 2, f"vlmcat: the query is empty\n{QUERIES}"),
        (["search"], 2, "vlmcat: missing argument 'QUERY'\nsee `vlmcat search --help`\n"),
        (["lst"], 2, "vlmcat: no such command 'lst'. Did you mean 'list'?\nsee `vlmcat --help`\n"),
    ],
)
def test_a_mistake_gets_two_lines_on_stderr(cli: Cli, arguments: list[str], code: int, err: str) -> None:
    assert cli(*arguments) == (code, "", err)


def test_a_limit_of_nothing_is_wrong_usage(cli: Cli) -> None:
    outcome = cli("list", "--limit", "0")
    assert (outcome.code, outcome.out, len(outcome.err.splitlines())) == (2, "", 2)


def test_a_search_that_finds_nothing_is_still_json(cli: Cli) -> None:
    outcome = cli("search", "tulips", "--json")
    assert outcome.code == 1
    assert json.loads(outcome.out) == {"query": "tulips", "total": 0, "results": []}


def test_what_was_done_to_a_query_is_said_on_stderr(cli: Cli) -> None:
    outcome = cli("search", "resamplr")
    assert (outcome.code, outcome.err) == (0, "typo: resamplr -> resampler\n")


def test_alone_it_welcomes_with_four_commands(cli: Cli) -> None:
    outcome = cli()
    assert (outcome.code, outcome.err) == (0, "")
    assert re.findall(r"^  vlmcat (\w+)", outcome.out, re.MULTILINE) == ["list", "show", "search", "compare"]


def test_version(cli: Cli) -> None:
    assert cli("--version") == (0, f"vlmcat {__version__}\n", "")


def test_catalogs_of_ones_own_lie_over_the_bundled_one(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = entry(tmp_path / "own", "aspen", name="Aspen")
    other = entry(tmp_path / "other", "aspen", name="Aspen the Second")
    assert cli("--catalog", str(own), "list", "-c", "id").out == "id\nbirch-2\nbirch-10\nalder\naspen\n"
    monkeypatch.setenv("VLMCAT_CATALOG", str(own))
    assert cli("list", "-c", "name", "-n", "9").out.splitlines()[-1] == "Aspen"
    assert cli("--catalog", str(other), "list", "-c", "name").out.splitlines()[-1] == "Aspen the Second"


NEW = "if it is new, add it to vision_encoders.yaml beside architectures/"


def test_a_broken_file_of_ones_own_is_left_out_with_a_warning_and_validate_explains(cli: Cli, tmp_path: Path) -> None:
    own = entry(tmp_path, "aspen", name="Aspen", encoder="eye-l-15")
    message = (
        f"{own / 'architectures' / 'aspen.yaml'}:6:20 unknown-reference 'eye-l-15' is not among the vision encoders"
    )
    warning = f"vlmcat: left out {message}; `vlmcat validate {own}` explains\n"
    for _ in ("built", "from its snapshot"):
        assert cli("--catalog", str(own), "list", "-c", "id") == (0, "id\nbirch-2\nbirch-10\nalder\n", warning)
    explanation = f"{message}\n    did you mean eye-l-14 or eye-s-16? {NEW}\n"
    assert cli("validate", str(own)) == (3, explanation, "vlmcat: 1 problem\n")
    assert cli("--catalog", str(own), "validate") == (3, explanation, "vlmcat: 1 problem\n")


def test_several_broken_files_of_a_folder_make_one_line(cli: Cli, tmp_path: Path) -> None:
    own = entry(tmp_path, "aspen", name="Aspen", encoder="eye-l-15")
    for name in ("datasets", "vocabulary"):
        (own / f"{name}.yaml").touch()
    left_out = f"{own / 'datasets.yaml'}:1:1 empty-file the file is empty (and 2 more)"
    assert cli("--catalog", str(own), "list").err == f"vlmcat: left out {left_out}; `vlmcat validate {own}` explains\n"


def test_a_broken_bundle_is_told_from_a_wrong_command(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = entry(tmp_path, "aspen", name="Aspen", encoder="eye-l-15")
    monkeypatch.setattr(snapshot, "bundled_folder", lambda: bundle)
    outcome = cli("list")
    place = bundle / "architectures" / "aspen.yaml"
    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err.startswith(
        f"vlmcat: {place}:6:20 unknown-reference 'eye-l-15' is not among the vision encoders and"
    )
    assert outcome.err.endswith("\n`vlmcat validate` lists them all\n")


def test_a_folder_that_the_environment_names_and_that_is_missing_only_warns(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = tmp_path / "missing"
    monkeypatch.setenv("VLMCAT_CATALOG", str(missing))
    warning = f"vlmcat: the catalog folder {missing} does not exist; it is named by VLMCAT_CATALOG\n"
    assert cli("list", "-c", "id") == (0, "id\nbirch-2\nbirch-10\nalder\n", warning)


def test_a_user_folder_that_is_none_only_warns(cli: Cli) -> None:
    folder = places.user_folder()
    folder.parent.mkdir(parents=True)
    folder.touch()
    warning = f"vlmcat: the catalog folder {folder} is not a folder; it is your user folder\n"
    assert cli("list", "-c", "id") == (0, "id\nbirch-2\nbirch-10\nalder\n", warning)


def test_the_users_own_folder_is_read_without_being_asked_for(cli: Cli) -> None:
    own = entry(places.user_folder(), "aspen", name="Aspen")
    assert cli("list", "-c", "id,origin", "--sort", "id").out.splitlines()[1:] == [
        "alder\tbundled",
        "aspen\town",
        "birch-2\tbundled",
        "birch-10\tbundled",
    ]
    shown = cli("show", "aspen")
    assert f"\nYour own: {own / 'architectures' / 'aspen.yaml'}\n" in shown.out
    assert (shown.code, shown.err) == (0, "")


def test_a_patch_changes_single_fields_and_is_told(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "architectures" / "alder.patch.yaml"
    path.parent.mkdir()
    path.write_text("family: null\nparameters: {active: 1B}\n", encoding="utf-8")
    document = json.loads(cli("--catalog", str(tmp_path), "show", "alder", "--json").out)
    assert (document["family"], document["parameters"]) == (None, {"total": 7_000_000_000, "active": 1_000_000_000})
    fields = ["family", "parameters.active"]
    assert document["origin"] == {"kind": "patched", "replaces": False, "files": [str(path)], "fields": fields}
    assert f"\nPatched by: {path} (family, parameters.active)\n" in cli("--catalog", str(tmp_path), "show", "alder").out


def test_problems_come_as_json_too(cli: Cli, tmp_path: Path) -> None:
    own = entry(tmp_path, "aspen", name="Aspen", encoder="eye-l-15")
    assert json.loads(cli("validate", str(own), "--json").out) == [
        {
            "file": str(own / "architectures" / "aspen.yaml"),
            "line": 6,
            "column": 20,
            "code": "unknown-reference",
            "message": "'eye-l-15' is not among the vision encoders",
            "hint": f"did you mean eye-l-14 or eye-s-16? {NEW}",
            "severity": "error",
        }
    ]


def test_a_sound_catalog_is_said_to_be_sound(cli: Cli) -> None:
    assert cli("validate") == (0, "", "3 architectures, no problems\n")


@pytest.mark.parametrize("option", ["--catalog", "validate"])
def test_a_missing_folder_is_named(cli: Cli, tmp_path: Path, option: str) -> None:
    missing = str(tmp_path / "missing")
    outcome = cli("validate", missing) if option == "validate" else cli("--catalog", missing, "list")
    message = f"vlmcat: the catalog folder {missing} does not exist\nexpected a folder like catalog/\n"
    assert outcome == (3, "", message)


def entry(folder: Path, id_: str, *, name: str, encoder: str = "eye-l-14") -> Path:
    """Write a catalog with one entry, older than all others."""
    path = folder / "architectures" / f"{id_}.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        f"""\
name: {name}
title: A paper on {name}
released: 2020-01-01
summary: A model that exists only to be laid over others
overview: Nothing to see.
vision_encoders: [{{id: {encoder}}}]
fusion: {{methods: [dual-encoder]}}
sources:
  - {{id: paper, kind: paper, url: "https://arxiv.org/abs/2001.00001", title: Paper,
     supports: [released, vision_encoders, fusion]}}
added: 2026-01-01
""",
        encoding="utf-8",
    )
    return folder


@pytest.mark.parametrize(
    ("arguments", "first_column"),
    [
        (["list", "--encoder", "eye-s-16", "-c", "id"], ["id", "birch-2", "birch-10"]),
        (["list", "--encoder", "eye-s-16", "--fusion", "no:dual-encoder", "-c", "id"], ["id", "birch-2"]),
        (["list", "--checkpoints", "--sort", "name"], ["name", "Alder-7B-base", "Alder-7B-chat"]),
        (["list", "--columns", "help"], ["column", "params"]),
        (["list", "--checkpoints", "--columns", "help"], ["column", "params", "encoder", "llm", "id", "name"]),
        (["compare", "--columns", "help"], ["column", "params"]),
        (["search", "leaf", "--family", "trees"], ["id", "alder"]),
        (["stats", "encoder"], ["encoder", "Eye L/14", "Eye S/16"]),
        (["stats", "fusion", "--by", "year", "--since", "2024"], ["fusion", "Cross-attention", "Dual encoder"]),
        (["timeline", "--family", "birch"], ["year", "2024", "2024"]),
        (["list", "--added-since", "2026-01-02", "-c", "id"], ["id"]),
        (["list", "--added-since", "2026", "-c", "id"], ["id", "birch-2", "birch-10", "alder"]),
        (["changes", "--since", "2026-01-02", "--limit", "1"], ["date"]),
        (["coverage"], ["field", "family"]),
        (["coverage", "--entries", "--family", "birch"], ["id", "birch-10", "birch-2"]),
        (["coverage", "alder-7b-chat"], ["field", "family"]),
        (["datasets"], ["id", "leaf-pairs", "leaf-chat"]),
        (["encoders"], ["id", "eye-l-14", "eye-s-16"]),
        (["llms"], ["id", "mouth-7b", "mouth-70b"]),
        (["similar", "alder"], ["id", "birch-2"]),
        (["roadmap", "birch-2"], ["date", "2023-10-05", "2024-02-29"]),
        (["compare", "--family", "birch", "--columns", "id"], ["field", "id"]),
    ],
)
def test_a_command_answers_in_rows(cli: Cli, arguments: list[str], first_column: list[str]) -> None:
    outcome = cli(*arguments)
    assert (outcome.code, outcome.err) == (0, "")
    column = [line.split("\t")[0] for line in outcome.out.splitlines()]
    assert column[: len(first_column)] == first_column


def test_an_empty_list_is_an_answer_and_stderr_says_so(cli: Cli) -> None:
    assert cli("list", "--until", "2000", "-c", "id") == (0, "id\n", "no architecture passes all of the filters\n")
    assert cli("list", "--until", "2000", "--json") == (0, "[]\n", "no architecture passes all of the filters\n")


@pytest.mark.parametrize(
    ("arguments", "code", "err"),
    [
        (
            ["list", "--encoder", "eye-m-14"],
            2,
            "no vision encoder is called 'eye-m-14'\ndid you mean eye-l-14 or eye-s-16?",
        ),
        (["list", "--checkpoints", "-c", "nme"], 2, "checkpoints have no column 'nme'\ndid you mean name?"),
        (["stats", "encodr"], 2, "there is no facet 'encodr'\ndid you mean encoder?"),
        (["datasets", "leafpair"], 1, "no dataset is called 'leafpair'\ndid you mean leaf-pairs?"),
        (["glossary", "resamplr"], 1, "no term is called 'resamplr'\ndid you mean resampler?"),
        (["lineage", "aldr"], 1, "no architecture or checkpoint is called 'aldr'\ndid you mean alder?"),
        (["changes", "--since", "soon"], 2, "'soon' is no date\nfor example: 2024, 2024-06 or 2024-06-01"),
        (["list", "--added-since", "soon"], 2, "'soon' is no date\nfor example: 2024, 2024-06 or 2024-06-01"),
        (
            ["coverage", "alder", "--entries"],
            2,
            "coverage of one entry takes no filters\nfor example: vlmcat coverage alder",
        ),
        (["roadmap"], 2, "roadmap takes a name, a term or --task\nfor example: vlmcat roadmap llava-1.5"),
        (["lineage", "alder", "-f", "csv"], 2, "a tree does not fit into CSV\nuse --format json, yaml or markdown"),
        (["diagram", "alder", "-f", "png"], 2, "there is no format 'png'\nvalid: text, mermaid, svg, dot"),
    ],
)
def test_a_mistake_in_another_command_gets_two_lines_too(cli: Cli, arguments: list[str], code: int, err: str) -> None:
    assert cli(*arguments) == (code, "", f"vlmcat: {err}\n")
