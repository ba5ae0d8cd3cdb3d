"""Positions and relations as JSON objects: for ``verbale positions``, ``relations`` and ``export positions``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from verbale.linking.course import Flow, Month, Series
from verbale.linking.positions import Position
from verbale.linking.shifts import Entry, Shift
from verbale.linking.stance import Stance
from verbale.record.model import ArticleHead, RecordedEvent, RecordedStatement
from verbale.record.store import Record
from verbale.schema import Published, Speaker, Statement
from verbale.serialize import Json, published_to_json, speaker_to_json

Report = RecordedStatement | RecordedEvent


@dataclass(frozen=True, slots=True)
class Told:
    """Where a position is told: ``reports``, by the ids of items; ``independent``: outlets, by those of entries.

    Prints of one text count as one independent outlet.
    """

    reports: Mapping[str, Report]
    independent: Mapping[str, int]

    def outlets(self, entry: Entry) -> list[str]:
        """The outlets that report an entry, by name."""
        return sorted({self.reports[name].article.outlet or "" for name in (entry.item, *entry.items)} - {""})


def told(record: Record, position: Position) -> Told:
    """Where the entries of a position are told."""
    names = sorted({name for entry in position.entries for name in (entry.item, *entry.items)})
    found = {name: record.event(name) if _is_event(name) else record.statement(name) for name in names}
    several = [one.item for one in position.entries if len({found[name].article.id for name in one.items}) > 1]
    return Told(found, {name: record.reports(name).outlets for name in several})


def _is_event(name: str) -> bool:
    return name.rpartition("#")[2].startswith("e")


def date(entry: Entry) -> str:
    """When an entry was said or done, as precise as it is known: ``YYYY-MM-DD``, ``YYYY-MM``, ``YYYY`` or two days."""
    first, last = entry.day, entry.end
    if first == last:
        return first.isoformat()
    if first.day == 1 and (last + dt.timedelta(days=1)).day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return first.isoformat()[:7]
        if (first.year, first.month, last.month) == (last.year, 1, 12):
            return first.isoformat()[:4]
    return f"{first.isoformat()}/{last.isoformat()}"


def position_row(position: Position, where: Told) -> Json:
    """A position with its entries and shifts; ``where``: :func:`told` of it."""
    return {
        "government": position.government,
        "about": position.about,
        "topic": position.topic,
        "entries": [_entry(one, where) for one in position.entries],
        "shifts": [_shift(one) for one in position.shifts],
    }


def entry_rows(record: Record, position: Position) -> Iterator[Json]:
    """The entries of a position as exported, a row each; a shift stands at the first entry of the new line."""
    where = told(record, position)
    for entry in position.entries:
        yield entry_row(position, entry, where)


def entry_row(position: Position, entry: Entry, where: Told) -> Json:
    """An entry as exported."""
    begun = [one for one in position.shifts if one.new == entry.item]
    best = where.reports[entry.item]
    speaker = best.statement.speaker if isinstance(best, RecordedStatement) else Speaker()
    return {
        "government": position.government,
        "about": position.about,
        "topic": position.topic,
        "id": entry.item,
        "date": date(entry),
        "kind": "statement" if isinstance(best, RecordedStatement) else "event",
        "what": best.statement.act if isinstance(best, RecordedStatement) else best.event.type,
        "speaker_name": speaker.name,
        "speaker_office": speaker.office,
        "weight": round(entry.weight, 4),
        "quote": best.quote,
        "stance": round(entry.stance.value, 4),
        "stance_reason": entry.stance.reason,
        "deed": entry.stance.deed,
        "article": best.article.id,
        "url": best.article.url,
        "outlet": best.article.outlet,
        "outlets": where.outlets(entry),
        "independent": _independent(entry, where),
        "items": list(entry.items),
        "shift": bool(begun),
        "shift_kinds": [one.kind for one in begun],
        "shift_scores": [one.score for one in begun],
        "shift_from": [one.old for one in begun],
    }


def empty_row() -> Json:
    """A row of the export without anything, for its columns."""
    entry = Entry("", dt.date.min, Stance(0.0))
    nothing = Statement("", "direct", "", 0.0, (), (), (), Speaker())
    told_in = RecordedStatement(ArticleHead("", None, None, None, Published()), nothing, "")
    return entry_row(Position("", "", "", (entry,), ()), entry, Told({"": told_in}, {}))


def _independent(entry: Entry, where: Told) -> int:
    return where.independent.get(entry.item, 1)


def _entry(entry: Entry, where: Told) -> Json:
    best = where.reports[entry.item]
    return {
        "id": entry.item,
        "date": date(entry),
        "kind": "statement" if isinstance(best, RecordedStatement) else "event",
        "act": best.statement.act if isinstance(best, RecordedStatement) else None,
        "type": best.event.type if isinstance(best, RecordedEvent) else None,
        "speaker": speaker_to_json(best.statement.speaker) if isinstance(best, RecordedStatement) else None,
        "weight": round(entry.weight, 4),
        "quote": best.quote,
        "stance": _stance(entry.stance),
        "article": {
            "id": best.article.id,
            "url": best.article.url,
            "outlet": best.article.outlet,
            "title": best.article.title,
            "published": published_to_json(best.article.published),
        },
        "outlets": where.outlets(entry),
        "independent": _independent(entry, where),
        "items": list(entry.items),
    }


def _stance(stance: Stance) -> Json:
    return {
        "value": round(stance.value, 4),
        "deed": stance.deed,
        "holds": stance.holds,
        "commitments": [
            {
                "matter": one.matter,
                "polarity": one.polarity,
                "phrase": one.phrase,
                "sign": one.sign,
                "firmness": round(one.firmness, 4),
                "conditional": one.conditional,
            }
            for one in stance.commitments
        ],
        "reason": stance.reason,
    }


def _shift(one: Shift) -> Json:
    return {
        "date": one.day.isoformat(),
        "kind": one.kind,
        "matter": one.matter,
        "from": one.old,
        "to": one.new,
        "score": one.score,
        "reason": one.reason,
    }


def month_row(month: Month, a: str, b: str) -> Json:
    """A month of the relations of ``a`` and ``b``; ``forth`` is what ``a`` does to ``b``, ``back`` the reverse."""
    return {
        "month": month.month,
        "a": a,
        "b": b,
        "articles": month.coverage,
        "missing": month.missing,
        "forth": _flow(month.forth),
        "back": _flow(month.back),
    }


def _flow(flow: Flow) -> Json:
    return {"words": _series(flow.words), "deeds": _series(flow.deeds), "both": _series(flow.both)}


def _series(series: Series) -> Json:
    return {
        "count": series.count,
        "mean": None if series.mean is None else round(series.mean, 4),
        "interval": None if series.interval is None else [round(end, 4) for end in series.interval],
        "evidence": list(series.evidence),
    }
