"""The tower in PyTorch and the one that ships give the same scores; its passages come from written examples."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pytest

from training.slots import Filler, Written, WrittenEvent
from verbale.actors.registry import Registry
from verbale.language.labels import RELATIONS, STATUSES
from verbale.language.tower import PLV, VERBALE, EventTower, PairQuery, softmax
from verbale.schema import Span

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

PIECES = 24


class Both(NamedTuple):
    """The same tower twice, and vectors ``(1, n, 384)`` to read."""

    torch: Any
    numpy: EventTower
    hidden: Any


@pytest.fixture(scope="module")
def both() -> Both:
    from training.export import FORK
    from training.export_events import heads
    from training.model import Reader
    from training.tower import Tower

    torch.manual_seed(2)
    tower = Tower(Reader(), FORK)
    torch.nn.init.normal_(tower.convention)
    shipped = object.__new__(EventTower)
    shipped.heads = heads(tower)
    shipped.searchers = len(shipped.heads["act_query"])
    return Both(tower.eval(), shipped, torch.randn(1, PIECES, 384))


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
        wanted = [head(inner).softmax(-1)[0].numpy() for head in (both.torch.pair_out, both.torch.status_out)]
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
    found = both.numpy.acts(both.hidden[0].numpy(), places[0], places[1], places[2])
    assert softmax(found) == pytest.approx(wanted, abs=1e-4)


def test_a_written_example_labels_its_pairs() -> None:
    from training.export import FORK
    from training.model import Reader
    from training.passages import NONE, Lower, written

    text = "{A} imposed sanctions on {B}, and {C} slept."
    line = Written(text, (WrittenEvent("SANCTION", ("A",), ("B",), "negated"),), None)
    torch.manual_seed(2)
    lower = Lower(Reader().eval(), FORK)
    passages = list(written([line], Filler(Registry.load(()), 3), lower, times=1))
    pairs = [pair for passage in passages for pair in passage.pairs]
    told = [p for p in pairs if tuple(p.labels) == (RELATIONS.index("SANCTION"),)]
    assert len(told) == 1
    assert STATUSES[told[0].status] == "negated"
    assert max(told[0].actor) < min(told[0].recipient)
    assert all(NONE in p.labels for p in pairs if p is not told[0])
    assert len(pairs) == 6
