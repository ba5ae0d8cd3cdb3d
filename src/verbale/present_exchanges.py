"""Exchanges for the terminal: the answer, what it answers, and why it is thought so."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from verbale.commands.common import printable
from verbale.linking.exchanges import Exchange, threads
from verbale.linking.items import Item
from verbale.present_text import QUIET, clean, shortened
from verbale.record.quotes import JOINT
from verbale.record.threads import RecordedExchange


def exchanges_list(found: Sequence[RecordedExchange]) -> RenderableType:
    """Each exchange as a block: what was said or done, and below it, set in, the answer."""
    return Group(*(block for one in found for block in (*_pair(one), Text(""))))


def threads_list(found: Sequence[RecordedExchange], limit: int) -> RenderableType:
    """Chains of answers, the longest first; ``limit``: at most so many, 0 for all."""
    items = {item.id: item for one in found for item in (one.response, one.to)}
    why = {(one.response.id, one.to.id): one for one in found}
    links = [Exchange(one.response.id, one.to.id, one.score, one.reason, one.basis) for one in found]
    chains = sorted(threads(links), key=lambda c: (-len(c), c))
    blocks: list[RenderableType] = []
    for chain in chains[: limit or None]:
        for depth, name in enumerate(chain):
            answered = next((why[name, earlier] for earlier in chain[:depth] if (name, earlier) in why), None)
            blocks.append(Padding(_line(items[name]), (0, 0, 0, 2 * depth)))
            if answered:
                blocks.append(Padding(_reason(answered), (0, 0, 0, 2 * depth)))
        blocks.append(Text(""))
    return Group(*blocks)


def _pair(one: RecordedExchange) -> tuple[RenderableType, ...]:
    return _line(one.to), Padding(_line(one.response), (0, 0, 0, 2)), Padding(_reason(one), (0, 0, 0, 2))


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
