"""The record: one SQLite file of articles, statements, events and decisions, with search and exports."""

from verbale.record.model import (
    ActorChange,
    ActorLink,
    ArticleHead,
    Counts,
    Decision,
    EventDecision,
    EventFilters,
    Filters,
    OfficeSeen,
    Outcome,
    RecordedActor,
    RecordedEvent,
    RecordedStatement,
    SearchResult,
)
from verbale.record.store import Record

__all__ = [
    "ActorChange",
    "ActorLink",
    "ArticleHead",
    "Counts",
    "Decision",
    "EventDecision",
    "EventFilters",
    "Filters",
    "OfficeSeen",
    "Outcome",
    "Record",
    "RecordedActor",
    "RecordedEvent",
    "RecordedStatement",
    "SearchResult",
]
