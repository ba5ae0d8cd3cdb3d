"""Texts cut into pieces: whatever lies over what, the text stays whole and every mark is on its own words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from verbale.schema import Article, Event, Segment, SegmentKind, Speaker, Statement
from verbale.web.marking import Mark, Role, around, blocks, cut, marks_of, places_of

ROLES: list[Role] = ["source", "cue", "content", "prompted", "evidence", "label"]
KINDS: list[SegmentKind] = ["body", "headline", "boilerplate", "caption"]
TEXT = st.text(alphabet="ab .\n\u05d0<&\u202e\U0001f600", max_size=60)


@st.composite
def _marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXT)
    place = st.integers(0, len(text))
    made = st.builds(Mark, place, place, st.sampled_from(ROLES), st.sampled_from(["", "s1", "s2", "e1"]))
    return text, draw(st.lists(made, max_size=8))


@st.composite
def _article(draw: st.DrawFn) -> Article:
    text = draw(TEXT)
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    kinds = st.sampled_from(KINDS)
    segments = tuple(Segment(a, b, draw(kinds)) for a, b in zip(edges[::2], edges[1::2], strict=False) if a < b)
    return Article("a", text, segments=segments)


@given(_marked())
def test_pieces_are_the_whole_text_and_carry_every_mark_over_them(given_: tuple[str, list[Mark]]) -> None:
    text, marks = given_
    pieces = cut((0, len(text)), marks)
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text
    full = [mark for mark in marks if mark.start < mark.end]
    for piece in pieces:
        over = {mark for mark in full if mark.start <= piece.start and piece.end <= mark.end}
        touching = {mark for mark in full if mark.start < piece.end and piece.start < mark.end}
        assert set(piece.marks) == over == touching


@given(_article(), _marked())
def test_blocks_hold_the_whole_text_and_every_item_once(article: Article, given_: tuple[str, list[Mark]]) -> None:
    marks = [mark for mark in given_[1] if mark.end <= len(article.text)]
    places = {mark.item: mark.start for mark in marks if mark.item}
    made = blocks(article, marks, places)
    text = "".join(
        article.text[block.before : block.start]
        + "".join(article.text[piece.start : piece.end] for run in block.runs for piece in run.pieces)
        for block in made
    )
    rest = article.text[made[-1].end if made else 0 :]
    assert text + rest == article.text
    assert not rest.strip()
    if made:
        assert sorted(name for block in made for name in block.items) == sorted(places)
        anchors = [name for block in made for run in block.runs for name in run.anchors]
        assert sorted(anchors) == sorted(places)
    firsts = [run.target for block in made for run in block.runs if run.first]
    assert len(firsts) == len(set(firsts))


def test_a_piece_leads_to_the_innermost_statement() -> None:
    outer, inner = Mark(0, 20, "content", "s1", "quad-vx"), Mark(5, 12, "content", "s2", "quad-vc")
    event = Mark(8, 10, "evidence", "e1", "quad-mx")
    found = cut((0, 20), [outer, inner, event])
    assert [(piece.start, piece.end, piece.target) for piece in found] == [
        (0, 5, "s1"), (5, 8, "s2"), (8, 10, "s2"), (10, 12, "s2"), (12, 20, "s1"),
    ]  # fmt: skip
    assert found[0].classes == "content quad-vx"
    assert found[2].classes == "evidence content quad-vc quad-mx-line deep"
    assert found[2].items == {"s1", "s2", "e1"}


def test_overlapping_marks_are_no_nesting() -> None:
    found = cut((0, 9), [Mark(0, 6, "content", "s1"), Mark(4, 9, "content", "s2")])
    assert [(piece.start, piece.end, piece.target) for piece in found] == [(0, 4, "s1"), (4, 6, "s2"), (6, 9, "s2")]


def test_neighbouring_pieces_of_a_statement_are_one_link_and_white_space_is_none() -> None:
    text = "He said so. And on."
    marks = [
        Mark(0, 2, "source", "s1"),
        Mark(3, 7, "cue", "s1"),
        Mark(8, 10, "content", "s1"),
        Mark(11, 12, "cue", "s2"),
    ]
    (block,) = blocks(Article("a", text), marks, {"s1": 8, "s2": 11})
    assert [(run.target, run.anchors, run.first) for run in block.runs if run.target or run.anchors] == [
        ("s1", (), True),
        ("s1", (), False),
        ("s1", ("s1",), False),
        ("", ("s2",), False),
    ]


def test_blocks_know_their_kinds_and_what_begins_in_them() -> None:
    text = "Title\n\nOne said yes.\n\nCookies?"
    segments = (Segment(0, 5, "headline"), Segment(7, 20, "body"), Segment(22, 30, "boilerplate"))
    statement = Statement("s1", "indirect", "state", 0.9, ((7, 10),), ((11, 15),), ((16, 19),), Speaker(name="One"))
    event = Event("e1", "AGREE", ("XVA",), (), "occurred", 2.5, 0.9, ((7, 19), (0, 5)))
    found = blocks(
        Article("a", text, segments=segments),
        marks_of([statement], [event], ({"state": "quad-none"}, {"AGREE": "quad-vc"})),
        places_of([statement], [event]),
    )
    assert [(block.kind, block.items) for block in found] == [
        ("headline", ()), ("body", ("e1", "s1")), ("boilerplate", ()),
    ]  # fmt: skip
    assert around(found, [(16, 19)]) == found[:2]
    assert around(found, []) == found[:1]
    assert around((), [(0, 1)]) == ()


def test_what_has_no_place_is_told_of_where_the_text_begins() -> None:
    nowhere = Statement("s1", "indirect", "state", 0.9, (), (), (), Speaker())
    assert places_of([nowhere], []) == {"s1": 0}
