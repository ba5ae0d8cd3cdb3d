"""A room whose interface for programs is tried: of an affair of two invented states."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from fastapi import FastAPI

from tests.record.affairs import affair
from verbale.examples import REGISTRY
from verbale.record.store import Record
from verbale.schema import Annotated, Event, Problem
from verbale.web.app import create_app
from verbale.web.room import RoomOptions

#: Requests that are made up for each route.
EXAMPLES = int(os.environ.get("VERBALE_API_EXAMPLES", "12"))


def border_record(path: Path) -> Path:
    """A record of the first articles of the affair, with ids of speakers, a decision and an input not read."""
    with Record.open(path) as record:
        for one in affair("border-shooting")[:4]:
            record.add(_named(one))
        record.add_problem(Problem("lost", "lost.html", "no article text found; give the text as a .txt file"))
        record.decide("BORDER-SHOOTING-03#s3", "act", "accuse", who="A. Reader", why="it blames the patrol")
        record.decide_event("BORDER-SHOOTING-01#e1", "date", "2026-11-08", who="A. Reader", why="Sunday")
        record.settle()
    return path


def border_room(path: Path) -> FastAPI:
    """The room of that record."""
    return create_app(border_record(path), RoomOptions(registry=(REGISTRY,)))


def _named(one: Annotated) -> Annotated:
    statements = []
    for said in one.statements:
        name, country = said.speaker.name, said.speaker.country
        known = f"{(country or 'x').lower()}.{name.lower()}" if name else None
        statements.append(replace(said, speaker=replace(said.speaker, id=known, reason="named in the sentence")))
    events = one.events
    first = next((said for said in statements if said.act == "accuse" and said.speaker.country and said.about), None)
    if first is not None:
        whose = (first.speaker.country or "",)
        events = (
            *events,
            Event("e90", "ACCUSE", whose, first.about, "occurred", -3.0, 0.8, first.content, statement=first.id),
        )
    return replace(one, statements=tuple(statements), events=events)
