"""Records kept open between requests: opening one costs more than most of what is asked of it."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from verbale.record.store import Record

#: At most so many are kept open; a request that finds none opens its own.
KEPT = 8
#: The file that a record was opened from: its device and number.
_File = tuple[int, int]


class Pool:
    """One record, open several times; each of them is used by one request at a time."""

    def __init__(self, path: Path) -> None:
        """``path``: the record, which must exist when it is asked for."""
        self._path = path
        self._free: list[tuple[_File, Record]] = []
        self._lock = Lock()
        self.close = weakref.finalize(self, _close, self._free)

    @contextmanager
    def record(self) -> Iterator[Record]:
        """The record for as long as the context lasts; what was written to it meanwhile is read.

        A file that was put in the place of another is opened anew. Raises ``RecordError`` as ``Record.open`` does.
        """
        file, record = self._taken()
        try:
            yield record
        except BaseException:
            # The error may hold on to a half-read answer, which would lock the file for those who write.
            record.close()
            raise
        self._give_back(file, record)

    def _taken(self) -> tuple[_File | None, Record]:
        file = self._file()
        while True:
            with self._lock:
                kept = self._free.pop() if self._free else None
            if kept is None:
                return file, Record.open(self._path, create=False, one_thread=False)
            if kept[0] == file:
                return kept
            kept[1].close()

    def _give_back(self, file: _File | None, record: Record) -> None:
        idle = not record._connection.in_transaction
        with self._lock:
            if file is not None and self.close.alive and len(self._free) < KEPT and idle:
                self._free.append((file, record))
                return
        record.close()

    def _file(self) -> _File | None:
        try:
            told = self._path.stat()
        except OSError:
            return None
        return told.st_dev, told.st_ino


def _close(free: list[tuple[_File, Record]]) -> None:
    while free:
        free.pop()[1].close()
