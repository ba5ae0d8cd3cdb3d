"""The tense around a date."""

from __future__ import annotations

import pytest

from verbale.dates.anchor import Tense
from verbale.dates.expressions import find_expressions
from verbale.dates.tense import needs_tense, tense_near


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("Tarsonia said on Monday it would close the port.", "past"),
        ("Tarsonia said it would close the port on Monday.", "future"),
        ("The ministers are to meet in Velm on Monday.", "future"),
        ("The vote, scheduled for Monday, was put off.", "future"),
        ("The vote had been scheduled for Monday.", "past"),
        ("He will be named envoy on Monday.", "future"),
        ("He was named envoy on Monday.", "past"),
        ("On Monday, the envoy left for Velm.", "past"),
        ("On Monday, the envoy will leave for Velm.", "future"),
        ("The chief Monday issued an order to be read in schools.", "past"),
        ("They plan a rally. Shots were heard Monday.", "past"),
        ("Shots were heard. A rally is planned for Monday.", "future"),
        ("Gen. Ida Roth will speak to the Sen. Monday.", "future"),
        ("The court gave them until Monday to leave.", "future"),
        ("He spoke ahead of Monday's vote.", "future"),
        ("They would look for ways around the ruling of the court in Monday's case.", "unknown"),
        ("They must pay by Monday.", "future"),
        ("Due by Monday", "future"),
        ("The United Front of Monday", "unknown"),
        ("Ministers to meet in Velm on Monday", "future"),
        ("Monday", "unknown"),
    ],
)
def test_tense_near(text: str, tense: Tense) -> None:
    start = text.index("Monday")
    assert tense_near(text, (start, start + 6)) == tense


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("Monday", True),
        ("in March", True),
        ("this week", True),
        ("last week", False),
        ("2031", False),
        ("today", False),
    ],
)
def test_needs_tense(text: str, needed: bool) -> None:
    (expression,) = find_expressions(text)
    assert needs_tense(expression) == needed
