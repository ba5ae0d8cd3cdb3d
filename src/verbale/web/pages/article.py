"""An article: its whole text, the statements and events in it marked, and in the margin who says what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from verbale.schema import Annotated, Event, Statement
from verbale.web import urls, wording
from verbale.web.marking import Block, blocks, marks_of, places_of
from verbale.web.room import InRoom, NotFoundError, render

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as it is laid out.

    ``links``: own ids of its statements and events (``s1``) to their addresses. ``done_by``: own ids of statements to
    the events that they do. ``alone``: own ids of events that no statement of the article does.
    """

    annotated: Annotated
    blocks: tuple[Block, ...]
    links: Mapping[str, str]
    statements: Mapping[str, Statement]
    events: Mapping[str, Event]
    done_by: Mapping[str, tuple[Event, ...]]
    alone: frozenset[str]

    @property
    def text(self) -> str:
        """The article's text."""
        return self.annotated.article.text


def reading(annotated: Annotated, only: Iterable[str] | None = None) -> Reading:
    """The layout of an article; ``only``: own ids of what is marked in it, else all."""
    article = annotated.article
    wanted = None if only is None else frozenset(only)
    said = [one for one in annotated.statements if wanted is None or one.id in wanted]
    done = [one for one in annotated.events if wanted is None or one.id in wanted]
    statements, events = {one.id: one for one in said}, {one.id: one for one in done}
    tints = (
        {one.act: wording.act_class(one.act) for one in said},
        {one.type: wording.type_class(one.type) for one in done},
    )
    by: dict[str, tuple[Event, ...]] = {}
    for event in done:
        if event.statement in statements:
            by[event.statement] = (*by.get(event.statement, ()), event)
    return Reading(
        annotated,
        blocks(article, marks_of(said, done, tints), places_of(said, done)),
        {one: urls.item_url(f"{article.id}#{one}") for one in (*statements, *events)},
        statements,
        events,
        by,
        frozenset(events) - {event.id for some in by.values() for event in some},
    )


@router.get("/article/{name:path}", response_class=HTMLResponse)
def article(request: Request, room: InRoom, name: str, show: str = "") -> HTMLResponse:
    """One article; ``show``: the own id of a statement or event that is picked out."""
    with room.record() as record:
        annotated = record.article(name)
    laid_out = reading(annotated)
    if show and show not in laid_out.links:
        raise NotFoundError(f"This article has no statement or event {show!r}.")
    return render(request, "article.html", article=annotated.article, model=annotated.model, it=laid_out, show=show)
