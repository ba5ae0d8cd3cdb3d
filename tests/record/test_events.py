from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.record.fakes import REPORT, briefing, event, eventful, report
from tests.record.test_store import integrity, rounded
from verbale.errors import NotInRecordError, RecordError
from verbale.record import EventFilters, Record
from verbale.schema import Annotated, DateMention, Published


@pytest.fixture
def told(record: Record) -> Record:
    record.add(eventful())
    record.add(briefing())
    return record


def ids(record: Record, **filters: Any) -> list[str]:
    return [one.event.id for one in record.events(EventFilters(**filters))]


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(query).fetchall()


def shifted() -> Annotated:
    """The same article with a paragraph before, its events one further in the numbering."""
    text = "Breaking news.\n\n" + REPORT
    moved = eventful(text=text)
    first = event(text, "e1", ("Breaking news",), type="CONSULT", actor=("TRV",), recipient=())
    others = tuple(replace(one, id=f"e{number}") for number, one in enumerate(moved.events, start=2))
    return replace(moved, events=(first, *others))


def test_gives_back_what_was_added(told: Record) -> None:
    assert told.article("report") == rounded(eventful())
    assert told.article("report", decided=False) == rounded(eventful())
    assert told.article("briefing") == rounded(briefing())


def test_one_statement_or_event_of_an_article(record: Record) -> None:
    whole = eventful()
    first, second = whole.statements
    record.add(replace(whole, statements=(first, replace(second, nested_in="s1"))))

    def only(own: str) -> list[str]:
        found = record.article("report", only=own)
        assert found.article == rounded(whole).article
        return [*(said.id for said in found.statements), *(done.id for done in found.events)]

    assert only("s1") == ["s1", "s2", "e1"]
    assert only("s2") == ["s2"]
    assert only("e2") == ["e2"]
    assert only("s9") == []


def test_reading_again_changes_nothing(path: Path) -> None:
    with Record.open(path) as record:
        assert record.add(eventful()) == "new"
    before = path.read_bytes()
    shaken = tuple(replace(one, confidence=0.5, status_confidence=0.5) for one in eventful().events)
    with Record.open(path) as record:
        assert record.add(eventful()) == "unchanged"
        assert record.add(replace(eventful(), events=shaken)) == "unchanged"
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "changed",
    [
        report(),
        replace(eventful(), events=eventful().events[1:]),
        replace(eventful(), events=(replace(eventful().events[0], status="future"),)),
        shifted(),
    ],
)
def test_a_new_reading_replaces_the_events(told: Record, path: Path, changed: Annotated) -> None:
    assert told.add(changed) == "changed"
    assert told.article("report") == rounded(changed)
    assert told.add(changed) == "unchanged"
    told.close()
    integrity(path)
    for table in ("event_parties", "event_contexts", "event_evidence"):
        assert rows(path, f"SELECT count(*) FROM {table} WHERE event NOT IN (SELECT key FROM events)") == [(0,)]


def test_nothing_is_left_of_an_article_that_fails_halfway(record: Record, path: Path) -> None:
    twice = replace(eventful(), events=eventful().events[:1] * 2)
    with pytest.raises(RecordError):
        record.add(twice)
    assert record.counts().articles == 0
    record.close()
    assert rows(path, "SELECT count(*) FROM event_parties") == [(0,)]


def test_odd_characters_do_not_stop_it(record: Record) -> None:
    odd = replace(eventful().events[0], actor=("OS\ud800",), date=DateMention(None, None, "the \ud800 day", ""))
    record.add(replace(eventful(), events=(odd,)))
    assert record.event("report#e1").event.actor == ("OS\ufffd",)


def test_one_event_by_name(told: Record) -> None:
    one = told.event("report#e1")
    assert (one.id, one.when, one.article.outlet) == ("report#e1", "2031-05-06", "The Lune Courier")
    assert one.quote == "We will not pay it. … Oskara rejects harbour fee"
    assert told.event("report#e4").when == "2031-05-07"
    assert told.event("report#e3").when is None
    with pytest.raises(NotInRecordError, match=r"report#e9.*that article has e1, e2, e3, e4"):
        told.event("report#e9")
    with pytest.raises(NotInRecordError, match="that article has none"):
        told.event("briefing#e1")
    with pytest.raises(NotInRecordError, match="named ARTICLE#e1"):
        told.event("e1")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["e1", "e2", "e3", "e4"]),
        ({"actor": ("VLD",)}, ["e3", "e4"]),
        ({"actor": ("vld ",)}, ["e3", "e4"]),
        ({"actor": ("OSK",), "recipient": ("VLD",)}, ["e1", "e2", "e4"]),
        ({"actor": ("TRV",), "recipient": ("OSK",)}, ["e4"]),
        ({"recipient": ("UNO", "TRV")}, ["e3", "e4"]),
        ({"recipient": ("XXX",)}, []),
        ({"type": ("REJECT", "agree")}, ["e1", "e2"]),
        ({"status": ("negated",)}, ["e3"]),
        ({"article": ("briefing",)}, []),
        ({"article": ("report", "briefing")}, ["e1", "e2", "e3", "e4"]),
        ({"since": "2031-05-07"}, ["e4"]),
        ({"until": "2031-05-06"}, ["e1", "e2"]),
        ({"since": "2031-02", "until": "2031-03-01"}, ["e2"]),
        ({"since": "2031", "until": "2031", "type": ("CONSULT",)}, ["e4"]),
        ({"since": "2031-04", "actor": ("OSK",), "status": ("occurred",)}, ["e1", "e4"]),
        ({"actor": ("\ud800",)}, []),
    ],
)
def test_filters(told: Record, filters: dict[str, Any], found: list[str]) -> None:
    assert ids(told, **filters) == found


@pytest.mark.parametrize("date", ["soon", "2031-05/2031-06"])
def test_a_malformed_date_is_refused(told: Record, date: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        ids(told, since=date)


def test_an_actor_alone_is_no_recipient(record: Record) -> None:
    alone = event(REPORT, "e1", ("We will not pay it.",), recipient=())
    record.add(replace(report(), events=(alone,)))
    assert ids(record, actor=("OSK",)) == ["e1"]
    assert ids(record, recipient=("OSK",)) == []


def test_what_the_record_holds(told: Record) -> None:
    assert told.counts().events == 4
    assert "UNO" in told.countries()


def test_other_programs_can_ask_for_dyads(told: Record, path: Path) -> None:
    told.decide_event("report#e1", "recipient", ["TRV", "UNO"], who="a")
    told.close()
    dyads = "SELECT actor, recipient FROM event_dyads WHERE type = '{}' ORDER BY 1, 2"
    assert rows(path, dyads.format("REJECT")) == [("OSK", "TRV"), ("OSK", "UNO")]
    assert len(rows(path, dyads.format("CONSULT"))) == 6
    days = "SELECT date_start, date_end FROM event_dyads WHERE actor = 'OSK' AND recipient = 'VLD' AND type = 'AGREE'"
    assert rows(path, days) == [("2030-01-01", "2031-03-31")]


def test_a_decision_shows_and_the_machine_s_layer_stays(told: Record) -> None:
    told.decide_event("report#e1", "status", "hypothetical", who="R. Tann", why="a threat")
    told.decide_event("report#e1", "actor", ["TRV", "OSK"], who="R. Tann")
    one = told.event("report#e1")
    assert (one.event.status, one.event.actor, one.decided) == ("hypothetical", ("TRV", "OSK"), ("actor", "status"))
    assert told.article("report").events[0] == one.event
    assert told.article("report", decided=False) == rounded(eventful())
    assert ids(told, actor=("TRV",), recipient=("VLD",)) == ["e1", "e4"]
    assert [(one.field, one.value, one.who, one.why, one.event) for one in told.event_decisions()] == [
        ("status", "hypothetical", "R. Tann", "a threat", "report#e1"),
        ("actor", '["TRV", "OSK"]', "R. Tann", "", "report#e1"),
    ]


def test_a_decided_type_takes_what_belongs_to_the_old_one(told: Record) -> None:
    told.decide_event("report#e1", "type", "THREATEN", who="a")
    one = told.event("report#e1")
    assert (one.event.mode, one.event.score, one.decided) == (None, -3.5, ("type",))
    told.decide_event("report#e1", "mode", "restrict", who="a")
    one = told.event("report#e1")
    assert (one.event.mode, one.event.score, one.decided) == ("restrict", -3.0, ("mode", "type"))
    told.decide_event("report#e1", "mode", None, who="a")
    assert told.event("report#e1").event.score == -3.5


def test_a_subtype_stays_with_the_types_that_have_it(told: Record) -> None:
    told.decide_event("report#e1", "type", "SANCTION", who="a")
    assert told.event("report#e1").event.subtype == "tariff"
    told.decide_event("report#e1", "type", "PROTEST", who="a")
    assert told.event("report#e1").event.subtype is None


def test_a_decided_date_has_its_days(told: Record) -> None:
    told.decide_event("report#e3", "date", "2032-02", who="a")
    date = told.event("report#e3").event.date
    assert (date.date, date.precision, date.basis) == ("2032-02", "month", "decided by a person")
    assert ids(told, since="2032-02-29") == ["e3"]
    told.decide_event("report#e1", "date", None, who="a")
    assert told.event("report#e1").when == "2031-05-07"
    assert "e1" in ids(told, since="2031-05-07")


def test_hidden_events_are_left_out_and_can_come_back(told: Record) -> None:
    told.decide_event("report#e1", "hidden", True, who="a")
    assert ids(told) == ["e2", "e3", "e4"]
    assert len(told.article("report").events) == 3
    assert told.counts().events == 3
    with pytest.raises(NotInRecordError):
        told.event("report#e1")
    told.decide_event("report#e1", "hidden", False, who="a")
    assert told.event("report#e1").event.type == "REJECT"


def test_decisions_outlive_a_new_reading(told: Record, path: Path) -> None:
    told.decide_event("report#e3", "status", "future", who="a")
    told.decide_event("report#e1", "hidden", True, who="a")
    told.add(shifted())
    assert told.event("report#e4").event.status == "future"
    assert ids(told) == ["e1", "e3", "e4", "e5"]
    told.add(report())
    assert [one.event for one in told.event_decisions()] == [None, None]
    told.add(eventful())
    assert [one.event for one in told.event_decisions()] == ["report#e3", "report#e1"]
    told.close()
    integrity(path)


def test_of_events_with_the_same_words_the_right_one_is_decided(record: Record) -> None:
    words = ("We will not pay it.",)
    both = (event(REPORT, "e1", words), event(REPORT, "e2", words, type="ACCUSE"))
    record.add(replace(report(), events=both))
    record.decide_event("report#e2", "status", "future", who="a")
    swapped = tuple(replace(one, id=f"e{number}") for number, one in enumerate(reversed(both), start=1))
    record.add(replace(report(), events=swapped))
    assert [(one.event.type, one.event.status) for one in record.events()] == [
        ("ACCUSE", "future"),
        ("REJECT", "occurred"),
    ]


def test_a_decision_is_not_given_to_another_event_of_the_sentence(record: Record) -> None:
    words = ("We will not pay it.",)
    record.add(replace(report(), events=(event(REPORT, "e1", words),)))
    record.decide_event("report#e1", "hidden", True, who="a")
    other = event(REPORT, "e1", words, type="AID", actor=("TRV",), recipient=("UNO",))
    record.add(replace(report(), events=(other,)))
    assert ids(record) == ["e1"]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("score", "1", "cannot be decided"),
        ("type", "QUARREL", "type is one of AGREE"),
        ("type", None, "type is one of"),
        ("mode", "visit", "mode is one of None, assist"),
        ("status", "maybe", "status is one of occurred"),
        ("hidden", "yes", "true or false"),
        ("actor", "OSK", "list of codes"),
        ("actor", [], "an event has an actor"),
        ("recipient", ["OSK", " "], "none of them empty"),
        ("date", "soon", "date is YYYY"),
        ("type", True, "a text or None"),
    ],
)
def test_values_outside_the_vocabularies_are_refused(told: Record, field: str, value: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        told.decide_event("report#e1", field, value, who="a")
    assert list(told.event_decisions()) == []


def test_decisions_need_a_name_and_an_event(told: Record) -> None:
    with pytest.raises(ValueError, match="who made it"):
        told.decide_event("report#e1", "status", "future", who=" ")
    with pytest.raises(NotInRecordError):
        told.decide_event("report#e9", "status", "future", who="a")


def test_dates_and_topics_of_statements_are_kept(record: Record) -> None:
    record.add(report(published=Published("2031-05-07", "day", "given")))
    one = record.statement("report#s1").statement
    assert one.topics == ("trade",)
    assert one.date == DateMention("2031-05-06", "day", "Tuesday", "the Tuesday before publication")
