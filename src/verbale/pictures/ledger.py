"""The ledger: the rungs of a ladder as a table, for those who hear a page, and the figure of both together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from verbale.pictures import words as say
from verbale.pictures.ladder import NARROW, WIDE, Frame, layout
from verbale.pictures.ladder_svg import Look, description, ladder_element
from verbale.pictures.rungs import Rung, called, ordered

_COLUMNS = ("", "Date", "Who", "Towards", "What", "In words", "Answers")


@dataclass(frozen=True, slots=True)
class Figure:
    """How the figure of a ladder is written: ``title`` in words; ``name``: an id, different for each of a page."""

    title: str
    name: str = "ladder"


def ladder_figure(rungs: Sequence[Rung], frame: Frame, figure: Figure) -> str:
    """The ladder for wide and for narrow pages, of which the style sheet shows one, and its ledger, as HTML.

    The sizes of ``frame`` do not count. Raises ``ValueError`` as :func:`verbale.pictures.ladder.layout`.
    """
    root = etree.Element("figure", {"class": "pictured"})
    ladders = {kind: layout(rungs, replace(frame, sizes=sizes)) for kind, sizes in (("wide", WIDE), ("narrow", NARROW))}
    caption = html(root, "figcaption")
    html(caption, "strong").text = say.clean(figure.title)
    caption[-1].tail = f" — {description(ladders['wide'])}"
    for kind, ladder in ladders.items():
        look = Look(figure.title, f"{figure.name}-{kind}", kind=f"picture--{kind}")
        root.append(ladder_element(ladder, look))
    drawn = [step.rung for step in ladders["wide"].steps]
    if drawn:
        details = html(root, "details")
        html(details, "summary").text = "The same as a table"
        details.append(ledger_element(drawn, frame.names, figure.title))
    return markup(root)


def ledger(rungs: Sequence[Rung], names: Mapping[str, str], title: str) -> str:
    """The rungs as an HTML table, in order of time; each date leads to the sentence."""
    return markup(ledger_element(rungs, names, title))


def ledger_element(rungs: Sequence[Rung], names: Mapping[str, str], title: str) -> Any:
    """The same as an element of lxml, which scrolls sideways where it is too wide."""
    root = sideways(title)
    table = html(root, "table", {"class": "ledger"})
    html(table, "caption").text = say.clean(title)
    head = html(html(table, "thead"), "tr")
    for name in _COLUMNS:
        html(head, "th" if name else "td", {"scope": "col"} if name else {}).text = name
    body = html(table, "tbody")
    in_order = ordered(rungs)
    known = {one.id: (number, one) for number, one in enumerate(in_order, 1)}
    for one in in_order:
        _row(html(body, "tr"), one, names, known)
    return root


def _row(row: Any, one: Rung, names: Mapping[str, str], known: Mapping[str, tuple[int, Rung]]) -> None:
    html(row, "td", {"class": "number"}).text = str(known[one.id][0])
    html(html(row, "th", {"scope": "row", "class": "date"}), "a", {"href": one.url}).text = one.when()
    who = called(one.actors, names) or "unknown"
    html(row, "td").text = say.clean(f"{who} ({one.who})" if one.who else who)
    html(row, "td").text = "one another" if one.reciprocal else called(one.recipients, names) or "nobody named"
    about = [one.quad] if one.quad else []
    about += [say.STATUSES[one.status]] if one.status in say.STATUSES else []
    about += [say.count(one.reports, "report")] if one.reports > 1 else []
    html(row, "td").text = say.clean(one.label) + (f" ({', '.join(about)})" if about else "")
    html(row, "td", {"class": "said"}).text = say.clean(one.words)
    cell = html(row, "td")
    for number, prompt in (known[name] for name in one.answers if name in known):
        if len(cell):
            cell[-1].tail = ", "
        to = f"{called(prompt.actors, names) or 'unknown'}, {say.clean(prompt.label)}, {prompt.when()}"
        link = html(cell, "a", {"href": prompt.url, "aria-label": f"{number}: {to}"})
        link.text = f"{number} {say.clean(prompt.label)}"


def sideways(title: str) -> Any:
    """A box for what may be too wide; it can be reached and scrolled with the keyboard."""
    label = {"role": "region", "aria-label": say.clean(title), "tabindex": "0"}
    return etree.Element("div", {"class": "sideways", **label})


def html(parent: Any, tag: str, attributes: Mapping[str, str] | None = None) -> Any:
    """A new HTML element in ``parent``."""
    return etree.SubElement(parent, tag, dict(attributes or {}))


def markup(element: Any) -> str:
    """An element as the text of a page."""
    return etree.tostring(element, encoding="unicode", method="html")  # type: ignore[no-any-return]
