"""The heads in PyTorch and those that ship give the same scores; passages come from written examples."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pytest

from training.slots import Filler, Written, WrittenEvent
from verbale.actors.registry import Registry
from verbale.language.coder import PLV, VERBALE, ActQuery, EventHeads, PairQuery, softmax
from verbale.language.labels import RELATIONS, STATUSES
from verbale.schema import Span

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

PIECES = 24


class Both(NamedTuple):
    """The same heads twice, and vectors ``(1, n, 384)`` to read."""

    torch: Any
    numpy: EventHeads
    hidden: Any


@pytest.fixture(scope="module")
def both() -> Both:
    from training import coder
    from training.export import event_arrays

    torch.manual_seed(2)
    made = coder.EventHeads()
    for parameter in (made.convention, made.plv_out.weight, made.plv_out.bias):
        torch.nn.init.normal_(parameter)
    return Both(made.eval(), EventHeads(event_arrays(made)), torch.randn(1, PIECES, 384))


@pytest.mark.parametrize(("origin", "convention"), [("written", VERBALE), ("plv", PLV)])
@pytest.mark.parametrize(
    ("actor", "recipient", "sentence"),
    [([1, 2], [9], (0, 12)), ([9], [1, 2], (0, 12)), ([5], [6], (4, 20)), ([20, 21], [2, 23], (0, PIECES))],
)
def test_pairs_read_alike(
    both: Both, actor: list[int], recipient: list[int], sentence: Span, *, origin: str, convention: int
) -> None:
    from training.passages import Pair

    pair = Pair(actor, recipient, sentence, labels=(0,), origin=origin)
    with torch.no_grad():
        inner = both.torch.pair_features(both.hidden, [(0, pair)])
        read = both.torch.relations(inner, [(0, pair)]), both.torch.status_out(inner)
        wanted = [scores.softmax(-1)[0].numpy() for scores in read]
    query = PairQuery(np.array(actor), np.array(recipient), sentence)
    found = both.numpy.pairs(both.hidden[0].numpy(), [query], convention)
    assert found.relations[0] == pytest.approx(wanted[0], abs=1e-4)
    assert found.statuses[0] == pytest.approx(wanted[1], abs=1e-4)


@pytest.mark.parametrize(("content", "cue", "source"), [([4, 5, 6], [3], [0, 1]), ([7], [], [2]), ([0, 9], [], [])])
def test_acts_read_alike(both: Both, content: list[int], cue: list[int], source: list[int]) -> None:
    case = SimpleNamespace(content=content, cue=cue, source=source)
    with torch.no_grad():
        wanted = both.torch.act_scores(both.hidden, [(0, case)]).softmax(-1)[0].numpy()
    places = [np.array(part, np.int64) for part in (content, cue, source)]
    found = both.numpy.acts(both.hidden[0].numpy(), [ActQuery(places[0], places[1], places[2])])
    assert softmax(found[0]) == pytest.approx(wanted, abs=1e-4)


def test_a_written_example_labels_its_pairs() -> None:
    from training.passages import NONE, written

    text = "{A} imposed sanctions on {B}, and {C} slept."
    line = Written(text, (WrittenEvent("SANCTION", ("A",), ("B",), "negated"),), None)
    passages = list(written([line], Filler(Registry.load(()), 3), times=1))
    pairs = [pair for passage in passages for pair in passage.pairs]
    told = [p for p in pairs if tuple(p.labels) == (RELATIONS.index("SANCTION"),)]
    assert len(told) == 1
    assert STATUSES[told[0].status] == "negated"
    assert max(told[0].actor) < min(told[0].recipient)
    assert all(NONE in p.labels for p in pairs if p is not told[0])
    assert len(pairs) == 6
