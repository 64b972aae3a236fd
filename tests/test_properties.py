"""What holds for any input: no text breaks the search, and no file breaks the loader."""

import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vlmcat.catalog import Catalog
from vlmcat.errors import UsageError
from vlmcat.loading.document import read
from vlmcat.loading.folders import read_folders
from vlmcat.output.consoles import Screen
from vlmcat.output.to_terminal import render
from vlmcat.queries.search import search

if TYPE_CHECKING:
    from vlmcat.loading.problems import Problem

FIXTURE = Path(__file__).parent / "catalog"
ALDER = yaml.safe_load((FIXTURE / "architectures" / "alder.yaml").read_text(encoding="utf-8"))
WORDS = st.sampled_from(
    [
        *("alder", "cross-attention", "-mlp", '"leaf', "resamplr", "adler", "576", "ﬁ", "é", "\u202e", "("),
        *("eye:l", "encoder:leaf", "-org:forest", "year:>=2024", "params:<8B", "q:", "3:4", "http://x.org/a", "name:"),
        *("without", "unlike", "leafchat", "cross", "attention", "two-stage"),
    ]
)
QUERIES = st.one_of(st.text(), st.lists(WORDS).map(" ".join))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
quick = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@quick
@given(query=QUERIES)
def test_every_query_gives_a_result_or_nothing_or_says_what_is_wrong(catalog: Catalog, query: str) -> None:
    try:
        result = search(catalog, query).result
    except UsageError as error:
        assert error.hint  # noqa: PT017 # most queries raise nothing
        return
    assert result.total == len(result.results)
    for hit in result.results:
        for match in hit.matches:
            assert all(0 <= start < end <= len(match.snippet) for start, end in match.spans)
    assert render(result, Screen(interactive=True, width=40, styled=False, unicode=True)).endswith("\n")


@quick
@given(content=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_every_file_is_read_or_reported(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(content)
    problems: list[Problem] = []
    assert (read(path, "f", problems) is None) == bool(problems)


@quick
@given(data=st.data())
def test_every_entry_that_is_changed_anywhere_is_read_or_reported(tmp_path: Path, data: st.DataObject) -> None:
    entry = copy.deepcopy(ALDER)
    change(entry, data)
    folder = tmp_path / "architectures"
    folder.mkdir(exist_ok=True)
    (folder / "alder.yaml").write_text(yaml.safe_dump(entry, allow_unicode=True), encoding="utf-8")
    contents, problems = read_folders([FIXTURE, tmp_path])
    assert "alder" in contents.architectures
    assert all(problem.line > 0 and problem.message for problem in problems)


def change(node: Any, data: st.DataObject) -> None:  # noqa: ANN401 # any part of an entry
    """Replace, remove or add something at a random place."""
    keys = list(node) if isinstance(node, dict) else list(range(len(node)))
    key = data.draw(st.sampled_from(keys)) if keys else None
    if key is not None and isinstance(node[key], dict | list) and node[key] and data.draw(st.booleans()):
        change(node[key], data)
    elif key is not None and data.draw(st.booleans()):
        node[key] = data.draw(VALUES)
    elif isinstance(node, dict):
        node[data.draw(st.text(max_size=8))] = data.draw(VALUES)
    elif key is not None:
        del node[key]
