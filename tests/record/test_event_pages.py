"""Events page by page: the same as one by one, as people decided, and counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.record.affairs import affair
from tests.record.fakes import briefing, eventful
from verbale.record import EventFilters, Record, event_columns
from verbale.record.model import RecordedEvent
from verbale.record.pages import all_events, count_events, events_with, page_of_events


@pytest.fixture
def dam(path: Path) -> Iterator[Record]:
    """The affair of the river dam, with practices, and events that people decided and hid."""
    with Record.open(path) as record:
        for one in affair("river-dam"):
            events = [replace(event, subtype="note" if at % 2 else None) for at, event in enumerate(one.events)]
            record.add(replace(one, events=tuple(events)))
        some = [one.id for one in record.events()]
        record.decide_event(some[0], "type", "ASSAULT", who="A. Reader")
        record.decide_event(some[1], "hidden", True, who="A. Reader")
        record.decide_event(some[2], "actor", ["XNEW"], who="A. Reader")
        record.decide_event(some[3], "date", "2019-05", who="A. Reader")
        record.decide_event(some[4], "status", "negated", who="A. Reader")
        record.decide_event(some[5], "recipient", [], who="A. Reader")
        yield record


def newest_first(events: Any) -> list[str]:
    """Those of one day in the order of articles and text, which events one by one have."""
    return [one.id for one in sorted(events, key=lambda one: one.when or "", reverse=True)]


def every(record: Record, **filters: Any) -> list[str]:
    return [one.id for one in page_of_events(record, EventFilters(**filters), 10_000).events]


FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"actor": ("XKE",)},
    {"actor": ("xke", "XVA")},
    {"actor": ("XNEW",)},
    {"recipient": ("XKE",)},
    {"recipient": ("XVA",), "actor": ("XKE",)},
    {"type": ("assault", "CONSULT")},
    {"type": ("NONE",)},
    {"status": ("negated",)},
    {"status": ("Occurred",), "type": ("ACCUSE",)},
    {"subtype": ("note",)},
    {"since": "2019"},
    {"until": "2019-05"},
    {"since": "2019-05-31", "until": "2019-06"},
    {"outlet": ("The Sarneth Gazette",)},
    {"article": ("river-01", "river-02", "river-99")},
)


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_finds_what_is_found_one_by_one(dam: Record, filters: dict[str, Any]) -> None:
    wanted = newest_first(dam.events(EventFilters(**filters)))
    assert every(dam, **filters) == wanted
    assert [one.id for one in all_events(dam, EventFilters(**filters))] == wanted
    assert count_events(dam, EventFilters(**filters)) == len(wanted)


def test_filters_of_the_fixture_find_something(dam: Record) -> None:
    found = {str(one): len(every(dam, **one)) for one in FILTERS}
    assert [one for one, number in found.items() if not number] in ([], [str({"type": ("NONE",)})])


def test_pages_hold_all_once(dam: Record) -> None:
    whole = every(dam)
    pages = [page_of_events(dam, EventFilters(), 7, start) for start in range(0, len(whole) + 7, 7)]
    assert [one.id for page in pages for one in page.events] == whole
    assert {page.total for page in pages} == {len(whole)}


def test_facets_count_what_their_values_find(dam: Record) -> None:
    own = EventFilters(recipient=("XKE", "XVA"), status=("occurred", "historical"))
    found = page_of_events(dam, own, 0, values=3)
    for name, facets in found.facets.items():
        assert facets, name
        for one in facets:
            changed = {"since": one.value, "until": one.value} if name == "year" else {name: (one.value,)}
            assert count_events(dam, replace(own, **changed)) == one.count, (name, one.value)
    assert {one.value for one in found.facets["recipient"]} >= {"XKE", "XVA"}
    assert page_of_events(dam, EventFilters(), 0).facets == {}


def test_what_a_period_leaves_out_for_want_of_a_date_is_told(dam: Record) -> None:
    undated = [one for one in dam.events() if one.when is None]
    assert page_of_events(dam, EventFilters(since="1000"), 0).undated == len(undated)
    assert page_of_events(dam, EventFilters(), 0).undated == 0


@pytest.mark.parametrize("since", ["soon", "2031-13", "2031/2032"])
def test_a_malformed_date_is_told(dam: Record, since: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        page_of_events(dam, EventFilters(since=since), 1)


def test_those_in_which_one_takes_part(dam: Record) -> None:
    def takes_part(one: RecordedEvent) -> bool:
        return "XKE" in (*one.event.actor, *one.event.recipient)

    wanted = newest_first(filter(takes_part, dam.events()))
    some, total = events_with(dam, "XKE", 5, 2)
    assert ([one.id for one in some], total) == (wanted[2:7], len(wanted))


def test_changes_are_seen_and_only_what_changed_is_read(dam: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    every(dam)
    read, real = list[str](), event_columns._read

    def counted(connection: Any, articles: Any, codes: Any) -> Any:
        read.append("all" if articles is None else "some")
        return real(connection, articles, codes)

    monkeypatch.setattr(event_columns, "_read", counted)

    def same() -> None:
        assert every(dam) == newest_first(dam.events())
        assert every(dam, recipient=("XKE",)) == newest_first(dam.events(EventFilters(recipient=("XKE",))))

    same()
    assert not read
    dam.add(eventful())
    same()
    first = every(dam)[0]
    dam.decide_event(first, "date", "1990", who="A. Reader")
    same()
    assert every(dam)[0] != first
    dam.decide_event(first, "hidden", True, who="A. Reader")
    same()
    assert first not in every(dam)
    dam.add(replace(eventful(), events=()))
    dam.add(briefing())
    same()
    assert set(read) == {"some"}
    event_columns.forget()
    same()
    assert read[-1] == "all"


def test_an_empty_record(record: Record) -> None:
    found = page_of_events(record, EventFilters(actor=("XKE",), since="2020"), 5, values=5)
    assert (found.events, found.total, found.undated) == ((), 0, 0)
    assert not any(found.facets.values())
