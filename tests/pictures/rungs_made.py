"""Rungs of invented states, one of each kind that a ladder draws."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from verbale.events.ontology import QUADS
from verbale.pictures.ladder import Frame
from verbale.pictures.rungs import PRECISIONS, Rung
from verbale.schema import EVENT_STATUSES

OSK, VLD, TRV, ELSE = "OSK", "VLD", "TRV", "XNN"
NAMES = {OSK: "Oskara", VLD: "Valdia", TRV: "The United Federation of Treverian Republics"}
TWO, THREE = Frame((OSK, VLD), NAMES), Frame((OSK, VLD, TRV), NAMES)


def rung(own_id: str, day: str | None, actors: str = OSK, targets: str = VLD, **fields: Any) -> Rung:
    """A rung; codes with blanks between them."""
    known = {"precision": "day" if day else "", "label": "accuse", "words": f"words of {own_id}", "quad": QUADS[2]}
    known["url"] = f"/item/{own_id}"
    when = dt.date.fromisoformat(day) if day else None
    sides = {"actors": tuple(actors.split()), "targets": tuple(targets.split())}
    return Rung(**{"id": own_id, "day": when, **sides, **known, **fields})


QUARREL = (
    rung("charge", "2031-01-03", who="Halloran", reports=3),
    rung("tariff", "2031-01-04", VLD, OSK, label="SANCTION, tariff", quad=QUADS[3], material=True, answers=("charge",)),
    rung("threat", "2031-01-04", OSK, VLD, label="threaten", answers=("tariff",)),
    rung("talks", "2033-05-01", "OSK VLD", "OSK VLD", label="CONSULT", quad=QUADS[0]),
    rung("ships", "2033-05-02", VLD, OSK, label="MOBILIZE", quad=QUADS[3], material=True, status="negated"),
    rung("aid", "2033-05-03", OSK, VLD, label="AID", quad=QUADS[1], material=True, status="hypothetical"),
    rung("nets", None, OSK, VLD, label="SUPPORT", quad=QUADS[0], status="historical"),
)

_words = st.text(st.characters(codec="utf-8"), max_size=160)
_codes = st.lists(st.sampled_from([OSK, VLD, TRV, ELSE]), max_size=3, unique=True).map(tuple)


@st.composite
def any_rungs(draw: st.DrawFn) -> list[Rung]:
    """Rungs of all kinds, which may answer one another in any way."""
    ids = [f"r{number}" for number in range(draw(st.integers(0, 12)))]
    day = st.none() | st.dates(dt.date(2030, 12, 1), dt.date(2031, 2, 1)) | st.dates()
    return [
        Rung(
            id=name,
            url=draw(_words),
            day=draw(day),
            precision=draw(st.sampled_from([*PRECISIONS, ""])),
            actors=draw(_codes),
            targets=draw(_codes),
            label=draw(_words),
            words=draw(_words),
            quad=draw(st.sampled_from([*QUADS, ""])),
            material=draw(st.booleans()),
            status=draw(st.sampled_from(EVENT_STATUSES)),
            answers=tuple(draw(st.lists(st.sampled_from([*ids, "elsewhere"]), max_size=3))),
            last=draw(day),
            who=draw(_words),
            reports=draw(st.integers(1, 2000)),
        )
        for name in ids
    ]
