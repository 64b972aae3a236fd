"""Print how time and memory grow with the catalog: whole processes over 1, 10 and 100 times its architectures.

Usage: python tests/benchmarks/growth.py [TIMES...]

The architectures of the bundled catalog are copied under other names into a folder that is laid over it. Each command
is run three times, the fastest counts; the cold build is run once. Ratios are to the first row.
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import structs

from vlmcat.loading.snapshot import load_catalog
from vlmcat.records import Architecture

VLMCAT = (sys.executable, "-m", "vlmcat")
COMMANDS = {
    "show": ("show", "llava-1.5", "--json"),
    "list": ("list",),
    "search": ("search", "cross-attention"),
}
ROUNDS = 3


class Run(NamedTuple):
    seconds: float
    megabytes: float


def copies(folder: Path, times: int) -> None:
    """Write every architecture of the bundle `times - 1` times more, each under names of its own."""
    entries = folder / "architectures"
    entries.mkdir()
    for id_, entry in load_catalog().architectures.items():
        for n in range(1, times):
            (entries / f"{id_}-copy-{n}.yaml").write_bytes(
                msgspec.json.encode(_renamed(entry, f"copy {n}"))
            )  # JSON is YAML


def _renamed(entry: Architecture, mark: str) -> Architecture:
    """Return an architecture whose names, and those of its checkpoints, are marked."""
    return structs.replace(
        entry,
        name=f"{entry.name[:100]} {mark}",
        title=f"{entry.title} {mark}",
        aliases=(),
        based_on=(),
        inferred={path: basis for path, basis in entry.inferred.items() if path != "based_on"},
        checkpoints=tuple(
            structs.replace(each, name=f"{each.name[:100]} {mark}", hub_id=None) for each in entry.checkpoints
        ),
    )


def run(arguments: tuple[str, ...], environment: dict[str, str]) -> Run:
    start = time.perf_counter()
    process = os.posix_spawn(
        sys.executable,
        [*VLMCAT, *arguments],
        environment,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, usage = os.wait4(process, 0)
    assert status == 0, arguments
    return Run(time.perf_counter() - start, usage.ru_maxrss / 1024)


def row(times: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home, "copies")
        folder.mkdir()
        environment = os.environ | {"XDG_CACHE_HOME": home, "XDG_DATA_HOME": home}
        if times > 1:
            copies(folder, times)
            environment["VLMCAT_CATALOG"] = str(folder)
        cold = run(COMMANDS["show"], environment)
        figures = {"cold build, s": cold.seconds, "its memory, MB": cold.megabytes}
        for name, arguments in COMMANDS.items():
            best = min(run(arguments, environment) for _ in range(ROUNDS))
            figures |= {f"warm {name}, s": best.seconds, f"{name} memory, MB": best.megabytes}
    return figures


def main() -> None:
    scales = [int(text) for text in sys.argv[1:]] or [1, 10, 100]
    first: dict[str, float] = {}
    for times in scales:
        figures = row(times)
        first = first or figures
        print(f"{times} times the catalog")
        for name, figure in figures.items():
            print(f"  {name:<20}{figure:>10.2f}{figure / first[name]:>8.1f}x")


if __name__ == "__main__":
    main()
