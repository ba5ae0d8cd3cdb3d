"""What the first pages would wait for, loaded once when the room is opened."""

from __future__ import annotations

from contextlib import suppress

from starlette.datastructures import QueryParams

from verbale.errors import RecordError
from verbale.record import glance
from verbale.record.browse import Browse
from verbale.record.model import EventFilters
from verbale.record.pages import page_of_events
from verbale.web import narrowing, wording
from verbale.web.pages import front
from verbale.web.room import Room


def warm(room: Room) -> None:
    """Browse statements and events once, count what the front page counts, and learn who speaks and all names.

    A record that cannot be read is left.
    """
    wording.act_class("state")
    with suppress(RecordError, OSError), room.record() as record:
        record.browse(Browse(size=1))
        room.counts(record)
        room.page("countries.html", {"here": "", "section": "", "asked": "", "counts": None, "found": ()})
        # What is typed is understood by the names of the registry and of the record.
        narrowing.asked_by(QueryParams(q="statements"), room, narrowing.context_of(room, record))
        narrowing.actor_names(room, record)
        # Who speaks for a country is found among all that speak.
        room.kept(record, "actors", glance.all_actors)
        front.kept(room, record)
        page_of_events(record, EventFilters(), 1)
