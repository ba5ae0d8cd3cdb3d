from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.pictures.measure import CUT, width, wrap


@given(st.text(), st.floats(60, 600), st.integers(1, 4))
def test_lines_are_no_wider_than_they_may_be(text: str, most: float, lines: int) -> None:
    wrapped = wrap(text, 14, most, lines)
    assert len(wrapped) <= lines
    assert all(width(line, 14) <= most for line in wrapped)


def test_what_fits_is_whole() -> None:
    assert wrap("a  short\nline", 14, 400, 2) == ("a short line",)
    assert wrap("", 14, 400, 2) == ()


def test_what_does_not_fit_is_cut_and_says_so() -> None:
    first, last = wrap("herring " * 40, 14, 200, 2)
    assert not first.endswith(CUT)
    assert last.endswith(f"herring{CUT}")


def test_a_word_wider_than_a_line_is_broken() -> None:
    lines = wrap("x" * 60, 14, 200, 9)
    assert len(lines) > 1
    assert "".join(lines) == "x" * 60


@pytest.mark.parametrize(("narrow", "wide"), [("illicit", "mammoth"), ("Ab", "名名"), ("e\u0301" * 4, "eeeee")])
def test_widths_go_by_characters(narrow: str, wide: str) -> None:
    assert width(narrow, 14) < width(wide, 14)
    assert width(narrow, 14) < width(narrow, 14, bold=True)
