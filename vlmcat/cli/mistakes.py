"""What is said of a command line that cannot be read."""

import re
from typing import TYPE_CHECKING

from vlmcat.errors import did_you_mean
from vlmcat.names import nearest

if TYPE_CHECKING:
    import typer

_NO_NUMBER = re.compile(r"is not a valid int(eger)?( range)?$")
"""The end of what is said of a word where a number belongs."""


def usage_message(error: "typer.TyperException") -> str:
    """Return what is wrong, and what to do about it."""
    context: typer.Context | None = getattr(error, "ctx", None)
    path = context.command_path if context else "vlmcat"
    option: str | None = getattr(error, "option_name", None)
    possible: list[str] | None = getattr(error, "possibilities", None)
    if context is None or option is None or not hasattr(error, "possibilities"):
        message = _NO_NUMBER.sub("is not a whole number", error.format_message().rstrip("."))
        return f"{message[0].lower()}{message[1:]}\nsee `{path} --help`"
    before = "" if context.parent else "options of a command stand after it; "
    hint = _place(context, option) or did_you_mean(nearest(option, possible or ())) or f"{before}see `{path} --help`"
    return f"no such option: {option}\n{hint}"


def _place(context: "typer.Context", option: str) -> str | None:
    """Return where an option of the program stands, which has been looked for among those of a command."""
    program = context.find_root()
    for known in program.command.params:
        if option in known.opts:
            value = f" {known.metavar}" if known.metavar else ""
            return f"it stands before the command: {program.command_path} {option}{value} {context.info_name}"
    return None
