"""The record: one SQLite file of articles, statements and decisions, with search and exports."""

from verbale.record.model import (
    ArticleHead,
    Counts,
    Decision,
    Filters,
    Outcome,
    RecordedStatement,
    SearchResult,
)
from verbale.record.store import Record

__all__ = [
    "ArticleHead",
    "Counts",
    "Decision",
    "Filters",
    "Outcome",
    "Record",
    "RecordedStatement",
    "SearchResult",
]
