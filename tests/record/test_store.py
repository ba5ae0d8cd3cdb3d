from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from tests.record.fakes import REPORT, briefing, report
from verbale.errors import NotInRecordError, RecordError, RecordLockedError
from verbale.record import Counts, Filters, Record
from verbale.schema import Annotated, Problem, Published


def rounded(annotated: Annotated) -> Annotated:
    """As a record keeps it: probabilities of four digits."""
    statements = tuple(replace(one, confidence=round(one.confidence, 4)) for one in annotated.statements)
    events = tuple(
        replace(one, confidence=round(one.confidence, 4), status_confidence=round(one.status_confidence, 4))
        for one in annotated.events
    )
    return replace(annotated, statements=statements, events=events)


def integrity(path: Path) -> None:
    """The index says what the table says, and no row points nowhere."""
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO statements_fts (statements_fts, rank) VALUES ('integrity-check', 1)")
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_gives_back_what_was_added(filled: Record) -> None:
    assert filled.article("report") == rounded(report())
    assert filled.article("briefing") == rounded(briefing())


def test_adding_again_changes_nothing(path: Path) -> None:
    with Record.open(path) as record:
        assert record.add(report()) == "new"
    before = path.read_bytes()
    with Record.open(path) as record:
        assert record.add(report()) == "unchanged"
    assert path.read_bytes() == before


def test_last_digits_of_probabilities_change_nothing(record: Record) -> None:
    record.add(report())
    other = report()
    shaken = replace(other, statements=tuple(replace(one, confidence=0.9) for one in other.statements))
    assert record.add(shaken) == "unchanged"


@pytest.mark.parametrize(
    "changed",
    [
        report(outlet="Another Courier"),
        report(published=Published("2031-05-08", "day", "a correction")),
        report(text=REPORT + "\nMore to follow.\n"),
        replace(report(), model="fake-2"),
        replace(report(), statements=report().statements[:1]),
    ],
)
def test_a_changed_article_replaces_its_items(record: Record, path: Path, changed: Annotated) -> None:
    record.add(briefing())
    record.add(report())
    assert record.add(changed) == "changed"
    assert record.article("report") == rounded(changed)
    assert record.article("briefing") == rounded(briefing())
    assert record.counts().articles == 2
    record.close()
    integrity(path)


def test_search_forgets_what_was_replaced(filled: Record) -> None:
    assert filled.search("patience").total == 1
    filled.add(replace(report(), statements=report().statements[1:]))
    assert filled.search("patience").total == 0
    assert filled.search("promised").total == 1


def test_same_text_from_another_outlet_is_another_article(filled: Record) -> None:
    assert filled.add(report("reprint", outlet="Evening Post")) == "new"
    assert {one.article.id for one in filled.search("patience")} == {"report", "reprint"}


def test_statement_names_stay_over_a_new_reading(filled: Record) -> None:
    before = [one.id for one in filled.statements()]
    filled.add(replace(report(), model="fake-2"))
    assert [one.id for one in filled.statements()] == before == ["briefing#s1", "briefing#s2", "report#s1", "report#s2"]


def test_one_statement_by_name(filled: Record) -> None:
    one = filled.statement("report#s1")
    assert one.quote == "The fee is a toll on our patience … We will not pay it."
    assert one.article.outlet == "The Lune Courier"
    assert one.when == "2031-05-06"


def test_the_nearest_names_are_told(filled: Record) -> None:
    with pytest.raises(NotInRecordError, match="did you mean report"):
        filled.article("reprot")
    with pytest.raises(NotInRecordError, match=r"report#s9.*that article has s1, s2"):
        filled.statement("report#s9")
    with pytest.raises(NotInRecordError, match="named ARTICLE#s1"):
        filled.statement("s1")


def test_statement_without_content_is_quoted_by_its_source_and_cue(record: Record) -> None:
    whole = report()
    bare = replace(whole.statements[1], content=())
    record.add(replace(whole, statements=(bare,)))
    assert record.statement("report#s2").quote == "A senior envoy of Valdia said that"


def test_counts(filled: Record) -> None:
    assert filled.counts() == Counts(articles=2, statements=4, events=0, problems=0, outlets=2, countries=2)


def test_statements_of_filters(filled: Record) -> None:
    assert [one.id for one in filled.statements(Filters(act=("reject", "support")))] == ["briefing#s2", "report#s1"]


def test_a_problem_is_kept_once_and_goes_when_its_article_is_read(filled: Record) -> None:
    problem = Problem("late", "late.html", "is empty", "line 7")
    filled.add_problem(problem)
    filled.add_problem(problem)
    assert list(filled.problems()) == [problem]
    filled.add(report("late"))
    assert list(filled.problems()) == []
    filled.add_problem(problem)
    assert filled.add(report("late")) == "unchanged"
    assert list(filled.problems()) == []


def test_nothing_is_left_of_an_article_that_fails_halfway(record: Record, path: Path) -> None:
    twice = replace(report(), statements=report().statements[:1] * 2)
    with pytest.raises(RecordError):
        record.add(twice)
    assert record.counts() == Counts(0, 0, 0, 0, 0, 0)
    assert record.add(report()) == "new"
    record.close()
    integrity(path)


def test_a_locked_record_says_so(path: Path) -> None:
    with Record.open(path) as record:
        record.add(report())
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(RecordLockedError, match=r"test\.record: another program"):
        Record.open(path, timeout=0.05)
    other.execute("ROLLBACK")
    with Record.open(path, timeout=0.05) as record:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordLockedError):
            record.add(briefing())
        assert record.counts().articles == 1
    other.close()


def test_one_file_and_no_other(path: Path) -> None:
    with Record.open(path) as record:
        record.add(report())
        assert [one.name for one in path.parent.iterdir()] == ["test.record"]


def test_lone_surrogates_and_nulls_do_not_stop_it(record: Record) -> None:
    text = "Odd \x00 head\n\nHalloran said it was \ud800 odd.\n"
    record.add(report("odd", text=REPORT + text))
    kept = record.article("odd").article.text
    assert len(kept) == len(REPORT + text)
    assert kept.endswith("odd.\n")
