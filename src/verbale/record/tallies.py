"""Who speaks about whom, counted over the columns of a record, which takes no longer for a record of a million."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from verbale.record.browse_columns import NEVER, Columns, Ints, distinct
from verbale.record.browse_load import first_and_last
from verbale.record.event_columns import EventColumns

#: A statement of one code about another, and how often by which act.
Acts = dict[str, list[tuple[str, int]]]


class Part(NamedTuple):
    """How many statements or events have a code, and the last day (``YYYY-MM-DD``) of any; None where none has one."""

    number: int
    last: str | None


def parts(columns: Columns, field: str) -> dict[str, Part]:
    """The codes of ``country`` or ``about``, with how many statements have each."""
    members, values = columns.members[field], columns.values["country"]
    counts = np.bincount(members.codes, minlength=len(values))
    last = np.full(len(values), -NEVER, np.int64)
    np.maximum.at(last, members.codes, columns.days.last[columns.single["date"][members.rows]])
    return _parts(values, counts, last)


def parties(events: EventColumns, published: Mapping[int, str]) -> dict[str, Part]:
    """Who takes part in events, as either, with how many; an undated one is of the day its article was published.

    ``published``: days by the keys of articles.
    """
    values = events.values["party"]
    sides = [rows.astype(np.int64) * len(values) + codes for rows, codes in events.members.values()]
    rows, codes = np.divmod(distinct(np.sort(np.concatenate(sides))), len(values))
    undated = np.flatnonzero(events.when == 0)
    days = events.last.copy()
    days[undated] = [first_and_last(published.get(key))[1] for key in events.article[undated].tolist()]
    counts = np.bincount(codes, minlength=len(values))
    last = np.full(len(values), -NEVER, np.int64)
    np.maximum.at(last, codes, days[rows])
    return _parts(values, counts, last)


def _parts(values: Sequence[str | None], counts: Ints, last: Ints) -> dict[str, Part]:
    return {
        str(values[code]): Part(int(counts[code]), _day(int(last[code]))) for code in np.flatnonzero(counts).tolist()
    }


def towards(columns: Columns, code: str, *, speaks: bool) -> Acts:
    """Of whom a country's speakers speak, or who speaks of it, itself left out; how often, by act."""
    one, other = ("country", "about") if speaks else ("about", "country")
    values, acts = columns.values["country"], columns.values["act"]
    own = values.index(code) if code in values else -1
    members = columns.members[one]
    rows, codes = columns.members[other].within(members.rows[members.codes == own], len(columns))
    keys = codes.astype(np.int64) * len(acts) + columns.single["act"][rows]
    found: Acts = {}
    for key, number in _counted(keys[codes != own]):
        found.setdefault(str(values[key // len(acts)]), []).append((str(acts[key % len(acts)]), number))
    return found


def pairs(columns: Columns, first: int = -NEVER, last: int = NEVER) -> dict[tuple[str, str], int]:
    """Who speaks about whom, in how many statements; ``first``, ``last``: days, YYYYMMDD, that a date must meet."""
    _, keys = _pairs(columns, first, last)
    size, values = len(columns.values["country"]), columns.values["country"]
    return {(str(values[key // size]), str(values[key % size])): number for key, number in _counted(keys)}


def either(columns: Columns) -> dict[tuple[str, str], int]:
    """Pairs, the lesser code first, of which one speaks about the other, and in how many statements either does."""
    rows, keys = _pairs(columns, -NEVER, NEVER)
    values = columns.values["country"]
    rank = np.argsort(np.argsort(np.array([value or "" for value in values])))
    by_rank = np.argsort(rank)
    size = len(values)
    one, other = rank[keys // size], rank[keys % size]
    both = np.minimum(one, other).astype(np.int64) * size + np.maximum(one, other)
    # A joint statement of two about one another counts once.
    found = distinct(np.sort(rows.astype(np.int64) * size * size + both, kind="stable")) % (size * size)
    return {
        (str(values[by_rank[key // size]]), str(values[by_rank[key % size]])): number for key, number in _counted(found)
    }


def _pairs(columns: Columns, first: int, last: int) -> tuple[Ints, Ints]:
    """Rows, and a number for who speaks about whom in each; once for each pair of a row."""
    about, size = columns.members["about"], len(columns.values["country"])
    rows = distinct(about.rows)
    if (first, last) != (-NEVER, NEVER):
        dates, days = columns.single["date"][rows], columns.days
        # What has no date is outside of every range.
        rows = rows[(days.last[dates] >= first) & (days.first[dates] <= last)]
    spoken_at, spoken = about.among(rows)
    speaking_at, speaking = columns.members["country"].among(rows)
    # Of each row every speaker's country with every one that is spoken of.
    number = np.bincount(speaking_at, minlength=len(rows))
    start = np.cumsum(number) - number
    times = number[spoken_at]
    ends = np.cumsum(times)
    flat = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(start[spoken_at] - ends + times, times)
    who, whom = speaking[flat].astype(np.int64), np.repeat(spoken, times).astype(np.int64)
    other = who != whom
    return rows[np.repeat(spoken_at, times)[other]], who[other] * size + whom[other]


def _counted(keys: Ints) -> Iterator[tuple[int, int]]:
    found, numbers = np.unique(keys, return_counts=True)
    return zip(found.tolist(), numbers.tolist(), strict=True)


def _day(number: int) -> str | None:
    return None if number == -NEVER else f"{number // 10_000:04}-{number // 100 % 100:02}-{number % 100:02}"
