"""A dossier as HTML: the body of a page of the reading room, or a file of its own with its style in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from verbale.dossier.figures import Picture, course, lines
from verbale.dossier.model import Dossier
from verbale.pictures.charts import NARROW, WIDE
from verbale.pictures.ledger import Figure, ladder_figure
from verbale.pictures.paint import stylesheet

if TYPE_CHECKING:
    from verbale.web.room import Room


def context(dossier: Dossier, link: Callable[[str], str] | None = None) -> dict[str, Any]:
    """What the template ``partials/dossier.html`` needs.

    ``link``: gives the address of a statement or event by id; without it all leads to places in the document.
    """
    anchors = {one.id: f"#{one.anchor}" for one in dossier.entries}
    to = link or (lambda item: anchors.get(item, "#chronology"))
    return {"dossier": dossier, "figures": _figures(dossier, to), "item_url": link}


def page(room: Room, dossier: Dossier) -> str:
    """The dossier as a file that needs nothing beside itself."""
    from verbale.web.room import STATIC

    # The style sheets ship with the program; nothing of the record is in them.
    own = [(STATIC / name).read_text(encoding="utf-8") for name in ("room.css", "dossier.css")]
    style = Markup("\n".join((*own, stylesheet())))
    return room.page("dossier_file.html", {**context(dossier), "style": style})


def _figures(dossier: Dossier, link: Callable[[str], str]) -> list[tuple[str, Markup]]:
    """Figures with their headings; all that they hold of the record is escaped where they are drawn."""
    out = []
    for make in (course, lines):
        wide, narrow = make(dossier, WIDE, link), make(dossier, NARROW, link)
        out += [(one.title, _both(one, other)) for one, other in zip(wide, narrow, strict=True)]
    many = len(dossier.drawn.ladders)
    for number, steps in enumerate(dossier.drawn.ladders, 1):
        title = "What was said and done" + (f", part {number} of {many}" if many > 1 else "")
        rungs = [replace(one, url=link(one.id)) for one in steps.rungs]
        drawn = ladder_figure(rungs, steps.frame, Figure(title, f"ladder-{number}"))
        out.append(("", Markup(drawn)))
    return out


def _both(wide: Picture, narrow: Picture) -> Markup:
    figure = Markup('<figure class="pictured"><figcaption><strong>{}</strong> — {}</figcaption>{}{}</figure>')
    return figure.format(wide.title, wide.told, Markup(wide.svg), Markup(narrow.svg))
