"""Who is named where: mentions, sources, pronouns."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.events.made import article, span
from verbale.actors.naming import mentions
from verbale.actors.registry import Registry
from verbale.actors.resolve import SpeakerQuery, resolver
from verbale.events.parties import Party, inside, parties
from verbale.examples import REGISTRY
from verbale.schema import Speaker, Statement, StatementKind


@cache
def known() -> Registry:
    return Registry.load([REGISTRY])


@pytest.fixture
def registry() -> Registry:
    return known()


def of(text: str, registry: Registry, *statements: Statement) -> list[Party]:
    queries = [SpeakerQuery(s.source, s.cue, s.content) for s in statements]
    reader = resolver(article(text), queries, registry)
    resolved = [replace(s, speaker=reader.read(q).speaker) for s, q in zip(statements, queries, strict=True)]
    return parties(reader, mentions(reader, []), resolved)


def told(text: str, registry: Registry, *statements: Statement) -> list[tuple[str, str]]:
    return [(text[p.start : p.end], p.code) for p in of(text, registry, *statements)]


def said(text: str, source: str, cue: str, content: str, kind: StatementKind = "direct") -> Statement:
    return Statement(
        "s1", kind, "state", 0.9, (span(text, source),), (span(text, cue),), (span(text, content),), Speaker()
    )


def test_states_bodies_and_persons_count_with_their_code(registry: Registry) -> None:
    text = "Kestria met Pella Ostrane and the Meridonian Senate in the League of Littoral States."
    found = told(text, registry)
    assert [code for _, code in found] == ["XKE", "XVA", "XME", "LLS"]
    assert found[1] == ("Pella Ostrane", "XVA")


def test_who_has_no_code_is_nobody(registry: Registry) -> None:
    assert told("The Harbour Courier wrote to Bram Teskell.", registry) == []


def test_a_source_counts_though_it_is_a_role(registry: Registry) -> None:
    text = "Danek Orlu left. “It is over,” the spokesman said."
    assert told(text, registry)[1:] == []
    found = told(text, registry, said(text, "the spokesman", "said", "“It is over,”"))
    assert found == [("Danek Orlu", "XKE"), ("the spokesman", "XKE")]


def test_we_in_quoted_words_is_the_speakers_side(registry: Registry) -> None:
    text = "“We told our friends in Ilmaria to leave us,” Danek Orlu said."
    found = told(text, registry, said(text, "Danek Orlu", "said", "“We told our friends in Ilmaria to leave us,”"))
    assert found == [("We", "XKE"), ("our", "XKE"), ("Ilmaria", "XIL"), ("us", "XKE"), ("Danek Orlu", "XKE")]


def test_we_outside_quotations_is_nobody(registry: Registry) -> None:
    text = "Danek Orlu said that we were right."
    assert ("we", "XKE") not in told(text, registry, said(text, "Danek Orlu", "said", "that we were right", "indirect"))
    assert told("Our readers know what we think.", registry) == []


def test_it_is_the_state_that_opens_the_sentence(registry: Registry) -> None:
    found = told("Kestria said it would leave the pact.", registry)
    assert found == [("Kestria", "XKE"), ("it", "XKE")]


def test_she_is_the_person_named_before(registry: Registry) -> None:
    text = "Neria Calvost flew to Brenholt. Ms Calvost said she would return."
    found = told(text, registry)
    assert ("she", "XIL") in found


def test_pronouns_inside_quotations_are_left_open(registry: Registry) -> None:
    text = "Kestria left. “It will regret it,” Otmar Feyd said."
    found = told(text, registry, said(text, "Otmar Feyd", "said", "“It will regret it,”"))
    assert [code for _, code in found] == ["XKE", "LLS"]


def test_they_is_nobody(registry: Registry) -> None:
    assert told("Kestria and Valdoria said they would meet.", registry) == [("Kestria", "XKE"), ("Valdoria", "XVA")]


def test_parties_of_a_stretch_by_code_in_order() -> None:
    found = [Party(0, 7, "XKE", "place"), Party(12, 20, "XVA", "place"), Party(30, 32, "XKE", "pronoun")]
    assert inside(found, (0, 32)) == {"XKE": [(0, 7), (30, 32)], "XVA": [(12, 20)]}
    assert list(inside(found, (8, 32))) == ["XVA", "XKE"]
    assert inside(found, (1, 19)) == {}


_WORDS = [
    "Kestria",
    "Kestrian",
    "the Foreign Office",
    "Pella Ostrane",
    "she",
    "it",
    "We",
    "our",
    "said",
    "“",
    "”",
    ".",
    "\n",
]


@given(st.lists(st.sampled_from([*_WORDS, "Valdoria's", "their", "US", "told", ","]), max_size=30), st.data())
def test_parties_never_overlap_and_lie_in_the_text(words: list[str], data: st.DataObject) -> None:
    text = "Kestria " + " ".join(words)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4, unique=True)))
    source, cue, content = (((a, b),) for a, b in pairwise(cuts))
    statement = Statement("s1", "direct", "state", 0.9, source, cue, content, Speaker())
    last = 0
    for party in of(text, known(), statement):
        assert last <= party.start < party.end <= len(text)
        assert party.code
        last = party.end
