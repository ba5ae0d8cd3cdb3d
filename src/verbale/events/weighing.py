"""How sure an event is: a logistic regression over what speaks for it, fitted on development articles."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from verbale.events.candidates import Candidate
from verbale.language.labels import RELATIONS

#: The features in the order of the weights.
FEATURES = (
    "relation read",
    "no relation read",
    "act",
    "statement",
    "statement and relation",
    "statement's confidence",
    "reports",
    "like ones before",
    "in headline only",
    "actors in the sentence",
    "not occurred",
    "historical",
    "place in the article",
    "reciprocal",
    "several parties",
    "outdone",
    "relation, plain",
    "act, plain",
    "nothing read",
    "opening",
    "spoken word without relation",
    "about the recipient",
    *(f"type {name}" for name in RELATIONS),
)


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted regression and the probability from which an event is listed."""

    weights: tuple[float, ...]
    constant: float
    threshold: float

    def chance(self, row: tuple[float, ...]) -> float:
        """Probability in [0, 1] that a candidate with these features is an event."""
        score = self.constant + sum(w * x for w, x in zip(self.weights, row, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@lru_cache(maxsize=1)
def fitted() -> Weights:
    """The shipped weights."""
    data = json.loads((files("verbale.events") / "data" / "weighing.json").read_text(encoding="utf-8"))
    return Weights(tuple(data["weights"][name] for name in FEATURES), data["constant"], data["threshold"])


def features(candidate: Candidate, length: int) -> tuple[float, ...]:
    """The features of a candidate of an article of ``length`` characters."""
    read = candidate.chance > 0
    said = candidate.statement is not None
    return (
        _log_odds(candidate.chance) if read else 0.0,
        float(not read),
        _log_odds(candidate.act) if said else 0.0,
        float(said),
        float(said and candidate.chance >= 0.3),
        candidate.sure if said else 0.0,
        math.log(candidate.mentions),
        math.log1p(candidate.rank),
        float(candidate.in_headline),
        math.log(max(candidate.crowd, 2) / 2),
        float(candidate.status in ("future", "hypothetical", "negated")),
        float(candidate.status == "historical"),
        candidate.evidence[0][0] / max(1, length),
        float(not candidate.recipient),
        float(len(candidate.parties) > 2),
        float(candidate.outdone),
        candidate.chance,
        candidate.act if said else 0.0,
        candidate.none,
        float(candidate.evidence[0][0] < 0.12 * length),
        float(said and candidate.chance < 0.1),
        float(candidate.told),
        *(float(candidate.type == name) for name in RELATIONS),
    )


def _log_odds(chance: float) -> float:
    bounded = min(max(chance, 0.01), 0.99)
    return math.log(bounded / (1 - bounded))
