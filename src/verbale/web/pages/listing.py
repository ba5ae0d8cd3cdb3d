"""Statements and events page by page, for the pages that list them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from fastapi import Query

from verbale.record import glance
from verbale.record.browse import Browse
from verbale.record.model import RecordedEvent, RecordedStatement
from verbale.record.store import Record

T = TypeVar("T")
SIZE = 20
#: The number of a page in an address.
PageNumber = Annotated[int, Query(ge=1, le=1_000_000)]


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """One page of a list: what stands on it, how many there are in all, which page of how many it is."""

    shown: tuple[T, ...]
    total: int
    page: int
    pages: int


def listed(all_of: Sequence[T], page: int, size: int = SIZE) -> Listed[T]:
    """A page of what is all there; one after the last is empty."""
    pages = max(1, -(-len(all_of) // size))
    return Listed(tuple(all_of[(page - 1) * size : page * size]), len(all_of), page, pages)


def statements(record: Record, query: Browse) -> Listed[RecordedStatement]:
    """The page of statements that ``query`` asks for."""
    found = record.browse(query, values=0)
    return Listed(found.statements, found.total, found.page, max(1, found.pages))


def events(record: Record, code: str, page: int = 1, size: int = SIZE) -> Listed[RecordedEvent]:
    """A page of the events in which ``code`` takes part, the newest first, undated ones last."""
    found, total = glance.events_of(record, code, size, (page - 1) * size)
    return Listed(found, total, page, max(1, -(-total // size)))
