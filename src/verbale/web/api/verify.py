"""Whether the record holds the words of a quotation, who said them, and what differs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from verbale.linking.verify import Checked
from verbale.linking.wording import Difference as DifferenceOf
from verbale.record.store import Record
from verbale.serialize import speaker_to_json
from verbale.web import urls
from verbale.web.api.models import Model, Span, Speaker
from verbale.web.api.paging import Parameters
from verbale.web.api.problems import faulty
from verbale.web.api.values import LONGEST, LONGEST_QUOTE
from verbale.web.room import InRoom

router = APIRouter(tags=["statements"])
Verdict = Literal["exact", "altered", "joined", "wrong-speaker", "absent"]


class Verify(Parameters):
    """What is checked."""

    quote: str = Field(max_length=LONGEST_QUOTE, examples=["I know of no hammers."])
    """The words to check."""
    speaker: str = Field("", max_length=LONGEST, examples=["Tholl"])
    """Who is said to have said them: a name, an office, a state."""
    limit: int = Field(5, ge=1, le=50)
    """At most so many wordings."""


class WordDifference(Model):
    """A row of the claim laid beside the real words."""

    kind: str
    """`same`, `changed`, `added` (in the claim only) or `left out` (in the real words only)."""
    claimed: str
    """Words of the claim."""
    real: str
    """The real words."""
    claimed_span: Span
    """Offsets in the claim."""
    real_span: Span
    """Offsets in `quote`."""
    note: str
    """Why words that are not alike count as the same; else empty."""


class Passage(Model):
    """A further passage of a joined claim."""

    quote: str
    """The real words."""
    statement: str
    """Id of their statement."""
    url: str
    """Its page in this room."""
    differences: list[WordDifference]


class Finding(Model):
    """A real wording to which a claim may go back."""

    verdict: Verdict
    """What the claim is to it."""
    score: float
    """How near, 0 to 1."""
    quote: str
    """The real words."""
    speaker: Speaker
    date: str | None
    """When they were said, or else published."""
    outlet: str | None
    """Who published them, or null."""
    article: str
    """Id of the article."""
    statement: str
    """Id of the statement."""
    url: str
    """Its page in this room."""
    differences: list[WordDifference]
    further: list[Passage]
    """The other passages of a joined claim."""
    flags: list[str]
    """What to beware of."""
    reason: str
    """In words."""


class Verified(Model):
    """Whether the record holds the words of a quotation."""

    url: str
    """The page in this room that shows the same."""
    verdict: Verdict
    """That of the best finding; `absent` where nothing is near."""
    claimed: str
    """The words that were checked."""
    speaker: str | None
    """Who is said to have said them."""
    statements: int
    """How many statements were looked through."""
    total: int
    """How many findings there are in all."""
    findings: list[Finding]
    """The best first."""


@router.get("/verify")
def verify(room: InRoom, asked: Annotated[Verify, Query()]) -> Verified:
    """Check a quotation.

    Who said it, where and when; or the nearest real wording with what differs.
    """
    if not any(letter.isalnum() for letter in asked.quote):
        raise faulty("quote", "it has no word; give the words to check")
    speaker = asked.speaker.strip() or None
    with room.record() as record:
        found = record.verify(asked.quote, speaker, limit=None, registry=room.options.registry)
        findings = [_finding(record, one) for one in found[: asked.limit]]
        counts = room.counts(record)
    return Verified(
        url=urls.verify_url(asked.quote, asked.speaker.strip()),
        verdict=findings[0].verdict if findings else "absent",
        claimed=asked.quote,
        speaker=speaker,
        statements=counts.statements,
        total=len(found),
        findings=findings,
    )


def _finding(record: Record, one: Checked) -> Finding:
    quotable = one.quotable
    return Finding(
        verdict=one.verdict,
        score=one.score,
        quote=quotable.words,
        speaker=Speaker.model_validate(speaker_to_json(record.statement(quotable.id).statement.speaker)),
        date=quotable.date or None,
        outlet=quotable.outlet or None,
        article=quotable.article,
        statement=quotable.id,
        url=urls.statement_url(quotable.id),
        differences=_differences(one.differences),
        further=[
            Passage(
                quote=passage.quotable.words,
                statement=passage.quotable.id,
                url=urls.statement_url(passage.quotable.id),
                differences=_differences(passage.differences),
            )
            for passage in one.further
        ],
        flags=list(one.flags),
        reason=one.reason,
    )


def _differences(rows: Iterable[DifferenceOf]) -> list[WordDifference]:
    return [
        WordDifference(
            kind=row.kind,
            claimed=row.claimed,
            real=row.real,
            claimed_span=list(row.claimed_span),
            real_span=list(row.real_span),
            note=row.note,
        )
        for row in rows
    ]
