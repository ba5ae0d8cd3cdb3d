from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.record.fakes import report
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
