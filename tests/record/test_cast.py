"""Actors, and who speaks for a country, as counting the statements one by one gives them; however they are read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain

import pytest

from tests.record.fakes import REPORT, article, briefing, report, statement
from verbale.record import OfficeSeen, Record, RecordedActor, cast, cast_columns, glance
from verbale.record.dates import first_day, last_day
from verbale.schema import Annotated, DateMention, Published, Speaker

INES = Speaker("osk.mfa.ines-halloran", "Inès Halloran", "foreign minister", "Foreign Ministry", "OSK")
SHORT = Speaker("osk..halloran", "Halloran", "minister", None, "OSK")
FERRANT = Speaker("trv..joss-ferrant", "Joss Ferrant", "envoy", None, "TRV")
STRAY = Speaker("osk..stray", "Stray", None, "Harbour Board", None)
ENVOY = Speaker(None, None, "a senior envoy", None, "OSK", anonymous=True)
DATES = ("2031-05-06", "2031-05", "2030/2031-02", "2029", None, "soon")
PIECES = ("The fee is a toll on our patience", "We will not pay it.", "Oskara had promised to pay twice")
ADA = {"who": "Ada", "why": "as heard"}


def told(name: str, *spoken: tuple[Speaker, ...], published: str | None = None) -> Annotated:
    """An article of statements by these, each with the next date."""
    statements = [
        statement(REPORT, f"s{at}", (PIECES[at % 3],), speaker=first, co_speakers=tuple(others),
                  date=DateMention(DATES[(at + len(name)) % len(DATES)]))
        for at, (first, *others) in enumerate(spoken, 1)
    ]  # fmt: skip
    return Annotated(article(name, REPORT, published=Published(published)), tuple(statements), model="fake-1")


@pytest.fixture
def river(record: Record) -> Record:
    record.add(told("a", (INES,), (SHORT, FERRANT), (FERRANT, INES), published="2031-05-07"))
    record.add(told("bc", (STRAY, ENVOY), (replace(INES, country="TRV", office="envoy"),), (ENVOY, SHORT)))
    record.add(told("def", (FERRANT,), (replace(FERRANT, country="OSK"), STRAY), (SHORT,), published="2031"))
    record.add(report())
    record.add(briefing())
    return record


@pytest.fixture(params=["one by one", "at once"])
def as_read(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Actors read statement by statement, and made of what is kept of all."""
    cast_columns.forget()
    monkeypatch.setattr(cast, "_SHARE", 0 if request.param == "one by one" else 10**9)
    yield request.param
    assert bool(cast_columns._HELD) == (request.param == "at once")


def counted(record: Record) -> list[RecordedActor]:
    """All actors, from the statements one by one."""
    counts = defaultdict[str, defaultdict[str, Counter[str]]](lambda: defaultdict(Counter))
    offices = defaultdict[str, defaultdict[str, set[str]]](lambda: defaultdict(set))
    statements = defaultdict[str, set[str]](set)
    for one in record.statements():
        date = one.statement.date.date or one.article.published.date
        for speaker in (one.statement.speaker, *one.statement.co_speakers):
            if speaker.id is None:
                continue
            statements[speaker.id].add(one.id)
            for field in ("name", "institution", "country"):
                if value := getattr(speaker, field):
                    counts[speaker.id][field][value] += 1
            if speaker.office:
                offices[speaker.id][speaker.office] |= {date} if date else set()
    links = glance.actor_links(record)
    found = []
    for actor, own in statements.items():
        names, institutions, countries = (
            sorted(seen, key=lambda text: (-seen[text], text))
            for seen in (counts[actor][field] for field in ("name", "institution", "country"))
        )
        held = sorted(
            (office_of(office, dates) for office, dates in offices[actor].items()),
            key=lambda one: (one.first is None, first_day(one.first), one.office),
        )
        merged = tuple(sorted(old for old, new in links.items() if new == actor))
        first = [next(iter(some), None) for some in (institutions, countries)]
        found.append(RecordedActor(actor, tuple(names), tuple(held), first[0], first[1], len(own), merged))
    return sorted(found, key=lambda one: (-one.statements, one.id))


def office_of(office: str, dates: set[str]) -> OfficeSeen:
    known = [one for one in dates if first_day(one) and last_day(one)]
    first = min(known, key=lambda one: (first_day(one) or "", one), default=None)
    last = max(known, key=lambda one: (last_day(one) or "", one), default=None)
    return OfficeSeen(office, first.partition("/")[0] if first else None, last.rpartition("/")[2] if last else None)


def check(record: Record) -> None:
    """Every way to ask for actors gives what is counted."""
    every = counted(record)
    assert list(glance.all_actors(record)) == every
    assert record.actors(limit=2) == every[:2]
    assert glance.actors_named(record, [one.id for one in every[1:]]) == {one.id: one for one in every[1:]}
    for code in ("OSK", "TRV", "VLD"):
        own = [one for one in every if one.country == code]
        assert list(glance.voices(record, code, 9)) == own
        assert list(glance.voices(record, code, 1)) == own[:1]
    for word in ("ferrant", "ENVOY", "osk"):
        wanted = word.casefold()
        assert record.actors(word) == [one for one in every if any(wanted in text.casefold() for text in texts(one))]


def texts(actor: RecordedActor) -> Iterator[str]:
    yield from chain((actor.id, actor.country or ""), actor.merged, actor.names, (one.office for one in actor.offices))


CHANGES: tuple[Callable[[Record], object], ...] = (
    lambda record: record.decide("a#s1", "hidden", True, **ADA),
    lambda record: record.merge_actors("osk..halloran", "osk.mfa.ines-halloran", **ADA),
    lambda record: record.decide("bc#s2", "speaker_country", "OSK", **ADA),
    lambda record: record.decide("def#s1", "speaker_office", "premier", **ADA),
    lambda record: record.decide("bc#s1", "speaker_id", "osk..halloran", **ADA),
    lambda record: record.split_actor("trv..joss-ferrant", "trv..other", ["a#s3"], **ADA),
    lambda record: record.decide("def#s3", "date", "2027", **ADA),
    lambda record: record.decide("a#s1", "hidden", False, **ADA),
    lambda record: record.unmerge_actor("osk..halloran", **ADA),
    lambda record: record.merge_actors("osk..halloran", "osk..quite-new", **ADA),
    lambda record: record.add(told("bc", (SHORT, FERRANT), (INES,))),
    lambda record: record.add(told("ghij", (STRAY,), (ENVOY,), (STRAY, SHORT), published="2031-05-09")),
    lambda record: record.add(told("def")),
)


def test_actors_after_every_change_are_those_counted(river: Record, as_read: str) -> None:
    check(river)
    for change in CHANGES:
        change(river)
        check(river)


def test_actors_after_all_changes_at_once(river: Record, as_read: str) -> None:
    for change in CHANGES:
        change(river)
    check(river)


def test_what_is_kept_is_read_anew_only_where_it_was_written(
    river: Record, as_read: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(river)
    monkeypatch.setattr(cast_columns, "_EVERY", "SELECT broken")
    river.add(told("ghij", (STRAY, INES)))
    river.decide("a#s2", "hidden", True, **ADA)
    check(river)


def test_actors_of_a_record_whose_statements_are_gone(record: Record, as_read: str) -> None:
    record.add(told("a", (INES, FERRANT)))
    check(record)
    record.add(told("a"))
    assert glance.all_actors(record) == ()
    check(record)
