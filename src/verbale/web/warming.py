"""What the first pages would wait for, loaded once when the room is opened."""

from __future__ import annotations

from contextlib import suppress

from starlette.datastructures import QueryParams

from verbale.errors import RecordError
from verbale.record.browse import Browse
from verbale.web import narrowing, wording
from verbale.web.pages import front
from verbale.web.room import Room


def warm(room: Room) -> None:
    """Browse once, count what the front page counts, and learn the names; a record that cannot be read is left."""
    wording.act_class("state")
    with suppress(RecordError, OSError), room.record() as record:
        record.browse(Browse(size=1))
        room.counts(record)
        room.page("countries.html", {"here": "", "section": "", "asked": "", "counts": None, "found": ()})
        # What is typed is understood by the names of the registry and of the record.
        narrowing.asked_by(QueryParams(q="statements"), room, narrowing.context_of(room, record))
        narrowing.actor_names(room, record)
        front.kept(room, record)
