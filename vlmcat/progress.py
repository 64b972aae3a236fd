"""How whatever takes long tells how far it is, without knowing whom."""

from collections.abc import Collection, Iterable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Progress(Protocol):
    """Goes through a collection, and tells meanwhile what is done with it and how much of it has been."""

    def __call__(self, what: str, items: Collection[T], /) -> Iterable[T]:
        """Return the items one after the other."""


def untold(_what: str, items: Collection[T]) -> Iterable[T]:
    """Go through a collection and tell nobody."""
    return items
