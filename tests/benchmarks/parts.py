"""Print where the time of a warm start goes, in milliseconds: the median of so many processes for each command.

Usage: python tests/benchmarks/parts.py [ROUNDS]

The commands run in turn. A part that is inside another one is taken off it, so that a column adds up; the interpreter's
own start and end come on top. `the rest` is the query, and what it and the renderer import.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile

COMMANDS = {
    "show --json": ["show", "llava-1.5", "--json"],
    "list --json": ["list", "--json"],
    "show": ["show", "llava-1.5"],
    "list": ["list"],
    "compare": ["compare", "idefics2", "mantis"],
    "search": ["search", "cross-attention"],
}
MEASURED = """
import sys, time
begin = time.perf_counter()
taken, inside = {}, [0.0]

def timed(name, call):
    def run(*arguments, **options):
        inside.append(0.0)
        start = time.perf_counter()
        try:
            return call(*arguments, **options)
        finally:
            spent = time.perf_counter() - start
            taken[name] = taken.get(name, 0.0) + spent - inside.pop()
            inside[-1] += spent
    return run

def patch(module, name, label):
    __import__(module)
    setattr(sys.modules[module], name, timed(label, getattr(sys.modules[module], name)))

import gc, json
gc.disable()
timed("import typer", lambda: __import__("typer"))()
timed("import msgspec", lambda: __import__("msgspec"))()
timed("import vlmcat's base", lambda: __import__("vlmcat.cli.options"))()
timed("import of the loader", lambda: __import__("vlmcat.loading.snapshot"))()
patch("vlmcat.cli.app", "build", "make the command")
patch("typer.main", "get_command", "make the command")
patch("vlmcat.loading.snapshot", "_key", "is it fresh")
patch("vlmcat.loading.snapshot", "load_catalog", "open the snapshot")
patch("vlmcat.output.formats", "render", "render")
patch("vlmcat.cli.options", "write", "write")
from vlmcat.__main__ import run
timed("the rest", run)(sys.argv[1:])
taken["all"] = time.perf_counter() - begin
print(json.dumps(taken), file=sys.stderr)
"""


def parts(arguments: list[str], environment: dict[str, str]) -> dict[str, float]:
    command = [sys.executable, "-c", MEASURED, *arguments]
    process = subprocess.run(command, env=environment, capture_output=True, check=True)
    taken: dict[str, float] = json.loads(process.stderr)
    return taken


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"XDG_CACHE_HOME": home}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
        runs = [
            {name: parts(arguments, environment) for name, arguments in COMMANDS.items()} for _ in range(rounds + 1)
        ]
        del runs[0]  # it made the snapshot and the bytecode
    print(f"{'':<22}" + "".join(f"{name:>13}" for name in COMMANDS))
    for part in runs[0]["show"]:
        medians = (statistics.median(run[name][part] for run in runs) for name in COMMANDS)
        print(f"{part:<22}" + "".join(f"{median * 1000:>13.1f}" for median in medians))


if __name__ == "__main__":
    main()
