"""Events of texts about invented states, read with the shipped model."""

from __future__ import annotations

import pytest

from verbale import Annotated, AnnotateOptions, Annotator
from verbale.articles.build import article_from_text
from verbale.articles.raw import Metadata
from verbale.dates.periods import PRECISIONS
from verbale.events.ontology import Ontology
from verbale.examples import ARTICLES, REGISTRY
from verbale.language.labels import STATUSES
from verbale.schema import Event

EXPELLED = "BRENHOLT: Tarvenia on Tuesday expelled three Kestrian diplomats over the shooting at the border."


@pytest.fixture(scope="module")
def reader() -> Annotator:
    return Annotator(AnnotateOptions(registry=(REGISTRY,)))


@pytest.fixture(scope="module")
def examples(reader: Annotator) -> list[Annotated]:
    found = [one for one in reader.run([str(ARTICLES)]) if isinstance(one, Annotated)]
    assert sum(len(one.events) for one in found) > len(found) / 2
    return found


def events(reader: Annotator, text: str, published: str | None = "2031-05-08") -> list[Event]:
    return list(reader.read(article_from_text(text, metadata=Metadata(published=published))).events)


def the(found: list[Event], kind: str, actor: str, recipient: str) -> Event:
    (one,) = [e for e in found if e.type == kind and e.actor == (actor,) and e.recipient == (recipient,)]
    return one


def test_an_expulsion(reader: Annotator) -> None:
    found = the(events(reader, EXPELLED), "SANCTION", "XTV", "XKE")
    assert (found.status, found.mode, found.date.date) == ("occurred", "expel", "2031-05-06")
    assert found.score < 0
    assert not found.in_headline
    assert "expelled" in EXPELLED[slice(*found.evidence[0])]


def test_sanctions_are_sanctions(reader: Annotator) -> None:
    text = "CALVESSA: Meridonia on Tuesday imposed sweeping sanctions on Kestria over its fishing fleet."
    assert [(e.type, e.actor, e.recipient) for e in events(reader, text)] == [("SANCTION", ("XME",), ("XKE",))]


def test_what_was_not_done_is_negated(reader: Annotator) -> None:
    text = "Tarvenia has not expelled any Kestrian diplomats, Foreign Minister Gunvar Elstrin said on Tuesday."
    assert the(events(reader, text), "SANCTION", "XTV", "XKE").status == "negated"


def test_what_was_long_ago_is_background(reader: Annotator) -> None:
    text = "In 2019 Meridonia expelled three Kestrian diplomats.\n\nMeridonia is a small country with many lakes."
    found = the(events(reader, text), "SANCTION", "XME", "XKE")
    assert (found.status, found.date.date) == ("historical", "2019")


def test_without_a_publication_date_a_weekday_has_no_date(reader: Annotator) -> None:
    found = the(events(reader, EXPELLED, None), "SANCTION", "XTV", "XKE")
    assert (found.date.date, found.date.text) == (None, "Tuesday")


def test_found_in_the_headline_only(reader: Annotator) -> None:
    calm = "It rained on the lake on Wednesday, and nobody sailed out. The harbour was quiet, and the boats stayed in."
    alone = the(events(reader, f"Tarvenia expels three Kestrian diplomats\n\n{calm}"), "SANCTION", "XTV", "XKE")
    assert alone.in_headline
    both = the(events(reader, f"Tarvenia expels three Kestrian diplomats\n\n{EXPELLED}"), "SANCTION", "XTV", "XKE")
    assert not both.in_headline
    assert len(both.evidence) == 2


def test_what_is_done_by_saying_names_its_statement(reader: Annotator) -> None:
    text = "“Kestria must leave the valley,” Foreign Minister Gunvar Elstrin of Tarvenia said on Tuesday."
    article = article_from_text(text, metadata=Metadata(published="2031-05-08"))
    found = reader.read(article)
    request = the(list(found.events), "REQUEST", "XTV", "XKE")
    (statement,) = found.statements
    assert (request.statement, request.date) == (statement.id, statement.date)


@pytest.mark.parametrize(
    "text", ["It rained on the lake.", "Kestria is a country.", "“", "Kestria lies north of Valdoria."]
)
def test_where_nothing_happens_there_are_no_events(reader: Annotator, text: str) -> None:
    assert events(reader, text) == []


def test_events_are_whole(examples: list[Annotated]) -> None:
    ontology = Ontology.load()
    for one in examples:
        text, ids = one.article.text, {s.id for s in one.statements}
        assert [e.id for e in one.events] == [f"e{i + 1}" for i in range(len(one.events))]
        for event in one.events:
            assert event.type in ontology.types
            assert event.mode is None or event.mode in ontology.types[event.type].modes
            assert event.score == ontology.score(event.type, event.mode)
            assert event.status in STATUSES
            assert event.statement is None or event.statement in ids
            assert event.actor
            assert event.recipient or len(event.actor) > 1
            assert not set(event.actor) & set(event.recipient)
            assert event.evidence
            for start, end in event.evidence:
                assert 0 <= start < end <= len(text)
                assert text[start:end].strip() == text[start:end]
            assert 0 < event.confidence <= 1
            assert 0.2 <= event.status_confidence <= 1
            assert event.date.precision is None or event.date.precision in PRECISIONS


def test_events_stand_in_read_segments_only(examples: list[Annotated]) -> None:
    for one in examples:
        # The labels of a transcript's speakers are bylines, and sources too.
        dim = [s for s in one.article.segments if s.kind in ("boilerplate", "caption", "dateline")]
        for start, end in (span for event in one.events for span in event.evidence):
            assert not any(s.start < end and start < s.end for s in dim), one.article.text[start:end]


def test_no_event_without_a_known_actor(examples: list[Annotated], reader: Annotator) -> None:
    known = {*reader.registry.states, *reader.registry.organisations, *reader.registry.groups}
    for one in examples:
        for event in one.events:
            assert {*event.actor, *event.recipient} <= known


def test_statements_and_events_agree_on_who_and_when(examples: list[Annotated]) -> None:
    for one in examples:
        by_id = {s.id: s for s in one.statements}
        for event in one.events:
            if event.statement:
                statement = by_id[event.statement]
                assert event.date == statement.date
                assert statement.speaker.country in event.actor
