"""Print how long each command takes as a whole process, as a ratio to a bare Typer program in the same run.

Usage: python tests/benchmarks/commands.py [ROUNDS]

The programs run in turn, round after round, so that a busy machine is busy for all of them; the medians are compared.
"""

import os
import pty
import statistics
import subprocess
import sys
import tempfile
import time

BARE = """
import typer
app = typer.Typer()
@app.command()
def hello(name: str = "you") -> None:
    print("hello", name)
app()
"""
VLMCAT = (sys.executable, "-c", "from vlmcat.__main__ import main; main()")
PIPED = {
    "bare Typer program": (sys.executable, "-c", BARE),
    "--version": (*VLMCAT, "--version"),
    "--help": (*VLMCAT, "--help"),
    "show --json": (*VLMCAT, "show", "llava-1.5", "--json"),
    "list --json": (*VLMCAT, "list", "--json"),
    "show, piped": (*VLMCAT, "show", "llava-1.5"),
    "list, piped": (*VLMCAT, "list"),
    "compare, piped": (*VLMCAT, "compare", "idefics2", "mantis"),
    "search, piped": (*VLMCAT, "search", "cross-attention"),
    "tokens, all, piped": (*VLMCAT, "tokens", "--image", "4032x3024"),
    "completion of an id": (*VLMCAT, "show", "llav"),
}
COMPLETION = {"_VLMCAT_COMPLETE": "complete_bash", "COMP_WORDS": "vlmcat show llav", "COMP_CWORD": "2"}
"""How bash asks for what may follow."""
ON_A_TERMINAL = {
    "show, terminal": (*VLMCAT, "show", "llava-1.5"),
    "list, terminal": (*VLMCAT, "list"),
    "compare, terminal": (*VLMCAT, "compare", "idefics2", "mantis"),
    "search, terminal": (*VLMCAT, "search", "cross-attention"),
    "tokens, all, terminal": (*VLMCAT, "tokens", "--image", "4032x3024"),
    "bare Typer --help": (sys.executable, "-c", BARE, "--help"),
}


def seconds(command: tuple[str, ...], environment: dict[str, str], *, terminal: bool) -> float:
    start = time.perf_counter()
    if terminal:
        run_on_terminal(command, environment)
    else:
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def run_on_terminal(command: tuple[str, ...], environment: dict[str, str]) -> None:
    parent, child = pty.openpty()
    process = subprocess.Popen(command, env=environment, stdin=child, stdout=child, stderr=child)
    os.close(child)
    try:
        while os.read(parent, 65536):
            pass
    except OSError:
        pass  # Linux says end of file this way
    os.close(parent)
    process.wait()


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"XDG_CACHE_HOME": home, "TERM": "xterm-256color", "COLUMNS": "100"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
        start = time.perf_counter()
        subprocess.run(PIPED["list, piped"], env=environment, stdout=subprocess.DEVNULL, check=True)
        cold = time.perf_counter() - start
        taken: dict[str, list[float]] = {name: [] for name in (*PIPED, *ON_A_TERMINAL)}
        for _ in range(rounds):
            for name, command in PIPED.items():
                asked = environment | COMPLETION if name.startswith("completion") else environment
                taken[name].append(seconds(command, asked, terminal=False))
            for name, command in ON_A_TERMINAL.items():
                taken[name].append(seconds(command, environment, terminal=True))
    medians = {name: statistics.median(times) for name, times in taken.items()}
    bare = medians["bare Typer program"]
    print(f"{'command':<22}{'ms':>7}{'ratio':>8}    (median of {rounds}, snapshot warm)")
    for name, median in medians.items():
        print(f"{name:<22}{median * 1000:>7.0f}{median / bare:>8.2f}")
    print(f"{'list, cold cache':<22}{cold * 1000:>7.0f}{cold / bare:>8.2f}    (one run)")


if __name__ == "__main__":
    main()
