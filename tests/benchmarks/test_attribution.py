"""The benchmark's report, from predictions made by hand."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import attribution
from benchmarks.scoring import MEASURES
from tests.benchmarks.test_scoring import DENIAL, GOLD, TEXT, VENN

Article = dict[str, Any]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl.gz"
    lines = [{"id": "a1", "annotator": "x", **GOLD}, {"id": "a2", "text": TEXT, "attributions": [DENIAL]}]
    path.write_bytes(gzip.compress("".join(json.dumps(line) + "\n" for line in lines).encode()))
    return path


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["attribution", *map(str, arguments)])
    return attribution.main()


def test_predictions_are_scored_and_reported(
    gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    predictions, report = tmp_path / "found.jsonl", tmp_path / "report.json"
    predictions.write_text(json.dumps({"id": "a1", "attributions": [VENN, DENIAL]}) + "\n", encoding="utf-8")
    assert run(monkeypatch, gold, "--predictions", predictions, "--json", report) == 0
    shown = capsys.readouterr().out
    assert "2 articles, 3 gold attributions, 2 found" in shown
    assert all(measure in shown for measure in MEASURES)
    assert "0.754" in shown
    full = json.loads(report.read_text(encoding="utf-8"))["scores"]["attr.full"]
    assert (full["right"], full["found"], full["gold"], full["recall"]) == (2, 2, 3, pytest.approx(2 / 3))


def test_a_line_goes_with_its_annotator(gold: Path, tmp_path: Path) -> None:
    predictions = tmp_path / "found.jsonl"
    lines = [
        {"id": "a1", "annotator": "y", "attributions": [DENIAL]},
        {"id": "a1", "annotator": "x", "attributions": [VENN]},
    ]
    predictions.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    found = list(attribution.given(predictions, attribution.read_lines(gold)))
    assert [one["attributions"] for one in found] == [[VENN], []]


def test_a_text_that_differs_is_refused() -> None:
    found: list[Article] = [{"id": "a1", "text": TEXT + " ", "attributions": []}]
    with pytest.raises(ValueError, match="a1: the text differs"):
        attribution.score([{"id": "a1", **GOLD}], iter(found))


def test_every_peer_is_shown_for_known_measures() -> None:
    assert all(set(figures) <= set(MEASURES) for figures in attribution.PEERS.values())
