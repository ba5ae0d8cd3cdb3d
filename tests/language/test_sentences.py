"""Where sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.language.sentences import sentences

_LETTERS = ["Kestria", "He", "Mr", "U.S", "Jan", "5", "p.m", "the", "said", "É", "ß", "a" * 50]
_MARKS = [".", "!", "…", "?", "”", "“", '"', "'", ")", "(", " ", "  ", "\n", "\n\n", "\t", "\u00a0", "\u200b"]
_PIECES = st.sampled_from([*_LETTERS, *_MARKS])
_TEXT = st.one_of(st.text(max_size=150), st.lists(_PIECES, max_size=60).map("".join))


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ("Kestria left.", "Valdoria stayed."),
        ("Wait!", "What?", "No."),
        ("“We agree.”", "She left."),
        ("(They had met.)", "Nobody spoke."),
        ("He paused…", "“Yes.”"),
        ("The pact is from the 1990s.", "12 ships sailed."),
        ("It left the U.S.", "The Senate met."),
        ("They met at 5 p.m.", "The ministry was silent."),
    ],
)
def test_full_stops_part_sentences(parts: tuple[str, ...]) -> None:
    assert cut(" ".join(parts)) == list(parts)


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Hollen met Gen. Tholl on Jan. 5 in St. Brack.",
        "The U.S. Senate met.",
        "At 5 p.m. Kestria spoke.",
        "J. R. Renn wrote to Ltd. Kestria.",
        "It is Resolution No. 5 of the League.",
        "The rate was 3.5 per cent at lls.example.org today",
        "“Will it last?” he asked.",
        "He said yes... and left.",
    ],
)
def test_other_full_stops_do_not(text: str) -> None:
    assert cut(text) == [text]


def test_lines_end_sentences_unless_they_are_broken_by_width() -> None:
    assert cut("Kestria recalls envoy\nBy Ila Marsh\n\nThe envoy left") == [
        "Kestria recalls envoy",
        "By Ila Marsh",
        "The envoy left",
    ]
    wrapped = "The foreign ministry of Kestria said late on Tuesday that it\nwould recall its envoy."
    assert cut(wrapped) == [wrapped]
    assert len(cut(wrapped.replace("\n", "\n\n"))) == 2


def test_only_the_stretch_asked_for_is_read() -> None:
    text = "One left. Two stayed. Three came."
    found = [text[a:b] for a, b in sentences(text, 4, 21)]
    assert found == ["left.", "Two stayed."]


def test_blanks_have_no_sentences() -> None:
    assert cut("") == cut(" \n\t \n\n") == []


@given(_TEXT, st.integers(0, 160), st.integers(0, 160))
def test_sentences_follow_one_another_and_leave_out_nothing_but_blanks(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    last, missed = start, ""
    for a, b in sentences(text, start, end):
        assert last <= a < b <= end
        assert text[a:b] == text[a:b].strip()
        missed += text[last:a]
        last = b
    missed += text[last:end]
    assert not missed.strip()


@given(_TEXT)
def test_a_paragraph_is_cut_alike_whatever_follows_it(text: str) -> None:
    assert cut(text.rstrip() + "\n\nKestria left.") == [*cut(text), "Kestria left."]
