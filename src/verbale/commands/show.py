"""``verbale show``: one article with its evidence marked, or one statement or event and why it is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verbale.commands.common import console, emit, record_option
from verbale.record.store import Record

if TYPE_CHECKING:
    from rich.console import RenderableType

_EVENT = re.compile(r"#e\d+\Z")


@click.command(short_help="Show an article, statement or event, evidence marked.")
@click.argument("name", metavar="ID")
@record_option
def show(name: str, record_path: Path) -> None:
    """Show an article, or one statement (ARTICLE#s3) or event (ARTICLE#e2) of it, with the evidence marked."""
    from verbale import present

    out = console()
    plain = present.plain(out)
    with Record.open(record_path, create=False) as record:
        if "#" not in name:
            emit(out, present.article_view(record.article(name), plain=plain))
        elif _EVENT.search(name):
            emit(out, _event(record, name, plain=plain))
        else:
            one = record.statement(name)
            decisions = [found for found in record.decisions() if found.statement == one.id]
            emit(out, present.statement_view(one, record.article(one.article.id), decisions, plain=plain))


def _event(record: Record, name: str, *, plain: bool) -> RenderableType:
    from verbale.present_events import event_view

    one = record.event(name)
    decisions = [found for found in record.event_decisions() if found.event == one.id]
    return event_view(one, record.article(one.article.id), decisions, plain=plain)
