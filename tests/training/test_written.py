"""The examples written for the project and the labels of real news: whole, different from one another, of all kinds."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import training.slots
from benchmarks.relations import NEGATIVES
from training.slots import Filler, Written, event, read_written
from verbale.actors.registry import Registry
from verbale.language.labels import ACTS, RELATIONS, STATUSES

DATA = Path(training.slots.__file__).parent / "data"
TRAINING = sorted([*DATA.glob("acts_*.jsonl"), *DATA.glob("events_*.jsonl")])
#: Least number of examples of a type, a status and an act.
LEAST = 50


@cache
def lines(path: Path) -> list[Written]:
    return list(read_written([path]))


@cache
def labels(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("path", [*TRAINING, NEGATIVES], ids=lambda path: path.stem)
def test_every_line_can_be_filled(path: Path) -> None:
    filler = Filler(Registry.load(()), 5)
    for line in lines(path):
        found = filler.fill(line)
        assert not set("{}<>") & set(found.text), line.text
        for start, end in (span for spans in (*found.mentions.values(), *found.parts.values()) for span in spans):
            assert 0 <= start < end <= len(found.text)
            assert found.text[start:end].strip() == found.text[start:end], line.text


@pytest.mark.parametrize("path", [*TRAINING, NEGATIVES], ids=lambda path: path.stem)
def test_a_line_is_of_one_kind(path: Path) -> None:
    acts = path.stem.startswith("acts_")
    for line in lines(path):
        assert (line.act is not None) == acts, line.text
        assert (line.events is not None) == (not acts), line.text


def test_there_are_many_and_none_twice() -> None:
    texts = [" ".join(line.text.split()) for path in (*TRAINING, NEGATIVES) for line in lines(path)]
    assert len(texts) >= 1000
    assert not [text for text, count in Counter(texts).items() if count > 1]


def test_negatives_are_not_among_what_is_trained_on() -> None:
    assert not {line.text for path in TRAINING for line in lines(path)} & {line.text for line in lines(NEGATIVES)}
    assert all(line.events == () for line in lines(NEGATIVES))
    filler = Filler(Registry.load(()), 1)
    assert all(len(filler.fill(line).mentions) > 1 for line in lines(NEGATIVES))


def test_every_type_status_and_act_occurs() -> None:
    every = [line for path in TRAINING for line in lines(path)]
    events = [e for line in every for e in line.events or ()]
    types, statuses = Counter(e.type for e in events), Counter(e.status for e in events)
    acts = Counter(line.act for line in every if line.act)
    for counted, known in ((types, RELATIONS), (statuses, STATUSES), (acts, ACTS)):
        assert set(counted) == set(known)
        assert min(counted.values()) >= LEAST, counted.most_common()[-1]
    assert sum(line.events == () for line in every) >= LEAST


def test_labels_of_acts() -> None:
    found = labels("labels_acts.jsonl")
    assert len(found) > 1000
    for row in found:
        assert set(row) == {"id", "source", "cue", "content", "act"}
        assert row["act"] in (*ACTS, "none")
        assert row["content"]
        assert all(0 <= a < b for role in ("source", "cue", "content") for a, b in row[role])
    assert {row["act"] for row in found} == {*ACTS, "none"}


def test_labels_of_events() -> None:
    found = labels("labels_events.jsonl")
    assert len(found) > 1000
    kinds = set()
    for row in found:
        assert set(row) == {"id", "sentence", "actors", "events"}
        start, end = row["sentence"]
        assert len(row["actors"]) > 1
        for spans in row["actors"].values():
            assert spans
            assert all(start <= a < b <= end for a, b in spans)
        kinds |= {event(written, set(row["actors"])).type for written in row["events"]}
    assert kinds == set(RELATIONS)


@pytest.mark.parametrize("name", ["labels_acts.jsonl", "labels_events.jsonl"])
def test_labels_keep_no_text_of_the_news(name: str) -> None:
    def told(value: object) -> list[str]:
        if isinstance(value, dict):
            return [text for key, part in value.items() if key != "id" for text in told(part)]
        if isinstance(value, list):
            return [text for part in value for text in told(part)]
        return [value] if isinstance(value, str) else []

    for row in labels(name):
        assert all(len(text) < 60 for text in told(row)), row["id"]


@pytest.mark.parametrize("name", ["labels_acts.jsonl", "labels_events.jsonl"])
def test_nothing_is_labelled_twice(name: str) -> None:
    places = [json.dumps([row["id"], row.get("sentence"), row.get("content")]) for row in labels(name)]
    assert not [place for place, count in Counter(places).items() if count > 1]
