"""The list of mentions, its scoring, and a floor under what is reached."""

from __future__ import annotations

import pytest

from benchmarks.entities import answers, best, judge, read_list
from verbale.schema import Mention, Speaker

#: Least share of right mentions, hard ones left out; lowered on purpose or not at all.
FLOOR = 0.965


def test_the_list_is_whole() -> None:
    lines = read_list()
    assert len(lines) >= 400
    assert len({line["text"] for line in lines}) == len(lines)
    for line in lines:
        start, end = line["mention"]
        assert line["text"][start:end].strip() == line["text"][start:end] != ""


@pytest.mark.parametrize(
    ("actor", "wrong"),
    [
        (Speaker(country="USA", name="Ada Holt"), ""),
        (Speaker(country="FRA", name="Ada Holt"), "code FRA"),
        (Speaker(country="USA", name="Ines Vale"), "person Ines Vale"),
        (None, "code None"),
    ],
)
def test_a_mention_is_judged_by_code_and_name(actor: Speaker | None, wrong: str) -> None:
    line = {"code": "USA", "person": "Ada Holt", "office": "senator", "kind": "person"}
    mention = Mention((0, 4), "person", actor) if actor else None
    assert judge(line, mention).startswith(wrong)
    assert bool(judge(line, mention)) == bool(wrong)


def test_the_mention_that_covers_most_counts() -> None:
    first, second = (Mention(span, "place", Speaker()) for span in ((0, 4), (4, 12)))
    assert best((first, second), [3, 10]) is second
    assert best((first, second), [12, 14]) is None


def test_most_mentions_mean_the_right_actor() -> None:
    lines = [line for line in read_list() if not line["hard"]]
    wrong = [(a.line["id"], a.wrong) for a in answers(lines) if a.wrong]
    assert 1 - len(wrong) / len(lines) >= FLOOR, wrong
