"""From what was read to events."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.events.made import Say, article, named, read, statement, words
from verbale.events.coding import find_events, statement_date, weighed, with_topics
from verbale.events.ontology import Ontology
from verbale.events.weighing import FEATURES, Weights
from verbale.events.when import Calendar
from verbale.schema import Article, Event, Statement

#: Everything is an event that was read at least as likely as not.
PLAIN = Weights(tuple(float(name in ("relation read", "statement")) for name in FEATURES), 0.0, 0.5)


def events(made: Article, says: list[Say], statements: list[Statement] | None = None) -> tuple[Event, ...]:
    reading = read(made, says)
    return find_events(reading, statements or [], Calendar(made, made.text), PLAIN)


def one(text: str, *says: Say, published: str | None = "2031-05-08") -> Event:
    (found,) = events(article(text, published), list(says))
    return found


SANCTION = Say("SANCTION", "Kestria", "Valdoria", "imposed")
TEXT = "Kestria imposed an arms embargo on Valdoria on Tuesday."


def test_an_event_says_who_did_what_to_whom_and_when() -> None:
    found = one(TEXT, SANCTION)
    assert (found.id, found.type, found.actor, found.recipient) == ("e1", "SANCTION", ("XKE",), ("XVA",))
    assert (found.status, found.date.date, found.statement) == ("occurred", "2031-05-06", None)
    assert words(TEXT, found.evidence[0]) == "Kestria imposed an arms embargo on Valdoria"
    assert "military" in found.contexts
    assert found.score == Ontology.load().score("SANCTION", found.mode) < 0
    assert found.confidence == pytest.approx(0.9, abs=1e-3)
    assert found.status_confidence > 0.5


def test_the_words_of_the_evidence_give_mode_and_subtype() -> None:
    text = "Kestria expelled two diplomats of Valdoria."
    found = one(text, replace(SANCTION, word="expelled"))
    assert found.mode == "expel"
    assert found.score == Ontology.load().score("SANCTION", "expel")


def test_what_is_unlikely_is_left_out() -> None:
    assert events(article(TEXT), [replace(SANCTION, chance=0.4)]) == ()
    assert weighed(read(article(TEXT), [replace(SANCTION, chance=0.4)]), [], Calendar(article(TEXT), TEXT), PLAIN)


def test_events_stand_in_the_order_of_their_evidence() -> None:
    text = "Kestria imposed duties on Valdoria. Tarvenia thanked Ilmaria.\n\nMeridonia struck Tarvenia."
    says = [
        Say("ASSAULT", "Meridonia", "Tarvenia", "struck"),
        Say("SUPPORT", "Tarvenia", "Ilmaria", "thanked"),
        SANCTION,
    ]
    found = events(article(text), says)
    assert [(e.id, e.type) for e in found] == [("e1", "SANCTION"), ("e2", "SUPPORT"), ("e3", "ASSAULT")]
    assert [e.evidence[0] for e in found] == sorted(e.evidence[0] for e in found)


def test_who_should_do_something_is_asked() -> None:
    text = "It was stressed that Kestria should refrain from helping the foes of Valdoria."
    found = one(text, Say("REQUEST", "Kestria", "Valdoria", "refrain"))
    assert (found.actor, found.recipient) == (("XVA",), ("XKE",))
    urged = "Kestria should urge Valdoria to refrain, and Kestria asked Valdoria for it."
    kept = one(urged, Say("REQUEST", "Kestria", "Valdoria", "urge"))
    assert (kept.actor, kept.recipient) == (("XKE",), ("XVA",))


def test_a_negated_event_stays_negated() -> None:
    found = one("Kestria never imposed anything on Valdoria.", replace(SANCTION, status="negated"))
    assert found.status == "negated"
    assert found.score < 0


@pytest.mark.parametrize(
    ("when", "read_as", "status"),
    [
        ("on Tuesday", "occurred", "occurred"),
        ("on Tuesday", "future", "future"),
        ("in 2019", "occurred", "historical"),
        ("in 2019", "negated", "negated"),
        ("on June 3, 2031", "hypothetical", "hypothetical"),
    ],
)
def test_the_date_has_a_word_in_the_status(when: str, read_as: str, status: str) -> None:
    say = replace(SANCTION, status=read_as, sure=0.6)
    assert one(f"Kestria imposed duties on Valdoria {when}.", say).status == status


def test_a_day_to_come_is_no_past() -> None:
    found = one("Kestria imposed duties on Valdoria on June 3, 2031.", SANCTION)
    assert found.date.date == "2031-06-03"
    assert found.status not in ("occurred", "historical")


def test_without_any_date_nothing_is_dated() -> None:
    found = one("Kestria imposed duties on Valdoria.", SANCTION, published=None)
    assert found.date.date is None
    assert one(TEXT, SANCTION, published=None).date.text == "Tuesday"


def test_what_occurred_without_a_date_takes_the_day_of_the_news() -> None:
    text = "The pact fell on Tuesday.\n\nIt rained.\n\nKestria imposed duties on Valdoria."
    found = one(text, SANCTION)
    assert found.date.date == "2031-05-06"
    assert "news" in found.date.basis
    assert one(text, replace(SANCTION, status="hypothetical")).date.date is None


def test_what_others_say_happened_takes_no_day_from_outside() -> None:
    text = "Tarvenia said on Tuesday that Kestria imposed duties on Valdoria."
    made = statement(text, "Tarvenia", "said", "that Kestria imposed duties on Valdoria")
    (found,) = events(article(text), [SANCTION], [made])
    assert (found.date.date, found.statement) == (None, None)


def test_what_is_done_by_saying_names_its_statement() -> None:
    text = "Kestria accused Valdoria of lying on Tuesday. It rained."
    made = statement(text, "Kestria", "accused", "of lying", "accuse", about=("XVA",), number=7)
    made = replace(made, date=statement_date(made, Calendar(article(text), text)))
    (found,) = events(article(text), [Say("ACCUSE", "Kestria", "Valdoria", "accused")], [made])
    assert (found.type, found.statement) == ("ACCUSE", "s7")
    assert found.date == made.date
    assert found.date.date == "2031-05-06"


def test_a_headline_and_its_body_are_one_event() -> None:
    text = "Kestria imposes duties on Valdoria\n\nKestria imposed duties on Valdoria on Tuesday."
    says = [replace(SANCTION, word="imposes"), replace(SANCTION, word="imposed")]
    (found,) = events(article(text, headline=True), says)
    assert not found.in_headline
    assert found.evidence[0][0] > text.index("\n")
    assert len(found.evidence) == 2
    (alone,) = events(article(text, headline=True), says[:1])
    assert alone.in_headline


def test_what_a_headline_left_open_is_dated_by_the_body() -> None:
    text = "Kestria imposes duties on Valdoria\n\nIt rained on Monday. Kestria imposed duties on Valdoria on Tuesday."
    says = [replace(SANCTION, word="imposes"), replace(SANCTION, word="imposed")]
    (found,) = events(article(text, headline=True), says)
    assert found.date.date == "2031-05-06"
    (open_,) = events(article(text, None, headline=True), says)
    assert (open_.date.date, open_.date.text) == (None, "Tuesday")


def test_a_statement_without_a_date_takes_the_one_just_before() -> None:
    text = "Kestria voted on Tuesday. Valdoria said it was glad."
    found = statement_date(statement(text, "Valdoria", "said", "it was glad"), Calendar(article(text), text))
    assert found.date == "2031-05-06"
    assert found.basis.startswith("the day given just before")
    own = "Kestria voted on Tuesday. Valdoria said on Wednesday it was glad."
    dated = statement_date(statement(own, "Valdoria", "said", "it was glad"), Calendar(article(own), own))
    assert dated.date == "2031-05-07"


@pytest.mark.parametrize("date", ["2019", "2019-12", "2031-05-06", "2031-05-01/2031-05-06", "2031-12"])
def test_dates_of_every_precision_are_weighed(date: str) -> None:
    text = f"Kestria imposed duties on Valdoria, as of {dt.date(2031, 5, 6):%B} 2031."
    assert one(text, SANCTION, published=date).date.text


def test_topics_come_from_the_content() -> None:
    text = "Kestria said sanctions on fish would stay. Valdoria spoke of soup."
    made, whole = statement(text, "Kestria", "said", "sanctions on fish would stay"), article(text)
    assert "sanctions" in with_topics(made, whole).topics
    assert with_topics(statement(text, "Valdoria", "spoke", "of soup"), whole).topics == ()
    assert [p.code for p in named(text)] == ["XKE", "XVA"]
