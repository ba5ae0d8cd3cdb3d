"""Accuracy on the sample articles may not fall: a floor is lowered in ``floors.json`` on purpose or not at all."""

import json
from pathlib import Path

import pytest

from benchmarks.events import EventScore, score_events
from benchmarks.statements import Score, load_keys, score
from verbale.annotator import Annotator
from verbale.examples import ARTICLES, REGISTRY
from verbale.schema import Annotated, Problem

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
EVENT_FLOORS = FLOORS.pop("events")

#: Share of the keys' boilerplate lines that must be set aside; what is missed are titles of related articles.
BOILERPLATE = 0.90


@pytest.fixture(scope="module")
def found() -> list[Annotated]:
    from verbale.annotator import AnnotateOptions

    results = list(Annotator(AnnotateOptions(registry=(REGISTRY,))).run([str(ARTICLES)]))
    assert not [r for r in results if isinstance(r, Problem)]
    return [r for r in results if isinstance(r, Annotated)]


@pytest.fixture(scope="module")
def got(found: list[Annotated]) -> Score:
    return score(found, load_keys(HERE / "keys"))


@pytest.mark.parametrize("measure", sorted(FLOORS))
def test_no_measure_falls_below_its_floor(got: Score, measure: str) -> None:
    assert getattr(got, measure) >= FLOORS[measure], f"{measure} is {getattr(got, measure):.4f}"


@pytest.fixture(scope="module")
def events(found: list[Annotated]) -> EventScore:
    keys = {name: key["events"] for name, key in load_keys(HERE / "keys").items()}
    return score_events({a.article.id: a.events for a in found}, keys)


@pytest.mark.parametrize("measure", sorted(EVENT_FLOORS))
def test_no_measure_of_events_falls_below_its_floor(events: EventScore, measure: str) -> None:
    assert getattr(events, measure) >= EVENT_FLOORS[measure], f"{measure} is {getattr(events, measure):.4f}"


def test_the_key_is_whole(got: Score) -> None:
    assert got.counts["key"] > 300


def test_publication_dates(found: list[Annotated]) -> None:
    keys = load_keys(HERE / "keys")
    wrong = [
        (a.article.id, a.article.published.date, keys[a.article.id]["published"])
        for a in found
        if a.article.id in keys and (a.article.published.date or None) != (keys[a.article.id]["published"] or None)
    ]
    assert not wrong


def test_boilerplate_is_set_aside(found: list[Annotated]) -> None:
    keys = load_keys(HERE / "keys")
    snippets = aside = 0
    for annotated in found:
        article = annotated.article
        for snippet in keys.get(article.id, {}).get("boilerplate", []):
            at = article.text.find(snippet)
            inside = [s.kind for s in article.segments if s.start <= at and at + len(snippet) <= s.end]
            snippets += 1
            aside += bool(inside) and inside[0] not in ("headline", "summary", "body")
    assert snippets > 60
    assert aside / snippets >= BOILERPLATE, f"{aside} of {snippets}"
