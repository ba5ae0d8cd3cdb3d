"""Looking through a record finds what a search finds, whatever was read, decided, merged or split before."""

from __future__ import annotations

import tempfile
import threading
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.record.fakes import article, briefing, event, eventful, report, statement
from verbale.record import (
    Filters,
    Record,
    RecordedStatement,
    browse,
    browse_blocks,
    browse_columns,
    browse_hits,
    browse_load,
    search,
)
from verbale.record.browse import FACETS, Browse, Facet, Found
from verbale.record.dates import first_day, last_day
from verbale.schema import Annotated, DateMention, Event, Published, Speaker

WORDS = ("harbour", "fee", "talks", "Lune")
OUTLETS = ("Post", "Evening Post", "The Lune Courier", None)
DAYS = ("2031-05-06", "2031-05-07", "2031-05", "2030/2031-02", "2029", None)
SPEAKERS = (
    Speaker("osk.mfa.ines-halloran", "Inès Halloran", "foreign minister", "Foreign Ministry", "OSK"),
    Speaker("osk..halloran", "Halloran", "minister", None, "OSK"),
    Speaker("trv..joss-ferrant", "Joss Ferrant", "envoy", None, "TRV"),
    Speaker(None, None, "a senior envoy", None, "VLD", anonymous=True),
)
IDS = ("osk.mfa.ines-halloran", "osk..halloran", "trv..joss-ferrant", "osk..new", "xxx")
CODES = ("OSK", "VLD", "TRV")
ACTS = ("state", "reject", "accuse")
TOPICS = ("trade", "war")
TYPES = ("REJECT", "AGREE")
STATES = ("occurred", "negated")


@pytest.fixture
def told(filled: Record) -> Record:
    filled.add(eventful())
    return filled


def ids(found: Found) -> list[str]:
    return [one.id for one in found.statements]


def counted(facets: tuple[Facet, ...]) -> dict[str, int]:
    return {one.value: one.count for one in facets}


@st.composite
def articles(draw: st.DrawFn, name: str) -> Annotated:
    """An article of one paragraph a statement, each of a few words of a small stock."""
    paragraphs = draw(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), min_size=1, max_size=4))
    lines = [" ".join([*words, f"n{number}"]) for number, words in enumerate(paragraphs, start=1)]
    text = "\n\n".join(["Talks open", *lines]) + "\n"
    statements, events = [], []
    for number, line in enumerate(lines, start=1):
        speakers = draw(st.lists(st.sampled_from(SPEAKERS), min_size=1, max_size=3))
        fields: dict[str, Any] = {
            "kind": draw(st.sampled_from(("direct", "indirect"))),
            "act": draw(st.sampled_from(ACTS)),
            "speaker": speakers[0],
            "co_speakers": tuple(speakers[1:]),
            "about": tuple(draw(st.lists(st.sampled_from(CODES), max_size=3))),
            "topics": tuple(draw(st.lists(st.sampled_from(TOPICS), max_size=2))),
            "date": DateMention(draw(st.sampled_from(DAYS)), None, None, ""),
        }
        statements.append(statement(text, f"s{number}", (line,), **fields))
        events += draw(st.lists(_events(text, line, f"s{number}"), max_size=2))
    published = draw(st.sampled_from((None, "2031-05-07", "2030-12")))
    head: dict[str, Any] = {"outlet": draw(st.sampled_from(OUTLETS)), "title": draw(st.sampled_from((None, "The fee")))}
    made = article(name, text, published=Published(published), **head)
    events = [replace(one, id=f"e{number}") for number, one in enumerate(events, start=1)]
    return Annotated(made, tuple(statements), model="fake-1", events=tuple(events))


@st.composite
def _events(draw: st.DrawFn, text: str, words: str, of: str) -> Event:
    fields: dict[str, Any] = {
        "type": draw(st.sampled_from(TYPES)),
        "status": draw(st.sampled_from(STATES)),
        "subtype": draw(st.sampled_from((None, "recall", "note"))),
    }
    return event(text, "e0", (words,), statement=draw(st.sampled_from((of, None))), **fields)


DECIDED: dict[str, st.SearchStrategy[Any]] = {
    "hidden": st.booleans(),
    "act": st.sampled_from(ACTS),
    "kind": st.sampled_from(("direct", "mixed")),
    "date": st.sampled_from(("2031-05-06", "2028-02", None)),
    "speaker_id": st.sampled_from((*IDS, None)),
    "speaker_name": st.sampled_from(("Ada Holt", None)),
    "speaker_office": st.sampled_from(("foreign minister", None)),
    "speaker_country": st.sampled_from((*CODES, None)),
}


class Told:
    """A record to which things are done at random; what is not allowed is left."""

    def __init__(self, record: Record, data: st.DataObject) -> None:
        self.record, self.data = record, data

    def draw(self, *values: Any) -> Any:
        return self.data.draw(st.sampled_from(values))

    def read(self) -> None:
        self.record.add(self.data.draw(articles(self.draw("a", "b", "c"))))

    def decide(self) -> None:
        field = self.draw(*DECIDED)
        known = [one.id for one in self.record.statements()]
        if known:
            self.record.decide(self.draw(*known), field, self.data.draw(DECIDED[field]), who="R. Tann")

    def show(self) -> None:
        for decision in list(self.record.decisions()):
            if decision.statement and decision.field == "hidden":
                self.record.decide(decision.statement, "hidden", False, who="R. Tann")

    def decide_event(self) -> None:
        known = [one.id for one in self.record.events()]
        field, value = self.draw(("hidden", True), ("type", "AGREE"), ("status", "negated"))
        if known:
            self.record.decide_event(self.draw(*known), field, value, who="R. Tann")

    def change_actor(self) -> None:
        from verbale.errors import RecordError

        one, other = self.draw(*IDS), self.draw(*IDS)
        own = [s.id for s in self.record.statements() if s.statement.speaker.id == one]
        try:
            match self.draw("merge", "unmerge", "split"):
                case "merge":
                    self.record.merge_actors(one, other, who="R. Tann", why="")
                case "unmerge":
                    self.record.unmerge_actor(one, who="R. Tann", why="")
                case "split":
                    self.record.split_actor(one, other, own[:2], who="R. Tann", why="")
        except RecordError:
            pass


def some(*values: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(values), max_size=2).map(tuple)


QUERIES = st.builds(
    Browse,
    words=st.sampled_from(("", "", "fee", "harbour fee", "n1", "fee -lune", "-talks", "minister", "fe*", '"the fee"')),
    speaker=some("halloran", "INES", "envoy", "Ada", *IDS),
    actor=some(*IDS),
    country=some("osk", *CODES),
    about=some(*CODES, "ZZZ"),
    act=some(*ACTS),
    kind=some("direct", "mixed"),
    topic=some(*TOPICS),
    outlet=some("Post", "post", "evening", "The Lune Courier", "none"),
    type=some(*TYPES),
    status=some(*STATES),
    subtype=some("recall", "NOTE"),
    since=st.sampled_from((None, None, "2030", "2031-05-07")),
    until=st.sampled_from((None, None, "2031-05-06", "2029")),
    order=st.sampled_from(("best", "newest", "oldest")),
    page=st.integers(1, 3),
    size=st.integers(1, 7),
)
#: Most filters at once leave nothing; with few, much is found.
FEW = st.tuples(QUERIES, st.sets(st.sampled_from([*Browse.__dataclass_fields__]), max_size=5)).map(
    lambda drawn: Browse(**{name: getattr(drawn[0], name) for name in drawn[1] | {"page", "size"}})
)


def searched(record: Record, query: Browse) -> list[RecordedStatement]:
    """What a search finds, by the fields that it does not have as a person would look for them."""
    names = ("speaker", "country", "about", "act", "kind", "since", "until", "actor")
    filters = Filters(**{name: getattr(query, name) for name in names})
    shown = {one.article.outlet for one in record.statements()}
    done = Counter(
        (one.article.id, one.event.statement)
        for one in record.events()
        if (not query.type or one.event.type in query.type) and (not query.status or one.event.status in query.status)
    )
    practices = told_practices(record)
    wanted = {name.lower() for name in query.subtype}
    return [
        one
        for one in record.search(query.words, filters, limit=None)
        if (not query.topic or set(query.topic) & set(one.statement.topics))
        and (not query.outlet or any(_is_outlet(wanted, one.article.outlet, shown) for wanted in query.outlet))
        and (not (query.type or query.status) or done[one.article.id, one.statement.id])
        and (not wanted or wanted & practices[one.id])
    ]


def told_practices(record: Record) -> defaultdict[str, set[str]]:
    """The practices of the events that each statement does or tells, by its id."""
    found = defaultdict[str, set[str]](set)
    events = [one for one in record.events() if one.event.subtype]
    for said in record.statements():
        own = said.statement
        spans = (*own.source, *own.cue, *own.content)
        for one in events:
            meets = any(a < d and c < b for a, b in spans for c, d in one.event.evidence)
            if one.article.id == said.article.id and (one.event.statement == own.id or meets):
                found[said.id].add(str(one.event.subtype))
    return found


def _is_outlet(wanted: str, outlet: str | None, shown: set[str | None]) -> bool:
    return outlet == wanted if wanted in shown else wanted.casefold() in (outlet or "").casefold()


def in_order(found: list[RecordedStatement], query: Browse) -> list[str]:
    """The ids, as a search sorts, or newest or oldest first."""
    if query.order == "best":
        return [one.id for one in found]
    found = sorted(found, key=lambda one: (one.article.id, int(one.statement.id[1:])))
    dated = [one for one in found if one.when]
    dated.sort(key=lambda one: one.when or "", reverse=query.order == "newest")
    return [one.id for one in dated + [one for one in found if not one.when]]


def valued(record: Record, query: Browse, one: RecordedStatement, field: str) -> set[str]:
    """The values that a statement has in a field that is counted."""
    if field == "subtype":
        return told_practices(record)[one.id]
    if field in ("type", "status"):
        # Of one event are both, so that of the other only what is asked for counts.
        other = "status" if field == "type" else "type"
        asked = getattr(query, other)
        done = [each.event for each in record.events() if (each.article.id, each.event.statement) == place(one)]
        return {getattr(each, field) for each in done if not asked or getattr(each, other) in asked}
    own, speakers = one.statement, (one.statement.speaker, *one.statement.co_speakers)
    if field == "year":
        first, last = first_day(one.when), last_day(one.when)
        return {f"{year:04}" for year in range(int(first[:4]), int(last[:4]) + 1)} if first and last else set()
    return {
        value
        for value in {
            "country": [speaker.country for speaker in speakers],
            "speaker": [speaker.id for speaker in speakers],
            "about": own.about,
            "topic": own.topics,
            "act": [own.act],
            "kind": [own.kind],
            "outlet": [one.article.outlet],
        }[field]
        if value is not None
    }


def place(one: RecordedStatement) -> tuple[str, str | None]:
    return one.article.id, one.statement.id


#: What a query has where a facet takes the place of its filter, for facets of another name than the filter's.
WITHOUT: dict[str, dict[str, Any]] = {"year": {"since": None, "until": None}, "speaker": {"actor": ()}}


def check_totals(record: Record) -> None:
    shown, events = list(record.statements()), list(record.events())
    counts, connection = record.counts(), record._connection
    assert (counts.statements, counts.events) == (len(shown), len(events))
    assert counts.outlets == len({one.outlet for one in record.articles()} - {None})
    assert counts.countries == len({one.statement.speaker.country for one in shown} - {None})
    slowly = """SELECT speaker_country FROM statements_effective UNION SELECT country FROM speakers
        UNION SELECT country FROM statement_about UNION SELECT code FROM event_parties_effective"""
    assert record.countries() == {row[0] for row in connection.execute(slowly)} - {None}


def check_search(record: Record, query: Browse) -> None:
    """A search over the columns is the search."""
    filters = Filters(**{name: getattr(query, name) for name in Filters.__dataclass_fields__})
    for limit in (None, query.size, 0, -1):
        slow = search.run_search(record._connection, query.words, filters, limit)
        assert record.search(query.words, filters, limit=limit) == slow
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(browse, "LARGE", 0)
            assert record.search(query.words, filters, limit=limit) == slow


def check(record: Record, query: Browse) -> None:
    expected = searched(record, query)
    found = record.browse(query)
    check_search(record, query)
    start = (query.page - 1) * query.size
    assert ids(found) == in_order(expected, query)[start : start + query.size]
    by_id = {one.id: one for one in expected}
    assert all(one == by_id[one.id] for one in found.statements)
    assert (found.total, found.exact) == (len(expected), True)
    assert found.pages == -(-len(expected) // query.size)
    assert [one.id for one in record.browse_all(query)] == in_order(expected, query)
    undated = [one for one in searched(record, replace(query, since=None, until=None)) if one.when is None]
    assert found.undated == (len(undated) if query.since or query.until else 0)
    for field in FACETS:
        without = WITHOUT.get(field, {field: ()})
        values = Counter(
            value for one in searched(record, replace(query, **without)) for value in valued(record, query, one, field)
        )
        assert {value: n for value, n in counted(found.facets[field]).items() if n} == values, field


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_finds_what_a_search_finds(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "some.record") as record:
        told = Told(record, data)
        told.read()
        for _ in range(data.draw(st.integers(1, 6))):
            told.draw(told.read, told.decide, told.decide, told.show, told.decide_event, told.change_actor)()
            check(record, data.draw(FEW))
        check_totals(record)
        query = data.draw(FEW)
        found = record.browse(query)
        browse_load.forget()
        assert record.browse(query) == found


def test_a_page_and_its_counts(told: Record) -> None:
    found = told.browse(Browse(country=("OSK",), size=1))
    assert (found.total, found.pages, found.page, found.exact, found.ranked) == (2, 2, 1, True, False)
    assert ids(found) == ["report#s1"]
    assert counted(found.facets["country"]) == {"OSK": 2, "TRV": 1, "VLD": 2}
    assert counted(found.facets["about"]) == {"VLD": 2}
    assert counted(found.facets["year"]) == {"2031": 1}
    assert found.facets["speaker"] == (Facet("osk.mfa.ines-halloran", 2, "Inès Halloran"),)


def test_orders(told: Record) -> None:
    newest = ["report#s2", "report#s1", "briefing#s1", "briefing#s2"]
    assert ids(told.browse(Browse())) == newest
    assert ids(told.browse(Browse(order="oldest"))) == [newest[1], newest[0], *newest[2:]]
    assert ids(told.browse(Browse(words="fee", order="newest"))) == ["report#s2", "report#s1", "briefing#s1"]
    assert told.browse(Browse(words="fee")).ranked
    assert not told.browse(Browse(words="fee", order="newest")).ranked
    assert not told.browse(Browse(words="-fee")).ranked


def test_an_event_s_type_and_status_are_of_one_event(told: Record) -> None:
    assert ids(told.browse(Browse(type=("reject",), status=("occurred",)))) == ["report#s1"]
    assert ids(told.browse(Browse(type=("REJECT",), status=("negated",)))) == []


JOINT = "Talks open\n\nHalloran and the minister asked for calm.\n"


@pytest.fixture
def joint(record: Record) -> Record:
    """A record of one statement that two ids of one person make together."""
    one = statement(JOINT, "s1", ("calm",), speaker=SPEAKERS[0], co_speakers=(SPEAKERS[1],))
    record.add(Annotated(article("joint", JOINT), (one,), model="fake-1"))
    return record


def test_who_speaks_twice_after_a_merge_is_counted_once(joint: Record) -> None:
    assert counted(joint.browse(Browse()).facets["speaker"]) == {SPEAKERS[0].id: 1, SPEAKERS[1].id: 1}
    joint.merge_actors(str(SPEAKERS[1].id), str(SPEAKERS[0].id), who="R. Tann", why="")
    assert counted(joint.browse(Browse()).facets["speaker"]) == {SPEAKERS[0].id: 1}
    joint.merge_actors(str(SPEAKERS[0].id), "osk..new", who="R. Tann", why="")
    found = joint.browse(Browse(actor=(str(SPEAKERS[1].id),)))
    assert found.facets["speaker"] == (Facet("osk..new", 1, "Inès Halloran"),)
    joint.unmerge_actor(str(SPEAKERS[0].id), who="R. Tann", why="")
    assert counted(joint.browse(Browse()).facets["speaker"]) == {SPEAKERS[0].id: 1}


@pytest.mark.parametrize(("field", "value"), [("speaker_name", "Ada Holt"), ("speaker_country", "VLD")])
def test_whose_name_or_country_is_decided_has_no_id_but_a_decided_one(joint: Record, field: str, value: str) -> None:
    joint.decide("joint#s1", field, value, who="R. Tann")
    assert joint.browse(Browse(actor=(str(SPEAKERS[0].id),))).total == 0
    joint.decide("joint#s1", "speaker_id", "osk..new", who="R. Tann")
    assert joint.browse(Browse(actor=("osk..new",))).total == 1


def test_a_split_is_seen(joint: Record) -> None:
    assert joint.browse(Browse(actor=("osk..new",))).total == 0
    joint.split_actor(str(SPEAKERS[0].id), "osk..new", ["joint#s1"], who="R. Tann", why="")
    assert joint.browse(Browse(actor=("osk..new",))).total == 1


def test_types_and_statuses_are_counted(told: Record) -> None:
    found = told.browse(Browse())
    assert counted(found.facets["type"]) == {"REJECT": 1}
    assert counted(found.facets["status"]) == {"occurred": 1}
    found = told.browse(Browse(type=("AGREE",), status=("occurred",)))
    assert (found.total, counted(found.facets["type"]), found.facets["status"]) == (0, {"REJECT": 1}, ())


def test_a_practice_is_found_in_what_does_it_and_in_what_tells_it(record: Record) -> None:
    text = "Oskara calls its envoy home\n\nOskara recalled its envoy, the ministry said.\n\nWe regret it, it added.\n"
    said = statement(text, "s1", ("Oskara recalled its envoy",))
    other = statement(text, "s2", ("We regret it",))
    done = event(text, "e1", ("Oskara recalled its envoy",), type="SANCTION", subtype="recall")
    record.add(Annotated(article("recall", text), (said, other), model="fake-1", events=(done,)))
    found = record.browse(Browse(subtype=("recall",)))
    assert ids(found) == ["recall#s1"]
    assert counted(found.facets["subtype"]) == {"recall": 1}
    assert counted(found.facets["type"]) == {}
    record.decide_event("recall#e1", "hidden", True, who="R. Tann")
    assert record.browse(Browse(subtype=("recall",))).total == 0


def test_a_whole_name_of_an_outlet_is_that_outlet_alone(record: Record) -> None:
    record.add(report("a", outlet="Post"))
    record.add(report("b", outlet="Evening Post"))
    assert record.browse(Browse(outlet=("Post",))).total == 2
    assert record.browse(Browse(outlet=("post",))).total == 4
    assert counted(record.browse(Browse(outlet=("Post",))).facets["outlet"]) == {"Post": 2, "Evening Post": 2}


def test_a_page_beyond_the_last_is_empty(told: Record) -> None:
    found = told.browse(Browse(page=9))
    assert (ids(found), found.total, found.page) == ([], 4, 9)


@pytest.mark.parametrize("wrong", [{"page": 0}, {"size": 0}, {"since": "soon"}, {"until": "2031/2032"}])
def test_what_cannot_be_is_refused(told: Record, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"start at 1|is not a date"):
        told.browse(Browse(**wrong))


def test_an_empty_record(record: Record) -> None:
    for words in ("", "fee", "-fee"):
        found = record.browse(Browse(words=words, order="oldest"))
        assert (found.statements, found.total, found.pages) == ((), 0, 0)
        assert not any(found.facets.values())


@pytest.mark.parametrize(
    "words", ['"', "*", "NEAR(", "a AND", "--", "\x00", "\ud800", "' OR 1", "fee " * 3000 + "-no -x* " * 3000]
)
def test_no_words_are_an_error(told: Record, words: str) -> None:
    told.browse(Browse(words=words, speaker=(words,), country=(words,), outlet=(words,), topic=(words,), type=(words,)))


def test_facets_are_cut_but_for_those_filtered_by(told: Record) -> None:
    found = told.browse(Browse(country=("TRV",)), values=1)
    assert [(one.value, one.count) for one in found.facets["country"]] == [("VLD", 2), ("TRV", 1)]
    assert told.browse(Browse(), values=0).facets == {}


def test_words_in_too_many_statements_are_not_ranked(told: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browse_hits, "RANKED", 2)
    monkeypatch.setattr(browse_hits, "RARE", 0)
    found = told.browse(Browse(words="fee"))
    assert (ids(found), found.ranked, found.exact) == (["report#s2", "report#s1", "briefing#s1"], False, True)
    assert told.browse(Browse(words="patience")).ranked


def test_of_words_in_far_too_many_the_last_read_are_counted(told: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browse_hits, "RANKED", 1)
    monkeypatch.setattr(browse_hits, "RARE", 0)
    monkeypatch.setattr(browse_hits, "COUNTED", 2)
    found = told.browse(Browse(words="fee"))
    assert (found.total, found.exact, found.ranked) == (2, False, False)


def test_the_best_are_found_among_many_of_one_score(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browse_hits, "_BEST", 2)
    monkeypatch.setattr(browse_hits, "RARE", 0)
    for number in range(9):
        record.add(report(f"r{number}", published=Published(f"2031-05-{number + 1:02}", "day")))
    query = Browse(words="fee", act=("accuse",), size=4, page=2)
    check(record, query)
    check(record, replace(query, words="twice"))


def test_a_change_by_another_program_is_seen(told: Record, path: Path) -> None:
    assert told.browse(Browse()).total == 4
    with Record.open(path) as other:
        other.decide("report#s1", "hidden", True, who="R. Tann")
        assert told.browse(Browse(words="toll")).total == 0
        other.add(report("third"))
    assert told.browse(Browse()).total == 5


def test_another_record_in_the_same_place(tmp_path: Path) -> None:
    path = tmp_path / "one.record"
    with Record.open(path) as record:
        record.add(report())
        assert record.browse(Browse()).total == 2
    with Record.open(tmp_path / "two.record") as record:
        record.add(replace(briefing(), statements=briefing().statements[:1]))
    path.write_bytes((tmp_path / "two.record").read_bytes())
    with Record.open(path) as record:
        assert ids(record.browse(Browse())) == ["briefing#s1"]


def test_an_article_that_went_is_not_shown(told: Record) -> None:
    assert told.browse(Browse()).total == 4
    told._connection.execute("DELETE FROM articles WHERE id = 'report'")
    told._connection.execute("UPDATE browse_state SET stamp = stamp + 1")
    assert ids(told.browse(Browse())) == ["briefing#s1", "briefing#s2"]
    assert told.browse(Browse(words="toll")).total == 0


def test_threads_share_the_columns(told: Record, path: Path) -> None:
    loaded, found = [], []
    load = browse_load._load

    def slowly(*given: Any) -> browse_columns.Columns:
        loaded.append(1)
        return load(*given)

    def look() -> None:
        with Record.open(path) as record:
            found.append(ids(record.browse(Browse(words="fee"))))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(browse_load, "_load", slowly)
        threads = [threading.Thread(target=look) for _ in range(8)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
    assert len(loaded) == 1
    assert found == [ids(told.browse(Browse(words="fee")))] * 8


def blocks(record: Record) -> list[tuple[Any, ...]]:
    query = "SELECT article, statements, members FROM browse_blocks ORDER BY article"
    return [tuple(row) for row in record._connection.execute(query)]


def test_the_blocks_are_made_anew_all_the_same(told: Record) -> None:
    told.decide("report#s2", "act", "deny", who="R. Tann")
    before = blocks(told)
    told._connection.execute("DELETE FROM browse_blocks")
    browse_blocks.fill(told._connection)
    assert blocks(told) == before


@pytest.mark.parametrize("words", ["fee", "harbour fee", "fe*", "talks", "nowhere"])
def test_rare_words_are_found_as_others_are(told: Record, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    told.decide("report#s2", "hidden", True, who="R. Tann")
    found = told.browse(Browse(words, size=1))
    monkeypatch.setattr(browse_hits, "RARE", 0)
    browse_load.forget()
    assert told.browse(Browse(words, size=1)) == found


#: What the migrations after the fourth and after the fifth make.
SINCE = {
    4: ("TABLE browse_blocks", "TABLE browse_values", "TABLE browse_state", "INDEX articles_outlet",
        "INDEX speakers_country", "INDEX items_undated", "INDEX articles_published", "INDEX articles_read",
        "TABLE new_prompts"),
    5: ("INDEX items_undated", "INDEX articles_published", "INDEX articles_read", "TABLE new_prompts"),
}  # fmt: skip


@pytest.mark.parametrize("version", SINCE)
def test_an_older_record_is_looked_through_as_well(path: Path, version: int) -> None:
    with Record.open(path) as record:
        record.add(eventful())
        record.decide("report#s2", "act", "deny", who="R. Tann")
        found = record.browse(Browse())
        for one in SINCE[version]:
            record._connection.execute(f"DROP {one}")
        record._connection.execute(f"PRAGMA user_version = {version}")
    with Record.open(path) as record:
        assert record.browse(Browse()) == found
        assert found.total == 2
        assert counted(found.facets["subtype"]) == {"tariff": 1}


def test_members_of_chosen_rows() -> None:
    members = browse_columns.Members(np.array([0, 0, 2, 5, 5]), np.array([7, 8, 9, 1, 2]))
    places, codes = members.among(np.array([0, 1, 5]))
    assert (places.tolist(), codes.tolist()) == ([0, 0, 2, 2], [7, 8, 1, 2])
    assert [len(part) for part in members.among(np.array([], int))] == [0, 0]


def test_what_is_kept_is_bounded() -> None:
    kept = browse_columns.Kept(limit=10)
    for number in range(4):
        kept.put(number, str(number), 4)
        kept.get(0)
    assert [kept.get(number) for number in range(4)] == ["0", None, None, "3"]
