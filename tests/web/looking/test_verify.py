"""Verify: the verdict in words, what differs, and the nearest wordings."""

from __future__ import annotations

from fastapi.testclient import TestClient

from tests.web.looking.pages import links, main, page_of, words
from verbale.linking.verify import Quotable, check
from verbale.web.beside import differs, wordings


def test_the_form_alone(room: TestClient) -> None:
    tree = page_of(room, "/verify")
    assert main(tree).xpath(".//textarea[@name='quote'][@required]")
    assert not tree.find_class("finding")


def test_words_that_were_said(room: TestClient) -> None:
    tree = page_of(room, "/verify?quote=We+are+not+thinking+of+sanctions+against+a+neighbour")
    (verdict,) = tree.find_class("verdict")
    assert words(verdict) == "Said in these words"
    best = tree.find_class("finding")[0]
    assert not best.xpath(".//del | .//ins")
    assert any(one.startswith("/statement/") for one in links(best))
    assert any("?show=" in one for one in links(best))


def test_words_that_were_altered_are_marked(room: TestClient) -> None:
    tree = page_of(room, "/verify?quote=We+are+thinking+of+sanctions+against+every+neighbour")
    best = tree.find_class("finding")[0]
    assert words(tree.find_class("verdict")[0]) == "Said in other words"
    assert any("every" in words(one) for one in best.iter("del"))
    assert any("not" in words(one) for one in best.iter("ins"))
    assert "negation dropped" in words(best)
    assert "alike" in words(best)
    assert words(tree.find_class("legend")[0]).startswith("the quotation's words")


def test_the_speaker_counts(room: TestClient) -> None:
    said = "/verify?quote=We+are+not+thinking+of+sanctions+against+a+neighbour&speaker="
    assert words(page_of(room, said + "Valdoria").find_class("verdict")[0]) == "Said in these words"
    other = page_of(room, said + "Gunvar+Elstrin")
    assert words(other.find_class("verdict")[0]) == "Said by somebody else, in these words"
    assert other.xpath("//input[@name='speaker']/@value") == ["Gunvar Elstrin"]


def test_words_that_nobody_said(room: TestClient) -> None:
    tree = page_of(room, "/verify?quote=the+moon+is+made+of+green+cheese+and+we+own+it")
    assert words(tree.find_class("verdict")[0]) == "Not in this record"
    assert "does not mean that nobody said them" in words(main(tree))
    assert "There is no word in it" in words(main(page_of(room, "/verify?quote=...")))
    assert "4,000" in words(main(page_of(room, "/verify?quote=" + "word+" * 900, 400)))


def test_pieces_of_a_wording() -> None:
    real = "And so we will not pay the harbour fee to them, in any year."
    (found,) = check("we will pay the harbour fees to them", [Quotable("a#s1", real, "Inès Halloran")])
    (one,) = wordings(found)
    assert differs(found)
    assert one.before.strip() == "And so"
    assert one.before + "".join(piece.real for piece in one.pieces) + one.after == real
    assert {piece.kind for piece in one.pieces} >= {"same", "gap", "left out", "changed"}


def test_long_surroundings_are_cut() -> None:
    real = f"{'before ' * 60}we will pay the whole fee at noon{' after' * 60}"
    (found,) = check("we will pay the whole fee at noon", [Quotable("a#s1", real, "Inès Halloran")])
    (one,) = wordings(found)
    assert not differs(found)
    assert one.before.startswith("… before")
    assert one.after.endswith("after …")
    assert len(one.before) < 200 > len(one.after)
