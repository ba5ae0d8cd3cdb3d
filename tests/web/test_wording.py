"""Numbers, dates and classes as pages put them."""

from __future__ import annotations

import pytest

from verbale.schema import Speaker
from verbale.web import wording


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2024-05-06", "6 May 2024"),
        ("2024-05", "May 2024"),
        ("2024", "2024"),
        ("2024-05-06/2024-05-09", "6 to 9 May 2024"),
        ("2024-05-06/2024-06-01", "6 May to 1 June 2024"),
        ("2023-12-30/2024-01-02", "30 December 2023 to 2 January 2024"),
        ("2024-05-01/2024-05-31", "May 2024"),
        ("2024-01-01/2024-12-31", "2024"),
        ("2024-05/2024-07", "May to July 2024"),
        ("2023/2024", "2023 to 2024"),
        ("2024-05/2024-06-02", "May 2024 to 2 June 2024"),
        ("soon", "soon"),
        (None, ""),
    ],
)
def test_dates_in_words(date: str | None, words: str) -> None:
    assert wording.day(date) == words


def test_how_sure() -> None:
    assert wording.sure(0.93) == "very likely (93%)"
    assert wording.sure(0.6) == "more likely than not (60%)"
    assert wording.sure(0.0) == "uncertain (0%)"


def test_every_act_has_a_meaning_and_a_class() -> None:
    assert {wording.act_class(act) for act in wording.ACTS} == {"quad-none", "quad-vc", "quad-vx"}
    assert wording.act_class("deny") == "quad-none"
    assert wording.act_quad("threaten") == "verbal conflict"
    assert wording.type_class("ASSAULT") == "quad-mx"
    assert wording.type_class("<b>") == "quad-none"


def test_speakers_by_what_is_known() -> None:
    known = Speaker(name="Pella Ostrane", office="foreign minister", institution="Foreign Ministry", former=True)
    assert wording.speaker_name(known) == "Pella Ostrane"
    assert wording.speaker_role(known) == "former foreign minister, Foreign Ministry"
    assert wording.speaker_name(Speaker(office="a diplomat", anonymous=True)) == "a diplomat"
    assert wording.speaker_role(Speaker(office="a diplomat", anonymous=True)) == ""
    assert wording.speaker_name(Speaker(anonymous=True)) == "unnamed"
    assert wording.speaker_name(Speaker()) == "unknown"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://straits.example/a", "https://straits.example/a"),
        (" HTTP://straits.example", "HTTP://straits.example"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https:///x", ""),
        (None, ""),
    ],
)
def test_only_addresses_of_the_web_are_links(address: str | None, shown: str) -> None:
    assert wording.web_url(address) == shown


def test_what_harms_is_replaced_and_nothing_else() -> None:
    assert wording.harmless("a\x00b\u202ec\ud800") == "a\ufffdb\ufffdc\ufffd"
    assert wording.harmless("a\tb\nc \u200f\u05d0") == "a\tb\nc \u200f\u05d0"
    assert wording.harmless(None) == ""
    assert wording.harmless(3) == 3


def test_long_texts_are_cut_at_a_word() -> None:
    assert wording.shortened("one two  three", 8) == "one two …"
    assert wording.shortened("w" * 50, 8) == "w" * 8 + " …"
    assert wording.shortened(None) == ""


def test_things_in_a_row() -> None:
    assert wording.joined(["a", "b", "<c>"]) == "a, b and &lt;c&gt;"
    assert wording.joined(["<a>"]) == "&lt;a&gt;"
    assert wording.joined([]) == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kestria", "Kestria"),
        ("קסטריה", "\u2068קסטריה\u2069"),
        ("\u202eKestria\u202c", "Kestria"),
        ("\u2067قسطريا", "\u2068قسطريا\u2069"),
        ("a\u200fb", "\u2068a\u200fb\u2069"),
        ("", ""),
    ],
)
def test_a_title_turns_nothing_around_it(text: str, shown: str) -> None:
    assert wording.apart(text) == shown
