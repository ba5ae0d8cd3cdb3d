"""The record made for measuring is a sound one, and the measuring runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import room
from benchmarks.room_record import Size, Stock, make
from verbale.record import Filters, Record
from verbale.record.browse import Browse


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("room") / "some.record"
    make(made, Size(articles=40, statements=5))
    return made


def test_the_record_is_sound(path: Path) -> None:
    with Record.open(path, create=False) as record:
        connection = record._connection
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("INSERT INTO statements_fts (statements_fts) VALUES ('integrity-check')")
        statements = list(record.statements())
        for one in statements:
            (start, end), *_ = one.statement.content
            assert record.article(one.article.id).article.text[start:end] == one.quote
        assert record.browse(Browse()).total == len(statements) == record.counts().statements
        assert all(one.event.statement for one in record.events())
        word = statements[0].quote.split()[-1]
        found = record.search(word, Filters(), limit=20)
        assert record.browse(Browse(word)).statements == found.hits


def test_it_is_the_same_from_the_same_seed(path: Path, tmp_path: Path) -> None:
    make(tmp_path / "again.record", Size(articles=40, statements=5))
    with Record.open(path) as one, Record.open(tmp_path / "again.record") as other:
        assert list(one.statements()) == list(other.statements())
    with pytest.raises(FileExistsError):
        make(path, Size())


def test_words_are_enough_and_differ() -> None:
    words = Stock(1).words
    assert len(set(words)) == len(words) == 60_000


def test_everything_is_measured(path: Path) -> None:
    found = room.measure(path, 40, 1)
    assert found["statements"] > 100
    assert found["pages"]["all"].number == 40
    assert set(found) >= {"loading", "pages", "pages again", "addresses", "words"}
