"""Exchanges for the terminal: the answer, what it answers, and why it is thought so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.text import Text

from verbale.commands.common import printable
from verbale.linking.exchanges import Exchange, threads
from verbale.linking.items import Item
from verbale.present_text import QUIET, clean, shortened
from verbale.record.quotes import JOINT
from verbale.record.threads import RecordedExchange

#: Columns by which an answer is set in under what it answers.
_STEP = 2


def exchanges_list(found: Sequence[RecordedExchange]) -> RenderableType:
    """Each exchange as a block: what was said or done, and below it, set in, the answer."""
    return Group(*(block for one in found for block in (*_pair(one), Text(""))))


@dataclass(frozen=True, slots=True)
class Line:
    """A statement or event in a thread.

    ``depth``: how many answers lead to it. ``why``: the exchange by which it answers the line it stands under, None for
    the first; ``also``: exchanges by which it answers something else.
    """

    item: Item
    depth: int
    why: RecordedExchange | None = None
    also: tuple[RecordedExchange, ...] = ()


Thread = tuple[Line, ...]


def threads_of(found: Sequence[RecordedExchange]) -> list[Thread]:
    """What was said or done and everything that goes back to it, each answer right below what it answers.

    The longest threads first, then by time; the answers to one thing in order of time. Of several things that a
    response answers it stands under the surest.
    """
    items = {item.id: item for one in found for item in (one.response, one.to)}
    why = {(one.response.id, one.to.id): one for one in found}
    links = [Exchange(one.response.id, one.to.id, one.score, one.reason, one.basis) for one in found]
    prompt = {name: before for chain in threads(links) for before, name in pairwise(chain)}
    answers: dict[str, list[str]] = defaultdict(list)
    for name in sorted(prompt, key=lambda name: _when(items[name])):
        answers[prompt[name]].append(name)
    also: dict[str, list[RecordedExchange]] = defaultdict(list)
    for (name, before), one in why.items():
        if prompt.get(name) != before:
            also[name].append(one)
    first = [name for name in answers if name not in prompt]
    made = []
    for root in first:
        order = _in_order(root, answers)
        lines = (
            Line(items[name], depth, why.get((name, prompt.get(name, ""))), tuple(also[name])) for name, depth in order
        )
        made.append(tuple(lines))
    return sorted(made, key=lambda thread: (-len(thread), _when(thread[0].item)))


class ThreadsList:
    """Threads one below the other, each answer set in one step under what it answers."""

    def __init__(self, threads: Sequence[Thread]) -> None:
        """``threads``: as :func:`threads_of` gives them."""
        self._threads = threads

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw it; what is set in too far for the terminal stands at the half of it, with its depth in numbers."""
        deepest = options.max_width // 2 // _STEP
        for thread in self._threads:
            for line in thread:
                told = _line(line.item)
                if line.depth > deepest:
                    told = Text.assemble((f"({line.depth}) ", QUIET), told)
                reasons = [_reason(line.why)] if line.why else []
                reasons += [_other(one) for one in line.also]
                yield Padding(Group(told, *reasons), (0, 0, 0, _STEP * min(line.depth, deepest)))
            yield Text("")


def _in_order(root: str, answers: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, int]]:
    """The ids of a thread with their depths, each before its answers; a long thread needs no deep stack."""
    waiting = [(root, 0)]
    while waiting:
        name, depth = waiting.pop()
        yield name, depth
        waiting += [(answer, depth + 1) for answer in reversed(answers.get(name, ()))]


def _when(item: Item) -> tuple[bool, str, str]:
    return item.day is None, str(item.day), item.id


def _pair(one: RecordedExchange) -> tuple[RenderableType, ...]:
    return _line(one.to), Padding(_line(one.response), (0, 0, 0, _STEP)), Padding(_reason(one), (0, 0, 0, _STEP))


def _line(item: Item) -> Text:
    who = ", ".join(sorted(item.actors)) or "unknown"
    towards = ", ".join(sorted(item.targets - item.actors))
    what = (
        item.act
        if item.kind == "statement"
        else f"{item.type}{'' if item.status == 'occurred' else f' ({item.status})'}"
    )
    head = f"{item.day or 'undated'}  {who}{f' → {towards}' if towards else ''}  {what}  "
    where = " · ".join(filter(None, (clean(item.outlet), clean(item.id))))
    return Text.assemble((head, "bold"), shortened(printable(_words(item))), ("  " + where, QUIET))


def _words(item: Item) -> str:
    """The words shown: of an event told in several places, the best one."""
    return item.words if item.kind == "statement" else item.words.partition(JOINT)[0]


def _reason(one: RecordedExchange) -> Text:
    return Text(f"answers that: {printable(one.reason)} ({one.score:.2f})", style=QUIET)


def _other(one: RecordedExchange) -> Text:
    return Text(f"also answers {clean(one.to.id)} ({one.score:.2f})", style=QUIET)
