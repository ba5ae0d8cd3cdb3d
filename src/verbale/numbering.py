"""Numbers in the place of values, so that columns of them are small and quick to compare."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


class Numbering(dict[K, int]):
    """Values to their numbers, from 0 in the order in which they stand; one that has none is given the next.

    Asking ``in`` or with ``get`` gives no number.
    """

    def __init__(self, known: Iterable[K] = ()) -> None:
        """``known``: values that have the first numbers, each once."""
        super().__init__((value, number) for number, value in enumerate(known))

    def __missing__(self, value: K) -> int:
        self[value] = number = len(self)
        return number

    def of(self, values: Iterable[K]) -> list[int]:
        """The numbers of some values."""
        return list(map(self.__getitem__, values))
