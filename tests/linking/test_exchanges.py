"""Exchanges on invented articles."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.articles.build import article_from_text
from verbale.events.ontology import Ontology
from verbale.linking import exchanges, likeness
from verbale.linking.answers import CUES, Answers, parsed, rare_words
from verbale.linking.exchanges import Exchange, across, asks, threads, window, within
from verbale.linking.items import Item
from verbale.linking.surroundings import Around, around

ACTS = {
    "state", "confirm", "deny", "decline", "support", "commit", "request", "concern", "accuse", "reject", "threaten",
}  # fmt: skip
DAY = dt.date(2031, 5, 6)

PRESS = (
    "Norrland accused Sudmark of dumping tailings into the lake.\n\n"
    "“Three barges were seen at the sluice by night,” Environment Minister Ada Brenn said on Tuesday.\n\n"
    "Sudmark's Foreign Office rejected the accusation. “No barge of ours has been near the sluice,” spokesman Ivo "
    "Tarl replied.\n\n"
    "In other news, Westmark opened a school of navigation. “It has a very good roof,” its consul said."
)

BRIEFING = """Foreign Office of Sudmark
Daily Press Briefing
May 6, 2031

MR TARL: Good morning. I have nothing to announce today, so let us go straight to it.

QUESTION: Norrland handed your ambassador a demarche on the sluice yesterday. Will you answer it?

MR TARL: We have read the demarche, and we reject every word in it about the sluice.

QUESTION: On another matter, will the minister travel to the fair next week?

MR TARL: No. The calendar of the minister was full before anybody asked.
"""


def item(id: str, words: str, text: str = "", **fields: Any) -> Item:
    """A statement, or an event where ``kind`` says so, at the place of its words in a text."""
    at = max(0, text.find(words))
    made: dict[str, Any] = {"kind": "statement", "published": DAY} | fields
    for name in ("actors", "targets", "names", "topics"):
        made[name] = frozenset(made.get(name, ()))
    return Item(id=id, article=id.partition("#")[0], place=(at, at + len(words)), words=words, **made)


def press() -> list[Item]:
    nor, sud = {"actors": ["NOR"], "targets": ["SUD"]}, {"actors": ["SUD"], "targets": ["NOR"]}
    made = [
        item("a#s1", "dumping tailings into the lake", PRESS, act="accuse", type="ACCUSE", cue="accused", **nor),
        item("a#s2", "Three barges were seen at the sluice by night", PRESS, act="accuse", names=["brenn"], **nor),
        item(
            "a#s3", "No barge of ours has been near the sluice", PRESS, act="deny", names=["tarl"], cue="replied", **sud
        ),
        item("a#s4", "It has a very good roof", PRESS, act="support", actors=["WES"], cue="said"),
    ]
    assert all(one.place[0] > 0 for one in made)
    return made


def test_a_denial_answers_the_charge_before_it_and_nothing_else_is_linked() -> None:
    links = within(press(), PRESS)
    assert [link.response for link in links] == ["a#s3"]
    assert links[0].to in {"a#s1", "a#s2"}
    assert exchanges.WITHIN <= links[0].score <= 1
    assert "right after it" in links[0].reason or "names the accusation" in links[0].reason


FAR = (
    "Norrland said its ties with Sudmark were sound, days after it imposed sanctions on two mills that saw timber for "
    "Sudmark.\n\n"
    "“We value this friendship,” Environment Minister Ada Brenn told reporters on Tuesday. “It has many roots.”\n\n"
    "Following Norrland's decision to impose sanctions, however, Sudmark's Foreign Office rejected the “abuse” of "
    "timber rules."
)


def test_what_was_the_occasion_is_answered_from_afar() -> None:
    nor, sud = {"actors": ["NOR"], "targets": ["SUD"]}, {"actors": ["SUD"], "targets": ["NOR"]}
    sanction = {"kind": "event", "type": "SANCTION", "status": "occurred"}
    items = [
        item(
            "a#e1", "days after it imposed sanctions on two mills that saw timber for Sudmark", FAR, **sanction, **nor
        ),
        item("a#s1", "We value this friendship", FAR, act="support", cue="told", names=["brenn"], **nor),
        item("a#s2", "the “abuse” of timber rules", FAR, act="reject", cue="rejected", **sud),
    ]
    (link,) = within(items, FAR)
    assert (link.response, link.to) == ("a#s2", "a#e1")


@pytest.mark.parametrize(("subtype", "linked"), [("demarche", True), (None, False)])
def test_a_practice_is_linked_though_found_with_less_certainty(subtype: str | None, linked: bool) -> None:
    text = (
        "Norrland handed a demarche to the envoy of Sudmark on Tuesday over the sluice.\n\n"
        "When asked to comment on Norrland's reaction, spokesman Ivo Tarl said: “We stay committed to the lake.”"
    )
    nor, sud = {"actors": ["NOR"], "targets": ["SUD"]}, {"actors": ["SUD"], "targets": ["NOR"]}
    asked = (text.index("When asked"), text.index(", spokesman"))
    handed = {"kind": "event", "type": "ACCUSE", "subtype": subtype, "status": "occurred", "confidence": 0.55}
    items = [
        item(
            "a#e1",
            "Norrland handed a demarche to the envoy of Sudmark on Tuesday over the sluice",
            text,
            **handed,
            **nor,
        ),
        item(
            "a#s1",
            "We stay committed to the lake",
            text,
            act="commit",
            cue="said",
            names=["tarl"],
            prompted_by=(asked,),
            **sud,
        ),
    ]
    assert [(link.response, link.to) for link in within(items, text)] == [("a#s1", "a#e1")] * linked


def briefing() -> tuple[list[Item], str, Any]:
    article = article_from_text(BRIEFING, id="b")
    assert article.form == "transcript"
    said = {"actors": ["SUD"], "names": ["tarl"]}
    q2 = "On another matter, will the minister travel to the fair next week?"
    handed = "Norrland handed your ambassador a demarche on the sluice"
    items = [
        item(
            "b#e1", handed, BRIEFING, kind="event", type="ACCUSE", subtype="demarche", actors=["NOR"], targets=["SUD"]
        ),
        item("b#s1", f"{handed} yesterday. Will you answer it?", BRIEFING, act="request"),
        item("b#s2", "we reject every word in it about the sluice", BRIEFING, act="reject", targets=["NOR"], **said),
        item("b#s3", q2, BRIEFING, act="request"),
        item("b#s4", "The calendar of the minister was full before anybody asked.", BRIEFING, act="state", **said),
    ]
    return items, BRIEFING, article.turns


def test_a_briefing_answers_what_the_question_is_about_else_the_question() -> None:
    items, text, turns = briefing()
    links = {link.response: link for link in within(items, text, turns)}
    assert set(links) == {"b#s2", "b#s4"}
    assert (links["b#s2"].to, links["b#s2"].basis) == ("b#e1", "question")
    assert (links["b#s4"].to, links["b#s4"].basis) == ("b#s3", "question")
    assert "answers the question" in links["b#s4"].reason


def test_a_plain_no_answers_the_question() -> None:
    text = BRIEFING.replace("The calendar of the minister was full before anybody asked.", "")
    turns = article_from_text(text, id="b").turns
    question = item("b#s3", "will the minister travel to the fair next week?", text, act="request")
    no = item("b#s4", "No.", text, act="state", actors=["SUD"])
    assert [(link.response, link.to) for link in within([no, question], text, turns)] == [("b#s4", "b#s3")]


@given(st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_the_order_of_items_makes_no_difference(rand: random.Random) -> None:
    items, text, turns = briefing()
    expected = within(items, text, turns)
    rand.shuffle(items)
    assert within(items, text, turns) == expected


def test_the_statement_of_an_event_is_not_its_answer() -> None:
    items = press()
    said = replace(items[2], id="a#e9", kind="event", type="REJECT", place=(0, 8), said="a#s3")
    links = within([*items, said], PRESS)
    assert ("a#e9", "a#s3") not in {(link.response, link.to) for link in links}
    assert ("a#s3", "a#e9") not in {(link.response, link.to) for link in links}


def expulsions() -> tuple[Item, list[Item]]:
    """Two diplomats for two, and other things that the same states did and said in these weeks."""
    event: dict[str, Any] = {"kind": "event", "status": "occurred"}
    answer = item(
        "z#e1", "Sudmark expelled two diplomats of Norrland", type="SANCTION", subtype="expulsion",
        actors=["SUD"], targets=["NOR"], topics=["diplomacy"], first=DAY, last=DAY, **event,
    )  # fmt: skip
    day = DAY - dt.timedelta(days=4)
    nor: dict[str, Any] = {"actors": ["NOR"], "targets": ["SUD"], "published": day, "first": day, "last": day}
    earlier = [
        item("y#e1", "Norrland expelled two diplomats of Sudmark", type="SANCTION", subtype="expulsion",
             topics=["diplomacy"], **nor, **event),
        item("x#s1", "the herring has been good this year", act="support", **nor),
        item("w#e1", "Westmark expelled an attache of Ostmark", type="SANCTION", subtype="expulsion",
             **{**nor, "actors": ["WES"], "targets": ["OST"]}, **event),
        item("v#e1", "the two ministers met for lunch", type="CONSULT", **nor, **event),
    ]  # fmt: skip
    return answer, earlier


def test_an_expulsion_answers_the_expulsion_in_the_reverse_direction() -> None:
    answer, earlier = expulsions()
    link = across(answer, earlier)
    assert link is not None
    assert (link.response, link.to, link.basis) == ("z#e1", "y#e1", "reverse pair")
    assert "4 days later" in link.reason
    assert link == across(answer, earlier[::-1])


def test_a_joint_statement_is_answered_by_the_demarche_over_it() -> None:
    words = "Sudmark handed a demarche to the envoy of Norrland over the recent joint statement of both on the lake."
    demarche = item(
        "b#e1", "Sudmark handed a demarche to the envoy of Norrland", kind="event", type="ACCUSE", subtype="demarche",
        status="occurred", actors=["SUD"], targets=["NOR"], first=DAY, last=DAY,
    )  # fmt: skip
    paper: dict[str, Any] = {
        "kind": "statement",
        "act": "request",
        "type": "REQUEST",
        "actors": ["NOR", "WES"],
        "targets": ["SUD"],
    }
    days: dict[str, Any] = {
        "first": DAY - dt.timedelta(4),
        "last": DAY - dt.timedelta(4),
        "published": DAY - dt.timedelta(4),
    }
    asked = item("a#s1", "to stop every barge at once", subtype="joint-statement", **paper, **days)
    other = replace(asked, id="a#s2", subtype="")
    link = across(demarche, [asked, other], Around(lead=words))
    assert link is not None
    assert link.to == "a#s1"
    assert across(demarche, [other], Around(lead=words)) is None


def test_a_remark_on_what_both_sides_speak_of_answers_nothing_of_another_article() -> None:
    day: dict[str, Any] = {"first": DAY, "last": DAY}
    said = item(
        "b#s1", "The lake and its sluice are part of the talks", act="state", cue="said", actors=["SUD"],
        targets=["NOR"], **day,
    )  # fmt: skip
    charge = item("a#s1", "barges at the sluice of the lake", act="accuse", actors=["NOR"], targets=["SUD"], **day)
    assert across(said, [charge]) is None


def test_nothing_is_answered_that_is_later_of_another_pair_or_of_the_same_article() -> None:
    answer, earlier = expulsions()
    assert across(answer, earlier[1:]) is None
    assert across(answer, []) is None
    later = DAY + dt.timedelta(days=1)
    assert across(answer, [replace(earlier[0], first=later, last=later, published=later)]) is None
    assert across(answer, [replace(earlier[0], article="z")]) is None


def test_the_question_tells_what_is_answered_in_another_article() -> None:
    answer = item("q#s1", "It will not be given back", act="reject", actors=["SUD"], targets=["NOR"])
    day = DAY - dt.timedelta(days=2)
    earlier = [
        item("p#s1", "to give the bronze bell of Tamsel back", act="request", type="REQUEST", actors=["NOR"],
             targets=["SUD"], published=day),
        item("p#s2", "to lower the fees for lorries", act="request", type="REQUEST", actors=["NOR"], targets=["SUD"],
             published=day),
    ]  # fmt: skip
    asked = Around(
        question="Norrland demanded the bronze bell of Tamsel back on Sunday. What is your answer to the demand?"
    )
    link = across(answer, earlier, asked)
    assert link is not None
    assert link.to == "p#s1"
    assert "names the demand" in link.reason


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"act": "deny"}, True),
        ({"act": "deny", "actors": ()}, False),
        ({"act": "deny", "confidence": 0.5}, False),
        ({"act": "state", "cue": "replied"}, False),
        ({"act": "decline", "prompted_by": ((3, 9),)}, False),
        ({"kind": "event", "type": "SANCTION"}, True),
        ({"kind": "event", "type": "SANCTION", "confidence": 0.6}, False),
        ({"kind": "event", "type": "SANCTION", "status": "negated"}, False),
        ({"kind": "event", "type": "CONSULT"}, False),
        ({"kind": "event", "type": "REQUEST", "subtype": "demarche"}, True),
    ],
)
def test_asks(fields: dict[str, Any], expected: bool) -> None:
    assert asks(item("a#1", "some words", **{"actors": ["NOR"], **fields})) is expected


def test_the_window_ends_on_the_day_and_reaches_back_to_a_named_date() -> None:
    plain = item("a#s1", "we do not agree with that")
    assert window(plain) == (DAY - dt.timedelta(days=21), DAY)
    dated = item("a#s2", "we reject the joint statement of 12 January")
    assert window(dated) == (dt.date(2031, 1, 12), DAY)
    assert window(plain, Around(question="What about the letter of 2 February?"))[0] == dt.date(2031, 2, 2)
    with pytest.raises(ValueError, match="no day"):
        window(replace(plain, published=None))


def test_threads_follow_the_surest_link_and_break_circles() -> None:
    def link(response: str, to: str, score: float = 0.9) -> Exchange:
        return Exchange(response, to, score, "", "reverse pair")

    links = [link("c", "b"), link("b", "a"), link("d", "b"), link("d", "x", 0.7), link("a", "c", 0.6)]
    assert threads(links) == [("a", "b", "c"), ("a", "b", "d")]
    assert threads(reversed(links)) == threads(links)
    assert threads([]) == []


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.floats(0, 1)), max_size=12))
def test_threads_are_chains_of_the_links(found: list[tuple[str, str, float]]) -> None:
    links = [Exchange(a, b, score, "", "reverse pair") for a, b, score in found]
    pairs = {(one.to, one.response) for one in links}
    for chain in threads(links):
        assert len(chain) == len(set(chain)) >= 2
        assert all(step in pairs for step in pairwise(chain))


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200))
def test_surroundings_of_any_place(text: str, a: int, b: int) -> None:
    low, high = sorted((min(a, len(text)), min(b, len(text))))
    one = replace(item("a#s1", "x"), place=(low, high), words=text[low:high])
    found = around(one, text)
    assert found.lead_at is not None
    assert 0 <= found.lead_at[0] <= low
    assert found.lead_at[1] <= len(text)


@given(st.text("ab'’-. ,\n", max_size=40), st.integers(120, 190))
def test_an_occasion_is_told_in_whole_words(text: str, length: int) -> None:
    words = f"It is over-classification in response to {'classified records ' * 12}"[:length] + text
    response = likeness.read(item("a#s1", "Words of no account"), Around(lead=words))
    assert response.occasion <= response.told


def test_the_lead_holds_the_sentence_before_unless_it_quotes() -> None:
    found = around(press()[2], PRESS)
    assert found.lead.startswith("Sudmark's Foreign Office rejected the accusation.")
    assert "replied" in found.lead
    text = "“It rained,” said Brenn. “It did not,” Tarl answered."
    assert "said Brenn" not in around(item("a#s1", "It did not", text), text).lead


def test_objects_are_named_as_known_ones() -> None:
    answers = Answers.load()
    assert [one.noun for one in answers.named("rejected the joint statement of Tuesday")] == ["joint statement"]
    assert answers.named("issued a joint statement on Tuesday") == ()
    charge = answers.named("denied the charge")[0]
    assert charge.fits(item("a#s1", "x", act="accuse"))
    assert not charge.fits(item("a#s2", "x", act="commit"))


def test_rare_words_agree_in_their_forms_and_numbers() -> None:
    assert rare_words("the proposals") & rare_words("he proposed")
    assert rare_words("fourteen sailors") == rare_words("14 sailors")
    assert rare_words("the minister said that it was") == frozenset()


def test_the_file_names_what_there_is() -> None:
    data, ontology = parsed(), Ontology.load()
    assert all(data[name] for name in CUES)
    for name, one in data["objects"].items():
        assert set(one) <= {"nouns", "acts", "types", "subtypes", "words", "whole"}, name
        assert one["nouns"], name
        assert set(one.get("acts", ())) <= ACTS, name
        assert set(one.get("types", ())) <= set(ontology.types), name
        assert set(one.get("subtypes", ())) <= set(ontology.subtypes), name
    kinds = {*data["kinds"]["acts"].values(), *data["kinds"]["types"].values()}
    assert set(data["kinds"]["acts"]) == ACTS == set(data["answering"]["acts"])
    assert set(data["kinds"]["types"]) == set(ontology.types) == set(data["answering"]["types"])
    for listed in (*data["answering"]["acts"].values(), *data["answering"]["types"].values()):
        assert set(listed) <= kinds
    assert set(data["asks"]["acts"]) <= ACTS
    assert {*data["asks"]["types"], *data["in_kind"]} <= set(ontology.types)
    assert set(data["asks"]["subtypes"]) <= set(ontology.subtypes)


def test_every_weight_is_one_of_a_feature() -> None:
    items, text, turns = briefing()
    places = likeness.Places(items, text, turns)
    of = likeness.read(items[2], around(items[2], text, turns, items))
    free = {
        "bias",
        *CUES,
        *(f"own {name}" for name in CUES),
        *(f"as {name}" for name in (*ACTS, *Ontology.load().types)),
    }
    inside = set(places.features(of, items[0]))
    outside = set(likeness.apart(of, items[0], items[1]))
    assert set(exchanges.model()["within"]) <= inside | free
    assert set(exchanges.model()["across"]) <= outside | free
