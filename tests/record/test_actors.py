from __future__ import annotations

import io
import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.record.fakes import HARBOUR, REPORT, article, briefing, report, statement
from tests.record.test_decisions import shifted
from tests.record.test_store import integrity
from verbale.errors import NotInRecordError, RecordError
from verbale.record import ActorLink, Filters, OfficeSeen, Record, RecordedActor, glance
from verbale.record.actors import chain, current
from verbale.record.export import export
from verbale.schema import Annotated, DateMention, Published, Speaker

MINISTER = "osk.mfa.ines-halloran"
HALLORAN = "osk..halloran"
FERRANT = "trv..joss-ferrant"
TANN = {"who": "R. Tann", "why": "one person, two spellings"}


def short() -> Annotated:
    """A second report, in which the minister has another id, office and date, and Joss Ferrant speaks with her."""
    speaker = Speaker(HALLORAN, "Halloran", "acting premier", "Foreign Ministry", "OSK")
    ferrant = Speaker(FERRANT, "Joss Ferrant", "envoy", None, "TRV")
    text = (
        "Talks open\n\nHalloran said it was a good day. She called the talks long. With Ferrant she spoke of peace.\n"
    )
    day = DateMention("2031-06", "month", None, "")
    statements = (
        statement(text, "s1", ("it was a good day",), source="Halloran", cue="said", speaker=speaker, date=day),
        statement(text, "s2", ("the talks long",), source="She", cue="called", speaker=speaker),
        statement(text, "s3", ("peace",), source="she", cue="spoke of", speaker=ferrant, co_speakers=(speaker,)),
    )
    published = Published("2031-05-07", "day", "the line under the headline")
    return Annotated(article("short", text, outlet="Evening Post", published=published), statements, model="fake-1")


@pytest.fixture
def told(filled: Record) -> Record:
    filled.add(short())
    return filled


def ids(record: Record, **filters: Any) -> list[str]:
    return sorted(one.id for one in record.search(filters=Filters(**filters)))


def speakers(record: Record, **options: Any) -> list[str | None]:
    return [one.speaker.id for one in record.article("short", **options).statements]


def changes(record: Record, actor: str) -> list[tuple[str, str, str]]:
    return [(one.kind, one.old, one.new) for one in record.actor(actor).changes]


def exported(record: Record) -> dict[str, dict[str, Any]]:
    out = io.BytesIO()
    export(record, "statements", "jsonl", out)
    return {row["id"]: row for row in map(json.loads, out.getvalue().decode().splitlines())}


def test_a_merge_gives_the_current_id_and_leaves_the_words(told: Record) -> None:
    assert told.merge_actors(HALLORAN, MINISTER, **TANN) == 3
    assert speakers(told) == [MINISTER, MINISTER, FERRANT]
    first, _, joint = told.article("short").statements
    assert (first.speaker.name, first.speaker.office) == ("Halloran", "acting premier")
    assert [one.id for one in joint.co_speakers] == [MINISTER]
    assert told.statement("short#s1").decided == ()


def test_the_machine_s_layer_keeps_its_ids(told: Record) -> None:
    before = told.article("short", decided=False)
    told.merge_actors(HALLORAN, MINISTER, **TANN)
    told.split_actor(MINISTER, "osk..other", ["short#s1"], **TANN)
    assert told.article("short", decided=False) == before
    assert told.add(short()) == "unchanged"


def test_merges_chain_whichever_is_said_first(told: Record) -> None:
    told.merge_actors(HALLORAN, MINISTER, **TANN)
    assert told.merge_actors(MINISTER, "osk..premier", **TANN) == 5
    assert told.merge_actors(FERRANT, HALLORAN, **TANN) == 1
    for old in (HALLORAN, MINISTER, FERRANT, "osk..premier"):
        assert told.actor(old).current == ("osk..premier",)
    assert set(speakers(told)) == {"osk..premier"}


def test_merges_that_make_no_sense_are_refused_and_leave_nothing(told: Record) -> None:
    told.merge_actors(HALLORAN, MINISTER, **TANN)
    told.merge_actors(MINISTER, FERRANT, **TANN)
    refused = [
        (FERRANT, HALLORAN, rf"cannot be merged into {HALLORAN}.*{HALLORAN} → {MINISTER} → {FERRANT}"),
        (FERRANT, FERRANT, "into itself"),
        (HALLORAN, MINISTER, "already"),
        (" ", MINISTER, "not empty"),
        (MINISTER, "", "not empty"),
    ]
    for old, into, words in refused:
        with pytest.raises(RecordError, match=words):
            told.merge_actors(old, into, **TANN)
    with pytest.raises(NotInRecordError, match=rf"'osk\.mfa'; did you mean {MINISTER}"):
        told.merge_actors("osk.mfa", MINISTER, **TANN)
    with pytest.raises(ValueError, match="who made it"):
        told.merge_actors(FERRANT, "trv..other", who=" ", why="")
    assert changes(told, FERRANT) == [("merge", HALLORAN, MINISTER), ("merge", MINISTER, FERRANT)]


def test_an_id_merged_elsewhere_leaves_its_former_merge(told: Record) -> None:
    told.merge_actors(HALLORAN, MINISTER, **TANN)
    assert told.merge_actors(HALLORAN, FERRANT, **TANN) == 3
    assert (told.actor(HALLORAN).current, told.actor(MINISTER).current) == ((FERRANT,), (MINISTER,))
    assert told.statement("report#s1").statement.speaker.id == MINISTER


def test_a_merge_is_undone_with_what_was_merged_before(told: Record) -> None:
    told.merge_actors(FERRANT, HALLORAN, **TANN)
    told.merge_actors(HALLORAN, MINISTER, **TANN)
    assert told.unmerge_actor(HALLORAN, who="B. Ost", why="a namesake") == 3
    assert speakers(told) == [HALLORAN, HALLORAN, HALLORAN]
    assert told.actor(FERRANT).current == (HALLORAN,)
    assert told.unmerge_actor(FERRANT, **TANN) == 1
    assert speakers(told) == [HALLORAN, HALLORAN, FERRANT]
    last = told.actor(HALLORAN).changes[-2]
    assert (last.kind, last.old, last.new, last.who, last.why) == (
        "unmerge",
        HALLORAN,
        MINISTER,
        "B. Ost",
        "a namesake",
    )
    with pytest.raises(RecordError, match="not merged into another"):
        told.unmerge_actor(HALLORAN, **TANN)
    with pytest.raises(NotInRecordError):
        told.unmerge_actor("nobody", **TANN)
    assert told.merge_actors(HALLORAN, MINISTER, **TANN) == 3


def test_a_split_moves_its_statements_and_both_are_known(told: Record) -> None:
    assert told.split_actor(HALLORAN, "osk..premier", ["short#s1", "short#s1"], **TANN) == 1
    one = told.statement("short#s1")
    assert (one.statement.speaker.id, one.statement.speaker.name, one.decided) == (
        "osk..premier",
        "Halloran",
        ("speaker_id",),
    )
    assert speakers(told) == ["osk..premier", HALLORAN, FERRANT]
    assert told.actor(HALLORAN).current == (HALLORAN, "osk..premier")
    assert told.actor("osk..premier").current == ("osk..premier",)
    assert changes(told, "osk..premier") == [("split", HALLORAN, "osk..premier")]
    assert [(one.field, one.value, one.statement) for one in told.decisions()] == [
        ("speaker_id", "osk..premier", "short#s1")
    ]


def test_a_split_is_undone_by_a_merge_or_by_giving_back(told: Record) -> None:
    told.split_actor(HALLORAN, "osk..premier", ["short#s1"], **TANN)
    told.merge_actors("osk..premier", HALLORAN, **TANN)
    assert speakers(told) == [HALLORAN, HALLORAN, FERRANT]
    assert told.actor(HALLORAN).current == (HALLORAN,)
    told.unmerge_actor("osk..premier", **TANN)
    assert told.split_actor("osk..premier", HALLORAN, ["short#s1"], **TANN) == 1
    assert speakers(told) == [HALLORAN, HALLORAN, FERRANT]


def test_splits_that_make_no_sense_are_refused_and_leave_nothing(told: Record) -> None:
    told.merge_actors("osk..halloran", MINISTER, **TANN)
    refused = [
        (["short#s1", "report#s2"], "report#s2 is not a statement of .* nobody's who has an id"),
        (["short#s1", "short#s3"], "short#s3 is a joint statement"),
        ([], "name the statements"),
    ]
    for names, words in refused:
        with pytest.raises(RecordError, match=words):
            told.split_actor(MINISTER, "osk..premier", names, **TANN)
    with pytest.raises(RecordError, match=f"one actor, {MINISTER}; unmerge"):
        told.split_actor(MINISTER, HALLORAN, ["short#s1"], **TANN)
    with pytest.raises(RecordError, match="into itself"):
        told.split_actor(MINISTER, MINISTER, ["short#s1"], **TANN)
    with pytest.raises(RecordError, match=f"it is {MINISTER}'s"):
        told.split_actor(FERRANT, "x", ["short#s1"], **TANN)
    for old, names in (("nobody", ["short#s1"]), (MINISTER, ["short#s1", "short#s9"])):
        with pytest.raises(NotInRecordError):
            told.split_actor(old, "osk..premier", names, **TANN)
    assert list(told.decisions()) == []
    assert len(told.actor(MINISTER).changes) == 1


def test_a_link_follows_splits_and_merges_in_their_order(told: Record) -> None:
    told.split_actor(MINISTER, "a", ["report#s1"], **TANN)
    told.merge_actors(HALLORAN, MINISTER, **TANN)
    assert told.actor(HALLORAN).current == (MINISTER,)
    told.split_actor(HALLORAN, "b", ["short#s1"], **TANN)
    told.split_actor("b", "c", ["short#s1"], **TANN)
    assert told.actor(HALLORAN).current == (MINISTER, "b", "c")
    assert told.actor(MINISTER).current == (MINISTER, "a", "b", "c")
    told.unmerge_actor(HALLORAN, **TANN)
    assert told.actor(HALLORAN).current == (HALLORAN, "b", "c")
    told.merge_actors("c", FERRANT, **TANN)
    assert told.actor(HALLORAN).current == (HALLORAN, "b", FERRANT)


def test_links_of_ids_nothing_was_said_of_and_of_unknown_ones(told: Record) -> None:
    assert told.actor(FERRANT) == ActorLink(FERRANT, (FERRANT,))
    with pytest.raises(NotInRecordError, match=r"no actor 'ferrant'; did you mean trv\.\.joss-ferrant"):
        told.actor("ferrant")


def test_merges_and_splits_outlive_a_new_reading(told: Record, path: Path) -> None:
    told.merge_actors(HALLORAN, MINISTER, **TANN)
    told.split_actor(MINISTER, "osk..premier", ["report#s1"], **TANN)
    told.add(replace(short(), model="fake-2"))
    told.add(shifted())
    assert speakers(told) == [MINISTER, MINISTER, FERRANT]
    assert told.statement("report#s2").statement.speaker.id == "osk..premier"
    assert told.actor(HALLORAN).current == (MINISTER, "osk..premier")
    told.close()
    integrity(path)


def test_a_link_works_after_its_id_has_gone_from_the_articles(told: Record) -> None:
    told.merge_actors(HALLORAN, MINISTER, **TANN)
    told.add(replace(short(), statements=()))
    assert told.actor(HALLORAN).current == (MINISTER,)
    assert told.merge_actors(MINISTER, FERRANT, **TANN) == 2
    assert told.actor(HALLORAN).current == (FERRANT,)


def test_a_split_sleeps_until_its_statement_comes_back(told: Record) -> None:
    told.split_actor(MINISTER, "osk..premier", ["report#s1"], **TANN)
    told.add(replace(report(), statements=report().statements[1:]))
    assert told.actor("osk..premier").current == ("osk..premier",)
    told.add(report())
    assert told.statement("report#s1").statement.speaker.id == "osk..premier"


def test_a_name_decided_by_hand_takes_the_machine_s_id_away_but_not_a_decided_one(told: Record) -> None:
    told.decide("short#s1", "speaker_name", "Ada Holt", who="a")
    told.merge_actors(HALLORAN, MINISTER, **TANN)
    assert told.statement("short#s1").statement.speaker.id is None
    told.decide("short#s1", "speaker_id", f" {HALLORAN} ", who="a")
    assert told.statement("short#s1").statement.speaker.id == MINISTER
    told.decide("short#s1", "speaker_id", None, who="a")
    assert told.statement("short#s1").statement.speaker.id is None
    with pytest.raises(ValueError, match="speaker_id"):
        told.decide("short#s1", "speaker_id", " ", who="a")


def test_search_by_id_finds_the_merged_actor(told: Record) -> None:
    told.merge_actors(HALLORAN, MINISTER, **TANN)
    all_of_hers = ["briefing#s2", "report#s1", "short#s1", "short#s2", "short#s3"]
    for asked in (HALLORAN, MINISTER):
        assert ids(told, actor=(asked,)) == ids(told, speaker=(asked,)) == all_of_hers
        assert sorted(one.id for one in told.statements(Filters(actor=(asked,)))) == all_of_hers
    assert ids(told, actor=(FERRANT,)) == ["short#s3"]
    assert ids(told, actor=(FERRANT, MINISTER)) == all_of_hers
    assert ids(told, actor=("osk.mfa",)) == ids(told, actor=("\ud800",)) == []
    assert [one.id for one in told.search("talks", Filters(actor=(HALLORAN,)))][:1] == ["short#s2"]
    told.unmerge_actor(HALLORAN, **TANN)
    assert ids(told, actor=(HALLORAN,)) == ["short#s1", "short#s2", "short#s3"]


def test_exports_show_the_current_id(told: Record) -> None:
    told.merge_actors(HALLORAN, MINISTER, **TANN)
    told.split_actor(MINISTER, "osk..premier", ["short#s2"], **TANN)
    rows = exported(told)
    assert [rows[f"short#s{n}"]["speaker"]["id"] for n in (1, 2, 3)] == [MINISTER, "osk..premier", FERRANT]
    assert rows["short#s3"]["co_speakers"][0]["id"] == MINISTER
    assert (rows["short#s1"]["decided"], rows["short#s2"]["decided"]) == ([], ["speaker_id"])


def test_actors_with_what_is_seen_of_them(told: Record) -> None:
    told.merge_actors(HALLORAN, MINISTER, **TANN)
    first, second = told.actors()
    assert first == RecordedActor(
        id=MINISTER,
        names=("Halloran", "Inès Halloran"),
        offices=(
            OfficeSeen("foreign minister", "2031-05-06", "2031-05-06"),
            OfficeSeen("acting premier", "2031-05-07", "2031-06"),
        ),
        institution="Foreign Ministry",
        country="OSK",
        statements=5,
        merged=(HALLORAN,),
    )
    assert (second.id, second.statements, second.offices) == (
        FERRANT,
        1,
        (OfficeSeen("envoy", "2031-05-07", "2031-05-07"),),
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (None, [HALLORAN, MINISTER, FERRANT]),
        ("INES", [MINISTER]),
        ("halloran", [HALLORAN, MINISTER]),
        ("Premier", [HALLORAN]),
        ("trv", [FERRANT]),
        ("trv..joss", [FERRANT]),
        ("nobody", []),
    ],
)
def test_actors_of_a_query(told: Record, query: str | None, found: list[str]) -> None:
    assert [one.id for one in told.actors(query)] == found
    assert [one.id for one in told.actors(query, limit=1)] == found[:1]


def test_actors_by_a_merged_id_and_without_hidden_statements(told: Record) -> None:
    told.merge_actors(FERRANT, "trv..someone", **TANN)
    assert [one.id for one in told.actors("joss-ferrant")] == ["trv..someone"]
    told.decide("short#s3", "hidden", True, who="a")
    assert told.actors("ferrant") == []
    assert {one.id: one.statements for one in told.actors()} == {HALLORAN: 2, MINISTER: 2}


def test_dates_of_an_office_are_as_precise_as_their_texts(record: Record) -> None:
    dates = ("2031-03/2031-04-05", "2031-02", "2032", None, "soon")
    for number, date in enumerate(dates):
        one = statement(REPORT, "s1", ("Oskara had promised to pay twice",), date=DateMention(date))
        record.add(replace(report(f"r{number}"), statements=(one,)))
    (actor,) = record.actors()
    assert actor.offices == (OfficeSeen("foreign minister", "2031-02", "2032"),)
    record.add(replace(briefing(), statements=(replace(briefing().statements[1], speaker=Speaker("x", office="o")),)))
    assert record.actors("x")[0].offices == (OfficeSeen("o", None, None),)


ACTORS = st.sampled_from("abcdef")
STEPS = st.lists(st.tuples(st.sampled_from(["merge", "merge", "merge", "unmerge"]), ACTORS, ACTORS), max_size=14)


def crowd() -> Annotated:
    """Six statements, each of one of six actors."""
    whole = report("crowd")
    one = whole.statements[1]
    made = [replace(one, id=f"s{n}", speaker=replace(HARBOUR, id=actor)) for n, actor in enumerate("abcdef", start=1)]
    return replace(whole, statements=tuple(made))


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_any_merges_leave_every_id_one_current_id_and_no_loops(steps: list[tuple[str, str, str]]) -> None:
    into: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "a.record") as record:
        record.add(crowd())
        for kind, old, new in steps:
            try:
                if kind == "merge":
                    record.merge_actors(old, new, who="a", why="")
                    into[old] = new
                else:
                    record.unmerge_actor(old, who="a", why="")
                    del into[old]
            except RecordError:
                looped = kind == "merge" and (into.get(old) == new or old in chain(new, into))
                assert looped or (kind == "unmerge" and old not in into)
        found = {actor: record.actor(actor).current for actor in "abcdef"}
        said = [one.speaker.id for one in record.article("crowd").statements]
        counted = {one.id: one.statements for one in record.actors()}
    assert found == {actor: (current(actor, into),) for actor in "abcdef"}
    assert all(into.get(last) is None for (last,) in found.values())
    assert said == [found[actor][0] for actor in "abcdef"]
    assert counted == {actor: said.count(actor) for actor in said if actor}


def test_a_chain_that_was_damaged_into_a_loop_ends() -> None:
    assert chain("a", {"a": "b", "b": "a"}) == ["a", "b"]


def test_only_what_is_asked_for_is_read(told: Record) -> None:
    steps = list[str]()
    connection = told._connection
    told.actors("ferrant")
    connection.set_trace_callback(steps.append)
    told.actors("ferrant", limit=1)
    connection.set_trace_callback(None)
    plans = [
        str(row[3])
        for one in steps
        if one.lstrip().startswith("SELECT")
        for row in connection.execute(f"EXPLAIN QUERY PLAN {one}")
    ]
    assert not [
        one for one in plans if one.startswith("SCAN") and ("speakers" in one or one.split()[1] in {"p", "s", "a"})
    ]


def test_actors_of_names_of_countries_and_links(told: Record) -> None:
    everybody = {one.id: one for one in told.actors()}
    assert glance.actors_named(told, [HALLORAN, "nobody"]) == {HALLORAN: everybody[HALLORAN]}
    assert [one.id for one in glance.voices(told, "OSK", 9)] == [
        one.id for one in everybody.values() if one.country == "OSK"
    ]
    assert glance.actor_names(told)[HALLORAN] == everybody[HALLORAN].names
    told.merge_actors(HALLORAN, "osk..new", who="Ada", why="")
    assert glance.actor_links(told) == {HALLORAN: "osk..new"}
    assert glance.actor_names(told)["osk..new"] == everybody[HALLORAN].names
