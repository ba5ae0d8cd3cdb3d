"""The arithmetic and the report of the speed benchmark; what it times is timed elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks import contenders, speed


def test_ratios_are_taken_within_a_round() -> None:
    rounds = [
        {"command": 3.0, "encoder_pair": 2.0, "annotating": 2.0, "encoder": 1.0},
        {"command": 6.0, "encoder_pair": 2.0, "annotating": 3.0, "encoder": 1.0},
        {"command": 4.0, "encoder_pair": 2.0, "annotating": 1.2, "encoder": 1.0},
    ]
    found = speed.ratios(rounds)
    assert list(found) == [name for name, above, _ in speed.RATIOS if above != "spacy"]
    assert found[speed.RATIOS[0][0]] == (2.0, 1.5, 3.0)
    assert found[speed.RATIOS[1][0]] == (2.0, 1.2, 3.0)


def test_articles_a_second_are_the_other_way_round() -> None:
    (ratio,) = speed.ratios([{"spacy": 2.0, "command": 4.0}]).values()
    assert ratio.median == 0.5


@pytest.mark.parametrize(("count", "expected"), [(None, 3), (2, 2), (7, 7)])
def test_articles_are_repeated_under_new_ids(tmp_path: Path, count: int | None, expected: int) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps({"text": "word " * n}) + "\n" for n in (5, 1, 3)), encoding="utf-8")
    every, single, number = speed.prepare(path, count, tmp_path)
    lines = [json.loads(line) for line in every.read_text(encoding="utf-8").splitlines()]
    assert number == len(lines) == expected
    assert len({line["id"] for line in lines}) == expected
    assert json.loads(single.read_text(encoding="utf-8"))["text"] == "word " * 3


def test_windows_come_back_as_they_were_kept(tmp_path: Path) -> None:
    path = tmp_path / "cuts.npz"
    arrays = {f"{c}.{w}.{k}": np.full(3, 100 * c + 10 * w + k) for c in (0, 2) for w in (0, 1) for k in (0, 1)}
    np.savez(path, **arrays)  # type: ignore[arg-type]
    chunks = contenders.load_cuts(path)
    assert [len(chunk) for chunk in chunks] == [2, 0, 2]
    assert [int(part[0]) for part in chunks[2][1]] == [210, 211]


def test_report_in_words() -> None:
    report = {
        "articles": 84,
        "windows": 300,
        "pieces": 12345,
        "cores": 2,
        "rounds": 3,
        "ratios": {"whole command": {"median": 1.4, "low": 1.3, "high": 1.5}},
        "import_seconds": 0.02,
        "first_output_seconds": 1.1,
        "memory_mb": 400.2,
    }
    shown = speed.shown(report)
    assert "12,345 pieces" in shown
    assert "1.40  (1.30–1.50)" in shown
    assert "spaCy is not installed" in shown
