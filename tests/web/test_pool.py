"""Records that are kept open between requests."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from verbale.errors import NotARecordError, NotInRecordError
from verbale.record.store import Record
from verbale.schema import Annotated, Article, Published
from verbale.web.pool import KEPT, Pool


def _article(name: str) -> Annotated:
    return Annotated(Article(name, "The ministry of Veldonia said nothing.", Published()), (), model="1")


def _ask_in_the_midst(pool: Pool) -> None:
    with pool.record() as record:
        half = record.articles()
        next(half)
        record.article("none")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "one.record"
    with Record.open(made) as record:
        record.add(_article("a"))
    return made


def _ids(pool: Pool) -> list[str]:
    with pool.record() as record:
        return [article.id for article in record.articles()]


def test_one_record_serves_one_request_after_the_other(path: Path) -> None:
    pool = Pool(path)
    with pool.record() as first:
        pass
    with pool.record() as second, pool.record() as third:
        assert second is first
        assert third is not first


def test_what_is_written_meanwhile_is_read(path: Path) -> None:
    pool = Pool(path)
    assert _ids(pool) == ["a"]
    with Record.open(path) as record:
        record.add(_article("b"))
    assert _ids(pool) == ["a", "b"]


def test_a_file_in_the_place_of_another_is_opened_anew(path: Path, tmp_path: Path) -> None:
    pool = Pool(path)
    assert _ids(pool) == ["a"]
    with Record.open(tmp_path / "two.record") as record:
        record.add(_article("c"))
    (tmp_path / "two.record").replace(path)
    assert _ids(pool) == ["c"]


def test_a_file_that_went_is_an_error(path: Path) -> None:
    pool = Pool(path)
    _ids(pool)
    path.unlink()
    with pytest.raises(NotARecordError):
        _ids(pool)


def test_threads_share_it(path: Path) -> None:
    pool = Pool(path)
    with ThreadPoolExecutor(2 * KEPT) as threads:
        assert list(threads.map(lambda _: _ids(pool), range(100))) == [["a"]] * 100


def test_an_error_leaves_no_lock_behind(path: Path) -> None:
    pool = Pool(path)
    with pytest.raises(NotInRecordError) as caught:
        _ask_in_the_midst(pool)
    assert caught.value
    with Record.open(path, timeout=0.0) as record:
        record.add(_article("b"))
    assert _ids(pool) == ["a", "b"]


def test_a_transaction_left_open_is_not_handed_on(path: Path) -> None:
    pool = Pool(path)
    with pool.record() as record:
        record._connection.execute("BEGIN")
    with pool.record() as record:
        assert not record._connection.in_transaction


def test_closing_it_closes_what_it_keeps(path: Path) -> None:
    pool = Pool(path)
    with pool.record() as record:
        pass
    pool.close()
    with pytest.raises(sqlite3.ProgrammingError):
        record._connection.execute("SELECT 1")
    assert _ids(pool) == ["a"]
