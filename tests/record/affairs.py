"""The invented affairs of the benchmarks as annotated articles: every keyed passage a statement or an event."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from verbale.articles.build import article_from_text
from verbale.articles.raw import Metadata
from verbale.schema import Annotated, DateMention, Event, EventStatus, Speaker, Statement

DATA = Path(__file__).parents[2] / "benchmarks" / "data"


@cache
def affair(name: str) -> tuple[Annotated, ...]:
    """The articles of one affair, in the order of their ids."""
    items = _yaml("affairs_items.yaml")[name]
    known = _yaml(f"affairs/{name}.yaml")
    out = []
    for row in known["articles"]:
        metadata = Metadata(published=str(row["published"]), outlet=row["outlet"], title=row["title"])
        article = replace(article_from_text(row["text"], metadata=metadata), id=row["id"])
        own = [item for item in items if item["article"].lower() == row["id"].lower()]
        statements = [_statement(i, item, row["text"]) for i, item in enumerate(own) if item["kind"] == "statement"]
        events = [_event(i, item, row["text"]) for i, item in enumerate(own) if item["kind"] == "event"]
        out.append(Annotated(article, tuple(statements), model="made", events=tuple(events)))
    return tuple(sorted(out, key=lambda one: one.article.id))


def names() -> tuple[str, ...]:
    """The names of all affairs, in order."""
    return tuple(sorted(path.stem for path in (DATA / "affairs").glob("*.yaml")))


@cache
def _yaml(name: str) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((DATA / name).read_text(encoding="utf-8"), loader)  # a safe loader either way


def _place(item: dict[str, Any], text: str) -> tuple[int, int]:
    start = text.index(item["words"])
    return start, start + len(item["words"])


def _date(item: dict[str, Any]) -> DateMention:
    first, last = item.get("first"), item.get("last")
    value = str(first) if first == last else f"{first}/{last}"
    return DateMention(value, "day" if first == last else "interval") if first else DateMention()


def _statement(number: int, item: dict[str, Any], text: str) -> Statement:
    names = [name.title() for name in item.get("names", [])] or [None]
    countries = item.get("actors") or [None]
    speakers = [
        Speaker(name=names[min(i, len(names) - 1)], country=code, former=item.get("former", False))
        for i, code in enumerate(countries)
    ]
    return Statement(
        id=f"s{number + 1}",
        kind="direct" if item.get("quoted") else "indirect",
        act=item["act"],
        confidence=0.9,
        source=(),
        cue=(),
        content=(_place(item, text),),
        speaker=speakers[0],
        co_speakers=tuple(speakers[1:]),
        about=tuple(item.get("targets", ())),
        topics=tuple(item.get("topics", ())),
        date=_date(item),
    )


def _event(number: int, item: dict[str, Any], text: str) -> Event:
    actors, targets = tuple(item.get("actors", ())), tuple(item.get("targets", ()))  # no code for a breakaway province
    return Event(
        id=f"e{number + 1}",
        type=item["type"],
        actor=actors,
        recipient=() if actors == targets else targets,
        status=cast(EventStatus, item.get("status", "occurred")),
        score=0.0,
        confidence=0.9,
        evidence=(_place(item, text),),
        subtype=item.get("subtype"),
        date=_date(item),
    )
