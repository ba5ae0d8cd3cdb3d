"""How events and statements are matched with an answer key, as the scorer of the keys does it.

An event is matched one to one on type, an actor in common and a recipient in common (either empty in the key: left
out); where either side is reciprocal, two parties in common are enough. A statement is matched where the words of its
content and the key's overlap by at least half (Jaccard).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.matching import by_words, content_spans, one_to_one
from verbale.schema import Event, Spans

#: Type, actors, recipients and status of a predicted event.
Coded = tuple[str, Sequence[str], Sequence[str], str]


def fits(gold: Sequence[Mapping[str, Any]], found: Sequence[Coded]) -> dict[int, int]:
    """Key events with the predicted event that each is matched with, by index."""
    scored = [(score, i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if (score := _fit(g, f))]
    return dict(one_to_one(scored))


def _fit(gold: Mapping[str, Any], found: Coded) -> float:
    kind, actor, recipient, status = found
    if gold["type"] != kind:
        return 0.0
    a, r, b, s = set(gold["actor"] or ()), set(gold["recipient"] or ()), set(actor), set(recipient)
    if (len(a) > 1 and not r) or (len(b) > 1 and not s):
        if len((a | r) & (b | s)) < min(2, len(a | r)):
            return 0.0
    elif (a and not a & b) or (r and not r & s):
        return 0.0
    return 1.1 if gold["status"] == status else 1.0


@dataclass(frozen=True, slots=True)
class EventScore:
    """How events compare with their keys: shares in [0, 1].

    ``status``: of matched events those of the same status; ``date``: of matched events whose key has a date those with
    that date (of an interval its beginning).
    """

    precision: float
    recall: float
    f1: float
    status: float
    date: float
    key: int
    found: int


def score_events(found: Mapping[str, Sequence[Event]], keys: Mapping[str, Sequence[Mapping[str, Any]]]) -> EventScore:
    """Events by article against the keys' events by article."""
    matched: list[tuple[Mapping[str, Any], Event]] = []
    total = predicted = 0
    for name, gold in keys.items():
        events = found.get(name, ())
        total, predicted = total + len(gold), predicted + len(events)
        taken = fits(gold, [(e.type, e.actor, e.recipient, e.status) for e in events])
        matched += [(gold[i], events[j]) for i, j in taken.items()]
    precision, recall = len(matched) / max(1, predicted), len(matched) / max(1, total)
    dated = [(g["when"], e.date.date or "") for g, e in matched if re.match(r"\d{4}", g.get("when") or "")]
    return EventScore(
        precision,
        recall,
        2 * precision * recall / max(1e-9, precision + recall),
        sum(g["status"] == e.status for g, e in matched) / max(1, len(matched)),
        sum(w.split("/")[0] == d.split("/")[0] for w, d in dated) / max(1, len(dated)),
        total,
        predicted,
    )


def pairs_of_statements(
    text: str, gold: Sequence[Mapping[str, Any]], found: Sequence[Spans]
) -> list[tuple[Mapping[str, Any], int]]:
    """Key statements with the index of the predicted content that each is matched with."""
    return [(gold[i], j) for i, j in by_words(text, gold, found)]


__all__ = ["Coded", "EventScore", "content_spans", "fits", "pairs_of_statements", "score_events"]
