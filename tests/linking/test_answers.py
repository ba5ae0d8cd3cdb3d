"""What is named as the thing that is answered, and what takes an item for an answer at all; on invented articles."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.linking.test_exchanges import DAY, item
from verbale.linking import exchanges
from verbale.linking.answers import Answers, occasions, rare_words
from verbale.linking.exchanges import Exchange, within
from verbale.linking.items import Item
from verbale.linking.likeness import paragraph_breaks, score
from verbale.linking.plausible import plausible, two_sides

DEMARCHE = (
    "TAMSEL: Norrland handed a demarche to the envoy of Sudmark over the recent joint statement of Sudmark and "
    "Westmark that called on Norrland to close the camps on its border.\n"
    "The envoy was summoned to the Foreign Office on Monday, a press release said.\n"
    "Norrland conveyed its “disappointment at the unfounded and one-sided references”.\n"
    "It has already rejected the “mention of Norrland” in the joint statement as “unfounded and one-sided”.\n"
    "When asked to comment on Norrland’s reaction, Sudmark’s spokesman Ivo Tarl said: “We remain committed to working "
    "with Norrland on the safety of the border.”\n"
    "“We speak about the camps with its officials every month,” he added."
)
SANCTIONS = (
    "Sudmark denied that there was any rift with Norrland after it imposed sanctions on four foundries of Westmark.\n\n"
    "“This is a firm friendship,” its spokesman Ivo Tarl said on Tuesday.\n\n"
    "Last week, Sudmark imposed sanctions on four foundries, which are said to cast parts for Norrland’s rockets.\n\n"
    "However, following the Sudmark decision to impose sanctions, Norrland’s Foreign Office rejected the “political "
    "use” of export rules, as it had done before."
)


def said(id: str, words: str, text: str, **fields: Any) -> Item:
    return item(id, words, text, **fields)


def done(id: str, words: str, text: str, **fields: Any) -> Item:
    return item(id, words, text, kind="event", **fields)


def links(items: list[Item], text: str) -> dict[str, Exchange]:
    return {link.response: link for link in within(items, text)}


def demarche() -> list[Item]:
    nor: dict[str, Any] = {"actors": ["NOR"], "targets": ["SUD"]}
    sud: dict[str, Any] = {"actors": ["SUD"], "targets": ["NOR"], "names": ["tarl"]}
    both: dict[str, Any] = {"actors": ["NOR"], "targets": ["SUD", "WES"]}
    asked = DEMARCHE.index("When asked"), DEMARCHE.index(", Sudmark’s spokesman")
    return [
        done("a#e1", "handed a demarche to the envoy of Sudmark", DEMARCHE, type="ACCUSE", subtype="demarche", **nor),
        done("a#e2", "called on Norrland to close the camps", DEMARCHE, type="REQUEST", actors=["SUD", "WES"],
             targets=["NOR"]),
        said("a#s1", "disappointment at the unfounded and one-sided references", DEMARCHE, act="concern",
             cue="conveyed", first=DAY, **both),
        said("a#s2", "the “mention of Norrland” in the joint statement", DEMARCHE, act="reject", cue="rejected",
             **both),
        said("a#s3", "We remain committed to working with Norrland", DEMARCHE, act="commit", cue="said",
             prompted_by=(asked,), **sud),
        said("a#s4", "We speak about the camps with its officials", DEMARCHE, act="state", cue="added", **sud),
    ]  # fmt: skip


def test_concern_over_what_was_called_for_and_the_answer_to_the_reaction_as_a_whole() -> None:
    found = links(demarche(), DEMARCHE)
    assert found["a#s1"].to == "a#e2"
    assert found["a#s2"].to == "a#e2"
    assert found["a#s3"].to == "a#e1"
    assert "names the reaction" in found["a#s3"].reason
    assert found["a#s3"].score >= exchanges.WITHIN


def test_a_demarche_answers_the_statement_that_it_is_about() -> None:
    found = links(demarche(), DEMARCHE)
    assert found["a#e1"].to == "a#e2"


def test_a_decision_is_what_was_decided_and_not_a_word_about_it() -> None:
    sud: dict[str, Any] = {"actors": ["SUD"], "names": ["tarl"]}
    items = [
        said("b#s1", "there was any rift with Norrland after it imposed sanctions on four foundries", SANCTIONS,
             act="deny", cue="denied", targets=["NOR"], **sud),
        said("b#s2", "This is a firm friendship", SANCTIONS, act="support", cue="said", targets=["NOR"], **sud),
        done("b#e1", "imposed sanctions on four foundries, which", SANCTIONS, type="SANCTION", subtype="sanctions",
             actors=["SUD"], targets=["WES"]),
        said("b#s3", "the “political use” of export rules", SANCTIONS, act="reject", cue="rejected", actors=["NOR"],
             targets=["SUD"]),
    ]  # fmt: skip
    found = links(items, SANCTIONS)
    assert found["b#s3"].to == "b#e1"


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("denied the charge", ["charge"]),
        ("denied charges", ["charges"]),
        ("the new sanctions", ["sanctions"]),
        ("called Sudmark’s remarks childish", ["remarks"]),
        ("said that they would report in order to move", []),
        ("said Dan Levy of the institute", []),
        ("was in charge of the camp", []),
        ("The statement added that it was late", []),
        ("gave little in return, the minister said in a statement", []),
        ("a threat of sanctions", []),
        ("expressed disappointment at the references", ["references"]),
    ],
)
def test_objects_are_named_only_where_they_are_known_ones(text: str, nouns: list[str]) -> None:
    assert [one.noun for one in {one.noun: one for one in Answers.load().named(f"It {text}.")}.values()] == nouns


def test_a_word_that_begins_like_a_reply_is_none() -> None:
    answers = Answers.load()
    assert "replies" not in answers.cue("wants to go on countering threats")
    assert "replies" not in answers.cue("on counter-smuggling")
    assert "replies" in answers.cue("countered")


def test_the_occasion_of_what_is_said() -> None:
    assert rare_words("sanctions imposed") <= occasions(
        "However, following the decision to impose sanctions, it said no."
    )
    assert not occasions("The minister was late.")


def test_paragraphs_end_at_blank_lines_or_at_lines_where_there_are_none() -> None:
    assert len(paragraph_breaks("a\n\nb\nc\n\nd")) == 2
    assert len(paragraph_breaks("a\nb\nc\nd\n\ne\nf\ng")) == 7


def pair(**fields: Any) -> tuple[Item, Item]:
    response = item("c#s2", "that is not so", act="deny", actors=["NOR"], targets=["SUD"], **fields)
    return response, item("c#s1", "they moved the stones", act="accuse", actors=["SUD"], targets=["NOR"])


def test_two_sides_are_surely_found_and_one_is_turned_to_the_other() -> None:
    response, prompt = pair()
    assert two_sides(response, prompt)
    assert not two_sides(replace(response, confidence=0.5), prompt)
    assert not two_sides(replace(response, actors=frozenset({"SUD"})), prompt)
    unturned = replace(prompt, targets=frozenset({"WES"}))
    assert not two_sides(replace(response, targets=frozenset()), unturned)


def test_whoever_speaks_for_no_state_is_answered_only_in_so_many_words() -> None:
    response, prompt = pair()
    critic = replace(prompt, actors=frozenset(), names=frozenset({"dask"}))
    assert two_sides(response, critic)
    assert plausible(response, critic, {"last speaker": 1.0, "own replies": 1.0})
    assert not plausible(response, critic, {"last speaker": 1.0, "act": 1.0, "name": 1.0})


@pytest.mark.parametrize(
    ("features", "expected"),
    [
        ({}, False),
        ({"act": 1.0, "reverse": 1.0, "all words": 0.2}, False),
        ({"name": 1.0, "in lead": 1.0}, False),
        ({"own replies": 1.0}, False),
        ({"own replies": 1.0, "last speaker": 1.0}, True),
        ({"own refusals": 1.0, "object": 1.0}, False),
        ({"own refusals": 1.0, "object told": 1.0, "last speaker": 1.0}, True),
        ({"own welcomes": 1.0, "act": 1.0, "all words": 0.9}, False),
        ({"reverse": 1.0, "last speaker": 1.0}, False),
        ({"reverse": 1.0, "last speaker": 1.0, "act": 1.0}, True),
    ],
)
def test_a_sign_of_an_answer_is_asked_for(features: dict[str, float], expected: bool) -> None:
    assert plausible(*pair(), {"words": 0.0, **features}) is expected


def test_visits_are_not_answered_unless_they_are_named() -> None:
    response, prompt = pair()
    visit = replace(prompt, kind="event", act="", type="CONSULT", confidence=0.9)
    signs = {"own refusals": 1.0, "act": 1.0, "all words": 0.9, "last speaker": 1.0}
    assert plausible(response, prompt, signs)
    assert not plausible(response, visit, signs)
    assert plausible(response, visit, {**signs, "object told": 1.0})


def test_whoever_will_not_comment_answers_a_reporter() -> None:
    response, prompt = pair()
    silent = replace(response, act="decline")
    signs = {"own refusals": 1.0, "object told": 1.0, "last speaker": 1.0, "reverse": 1.0}
    assert not plausible(silent, prompt, signs)
    assert plausible(silent, prompt, {**signs, "object asked": 1.0})


def test_what_may_happen_answers_nothing() -> None:
    response, prompt = pair()
    signs = {"own replies": 1.0, "last speaker": 1.0}
    assert plausible(response, prompt, signs)
    assert not plausible(replace(response, status="hypothetical"), prompt, signs)


def test_what_a_question_names_is_likely_answered() -> None:
    weights = {"bias": -4.0}
    assert score({"reverse": 1.0}, weights) < 0.1
    assert score({"reverse": 1.0, "object asked": 1.0}, weights) >= 0.6
