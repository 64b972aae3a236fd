"""Print how time and memory grow with the catalog: whole processes over 1, 10 and 100 times its architectures.

Usage: python tests/benchmarks/growth.py [TIMES...]

The architectures of the bundled catalog are copied under other names into a folder that is laid over it. Each command
is run three times, the fastest counts; the cold build is run once. Ratios are to the first scale. This program imports
nothing of vlmcat, because on Linux the peak memory of a process is at least that of the process that started it.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

VLMCAT = (sys.executable, "-m", "vlmcat")
COMMANDS = {
    "show": ("show", "llava-1.5", "--json"),
    "list": ("list",),
    "search": ("search", "cross-attention"),
}
COPIES = str(Path(__file__).with_name("copies.py"))
ROUNDS = 3


class Run(NamedTuple):
    seconds: float
    megabytes: float


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
        environment = os.environ | {"XDG_CACHE_HOME": home, "XDG_DATA_HOME": home}
        if times > 1:
            folder = str(Path(home, "copies"))
            subprocess.run([sys.executable, COPIES, folder, str(times - 1)], check=True)
            environment["VLMCAT_CATALOG"] = folder
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
