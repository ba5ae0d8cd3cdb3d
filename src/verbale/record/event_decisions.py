"""What a person decided about an event, and finding the event again after a new reading of its article.

As for statements (:mod:`verbale.record.decisions`), the event is looked for by the place and words of its best
evidence. One sentence often tells several events, so the type and the parties that it had decide between them; an
event that has neither is another one.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple, get_args

from verbale.errors import NotInRecordError
from verbale.record.dates import first_day, last_day, precision_of
from verbale.record.decisions import HALF, Verdict, decided, held, of_article, overlap
from verbale.record.events import FOUND, select_events
from verbale.record.model import EVENT_DECIDABLE, EventDecision, RecordedEvent
from verbale.record.quotes import event_place
from verbale.record.writing import now, storable
from verbale.schema import EventStatus

_PARTIES = ("actor", "recipient")


class _Candidate(NamedTuple):
    key: int
    start: int
    end: int
    quote: str
    one: RecordedEvent


def checked_event(one: RecordedEvent, field: str, value: str | Sequence[str] | bool | None) -> str | None:
    """The value as it is stored. Raises ``ValueError`` for a field or value outside the vocabularies.

    ``one``: the event as it stands, whose type has modes.
    """
    if field not in EVENT_DECIDABLE:
        raise ValueError(f"{field!r} cannot be decided; the fields are {', '.join(EVENT_DECIDABLE)}")
    if field == "hidden":
        if not isinstance(value, bool):
            raise ValueError("hidden is true or false")
        return "1" if value else "0"
    if field in _PARTIES:
        return _codes(field, value)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{field} is a text or None")
    vocabulary = _vocabulary(one, field)
    if vocabulary is not None and value not in vocabulary:
        raise ValueError(f"{field} is one of {', '.join(map(str, vocabulary))}, not {value!r}")
    if field == "date" and value is not None and precision_of(value) is None:
        raise ValueError(f"date is YYYY, YYYY-MM, YYYY-MM-DD or start/end, not {value!r}")
    return value


def _codes(field: str, value: str | Sequence[str] | bool | None) -> str:
    if isinstance(value, (str, bool)):
        raise ValueError(f"{field} is a list of codes")
    codes = [storable(code.strip()) for code in value or ()]
    if not all(codes) or (field == "actor" and not codes):
        raise ValueError(f"{field} is a list of codes, none of them empty, and an event has an actor")
    return json.dumps(codes, ensure_ascii=False)


def _vocabulary(one: RecordedEvent, field: str) -> tuple[str | None, ...] | None:
    from verbale.events.ontology import Ontology

    if field == "status":
        return get_args(EventStatus)
    if field == "type":
        return tuple(Ontology.load().types)
    if field == "mode":
        return (None, *Ontology.load().type(one.event.type).modes)
    return None


def write_event_decision(connection: sqlite3.Connection, target: RecordedEvent, verdict: Verdict) -> None:
    """Keeps a decision about ``target`` (the event as found) and puts it into effect; called inside a transaction."""
    article, event = target.article.id, target.event
    found = connection.execute("SELECT sha256, text FROM articles WHERE id = ?", (article,)).fetchone()
    if found is None:
        raise NotInRecordError(f"no article {article!r}; another program may have changed the record")
    start, end = event_place(event)
    parties = [json.dumps(list(codes), ensure_ascii=False) for codes in (event.actor, event.recipient)]
    connection.execute(
        'INSERT INTO event_decisions (article, sha256, start, "end", quote, type, actor, recipient, field, value, who, '
        "why, decided_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (article, found["sha256"], start, end, found["text"][start:end], event.type, *parties, *verdict, now()),
    )
    apply_event_decisions(connection, article)


def apply_event_decisions(connection: sqlite3.Connection, article: str) -> None:
    """Finds the events that an article's decisions are about; later decisions win over earlier ones."""
    decisions = connection.execute(
        "SELECT * FROM event_decisions WHERE article = ? ORDER BY key", (article,)
    ).fetchall()
    if not decisions:
        return
    key, sha256, text = connection.execute("SELECT key, sha256, text FROM articles WHERE id = ?", (article,)).fetchone()
    connection.execute("DELETE FROM event_overrides WHERE event IN (SELECT key FROM events WHERE article = ?)", (key,))
    candidates = _candidates(connection, key, text)
    held_now: dict[int, dict[str, tuple[str | None, int]]] = {}
    for decision in decisions:
        found = _find(decision, candidates, same_text=decision["sha256"] == sha256)
        if found is not None:
            held_now.setdefault(found, {})[decision["field"]] = (decision["value"], decision["key"])
    by_key = {one.key: one.one for one in candidates}
    for event, fields in held_now.items():
        rows = [(event, field, value, decision, False) for field, (value, decision) in fields.items()]
        rows += [(event, field, value, by, True) for field, value, by in _following(by_key[event], fields)]
        connection.executemany("INSERT INTO event_overrides VALUES (?, ?, ?, ?, ?)", rows)


def select_event_decisions(connection: sqlite3.Connection, article: str | None = None) -> Iterator[EventDecision]:
    """All decisions about events, or those of one article, oldest first, each with the event it holds for now."""
    where, given = of_article(article)
    rows = connection.execute(
        f"""SELECT d.*, e.id AS event FROM event_decisions AS d
        LEFT JOIN event_overrides AS o ON o.decision = d.key AND NOT o.derived
        LEFT JOIN events AS e ON e.key = o.event
        {where} ORDER BY d.key""",
        given,
    )
    for row in rows:
        yield EventDecision(
            article=row["article"],
            event=f"{row['article']}#{row['event']}" if row["event"] else None,
            **decided(row),
        )


def _following(one: RecordedEvent, fields: dict[str, tuple[str | None, int]]) -> Iterator[tuple[str, str | None, int]]:
    """What follows from the decisions about an event: field, value, and the decision it follows from."""
    from verbale.events.ontology import Ontology, OntologyError

    ontology = Ontology.load()
    if "date" in fields:
        date, by = fields["date"]
        yield "date_start", first_day(date), by
        yield "date_end", last_day(date), by
    if not fields.keys() & {"type", "mode"}:
        return
    type_, by = fields.get("type") or (one.event.type, fields["mode"][1])
    mode = fields["mode"][0] if "mode" in fields else one.event.mode
    try:
        if mode is not None and mode not in ontology.type(type_ or "").modes:
            # A mode belongs to its type: that of the type found is none of the type decided.
            mode = None
            if "mode" not in fields:
                yield "mode", None, by
        if one.event.subtype and type_ not in ontology.subtypes[one.event.subtype].types:
            yield "subtype", None, by
        yield "score", str(ontology.score(type_ or "", mode)), by
    except (OntologyError, KeyError):
        return  # words of another version of the ontology: the score stays as it was found


def _candidates(connection: sqlite3.Connection, article: int, text: str) -> list[_Candidate]:
    rows = connection.execute("SELECT id, key FROM events WHERE article = ?", (article,))
    keys = {row["id"]: row["key"] for row in rows}
    out = []
    for one in select_events(connection, "f.article = ?", (article,), FOUND):
        start, end = event_place(one.event)
        out.append(_Candidate(keys[one.event.id], start, end, text[start:end], one))
    return out


def _find(decision: sqlite3.Row, candidates: list[_Candidate], *, same_text: bool) -> int | None:
    start, end, quote = decision["start"], decision["end"], decision["quote"]
    ranked: list[tuple[bool, int, float, int, int]] = []
    for one in candidates:
        alike = _alike(decision, one.one)
        near = overlap((start, end), (one.start, one.end)) if same_text else held(quote, one.quote)
        if alike and (one.quote == quote or near >= HALF):
            ranked.append((one.quote == quote, alike, near, -abs(one.start - start), one.key))
    return max(ranked)[-1] if ranked else None


def _alike(decision: sqlite3.Row, one: RecordedEvent) -> int:
    """How much the event is the one decided about: 3 of the same type and parties, 2 of the parties, 1 of the type."""
    same = tuple(tuple(json.loads(decision[role])) == getattr(one.event, role) for role in _PARTIES)
    return 2 * all(same) + int(decision["type"] == one.event.type)
