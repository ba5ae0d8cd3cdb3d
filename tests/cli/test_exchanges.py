"""``verbale exchanges``, on an invented affair."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.record.affairs import affair
from verbale.cli import main
from verbale.record import Record


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _told("expelled-diplomats", tmp_path_factory)


@pytest.fixture(scope="module")
def chained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _told("joint-statement-demarche", tmp_path_factory)


def _told(name: str, folders: pytest.TempPathFactory) -> Path:
    made = folders.mktemp("exchanges") / "affair.record"
    with Record.open(made) as record:
        for one in affair(name):
            record.add(one)
    return made


def run(path: Path, *words: str) -> tuple[int, str, str]:
    found = CliRunner().invoke(main, ["exchanges", "--record", str(path), *words])
    return found.exit_code, found.stdout, found.stderr


def test_answers_stand_below_what_they_answer(path: Path) -> None:
    code, out, _ = run(path)
    assert code == 0
    assert "answers that: " in out
    assert out.splitlines()[-1].endswith("exchanges")


def test_json_lines_have_both_sides(path: Path) -> None:
    code, out, _ = run(path, "--format", "jsonl", "--limit", "0")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert len(rows) > 5
    for row in rows:
        assert row["response"] != row["to"]
        assert row["response_quote"]
        assert row["to_quote"]
        assert 0 < row["score"] <= 1
    across = [row for row in rows if row["response_article"] != row["to_article"]]
    assert across
    assert all(row["response_date"] >= row["to_date"] for row in across)


def test_only_between_those_asked_for(path: Path) -> None:
    _, out, _ = run(path, "--format", "jsonl", "--limit", "0", "--between", "XTV", "--between", "XVA")
    for row in map(json.loads, out.splitlines()):
        sides = {
            code for name in ("response", "to") for kind in ("actors", "targets") for code in row[f"{name}_{kind}"]
        }
        assert {"XTV", "XVA"} <= sides


def test_threads_go_on_from_what_was_answered(chained: Path) -> None:
    code, out, _ = run(chained, "--threads")
    assert code == 0
    assert max(len(line) - len(line.lstrip()) for line in out.splitlines()) >= 4


def test_a_limit_is_said(path: Path) -> None:
    _, out, _ = run(path, "--limit", "1")
    assert out.splitlines()[-1].startswith("1 of ")


def test_a_record_without_exchanges_says_so(tmp_path: Path) -> None:
    with Record.open(tmp_path / "empty.record"):
        pass
    code, out, err = run(tmp_path / "empty.record")
    assert (code, out) == (0, "")
    assert "no exchange found" in err


def test_an_unknown_state_is_wrong_usage(path: Path) -> None:
    code, _, err = run(path, "--between", "Nowhereland")
    assert code == 2
    assert "Nowhereland" in err


def test_reports_of_one_event_count_prints_of_one_text_once(path: Path) -> None:
    with Record.open(path) as record:
        copies = record._connection.execute("SELECT count(*) FROM copies").fetchone()[0]
        query = "SELECT a.id FROM same_items AS s JOIN items AS a ON a.key = s.one ORDER BY a.id"
        found = [record.reports(row[0]) for row in record._connection.execute(query).fetchall()]
    assert copies
    assert all(len(one.items) > 1 for one in found)
    assert all(1 <= one.outlets <= len({item.article for item in one.items}) for one in found)
    assert any(one.outlets < len({item.article for item in one.items}) for one in found)
