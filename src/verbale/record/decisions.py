"""What a person decided about a statement, and finding the statement again after a new reading of its article.

A decision names a statement by its article, its place and its words. After each writing of the article it is looked
for anew: first the same words at the nearest place; else, in the same text, the statement that covers the same place
best, by at least half; else, in a text that changed, a statement whose words hold or are held by the old ones, at
least half as long. Found nowhere, the decision is kept and holds for nothing until the statement comes back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from verbale.language.labels import ACTS
from verbale.record.dates import precision_of
from verbale.record.model import DECIDABLE, Decision, RecordedStatement
from verbale.record.quotes import place_of, speaker_words
from verbale.record.reading import FOUND, select_statements
from verbale.record.writing import now, storable
from verbale.schema import STATEMENT_KINDS

#: Least share of a place or of words that makes two the same.
HALF = 0.5


class _Candidate(NamedTuple):
    key: int
    start: int
    end: int
    quote: str


def checked(field: str, value: str | bool | None) -> str | None:
    """The value as it is stored. Raises ``ValueError`` for a field or value outside the vocabularies."""
    if field not in DECIDABLE:
        raise ValueError(f"{field!r} cannot be decided; the fields are {', '.join(DECIDABLE)}")
    if field == "hidden":
        if not isinstance(value, bool):
            raise ValueError("hidden is true or false")
        return "1" if value else "0"
    if isinstance(value, bool):
        raise ValueError(f"{field} is a text or None")
    vocabulary = {"act": tuple(ACTS), "kind": STATEMENT_KINDS}.get(field)
    if vocabulary and value not in vocabulary:
        raise ValueError(f"{field} is one of {', '.join(vocabulary)}, not {value!r}")
    if field == "speaker_id" and value is not None:
        if not value.strip():
            raise ValueError("speaker_id is an actor id or None")
        return storable(value.strip())
    if field == "date" and value is not None and precision_of(value) is None:
        raise ValueError(f"date is YYYY, YYYY-MM, YYYY-MM-DD or start/end, not {value!r}")
    return value


class Verdict(NamedTuple):
    """What is decided: a field's value, as :func:`checked` returns it, by whom and why."""

    field: str
    value: str | None
    who: str
    why: str


def write_decision(connection: sqlite3.Connection, target: RecordedStatement, verdict: Verdict) -> None:
    """Keeps a decision about ``target`` and puts it into effect; called inside a transaction."""
    write_decisions(connection, [target], verdict)


def write_decisions(connection: sqlite3.Connection, targets: Iterable[RecordedStatement], verdict: Verdict) -> None:
    """Keeps the same decision about each of ``targets`` and puts it into effect; called inside a transaction."""
    articles = dict.fromkeys(_keep(connection, target, verdict) for target in targets)
    for article in articles:
        apply_decisions(connection, article)


def _keep(connection: sqlite3.Connection, target: RecordedStatement, verdict: Verdict) -> str:
    """Keeps a decision; returns the id of its article."""
    article = target.article.id
    (sha256,) = connection.execute("SELECT sha256 FROM articles WHERE id = ?", (article,)).fetchone()
    start, end = place_of(target.statement)
    connection.execute(
        'INSERT INTO decisions (article, sha256, start, "end", quote, field, value, who, why, decided_at) '
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (article, sha256, start, end, target.quote, *verdict, now()),
    )
    return article


def apply_decisions(connection: sqlite3.Connection, article: str) -> None:
    """Finds the statements that an article's decisions are about; later decisions win over earlier ones."""
    decisions = connection.execute("SELECT * FROM decisions WHERE article = ? ORDER BY key", (article,)).fetchall()
    if not decisions:
        return
    key, sha256, text = connection.execute("SELECT key, sha256, text FROM articles WHERE id = ?", (article,)).fetchone()
    connection.execute(
        "DELETE FROM overrides WHERE statement IN (SELECT key FROM statements WHERE article = ?)", (key,)
    )
    candidates = _candidates(connection, key)
    for decision in decisions:
        statement = _find(decision, candidates, same_text=decision["sha256"] == sha256)
        if statement is not None:
            connection.execute(
                "INSERT OR REPLACE INTO overrides VALUES (?, ?, ?, ?)",
                (statement, decision["field"], decision["value"], decision["key"]),
            )
    _refresh_search(connection, key, text)


def select_decisions(connection: sqlite3.Connection, article: str | None = None) -> Iterator[Decision]:
    """All decisions, or those about one article, oldest first, each with the statement it holds for now."""
    where, given = of_article(article)
    rows = connection.execute(
        f"""SELECT d.*, s.id AS statement FROM decisions AS d
        LEFT JOIN overrides AS o ON o.decision = d.key
        LEFT JOIN statements AS s ON s.key = o.statement
        {where} ORDER BY d.key""",
        given,
    )
    for row in rows:
        yield Decision(
            article=row["article"],
            statement=f"{row['article']}#{row['statement']}" if row["statement"] else None,
            **decided(row),
        )


def of_article(article: str | None) -> tuple[str, tuple[str, ...]]:
    """The SQL condition for decisions ``d`` about one article, None for all; with its parameters."""
    return ("", ()) if article is None else ("WHERE d.article = ?", (storable(article),))


def decided(row: sqlite3.Row) -> dict[str, Any]:
    """What a decision of either table says: where, in which words, what, by whom, why and when."""
    names = ("start", "end", "quote", "field", "value", "who", "why", "decided_at")
    return {name: row[name] for name in names}


def _candidates(connection: sqlite3.Connection, article: int) -> list[_Candidate]:
    keys = _keys(connection, article)
    found = select_statements(connection, "f.article = ?", parameters=(article,), source=FOUND)
    return [_Candidate(keys[one.statement.id], *place_of(one.statement), one.quote) for one in found]


def _keys(connection: sqlite3.Connection, article: int) -> dict[str, int]:
    rows = connection.execute("SELECT id, key FROM statements WHERE article = ?", (article,))
    return {row["id"]: row["key"] for row in rows}


def _find(decision: sqlite3.Row, candidates: list[_Candidate], *, same_text: bool) -> int | None:
    start, end, quote = decision["start"], decision["end"], decision["quote"]
    same = [one for one in candidates if one.quote == quote]
    if same:
        return min(same, key=lambda one: abs(one.start - start)).key
    scored = [
        (overlap((start, end), (one.start, one.end)) if same_text else held(quote, one.quote), one.key)
        for one in candidates
    ]
    best = max(scored, default=(0.0, 0))
    return best[1] if best[0] >= HALF else None


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """The share of two places that is in both, 0 to 1."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / max(1, max(one[1], other[1]) - min(one[0], other[0]))


def held(one: str, other: str) -> float:
    """How much of the longer words the shorter are, white space aside; 0 where they are not in them."""
    short, long = sorted((" ".join(one.split()), " ".join(other.split())), key=len)
    return len(short) / len(long) if short and short in long else 0.0


def _refresh_search(connection: sqlite3.Connection, article: int, text: str) -> None:
    """Makes the full-text index name the speakers as decided."""
    keys = _keys(connection, article)
    for one in list(select_statements(connection, "f.article = ?", parameters=(article,))):
        connection.execute(
            "UPDATE statement_texts SET speaker = ?1 WHERE statement = ?2 AND speaker <> ?1",
            (speaker_words(text, one.statement), keys[one.statement.id]),
        )
