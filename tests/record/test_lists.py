from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

from tests.record.fakes import REPORT, report, statement
from verbale.errors import MissingExtraError
from verbale.record import Record
from verbale.record.browse import Browse
from verbale.record.export import FORMATS
from verbale.record.lists import AFTER, BEFORE, MEDIA_TYPES, ListHead, count_of, export_list
from verbale.schema import Annotated

HEAD = ListHead("Statements about Oskara", "https://room.example/search?about=OSK")
ABOUT = Browse(about=("OSK",), order="oldest", page=7, size=1)


def written(record: Record, form: Any, query: Browse = ABOUT) -> tuple[int, bytes]:
    out = io.BytesIO()
    number = export_list(record, query, form, out, HEAD)
    return number, out.getvalue()


def test_the_list_tells_what_it_is(filled: Record) -> None:
    number, data = written(filled, "jsonl")
    rows = [json.loads(line) for line in data.decode().splitlines()]
    assert (number, count_of(filled, ABOUT)) == (2, 2)
    assert [(one["rank"], one["id"]) for one in rows] == [(1, "report#s2"), (2, "briefing#s1")]
    for row in rows:
        assert (row["list_query"], row["list_address"], row["list_total"]) == (HEAD.query, HEAD.address, 2)
        assert datetime.fromisoformat(row["list_made"]).tzinfo is not None
    assert (rows[0]["first_day"], rows[0]["last_day"]) == ("2031-05-07", "2031-05-07")
    assert (rows[1]["first_day"], rows[1]["last_day"]) == (None, None)
    assert rows[0]["source"]


def test_pandas_reads_the_csv(filled: Record) -> None:
    _, data = written(filled, "csv")
    table = pd.read_csv(io.BytesIO(data), keep_default_na=False)
    assert (table.columns[0], list(table.columns[-4:])) == ("rank", list(AFTER))
    assert not {"source", "cue", "content", "prompted_by"} & set(table.columns)
    assert list(table["id"]) == ["report#s2", "briefing#s1"]
    assert set(table["list_total"]) == {2}
    assert list(table["quote"]) == [
        "Oskara had promised to pay twice",
        'the fee was suspended "until the talks in Port Lune"',
    ]


def test_excel_knows_the_csv_for_unicode(filled: Record) -> None:
    _, data = written(filled, "csv", Browse(speaker=("Halloran",)))
    assert data.startswith(b"\xef\xbb\xbfrank,")
    assert "Inès" in data.decode("utf-8-sig")


def test_no_cell_is_a_formula(record: Record) -> None:
    text = REPORT.replace("Oskara had", "=Oskara had")
    found = statement(text, "s1", ("=Oskara had promised to pay twice",), about=("OSK",))
    record.add(Annotated(report(text=text).article, (found,), model="fake-1"))
    out = io.BytesIO()
    export_list(record, ABOUT, "csv", out, ListHead("=cmd()", "+x"))
    (row,) = csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline=""))
    assert (row["quote"][:2], row["list_query"], row["list_address"]) == ("'=", "'=cmd()", "'+x")


def test_parquet_has_the_query_twice(filled: Record) -> None:
    _, data = written(filled, "parquet")
    table = pq.read_table(io.BytesIO(data))
    assert table.column_names[:3] == list(BEFORE)
    assert table.column("list_total").to_pylist() == [2, 2]
    assert table.schema.metadata[b"verbale.query"].decode() == HEAD.query
    frame = pd.read_parquet(io.BytesIO(data))
    assert list(frame["speaker"].str["country"]) == ["VLD", "VLD"]


def test_an_empty_list(filled: Record) -> None:
    nothing = Browse(country=("TRV",), about=("OSK",), act=("deny",))
    number, data = written(filled, "csv", nothing)
    assert (number, len(pd.read_csv(io.BytesIO(data)))) == (0, 0)
    assert written(filled, "jsonl", nothing) == (0, b"")
    _, data = written(filled, "parquet", nothing)
    table = pq.read_table(io.BytesIO(data))
    assert (table.num_rows, table.schema.metadata[b"verbale.total"]) == (0, b"0")


def test_forms(filled: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(MEDIA_TYPES) == set(FORMATS)
    with pytest.raises(ValueError, match="known are"):
        written(filled, "xlsx")
    with pytest.raises(ValueError, match="not a date"):
        written(filled, "csv", Browse(since="yesteryear"))
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(MissingExtraError):
        written(filled, "parquet")
