from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.record.fakes import briefing, report
from tests.record.test_store import integrity
from verbale.errors import NewerRecordError, NotARecordError, RecordError
from verbale.record import Record
from verbale.record.database import APPLICATION_ID, migrations

NEWEST = migrations()[-1][0]

KILLED = """
import sys
from tests.record.fakes import report
from verbale.record import Record

with Record.open(sys.argv[1]) as record:
    for number in range(100_000):
        record.add(report(f"report-{number:05}"))
        print(number, flush=True)
"""


def test_migrations_are_numbered_without_gaps() -> None:
    assert [number for number, _ in migrations()] == list(range(1, NEWEST + 1))


def test_a_new_record_knows_what_it_is(path: Path) -> None:
    Record.open(path).close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (NEWEST,)


def test_an_empty_file_becomes_a_record_only_when_asked(path: Path) -> None:
    path.touch()
    with pytest.raises(NotARecordError):
        Record.open(path, create=False)
    with Record.open(path) as record:
        assert record.add(report()) == "new"


def test_a_missing_record(path: Path) -> None:
    with pytest.raises(NotARecordError, match=r"test\.record: no such record; make one with: verbale read"):
        Record.open(path, create=False)
    assert not path.exists()


def test_other_files_are_refused_and_left_alone(path: Path) -> None:
    for content in (b"Dear diary", b"\x00" * 5000, b"SQLite format 3\x00 and no more"):
        path.write_bytes(content)
        with pytest.raises(NotARecordError, match="not a Verbale record"):
            Record.open(path)
        assert path.read_bytes() == content


def test_another_database_is_refused_and_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    before = path.read_bytes()
    with pytest.raises(NotARecordError, match="SQLite file, but not a Verbale record"):
        Record.open(path)
    assert path.read_bytes() == before


def test_a_folder_and_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(NotARecordError, match="is a directory"):
        Record.open(tmp_path)
    with pytest.raises(RecordError, match="there is no folder"):
        Record.open(tmp_path / "no" / "such.record")


def test_a_newer_record_is_refused(path: Path) -> None:
    Record.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {NEWEST + 1}")
    with pytest.raises(NewerRecordError, match="pip install -U verbale"):
        Record.open(path)


def test_a_damaged_record_says_so(path: Path) -> None:
    with Record.open(path) as record:
        for number in range(30):
            record.add(report(f"report-{number}"))
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(RecordError, match="damaged"), Record.open(path) as record:
        list(record.statements())


def test_a_failing_migration_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = migrations()
    broken = [*steps, (NEWEST + 1, "CREATE TABLE extra (x);\nCREATE TABLE articles (x);\n")]
    with Record.open(path) as record:
        record.add(report())
    monkeypatch.setattr("verbale.record.database.migrations", lambda: broken)
    with pytest.raises(RecordError):
        Record.open(path)
    monkeypatch.setattr("verbale.record.database.migrations", lambda: steps)
    with Record.open(path) as record:
        assert record.counts().articles == 1
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'extra'").fetchone() == (0,)


def test_an_older_record_is_brought_up(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Record.open(path) as record:
        record.add(report())
    later = [*migrations(), (NEWEST + 1, "-- Room for more.\nCREATE TABLE extra (x);\n")]
    monkeypatch.setattr("verbale.record.database.migrations", lambda: later)
    with Record.open(path, create=False) as record:
        assert record.counts().articles == 1
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (NEWEST + 1,)
        assert connection.execute("SELECT count(*) FROM extra").fetchone() == (0,)


#: The tables of the first form that hold what is read and decided, each after those it refers to.
TABLES = (
    *("articles", "segments", "statements", "evidence", "speakers", "statement_about", "statement_texts"),
    *("problems", "decisions", "overrides"),
)


@pytest.fixture
def old_record(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record of the first form: made by the first migration alone, holding what the program of then would."""
    with monkeypatch.context() as then:
        then.setattr("verbale.record.database.migrations", lambda: migrations()[:1])
        Record.open(path).close()
    new = path.with_name("new.record")
    with Record.open(new) as record:
        record.add(report())
        record.add(briefing())
        record.decide("report#s2", "speaker_name", "Ada Holt", who="R. Tann", why="named in the Post")
        record.decide("report#s2", "act", "state", who="R. Tann")
        record.decide("report#s2", "act", "deny", who="B. Ost")
        record.decide("briefing#s2", "hidden", True, who="B. Ost")
        record.add(replace(briefing(), statements=briefing().statements[:1]))
    with sqlite3.connect(path, isolation_level=None) as connection:
        connection.execute("ATTACH ? AS new", (str(new),))
        for table in TABLES:
            columns = ", ".join(f'"{row[1]}"' for row in connection.execute(f"PRAGMA main.table_info({table})"))
            connection.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}")
        assert connection.execute("PRAGMA main.user_version").fetchone() == (1,)
    connection.close()
    new.unlink()
    return path


def rows_of(path: Path, table: str) -> Sequence[Any]:
    with sqlite3.connect(path) as connection:
        return connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()


def test_a_record_of_the_first_form_is_brought_up_with_its_decisions(old_record: Path) -> None:
    tables = ("decisions", "overrides", "speakers", "statements")
    before = {table: rows_of(old_record, table) for table in tables}
    assert [len(before[table]) for table in ("decisions", "overrides")] == [4, 2]
    with Record.open(old_record, create=False) as record:
        one = record.statement("report#s2")
        assert (one.statement.speaker.name, one.statement.act) == ("Ada Holt", "deny")
        assert one.decided == ("act", "speaker_name")
        assert [one.statement for one in record.decisions()] == ["report#s2", None, "report#s2", None]
        now = {table: rows_of(old_record, table) for table in tables}
        before["speakers"] = [(*row, 0.0) for row in before["speakers"]]  # a confidence that was not kept then
        assert now == before
        record.add(briefing())
        assert [one.id for one in record.statements()] == ["briefing#s1", "report#s1", "report#s2"]
        record.split_actor("osk.mfa.ines-halloran", "osk..premier", ["report#s1"], who="a", why="")
        assert record.statement("report#s1").statement.speaker.id == "osk..premier"
    integrity(old_record)


def test_the_record_brought_up_has_the_form_of_a_new_one(old_record: Path, tmp_path: Path) -> None:
    Record.open(old_record).close()
    Record.open(tmp_path / "fresh.record").close()
    query = "(SELECT type, name, tbl_name, sql FROM sqlite_master)"
    assert set(rows_of(old_record, query)) == set(rows_of(tmp_path / "fresh.record", query))
    with sqlite3.connect(old_record) as connection:
        assert {row[2] for row in connection.execute("PRAGMA foreign_key_list(overrides)")} == {
            "statements",
            "decisions",
        }


def test_deleting_a_decided_statement_still_deletes_its_overrides(old_record: Path) -> None:
    with Record.open(old_record) as record:
        record.add(replace(report(), statements=()))
        assert [one.statement for one in record.decisions()] == [None] * 4
    assert rows_of(old_record, "overrides") == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system cannot kill so")
@pytest.mark.parametrize("wait", [0.0, 0.02, 0.11])
def test_a_kill_leaves_whole_articles(path: Path, wait: float) -> None:
    root = Path(__file__).parents[2]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(root), str(root / "src")])}
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, env=environment, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "0\n"
    time.sleep(wait)
    child.kill()
    written = 1 + len(child.stdout.read().splitlines())
    child.wait()
    child.stdout.close()
    with Record.open(path, create=False) as record:
        ids = [article.id for article in record.articles()]
        assert len(ids) in {written, written + 1}
        assert all(len(record.article(one).statements) == 2 for one in ids)
        outcomes = [record.add(report(f"report-{number:05}")) for number in range(written + 2)]
        assert outcomes == ["unchanged"] * len(ids) + ["new"] * (written + 2 - len(ids))
    integrity(path)
