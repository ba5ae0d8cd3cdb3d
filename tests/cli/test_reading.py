from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import FakeAnnotator, Run
from verbale.record import Record


def test_annotate_writes_a_line_an_input_in_order(run: Run) -> None:
    result = run("annotate", "report.txt", "bad.txt", "briefing.txt")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["id"] for line in lines] == ["report", "bad", "briefing"]
    assert lines[1]["error"].startswith("bad.txt, line 7: is empty")
    assert "1 input could not be read" in result.stderr
    assert result.exit_code == 1


def test_annotate_reads_standard_input(run: Run) -> None:
    result = run("annotate")
    assert json.loads(result.stdout)["id"] == "report"
    assert "attributions" not in json.loads(result.stdout)
    assert result.exit_code == 0


def test_annotate_hands_its_options_on(run: Run, annotator: type[FakeAnnotator], tmp_path: Path) -> None:
    registry = tmp_path / "own.yaml"
    registry.write_text("states: []")
    options = ("--published", "2031-05", "--jobs", "2", "--input-format", "html", "--registry", registry)
    result = run("annotate", "--attributions", "--mentions", *options, "report.html")
    assert json.loads(result.stdout)["attributions"] == []
    assert json.loads(result.stdout)["mentions"] == []
    assert annotator.asked.__dict__ == {
        "published": "2031-05",
        "input_format": "html",
        "registry": (registry,),
        "attributions": True,
        "mentions": True,
        "jobs": 2,
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ("annotate", "--published", "yesterday", "x"),
        ("annotate", "--published", "2031-01/2031-02", "x"),
        ("annotate", "--jobs", "0", "x"),
        ("annotate", "--input-format", "pdf", "x"),
        ("read", "x"),
        ("read", "--record", "x.record"),
        ("search", "--record", "x.record", "--act", "shout"),
        ("export", "quarrels", "--record", "x.record"),
        ("nonsense",),
    ],
)
def test_wrong_usage_exits_2(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_read_keeps_and_sums_up(run: Run, path: Path) -> None:
    result = run("read", "report.txt", "briefing.txt", "--record", path)
    assert result.exit_code == 0
    assert "2 articles (2 new), 4 statements, 0 events, 0 problems" in result.stdout
    assert "The record holds 4 statements and 0 events in 2 articles from 2 outlets." in result.stdout
    before = path.read_bytes()
    again = run("read", "report.txt", "briefing.txt", "--record", path)
    assert "2 articles (2 unchanged)" in again.stdout
    assert path.read_bytes() == before


def test_read_counts_events(run: Run, path: Path) -> None:
    result = run("read", "eventful.txt", "--record", path)
    assert "1 article (1 new), 2 statements, 4 events, 0 problems" in result.stdout
    assert "The record holds 2 statements and 4 events in 1 article from 1 outlet." in result.stdout


def test_read_lists_problems_and_goes_on(run: Run, path: Path, tmp_path: Path) -> None:
    listed = tmp_path / "problems.jsonl"
    result = run("read", "bad.txt", "report.txt", "--record", path, "--problems", listed)
    assert result.exit_code == 1
    assert "verbale: bad.txt, line 7: is empty\ufffd[31m\n" in result.stderr
    assert "1 article (1 new), 2 statements, 0 events, 1 problem" in result.stdout
    row = json.loads(listed.read_text())
    assert row == {"id": "bad", "name": "bad.txt", "place": "line 7", "message": "is empty\x1b[31m"}
    with Record.open(path) as record:
        assert [problem.name for problem in record.problems()] == ["bad.txt"]
        assert record.counts().articles == 1


def test_an_interruption_keeps_what_was_read(run: Run, path: Path) -> None:
    result = run("read", "report.txt", "interrupt.txt", "--record", path)
    assert result.exit_code == 130
    assert "interrupted" in result.stderr
    assert "Traceback" not in result.output
    with Record.open(path) as record:
        assert record.counts().articles == 1


def test_read_into_another_file_names_it(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("Dear diary")
    result = run("read", "report.txt", "--record", other)
    assert result.exit_code == 1
    assert result.stderr == f"verbale: {other}: is not a Verbale record\n"


def test_demo(run: Run, path: Path) -> None:
    result = run("demo", "--record", path)
    assert result.exit_code == 0, result.output
    assert "Read 1 article (1 new), 2 statements, 0 events, 0 problems." in result.stdout
    assert "What OSK and VLD said about each other, oldest first (2 statements)" in result.stdout
    assert f"verbale show 'briefing#s2' --record {path}" in result.stdout
    assert run("demo").exit_code == 0
