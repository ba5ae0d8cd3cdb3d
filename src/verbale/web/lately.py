"""What was asked for lately, so that it need not be made again: the last few of many."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from verbale.record.store import Record
from verbale.web.room import Room

T = TypeVar("T")


class Lately(Generic[T]):
    """The last ``most`` things by their keys; used by several threads at once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gave for a key; two who ask at once may both make it."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        made = make()
        with self._lock:
            self._held[key] = made
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return made


def lately(room: Room, record: Record, name: str, most: int = 32) -> Lately[T]:
    """The last few of a kind, ``name``, that were made of the record as it is now."""
    return room.kept(record, f"lately {name}", lambda _: Lately[T](most))
