"""What words say of the type, beside the model."""

from __future__ import annotations

import re

import numpy as np
import pytest

from tests.events.made import relations
from verbale.events.ontology import Ontology
from verbale.events.votes import lifted, practised, voted
from verbale.language.labels import RELATIONS
from verbale.schema import Span

PAIRS = [("XKE", "XVA"), ("XVA", "XKE")]


def places(text: str) -> dict[str, list[Span]]:
    names = {"XKE": "Kestria", "XVA": "Valdoria"}
    return {code: [m.span() for m in re.finditer(name, text)] for code, name in names.items()}


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Kestria handed a demarche to the envoy of Valdoria.", 0),
        ("The ambassador of Valdoria was summoned by Kestria.", 0),
        ("Valdoria recalled its ambassador to Kestria.", 1),
    ],
)
def test_the_order_of_words_tells_who_does_it(text: str, pair: int) -> None:
    read = np.stack([relations(ACCUSE=0.05, SANCTION=0.05), relations(ACCUSE=0.06, SANCTION=0.06)])
    found = practised(text, (0, len(text)), PAIRS, places(text), read)
    assert found is not None
    assert found.pair == pair


def test_imposed_sanctions_are_no_coercion() -> None:
    text = "Kestria imposed sanctions on Valdoria."
    out = voted(text, (0, len(text)), relations(COERCE=0.6, SANCTION=0.2))
    assert out[RELATIONS.index("SANCTION")] == pytest.approx(0.8)
    assert out[RELATIONS.index("COERCE")] == 0


@pytest.mark.parametrize(
    "text",
    [
        "Kestria delivered a demarche to the ambassador of Valdoria over the dam.",
        "Kestria summoned the ambassador of Valdoria on Monday.",
        "Kestria lodged a formal protest with the embassy of Valdoria.",
        "Kestria recalled its ambassador to Valdoria.",
        "Kestria declared two diplomats of Valdoria personae non gratae.",
    ],
)
def test_a_practice_between_two_governments_is_an_event_of_the_likeliest_pair(text: str) -> None:
    read = np.stack([relations(ACCUSE=0.1, SANCTION=0.1, REQUEST=0.02), relations(ACCUSE=0.03, SANCTION=0.02)])
    found = practised(text, (0, len(text)), PAIRS, places(text), read)
    assert found is not None
    out = lifted(read, found)
    assert out[0, :-1].max() > 0.5
    assert np.allclose(out.sum(1), 1)
    assert out[1, -1] == 1
    assert read[0, -1] == pytest.approx(0.78)


@pytest.mark.parametrize("text", ["Kestria met Valdoria.", "Kestria recalled its cars from Valdoria.", ""])
def test_without_a_practice_nothing_changes(text: str) -> None:
    read = np.stack([relations(ACCUSE=0.1), relations(ACCUSE=0.03)])
    assert practised(text, (0, len(text)), PAIRS, places(text), read) is None


def test_no_pairs_stay_none() -> None:
    none = np.zeros((0, len(RELATIONS) + 1), np.float32)
    assert practised("Kestria delivered a demarche.", (0, 29), [], {}, none) is None


def test_what_tells_of_an_event_is_marked_in_the_data() -> None:
    telling = {one.name for one in Ontology.load().subtypes.values() if one.telling}
    assert {"demarche", "summons", "recall", "expulsion"} <= telling
    assert "joint-statement" not in telling
