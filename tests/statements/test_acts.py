"""The act of a statement, from scores and words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.language.labels import ACTS
from verbale.schema import Spans
from verbale.statements.acts import STRENGTH, ActSettings, decide, told
from verbale.statements.cues import act_of, acts_in

NEUTRAL = "Kestria said the dam opened."
_SCORES = st.lists(st.floats(-30, 30, width=32), min_size=12, max_size=12)


def places(text: str, part: str) -> Spans:
    return ((text.index(part), text.index(part) + len(part)),) if part else ()


def of(text: str, cue: str, content: str, settings: ActSettings, **scores: float) -> tuple[str, float]:
    row = np.zeros(len(ACTS) + 1, np.float32)
    for name, score in scores.items():
        row[-1 if name == "none" else ACTS.index(name)] = score
    return decide(text, places(text, cue), places(text, content), row, settings)


def test_the_highest_score_wins() -> None:
    act, chance = of(NEUTRAL, "said", "the dam opened", ActSettings(), deny=3.0, state=1.0)
    assert act == "deny"
    assert 0.5 < chance < 1


def test_none_is_no_act_however_likely() -> None:
    settings = ActSettings()
    act, chance = of(NEUTRAL, "said", "the dam opened", settings, none=20.0, deny=2.0)
    assert (act, chance) == of(NEUTRAL, "said", "the dam opened", settings, deny=2.0)


def test_the_cue_has_a_vote() -> None:
    text = "Kestria denied it."
    assert act_of("denied") == "deny"
    assert of(text, "denied", "it", ActSettings(), state=1.0)[0] == "state"
    assert of(text, "denied", "it", ActSettings(cue=2.0), state=1.0)[0] == "deny"
    assert of(text, "denied", "it", ActSettings(cue=2.0), state=5.0)[0] == "state"


def test_the_content_has_a_vote() -> None:
    text = "“There will be consequences,” Kestria said."
    content = "“There will be consequences,”"
    assert acts_in(content) == ["threaten"]
    assert of(text, "said", content, ActSettings(), state=1.0)[0] == "state"
    assert of(text, "said", content, ActSettings(content=2.0), state=1.0)[0] == "threaten"


def test_cue_and_content_together_are_surer() -> None:
    text = "Kestria rejected it: “The claims are baseless.”"
    settings = ActSettings(cue=1.0, content=1.0)
    both = of(text, "rejected", "“The claims are baseless.”", settings)
    one = of(text, "rejected", "it", settings)
    assert both[0] == one[0] == "reject"
    assert both[1] > one[1]


def test_heat_makes_less_sure_and_changes_no_act() -> None:
    chances = []
    for temperature in (0.5, 1.0, 2.0):
        act, chance = of(NEUTRAL, "said", "the dam opened", ActSettings(temperature), deny=3.0, state=2.0)
        assert act == "deny"
        chances.append(chance)
    assert chances == sorted(chances, reverse=True)


def test_a_leaning_weighs_without_words() -> None:
    leaning = ActSettings(leaning={"request": 1.5})
    assert of(NEUTRAL, "said", "the dam opened", ActSettings(), request=1.0, state=2.0)[0] == "state"
    assert of(NEUTRAL, "said", "the dam opened", leaning, request=1.0, state=2.0)[0] == "request"


def test_without_words_the_scores_decide() -> None:
    assert of(NEUTRAL, "", "", ActSettings(1.3, 1.5, 1.0), confirm=1.0)[0] == "confirm"


@given(_SCORES, st.floats(0.2, 5), st.floats(0, 3), st.floats(0, 3))
def test_the_chance_is_a_probability_and_the_scores_stay(
    scores: list[float], temperature: float, cue: float, content: float
) -> None:
    row = np.array(scores, np.float32)
    text = "Kestria urged Valdoria to stop the illegal fishing."
    act, chance = decide(text, ((8, 13),), ((14, 50),), row, ActSettings(temperature, cue, content))
    assert act in ACTS
    assert 1 / len(ACTS) - 1e-6 <= chance <= 1 + 1e-6
    assert row.tolist() == pytest.approx(scores)


def test_what_the_cue_names_is_not_outvoted_by_something_weaker() -> None:
    assert told("reject", ["accuse", "threaten"]) == ["threaten"]
    assert told(None, ["accuse", "support"]) == ["accuse", "support"]
    assert set(STRENGTH) == set(ACTS)
    text = "Kestria rejected the “unwarranted and misleading” report."
    settings = ActSettings(cue=1.5, content=2.5)
    assert of(text, "rejected", "the “unwarranted and misleading” report", settings, accuse=1.0)[0] == "reject"
