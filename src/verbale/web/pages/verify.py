"""Verify: whether the record holds the words of a quotation, and what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from verbale.linking.verify import Checked, Verdict
from verbale.record.model import RecordedStatement
from verbale.record.store import Record
from verbale.record.verify import state_names
from verbale.web.beside import Beside, differs, wordings
from verbale.web.room import InRoom, Room, UnclearError, render

router = APIRouter()
#: Wordings that are shown, and the longest quotation that is checked.
SHOWN, LONGEST = 5, 4000
#: What a verdict says, and the class by which the stylesheet colours it.
VERDICTS: Mapping[Verdict, tuple[str, str]] = {
    "exact": ("Said in these words", "good"),
    "altered": ("Said in other words", "apart"),
    "joined": ("Passages put together as if said in a row", "apart"),
    "wrong-speaker": ("Said by somebody else", "bad"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A real wording beside the quotation.

    ``said``: the verdict in words; ``differs``: some word is not as it was said, and ``flags``: what to beware of.
    """

    checked: Checked
    said: str
    tone: str
    differs: bool
    flags: tuple[str, ...]
    wordings: tuple[Beside, ...]
    statements: Mapping[str, RecordedStatement]


@router.get("/verify", response_class=HTMLResponse)
def verify(request: Request, room: InRoom, quote: str = "", speaker: str = "") -> HTMLResponse:
    """The form; with a quotation what it goes back to."""
    if len(quote) > LONGEST:
        raise UnclearError(f"A quotation of more than {LONGEST:,} characters is not checked; give a part of it.")
    quote, speaker = quote.strip(), speaker.strip()
    asked = any(letter.isalnum() for letter in quote)
    found: tuple[Finding, ...] = ()
    total = 0
    nameless: Sequence[str] = ()
    if asked:
        with room.record() as record:
            every = record.verify(quote, speaker or None, limit=None, registry=room.options.registry)
            found, total = tuple(_finding(record, one) for one in every[:SHOWN]), len(every)
        nameless = _nameless(room, every[:SHOWN]) if speaker else ()
    return render(
        request,
        "verify.html",
        quote=quote,
        speaker=speaker,
        checked=asked,
        found=found,
        total=total,
        nameless=nameless,
    )


def _finding(record: Record, one: Checked) -> Finding:
    said, tone = VERDICTS[one.verdict]
    beside = wordings(one)
    flags = tuple(flag for flag in one.flags if flag not in (one.verdict, "wrong speaker"))
    return Finding(
        one, said, tone, differs(one), flags, beside, {each.id: record.statement(each.id) for each in beside}
    )


def _nameless(room: Room, found: Sequence[Checked]) -> Sequence[str]:
    """States of speakers whose names are not known, so that a speaker cannot be told by them."""
    doubtful = {one.quotable.country for one in found if {"wrong speaker", "speaker unknown"} & set(one.flags)}
    return sorted(set(filter(None, doubtful)) - set(state_names(room.options.registry)))
