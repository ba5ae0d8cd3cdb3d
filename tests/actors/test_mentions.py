"""States, organisations and institutions found in text."""

from __future__ import annotations

import pytest

from verbale.actors.mentions import mentions, scan
from verbale.actors.registry import Registry


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


def found(text: str, registry: Registry) -> list[tuple[str, str, str]]:
    return [(text[m.start : m.end], m.code, m.how) for m in mentions(text, registry)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They told us to leave the US.", [("US", "USA", "name")]),
        ("The U.S. and the U.K. agreed.", [("U.S.", "USA", "name"), ("U.K.", "GBR", "name")]),
        ("Americans and Pakistanis met.", [("Americans", "USA", "people"), ("Pakistanis", "PAK", "people")]),
        ("Islamabad wrote to Beijing.", [("Islamabad", "PAK", "capital"), ("Beijing", "CHN", "capital")]),
        ("South Korea, not Korea", [("South Korea", "KOR", "name")]),
        ("Papua New Guinea's envoy", [("Papua New Guinea", "PNG", "name")]),
        ("the UN Security Council", [("UN Security Council", "UNO", "organisation")]),
        ("fighters of the Taliban", [("Taliban", "TALIBAN", "group")]),
        ("It was New England's coldest day.", []),
        ("Michael Jordan scored.", []),
        ("a talk with Jordan about water", [("Jordan", "JOR", "name")]),
        ("a fire in Atlanta, Georgia", []),
        ("war in Georgia", [("Georgia", "GEO", "name")]),
        ("Georgia senator Ada Pell", []),
        ("Chad Miller drove home.", []),
        ("turkey for dinner in Turkey", [("Turkey", "TUR", "name")]),
    ],
)
def test_mentions(registry: Registry, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text, registry) == expected


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("the State Department", "USA", "US Department of State"),
        ("the Iranian foreign ministry", "IRN", "Ministry of Foreign Affairs of Iran"),
        ("Kenya’s Foreign Ministry", "KEN", "Ministry of Foreign Affairs of Kenya"),
        ("the Ministry of Foreign Affairs of Fiji", "FJI", "Ministry of Foreign Affairs of Fiji"),
        ("the foreign ministry in Tashkent", "UZB", "Ministry of Foreign Affairs of Uzbekistan"),
        ("Ghana's Ministry of Defence", "GHA", "Ministry of Defense of Ghana"),
        ("the Israeli embassy in Madrid", "ISR", "Embassy of Israel in Madrid"),
        ("Oman’s U.S. embassy", "OMN", "Embassy of Oman in the United States"),
        ("the US Embassy in Islamabad", "USA", "US Embassy in Islamabad"),
        ("the MEA", "IND", "Ministry of External Affairs of India"),
        ("the Kremlin", "RUS", "Kremlin (Presidency of Russia)"),
    ],
)
def test_institutions(registry: Registry, text: str, code: str, name: str) -> None:
    first = mentions(text, registry)[0]
    assert (first.code, first.how, first.institution) == (code, "institution", name)


def test_a_range_is_kept_to(registry: Registry) -> None:
    text = "France met Spain and Italy."
    assert [m.code for m in mentions(text, registry, 7, 17)] == ["ESP"]


def test_shared_names_wait_for_the_passage(registry: Registry) -> None:
    result = scan("The Foreign Office said so.", registry)
    assert {n.code for n in result.shared[0][2]} == {"PAK", "GBR"}
