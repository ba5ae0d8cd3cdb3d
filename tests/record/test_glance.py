"""A record at a glance: the numbers are those that counting the statements one by one gives."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from tests.record.affairs import affair
from verbale.record import glance
from verbale.record.dates import last_day
from verbale.record.store import Record


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record.open(tmp_path_factory.mktemp("glance") / "river.db") as made:
        for one in affair("river-dam"):
            made.add(one)
        hidden = next(iter(made.statements()))
        made.decide(hidden.id, "hidden", True, who="A. Reader")
        some = [one.id for one in made.events()]
        made.decide_event(some[0], "hidden", True, who="A. Reader")
        made.decide_event(some[1], "date", None, who="A. Reader")
        made.decide_event(some[2], "date", None, who="A. Reader")
        made.decide_event(some[2], "status", "negated", who="A. Reader")
        made.decide_event(some[3], "actor", ["XNEW"], who="A. Reader")
        made.decide_event(some[4], "date", "2019-05", who="A. Reader")
        yield made


def test_countries_by_what_they_say_and_do(record: Record) -> None:
    said, about, events = Counter[str](), Counter[str](), Counter[str]()
    days = defaultdict[str, set[str | None]](set)
    for one in record.statements():
        statement = one.statement
        speaking = {other.country for other in (statement.speaker, *statement.co_speakers) if other.country}
        said.update(speaking)
        about.update(statement.about)
        for code in {*speaking, *statement.about}:
            days[code].add(last_day(statement.date.date or one.article.published.date))
    for event in record.events():
        events.update({*event.event.actor, *event.event.recipient})
        for code in (*event.event.actor, *event.event.recipient):
            days[code].add(last_day(event.event.date.date or event.article.published.date))
    found = glance.countries(record)
    assert {one.code: (one.said, one.about, one.events) for one in found} == {
        code: (said[code], about[code], events[code]) for code in {*said, *about, *events}
    }
    sizes = [one.said + one.about + one.events for one in found]
    assert sizes == sorted(sizes, reverse=True)
    assert {one.code: one.last for one in found} == {code: max(filter(None, own)) for code, own in days.items()}
    assert all(one.last and len(one.last) == 10 for one in found)


def test_who_speaks_of_whom(record: Record) -> None:
    counted = Counter[tuple[str, str, str]]()
    pairs: dict[tuple[str, str], set[str]] = {}
    for one in record.statements():
        statement = one.statement
        for code in {other.country for other in (statement.speaker, *statement.co_speakers) if other.country}:
            for about in statement.about:
                if about != code:
                    counted[code, about, statement.act] += 1
                    pairs.setdefault((min(code, about), max(code, about)), set()).add(one.id)
    own = {(row.code, act): number for row in glance.about_by_country(record, "XVA") for act, number in row.acts}
    assert own == {(about, act): number for (code, about, act), number in counted.items() if code == "XVA"}
    theirs = {(row.code, act): number for row in glance.spoken_of_by(record, "XVA") for act, number in row.acts}
    assert theirs == {(code, act): number for (code, about, act), number in counted.items() if about == "XVA"}
    found = glance.pairs(record)
    assert {(one.one, one.other): one.statements for one in found} == {pair: len(ids) for pair, ids in pairs.items()}


def test_the_latest_articles_with_their_first_statements(record: Record) -> None:
    latest = glance.latest_articles(record, 3)
    assert [one.head.id for one in latest] == [one.id for one in record.articles()][:-4:-1]
    assert [one.head.id for one in glance.latest_articles(record, 2, 1)] == [one.head.id for one in latest[1:]]
    for one in latest:
        whole = record.article(one.head.id)
        assert (one.statements, one.events) == (len(whole.statements), len(whole.events))
        firsts = glance.statements_of(record, [one.head.id], 2).get(one.head.id, ())
        assert [first.statement.id for first in firsts] == [said.id for said in whole.statements[:2]]
    assert glance.statements_of(record, [], 2) == {}


def test_events_of_a_country_newest_first(record: Record) -> None:
    found, total = glance.events_of(record, "XVA", 1000)
    wanted = {one.id for one in record.events() if "XVA" in (*one.event.actor, *one.event.recipient)}
    assert {one.id for one in found} == wanted
    assert total == len(wanted)
    days = [one.when or "" for one in found]
    assert days == sorted(days, reverse=True)
    paged = [one.id for start in range(0, total, 4) for one in glance.events_of(record, "XVA", 4, start)[0]]
    assert paged == [one.id for one in found]
    assert glance.events_of(record, "ISL", 5) == ((), 0)
