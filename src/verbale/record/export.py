"""Exports of a record's articles, statements and events as JSON Lines, CSV or Parquet, one row at a time.

The fields are those of ``verbale annotate``; each statement and event also has its article's ``id``, ``url``,
``outlet`` and ``published`` under ``article``, its own ``id`` made unique (``ARTICLE#s1``), and its ``quote``. In CSV
nested fields become columns (``speaker_country``), lists are joined by ``;`` and spans written ``start-end``. A text
cell that a spreadsheet would run as a formula (it begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return)
gets an apostrophe before it; the JSON Lines and Parquet forms are exact.
"""

from __future__ import annotations

import csv
import io
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal

from verbale.errors import MissingExtraError, RecordError
from verbale.record.database import errors
from verbale.record.model import ArticleHead, RecordedEvent, RecordedStatement
from verbale.record.store import Record
from verbale.schema import Article
from verbale.serialize import Json, article_to_json, dumps, event_to_json, published_to_json, statement_to_json

if TYPE_CHECKING:
    from verbale.linking.items import Item
    from verbale.record.threads import RecordedExchange

What = Literal["articles", "statements", "events", "exchanges", "positions"]
WHATS: tuple[What, ...] = ("articles", "statements", "events", "exchanges", "positions")
Format = Literal["jsonl", "csv", "parquet"]
FORMATS: tuple[Format, ...] = ("jsonl", "csv", "parquet")

_BATCH = 500
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SPAN_FIELDS = frozenset({"source", "cue", "content", "prompted_by", "evidence"})


def export(record: Record, what: What, form: Format, out: IO[bytes]) -> int:
    """Writes all articles, statements or events to ``out``; returns how many.

    Raises :class:`~verbale.errors.MissingExtraError` for Parquet without pyarrow.
    """
    rows: dict[What, Callable[[], Iterable[Json]]] = {
        "articles": lambda: map(_article_row, record.articles()),
        "statements": lambda: map(statement_row, record.statements()),
        "events": lambda: map(event_row, record.events()),
        "exchanges": lambda: map(exchange_row, record.exchanges()),
        "positions": lambda: _position_rows(record),
    }
    write: Callable[[What, Iterable[Json], IO[bytes]], int] = {
        "jsonl": _write_jsonl,
        "csv": _write_csv,
        "parquet": _write_parquet,
    }[form]
    return write(what, rows[what](), out)


def _position_rows(record: Record) -> Iterator[Json]:
    from verbale.record.line_rows import entry_rows
    from verbale.record.lines import each_position

    with errors(record.path):
        for position in each_position(record._connection):
            yield from entry_rows(record, position)


def exchange_row(one: RecordedExchange) -> Json:
    """An exchange as exported: both sides with their words, and why they are linked."""
    return {
        "response": one.response.id,
        "to": one.to.id,
        "score": one.score,
        "basis": one.basis,
        "reason": one.reason,
        **{f"response_{name}": value for name, value in _side(one.response).items()},
        **{f"to_{name}": value for name, value in _side(one.to).items()},
    }


def _side(item: Item) -> Json:
    return {
        "kind": item.kind,
        "what": item.act or item.type,
        "actors": sorted(item.actors),
        "targets": sorted(item.targets),
        "date": str(item.day) if item.day else None,
        "quote": item.words,
        "outlet": item.outlet or None,
        "article": item.article,
    }


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes ``path``'s place when all is written, and leaves it as it was when anything fails."""
    if path.is_dir():
        raise RecordError(f"{path}: is a directory; --output is a file")
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with draft.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise RecordError(f"{path}: cannot be written ({error.strerror or error})") from error
    finally:
        draft.unlink(missing_ok=True)


def statement_row(one: RecordedStatement) -> Json:
    """A recorded statement as exported."""
    row = statement_to_json(one.statement)
    own = row.pop("id")
    nested = row["nested_in"]
    row["nested_in"] = f"{one.article.id}#{nested}" if nested else None
    decided = {"decided": list(one.decided)}
    return {"id": f"{one.article.id}#{own}", "article": _head(one.article), "quote": one.quote, **row, **decided}


def event_row(one: RecordedEvent) -> Json:
    """A recorded event as exported."""
    row = event_to_json(one.event)
    del row["id"]
    statement = row["statement"]
    row["statement"] = f"{one.article.id}#{statement}" if statement else None
    return {"id": one.id, "article": _head(one.article), "quote": one.quote, **row, "decided": list(one.decided)}


def _head(article: ArticleHead) -> Json:
    return {
        "id": article.id,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "published": published_to_json(article.published),
    }


def _article_row(article: Article) -> Json:
    row = article_to_json(article)
    row.pop("turns", None)
    # Field names that differ from article to article would make columns that do.
    row["reasons"] = [f"{field}: {reason}" for field, reason in article.reasons]
    return row


def _write_jsonl(_what: What, rows: Iterable[Json], out: IO[bytes]) -> int:
    written = 0
    for row in rows:
        out.write(dumps(row).encode("utf-8") + b"\n")
        written += 1
    return written


def _write_csv(what: What, rows: Iterable[Json], out: IO[bytes]) -> int:
    text = io.TextIOWrapper(out, encoding="utf-8", errors="replace", newline="", write_through=True)
    try:
        writer = csv.DictWriter(text, _columns(what), lineterminator="\n")
        writer.writeheader()
        written = 0
        for row in rows:
            writer.writerow(_flat(row))
            written += 1
        return written
    finally:
        text.detach()


def _columns(what: What) -> list[str]:
    """The CSV columns, from the fields of an empty row, so that a record without statements has them too."""
    return list(_flat(_EMPTY[what]()))


def _flat(row: Json, prefix: str = "") -> dict[str, str | int | float | bool | None]:
    flat: dict[str, str | int | float | bool | None] = {}
    for name, value in row.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{name}_")
        else:
            flat[prefix + name] = _cell(name, value)
    return flat


def _cell(name: str, value: Any) -> str | int | float | bool | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = ";".join(_item(name, item) for item in value)
    if isinstance(value, str):
        return "'" + value if value.startswith(_FORMULA) else value
    return value  # type: ignore[no-any-return]


def _item(name: str, item: Any) -> str:
    if name in _SPAN_FIELDS:
        return f"{item[0]}-{item[1]}"
    if name == "segments":
        return f"{item['start']}-{item['end']} {item['kind']}"
    if name == "co_speakers":
        known = item["name"] or item["office"] or item["institution"] or ""
        return f"{known} ({item['country']})" if item["country"] else known
    return str(item)


def _write_parquet(what: What, rows: Iterable[Json], out: IO[bytes]) -> int:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtraError("Parquet", "parquet") from error
    from verbale.record.columns import schema

    columns = schema(what)
    written = 0
    remaining = iter(rows)
    with pq.ParquetWriter(out, columns, compression="zstd") as writer:
        while batch := list(islice(remaining, _BATCH)):
            writer.write_table(pa.Table.from_pylist(batch, schema=columns))
            written += len(batch)
    return written


def _empty_article() -> Json:
    return _article_row(Article(id="", text=""))


def _empty_statement() -> Json:
    from verbale.schema import Published, Speaker, Statement

    nothing = Statement("", "direct", "", 0.0, (), (), (), Speaker())
    return statement_row(RecordedStatement(ArticleHead("", None, None, None, Published()), nothing, ""))


def _empty_event() -> Json:
    from verbale.schema import Event, Published

    nothing = Event("", "", (), (), "occurred", 0.0, 0.0, ())
    return event_row(RecordedEvent(ArticleHead("", None, None, None, Published()), nothing, ""))


def _empty_exchange() -> Json:
    from verbale.linking.items import Item
    from verbale.record.threads import RecordedExchange

    nothing = Item("", "", "statement", (0, 0), "")
    return exchange_row(RecordedExchange(nothing, nothing, 0.0, "question", ""))


def _empty_position() -> Json:
    from verbale.record.line_rows import empty_row

    return empty_row()


_EMPTY: dict[What, Callable[[], Json]] = {
    "articles": _empty_article,
    "statements": _empty_statement,
    "events": _empty_event,
    "exchanges": _empty_exchange,
    "positions": _empty_position,
}
