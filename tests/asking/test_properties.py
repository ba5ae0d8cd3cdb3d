"""What holds of every query, whatever is typed."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verbale.actors.registry import Registry
from verbale.asking import Asked, Context, describe, understand

_PIECES = [
    "Valdoria", "kestria", "Kestrian", "XKE", "the", "on", "about", "to", "by", "from", "told", "denies", "denied",
    "denials", "sanctions", "sanction", "negated", "SANCTION", "trade", "since", "2016", "June", "2019", "before",
    "after", "between", "and", "or", ">", "<>", "->", "Hessel", "foreign minister", "Foreign Office", "Straits Today",
    "about:XKE", "act:deny", "act:", 'speaker:"Jorun Hessel"', "since:2016", "type:visit", '"red line"', '"', "-toll",
    "ferr*", "us", "US", "who", "last month", "3 June 2019", "what", "has", ",", "Kestria's", "demarche", "recall",
    "joint statement",
    "order:newest", "in", "2016-2018", "May", "‘x’", "\u0000", "İ", "ß", "𝔘𝔖", "(US)", "U.S.", "-", "*", ":", "until",
]  # fmt: skip
_TYPED = st.one_of(
    st.lists(st.sampled_from(_PIECES), max_size=9).map(" ".join),
    st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=4)), max_size=8).map("".join),
    st.text(max_size=60),
)
_EVERY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
_TODAY = Context(today=date(2024, 5, 15))


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


@_EVERY
@given(text=_TYPED)
def test_every_word_is_in_a_part_or_left(text: str, registry: Registry) -> None:
    asked = understand(text, registry, _TODAY)
    told = {part.said for part in asked.parts}
    assert not words(text) - sum((words(one) for one in (*told, asked.words)), Counter[str]())
    assert not words(asked.words) - words(text)
    assert all(not words(part.said) - words(text) for part in (*asked.parts, *asked.alternatives))
    assert describe(asked.browse, registry)


@_EVERY
@given(text=_TYPED)
def test_understanding_again_changes_nothing(text: str, registry: Registry) -> None:
    asked = understand(text, registry, _TODAY)
    again = understand(asked.text, registry, _TODAY)
    assert again.browse == asked.browse
    assert again.text == asked.text


@_EVERY
@given(text=_TYPED)
def test_the_words_that_are_searched_for_are_only_words(text: str, registry: Registry) -> None:
    searched = understand(text, registry, _TODAY).searched
    again = understand(searched, registry, _TODAY)
    assert (again.parts, again.browse.words) == ((), searched)


@_EVERY
@given(text=_TYPED)
def test_taking_all_parts_away_leaves_the_words(text: str, registry: Registry) -> None:
    asked: Asked = understand(text, registry, _TODAY)
    bare = asked
    for part in asked.parts:
        bare = bare.without(part)
    assert bare.parts == ()
    assert bare.words == asked.words
    assert bare.browse.words == asked.searched
    assert bare.parameters() in ([], [("q", asked.searched)])


@_EVERY
@given(text=_TYPED)
def test_alternatives_can_be_taken(text: str, registry: Registry) -> None:
    asked = understand(text, registry, _TODAY)
    for one in asked.alternatives:
        taken = asked.taking(one)
        assert one in taken.parts
        assert not words(taken.words) - words(asked.words)
