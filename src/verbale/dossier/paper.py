"""A dossier as both makers of documents take it: plain texts in order, with pictures as SVG."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set
from typing import Any

from verbale.dossier.figures import on_paper
from verbale.dossier.model import Answered, Dossier, Entry, Held, Shifted, Source

#: Letters in a row after which a line may break; longer words are none that a language has.
_RUN = 40
_UNBROKEN = re.compile(rf"\S{{{_RUN}}}(?=\S)")
_RTL = frozenset({"R", "AL"})
_MARKED = frozenset({"R", "AL", "L"})


def data(dossier: Dossier) -> dict[str, Any]:
    """A dossier as JSON can hold it; raises as :func:`verbale.dossier.figures.on_paper`."""
    known = {one.anchor for one in dossier.entries}
    return {
        "kicker": dossier.kicker,
        "title": breakable(dossier.title),
        "rtl": is_rtl(dossier.title),
        "period": dossier.period,
        "record": breakable(dossier.record),
        "made": dossier.made,
        "numbers": [[breakable(name), f"{number:,}"] for name, number in dossier.numbers],
        "counts": list(dossier.counts),
        "pictures": [{"title": one.title, "svg": one.svg, "told": one.told} for one in on_paper(dossier)],
        "entries": [_entry(one, known) for one in dossier.entries],
        "held": [_held(one) for one in dossier.held],
        "shifts": [_shift(one, known) for one in dossier.shifts],
        "answers": [_answer(one, known) for one in dossier.answers],
        "sources": [_source(one) for one in dossier.sources],
    }


def breakable(text: str) -> str:
    """A text in which a word of more letters than any language has can be broken between lines."""
    return _UNBROKEN.sub(lambda found: f"{found[0]}\u200b", text)


def is_rtl(text: str) -> bool:
    """Whether a text runs from right to left, by its first letter that tells."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((one in _RTL for one in strong if one in _MARKED), False)


def sure(score: float) -> str:
    """How sure something is, as a share."""
    return f"score {score:.2f}"


def _entry(one: Entry, known: Set[str]) -> dict[str, Any]:
    """An entry; ``known``: the anchors of the chronology."""
    told = " · ".join(filter(None, (one.label, one.quad, one.status)))
    return {
        "anchor": one.anchor,
        "when": one.when,
        "who": breakable(one.who),
        "towards": breakable(one.towards),
        "told": breakable(told),
        "quad": one.quad,
        "words": breakable(one.words),
        "rtl": is_rtl(one.words),
        "cut": f"{one.cut:,} more characters in the record" if one.cut else "",
        "sources": list(one.sources),
        # Only what stands in the document can be led to.
        "answers": [[anchor, breakable(told)] for anchor, told in one.answers if anchor in known],
    }


def _held(one: Held) -> list[str]:
    who = f"{breakable(one.government)} about {breakable(one.about)}"
    return [who, one.topic, f"{one.entries:,}", one.first, one.last, f"{one.shifts:,}"]


def _shift(one: Shifted, known: Set[str]) -> dict[str, Any]:
    return {
        "head": breakable(f"{one.kind[:1].upper()}{one.kind[1:]}, {one.when}"),
        "position": breakable(f"{one.position}; on {one.matter}"),
        "reason": breakable(f"{one.reason}; {sure(one.score)}."),
        "old": _entry(one.old, known),
        "new": _entry(one.new, known),
    }


def _answer(one: Answered, known: Set[str]) -> dict[str, Any]:
    reason = breakable(f"{one.reason}; {sure(one.score)}.")
    return {"prompt": _entry(one.prompt, known), "response": _entry(one.response, known), "reason": reason}


def _source(one: Source) -> dict[str, Any]:
    return {
        "number": one.number,
        "reference": breakable(one.reference),
        "rtl": is_rtl(one.reference),
        "url": one.url,
        "shown": breakable(one.url),
        "article": breakable(one.article),
    }
