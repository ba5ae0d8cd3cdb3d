"""A room of two affairs of invented states, whose names are known: lists of exports, and shots at a border."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.record.affairs import affair
from verbale.events.ontology import Ontology
from verbale.examples import REGISTRY
from verbale.record.store import Record
from verbale.schema import Annotated, Event
from verbale.web.app import create_app
from verbale.web.room import RoomOptions


@pytest.fixture(scope="session")
def affairs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of both, settled."""
    path = tmp_path_factory.mktemp("looking") / "affairs.db"
    with Record.open(path) as record:
        for name in ("export-lists", "border-shooting"):
            for one in affair(name):
                record.add(_named(one))
        record.settle()
    return path


@pytest.fixture(scope="session")
def room(affairs: Path) -> Iterator[TestClient]:
    """Its room; redirects are not followed."""
    app = create_app(affairs, RoomOptions(registry=(REGISTRY,)))
    with TestClient(app, follow_redirects=False) as client:
        yield client


def _named(one: Annotated) -> Annotated:
    """With ids of speakers and scores of events, and an event done by the first statement about another."""
    statements = []
    for said in one.statements:
        name, country = said.speaker.name, said.speaker.country
        known = f"{(country or 'x').lower()}.{name.lower()}" if name else None
        statements.append(replace(said, speaker=replace(said.speaker, id=known, reason="named", confidence=0.9)))
    events = [replace(event, score=Ontology.load().score(event.type)) for event in one.events]
    for said in statements:
        if said.act == "accuse" and said.speaker.country and said.about:
            who = (said.speaker.country,)
            events.append(
                Event("e90", "ACCUSE", who, said.about, "occurred", -3.0, 0.8, said.content, statement=said.id)
            )
            break
    return replace(one, statements=tuple(statements), events=tuple(events))
