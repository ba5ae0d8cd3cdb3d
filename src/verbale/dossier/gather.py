"""A dossier out of a record: everything in it is found there, cited, counted, and cut where there is too much."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verbale.asking.dates import in_words
from verbale.dossier import finding
from verbale.dossier.entries import Entries, Namer, Names, flat, is_statement, shortened
from verbale.dossier.figures import ladders_of
from verbale.dossier.model import Answered, Caps, Dossier, Drawn, Entry, Held, Shifted, Wanted
from verbale.linking.course import Month
from verbale.linking.items import Item
from verbale.linking.positions import Position
from verbale.pictures import words as say
from verbale.pictures.ladder_rows import lifelines_of, rung_of
from verbale.pictures.rungs import Rung
from verbale.record.dates import first_day, last_day
from verbale.record.forest import links_behind
from verbale.record.store import Record

if TYPE_CHECKING:
    from verbale.actors.registry.model import Entries as Registry

_KINDS = {0: "A topic", 1: "One government", 2: "Two governments"}


def gather(record: Record, wanted: Wanted, name_of: Namer, caps: Caps | None = None) -> Dossier:
    """The dossier of ``wanted``; ``name_of``: what codes are called.

    Raises ``ValueError`` as :func:`check`, and :class:`~verbale.errors.NotInRecordError` for an actor that the record
    does not have. What answers what is told as the record was last settled.
    """
    check(wanted)
    return _Making(record, wanted, Names(name_of), caps or Caps()).made()


def check(wanted: Wanted) -> None:
    """Raise ``ValueError``, with a message for people, for what no dossier can be made of."""
    if not (wanted.states or wanted.actor or wanted.topic):
        raise ValueError("a dossier needs a state or two, a speaker or a topic")
    if len(wanted.states) > 2 or len(set(wanted.states)) < len(wanted.states):
        raise ValueError("a dossier has one state, or two different ones")
    for name, value in (("since", wanted.since), ("until", wanted.until)):
        if value and first_day(value) is None:
            raise ValueError(f"{value!r} is no date for {name}; write YYYY-MM-DD, YYYY-MM or YYYY")
    if (first_day(wanted.since or None) or "") > (last_day(wanted.until or None) or "9999-12-31"):
        raise ValueError(f"the period ends ({wanted.until}) before it begins ({wanted.since})")


def namer(registry: Registry) -> Namer:
    """What a registry calls states, organisations and groups; a code that it does not have is itself."""

    def name_of(code: str) -> str:
        state = registry.states.get(code)
        if state is not None:
            return state.short or state.name
        other = registry.organisations.get(code) or registry.groups.get(code)
        return other.name if other is not None else code

    return name_of


def period_in_words(wanted: Wanted) -> str:
    """The period of a dossier in words."""
    since, until = wanted.since, wanted.until
    if since and since == until:
        return f"in {in_words(since)}" if len(since) < 10 else f"on {in_words(since)}"
    if since and until:
        return f"from {in_words(since)} to {in_words(until)}"
    return f"since {in_words(since)}" if since else f"until {in_words(until)}" if until else "of all time"


@dataclass(frozen=True, slots=True)
class _Exchange:
    """Ids of two entries, how sure it is that one answers the other, and why."""

    response: str
    prompt: str
    score: float
    reason: str


class _Making:
    """A dossier in the making: its entries so far, and the sentences on what is left out."""

    def __init__(self, record: Record, wanted: Wanted, names: Names, caps: Caps) -> None:
        self.record, self.wanted, self.names, self.caps = record, wanted, names, caps
        self.entries = Entries(record, names, caps.words)
        self.counts: list[str] = []

    def made(self) -> Dossier:
        """Find, number and cut; the order in which entries are made is that of the numbers of their articles."""
        kicker, title = self._title()
        told = finding.told(self.record, self.wanted, self.caps)
        numbers = self._numbers(told)
        shown = self._kept(told.rungs)
        for rung in shown:
            self.entries.add(rung)
        for event, said in told.done_by.items():
            if said in self.entries.stands_for:
                self.entries.stands_for.setdefault(event, self.entries.stands_for[said])
        exchanges = self._exchanges()
        positions = finding.lines(self.record, self.wanted)
        if positions is None:
            self.counts.append("Positions are left out: there are too many to read; name two states.")
        if links_behind(self.record):
            self.counts.append("What answers what may be out of date: articles were added since it was worked out.")
        chronology = tuple(self.entries.made[one.id] for one in shown)
        shifts = self._shifts(positions or ())
        sources = self.entries.sources.listed()
        drawn = Drawn(
            ladders_of(self._rungs(shown, exchanges), self._lifelines(shown), self.names.known),
            self._months(),
            tuple(one for one in positions or () if one.entries) if self.wanted.topic and self.wanted.pair else (),
        )
        return Dossier(
            wanted=self.wanted,
            kicker=kicker,
            title=title,
            period=period_in_words(self.wanted),
            record=flat(self.record.path.stem or self.record.path.name),
            made=in_words(dt.date.today().isoformat()),
            numbers=(*numbers, ("articles cited", len(sources))),
            entries=chronology,
            held=self._held(positions or ()),
            shifts=shifts,
            answers=self._answers(exchanges),
            counts=tuple(self.counts),
            sources=sources,
            drawn=drawn,
            names=self.names.known,
        )

    def _title(self) -> tuple[str, str]:
        wanted = self.wanted
        parts = [" and ".join(map(self.names, wanted.states))] if wanted.states else []
        if wanted.actor:
            parts.insert(0, self._actor(wanted.actor))
        if wanted.topic:
            parts.append(flat(wanted.topic.replace("-", " ")))
        title = ": ".join(parts)
        return "A speaker" if wanted.actor else _KINDS[len(wanted.states)], title[:1].upper() + title[1:]

    def _actor(self, asked: str) -> str:
        """What an actor is called, by the names that the articles give."""
        current = self.record.actor(asked).current
        found = [one for one in self.record.actors(current[0]) if one.id in current and one.names]
        return flat(found[0].names[0] if found else asked)

    def _numbers(self, told: finding.Told) -> list[tuple[str, int]]:
        """How much there is, and what is not among it for want of a date or because it is too much to read."""
        out: list[tuple[str, int]] = []
        undated = 0
        for states, about in finding.ways(self.wanted):
            found = self.record.browse(finding.browse_of(self.wanted, states, about), values=0)
            name = f"statements of {self.names(states[0])} about {self.names(about[0])}" if about else "statements"
            out.append((name, found.total))
            undated += found.undated
        out.append(("statements and events, each once", len(told.rungs)))
        if undated:
            self.counts.append(f"{say.count(undated, 'statement')} without a date left out, since a period is asked.")
        if told.unread:
            self.counts.append(f"{told.unread:,} or more older statements and events are not looked at.")
        return out

    def _kept(self, rungs: Sequence[Rung]) -> Sequence[Rung]:
        """The newest; undated ones, which stand last, as far as there is room beside them."""
        most = self.caps.entries
        if len(rungs) <= most:
            return rungs
        self.counts.append(f"The chronology has {most:,} of {len(rungs):,} statements and events, the newest.")
        dated = [one for one in rungs if one.day is not None][-most:]
        undated = [one for one in rungs if one.day is None]
        return [*dated, *undated[: most - len(dated)]]

    def _exchanges(self) -> list[_Exchange]:
        """What answers what among the entries, each pair once, as the entries then tell it."""
        stands_for = self.entries.stands_for
        out: dict[tuple[str, str], _Exchange] = {}
        for response, prompt, score, reason in finding.answers(self.record, stands_for):
            ends = stands_for[response], stands_for[prompt]
            if ends[0] != ends[1]:
                out.setdefault(ends, _Exchange(*ends, score, flat(reason)))
        for name in dict.fromkeys(one.response for one in out.values()):
            self.entries.answer(name, [one.prompt for one in out.values() if one.response == name])
        return list(out.values())

    def _answers(self, exchanges: Sequence[_Exchange]) -> tuple[Answered, ...]:
        most = self.caps.answers
        if len(exchanges) > most:
            self.counts.append(f"Of {len(exchanges):,} answers the newest {most:,} stand beside what they answer.")
        made = self.entries.made
        newest = exchanges[max(0, len(exchanges) - most) :]
        return tuple(Answered(made[one.prompt], made[one.response], one.score, one.reason) for one in newest)

    def _rungs(self, shown: Sequence[Rung], exchanges: Iterable[_Exchange]) -> list[Rung]:
        """Rungs with who spoke, the number of the article quoted, and what they answer; the newest."""
        if len(shown) > self.caps.rungs:
            self.counts.append(f"The ladders draw the newest {self.caps.rungs:,} of the {len(shown):,}.")
        answers: dict[str, tuple[str, ...]] = {}
        for one in exchanges:
            answers[one.response] = (*answers.get(one.response, ()), one.prompt)
        out = []
        for rung in shown[max(0, len(shown) - self.caps.rungs) :]:
            entry = self.entries.made[rung.id]
            drawn = replace(rung, label=f"{rung.label} [{entry.sources[0]}]", reports=len(entry.sources))
            who = shortened(entry.who.partition(",")[0].partition(" (")[0], 60)[0] if is_statement(rung.id) else ""
            out.append(replace(drawn, who=who, answers=answers.get(rung.id, ())))
        return out

    def _lifelines(self, shown: Sequence[Rung]) -> tuple[str, ...]:
        wanted = self.wanted
        lines = wanted.pair if wanted.pair else lifelines_of(shown, wanted.states)
        for code in (*lines, *(code for one in shown for code in (*one.actors, *one.targets))):
            self.names(code)
        return lines

    def _months(self) -> tuple[Month, ...]:
        """The months of two governments' relations in the period, from the first to the last with an event."""
        pair = self.wanted.pair
        if pair is None or self.wanted.topic or self.wanted.actor:
            return ()
        first, last = (first_day(self.wanted.since or None) or "")[:7], (last_day(self.wanted.until or None) or "9")[:7]
        months = [one for one in self.record.relations(*pair) if first <= one.month <= last]
        told = [one.month for one in months if one.forth.both.count or one.back.both.count]
        # One month is a number and no course.
        return tuple(one for one in months if told[0] <= one.month <= told[-1]) if len(told) > 1 else ()

    def _held(self, positions: Sequence[Position]) -> tuple[Held, ...]:
        told = sorted(
            (one for one in positions if one.entries),
            key=lambda one: (one.government, one.about) if self.wanted.pair else (),
        )
        told.sort(key=lambda one: -len(one.entries))
        if len(told) > self.caps.positions:
            self.counts.append(f"Of {len(told):,} positions the {self.caps.positions:,} with most entries are listed.")
        return tuple(self._glance(one) for one in told[: self.caps.positions])

    def _glance(self, one: Position) -> Held:
        first, last = min(each.day for each in one.entries), max(each.day for each in one.entries)
        topic = one.topic.replace("-", " ")
        names = self.names(one.government), self.names(one.about)
        return Held(*names, topic, len(one.entries), say.day(first), say.day(last), len(one.shifts))

    def _shifts(self, positions: Iterable[Position]) -> tuple[Shifted, ...]:
        found = sorted(
            ((shift, one) for one in positions for shift in one.shifts),
            key=lambda pair: (pair[0].day, pair[0].new, pair[1].topic),
        )
        most = self.caps.shifts
        if len(found) > most:
            self.counts.append(f"Of {len(found):,} shifts of position the newest {most:,} are told.")
        out = []
        for shift, one in found[max(0, len(found) - most) :]:
            ends = self._entry(shift.old), self._entry(shift.new)
            whose = f"{self.names(one.government)} about {self.names(one.about)}, {one.topic.replace('-', ' ')}"
            told = (whose, shift.kind, flat(shift.matter), say.day(shift.day), shift.score, flat(shift.reason))
            out.append(Shifted(*told, *ends))
        return tuple(out)

    def _entry(self, item: str) -> Entry:
        """The entry that tells an item; one of its own where the chronology does not have it."""
        known = self.entries.stands_for.get(item)
        if known is not None:
            return self.entries.made[known]
        found: Item = next(one for one in self.record.reports(item).items if one.id == item)
        rung = rung_of(found, _same)
        for code in (*rung.actors, *rung.targets):
            self.names(code)
        return self.entries.add(rung)


def _same(name: str) -> str:
    return name
