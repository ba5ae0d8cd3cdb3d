"""Shortcuts by which items are compared: they lose no pair that would be accepted."""

from __future__ import annotations

from itertools import combinations

import pytest

from benchmarks.keyed_items import affairs, coded_events, event, statement
from verbale.linking import same
from verbale.linking.items import Item


def keyed(kind: str) -> list[list[Item]]:
    """The keyed passages of each of the invented affairs."""
    found = []
    for affair in affairs():
        if kind == "statement":
            found.append([statement(affair, passage, n) for n, passage in enumerate(affair.said())])
        else:
            groups = enumerate(zip(affair.sets("same_events"), coded_events()[affair.name], strict=True))
            found.append([event(affair, passage, n, code) for n, (group, code) in groups for passage in group])
    return found


@pytest.mark.parametrize("kind", ["statement", "event"])
def test_what_is_accepted_passes_the_filter_and_meets(kind: str) -> None:
    decide = same.same_statement if kind == "statement" else same.same_event
    by_affair = keyed(kind)
    pairs = [pair for items in by_affair for pair in combinations(items, 2)]
    sketches = {id(item): same.sketch_of(item) for items in by_affair for item in items}
    accepted = passed = 0
    for a, b in pairs:
        first, second = (same.Filter(one).passes(sketches[id(other)]) for one, other in ((a, b), (b, a)))
        passed += first
        if decide(a, b):
            accepted += 1
            assert first
            assert second
            one, other = same.spans(a), same.spans(b)
            assert any(one[key][0] <= other[key][1] and other[key][0] <= one[key][1] for key in one.keys() & other)
    assert accepted > 50
    assert passed < len(pairs) / 4
