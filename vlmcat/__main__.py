"""The entry point: the only place that turns errors into messages and exit codes."""

import atexit
import gc
import os
import signal
import sys
from typing import NoReturn

_INTERRUPTED = 130
_BUG = 70
"""EX_SOFTWARE of sysexits.h."""


def main() -> NoReturn:
    """Run the command line of this process and exit."""
    gc.disable()  # a command ends before garbage matters; collecting it takes a tenth of a start
    atexit.register(gc.freeze)  # and as much again at the end
    code = run()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # what is left to do at exit is none of a person's business
    sys.exit(code)


def run(arguments: list[str] | None = None) -> int:
    """Run a command line and return its exit code: 0 fine, 1 not found, 2 wrong usage, 3 broken catalog."""
    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:  # at any moment, that of an import or of an error's message too
        return _INTERRUPTED


def _run(arguments: list[str]) -> int:
    import typer

    from vlmcat.errors import VlmcatError
    from vlmcat.output.consoles import ReaderGoneError, note

    try:
        from vlmcat.cli.app import build

        code = build(arguments)(arguments, prog_name="vlmcat", standalone_mode=False)
    except VlmcatError as error:
        note(f"vlmcat: {error}")
        return error.exit_code
    except typer.TyperException as error:
        from vlmcat.cli.mistakes import usage_message

        note(f"vlmcat: {usage_message(error)}")
        return 2
    except ReaderGoneError:
        _abandon_stdout()
        return 0
    except typer.Abort:  # what Typer makes of Ctrl-C
        return _INTERRUPTED
    except Exception as error:
        if os.environ.get("VLMCAT_DEBUG"):
            raise
        return _unforeseen(error)
    return code if isinstance(code, int) else 0


def _unforeseen(error: Exception) -> int:
    """Say what happened, and return the exit code: what the system refuses is no bug, such as a full disk for help."""
    from vlmcat.output.consoles import note

    if isinstance(error, OSError):
        note(f"vlmcat: {error.strerror or error}" + (f": {error.filename}" if error.filename else ""))
        return 1
    note(f"vlmcat: this is a bug: {type(error).__name__}: {error}\nVLMCAT_DEBUG=1 shows where; please report it")
    return _BUG


def _abandon_stdout() -> None:
    """Let the interpreter flush into nothing when it exits, because the reader of the pipe has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
