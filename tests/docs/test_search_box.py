"""The page of the search box is what the search box understands."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from typing import Any

import pytest
import yaml

from tests.docs.pages import coded, first_cells, read, rows, sections
from verbale.asking import Context, understand

PAGE = sections(read("reference/search-box.md"), 2)
DATA: dict[str, Any] = yaml.safe_load((files("verbale.asking") / "data" / "asking.yaml").read_text(encoding="utf-8"))
CONTEXT = Context(outlets=("Dawn",), today=date(2024, 5, 20))


@pytest.mark.parametrize(("typed", "written"), [(coded(a)[0], coded(b)[0]) for a, b in rows(PAGE["Examples"])])
def test_examples_mean_what_they_are_said_to(typed: str, written: str) -> None:
    found = understand(typed, None, CONTEXT)
    assert found.text == written
    assert understand(written, None, CONTEXT).browse == found.browse


def test_every_field_is_described() -> None:
    described = [coded(row[0]) for row in rows(PAGE["Fields"])]
    assert sorted(first_cells(PAGE["Fields"])) == sorted(DATA["fields"])
    for names in described:
        assert len({DATA["fields"][name] for name in names}) == 1, names


def test_small_words_are_described() -> None:
    markers = DATA["markers"]
    known = [
        *(markers[use] for use in ("strong", "weak", "after_act", "topics")),
        *(DATA[use] for use in ("saying", "agents", "sources", "governments")),
    ]
    assert [coded(row[1]) for row in rows(PAGE["Small words"])] == known


def test_dates_are_described() -> None:
    text = PAGE["Dates"]
    assert [coded(row[0]) for row in rows(text)] == list(DATA["dates"].values())
    assert {*DATA["spans"], *DATA["onwards"]} <= set(coded(text))


@pytest.mark.parametrize("typed", ["2019", "2019-06", "2019-06-03", "June 2019", "3 June 2019", "June 3, 2019"])
def test_dates_shown_are_read(typed: str) -> None:
    assert typed in coded(PAGE["Dates"])
    assert understand(f"since {typed}", None, CONTEXT).browse.since


def test_acts_types_and_topics_are_described() -> None:
    forms = ("third", "nouns", "past", "plain")
    acts = {coded(row[0])[0]: [coded(cell) for cell in row[1:]] for row in rows(PAGE["Acts"])}
    assert acts == {act: [words[form] for form in forms] for act, words in DATA["acts"].items()}
    events = [(coded(row[0])[0], [coded(cell) for cell in row[1:]]) for row in rows(PAGE["Types of event"])]
    types, statuses = DATA["types"], DATA["statuses"]
    assert events == [
        *((name, [words]) for name, words in types.items()),
        *((name, [one["words"], one["after"]]) for name, one in statuses.items()),
    ]
    assert {coded(row[0])[0]: coded(row[1]) for row in rows(PAGE["Topics"])} == DATA["topics"]
    practices = {coded(row[0])[0]: [coded(cell) for cell in row[1:]] for row in rows(PAGE["Practices of diplomacy"])}
    assert practices == {name: [one["sure"], one["offered"]] for name, one in DATA["practices"].items()}


def test_words_that_only_ask_and_english_ones_are_described() -> None:
    told, small = (" ".join(PAGE[title].split()) for title in ("Words that only ask", "Words in small letters"))
    assert coded(told) == DATA["fillers"]
    assert coded(small) == [*DATA["english"], *DATA["acronyms"]]
