"""Records by id that are decoded when they are first asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")


class Shelf(Mapping[str, T]):
    """A mapping whose ids are known and whose records are taken from a snapshot one by one."""

    def __init__(self, ids: Iterable[str], take: Callable[[str], T]) -> None:
        """Take the ids, in their order, and the function that returns the record of one."""
        self._taken: dict[str, T | None] = dict.fromkeys(ids)
        self._take = take

    def __getitem__(self, id_: str) -> T:
        record = self._taken[id_]
        if record is None:
            record = self._taken[id_] = self._take(id_)
        return record

    def __iter__(self) -> Iterator[str]:
        return iter(self._taken)

    def __len__(self) -> int:
        return len(self._taken)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._taken
