from __future__ import annotations

import csv
import io
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.record.fakes import REPORT, article, eventful, report, statement
from tests.record.test_store import rounded
from verbale.errors import MissingExtraError, RecordError
from verbale.record import Record
from verbale.record.export import export, replacing
from verbale.schema import Annotated
from verbale.serialize import (
    annotated_from_json,
    annotated_to_json,
    dumps,
    event_from_json,
    event_to_json,
    statement_from_json,
    statement_to_json,
)


def told_in(text: str) -> Annotated:
    return Annotated(article("report", text), model="fake-1")


def jsonl(record: Record, what: Any) -> list[dict[str, Any]]:
    out = io.BytesIO()
    export(record, what, "jsonl", out)
    return [json.loads(line) for line in out.getvalue().decode().splitlines()]


def table(record: Record, what: Any) -> list[dict[str, str]]:
    out = io.BytesIO()
    export(record, what, "csv", out)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))


def test_json_and_back() -> None:
    annotated = rounded(eventful())
    assert annotated_from_json(json.loads(dumps(annotated_to_json(annotated)))) == annotated


def test_json_has_the_keys_of_what_is_to_come() -> None:
    value = annotated_to_json(report())
    assert (value["events"], value["exchanges"], "attributions" in value) == ([], [], False)
    assert annotated_to_json(report(), attributions=True)["attributions"] == []


def test_lone_surrogates_become_escapes() -> None:
    assert json.loads(dumps({"id": "a\ud800é"})) == {"id": "a\ud800é"}


def test_statements_as_jsonl(filled: Record) -> None:
    rows = {row["id"]: row for row in jsonl(filled, "statements")}
    assert list(rows) == ["briefing#s1", "briefing#s2", "report#s1", "report#s2"]
    row = rows["report#s1"]
    assert row["quote"] == "The fee is a toll on our patience … We will not pay it."
    head = row["article"]
    assert (head["id"], head["outlet"], head["url"]) == ("report", "The Lune Courier", "https://courier.example/fee")
    assert head["published"]["date"] == "2031-05-07"
    assert statement_from_json(row | {"id": "s1"}) == rounded(report()).statements[0]


def test_nested_statements_name_their_outer_one(record: Record) -> None:
    first, second = report().statements
    record.add(replace(report(), statements=(first, replace(second, nested_in="s1"))))
    assert [row["nested_in"] for row in jsonl(record, "statements")] == [None, "report#s1"]


def test_articles_as_jsonl(filled: Record) -> None:
    rows = jsonl(filled, "articles")
    assert [row["id"] for row in rows] == ["briefing", "report"]
    assert rows[1]["text"] == REPORT
    assert rows[1]["segments"][1]["kind"] == "caption"


def test_two_exports_are_the_same_bytes_after_reading_again(filled: Record) -> None:
    before = [io.BytesIO(), io.BytesIO()]
    export(filled, "statements", "parquet", before[0])
    filled.add(report())
    export(filled, "statements", "parquet", before[1])
    assert before[0].getvalue() == before[1].getvalue()


def test_statements_as_csv(filled: Record) -> None:
    row = next(row for row in table(filled, "statements") if row["id"] == "briefing#s1")
    assert row["speaker_office"] == "a senior envoy"
    assert row["speaker_name"] == ""
    assert row["co_speakers"] == "Joss Ferrant (TRV)"
    assert row["about"] == "OSK;TRV"
    assert row["article_outlet"] == "Evening Post"
    assert row["article_published_date"] == ""
    assert row["speaker_anonymous"] == "true"
    start, _, end = row["cue"].partition("-")
    assert filled.article("briefing").article.text[int(start) : int(end)] == "told"


def test_csv_has_its_columns_without_rows(record: Record) -> None:
    out = io.BytesIO()
    assert export(record, "statements", "csv", out) == 0
    assert out.getvalue().startswith(b"id,article_id,article_url,article_outlet,article_title,article_published_date,")


def test_csv_keeps_lines_quotes_and_separators(record: Record) -> None:
    text = 'Head\n\nShe said "one;\ntwo, three".\n'
    told = statement(text, "s1", ('"one;\ntwo, three"',))
    record.add(replace(told_in(text), statements=(told,)))
    assert table(record, "statements")[0]["quote"] == '"one;\ntwo, three"'


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_csv_disarms_formulas_and_jsonl_is_exact(record: Record, start: str) -> None:
    words = f'{start}HYPERLINK("http://x.example")'
    text = f"Head\n\nShe said {words} aloud.\n"
    record.add(replace(told_in(text), statements=(statement(text, "s1", (words,)),)))
    assert table(record, "statements")[0]["quote"] == "'" + words
    assert jsonl(record, "statements")[0]["quote"] == words


def test_events_as_jsonl(filled: Record) -> None:
    filled.add(eventful())
    rows = {row["id"]: row for row in jsonl(filled, "events")}
    assert list(rows) == ["report#e1", "report#e2", "report#e3", "report#e4"]
    row = rows["report#e1"]
    assert row["quote"] == "We will not pay it. … Oskara rejects harbour fee"
    assert (row["statement"], row["decided"]) == ("report#s1", [])
    assert (row["article"]["outlet"], row["article"]["published"]["date"]) == ("The Lune Courier", "2031-05-07")
    assert (
        event_from_json({k: row[k] for k in event_to_json(eventful().events[0])} | {"id": "e1", "statement": "s1"})
        == (rounded(eventful()).events[0])
    )
    assert rows["report#e3"]["statement"] is None


def test_events_as_csv(filled: Record) -> None:
    filled.add(eventful())
    one, other, *_ = table(filled, "events")
    assert (one["actor"], one["recipient"], one["contexts"]) == ("OSK", "VLD", "economic;territory")
    assert (one["mode"], one["subtype"], one["score"], one["in_headline"]) == ("yield", "tariff", "-2.0", "false")
    first = one["evidence"].split(";")[0].split("-")
    assert REPORT[int(first[0]) : int(first[1])] == "We will not pay it."
    assert (other["date_date"], other["date_precision"]) == ("2030/2031-03", "interval")


def test_events_have_their_columns_without_rows(record: Record) -> None:
    out = io.BytesIO()
    assert export(record, "events", "csv", out) == 0
    assert out.getvalue().startswith(b"id,article_id,article_url,")
    assert b",quote,type,mode,subtype,contexts,status," in out.getvalue()


@pytest.mark.parametrize("what", ["articles", "statements", "events"])
def test_parquet_says_what_jsonl_says(filled: Record, tmp_path: Path, what: Any) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    filled.add(eventful())
    path = tmp_path / "out.parquet"
    with replacing(path) as file:
        assert export(filled, what, "parquet", file) == len(jsonl(filled, what))
    assert parquet.read_table(path).to_pylist() == jsonl(filled, what)


def test_parquet_without_pyarrow_names_the_extra(filled: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"pip install \"verbale\[parquet\]\""):
        export(filled, "statements", "parquet", io.BytesIO())


def test_a_failed_export_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("before")

    def fail() -> None:
        with replacing(path) as file:
            file.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert path.read_text() == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["out.csv"]
    with pytest.raises(RecordError, match="cannot be written"), replacing(tmp_path / "no" / "out.csv"):
        pass


def test_exports_show_decisions(filled: Record) -> None:
    filled.decide("report#s2", "speaker_name", "Ada Holt", who="a")
    row = next(row for row in jsonl(filled, "statements") if row["id"] == "report#s2")
    assert (row["speaker"]["name"], row["decided"]) == ("Ada Holt", ["speaker_name"])
    assert statement_to_json(filled.statement("report#s2").statement)["speaker"]["name"] == "Ada Holt"
