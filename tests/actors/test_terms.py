"""Who held an office on a day, and whom a family name means."""

from __future__ import annotations

import pytest

from verbale.actors.mentions import scan
from verbale.actors.registry import Office, Registry
from verbale.actors.sifting import sift
from verbale.actors.terms import Given, Terms, alike


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


def terms(text: str, registry: Registry, date: str | None) -> Terms:
    found = scan(text, registry)
    sift(found, registry, date, None)
    return Terms(found, registry, date)


def office(registry: Registry, words: str) -> Office:
    found = registry.office_of(words)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("code", "words", "date", "name"),
    [
        ("GBR", "foreign secretary", "2011-02-03", "William Hague"),
        ("DEU", "chancellor", "2010-05-01", "Angela Merkel"),
        ("UNO", "secretary-general", "2007-12-13", "Ban Ki-moon"),
        ("USA", "president", "2012-01-01", "Barack Obama"),
        ("GBR", "foreign minister", "2011-02-03", "William Hague"),
    ],
)
def test_who_held_an_office(registry: Registry, code: str, words: str, date: str, name: str) -> None:
    held = terms("", registry, date).in_office(code, office(registry, words))
    assert held is not None
    assert held.name == name


def test_nobody_is_named_without_a_day_or_for_an_office_of_many(registry: Registry) -> None:
    assert terms("", registry, None).in_office("USA", office(registry, "president")) is None
    assert terms("", registry, "2012-01-01").in_office("USA", office(registry, "senator")) is None


@pytest.mark.parametrize(
    ("text", "name", "date", "wanted"),
    [
        ("Washington hoped that Rice would travel.", "Rice", "2006-05-01", "Condoleezza Rice"),
        ("Washington hoped that Rice would travel.", "Rice", "2012-05-01", "Susan Rice"),
        ("In Seoul the visitors heard Moon promise help.", "Moon", "2018-05-01", "Moon Jae-in"),
        ("Kyiv said Zelenskiy would come.", "Zelenskiy", "2022-05-01", "Volodymyr Zelensky"),
    ],
)
def test_a_family_name_is_the_persons_of_the_day(
    registry: Registry, text: str, name: str, date: str, wanted: str
) -> None:
    held = terms(text, registry, date).whom(name, text.index(name), Given(spelled=True))
    assert held is not None
    assert held.name.split()[0] == wanted.split(maxsplit=1)[0]


@pytest.mark.parametrize("text", ["The villagers said Okonwe would come.", "The mayor of Brenholt met Lindqvar."])
def test_a_name_that_nobody_has_stays_open(registry: Registry, text: str) -> None:
    name = text.rstrip(".").split()[-3] if "Okonwe" in text else text.rstrip(".").split()[-1]
    assert terms(text, registry, "2015-01-01").whom(name, text.index(name), Given(spelled=True)) is None


def test_a_misspelt_name_is_found_only_for_states_of_the_article(registry: Registry) -> None:
    at_home = terms("The US State Department said so.", registry, "2023-06-28")
    assert {h.name for h in at_home.named("Matthiew Miller")} == {"Matthew Miller"}
    assert not terms("The Fijian cabinet met.", registry, "2023-06-28").named("Matthiew Miller")


@pytest.mark.parametrize(("one", "other", "same"), [("natanyahu", "netanyahu", True), ("lavrov", "lavender", False)])
def test_alike(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same
    assert alike(other, one) is same
