from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from rich.table import Table

from verbale.commands.common import count, printable
from verbale.commands.demo import busiest_pair
from verbale.present import Mark, article_view, marked, speaker_line, statements_table
from verbale.record import Record
from verbale.schema import Annotated, Article, Speaker

BOLD = Style(bold=True)
TEXT = "He said that she said that it rains."


def mark(words: str, name: str) -> Mark:
    start = TEXT.index(words)
    return Mark(start, start + len(words), BOLD, f"[{name} ", "]")


def test_nested_marks_close_in_order() -> None:
    marks = [mark("it rains", "s2"), mark("she said that it rains", "s1")]
    assert marked(TEXT, (0, len(TEXT)), marks, Style()).plain == "He said that [s1 she said that [s2 it rains]]."


def test_a_mark_over_the_edge_is_cut() -> None:
    assert marked(TEXT, (3, 12), [mark("He said that she", "s1")], Style()).plain == "said that"
    assert marked(TEXT, (0, 12), [mark("that she", "s1")], Style()).plain == "He said [s1 that"


spans = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted).filter(lambda span: span[0] < span[1])


@given(st.text(min_size=40, max_size=40), st.lists(spans, max_size=5))
def test_marks_without_brackets_change_no_word(text: str, places: list[list[int]]) -> None:
    marks = [Mark(start, end, BOLD) for start, end in places]
    shown = marked(text, (0, len(text)), marks, Style()).plain
    assert len(shown) <= len(text)
    assert [char for char in shown if char.isalnum()] == [char for char in printable(text) if char.isalnum()]


@pytest.mark.parametrize(
    ("speaker", "line"),
    [
        (Speaker(), "unknown speaker"),
        (Speaker(country="OSK"), "unknown speaker (OSK)"),
        (Speaker(name="A", office="b", institution="C", country="OSK"), "A, b, C (OSK)"),
    ],
)
def test_speakers_in_a_line(speaker: Speaker, line: str) -> None:
    assert speaker_line(speaker) == line


def test_views_of_articles_without_anything() -> None:
    article_view(Annotated(Article("empty", "")), plain=True)
    assert isinstance(statements_table([]), Table)


def test_the_states_that_speak_most_of_each_other(kept: Path) -> None:
    assert busiest_pair([]) == ("", "")
    with Record.open(kept) as record:
        assert busiest_pair(record.statements()) == ("OSK", "VLD")


def test_numbers_with_their_nouns() -> None:
    assert [count(1, "state"), count(0, "state"), count(1204, "inquiry", "inquiries")] == [
        "1 state",
        "0 states",
        "1,204 inquiries",
    ]
