"""What holds for any input: no text breaks the search, no file the loader, and no byte of a snapshot the catalog.

VLMCAT_EXAMPLES=1000 tries so many inputs for each property; `tests/fuzz.py` goes on for as long as it is let.
"""

import copy
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vlmcat.catalog import Catalog
from vlmcat.controls import controls
from vlmcat.errors import UsageError
from vlmcat.loading import snapshot
from vlmcat.loading.document import read
from vlmcat.loading.folders import read_folders
from vlmcat.loading.homes import cache_folder
from vlmcat.loading.snapshot import load_catalog
from vlmcat.output.consoles import Screen
from vlmcat.output.to_terminal import render
from vlmcat.queries.search import search
from vlmcat.queries.view import view

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
    max_examples=int(os.environ.get("VLMCAT_EXAMPLES", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
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
    text = render(result, Screen(interactive=True, width=40, styled=False))
    assert text.endswith("\n") == bool(result.total)


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


FILES = {path.relative_to(FIXTURE): path.read_text(encoding="utf-8") for path in sorted(FIXTURE.rglob("*.yaml"))}
LOADED = {path: yaml.safe_load(text) for path, text in FILES.items()}


@quick
@given(data=st.data())
def test_any_tree_over_the_catalog_is_read_or_reported(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("over")
    (folder / "architectures").mkdir()
    for path in data.draw(st.lists(st.sampled_from(sorted(FILES)), min_size=1, max_size=3, unique=True)):
        target, text = folder / path, data.draw(changed(path))
        if path.parent.name and data.draw(st.booleans()):
            target = target.with_suffix(".patch.yaml")
        target.write_bytes(text)
    contents, problems = read_folders([FIXTURE, folder])
    found = Catalog(contents)
    assert {"alder", "birch-2", "birch-10"} <= set(found.ids)
    assert all(problem.line > 0 and problem.message and not controls(str(problem)) for problem in problems)
    for id_ in found.ids:
        shown = view(found, found.find(id_))
        assert not controls(render(shown, Screen(interactive=True, width=60, styled=False)))


@st.composite
def changed(draw: st.DrawFn, path: Path) -> bytes:
    """Return a file of the fixture with something else in it: other values, or other bytes."""
    if draw(st.booleans()):
        return draw(bytes_of(FILES[path].encode()))
    content = copy.deepcopy(LOADED[path])
    for _ in range(draw(st.integers(1, 3))):
        change(content, draw(st.data()))
    return yaml.safe_dump(content, allow_unicode=True).encode("utf-8", "surrogatepass")


@st.composite
def bytes_of(draw: st.DrawFn, content: bytes) -> bytes:
    """Return bytes of which a few are others, missing, more, or twice there."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(len(content), start + 40)))
        other = draw(st.sampled_from(TOKENS) | st.binary(max_size=8) | st.just(content[start:end] * 2))
        content = content[:start] + other + content[end:]
    return content


TOKENS = [b"", b"&a ", b"*a", b"!!str ", b"- ", b"? ", b": ", b"[", b"}", b"#", b"\t", b"\n", b"|\n", b'"', b"'"]
TOKENS += [b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\x1b]0;x\x07", b"9" * 30, b"null", b"---\n", b"<<: "]


@quick
@given(data=st.data())
def test_a_snapshot_that_is_damaged_anywhere_changes_nothing(
    catalog: Catalog, sound: bytes, data: st.DataObject
) -> None:
    (path,) = cache_folder().glob("*.snapshot")
    path.write_bytes(data.draw(bytes_of(sound) | flipped(sound) | st.integers(0, len(sound)).map(lambda n: sound[:n])))
    found = load_catalog()
    assert {id_: found.architectures[id_] for id_ in catalog.ids} == dict(catalog.architectures)
    for shelf in ("datasets", "vision_encoders", "language_models"):
        assert dict(getattr(found, shelf)) == dict(getattr(catalog, shelf))
    assert {key: found.names[key] for key in catalog.names} == catalog.names
    assert search(found, "leaf").result == search(catalog, "leaf").result


def flipped(content: bytes) -> st.SearchStrategy[bytes]:
    """Return bytes of which one, anywhere, is another."""
    places = st.integers(0, len(content) - 1)
    return st.builds(
        lambda at, mask: content[:at] + bytes([content[at] ^ mask]) + content[at + 1 :], places, st.integers(1, 255)
    )


@pytest.fixture(autouse=True)
def bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the fixture catalog in place of the bundled one."""
    monkeypatch.setattr(snapshot, "bundled_folder", lambda: FIXTURE)


@pytest.fixture
def sound(bundle: None) -> bytes:  # noqa: ARG001 # has to be there first
    """Return a snapshot before anything happened to it."""
    load_catalog()
    (path,) = cache_folder().glob("*.snapshot")
    return path.read_bytes()


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
