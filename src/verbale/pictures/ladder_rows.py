"""Rungs of a record: of one exchange, or of all that two governments said and did to one another."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from verbale.errors import RecordError
from verbale.events.ontology import Ontology
from verbale.linking.items import Item
from verbale.linking.lexicon import Lexicon
from verbale.linking.same import groups as joined
from verbale.pictures.ladder_parts import NONE_LEFT, Left
from verbale.pictures.rungs import Rung, ordered
from verbale.record import database
from verbale.record.pairs import Between, between
from verbale.record.store import Record
from verbale.record.threads import answers_of
from verbale.schema import Speaker

#: Gives the address of a statement or an event by ``ARTICLE#s1`` or ``ARTICLE#e1``.
Link = Callable[[str], str]
#: Utterances and events of a thread that are looked at, before it is cut.
_MOST_THREAD = 200
#: Weights of acting and of being acted towards, by which the lifelines of a thread are chosen.
_ACTS, _ACTED_ON = 2, 1
_MARKS = "\"“”'‘’"
_ANSWERS = """SELECT r.id AS response, p.id AS prompt FROM items AS r
    JOIN exchanges AS x ON x.response = r.key JOIN items AS p ON p.key = x.prompt
    WHERE r.id IN (SELECT value FROM json_each(:ids)) AND p.id IN (SELECT value FROM json_each(:ids))
    ORDER BY r.id, x.score DESC, p.id"""


@dataclass(frozen=True, slots=True)
class Ask:
    """What of a record is wanted: from ``since`` to ``until``, both included, at most ``most`` rungs.

    The last ones, or, with ``start``, those from that place on.
    """

    link: Link
    since: dt.date | None = None
    until: dt.date | None = None
    most: int = 40
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """Rungs in order of time.

    ``days``: the days of all there are, those left out included, for :func:`verbale.pictures.rungs.periods`;
    ``left``: how many are not among ``rungs``, by time; ``total``: how many there are in the time asked for.
    """

    rungs: tuple[Rung, ...]
    left: Left = NONE_LEFT
    days: tuple[dt.date, ...] = ()
    total: int = 0


def dyad_rungs(record: Record, a: str, b: str, ask: Ask, known: Between | None = None) -> Rows:
    """What two governments, codes, said and did to one another, a rung for each utterance and each event.

    ``known``: what :func:`verbale.record.pairs.between` gives for them, where it was read already.
    """
    known = known or between(record, a, b)
    together = _reported(known.items, known.groups)
    every = [rung_of(one, ask.link) for one, _ in together]
    days = tuple(sorted(one.day for one in every if one.day is not None))
    inside = [one for one in ordered(every) if _within(one, ask)]
    most = max(0, ask.most)
    start = max(0, len(inside) - most) if ask.start is None else ask.start
    drawn = inside[start : start + most]
    earlier = min(start, len(inside)) + sum(_before(one, ask.since) for one in every)
    after = len(inside) - start - len(drawn) if drawn and ask.start is not None else 0
    later = after + sum(one.day is not None and ask.until is not None and one.day > ask.until for one in every)
    members = {one.id: names for one, names in together}
    answered = _answers(record, [name for one in drawn for name in members[one.id]])
    return Rows(_complete(record, drawn, members, answered), Left(earlier, later), days, len(inside))


def thread_rungs(record: Record, item: str, ask: Ask) -> Rows:
    """The exchange that a statement or event, ``ARTICLE#s1``, belongs to: what it answers, what answers it, and so on.

    The nearest first where there are very many; ``since``, ``until`` and ``most`` do not count. Raises
    :class:`~verbale.errors.NotInRecordError`.
    """
    _settle(record)
    start = next(one for one in record.reports(item).items if one.id == item)
    waiting, node_of = deque([start.said or item]), dict[str, str]()
    reports: dict[str, tuple[Item, ...]] = {}
    answered: list[tuple[str, str]] = []
    while waiting and len(reports) < _MOST_THREAD:
        name = waiting.popleft()
        if name in node_of:
            continue
        found = record.reports(name)
        reports[name] = found.items
        node_of.update({one.id: name for one in found.items})
        near = answers_of(record, name, found)
        for one in (*near.answers, *near.answered_by):
            answered.append((one.response.id, one.to.id))
            waiting += [end.id for end in (one.to, one.response) if end.id not in node_of]
    more = len({name for name in waiting if name not in node_of})
    best = {name: _best(items) for name, items in reports.items()}
    members = {best[name].id: tuple(one.id for one in items) for name, items in reports.items()}
    rungs = [replace(rung_of(best[name], ask.link), reports=_articles(reports[name])) for name in reports]
    drawn = _complete(record, rungs, members, answered)
    return Rows(drawn, Left(later=more), tuple(sorted(one.day for one in drawn if one.day is not None)))


def occasions(items: Iterable[Item], groups: Mapping[str, str]) -> list[Item]:
    """One item for each utterance or event: the best of its reports; an event done by a statement is that statement.

    ``groups``: item id to the id of what it reports (:func:`verbale.record.links.groups`).
    """
    return [one for one, _ in _reported(items, groups)]


def rung_of(item: Item, link: Link) -> Rung:
    """The rung of an item, without what it answers."""
    quad = _quad(item)
    day, last, precision = _time(item)
    return Rung(
        id=item.id,
        url=link(item.id),
        day=day,
        last=last,
        precision=precision,
        actors=tuple(sorted(item.actors)),
        targets=tuple(sorted(item.targets)),
        label=_label(item),
        words=_words(item),
        quad=quad,
        material="material" in quad,
        status=item.status,
        who=" and ".join(name.title() for name in sorted(item.names)),
    )


def lifelines_of(rungs: Sequence[Rung], first: Sequence[str] = (), most: int = 3) -> tuple[str, ...]:
    """The governments for a ladder of ``rungs``: ``first``, then those that act and are acted towards most.

    In the order in which they come in; of three, the one that has most to do with the others stands between them.
    """
    weights: Counter[str] = Counter()
    for one in rungs:
        weights.update(dict.fromkeys(one.actors, _ACTS))
        weights.update(dict.fromkeys(one.recipients, _ACTED_ON))
    ranked = sorted(weights, key=lambda code: (-weights[code], code))
    chosen = list(dict.fromkeys([*first, *ranked]))[:most]
    met: dict[str, None] = {}
    for one in rungs:
        met.update(dict.fromkeys(code for code in (*one.actors, *one.recipients) if code in chosen))
    chosen.sort(key=lambda code: list(met).index(code) if code in met else len(met))
    if len(chosen) == 3 and not first:
        links_of = Counter(
            code for one in rungs if len(them := {*one.actors, *one.targets} & {*chosen}) > 1 for code in them
        )
        middle = max(chosen, key=lambda code: (links_of[code], -chosen.index(code)))
        chosen.remove(middle)
        chosen.insert(1, middle)
    return tuple(chosen)


def _together(known: Mapping[str, Item], groups: Mapping[str, str]) -> list[list[str]]:
    """Ids of items that are one utterance or event, in order."""
    first: dict[str, str] = {}
    pairs = [(first.setdefault(groups.get(name, name), name), name) for name in sorted(known)]
    pairs += [(name, one.said) for name, one in known.items() if one.said in known]
    return sorted(sorted(names) for names in joined(sorted(known), [pair for pair in pairs if pair[0] != pair[1]]))


def _reported(items: Iterable[Item], groups: Mapping[str, str]) -> list[tuple[Item, tuple[str, ...]]]:
    """The item that stands for each utterance or event, with the ids of all that report it."""
    known = {one.id: one for one in items}
    return [(_best([known[name] for name in names]), tuple(names)) for names in _together(known, groups)]


def _best(reports: Sequence[Item]) -> Item:
    """The report that tells most: what was said before that it was done, dated exactly, in the text, early."""

    def order(one: Item) -> tuple[bool, bool, int, dt.date, float, str]:
        days = (one.last or one.first) - one.first if one.first else dt.timedelta.max
        return (
            one.kind != "statement",
            one.in_headline,
            days.days,
            one.published or dt.date.max,
            -one.confidence,
            one.id,
        )

    return min(reports, key=order)


def _articles(reports: Iterable[Item]) -> int:
    return len({one.article for one in reports})


def _answers(record: Record, ids: Sequence[str]) -> list[tuple[str, str]]:
    """Which of ``ids`` answers which."""
    _settle(record)
    with database.errors(record.path):
        rows = record._connection.execute(_ANSWERS, {"ids": json.dumps(ids)})
        return [(row["response"], row["prompt"]) for row in rows]


def _settle(record: Record) -> None:
    """Bring what answers what up to date, in a record that can be written."""
    with suppress(RecordError):
        record.settle()


def _complete(
    record: Record,
    rungs: Iterable[Rung],
    members: Mapping[str, Sequence[str]],
    answered: Iterable[tuple[str, str]],
) -> tuple[Rung, ...]:
    """Rungs with who spoke, how many articles tell them and what they answer, in order of time."""
    stands_for = {name: best for best, names in members.items() for name in names}
    answers: dict[str, dict[str, None]] = {}
    for response, prompt in answered:
        ends = stands_for.get(response), stands_for.get(prompt)
        if ends[0] and ends[1] and ends[0] != ends[1]:
            answers.setdefault(ends[0], {})[ends[1]] = None
    return ordered(
        replace(
            one,
            who=_who(record, one),
            answers=tuple(answers.get(one.id, ())),
            reports=len({name.rpartition("#")[0] for name in members.get(one.id, (one.id,))}),
        )
        for one in rungs
    )


def _who(record: Record, rung: Rung) -> str:
    """Who spoke: the names or else the offices; of an event nobody."""
    if rung.id.rpartition("#")[2].startswith("e"):
        return ""
    found = record.statement(rung.id).statement
    return " and ".join(dict.fromkeys(filter(None, map(_called, (found.speaker, *found.co_speakers)))))


def _called(speaker: Speaker) -> str:
    return speaker.name or speaker.office or speaker.institution or ""


def _within(one: Rung, ask: Ask) -> bool:
    if one.day is None:
        return ask.since is None and ask.until is None
    return (ask.since is None or (one.last or one.day) >= ask.since) and (ask.until is None or one.day <= ask.until)


def _before(one: Rung, since: dt.date | None) -> bool:
    return one.day is not None and since is not None and (one.last or one.day) < since


def _quad(item: Item) -> str:
    """The quad class of an event's type, or of the one that a statement is by its act; empty for none."""
    name = item.type or Lexicon.load().types.get(item.act, "")
    types = Ontology.load().types
    return types[name].quad if name in types else ""


def _label(item: Item) -> str:
    if item.kind == "statement":
        return item.act
    return f"{item.type}, {item.subtype.replace('-', ' ')}" if item.subtype else item.type


def _words(item: Item) -> str:
    """The words shown: of an event told in several places the best; a quotation in marks."""
    words = " ".join(item.words.split())
    if item.kind == "event":
        return words.partition(" … ")[0]
    return f"“{words.strip(_MARKS)}”" if item.quoted else words


def _time(item: Item) -> tuple[dt.date | None, dt.date | None, str]:
    """The first day of an item, the last one, and how exact that is.

    What has no date of its own was said, or was news, on the day of its article; background has none.
    """
    if item.first is None:
        told = None if item.status == "historical" else item.published
        return told, None, "published" if told else ""
    first, last = item.first, max(item.first, item.last or item.first)
    if first == last:
        return first, None, "day"
    whole = first.day == 1 and (last + dt.timedelta(days=1)).day == 1
    if whole and (first.year, first.month) == (last.year, last.month):
        return first, last, "month"
    if whole and (first.year, first.month, last.month) == (last.year, 1, 12):
        return first, last, "year"
    return first, last, "interval"
