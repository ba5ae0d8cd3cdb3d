from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pictures.rungs_made import ELSE, OSK, QUARREL, THREE, TRV, TWO, VLD, any_rungs, rung
from verbale.pictures.ladder import NARROW, WIDE, Frame, Ladder, layout
from verbale.pictures.ladder_parts import Left, Post
from verbale.pictures.rungs import Rung

SIZES = pytest.mark.parametrize("sizes", [WIDE, NARROW], ids=["wide", "narrow"])


def drawn(ladder: Ladder) -> list[str]:
    return [step.rung.id for step in ladder.steps]


def check(ladder: Ladder) -> None:
    """What holds of every ladder."""
    texts = ladder.texts()
    for one, other in combinations(texts, 2):
        assert not one.box.overlaps(other.box), (one, other)
    for one in texts:
        box = one.box
        assert box.left >= -0.01
        assert box.right <= ladder.width + 0.01
        assert box.top >= 0
        assert box.bottom <= ladder.height
    heights = [step.y for step in ladder.steps]
    assert heights == sorted(set(heights))
    for step in ladder.steps:
        left, right = step.reach
        assert 0 <= left < right <= ladder.width
        assert all(line.box.bottom < step.y for line in step.lines)
        assert step.box.bottom - step.box.top >= 24
    for one_step, other_step in combinations(ladder.steps, 2):
        assert not one_step.box.overlaps(other_step.box)
    for curve in ladder.curves:
        assert ladder.posts[-1].x < curve.x <= curve.far <= ladder.width


@SIZES
def test_a_quarrel_is_drawn_in_order_and_nothing_overlaps(sizes: object) -> None:
    frame = replace(TWO, sizes=sizes)  # type: ignore[arg-type]
    ladder = layout(QUARREL, frame)
    check(ladder)
    assert drawn(ladder) == ["charge", "tariff", "threat", "talks", "ships", "aid", "nets"]
    assert layout(reversed(QUARREL), frame) == ladder


@settings(max_examples=60, deadline=None)
@given(any_rungs(), st.sampled_from([WIDE, NARROW]), st.permutations([OSK, VLD, TRV]), st.integers(1, 3))
def test_whatever_is_drawn_is_in_order_and_nothing_overlaps(
    rungs: list[Rung], sizes: object, codes: list[str], lifelines: int
) -> None:
    frame = replace(THREE, sizes=sizes, lifelines=tuple(codes[:lifelines]))  # type: ignore[arg-type]
    ladder = layout(rungs, frame)
    check(ladder)
    days = [step.rung.day or dt.date.max for step in ladder.steps]
    assert days == sorted(days)
    assert len(ladder.steps) + ladder.left.elsewhere == len(rungs)


def test_arrows_run_from_who_acts_to_whom() -> None:
    charge, tariff, *_ = layout(QUARREL, TWO).steps
    left, right = charge.reach
    assert (charge.dots, charge.heads) == ((left,), ((right, 1),))
    assert (tariff.dots, tariff.heads) == ((right,), ((left, -1),))


def test_what_is_done_with_one_another_has_two_heads() -> None:
    talks = layout(QUARREL, TWO).steps[3]
    assert [way for _, way in talks.heads] == [-1, 1]


def test_two_that_act_upon_one_between_them_both_point_at_it() -> None:
    both = layout([rung("a", "2031-01-01", f"{OSK} {TRV}", VLD)], THREE).steps[0]
    middle = THREE.lifelines.index(VLD)
    x = layout([], THREE).posts[middle].x
    assert both.heads == ((x, -1), (x, 1))


def test_one_acts_upon_two_beyond_one_another() -> None:
    step = layout([rung("a", "2031-01-01", OSK, f"{VLD} {TRV}")], THREE).steps[0]
    assert [way for _, way in step.heads] == [1, 1]
    assert step.reach[1] == layout([], THREE).posts[-1].x


def test_who_is_not_on_the_ladder_is_named_beside_a_stub() -> None:
    frame = replace(TWO, names={**TWO.names, ELSE: "Nonnia"})
    out, come, alone = layout(
        [
            rung("out", "2031-01-01", OSK, ELSE),
            rung("come", "2031-01-02", ELSE, VLD),
            rung("alone", "2031-01-03", VLD, ""),
        ],
        frame,
    ).steps
    assert out.open
    assert "to Nonnia" in out.lines[0].text
    assert not come.open
    assert come.heads
    assert "by Nonnia" in come.lines[0].text
    assert "to nobody named" in alone.lines[0].text
    assert all(step.reach[1] - step.reach[0] < 100 for step in (out, come, alone))


def test_what_is_done_with_somebody_who_is_not_on_the_ladder_is_a_stub() -> None:
    (step,) = layout([rung("a", "2031-01-01", f"{OSK} {ELSE}", f"{OSK} {ELSE}")], TWO).steps
    assert step.open
    assert step.heads == ()
    assert f"with {ELSE}" in step.lines[0].text


def test_what_is_between_others_is_counted_and_not_drawn() -> None:
    ladder = layout([*QUARREL, rung("other", "2031-01-01", TRV, ELSE)], TWO)
    assert "other" not in drawn(ladder)
    assert ladder.left == Left(0, 0, 1)
    assert any("1 other between others" in line.text for line in ladder.lines)


@pytest.mark.parametrize(
    ("keep", "shown", "left"), [("last", ["ships", "aid"], (3, 0)), ("first", ["charge", "tariff"], (0, 3))]
)
def test_at_most_so_many_are_drawn_and_the_rest_counted(keep: str, shown: list[str], left: tuple[int, int]) -> None:
    frame = replace(TWO, most=2, keep=keep)  # type: ignore[arg-type]
    ladder = layout([one for one in QUARREL if one.id not in ("nets", "talks")], frame)
    assert drawn(ladder) == shown
    assert ladder.left[:2] == left
    check(ladder)


def test_what_was_left_out_before_is_told_too() -> None:
    ladder = layout(QUARREL, replace(TWO, left=Left(1200, 3)))
    assert [line.text for line in ladder.lines if line.kind == "note"] == [
        "1,200 earlier not drawn",
        "3 later not drawn",
    ]


def test_days_between_break_the_lifelines_and_say_how_many() -> None:
    ladder = layout(QUARREL, TWO)
    gaps = [line.text for line in ladder.lines if line.kind == "gap"]
    assert gaps == ["2 years later", "of unknown date"]
    post = ladder.posts[0]
    assert len(post.breaks) == 2
    far, near = (
        layout(QUARREL[2:4], TWO).posts[0].breaks[0],
        layout([QUARREL[0], rung("b", "2031-01-13")], TWO).posts[0].breaks[0],
    )
    assert far[1] - far[0] > near[1] - near[0]


def test_a_lifeline_is_whole_where_it_is_not_broken() -> None:
    assert Post(OSK, 5, 0, 100, ((20, 30), (60, 70))).pieces() == ((0, 20), (30, 60), (70, 100))


def test_answers_are_joined_to_what_they_answer() -> None:
    ladder = layout(QUARREL, TWO)
    places = {step.rung.id: step.y for step in ladder.steps}
    assert [(one.prompt, one.response) for one in ladder.curves] == [("charge", "tariff"), ("tariff", "threat")]
    assert all(abs(one.start - places[one.prompt]) < 6 for one in ladder.curves)
    assert all(one.start < one.end for one in ladder.curves)


def test_answers_to_different_prompts_that_pass_one_another_have_lanes_of_their_own() -> None:
    day = "2031-01-0{}".format
    rungs = [
        rung("a", day(1)),
        rung("b", day(2)),
        rung("c", day(3), answers=("a",)),
        rung("d", day(4), answers=("b",)),
        rung("e", day(5), answers=("a",)),
    ]
    far = {(one.prompt, one.response): one.far for one in layout(rungs, TWO).curves}
    assert far["a", "c"] == far["a", "e"] != far["b", "d"]


def test_keys_tell_of_what_is_drawn_and_of_nothing_else() -> None:
    assert [key.line.text for key in layout(QUARREL[:1], TWO).keys] == ["verbal conflict"]
    assert len(layout(QUARREL, TWO).keys) == 7
    assert layout([], TWO).keys == ()


def test_names_are_told_again_on_a_long_ladder() -> None:
    day = dt.date(2031, 1, 1)
    rungs = [rung(f"r{number}", str(day + dt.timedelta(number))) for number in range(40)]
    names = [line.text for line in layout(rungs, TWO).lines if line.kind == "name"]
    assert names.count("Oskara") > 2


@pytest.mark.parametrize("codes", [(), (OSK, OSK), (OSK, VLD, TRV, ELSE)])
def test_lifelines_must_be_one_to_three(codes: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="one to three different lifelines"):
        layout([], Frame(codes))
