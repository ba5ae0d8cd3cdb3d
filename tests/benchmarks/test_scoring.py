"""The scores of small cases counted by hand."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.scoring import (
    MEASURES,
    Tally,
    Text,
    matched,
    quoted_stretches,
    right_source,
    score,
    score_article,
    units,
)

TEXT = "“The lake road stays open to all,” Minister Orla Venn said. Tarvenia denied that its guards had fired."
Spans = list[list[int]]


def spans(text: str, *pieces: str) -> Spans:
    return [[text.index(piece), text.index(piece) + len(piece)] for piece in pieces]


def attribution(text: str, source: str | None, cue: str | None, *content: str) -> dict[str, Spans]:
    return {
        "source": spans(text, source) if source else [],
        "cue": spans(text, cue) if cue else [],
        "content": spans(text, *content),
    }


VENN = attribution(TEXT, "Minister Orla Venn", "said", "“The lake road stays open to all,”")
DENIAL = attribution(TEXT, "Tarvenia", "denied", "that its guards had fired")
GOLD: dict[str, Any] = {"text": TEXT, "attributions": [VENN, DENIAL]}


def f1(found: list[dict[str, Spans]], gold: dict[str, Any] = GOLD) -> dict[str, float]:
    tally = Tally()
    score_article(tally, gold, found)
    return {name: one.f1 for name, one in tally.scores().items()}


def test_gold_against_itself_is_perfect() -> None:
    assert f1([VENN, DENIAL]) == dict.fromkeys(MEASURES, 1.0)


def test_nothing_found_is_nothing_right() -> None:
    assert f1([]) == dict.fromkeys(MEASURES, 0.0)


def test_quotation_marks_and_commas_never_matter() -> None:
    bare = attribution(TEXT, "Minister Orla Venn", "said", "The lake road stays open to all")
    assert f1([bare, DENIAL]) == dict.fromkeys(MEASURES, 1.0)


def test_counts_of_one_found_of_two() -> None:
    tally = Tally()
    score_article(tally, GOLD, [VENN])
    found = tally.scores()["attr.full"]
    assert (found.right, found.found, found.gold) == (1, 1, 2)
    assert (found.precision, found.recall) == (1.0, 0.5)
    assert found.f1 == pytest.approx(2 / 3)


def test_half_of_the_content_is_enough_and_less_is_not() -> None:
    # The content has five tokens: of three found, three are shared (0.6); of two, two (0.4).
    assert f1([VENN, attribution(TEXT, "Tarvenia", "denied", "guards had fired")])["attr.full"] == 1.0
    assert f1([VENN, attribution(TEXT, "Tarvenia", "denied", "had fired")])["attr.content"] == pytest.approx(0.5)


def test_right_content_with_the_wrong_source() -> None:
    wrong = DENIAL | {"source": spans(TEXT, "Minister Orla Venn")}
    found = f1([VENN, wrong])
    assert found["attr.content"] == 1.0
    assert found["attr.full"] == 0.5


def test_part_of_a_name_is_the_right_source_but_no_exact_span() -> None:
    found = f1([VENN | {"source": spans(TEXT, "Venn")}, DENIAL])
    assert found["attr.full"] == 1.0
    assert found["exact.source"] == 0.5


def test_a_missing_source_is_right_only_where_none_is_there() -> None:
    silent = DENIAL | {"source": []}
    assert f1([VENN, silent])["attr.full"] == 0.5
    assert f1([VENN, silent], {"text": TEXT, "attributions": [VENN, silent]})["attr.full"] == 1.0


def test_an_article_shared_is_not_a_source_shared() -> None:
    text = Text("The envoy of the mission said so.")
    envoy, mission, the = (text.tokens(spans(text.text, piece)) for piece in ("The envoy", "the mission", "the"))
    assert right_source(text, envoy, envoy)
    assert not right_source(text, envoy, mission)
    # A word that tells nothing is right where nothing else could be found.
    assert right_source(text, the, mission)
    assert not right_source(text, the, envoy)


def test_matching_takes_the_best_pairs_first() -> None:
    gold = [frozenset({1, 2, 3, 4}), frozenset({3, 4, 5})]
    found = [frozenset({3, 4}), frozenset({1, 2, 3, 4})]
    assert sorted(matched(gold, found)) == [(0, 1), (1, 0)]


def test_a_source_shared_by_two_attributions_is_one_span() -> None:
    twice = {"text": TEXT, "attributions": [VENN, DENIAL | {"source": VENN["source"]}]}
    tally = Tally()
    score_article(tally, twice, [VENN])
    found = tally.scores()["exact.source"]
    assert (found.right, found.found, found.gold) == (1, 1, 1)


def test_attributions_without_content_do_not_count() -> None:
    assert units(Text(TEXT), [{"source": spans(TEXT, "Tarvenia"), "cue": [], "content": []}]) == []


def test_the_tokens_of_the_gold_are_used_where_it_has_them() -> None:
    text = Text("co-operate!", [[0, 10, "VB"], [10, 11, "."]])
    assert text.words == ["co-operate"]
    assert text.tokens([[3, 4]]) == frozenset({0})
    assert text.tokens([[10, 40]]) == frozenset()


def test_speaker_of_a_stretch() -> None:
    # Three words in quotation marks are too few to count; the five are given to the wrong speaker.
    text = "“Not one metre,” Hessel said. “We will wait for spring,” Brakk replied."
    hessel = attribution(text, "Hessel", "said", "“Not one metre,”")
    brakk = attribution(text, "Brakk", "replied", "“We will wait for spring,”")
    gold = {"text": text, "attributions": [hessel, brakk]}
    tally = Tally()
    score_article(tally, gold, [hessel, brakk | {"source": hessel["source"]}])
    found = tally.scores()["qstretch.speaker"]
    assert (found.right, found.found, found.gold) == (0, 1, 1)
    assert f1([brakk], gold)["qstretch.speaker"] == 1.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“a” and «b»", ["a", "b"]),
        ('"a" b "c"', ["a", "c"]),
        ("''a'' b ``c''", ["a", "c"]),
        ("“a\nb", ["a"]),
        ("“a\n“b” c", ["a", "b"]),
        ("a” b “c", ["c"]),
        ("“”", []),
        ('“a "b', ["a "]),
        ("no marks at all", []),
    ],
)
def test_quoted_stretches(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in quoted_stretches(text)] == expected


def test_score_of_no_counts() -> None:
    assert score(0, 0, 0) == (0.0, 0.0, 0.0, 0, 0, 0)


@given(st.text(alphabet="ab \n\"'“”«»`.", max_size=60))
def test_stretches_are_in_order_inside_the_text_and_hold_no_line_end(text: str) -> None:
    last = 0
    for start, end in quoted_stretches(text):
        assert last <= start < end <= len(text)
        assert "\n" not in text[start:end]
        last = end


@given(st.lists(st.tuples(st.integers(0, 110), st.integers(0, 110)), max_size=6))
def test_scores_stay_between_nothing_and_all(places: list[tuple[int, int]]) -> None:
    found = [{"source": [[a, b]], "cue": [], "content": [[b, a + 8]]} for a, b in places]
    tally = Tally()
    score_article(tally, GOLD, found)
    for one in tally.scores().values():
        assert 0 <= one.right <= min(one.found, one.gold)
        assert 0.0 <= one.f1 <= 1.0
