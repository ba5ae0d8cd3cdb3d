"""Writing one article and all that was found in it; called inside a transaction."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from verbale.record.dates import first_day, last_day
from verbale.record.quotes import event_quote, quote_of, speaker_words
from verbale.schema import Annotated, Article, Event, Speaker, Statement
from verbale.serialize import annotated_from_json, annotated_to_json, turns_to_json

_SURROGATES = re.compile("[\ud800-\udfff]")


def fingerprint(annotated: Annotated) -> str:
    """A hash of everything that a reader would see of the article: text, metadata, model version and what was found.

    The probabilities are left out: their last digits depend on which articles were read in one batch.
    """
    value = annotated_to_json(annotated)
    for statement in value["statements"]:
        del statement["confidence"], statement["act_confidence"]
    for event in value["events"]:
        del event["confidence"], event["status_confidence"]
    for exchange in value["exchanges"]:
        del exchange["confidence"]
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def storable(text: str) -> str:
    """Text that UTF-8 can hold: each lone surrogate (odd file names and JSON have them) becomes U+FFFD."""
    return _SURROGATES.sub("\ufffd", text)


def storable_article(annotated: Annotated) -> Annotated:
    """The same article with every text in it :func:`storable`; offsets stay."""
    line = json.dumps(annotated_to_json(annotated), ensure_ascii=False)
    clean = storable(line)
    return annotated if clean == line else annotated_from_json(json.loads(clean))


def text_sha256(text: str) -> str:
    """The hash of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def now() -> str:
    """This second, in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def write_article(
    connection: sqlite3.Connection, annotated: Annotated, mark: str, source: str | None, key: int | None
) -> int:
    """Writes the article, in the place of row ``key`` where given; returns its row. ``mark``: its fingerprint."""
    if key is not None:
        connection.execute("DELETE FROM articles WHERE key = ?", (key,))
    row = _insert(connection, "articles", {"key": key, **_article_row(annotated, mark, source)})
    connection.executemany(
        "INSERT INTO segments VALUES (?, ?, ?, ?, ?)",
        [(row, place, seg.start, seg.end, seg.kind) for place, seg in enumerate(annotated.article.segments)],
    )
    for place, statement in enumerate(annotated.statements):
        _write_statement(connection, annotated.article, row, place, statement)
    for place, event in enumerate(annotated.events):
        _write_event(connection, annotated.article, row, place, event)
    return row


def _article_row(annotated: Annotated, mark: str, source: str | None) -> dict[str, Any]:
    article = annotated.article
    return {
        "id": article.id,
        "sha256": text_sha256(article.text),
        "fingerprint": mark,
        "text": article.text,
        "title": article.title,
        "outlet": article.outlet,
        "byline": article.byline,
        "url": article.url,
        "form": article.form,
        "issuer": article.issuer,
        "published_date": article.published.date,
        "published_precision": article.published.precision,
        "published_basis": article.published.basis,
        "published_not_before": article.published.not_before,
        "published_not_after": article.published.not_after,
        "reasons": json.dumps(dict(article.reasons), ensure_ascii=False),
        "turns": json.dumps(turns_to_json(article.turns), ensure_ascii=False),
        "source": source,
        "model": annotated.model,
        "read_at": now(),
    }


def _write_statement(
    connection: sqlite3.Connection, article: Article, row: int, place: int, statement: Statement
) -> None:
    key = _insert(
        connection,
        "statements",
        {
            "article": row,
            "position": place,
            "id": statement.id,
            "kind": statement.kind,
            "act": statement.act,
            "act_confidence": round(statement.act_confidence, 4),
            "confidence": round(statement.confidence, 4),
            "in_headline": statement.in_headline,
            "nested_in": statement.nested_in,
            "addressee": statement.addressee,
            "topics": json.dumps(list(statement.topics), ensure_ascii=False),
            "date": statement.date.date,
            "date_precision": statement.date.precision,
            "date_text": statement.date.text,
            "date_basis": statement.date.basis,
        },
    )
    for role in ("source", "cue", "content", "prompted_by"):
        connection.executemany(
            "INSERT INTO evidence VALUES (?, ?, ?, ?, ?)",
            [(key, role, number, start, end) for number, (start, end) in enumerate(getattr(statement, role))],
        )
    connection.executemany(
        "INSERT INTO speakers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_speaker_row(key, number, one) for number, one in enumerate((statement.speaker, *statement.co_speakers))],
    )
    connection.executemany(
        "INSERT INTO statement_about VALUES (?, ?, ?)",
        [(key, number, country) for number, country in enumerate(statement.about)],
    )
    connection.execute(
        "INSERT INTO statement_texts VALUES (?, ?, ?, ?)",
        (key, quote_of(article.text, statement), speaker_words(article.text, statement), article.title or ""),
    )


def _write_event(connection: sqlite3.Connection, article: Article, row: int, place: int, event: Event) -> None:
    key = _insert(
        connection,
        "events",
        {
            "article": row,
            "position": place,
            "id": event.id,
            "type": event.type,
            "mode": event.mode,
            "subtype": event.subtype,
            "status": event.status,
            "status_confidence": round(event.status_confidence, 4),
            "score": event.score,
            "confidence": round(event.confidence, 4),
            "in_headline": event.in_headline,
            "statement": event.statement,
            "date": event.date.date,
            "date_precision": event.date.precision,
            "date_text": event.date.text,
            "date_basis": event.date.basis,
            "date_start": first_day(event.date.date),
            "date_end": last_day(event.date.date),
            "quote": event_quote(article.text, event),
        },
    )
    parties = [(key, role, number, code) for role in ("actor", "recipient") for number, code in _numbered(event, role)]
    connection.executemany("INSERT INTO event_parties VALUES (?, ?, ?, ?)", parties)
    contexts = [(key, number, context) for number, context in _numbered(event, "contexts")]
    connection.executemany("INSERT INTO event_contexts VALUES (?, ?, ?)", contexts)
    connection.executemany(
        "INSERT INTO event_evidence VALUES (?, ?, ?, ?)",
        [(key, number, start, end) for number, (start, end) in enumerate(event.evidence)],
    )


def _numbered(event: Event, name: str) -> Iterator[tuple[int, str]]:
    yield from enumerate(getattr(event, name))


def _speaker_row(key: int, number: int, one: Speaker) -> tuple[Any, ...]:
    named = (one.id, one.name, one.office, one.institution, one.country)
    return (key, number, *named, one.anonymous, one.former, one.reason, one.confidence)


def _insert(connection: sqlite3.Connection, table: str, row: dict[str, Any]) -> int:
    names = ", ".join(row)
    marks = ", ".join("?" * len(row))
    cursor = connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))
    assert cursor.lastrowid is not None
    return cursor.lastrowid
