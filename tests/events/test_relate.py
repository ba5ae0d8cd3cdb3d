"""The relation between two given places of a text, with a model that is told what to say."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from tests.events.made import relations, span, statuses
from verbale.events.relate import CAUTION, CHUNK, LABELS, LONGEST, Relation, RelationReader, Task
from verbale.language.coder import PLV, FloatArray, PairQuery, PairScores
from verbale.language.encoding import Encoded, encode
from verbale.language.labels import RELATIONS
from verbale.language.model import WEIGHTS, LanguageModel
from verbale.schema import Span


class FakeModel:
    """Sanctions where the actor stands first, nothing otherwise; keeps what was asked."""

    def __init__(self) -> None:
        self.coder = self
        self.asked: list[tuple[FloatArray, PairQuery]] = []

    def encode(self, text: str) -> Encoded:
        return encode(text, WEIGHTS / "tokenizer.json")

    def read(self, texts: Sequence[Any]) -> list[Any]:
        numbers = [np.arange(len(text), dtype=np.float32)[:, None] for text in texts]
        return [SimpleNamespace(encoded=t, hidden=n) for t, n in zip(texts, numbers, strict=True)]

    def pairs(self, hidden: FloatArray, queries: Sequence[PairQuery], convention: int) -> PairScores:
        if convention == PLV:
            self.asked += [(hidden[q.sentence[0] : q.sentence[1]], q) for q in queries]
        rows = [relations(SANCTION=0.8 if q.actor[0] < q.recipient[0] else 0.1) for q in queries]
        return PairScores(np.stack(rows), np.stack([statuses("occurred")] * len(rows)), [])


@pytest.fixture
def model() -> FakeModel:
    return FakeModel()


def read(model: FakeModel, *tasks: Task) -> list[Relation]:
    return list(RelationReader(cast(LanguageModel, model)).read_all(tasks))


def task(text: str, actor: str = "Kestria", recipient: str = "Valdoria", name: str = "t") -> Task:
    return Task(name, text, span(text, actor), span(text, recipient))


def pieces(model: FakeModel, text: str) -> tuple[list[str], tuple[str, str]]:
    """The words that were read, and the first ones of both actors, of the last pair asked."""
    hidden, query = model.asked[-1]
    encoded = model.encode(text)
    seen = [text[encoded.start[i] : encoded.end[i]] for i in hidden[:, 0].astype(int)]
    first = query.sentence[0]
    return seen, (seen[query.actor[0] - first], seen[query.recipient[0] - first])


def test_the_likeliest_type_and_all_probabilities(model: FakeModel) -> None:
    (found,) = read(model, task("Kestria imposed sanctions on Valdoria."))
    assert (found.id, found.type) == ("t", "SANCTION")
    assert found.confidence == pytest.approx(0.8 / (0.8 + 0.2 * CAUTION), abs=1e-3)
    assert tuple(found.probabilities) == LABELS == (*RELATIONS, "none")
    assert sum(found.probabilities.values()) == pytest.approx(1, abs=0.01)


def test_none_is_no_type(model: FakeModel) -> None:
    (found,) = read(model, task("Kestria imposed sanctions on Valdoria.", "Valdoria", "Kestria"))
    assert (found.type, found.confidence) == (None, found.probabilities["none"])
    assert found.confidence == pytest.approx(0.9 * CAUTION / (0.9 * CAUTION + 0.1), abs=1e-3)


def test_many_come_back_in_order(model: FakeModel) -> None:
    tasks = [task(f"Kestria hit Valdoria {n} times.", name=f"n{n}") for n in range(2 * CHUNK + 3)]
    assert [found.id for found in read(model, *tasks)] == [t.id for t in tasks]
    assert read(model) == []


def test_the_same_alone_and_among_others(model: FakeModel) -> None:
    tasks = [
        task("Kestria hit Valdoria."),
        task("Valdoria, said Kestria, lied."),
        task("It rained. Kestria hit Valdoria"),
    ]
    assert [read(model, one)[0] for one in tasks] == read(model, *tasks)


def test_a_short_text_is_read_whole(model: FakeModel) -> None:
    text = "It rained. Kestria hit Valdoria. It rained again."
    read(model, task(text))
    seen, actors = pieces(model, text)
    assert seen[0] == "It"
    assert seen[-2:] == ["again", "."]
    assert "".join(actors)[0] == "K"


def test_of_a_long_text_the_sentences_of_the_actors_are_read(model: FakeModel) -> None:
    filler = "The lake lay still. " * LONGEST
    text = filler + "In spring Kestria hit back. Valdoria wept. " + filler
    read(model, task(text))
    seen, actors = pieces(model, text)
    assert (seen[0], seen[-1]) == ("In", ".")
    assert seen.count("lake") == 0
    assert "wept" in "".join(seen)
    assert (actors[0][0], actors[1][0]) == ("K", "V")


def test_the_other_way_round_reads_the_same_sentences(model: FakeModel) -> None:
    text = "The lake lay still. " * LONGEST + "Kestria hit back. Valdoria wept. " + "It rained. " * LONGEST
    read(model, task(text), task(text, "Valdoria", "Kestria"))
    (one, _), (other, _) = model.asked
    assert one.tolist() == other.tolist()


@pytest.mark.parametrize("places", [((0, 7), (7, 8)), ((7, 8), (0, 7)), ((7, 8), (11, 12))])
def test_a_place_without_a_word_does_nothing_and_suffers_nothing(places: tuple[Span, Span], model: FakeModel) -> None:
    text = "Kestria hit Valdoria."
    odd, good = read(model, Task("odd", text, *places), task(text))
    assert (odd.type, odd.probabilities["none"], sum(odd.probabilities.values())) == (None, 1.0, 1.0)
    assert good.type == "SANCTION"
