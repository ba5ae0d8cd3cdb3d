"""A list of results as a file: what a query finds, with the query and the count inside.

The rows are those of ``verbale export statements``, or ``events``, in the order of the list. Beside their fields each
has its ``rank`` and, the same in every row, what the list is: ``list_query`` (in words), ``list_address`` (by which it
is found again), ``list_total`` (how many the query found) and ``list_made`` (when, UTC). They are columns, since
nothing else survives: a comment above a CSV's header is a row to spreadsheets and an error to most readers, a first
line of another shape breaks JSON Lines, and what stands in a file's name is lost with it. Parquet has them in its
metadata as well, so that there an empty list tells what it is.

The CSV is written so that it opens unharmed in a spreadsheet and is read without options by programs:

- It begins with a byte order mark. Without one Excel takes UTF-8 for the machine's old code page. pandas, readr,
  data.table and DuckDB pass over it; base R's ``read.csv`` adds it to the first column's name, which is therefore
  ``rank``, the one column that can be missed.
- Offsets (``source``, ``cue``, ``content``, ``prompted_by``, ``evidence``) are left out: Excel takes ``5-12`` for a
  day of the year. JSON Lines and Parquet have them.
- ``first_day`` and ``last_day`` hold the days that the statement's date, or else its article's, stands for, both whole
  dates, since Excel takes ``2031-05`` for the first of May.
- Text that a spreadsheet would run gets an apostrophe before it, as in every export.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from typing import IO, Any, Literal

from verbale.errors import MissingExtraError
from verbale.record.browse import Browse, browse, browse_all
from verbale.record.database import errors
from verbale.record.dates import first_day, last_day
from verbale.record.export import FORMATS, Format, What, _columns, _flat, event_row, statement_row
from verbale.record.model import EventFilters, RecordedEvent, RecordedStatement
from verbale.record.store import Record
from verbale.serialize import Json, dumps

#: Media types of the forms.
MEDIA_TYPES: dict[Format, str] = {
    "csv": "text/csv; charset=utf-8; header=present",
    "jsonl": "application/x-ndjson; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}
#: Columns that every list has beside those of statements: before them, and after.
BEFORE = ("rank", "first_day", "last_day")
AFTER = ("list_query", "list_address", "list_total", "list_made")

_OFFSETS = frozenset({"source", "cue", "content", "prompted_by", "evidence"})
_BATCH = 500


@dataclass(frozen=True, slots=True)
class ListHead:
    """What a list is, as written into it.

    ``query``: in words. ``address``: where it is found again, empty for none. ``total``: how many statements or
    events the query finds. ``made``: ISO time, UTC.
    """

    query: str
    address: str = ""
    total: int = 0
    made: str = ""


def export_list(record: Record, query: Browse, form: Format, out: IO[bytes], head: ListHead) -> int:
    """Write all that a query finds, whatever its page; returns how many statements were written.

    ``head``: what it is called and where it is found again; its count and its time are set here. Raises ``ValueError``
    for a malformed date or an unknown form, :class:`~verbale.errors.RecordError`, and
    :class:`~verbale.errors.MissingExtraError` for Parquet without pyarrow.
    """
    with errors(record.path):
        total = count_of(record, query)
        made = datetime.now(UTC).isoformat(timespec="seconds")
        found = browse_all(record._connection, query)
        return write_list(found, form, out, replace(head, total=total, made=made))


def export_events(record: Record, filters: EventFilters, form: Format, out: IO[bytes], head: ListHead) -> int:
    """Write all events that ``filters`` find, the newest first; returns how many. As :func:`export_list`."""
    from verbale.record.pages import all_events, count_events

    total = count_events(record, filters)
    made = datetime.now(UTC).isoformat(timespec="seconds")
    return write_list(all_events(record, filters), form, out, replace(head, total=total, made=made), "events")


def count_of(record: Record, query: Browse) -> int:
    """How many statements a query finds, exactly."""
    with errors(record.path):
        first = browse(record._connection, replace(query, page=1, size=1), values=0)
        return first.total if first.exact else sum(1 for _ in browse_all(record._connection, query))


def write_list(
    found: Iterable[RecordedStatement | RecordedEvent],
    form: Format,
    out: IO[bytes],
    head: ListHead,
    what: Literal["statements", "events"] = "statements",
) -> int:
    """Write statements or events as a list; returns how many. Raises as :func:`export_list`."""
    writers = {"csv": _write_csv, "jsonl": _write_jsonl, "parquet": _write_parquet}
    if form not in writers:
        raise ValueError(f"{form!r} is no form of list; known are {', '.join(FORMATS)}")
    return writers[form](what, _rows(found, head), out, head)


def _rows(found: Iterable[RecordedStatement | RecordedEvent], head: ListHead) -> Iterator[Json]:
    after = dict(zip(AFTER, (head.query, head.address, head.total, head.made), strict=True))
    for rank, one in enumerate(found, 1):
        before = dict(zip(BEFORE, (rank, first_day(one.when), last_day(one.when)), strict=True))
        yield {**before, **(event_row(one) if isinstance(one, RecordedEvent) else statement_row(one)), **after}


def _write_csv(what: What, rows: Iterable[Json], out: IO[bytes], _head: ListHead) -> int:
    columns = [*BEFORE, *(name for name in _columns(what) if name not in _OFFSETS), *AFTER]
    text = io.TextIOWrapper(out, encoding="utf-8-sig", errors="replace", newline="", write_through=True)
    try:
        writer = csv.DictWriter(text, columns, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        written = 0
        for row in rows:
            writer.writerow(_flat(row))
            written += 1
        return written
    finally:
        text.detach()


def _write_jsonl(_what: What, rows: Iterable[Json], out: IO[bytes], _head: ListHead) -> int:
    written = 0
    for row in rows:
        out.write(dumps(row).encode("utf-8") + b"\n")
        written += 1
    return written


def _write_parquet(what: What, rows: Iterable[Json], out: IO[bytes], head: ListHead) -> int:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtraError("Parquet", "parquet") from error

    columns = _schema(what, head)
    written = 0
    left = iter(rows)
    with pq.ParquetWriter(out, columns, compression="zstd") as writer:
        while batch := list(islice(left, _BATCH)):
            writer.write_table(pa.Table.from_pylist(batch, schema=columns))
            written += len(batch)
    return written


def _schema(what: What, head: ListHead) -> Any:
    """The columns of a list, with what it is as the file's metadata."""
    import pyarrow as pa

    from verbale.record.columns import schema

    before = [pa.field("rank", pa.int64()), pa.field("first_day", pa.string()), pa.field("last_day", pa.string())]
    after = [pa.field(name, pa.int64() if name == "list_total" else pa.string()) for name in AFTER]
    told = {"query": head.query, "address": head.address, "total": str(head.total), "made": head.made}
    return pa.schema(
        [*before, *schema(what), *after],
        metadata={f"verbale.{name}": value.encode("utf-8", "replace") for name, value in told.items()},
    )
