"""Exports of a record's events in the layouts of GDELT 2.0 and POLECAT, for programs that load those.

Both tell what happened, on a day, and have no status. So an event that did not happen (future, hypothetical, negated)
is left out, and so is one without a day: its own, where its date is one; for an event that is the article's news and
has no date of its own, the day of publication, as both datasets do. What was left out is counted by reason.

GDELT pairs one actor with one other: an event is a row for each actor and recipient, a reciprocal one for each party
and each other one. In POLECAT it is one row. What Verbale does not know (places, tone, titles) stays empty there.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import IO, Any, Literal

import verbale
from verbale.events.ontology import Cameo, Ontology, OntologyError
from verbale.record.dates import precision_of
from verbale.record.model import EventFilters, RecordedEvent
from verbale.record.store import Record
from verbale.schema import Article, Event

Layout = Literal["verbale", "gdelt", "polecat"]
LAYOUTS: tuple[Layout, ...] = ("verbale", "gdelt", "polecat")

NOT_HAPPENED = "did not happen"
NO_DAY = "without a day"
UNKNOWN_TYPE = "of an unknown type"

#: Statuses of what happened.
_HAPPENED = frozenset({"occurred", "historical"})
#: Bits of an id: a whole number that any program holds exactly, spreadsheets included.
_ID_BITS = 52
_COUNTRY = re.compile("[A-Z]{3}")
_NONE = "None"


@dataclass(frozen=True, slots=True)
class Party:
    """An actor or recipient as other datasets name it; ``kind``: ``state``, ``organisation``, ``group`` or empty."""

    code: str
    name: str
    kind: str


@dataclass(slots=True)
class Written:
    """How many rows were written, of how many events, and how many events were left out for which reason."""

    rows: int = 0
    events: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


class Parties:
    """The names of codes, by the registry that ships and the user's own files."""

    def __init__(self, registry: Sequence[Path] = ()) -> None:
        """Raises :class:`~verbale.actors.registry.RegistryError` for a file that cannot be used."""
        from verbale.actors.registry.load import load

        entries = load(registry)
        kinds: tuple[tuple[str, Mapping[str, Any]], ...] = (
            ("group", entries.groups),
            ("organisation", entries.organisations),
            ("state", entries.states),
        )
        self._known = {one.code: Party(one.code, one.name, kind) for kind, all_ in kinds for one in all_.values()}

    def named(self, code: str) -> Party:
        """The party of a code; one of three capital letters that nobody knows is taken for a state."""
        return self._known.get(code) or Party(code, code, "state" if _COUNTRY.fullmatch(code) else "")


def write_layout(record: Record, layout: Literal["gdelt", "polecat"], out: IO[bytes], parties: Parties) -> Written:
    """Writes all events that the layout can hold as tab-separated UTF-8, POLECAT's with a header."""
    columns: list[str] = layout_data()[layout]
    written = Written()
    if layout == "polecat":
        out.write(_line(columns))
    for article in record.articles():
        lead = _lead_end(article)
        for one in record.events(EventFilters(article=(article.id,))):
            day = day_of(one)
            cameo = _cameo(one.event)
            reason = _reason(one, day, cameo)
            if reason or day is None or cameo is None:
                written.left_out[reason] += 1
                continue
            made = _gdelt(one, day, cameo, parties, lead) if layout == "gdelt" else [_polecat(one, day, parties)]
            written.events += 1
            for row in made:
                out.write(_line(row.get(column, "") for column in columns))
                written.rows += 1
    return written


def day_of(one: RecordedEvent) -> date | None:
    """The day on which an event counts in these layouts, or None."""
    when = one.when
    return date.fromisoformat(when) if when and precision_of(when) == "day" else None


def dyads(event: Event) -> Iterator[tuple[str, str]]:
    """Each actor with each recipient; of a reciprocal event, each party with each other; a lone actor with nobody."""
    if event.recipient:
        yield from ((actor, recipient) for actor in event.actor for recipient in event.recipient)
    elif len(event.actor) > 1:
        yield from ((actor, other) for actor in event.actor for other in event.actor if other != actor)
    else:
        yield from ((actor, "") for actor in event.actor)


def _reason(one: RecordedEvent, day: date | None, cameo: Cameo | None) -> str:
    if one.event.status not in _HAPPENED:
        return NOT_HAPPENED
    if day is None:
        return NO_DAY
    return "" if cameo else UNKNOWN_TYPE


def _cameo(event: Event) -> Cameo | None:
    try:
        return Ontology.load().cameo(event.type, event.mode, event.contexts, event.subtype)
    except OntologyError:
        return None


def _gdelt(one: RecordedEvent, day: date, cameo: Cameo, parties: Parties, lead: int) -> Iterator[dict[str, Any]]:
    event, published = one.event, one.article.published
    added = published.date if published.precision == "day" and published.date else day.isoformat()
    shared = {
        "SQLDATE": f"{day:%Y%m%d}",
        "MonthYear": f"{day:%Y%m}",
        "Year": f"{day:%Y}",
        # The codebook's own formula, which takes every month for thirty days.
        "FractionDate": f"{day.year + ((day.month - 1) * 30 + day.day) / 365:.4f}",
        "IsRootEvent": int(event.in_headline or any(start < lead for start, _ in event.evidence)),
        "EventCode": cameo.code,
        "EventBaseCode": cameo.base,
        "EventRootCode": cameo.root,
        "QuadClass": cameo.quad,
        "GoldsteinScale": cameo.goldstein,
        "NumMentions": len(event.evidence) or 1,
        "NumSources": 1,
        "NumArticles": 1,
        "AvgTone": 0,
        "Actor1Geo_Type": 0,
        "Actor2Geo_Type": 0,
        "ActionGeo_Type": 0,
        "DATEADDED": f"{added.replace('-', '')}000000",
        "SOURCEURL": one.article.url or one.article.id,
    }
    for actor, recipient in dict.fromkeys(dyads(event)):
        yield {
            "GLOBALEVENTID": _number(one.id, actor, recipient),
            **shared,
            **_cameo_party("Actor1", parties.named(actor)),
            **(_cameo_party("Actor2", parties.named(recipient)) if recipient else {}),
        }


def _cameo_party(prefix: str, party: Party) -> dict[str, str]:
    """A party in CAMEO's codes: a state's, an organisation's, or a group's after the state that it belongs to."""
    data = layout_data()
    code, country, group, kind = "", "", "", ""
    if party.kind == "state":
        code = country = data["countries"].get(party.code, party.code)
    elif party.kind == "organisation":
        code, kind = data["organisations"].get(party.code, "IGO"), "IGO"
    elif party.code in data["groups"]:
        code = data["groups"][party.code]
        kind, country = ("IMG", "") if code.startswith("IMG") else (code[3:6], code[:3])
    if len(code) > 3:
        group = code[-3:]
    values = {"Code": code, "Name": party.name.upper(), "CountryCode": country, "KnownGroupCode": group}
    return {f"{prefix}{name}": value for name, value in {**values, "Type1Code": kind}.items()}


def _polecat(one: RecordedEvent, day: date, parties: Parties) -> dict[str, Any]:
    event, published = one.event, one.article.published
    row: dict[str, Any] = dict.fromkeys(layout_data()["polecat"], _NONE)
    row |= {
        "Event ID": one.id,
        "Event Date": day.isoformat(),
        "Event Type": event.type,
        "Event Mode": event.mode or _NONE,
        "Intensity": event.score,
        "Quad Code": Ontology.load().quad(event.type).upper(),
        "Contexts": _joined(event.contexts),
        "Source": one.article.outlet or _NONE,
        "Publication Date": published.date if published.precision == "day" else _NONE,
        "Language": "English",
        "Version": f"verbale {verbale.__version__}",
    }
    for role, codes in (("Actor", event.actor), ("Recipient", event.recipient)):
        named = [parties.named(code) for code in codes]
        sectors = ["IGO" if party.kind == "organisation" else _NONE for party in named]
        row |= {
            f"{role} Name": _joined(party.name for party in named),
            f"{role} Country": _joined(party.name if party.kind == "state" else _NONE for party in named),
            f"{role} COW": _joined(str(layout_data()["cow"].get(party.code, _NONE)) for party in named),
            f"Primary {role} Sector": _joined(sectors),
            f"{role} Sectors": _joined(sectors),
        }
    return row


def _joined(values: Iterable[str]) -> str:
    """Several values as that dataset has them; nothing known of any is ``None`` once."""
    listed = list(values)
    return "; ".join(listed) if any(value != _NONE for value in listed) else _NONE


def _number(*parts: str) -> int:
    """A whole number for an id, the same on every machine and in every run."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - _ID_BITS)


def _lead_end(article: Article) -> int:
    """Where the first paragraph of the body ends; headlines and summaries stand before it."""
    for segment in article.segments:
        if segment.kind == "body":
            body = article.text[segment.start : segment.end]
            first = re.match(r"\s*\S(?:.|\n(?!\s*\n))*", body)
            return segment.start + (first.end() if first else 0)
    return 0


def _line(values: Iterable[Any]) -> bytes:
    """A line of the file; white space in a value never ends its cell or line."""
    cells = (" ".join(str(value).split()) for value in values)
    return ("\t".join(cells) + "\n").encode("utf-8")


@cache
def layout_data() -> dict[str, Any]:
    """The columns of the layouts and the codes of actors in them, as ``data/layouts.yaml`` has them."""
    import yaml

    text = (files("verbale.record") / "data" / "layouts.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data
