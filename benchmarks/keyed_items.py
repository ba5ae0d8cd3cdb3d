"""Items from the keys of the invented affairs: every keyed passage, with speaker and day as a plain reader has them.

The affairs (``benchmarks/data/affairs``) give passages, not annotations. What linking looks at beside the words is read
here by simple rules, which err now and then as a pipeline does: the speaker of a statement is the person or body named
nearest outside the quotation marks, the day is what the package's own date reader gives. Types and parties of events
are annotated by hand (``data/corroboration_events.yaml``), in the order of the key's ``same_events``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from verbale.articles.build import article_from_text
from verbale.articles.raw import Metadata
from verbale.dates.periods import read as period_of
from verbale.events.when import Calendar
from verbale.linking.items import Item, fold
from verbale.schema import Span

DATA = Path(__file__).parent / "data"
Passage = tuple[str, str]

_STATES = {
    "XVA": ("Valdoria", "Port Aven"),
    "XKE": ("Kestria", "Ostrel"),
    "XME": ("Meridonia", "Calvessa"),
    "XTV": ("Tarvenia", "Brenholt"),
    "XIL": ("Ilmaria", "Sarneth"),
    "LLS": ("League of Littoral States", "League"),
    "IBOM": ("Inland Border Observation Mission",),
}
_QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"|(?<!\w)‘[^\n]+?’(?!\w)")
_BODY = re.compile(
    r"\b(?:the |The )?(?:[Mm]inistry|[Dd]epartment|[Oo]ffice|[Gg]overnment|[Gg]uard|Watch|[Cc]hancellery)\b"
)
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")
_TURN = re.compile(r"^(?:M[RS]S? )?([A-Z]{3,}(?: [A-Z]{3,})*):", re.MULTILINE)


@dataclass
class Affair:
    """One file of keys: its articles by id, and the passages of each relation."""

    name: str
    data: Mapping[str, Any]
    people: dict[str, str] = field(default_factory=dict)

    @cached_property
    def articles(self) -> dict[str, Mapping[str, Any]]:
        """Articles by id."""
        return {article["id"]: article for article in self.data["articles"]}

    @cached_property
    def calendars(self) -> dict[str, Calendar]:
        """The dates of each article."""
        out = {}
        for id, article in self.articles.items():
            known = Metadata(title=article["title"], outlet=article["outlet"], published=str(article["published"]))
            out[id] = Calendar(article_from_text(article["text"], id=id, metadata=known), article["text"])
        return out

    def sets(self, key: str) -> list[list[Passage]]:
        """``same_statements`` or ``same_events``."""
        return [[(id, words) for id, words in group] for group in self.data[key]]

    def said(self) -> list[Passage]:
        """Every keyed passage that is a statement, or is not known to be an event only, in the order of the text."""
        events = {passage for group in self.sets("same_events") for passage in group}
        wanted = {passage for group in self.sets("same_statements") for passage in group}
        others = {tuple(pair[end]) for pair in self.data["exchanges"] for end in ("response", "to")}
        others |= {tuple(passage) for pair in self.data["steady"] or () for passage in pair}
        others |= {tuple(claim["of"]) for claim in self.data["quotations"] if claim["of"]}
        return sorted(wanted | (others - events), key=lambda p: (p[0], self.articles[p[0]]["text"].index(p[1]), p[1]))


def affairs() -> list[Affair]:
    """All affairs, by name."""
    known = yaml.safe_load((Path(__file__).parents[1] / "src/verbale/examples/registry.yaml").read_text("utf-8"))
    people = {p["name"]: p.get("state") or p.get("organisation") for p in known["persons"]}
    for state, offices in known["holders"].items():
        people |= {re.sub(r" [\d/-]+$", "", holder): state for held in offices.values() for holder in held}
    people |= _by_hand()["people"]
    out = []
    for path in sorted((DATA / "affairs").glob("*.yaml")):
        affair = Affair(path.stem, yaml.safe_load(path.read_text("utf-8")))
        affair.people = _people(affair, people)
        out.append(affair)
    return out


def statement(affair: Affair, passage: Passage, number: int) -> Item:
    """A statement item of a keyed passage."""
    id, words = passage
    article, calendar = affair.articles[id], affair.calendars[id]
    text = article["text"]
    start = text.index(words)
    span = (start, start + len(words))
    names, states = speaker(affair, id, span)
    first, last = _days(calendar.said((), ((span[1], span[1] + 1),), (span,)).date)
    quotes = [m.span() for m in _QUOTED.finditer(text)]
    inside = any(a <= span[0] and span[1] <= b for a, b in quotes)
    return Item(
        id=f"{id}#s{number}",
        article=id,
        kind="statement",
        place=span,
        words=words,
        actors=states,
        names=names,
        quoted=inside or calendar.article.form != "press" or bool(_QUOTED.search(words)),
        first=first,
        last=last,
        published=dt.date.fromisoformat(str(article["published"])),
        outlet=article["outlet"],
    )


def event(affair: Affair, passage: Passage, number: int, coded: Mapping[str, Any]) -> Item:
    """An event item of a keyed passage; ``coded``: its type, actors, targets and, where not occurred, status."""
    id, words = passage
    article, calendar = affair.articles[id], affair.calendars[id]
    start = article["text"].index(words)
    first, last = _days(calendar.happened((start, start + len(words))).date)
    return Item(
        id=f"{id}#e{number}",
        article=id,
        kind="event",
        place=(start, start + len(words)),
        words=words,
        actors=frozenset(coded["actors"]),
        targets=frozenset(coded.get("targets") or coded["actors"]),
        type=coded["type"],
        subtype=coded.get("subtype", ""),
        status=(coded.get("status") or {}).get(id[-2:], "occurred"),
        first=first,
        last=last,
        published=dt.date.fromisoformat(str(article["published"])),
        outlet=article["outlet"],
    )


def coded_events() -> dict[str, list[Mapping[str, Any]]]:
    """The annotations of events: by affair, one for each group of ``same_events``."""
    found: dict[str, list[Mapping[str, Any]]] = _by_hand()["events"]
    return found


@cache
def _by_hand() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DATA / "corroboration_events.yaml").read_text("utf-8"))
    return found


def speaker(affair: Affair, id: str, span: Span) -> tuple[frozenset[str], frozenset[str]]:
    """The family names and states of whoever speaks a passage."""
    article = affair.articles[id]
    text = article["text"]
    if affair.calendars[id].article.form == "transcript":
        return _turn(affair, article, span)
    paragraph = (text.rfind("\n\n", 0, span[0]) + 1, (text + "\n\n").index("\n\n", span[1]))
    quotes = [m.span() for m in _QUOTED.finditer(text, *paragraph)]
    named = [m for m in _mentions(affair, text, paragraph) if not any(a <= m[0] < b for a, b in [*quotes, span])]
    in_quotes = any(a <= span[0] < b for a, b in quotes)
    after = [m for m in named if span[1] <= m[0] <= span[1] + 70] if in_quotes else []
    before = [m for m in named if m[0] < span[0]]
    chosen = (after[:1] or before[-1:] or named[:1] or [(0, "", "")])[0]
    name, state = chosen[1], chosen[2]
    if name in ("he", "she"):
        earlier = [m for m in _mentions(affair, text, (0, chosen[0])) if m[1] and m[1] not in ("he", "she")]
        name, state = earlier[-1][1:] if earlier else ("", "")
    state = state or _home(article["outlet"])
    return frozenset({name} - {""}), frozenset({state} - {""})


def _mentions(affair: Affair, text: str, span: Span) -> list[tuple[int, str, str]]:
    """Persons, pronouns, bodies and states named in a stretch: place, family name (or pronoun, or empty), state."""
    out: list[tuple[int, str, str]] = []
    for full, state in affair.people.items():
        family = full.split()[-1]
        out += [
            (m.start(), fold(family), state)
            for m in re.finditer(rf"\b{family}\b", text[: span[1]])
            if m.start() >= span[0]
        ]
    out += [(m.start(), fold(m.group()), "") for m in _PRONOUN.finditer(text, *span)]
    out += [(m.start(), "", _state_near(text, m.span())) for m in _BODY.finditer(text, *span)]
    for state, names in _STATES.items():
        named = re.compile(rf"\b(?:{'|'.join(names)})\b(?!['’]s|n)")
        out += [(m.start(), "", state) for m in named.finditer(text, *span)]
    return sorted(out)


def _state_near(text: str, span: Span) -> str:
    return _named_state(text[max(0, span[0] - 30) : span[1] + 25])


def _named_state(text: str) -> str:
    found = [(text.index(name), state) for state, names in _STATES.items() for name in names if name in text]
    return min(found)[1] if found else ""


def _home(outlet: str) -> str:
    return _named_state(outlet)


def _turn(affair: Affair, article: Mapping[str, Any], span: Span) -> tuple[frozenset[str], frozenset[str]]:
    turns = [m for m in _TURN.finditer(article["text"]) if m.start() <= span[0]]
    if not turns or turns[-1].group(1) in ("QUESTION", "THE MINISTER"):
        quoted = _mentions(affair, article["text"], (turns[-1].end() if turns else 0, span[0]))
        name, state = next(((n, s) for _, n, s in reversed(quoted) if s), ("", ""))
        return frozenset({name} - {""}), frozenset({state} - {""})
    return frozenset({fold(turns[-1].group(1).split()[-1])}), frozenset({_home(article["outlet"])} - {""})


def _people(affair: Affair, known: Mapping[str, str]) -> dict[str, str]:
    """The persons whom an affair's articles name, and whom they speak for."""
    text = "\n".join(article["text"] for article in affair.articles.values())
    return {name: state or "" for name, state in sorted(known.items()) if name in text}


def _days(date: str | None) -> tuple[dt.date | None, dt.date | None]:
    period = period_of(date)
    return (None, None) if period is None else (period.first, period.last)


def pairs(groups: list[list[Passage]]) -> Iterator[frozenset[Passage]]:
    """The pairs of passages of one group, of different articles."""
    for group in groups:
        for n, one in enumerate(group):
            yield from (frozenset((one, other)) for other in group[n + 1 :] if other[0] != one[0])
