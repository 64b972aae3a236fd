"""The change of a file as a unified diff, in which unusual line ends are written out."""

import difflib


def render(name: str, before: str, after: str) -> str:
    """Return what changed between two texts of a file."""
    lines = difflib.unified_diff(_lines(before), _lines(after), f"{name} (before)", f"{name} (after)", lineterm="")
    return "\n".join(lines) + "\n"


def _lines(text: str) -> list[str]:
    shown = text.replace("\ufeff", "\\ufeff").replace("\r", "\\r")
    lines = shown.split("\n")
    return lines[:-1] if lines[-1] == "" else [*lines[:-1], f"{lines[-1]}  (no newline at the end)"]
