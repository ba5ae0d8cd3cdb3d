"""What is made of a record in memory and shared by all who ask for it in one program."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
V = TypeVar("V")
#: Of how many records it is kept.
_RECORDS = 4


class Shared(Generic[T, V]):
    """One thing of each of a few records, the least used of them thrown out; ``V``: what tells its versions apart."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: OrderedDict[tuple[str, int, int], _Holder[T, V]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._held)

    def of(self, connection: sqlite3.Connection, version: V, make: Callable[[sqlite3.Connection, V, T | None], T]) -> T:
        """What is held of the record as of ``version``.

        Where that is another than the one held, ``make`` is given the connection, the version and what was held before.
        """
        place = _place(connection)
        if place is None:
            return make(connection, version, None)
        with self._lock:
            holder: _Holder[T, V] = self._held.setdefault(place, _Holder())
            self._held.move_to_end(place)
            while len(self._held) > _RECORDS:
                self._held.popitem(last=False)
        with holder.lock:
            if holder.held is None or holder.held[0] != version:
                holder.held = version, make(connection, version, holder.held[1] if holder.held else None)
            return holder.held[1]

    def holds(self, connection: sqlite3.Connection) -> bool:
        """Whether something is held of the record, be it of an earlier version."""
        place = _place(connection)
        with self._lock:
            holder = self._held.get(place) if place else None
        return holder is not None and holder.held is not None

    def forget(self) -> None:
        """Drop what is held of all records."""
        with self._lock:
            self._held.clear()


class _Holder(Generic[T, V]):
    """What is held of one file."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.held: tuple[V, T] | None = None


def _place(connection: sqlite3.Connection) -> tuple[str, int, int] | None:
    """What tells the record's file from any other; None for a record that is not in a file."""
    path = next((row[2] for row in connection.execute("PRAGMA database_list") if row[1] == "main"), "")
    try:
        found = os.stat(path) if path else None
    except OSError:
        return None
    return (path, found.st_dev, found.st_ino) if found else None
