"""The record: one SQLite file of articles, statements and decisions, with search and exports."""

from verbale.record.model import (
    ActorChange,
    ActorLink,
    ArticleHead,
    Counts,
    Decision,
    Filters,
    OfficeSeen,
    Outcome,
    RecordedActor,
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
    "Filters",
    "OfficeSeen",
    "Outcome",
    "Record",
    "RecordedActor",
    "RecordedStatement",
    "SearchResult",
]
