"""From rows back to the data: statements with their article's head, whole articles."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from verbale.record.dates import precision_of
from verbale.record.model import ArticleHead, RecordedStatement
from verbale.schema import Article, DateMention, Published, Segment, Spans, Speaker, Statement
from verbale.serialize import turns_from_json

_EVIDENCE = """(SELECT json_group_array(json_array(e.role, e.position, e.start, e."end"))
    FROM evidence AS e WHERE e.statement = f.key)"""
_ABOUT = """(SELECT json_group_array(json_array(b.position, b.country))
    FROM statement_about AS b WHERE b.statement = f.key)"""
_OTHERS = """(SELECT json_group_array(json_array(
        p.position, {id}, p.name, p.office, p.institution, p.country, p.anonymous, p.former, p.reason, p.confidence))
    FROM speakers AS p WHERE p.statement = f.key AND p.position > 0)"""
_CURRENT = "coalesce((SELECT l.current FROM actor_links AS l WHERE l.id = p.id), p.id)"

_COLUMNS = f"""f.*, t.quote,
    a.id AS article_id, a.title, a.outlet, a.url, a.published_date, a.published_precision, a.published_basis,
    a.published_not_before, a.published_not_after,
    {_EVIDENCE} AS evidence, {_ABOUT} AS about"""

#: Statements with all that belongs to them: ``f`` the statement, ``a`` its article, ``t`` its words.
_JOINED = """statements_{layer} AS f
    JOIN articles AS a ON a.key = f.article
    JOIN statement_texts AS t ON t.statement = f.key"""
#: The same as people decided, and as the machine found them.
EFFECTIVE, FOUND = _JOINED.format(layer="effective"), _JOINED.format(layer="found")


def select_statements(
    connection: sqlite3.Connection,
    where: str = "NOT f.hidden",
    order: str = "a.id, f.position",
    parameters: Sequence[Any] = (),
    source: str = EFFECTIVE,
) -> Iterator[RecordedStatement]:
    """Statements that satisfy an SQL condition, one at a time."""
    others = _OTHERS.format(id="p.id" if source == FOUND else _CURRENT)
    sql = f"SELECT {_COLUMNS}, {others} AS co_speakers FROM {source} WHERE {where} ORDER BY {order}"
    for row in connection.execute(sql, parameters):
        yield _recorded(row)


def select_articles(
    connection: sqlite3.Connection, where: str = "1", parameters: Sequence[Any] = ()
) -> Iterator[Article]:
    """Articles that satisfy an SQL condition, in the order of their ids, one at a time."""
    for row in connection.execute(f"SELECT * FROM articles AS a WHERE {where} ORDER BY a.id", parameters):
        segments = connection.execute(
            'SELECT start, "end", kind FROM segments WHERE article = ? ORDER BY position', (row["key"],)
        )
        yield Article(
            id=row["id"],
            text=row["text"],
            published=published_of(row),
            segments=tuple(Segment(*segment) for segment in segments),
            title=row["title"],
            outlet=row["outlet"],
            byline=row["byline"],
            url=row["url"],
            form=row["form"],
            issuer=row["issuer"],
            turns=turns_from_json(json.loads(row["turns"])),
            reasons=tuple(json.loads(row["reasons"]).items()),
        )


def _recorded(row: sqlite3.Row) -> RecordedStatement:
    evidence = _evidence(row["evidence"])
    others = sorted(json.loads(row["co_speakers"]))
    decided = tuple(sorted(row["decided"].split(","))) if row["decided"] else ()
    precision = precision_of(row["date"]) if "date" in decided else row["date_precision"]
    statement = Statement(
        id=row["id"],
        kind=row["kind"],
        act=row["act"],
        act_confidence=row["act_confidence"],
        confidence=row["confidence"],
        in_headline=bool(row["in_headline"]),
        nested_in=row["nested_in"],
        source=evidence["source"],
        cue=evidence["cue"],
        content=evidence["content"],
        prompted_by=evidence["prompted_by"],
        speaker=_speaker([row[f"speaker_{name}"] for name in _SPEAKER]),
        co_speakers=tuple(_speaker(other[1:]) for other in others),
        addressee=row["addressee"],
        about=tuple(country for _, country in sorted(json.loads(row["about"]))),
        topics=tuple(json.loads(row["topics"])),
        date=DateMention(row["date"], precision, row["date_text"], row["date_basis"]),
    )
    head = ArticleHead(row["article_id"], row["title"], row["outlet"], row["url"], published_of(row))
    return RecordedStatement(head, statement, row["quote"], decided)


_SPEAKER = ("id", "name", "office", "institution", "country", "anonymous", "former", "reason", "confidence")


def _speaker(values: Sequence[Any]) -> Speaker:
    known = dict(zip(_SPEAKER, values, strict=True))
    known["anonymous"], known["former"] = bool(known["anonymous"]), bool(known["former"])
    return Speaker(**known)


def _evidence(value: str) -> dict[str, Spans]:
    pieces: dict[str, Spans] = {"source": (), "cue": (), "content": (), "prompted_by": ()}
    for role, _, start, end in sorted(json.loads(value)):
        pieces[role] = (*pieces[role], (start, end))
    return pieces


def published_of(row: sqlite3.Row) -> Published:
    """The publication date in a row that has its columns."""
    return Published(
        date=row["published_date"],
        precision=row["published_precision"],
        basis=row["published_basis"],
        not_before=row["published_not_before"],
        not_after=row["published_not_after"],
    )
