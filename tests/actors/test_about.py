"""What statements are about."""

from __future__ import annotations

import pytest

from verbale.actors.about import FEATURES, fitted
from verbale.actors.registry import Registry
from verbale.actors.resolve import SpeakerQuery, resolve
from verbale.schema import Article


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


def about(text: str, source: str, cue: str, content: str, registry: Registry) -> tuple[str, ...]:
    spans = [((text.index(part), text.index(part) + len(part)),) if part else () for part in (source, cue, content)]
    return resolve(Article(id="a", text=text), [SpeakerQuery(*spans)], registry)[0].about


def test_every_feature_has_a_weight() -> None:
    assert len(fitted().weights) == len(FEATURES) == len(set(FEATURES))
    assert 0.1 < fitted().threshold < 0.9


def test_a_state_named_in_the_content_is_listed(registry: Registry) -> None:
    text = "Tokyo said that Peru and Chile had kept their word."
    assert set(about(text, "Tokyo", "said", "that Peru and Chile had kept their word", registry)) == {"PER", "CHL"}


def test_the_object_of_the_cue_is_listed(registry: Registry) -> None:
    text = "Oslo accused Iceland of breaking its word."
    assert about(text, "Oslo", "accused", "of breaking its word", registry) == ("ISL",)


def test_an_answer_is_about_whom_it_answers(registry: Registry) -> None:
    text = "Mali said Chad had broken the truce, and Bamako would not forget. Chad said it would answer soon."
    first, second = text.index("Chad had"), text.index("it would answer")
    queries = [
        SpeakerQuery(((0, 4),), ((5, 9),), ((first, text.index(", and")),)),
        SpeakerQuery(((second - 10, second - 6),), ((second - 5, second - 1),), ((second, second + 20),)),
    ]
    assert [r.about for r in resolve(Article(id="a", text=text), queries, registry)] == [("TCD",), ("MLI",)]


def test_the_speakers_own_state_is_never_listed(registry: Registry) -> None:
    text = "Cairo said Egypt would not sign."
    assert "EGY" not in about(text, "Cairo", "said", "Egypt would not sign", registry)
