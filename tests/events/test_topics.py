"""The topics of statements, and of what stands around them, in articles about invented states."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.events.made import article, span, statement
from verbale.events.topics import Around, Told, around_of, topics_of
from verbale.schema import Article, Mention, Segment, Speaker, Statement, Turn

SANCTIONS = "Asked about the sanctions,"
NUCLEAR = "Will you let inspectors of the IAEA in?"


@pytest.mark.parametrize(
    ("content", "around", "told"),
    [
        ("the tariffs will stay", Around(SANCTIONS, NUCLEAR), Told(("trade",), "content")),
        ("we will not move", Around(SANCTIONS, NUCLEAR), Told(("sanctions",), "sentence")),
        ("we will not move", Around("", NUCLEAR), Told(("nuclear",), "question")),
        ("we will not move", Around(question="On tariffs, refugees and the elections?"), Told()),
        ("we will not move", Around(headline="Kestria lifts embargo", near=True), Told(("sanctions",), "headline")),
        ("we will not move", Around(headline="Kestria lifts embargo"), Told()),
        ("we will not move", Around(headline="Kestria lifts embargo before elections", near=True), Told()),
        ("we will not move", Around("at the embassy, | told lawmakers in parliament"), Told()),
        ("we will not move", Around("at the embassy, asked about the sanctions"), Told(("sanctions",), "sentence")),
        ("we will not move", None, Told()),
        ("", Around(), Told()),
    ],
)
def test_the_content_decides_before_what_stands_around_it(content: str, around: Around | None, told: Told) -> None:
    assert topics_of(content, around) == told


def test_only_topics_of_the_content_are_its_own() -> None:
    assert topics_of("the tariffs will stay").own
    assert not topics_of("we will not move", Around(SANCTIONS)).own
    assert not topics_of("we will not move").own


TEXT = (
    "Kestria lifts embargo\n\n"
    "Pella Ostrane, who heads the nuclear agency, said on Monday after the missile test that patience was running out. "
    "The weather was fine.\n\n"
    "“It is time,” she said.\n\n" + "Rain fell on the hills and on the harbour. " * 20 + "\n\n"
    "“Nothing has changed,” she said.\n\n" + "Snow fell on the hills and on the harbour. " * 25 + "\n\n"
    "“We go home,” she said."
)


def said(content: str, source: str = "she", country: str | None = "XKE") -> Statement:
    at = TEXT.index(content)
    line = TEXT.index("said", at) if source == "she" else TEXT.index("said")
    begin = TEXT.rindex(source, 0, line)
    made = replace(statement(TEXT, source, "said", content), content=((at, at + len(content)),))
    speaker = Speaker(id="ostrane", country=country)
    return replace(made, source=((begin, begin + len(source)),), cue=((line, line + 4),), speaker=speaker)


PRESS = article(TEXT, headline=True)
ABOVE = [Mention(span(TEXT, "Kestria"), "place", Speaker(country="XKE"))]


def test_the_sentence_is_read_without_source_and_content() -> None:
    source = "Pella Ostrane, who heads the nuclear agency,"
    around = around_of(said("patience was running out", source), PRESS)
    assert around.sentence == " |  said on Monday after the missile test that  | ."
    assert topics_of("patience was running out", around) == Told(("missiles",), "sentence")


@pytest.mark.parametrize(
    ("content", "mentions", "near"),
    [
        ("It is time", [], True),
        ("Nothing has changed", [], False),
        ("Nothing has changed", ABOVE, True),
        ("We go home", ABOVE, False),
    ],
)
def test_a_headline_counts_early_or_for_who_is_named_in_it(content: str, mentions: list[Mention], near: bool) -> None:
    around = around_of(said(content), PRESS, mentions)
    assert (around.headline, around.near) == ("Kestria lifts embargo", near)
    assert not around_of(replace(said("We go home"), speaker=Speaker()), PRESS, mentions).near


def test_a_title_that_is_not_in_the_text_is_a_headline() -> None:
    bare = replace(article("“It is time,” she said."), title="Kestria lifts embargo")
    made = replace(said("It is time"), source=((15, 18),), cue=((19, 23),), content=((1, 11),))
    assert around_of(made, bare).headline == "Kestria lifts embargo"


def test_what_a_statement_was_prompted_by_is_its_question() -> None:
    made = replace(said("It is time"), prompted_by=(span(TEXT, "after the missile test"),))
    assert around_of(made, PRESS).question == "after the missile test"


TALK = f"Q: {NUCLEAR}\nMR HALE: We shall see.\nMS VOSS: Thank you.\nMR HALE: And so on."


def transcript() -> Article:
    turns = []
    for line in TALK.split("\n"):
        label, _, words = line.partition(": ")
        start, begin = TALK.index(words), TALK.index(line)
        role = {"Q": "question", "MS VOSS": "other"}.get(label, "official")
        turns.append(Turn((begin, begin + len(label)), start, start + len(words), label, role))  # type: ignore[arg-type]
    parts = (Segment(0, len(TALK), "body"),)
    return Article("t", TALK, segments=parts, form="transcript", turns=tuple(turns), title="Kestria lifts embargo")


@pytest.mark.parametrize(
    ("words", "question"),
    [("We shall see.", NUCLEAR), ("And so on.", ""), (NUCLEAR, ""), ("Thank you.", "")],
)
def test_in_a_transcript_only_the_question_before_the_turn_counts(words: str, question: str) -> None:
    made = replace(said("It is time"), source=(), cue=(), content=(span(TALK, words),))
    assert around_of(made, transcript()) == Around(question=question)


def test_a_statement_without_places_has_nothing_around_it_but_the_headline() -> None:
    made = replace(said("It is time"), source=(), cue=(), content=())
    assert around_of(made, PRESS).sentence == ""
