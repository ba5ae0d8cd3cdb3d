"""Merging and splitting the actors of a record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.record.fakes import briefing, report
from verbale.record import Record


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "own.record"
    with Record.open(path) as record:
        record.add(report())
        record.add(briefing())
    return path


def ids(run: Run, kept: Path, *words: str) -> list[str]:
    lines = run("merge", *words, "--record", kept, "--format", "jsonl").stdout.splitlines()
    return [json.loads(line)["id"] for line in lines]


def test_the_actors_of_a_record_are_listed(run: Run, kept: Path) -> None:
    assert "osk.mfa.ines-halloran" in ids(run, kept)
    assert ids(run, kept, "halloran") == ["osk.mfa.ines-halloran"]
    table = run("merge", "--record", kept).stdout
    assert "Inès Halloran" in table
    assert "osk.mfa.ines-halloran" in table
    assert "no actor" in run("merge", "nobody-at-all", "--record", kept).stdout


def test_merge_and_undo(run: Run, kept: Path) -> None:
    who = ("--record", kept, "--who", "B. Ost")
    done = run("merge", "osk.mfa.ines-halloran", "osk.mfa.i-halloran", *who, "--why", "one person")
    assert done.exit_code == 0, done.output
    assert "osk.mfa.i-halloran" in done.output
    assert ids(run, kept, "halloran") == ["osk.mfa.i-halloran"]
    assert run("merge", "osk.mfa.ines-halloran", "--undo", *who).exit_code == 0
    assert ids(run, kept, "halloran") == ["osk.mfa.ines-halloran"]


def test_split_gives_statements_away(run: Run, kept: Path) -> None:
    with Record.open(kept) as record:
        mine = [s.id for s in record.statements() if s.statement.speaker.id == "osk.mfa.ines-halloran"]
    done = run("split", "osk.mfa.ines-halloran", "osk.other", mine[0], "--record", kept, "--who", "B. Ost")
    assert done.exit_code == 0, done.output
    with Record.open(kept) as record:
        assert record.statement(mine[0]).statement.speaker.id == "osk.other"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("merge", "osk.mfa.ines-halloran", "osk.b"), 2, "--who is missing"),
        (("merge", "a", "b", "c", "--who", "B"), 2, "OLD and INTO"),
        (("merge", "no.such", "osk.b", "--who", "B"), 1, "no.such"),
        (("split", "no.such", "osk.b", "report#s1", "--who", "B"), 1, "no.such"),
        (("split", "osk.mfa.ines-halloran", "osk.b", "report#s1", "--who", " "), 2, "give your name"),
    ],
)
def test_faults(run: Run, kept: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    done = run(*arguments, "--record", kept)
    assert done.exit_code == code, done.output
    assert words in done.output
