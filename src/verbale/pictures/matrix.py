"""Who speaks about whom: a table of counts, shaded, each of which leads to its statements."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from verbale.pictures import words as say
from verbale.pictures.ledger import html, markup, sideways
from verbale.record import glance
from verbale.record.store import Record

#: A state or organisation that speaks, and one that it speaks about, codes.
Pair = tuple[str, str]
#: Steps of shading; the greatest count has the last.
SHADES = 5


@dataclass(frozen=True, slots=True)
class Table:
    """How a matrix is written.

    ``link``: gives the address of the statements of one about another. ``most``: rows and columns that are shown, those
    with the most statements.
    """

    title: str
    link: Callable[[str, str], str]
    names: Mapping[str, str] = field(default_factory=dict)
    most: int = 16


def counts_of(record: Record, since: dt.date | None = None, until: dt.date | None = None) -> dict[Pair, int]:
    """How many statements of one state or organisation are about another, from ``since`` to ``until``, both included.

    By the date of the statement, else of its article; undated ones count only where no period is asked for.
    """
    return glance.who_about_whom(record, since, until)


def matrix(counts: Mapping[Pair, int], table: Table) -> str:
    """The counts as an HTML table: rows speak about columns; both in the order of their statements, most first."""
    speakers = _most({pair: number for pair, number in counts.items() if number > 0}, 0, table.most)
    spoken = _most({pair: number for pair, number in counts.items() if number > 0}, 1, table.most)
    top = max((counts.get((a, b), 0) for a in speakers for b in spoken if a != b), default=0)
    root = etree.Element("div", {"class": "matrixed"})
    left = sum(counts.values()) - sum(counts.get((a, b), 0) for a in speakers for b in spoken)
    note = f" {say.count(left, 'statement')} of or about others not shown." if left else ""
    html(root, "p").text = f"{say.clean(table.title)} Rows speak, columns are spoken about.{note}"
    box = sideways(table.title)
    root.append(box)
    made = html(box, "table", {"class": "matrix", "aria-label": say.clean(table.title)})
    head = html(html(made, "thead"), "tr")
    html(head, "th", {"scope": "col"}).text = "speaks ↓ about →"
    for code in spoken:
        html(head, "th", {"scope": "col"}).text = _name(code, table)
    body = html(made, "tbody")
    for speaker in speakers:
        row = html(body, "tr")
        html(row, "th", {"scope": "row"}).text = _name(speaker, table)
        for about in spoken:
            number = counts.get((speaker, about), 0)
            _cell(row, (speaker, about), number, shade(number, top), table)
    return markup(root)


def shade(number: int, top: int) -> int:
    """The step of shading of a count, 0 for none to :data:`SHADES` for ``top``; by square roots, so that few show."""
    if number <= 0 or top <= 0:
        return 0
    return max(1, min(SHADES, round(SHADES * math.sqrt(number / top))))


def _most(counts: Mapping[Pair, int], side: int, most: int) -> list[str]:
    totals: Counter[str] = Counter()
    for pair, number in counts.items():
        totals[pair[side]] += number
    return sorted(totals, key=lambda code: (-totals[code], code))[: max(0, most)]


def _cell(row: object, pair: Pair, number: int, step: int, table: Table) -> None:
    speaker, about = pair
    if speaker == about:
        html(html(row, "td", {"class": "self"}), "span").text = "–"
    elif not number:
        html(html(row, "td"), "span").text = "0"
    else:
        told = f"{_name(speaker, table)} about {_name(about, table)}: {say.count(number, 'statement')}"
        cell = html(row, "td", {"class": f"shade-{step}"})
        html(cell, "a", {"href": table.link(speaker, about), "aria-label": told}).text = f"{number:,}"


def _name(code: str, table: Table) -> str:
    return say.clean(table.names.get(code, code))
