"""Who else reports a statement or event, for the terminal: independent outlets, prints, variants, contradictions.

Brackets mark every difference of wording, with colour and without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.text import Text

from verbale.commands.common import count, printable
from verbale.linking.disagreements import Contradiction
from verbale.linking.items import Item
from verbale.linking.same import groups
from verbale.present_text import CONTENT, LABEL, QUIET, clean, shortened
from verbale.record.report_rows import Beside, Likeness, Piece, beside, in_order, words_of
from verbale.record.threads import Answers, RecordedExchange, Reports

_CHANGED = Style(color="red", bold=True)
_INDENT = 2
#: Characters of a report's words before and after those that it has in common with the words shown.
_AROUND = 90
#: Of words that only one of two wordings has.
_LONGEST_DIFFERENCE = 80
_LONGEST_VALUE = 160

_LIKENESS: Mapping[Likeness, str] = {
    "same": "the same words",
    "changed": "",
    "more": "the same words and more",
    "part": "a part of the words",
    "own": "in words of its own",
}


def reports_view(item_id: str, reports: Reports, answers: Answers, *, plain: bool) -> RenderableType | None:
    """All of it below one another; None where there is one report only and no exchange."""
    parts: list[RenderableType] = []
    if len(reports.items) > 1:
        parts += [Text(), *_reports(item_id, reports, plain=plain)]
        if apart := [found for _, _, found in reports.contradictions]:
            parts += [Text(), *_contradictions(apart, {item.id: item for item in reports.items})]
    for title, found in (("Answers", answers.answers), ("Answered by", answers.answered_by)):
        if found:
            far = [(one.to if found is answers.answers else one.response, one) for one in found]
            parts += [Text(), Text(title, CONTENT), *(_exchange(item, one) for item, one in far)]
    return Group(*parts) if parts else None


def _reports(item_id: str, reports: Reports, *, plain: bool) -> Iterator[RenderableType]:
    outlets = count(reports.outlets, "independent outlet")
    yield Text(f"Reported by {outlets} in {count(reports.articles, 'article')}", CONTENT)
    yield Text()
    prints = reports.prints()
    (shown,) = (item for item in reports.items if item.id == item_id)
    legend: dict[str, None] = {}
    for item in in_order(reports):
        found = beside(words_of(shown), words_of(item))
        yield _head(item, "shown above" if item is shown else _likeness(found))
        if item.article in prints:
            yield _set_in(Text(f"prints the text of {clean(prints[item.article])}", QUIET))
        if item is not shown and not (found and found.wording == "same"):
            yield _set_in(_wording(words_of(item), found, plain=plain))
            legend |= dict.fromkeys(_legend(found, plain=plain))
    if legend:
        yield Text("\n" + "; ".join(legend), style=QUIET)


def _likeness(found: Beside | None) -> str:
    if found is None:
        return _LIKENESS["own"]
    # Of a part that differs besides, the brackets tell the rest.
    return _LIKENESS["part" if found.part else found.wording]


def _head(item: Item, note: str) -> Text:
    day = item.published.isoformat() if item.published else "undated   "
    where = " · ".join(filter(None, (clean(item.outlet), clean(item.id))))
    return Text.assemble((day, LABEL), f"  {where}", (f" · {note}" if note else "", QUIET))


def _legend(found: Beside | None, *, plain: bool) -> Iterator[str]:
    if found is None:
        return
    if found.more and plain:
        yield "⟨what has its counterpart above⟩"
    kinds = {piece.kind for piece in found.differences}
    if "changed" in kinds:
        yield "[words above → words here]"
    if "left out" in kinds:
        yield "[left out: only above]"
    if "added" in kinds:
        yield "[added: only here]"


def _wording(words: str, found: Beside | None, *, plain: bool) -> Text:
    """A report's words on one line, with the differences to those shown; words that stand around these are dim."""
    if found is None:
        return Text(shortened(printable(words)))
    first, last = found.pieces[0].span[0], found.pieces[-1].span[1]
    out = Text()
    out.append(_tail(words[:first]), QUIET)
    bracketed = plain and found.more
    out.append("⟨" if bracketed else "", LABEL)
    at = first
    for piece in found.pieces:
        out.append(_line(words[at : piece.span[0]]))
        at = piece.span[1]
        _append(out, piece, words[at : at + 1])
    # Marks that end a sentence belong to it.
    rest = words[last:]
    mark = rest[: len(rest) - len(rest.lstrip(".,;:!?"))]
    out.append(printable(mark))
    out.append("⟩" if bracketed else "", LABEL)
    out.append(_start(rest[len(mark) :]), QUIET)
    return out


def _append(out: Text, piece: Piece, following: str) -> None:
    shown, here = (shortened(clean(text), _LONGEST_DIFFERENCE) for text in (piece.shown, piece.here))
    if piece.kind == "same":
        out.append(_line(piece.here))
    elif piece.kind == "changed":
        out.append(f"[{shown} → {here}]", _CHANGED)
    elif piece.kind == "added":
        out.append(f"[added: {here}]", _CHANGED)
    else:
        # It stands at a point between the report's words, which has a blank on one side at most.
        before = " " if out.plain and not out.plain[-1].isspace() else ""
        out.append(f"{before}[left out: {shown}]", _CHANGED)
        out.append(" " if following.isalnum() else "")


def _line(text: str) -> str:
    """Text with its blanks, on one line."""
    return "".join(" " if letter.isspace() else letter for letter in printable(text))


def _tail(text: str) -> str:
    line = clean(text)
    shown = line if len(line) <= _AROUND else "… " + line[-_AROUND:].partition(" ")[2]
    return shown + (" " if text[-1:].isspace() else "")


def _start(text: str) -> str:
    line = clean(text)
    shown = line if len(line) <= _AROUND else line[:_AROUND].rpartition(" ")[0] + " …"
    return (" " if text[:1].isspace() else "") + shown


def _contradictions(found: Sequence[Contradiction], items: Mapping[str, Item]) -> Iterator[RenderableType]:
    """What the reports do not agree on: each value once, with all the reports that give it."""
    yield Text("The reports do not agree", CONTENT)
    for about, reason, values in disagreements(found):
        yield Text.assemble((about, LABEL), (f"  {clean(reason)}" if reason else "", QUIET))
        first = values[0][0]
        for value, ids in values:
            told = _value(about, value, beside(first, value) if about == "wording" and value != first else None)
            where = "; ".join(_places(items[id] for id in ids))
            yield _set_in(Text.assemble(told, ("  " + where, QUIET)))


def _value(about: str, value: str, found: Beside | None) -> Text:
    """What reports say of a point; of a wording with the differences to the first one."""
    if found is not None:
        return Text.assemble("“", _wording(value, found, plain=False), "”")
    said = shortened(clean(value), _LONGEST_VALUE)
    return Text(f"“{said}”" if about in ("wording", "number") else said)


def _places(items: Iterable[Item]) -> Iterator[str]:
    """Outlets, each with the ids of its reports."""
    ordered = sorted(items, key=lambda item: (item.outlet, item.id))
    for outlet, own in groupby(ordered, key=lambda item: item.outlet):
        yield " · ".join(filter(None, (clean(outlet), ", ".join(clean(item.id) for item in own))))


#: About what; why, where that is one thing; each value with the ids of the reports that give it.
Disagreement = tuple[str, str, list[tuple[str, list[str]]]]


def disagreements(found: Sequence[Contradiction]) -> Iterator[Disagreement]:
    """Contradictions of pairs, joined where they share a value; the value of most reports first, dates by time."""
    points = {(one.about, one.reason if one.about == "number" else "") for one in found}
    for about, thing in sorted(points):
        here = [one for one in found if one.about == about and (not thing or one.reason == thing)]
        links = [(one.in_first, one.in_second) for one in here]
        for values in groups({value for link in links for value in link}, links):
            rows = [one for one in here if one.in_first in values]
            told = [(one.in_first, one.first) for one in rows] + [(one.in_second, one.second) for one in rows]
            ids = [(value, sorted({name for given, name in told if given == value})) for value in values]
            reasons = {one.reason for one in rows}
            # Which words differ is told by the marks, in one direction.
            reason = reasons.pop() if len(reasons) == 1 and about != "wording" else ""
            yield about, reason, ids if about == "date" else sorted(ids, key=lambda one: -len(one[1]))


def _exchange(item: Item, one: RecordedExchange) -> RenderableType:
    """The other side of an exchange on one line, cut where the line ends."""
    who = ", ".join(sorted(item.actors)) or "unknown"
    what = item.act or item.type
    head = f"{item.day or 'undated'}  {printable(f'{who} {what}')}  "
    line = Text.assemble((f"{clean(item.id)}  ", QUIET), head, clean(words_of(item)))
    line.no_wrap, line.overflow = True, "ellipsis"
    return _set_in(line)


def _set_in(text: Text) -> RenderableType:
    return Padding(text, (0, 0, 0, _INDENT))
