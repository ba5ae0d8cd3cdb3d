"""Mentions with the actor that each means."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.actors.naming import mentions
from verbale.actors.registry import Registry
from verbale.actors.resolve import resolver
from verbale.language.entities import Entity
from verbale.schema import Article, Mention, Published

OWN = """
states:
- {code: ZLA, name: Zelandria, adjectives: [Zelandrian], capitals: [Port Lume]}
holders:
  ZLA: {president: ["Oren Tavik 2031-01-01/"], foreign minister: ["Ila Marsh (f) 2030-01-01/"]}
"""


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    path = tmp_path_factory.mktemp("own") / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    return Registry.load([Path(path)])


def named(text: str, registry: Registry, date: str | None = "2032-05-01", *marks: Entity) -> dict[str, Mention]:
    article = Article(id="a", text=text, published=Published(date=date, precision="day"))
    found = mentions(resolver(article, [], registry, marks), marks)
    return {text[slice(*m.span)]: m for m in found}


def test_states_persons_and_offices_are_named(registry: Registry) -> None:
    found = named("Port Lume was told by Ila Marsh. The Zelandrian president agreed.", registry)
    assert found["Port Lume"].actor.country == "ZLA"
    assert (found["Ila Marsh"].kind, found["Ila Marsh"].actor.office) == ("person", "foreign minister")
    president = found["Zelandrian president"]
    assert (president.kind, president.actor.name) == ("office", "Oren Tavik")
    assert "day" in president.actor.reason


def test_an_office_is_open_without_a_date(registry: Registry) -> None:
    found = named("The Zelandrian president agreed.", registry, None)
    assert found["Zelandrian president"].actor.name is None
    assert found["Zelandrian president"].actor.country == "ZLA"


@pytest.mark.parametrize("text", ["They met in Port Lume.", "A Port Lume-based firm won.", "She flew to Port Lume."])
def test_a_capital_as_a_place_is_no_government(registry: Registry, text: str) -> None:
    assert named(text, registry)["Port Lume"].actor.country is None


def test_what_only_the_model_marks_is_kept_open(registry: Registry) -> None:
    text = "The Anglers Union met Bram Teskell."
    found = named(text, registry, None, Entity(4, 17, "institution", 0.8), Entity(22, 34, "person", 0.9))
    assert (found["Anglers Union"].actor.country, found["Anglers Union"].confidence) == (None, 0.8)
    assert found["Bram Teskell"].actor.name == "Bram Teskell"


@given(st.text(alphabet="Port Lume Zelandrian Ila Marsh,.'\n’(é-", max_size=120))
def test_mentions_never_overlap_and_lie_in_the_text(text: str) -> None:
    registry = Registry.load()
    article = Article(id="a", text=text)
    last = 0
    for mention in mentions(resolver(article, [], registry), []):
        assert last <= mention.span[0] < mention.span[1] <= len(text)
        last = mention.span[1]
