"""The turns of a thread, each answer under what it answers, and why it is thought to answer that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from verbale.linking.items import Item
from verbale.pictures.ladder_rows import Link, occasions, rung_of
from verbale.pictures.rungs import Rung, ordered
from verbale.record.store import Record
from verbale.record.threads import RecordedExchange, answers_of


@dataclass(frozen=True, slots=True)
class Turn:
    """A statement or event of a thread.

    ``depth``: how many answers lead to it. ``why``: the exchange by which it answers the turn it stands under, None for
    one that answers nothing; ``also``: what else it answers, each with its exchange.
    """

    rung: Rung
    depth: int
    why: RecordedExchange | None
    also: tuple[tuple[Rung, RecordedExchange], ...]


def nested(rungs: Sequence[Rung], reasons: Mapping[tuple[str, str], RecordedExchange]) -> tuple[Turn, ...]:
    """The rungs of a thread as they stand in a nested list: each right below what it answers most surely.

    ``reasons``: ids of a rung and of one that it answers, to the exchange. Of rungs that answer one another in a circle
    the earliest answers nothing.
    """
    known = {one.id: one for one in rungs}
    under = _above(rungs)
    answers: dict[str, list[str]] = {}
    for one in rungs:
        if one.id in under:
            answers.setdefault(under[one.id], []).append(one.id)
    order: list[tuple[str, int]] = []
    waiting = [(one.id, 0) for one in reversed(rungs) if one.id not in under]
    while waiting:
        name, depth = waiting.pop()
        order.append((name, depth))
        waiting += [(answer, depth + 1) for answer in reversed(answers.get(name, ()))]
    out = []
    for name, depth in order:
        why = reasons.get((name, under.get(name, "")))
        others = (other for other in known[name].answers if other in known and other != under.get(name))
        also = tuple((known[other], reasons[name, other]) for other in others if (name, other) in reasons)
        out.append(Turn(known[name], depth, why, also))
    return tuple(out)


def opening(record: Record, names: Sequence[str], link: Link) -> tuple[Turn, ...]:
    """Some utterances and events of a thread, by an item of each, without reading the others.

    ``link``: gives the address of an item. Raises :class:`~verbale.errors.NotInRecordError`.
    """
    reports = {name: record.reports(name) for name in names}
    stands_for = {item.id: name for name, found in reports.items() for item in found.items}
    best = occasions((item for found in reports.values() for item in found.items), stands_for)
    rungs = [
        replace(rung_of(one, link), who=_who(record, one), reports=reports[stands_for[one.id]].articles) for one in best
    ]
    why = reasons_of(record, rungs)
    surest = sorted(why, key=lambda ends: (-why[ends].score, ends))
    answers = {one.id: tuple(to for response, to in surest if response == one.id) for one in rungs}
    return nested(ordered(replace(one, answers=answers[one.id]) for one in rungs), why)


def _who(record: Record, item: Item) -> str:
    """Who spoke; of an event nobody."""
    if item.kind != "statement":
        return ""
    said = record.statement(item.id).statement
    names = (one.name or one.office or one.institution or "" for one in (said.speaker, *said.co_speakers))
    return " and ".join(dict.fromkeys(filter(None, names)))


def reasons_of(record: Record, rungs: Iterable[Rung]) -> dict[tuple[str, str], RecordedExchange]:
    """For ids of a rung and of one of ``rungs`` that it answers, the exchange that tells why."""
    listed = list(rungs)
    reports = {one.id: record.reports(one.id) for one in listed}
    stands_for = {item.id: name for name, found in reports.items() for item in found.items}
    why: dict[tuple[str, str], RecordedExchange] = {}
    for one in listed:
        for exchange in answers_of(record, one.id, reports[one.id]).answers:
            if (to := stands_for.get(exchange.to.id)) is not None:
                why.setdefault((one.id, to), exchange)
    return why


def _above(rungs: Sequence[Rung]) -> dict[str, str]:
    """Ids of rungs to that which each stands under: the first that it answers, and that does not stand under it."""
    known = {one.id for one in rungs}
    under: dict[str, str] = {}
    for one in rungs:
        for prompt in one.answers:
            if prompt in known and not _leads(prompt, one.id, under):
                under[one.id] = prompt
                break
    return under


def _leads(name: str, to: str, under: Mapping[str, str]) -> bool:
    """Whether going up from ``name`` one comes to ``to``."""
    while name != to and name in under:
        name = under[name]
    return name == to
