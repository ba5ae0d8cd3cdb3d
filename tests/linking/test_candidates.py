"""What a response answers among very many items: as if all features of all of them had been read."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from tests.record.affairs import affair
from verbale.linking import exchanges, likeness
from verbale.linking.candidates import SLACK, Asking, Candidate, Reading, traits
from verbale.linking.items import Item, items_of
from verbale.linking.pool import Pool
from verbale.linking.surroundings import Around, around

NAMES = ("border-shooting", "fishing-grounds")


@cache
def items() -> tuple[tuple[Item, Around, Item | None], ...]:
    """The items of some affairs with what is around them and what they answer in their own articles."""
    found = []
    for name in NAMES:
        for one in affair(name):
            own = {item.id: item for item in items_of(one)}
            answered = {link.response: own[link.to] for link in exchanges.within(list(own.values()), one.article.text)}
            for item in own.values():
                where = around(item, one.article.text)
                found.append((item, Around(where.lead, where.question), answered.get(item.id)))
    return tuple(found)


@cache
def pool() -> Pool:
    return Pool([candidate(key, item) for key, (item, _, _) in enumerate(items())])


def candidate(key: int, item: Item) -> Candidate:
    known = traits(item)
    rest = (known[name] for name in ("told", "parties", "what", "topics"))
    return Candidate(key, article(item), frozenset(known["words"].split()), *rest)


def article(item: Item) -> int:
    return sorted({one.article for one, _, _ in items()}).index(item.article)


def hopeful(asking: Asking, least: float) -> tuple[tuple[float, int], ...]:
    """Of all items, and of some keys that no item has."""
    keys = np.arange(-1, len(items()) + 2)
    return pool().hopeful(asking, keys, article(asking.item), least)


@pytest.mark.parametrize("name", NAMES)
def test_the_choice_is_that_among_all(name: str) -> None:
    """Of all items of two affairs, so that most are left out at once."""
    linked = 0
    for response, where, answered in items():
        if not response.article.lower().startswith(name) or not exchanges.asks(response):
            continue
        wanted = exchanges.across(response, [item for item, _, _ in items()], where, answered)
        asking = exchanges.asking(response, exchanges.reading(response, where), answered)
        assert exchanges.chosen(asking, hopeful(asking, exchanges.ACROSS), lambda key: items()[key][0]) == wanted
        linked += wanted is not None
    assert linked > 2


def test_no_score_is_above_its_bound() -> None:
    weights = exchanges.model()["across"]
    for response, where, answered in items()[::5]:
        asking = exchanges.asking(response, exchanges.reading(response, where), answered)
        of = likeness.read(response, where)
        for bound, key in hopeful(asking, 1e-12):
            features = likeness.apart(of, items()[key][0], answered)
            assert weights["bias"] + sum(weights.get(n, 0.0) * features[n] for n in features) <= bound + SLACK


def test_a_reading_is_kept_whole() -> None:
    for response, where, _ in items():
        kept = Reading.from_json(exchanges.reading(response, where).to_json())
        found = likeness.read(response, where)
        assert kept.response(response) == found
        assert kept.response(response).dates == found.dates
