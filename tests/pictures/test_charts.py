from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from lxml import etree

from tests.record.lines_made import fill
from verbale.linking.course import Flow, Month, Series
from verbale.linking.positions import Position
from verbale.pictures.charts import (
    NARROW,
    PARTS,
    WIDE,
    Course,
    Part,
    PositionLine,
    Shape,
    Way,
    course_chart,
    position_chart,
)
from verbale.pictures.ladder_svg import Look
from verbale.pictures.matrix import SHADES, Table, counts_of, matrix, shade
from verbale.record import Record

pytest.importorskip("pygal")

SVG = "{http://www.w3.org/2000/svg}"
QUIET = Series()
ONE, SPREAD = Series(1, -2.0, None, ("a#e1",)), Series(3, 4.0, (2.0, 6.0), ("a#e2", "b#e1", "b#e2"))
LATE = Series(2, None, None, ("c#e1", "c#e2"))


def month(name: str, forth: Series = QUIET, back: Series = QUIET, coverage: int = 3) -> Month:
    return Month(name, Flow(forth, QUIET, forth), Flow(back, QUIET, back), coverage)


MONTHS = (month("2031-01", ONE), month("2031-02", LATE, coverage=0), month("2031-03"), month("2031-04", SPREAD, ONE))


def link(one: Month, way: Way, part: Part) -> str:
    return f"/events/{one.month}/{way}/{part}"


def course(part: Part = "words", shape: Shape = WIDE, plain: bool = False) -> Course:
    return Course(("Oskara", "Valdia"), link, part, Look("The two", "c", plain=plain), shape)


def links(text: str) -> list[str]:
    return [one.get("href") for one in etree.fromstring(text).iter(f"{SVG}a")]


@pytest.mark.parametrize("shape", [WIDE, NARROW])
def test_every_mark_of_a_course_leads_to_its_events(shape: Shape) -> None:
    text = course_chart(MONTHS, course(shape=shape))
    assert links(text) == [
        "/events/2031-02/forth/words",
        "/events/2031-01/forth/words",
        "/events/2031-04/forth/words",
        "/events/2031-04/back/words",
    ]
    told = [one.get("aria-label") for one in etree.fromstring(text).iter(f"{SVG}a")]
    assert told[0].startswith("February 2031: the record has no article of this month; later ones tell of it.")
    assert told[1] == "January 2031: Oskara towards Valdia in words, 1 event, mean score −2.0"
    assert told[2].endswith("3 events, mean score +4.0 (95 % interval +2.0 to +6.0)")


def test_a_month_without_articles_is_shaded_and_a_quiet_one_is_not() -> None:
    text = course_chart(MONTHS, course())
    rects = [one for one in etree.fromstring(text).iter(f"{SVG}rect") if "missing" in one.get("fill")]
    assert len(rects) == 2  # the month, and the key
    assert "no article of the month in the record" in text
    assert "1 month without an article of the record is shaded" in text
    assert "no article of the month" not in course_chart(MONTHS[2:], course())


def test_words_and_deeds_are_apart_and_what_is_not_there_is_said() -> None:
    text = course_chart(MONTHS, course("deeds"))
    assert links(text) == []
    assert "No material acts with a date in the months of the record" in text
    assert "No statements with a date" in course_chart((), course())


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("many", [1, 2, 14, 130])
def test_a_course_of_any_length_names_months(part: Part, many: int) -> None:
    names = [f"{2020 + number // 12}-{number % 12 + 1:02}" for number in range(many)]
    made = [Month(name, Flow(ONE, ONE, ONE), Flow(SPREAD, SPREAD, SPREAD), 1) for name in names]
    text = course_chart(made, course(part, NARROW))
    assert len(links(text)) == 2 * many
    labels = re.findall(r">((?:[A-Z][a-z]{2} )?20\d\d)<", text)
    assert labels
    assert len(labels) <= 7


def test_a_chart_is_shapes_and_links_only() -> None:
    text = course_chart(MONTHS, course())
    tags = {etree.QName(one).localname for one in etree.fromstring(text).iter()}
    assert tags <= {"svg", "title", "desc", "g", "line", "path", "circle", "rect", "text", "a"}
    assert " style=" not in text
    assert "var(" not in course_chart(MONTHS, course(plain=True))


def test_positions_and_their_shifts_lead_to_their_sentences(record: Record) -> None:
    fill(record)
    (position,) = record.positions("OSK", "VLD", "peace-talks")
    line = PositionLine(lambda name: f"/item/{name}", Look("Talks", "p"), {"OSK": "Oskara"})
    text = position_chart(position, line)
    entries = [f"/item/{one.item}" for one in position.entries]
    assert links(text) == [f"/item/{one.new}" for one in position.shifts] + entries
    assert position.shifts
    assert "shift of line" in text
    assert "Oskara about VLD on peace-talks" in text


def test_entries_of_one_day_and_value_stand_beside_one_another(record: Record) -> None:
    fill(record)
    (position,) = record.positions("OSK", "VLD", "peace-talks")
    one = position.entries[0]
    twice = replace(position, entries=(one, replace(one, item="other#s1")), shifts=())
    line = PositionLine(lambda name: f"/item/{name}", Look("Talks", "p"))
    moves = set(re.findall(r'class="mark" transform="translate\((\S+) 0\)"', position_chart(twice, line)))
    assert moves == {"-4", "4"}


@pytest.mark.parametrize("days", [0, 1, 40, 900, 20000])
def test_a_position_of_any_length_is_drawn(days: int, record: Record) -> None:
    fill(record)
    (position,) = record.positions("OSK", "VLD", "peace-talks")
    first = position.entries[0]
    later = replace(first, item="later#s1", day=first.day + dt.timedelta(days))
    line = PositionLine(lambda name: f"/item/{name}", Look("Talks", "p"), shape=NARROW)
    assert len(links(position_chart(replace(position, entries=(first, later), shifts=()), line))) == 2


def test_an_empty_position_says_so() -> None:
    line = PositionLine(lambda name: name, Look("Talks", "p"))
    assert "Nothing in the record" in position_chart(Position("OSK", "VLD", "trade", (), ()), line)


def test_who_speaks_about_whom_is_counted_and_leads_on(record: Record) -> None:
    fill(record)
    counts = counts_of(record)
    assert counts == {("OSK", "VLD"): 4}
    assert counts_of(record, dt.date(2031, 5, 1)) == {("OSK", "VLD"): 1}
    assert counts_of(record, until=dt.date(2031, 1, 31)) == {("OSK", "VLD"): 2}
    text = matrix(counts, Table("Who speaks", lambda a, b: f"/search?country={a}&about={b}", {"OSK": "Oskara"}))
    assert 'href="/search?country=OSK&amp;about=VLD"' in text
    assert 'aria-label="Oskara about VLD: 4 statements"' in text


def test_a_matrix_shows_the_greatest_and_counts_the_rest() -> None:
    counts = {(f"S{number}", "ABC"): number for number in range(1, 10)} | {("ABC", "S9"): 7}
    text = matrix(counts, Table("Who", lambda a, b: f"/{a}/{b}", most=3))
    assert re.findall(r'scope="row">(\w+)<', text) == ["S9", "S8", "ABC"]
    assert f"{sum(counts.values()) - 9 - 8 - 7} statements of or about others not shown" in text
    assert "<table" in matrix({}, Table("Who", lambda a, b: ""))


def test_shades_grow_with_counts() -> None:
    steps = [shade(number, 100) for number in range(101)]
    assert steps == sorted(steps)
    assert (steps[0], steps[1], steps[100]) == (0, 1, SHADES)
    assert shade(3, 0) == 0
