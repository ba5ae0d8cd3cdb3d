"""Records of invented affairs, served without a network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.record.affairs import affair
from verbale.events.ontology import Ontology
from verbale.record.store import Record
from verbale.schema import (
    Annotated,
    Article,
    DateMention,
    Event,
    Problem,
    Published,
    Segment,
    Speaker,
    Statement,
)
from verbale.web.app import create_app
from verbale.web.room import RoomOptions

#: What a page must show and not run.
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202eKETSIA\u202c&amp;\x07"
STRANGE_ID = "a/b c?d=1&e<i>\"'#f\u05d0.x"
LONG = "w" * 10_000


@pytest.fixture(scope="session")
def river(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the affair of the river dam, with the offices and ids of two speakers, and one decision."""
    path = tmp_path_factory.mktemp("web") / "river.db"
    with Record.open(path) as record:
        for one in affair("river-dam"):
            record.add(_told(one))
        record.add_problem(Problem("lost", "lost.html", "no article text found; give the text as a .txt file"))
        first = next(iter(record.statements()))
        record.decide(first.id, "act", "deny", who="A. Reader", why="it says that it is not so")
        record.settle()
    return path


def _told(one: Annotated) -> Annotated:
    """With ids, and an event done by the first statement."""
    ontology = Ontology.load()
    statements = [replace(said, speaker=_named(said.speaker)) for said in one.statements]
    events = [replace(event, score=ontology.score(event.type)) for event in one.events]
    if statements and statements[0].about and statements[0].speaker.country:
        who = (statements[0].speaker.country,)
        events.append(
            Event(
                "e99", "ACCUSE", who, statements[0].about, "occurred", -3.0, 0.8, statements[0].content,
                statement=statements[0].id, mode="disapprove", contexts=("environment",),
            )
        )  # fmt: skip
    return replace(one, statements=tuple(statements), events=tuple(events))


def _named(speaker: Speaker) -> Speaker:
    if not speaker.name:
        return speaker
    office = "foreign minister" if speaker.name.endswith("Ostrane") else None
    name = f"{(speaker.country or 'x').lower()}.{speaker.name.lower()}"
    return replace(speaker, id=name, office=office, reason="named in the sentence", confidence=0.9)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record in which every text holds what a page must not run."""
    path = tmp_path_factory.mktemp("web") / "hostile.db"
    text = f"{HOSTILE} headline\n\nHe said {HOSTILE} and {LONG}.\n\nCookies {HOSTILE}"
    body = text.index("He said")
    foot = text.index("Cookies")
    start, end = text.index(HOSTILE, body), text.index(".", body + 8 + len(HOSTILE))
    speaker = Speaker(HOSTILE, HOSTILE, HOSTILE, HOSTILE, "X<i>", reason=HOSTILE, confidence=0.4)
    statement = Statement(
        "s1", "direct", "accuse", 0.7, ((body, body + 2),), ((body + 3, body + 7),), ((start, end),), speaker,
        co_speakers=(replace(speaker, id=None, name=LONG),), about=("X\"'<",), topics=("<t>",), addressee=HOSTILE,
        date=DateMention("2024-05", "month", HOSTILE, HOSTILE), prompted_by=((start, start + 9),),
    )  # fmt: skip
    inner = replace(statement, id="s2", nested_in="s1", content=((start + 8, start + 14),), source=(), cue=())
    event = Event(
        "e1", "ACCUSE", ("X<i>",), ("X\"'<",), "occurred", -3.0, 0.6, ((body, start + 12),), statement="s1",
        mode="<m>", subtype="<s>", contexts=("<c>",),
    )  # fmt: skip
    article = Article(
        STRANGE_ID, text, Published("2024-05-06", "day", HOSTILE),
        (Segment(0, body - 2, "headline"), Segment(body, foot - 2, "body"), Segment(foot, len(text), "boilerplate")),
        HOSTILE, HOSTILE, HOSTILE, "javascript:alert(1)", reasons=(("title", HOSTILE),), issuer=HOSTILE,
    )  # fmt: skip
    with Record.open(path) as record:
        record.add(Annotated(article, (statement, inner), model=HOSTILE, events=(event,)))
        record.add_problem(Problem(HOSTILE, HOSTILE, HOSTILE))
        record.decide(f"{STRANGE_ID}#s1", "kind", "direct", who=HOSTILE, why=HOSTILE)
        record.merge_actors(HOSTILE, "other", who=HOSTILE, why=HOSTILE)
    return path


Rooms = Callable[..., TestClient]


@pytest.fixture(scope="session")
def rooms() -> Rooms:
    """The room of a record, as a client whose redirects are not followed."""

    def made(path: Path, options: RoomOptions | None = None, *, failing: bool = True) -> TestClient:
        app = create_app(path, options)
        return TestClient(app, raise_server_exceptions=failing, follow_redirects=False)

    return made


@pytest.fixture
def room(rooms: Rooms, river: Path) -> TestClient:
    """The room of the river dam."""
    return rooms(river)
