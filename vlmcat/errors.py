"""Every error that a person can meet, each with its exit code."""

from collections.abc import Iterable, Sequence

_SHOWN = 12


class VlmcatError(Exception):
    """An error that a person can do something about: one line that says what is wrong, and perhaps one that helps."""

    exit_code = 1

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return self.message if self.hint is None else f"{self.message}\n{self.hint}"


class NotFoundError(VlmcatError, KeyError):
    """There is no such thing, or a search found nothing."""


class UsageError(VlmcatError):
    """The command line asks for something that does not exist or does not make sense."""

    exit_code = 2


class CatalogError(VlmcatError):
    """The catalog itself is missing or broken."""

    exit_code = 3


class NoCatalogError(CatalogError):
    """A folder that should hold a catalog is missing, or holds nothing of one."""


class CatalogWarning(UserWarning):
    """A file of one's own could not be used and is not in the catalog."""


def did_you_mean(suggestions: Sequence[str]) -> str | None:
    """Return a question that offers the suggestions, or None without any."""
    return f"did you mean {either(suggestions)}?" if suggestions else None


def either(names: Iterable[str]) -> str:
    """Return the names as an English list that ends in "or"."""
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


def valid_values(names: Iterable[str], nearest: Sequence[str] = ()) -> str:
    """Return a hint that names the nearest valid values, or the first dozen where none is near."""
    known = list(names)
    more = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
    return did_you_mean(nearest) or f"valid: {', '.join(known[:_SHOWN])}{more}"
