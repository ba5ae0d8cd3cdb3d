"""Checked quotations for the terminal: the real wording with what a claim makes of it in brackets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.text import Text

from verbale.commands.common import printable
from verbale.linking.verify import Checked, Verdict
from verbale.linking.wording import OMITTED, Difference
from verbale.present_text import CONTENT, LABEL, QUIET, SOURCE, clean
from verbale.schema import Speaker

if TYPE_CHECKING:
    from verbale.record.store import Record

#: Characters of the statement shown before and after the passage that a claim goes back to.
_AROUND = 90
#: Quotation marks that a statement's own words may begin and end with.
_OPENING, _CLOSING = ("“", "‘", '"', "«"), ("”", "’", '"', "»")
_CHANGED = Style(color="red", bold=True)

_VERDICTS: Mapping[Verdict, str] = {
    "exact": "said in these words",
    "altered": "said in other words",
    "joined": "passages put together as if said in a row",
    "wrong-speaker": "said by somebody else",
}


def checked_view(record: Record, found: Sequence[Checked], *, plain: bool) -> RenderableType:
    """The findings below one another, best first."""
    parts: list[RenderableType] = []
    for one in found:
        parts += [*_finding(record, one, plain=plain), Text()]
    legend = ["⟨what the quotation goes back to⟩"] if plain else ["in bold what the quotation goes back to"]
    if any(row.kind != "same" for one in found for row in _rows(one)):
        legend.append("[claimed → real], [left out: …] or [added: …] by the quotation")
    if any(row.note == OMITTED for one in found for row in _rows(one)):
        legend.append("[omitted: …] with a mark of omission")
    parts.append(Text("; ".join(legend), style=QUIET))
    return Group(*parts)


def _rows(one: Checked) -> Iterator[Difference]:
    yield from one.differences
    for passage in one.further:
        yield from passage.differences


def _finding(record: Record, one: Checked, *, plain: bool) -> Iterator[RenderableType]:
    quotable = one.quotable
    said = _VERDICTS[one.verdict]
    # The score of another's words counts less: where no word differs, it would tell of differences.
    same = one.verdict != "joined" and all(row.kind == "same" for row in _rows(one))
    alike = "" if same else f" · {one.score:.0%} alike"
    yield Text.assemble((one.verdict, LABEL), f": {said}{alike}")
    yield _indented(_wording(quotable.words, one.differences, plain=plain))
    for passage in one.further:
        yield _indented(_wording(passage.quotable.words, passage.differences, plain=plain))
    yield _indented(_who(record, one))
    others = [passage.quotable.id for passage in one.further]
    where = [clean(quotable.outlet), *(clean(name) for name in (quotable.id, *others))]
    yield _indented(Text(" · ".join(filter(None, where)), style=QUIET, overflow="fold"))
    marks = [flag for flag in one.flags if flag not in (one.verdict, "wrong speaker")]
    reason = printable(" ".join(one.reason.split()))
    yield _indented(Text("; ".join([reason, *marks]), style=QUIET))


def _indented(text: Text) -> RenderableType:
    return Padding(text, (0, 0, 0, 2))


def _who(record: Record, one: Checked) -> Text:
    speaker = record.statement(one.quotable.id).statement.speaker
    when = one.quotable.date or "undated"
    return Text.assemble((_named(speaker), SOURCE), f" · {when}")


def _named(speaker: Speaker) -> str:
    known = [part for part in (speaker.name, speaker.office, speaker.institution) if part]
    who = printable(", ".join(known)) or "unknown speaker"
    return f"{who} ({speaker.country})" if speaker.country else who


def _wording(words: str, rows: Sequence[Difference], *, plain: bool) -> Text:
    """A statement's words around and in the passage, with the differences."""
    first = min(row.real_span[0] for row in rows)
    last = max(row.real_span[1] for row in rows)
    before, after = _tail(words[:first]), _head(words[last:])
    out = Text("" if words.lstrip()[:1] in _OPENING else "“")
    out.append(before, QUIET)
    out.append("⟨" if plain else "", LABEL)
    for row, following in pairwise([*rows, None]):
        assert row is not None
        _append(out, row)
        if following is not None:
            out.append(_between(words, row, following))
    out.append("⟩" if plain else "", LABEL)
    out.append(after, QUIET)
    out.append("" if words.rstrip()[-1:] in _CLOSING else "”")
    return out


def _tail(text: str) -> str:
    """The end of what stands before a passage, on one line, with the blank after it."""
    line = clean(text)
    shown = line if len(line) <= _AROUND else "… " + line[-_AROUND:].partition(" ")[2]
    return shown + _blank(text[-1:])


def _head(text: str) -> str:
    """The beginning of what stands after a passage, with the blank before it."""
    line = clean(text)
    shown = line if len(line) <= _AROUND else line[:_AROUND].rpartition(" ")[0] + " …"
    return _blank(text[:1]) + shown


def _append(out: Text, row: Difference) -> None:
    claimed, real = clean(row.claimed), clean(row.real)
    if row.kind == "changed":
        out.append(f"[{claimed} → {real}]", _CHANGED)
    elif row.kind == "added":
        out.append(f"[added: {claimed}]", _CHANGED)
    elif row.kind == "left out":
        out.append(f"[left out: {real}]", _CHANGED)
    elif row.note == OMITTED:
        out.append(f"[omitted: {real}]", QUIET)
    else:
        out.append(real, CONTENT)


def _between(words: str, row: Difference, following: Difference) -> str:
    """What stands between two rows; a mark of omission where that is words, or goes back."""
    gap = words[row.real_span[1] : following.real_span[0]]
    if following.real_span[0] < row.real_span[1] or any(letter.isalnum() for letter in gap):
        return " … "
    core = clean(gap)
    return _blank(gap[:1]) + core + _blank(gap[-1:]) if core else " "


def _blank(letter: str) -> str:
    return " " if letter.isspace() else ""
