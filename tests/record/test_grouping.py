"""Groups of items from links of contents: as if every pair of items of different articles had been gone through."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.linking import same
from verbale.record.grouping import grouped

ITEMS = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), max_size=14)
LINKS = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)).map(sorted), max_size=6)


@given(ITEMS, LINKS)
@settings(max_examples=300)
def test_groups_are_those_of_all_pairs(placed: list[tuple[int, int]], links: list[list[int]]) -> None:
    items = [(f"i{n:02}", article, content) for n, (article, content) in enumerate(placed)]
    pairs = [(a[0], b[0]) for a in items for b in items if a[1] != b[1] and sorted((a[2], b[2])) in links]
    wanted = same.groups({name for pair in pairs for name in pair}, pairs)
    assert grouped(items, links) == {name: group[0] for group in wanted for name in group}
