from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from verbale.numbering import Numbering

VALUES = st.lists(st.one_of(st.none(), st.text(max_size=2)))


@given(VALUES, VALUES)
def test_values_are_numbered_as_they_come(known: list[str | None], values: list[str | None]) -> None:
    made = Numbering(dict.fromkeys(known))
    numbers = made.of(values)
    assert list(made) == list(dict.fromkeys([*known, *values]))
    assert list(made.values()) == list(range(len(made)))
    assert [list(made)[number] for number in numbers] == values


def test_looking_gives_no_number() -> None:
    made = Numbering(["Oskara"])
    assert "Valdia" not in made
    assert made.get("Valdia") is None
    assert made["Valdia"] == made["Valdia"] == 1
    assert made == {"Oskara": 0, "Valdia": 1}
