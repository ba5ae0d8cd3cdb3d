from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.record.lines_made import fill
from verbale.record import Record


@pytest.fixture
def talks(path: Path) -> Path:
    with Record.open(path) as record:
        fill(record)
    return path


def test_positions_as_a_table(run: Run, talks: Path) -> None:
    result = run("positions", "--record", talks, "--government", "osk", "--about", "VLD", "--shifts")
    assert result.exit_code == 0
    for words in (
        "OSK about VLD on peace-talks",
        "2 entries, 1 shift",
        "2 outlets · a-refused#s1",
    ):
        assert words in result.stdout
    assert result.stdout.index("2031-01-10") < result.stdout.index("SHIFT") < result.stdout.index("d-agreed#s1\n")


def test_positions_as_jsonl(run: Run, talks: Path) -> None:
    options = ("--government", "OSK", "--about", "VLD", "--topic", "peace-talks", "--format", "jsonl")
    (row,) = map(json.loads, run("positions", "--record", talks, *options).stdout.splitlines())
    assert (row["topic"], len(row["entries"]), len(row["shifts"])) == ("peace-talks", 2, 1)


def test_positions_that_are_not_there(run: Run, talks: Path) -> None:
    nothing = run("positions", "--record", talks, "--government", "VLD", "--about", "OSK")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert nothing.stderr.startswith("verbale: VLD about OSK: nothing with a topic and a day")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--government", "OSK", "--about", "Nowhere"), "no state or organisation is called 'Nowhere'"),
        (("--government", "OSK", "--about", "OSK"), "are both OSK; name two states"),
        (("--government", "OSK", "--about", "VLD", "--topic", "fish"), "no topic is called 'fish'; topics are "),
    ],
)
def test_wrong_positions(run: Run, talks: Path, arguments: tuple[str, ...], words: str) -> None:
    result = run("positions", "--record", talks, *arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_relations_as_a_table(run: Run, talks: Path) -> None:
    lines = run("relations", "OSK", "VLD", "--record", talks).stdout.splitlines()
    assert "OSK → VLD" in lines[0]
    assert lines[2].split() == ["2031-01", "3", "·", "-6.0", "(1)", "·", "·"]
    assert lines[4].split()[:3] == ["2031-03", "no", "articles"]
    some = run("relations", "OSK", "VLD", "--record", talks, "--since", "2031-05").stdout
    assert "2031-01" not in some
    assert "+3.0 (1)" in some


def test_relations_as_jsonl(run: Run, talks: Path) -> None:
    result = run("relations", "VLD", "OSK", "--record", talks, "--until", "2031-03", "--format", "jsonl")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["month"] for row in rows] == ["2031-01", "2031-02", "2031-03"]
    assert rows[0]["back"]["deeds"] == {"count": 1, "mean": -6.0, "interval": None, "evidence": ["e-tariff#e1"]}
    assert rows[2]["missing"]


def test_relations_without_anything(run: Run, talks: Path, tmp_path: Path) -> None:
    assert "it has 2031-01 to 2031-05" in run("relations", "OSK", "VLD", "--record", talks, "--since", "2040-01").stderr
    assert "no event between OSK and USA" in run("relations", "OSK", "United States", "--record", talks).stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("OSK", "VLD", "--since", "2031-13"), "'2031-13' is no month; write YYYY-MM"),
        (("OSK", "VLD", "--since", "2031-03", "--until", "2031-01"), "is after --until"),
        (("OSK", "osk"), "both states are OSK; name two"),
        (("OSK", "Nowhere"), "no state or organisation is called 'Nowhere'"),
    ],
)
def test_wrong_relations(run: Run, talks: Path, arguments: tuple[str, ...], words: str) -> None:
    result = run("relations", *arguments, "--record", talks)
    assert result.exit_code == 2
    assert words in result.stderr
