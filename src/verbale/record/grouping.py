"""Items that report one utterance or event, from links of what they say, without going through all pairs of items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from verbale.linking import same


class Placed(NamedTuple):
    """An item, its article and what it says."""

    id: str
    article: int
    content: int


def grouped(items: Iterable[Sequence[str | int]], links: Iterable[Sequence[int]]) -> dict[str, str]:
    """Item id to the least id of those that are linked with it, directly or through others; items alone left out.

    ``items``: ids, articles and contents; ``links``: pairs of contents that are the same where they are of different
    articles.
    """
    by_content: dict[int, list[Placed]] = {}
    for id, article, content in items:
        by_content.setdefault(int(content), []).append(Placed(str(id), int(article), int(content)))
    joined = [
        (a.id, b.id)
        for one, other in links
        for a, b in (
            _within(by_content.get(one, []))
            if one == other
            else _between(by_content.get(one, []), by_content.get(other, []))
        )
    ]
    found = same.groups({name for pair in joined for name in pair}, joined)
    return {name: group[0] for group in found for name in group}


def _within(items: Sequence[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """Pairs that join all that the pairs of different articles join: each with one of two of different articles."""
    if not items:
        return
    first = items[0]
    second = _elsewhere(items, first)
    if second:
        yield from ((one, first if one.article != first.article else second) for one in items)


def _between(ones: Sequence[Placed], others: Sequence[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """The same for pairs of an item of ``ones`` with one of ``others``.

    Let all items of the first article of ``others`` be here, the rest elsewhere. Whoever is elsewhere among ``ones``
    goes with the first of ``others``, and whoever is here with one of ``others`` elsewhere; then the same from the side
    of ``others``, of whom those elsewhere go with one that is here and with one that is not.
    """
    if not ones or not others:
        return
    first = others[0]
    here = [one for one in ones if one.article == first.article]
    elsewhere = [one for one in ones if one.article != first.article]
    other = _elsewhere(others, first)
    yield from ((one, first) for one in elsewhere)
    yield from ((one, other) for one in here if other)
    second = _elsewhere(elsewhere, elsewhere[0]) if elsewhere else None
    for one in others:
        if one.article != first.article and here:
            yield here[0], one
        met = next((o for o in (*elsewhere[:1], second) if o and o.article != one.article), None)
        if met:
            yield met, one


def _elsewhere(items: Sequence[Placed], than: Placed) -> Placed | None:
    return next((one for one in items if one.article != than.article), None)
