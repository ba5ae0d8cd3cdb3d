"""Names that mean something else than they seem to."""

from __future__ import annotations

import pytest

from verbale.actors.marks import Marks
from verbale.actors.mentions import Mention, scan
from verbale.actors.registry import Registry
from verbale.actors.sifting import sift
from verbale.language.entities import Entity


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


def sifted(text: str, registry: Registry, date: str | None = None, marks: Marks | None = None) -> list[Mention]:
    found = scan(text, registry)
    sift(found, registry, date, marks)
    return found.mentions


def codes(text: str, registry: Registry, date: str | None = None) -> list[str]:
    return [m.code for m in sifted(text, registry, date)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Talks in Brazzaville went on, and Congo would sign.", "COG"),
        ("Talks in Kinshasa went on, and Congo would sign.", "COD"),
        ("Pyongyang was silent; Korea would not sign.", "PRK"),
        ("Seoul was silent; Korea would not sign.", "KOR"),
        ("The Congolese minister left.", "COD"),
    ],
)
def test_a_name_of_two_states_is_the_one_named_nearest(registry: Registry, text: str, wanted: str) -> None:
    assert codes(text, registry)[-1] == wanted


@pytest.mark.parametrize(
    ("date", "wanted"), [("1987-03-01", "SUN"), ("1991-12-25", "SUN"), ("1992-03-01", "RUS"), (None, "RUS")]
)
def test_a_capital_is_that_of_the_state_of_its_day(registry: Registry, date: str | None, wanted: str) -> None:
    assert codes("Moscow rejected the offer.", registry, date) == [wanted]
    assert codes("The Kremlin rejected the offer.", registry, date) == [wanted]


@pytest.mark.parametrize("text", ["TELL US NOW, SAYS PAPER", "WHO WILL PAY FOR IT?", "PEACE IS DELAYED AGAIN"])
def test_a_shouted_word_is_no_actor(registry: Registry, text: str) -> None:
    assert not codes(text, registry)


def test_the_same_letters_in_a_sentence_are_one(registry: Registry) -> None:
    assert codes("The WHO told US officials so.", registry) == ["WHO", "USA"]


def test_an_abbreviation_that_the_article_explains_goes_on(registry: Registry) -> None:
    text = "The Gulf Cooperation Council (CCG) met. The CCG said nothing."
    found = sifted(text, registry)
    assert [text[m.start : m.end] for m in found if m.code == "GCC"] == ["Gulf Cooperation Council", "CCG", "CCG"]


def test_a_short_form_is_the_body_named_before(registry: Registry) -> None:
    text = "The Council of Europe met. The Council rejected the claim."
    assert [m.code for m in sifted(text, registry)] == ["COE", "COE"]


def test_a_place_inside_a_persons_name_is_none(registry: Registry) -> None:
    text = "The envoy met Cairo Miller in London."
    marks = Marks([Entity(14, 26, "person", 0.9), Entity(30, 36, "place", 0.9)])
    assert [m.code for m in sifted(text, registry, None, marks)] == ["GBR"]
    assert [m.code for m in sifted(text, registry)] == ["EGY", "GBR"]


def test_a_verb_is_no_adjective(registry: Registry) -> None:
    assert not codes("Polish the brass, said the order.", registry)
    assert codes("Polish officers said so.", registry) == ["POL"]


def test_a_list_of_states_loses_none(registry: Registry) -> None:
    assert codes("Kenya, Chad and Jordan voted for it.", registry) == ["KEN", "TCD", "JOR"]
    assert not [c for c in codes("The mill is in Dalton, Georgia, he said.", registry) if c == "GEO"]
