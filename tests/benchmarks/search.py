"""Print how long a search takes in process, over the bundled catalog and over 10 and 100 times its entries.

Usage: python tests/benchmarks/search.py [TIMES]...

Every sixth judged question is asked of an index that is ready, with a limit of 10; the time is that of the processor,
the best of three. The larger catalogs hold every entry several times, under other names.
"""

import contextlib
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from vlmcat.catalog import Catalog
from vlmcat.errors import UsageError
from vlmcat.loading.folders import read_folders
from vlmcat.queries.search import search
from vlmcat.queries.search.index import SearchIndex, build
from vlmcat.records import Contents

_EVERY = 6
"""One question of so many is asked, so that the largest catalog is done within minutes."""
Result = TypeVar("Result")
ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.search_quality.judgments import questions  # noqa: E402 # found from the root of the repository


def main() -> None:
    contents, _ = read_folders([ROOT / "catalog"])
    queries = [question.query for question in questions(Catalog(contents))][::_EVERY]
    print(f"{'entries':>8}{'built':>10}{'stored':>10}{'read':>10}{'median':>10}{'95%':>10}{'slowest':>10}")
    for times in [int(word) for word in sys.argv[1:]] or [1, 10, 100]:
        measure(grown(contents, times), queries)


def grown(contents: Contents, times: int) -> Contents:
    """Return contents with every architecture so many times."""
    architectures = dict(contents.architectures)
    for copy in range(2, times + 1):
        for id_, entry in contents.architectures.items():
            checkpoints = tuple(msgspec.structs.replace(each, hub_id=None) for each in entry.checkpoints)
            name = f"{entry.name} copy {copy}"
            renamed = msgspec.structs.replace(entry, name=name, title=name, aliases=(), checkpoints=checkpoints)
            architectures[f"{id_}-copy-{copy}"] = renamed
    return msgspec.structs.replace(contents, architectures=architectures)


def measure(contents: Contents, queries: list[str]) -> None:
    built, index = seconds(lambda: build(contents))
    catalog = Catalog(contents)
    stored = msgspec.json.encode(index)
    read, _ = seconds(lambda: msgspec.json.decode(stored, type=SearchIndex), rounds=5)
    taken = sorted(seconds(lambda query=query: ask(catalog, query), rounds=3)[0] for query in queries)  # type: ignore[misc] # a bound default
    figures = (read, statistics.median(taken), taken[int(0.95 * len(taken))], taken[-1])
    print(
        f"{len(contents.architectures):>8}{built:>8.2f} s{len(stored) / 1e6:>7.2f} MB"
        + "".join(f"{figure * 1000:>7.2f} ms" for figure in figures)
    )


def ask(catalog: Catalog, query: str) -> None:
    with contextlib.suppress(UsageError):
        search(catalog, query, 10)


def seconds(call: Callable[[], Result], rounds: int = 1) -> tuple[float, Result]:
    start = time.process_time()
    result = call()
    best = time.process_time() - start
    for _ in range(rounds - 1):
        start = time.process_time()
        call()
        best = min(best, time.process_time() - start)
    return best, result


if __name__ == "__main__":
    main()
