"""The invented affairs as records: all of them load, those with an actor that is no state among them."""

from __future__ import annotations

import pytest

from tests.record.affairs import affair, names
from verbale.linking.items import items_of
from verbale.record import Record


@pytest.mark.parametrize("name", names())
def test_every_affair_loads(name: str) -> None:
    made = affair(name)
    assert len(made) == 8
    assert sum(len(items_of(one)) for one in made) > 40


def test_an_event_whose_actor_is_no_state_is_kept(record: Record) -> None:
    for one in affair("recognition-vote"):
        record.add(one)
    asked = [e for one in affair("recognition-vote") for e in one.events if not e.actor]
    assert [(e.type, e.recipient) for e in asked] == [("REQUEST", ("XME",))]
    assert record.exchanges()
