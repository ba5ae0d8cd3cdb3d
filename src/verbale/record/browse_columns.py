"""The statements of a record as columns of numbers in memory.

Rows stand newest first, in the order of a search without words, so that the first rows that pass a filter are the
first to be shown. About 50 MB for a million statements. :mod:`verbale.record.browse_load` makes them.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]
Bools = NDArray[np.bool_]
#: Stands for the first day of a date that has none, and minus this for its last: outside of every range of days.
NEVER = 10**8
#: How many bytes of what was found in a record are kept.
_FOUND_BYTES = 64_000_000


class Version(NamedTuple):
    """What of a record the columns show: which record, its last block, its last change of actors."""

    record: str
    stamp: int
    changes: int

    def follows(self, before: Version) -> bool:
        """Whether this is the same record as then, or as it was later."""
        return self.record == before.record and self.stamp >= before.stamp


class Members(NamedTuple):
    """A field of which a statement may have several values: ``codes`` of the statements in ``rows``, in their order."""

    rows: Ints
    codes: Ints

    def within(self, chosen: Ints, size: int) -> Members:
        """Those of some rows, of ``size`` in all; sooner than :meth:`among` where they are many."""
        wanted = np.zeros(size, bool)
        wanted[chosen] = True
        own = wanted[self.rows]
        return Members(self.rows[own], self.codes[own])

    def among(self, chosen: Ints) -> tuple[Ints, Ints]:
        """The places in ``chosen`` (sorted rows) that have values, once for each, and the values."""
        chosen = chosen.astype(self.rows.dtype, copy=False)  # else the whole column is made of the other type
        first = np.searchsorted(self.rows, chosen, "left")
        counts = np.searchsorted(self.rows, chosen, "right") - first
        ends = np.cumsum(counts)
        flat = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(first - ends + counts, counts)
        return np.repeat(np.arange(len(chosen)), counts), self.codes[flat]


def distinct(ordered: Ints) -> Ints:
    """Each of some sorted numbers once, sooner than where their order is not known."""
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


class Days(NamedTuple):
    """For each code of a date: its order, newest first and none last; its first and last day as YYYYMMDD."""

    order: Ints
    first: Ints
    last: Ints


class Kept:
    """What was found lately, the least used thrown out over a number of bytes; safe to share between threads."""

    def __init__(self, limit: int = _FOUND_BYTES) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._held: OrderedDict[Any, tuple[Any, int]] = OrderedDict()

    def get(self, key: Any) -> Any:
        """What was put under this key, or None."""
        with self._lock:
            if key not in self._held:
                return None
            self._held.move_to_end(key)
            return self._held[key][0]

    def put(self, key: Any, value: Any, size: int) -> None:
        """Keep a value of so many bytes."""
        with self._lock:
            self._held[key] = (value, size)
            self._held.move_to_end(key)
            while sum(held for _, held in self._held.values()) > self._limit and len(self._held) > 1:
                self._held.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Columns:
    """The statements shown, a row each, newest first.

    ``single``: the columns of :data:`~verbale.record.browse_blocks.STATEMENT_COLUMNS`; ``members``: those of
    :data:`~verbale.record.browse_blocks.MEMBERS`, ``actor`` under the ids that stand for the speakers now, of which
    ``actors_found`` has those before merges. ``values``: the texts of codes, by field; ``actors``: ids beyond those in
    ``browse_values``. ``row_of``: row by key of the statement, -1 for none. ``articles``: keys of all articles, sorted.
    ``sizes``: one more than the greatest code of each column. ``kept``: what was found in them.
    """

    version: Version
    single: Mapping[str, Ints]
    members: Mapping[str, Members]
    actors_found: Members
    values: Mapping[str, Sequence[str | None]]
    actors: Mapping[int, str]
    days: Days
    row_of: Ints
    articles: Ints
    sizes: Mapping[str, int] = field(default_factory=dict)
    kept: Kept = field(default_factory=Kept)

    def __len__(self) -> int:
        return len(self.single["key"])

    def rows(self, keys: Ints) -> Ints:
        """The rows, sorted, of the statements with these keys that are shown."""
        known = self.rows_of(keys)
        return np.sort(known[known >= 0])

    def rows_of(self, keys: Ints) -> Ints:
        """The row of each key, -1 for a statement that is not shown."""
        known = keys < len(self.row_of)
        return np.where(known, self.row_of[np.where(known, keys, 0)], -1)
