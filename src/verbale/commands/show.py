"""``verbale show``: one article with its evidence marked, or one statement and why it is there."""

from __future__ import annotations

from pathlib import Path

import click

from verbale.commands.common import console, emit, record_option
from verbale.record.store import Record


@click.command(short_help="Show an article or statement, evidence marked.")
@click.argument("name", metavar="ID")
@record_option
def show(name: str, record_path: Path) -> None:
    """Show an article, or one statement of it (ARTICLE#s3), with the evidence marked in the text."""
    from verbale import present

    out = console()
    plain = present.plain(out)
    with Record.open(record_path, create=False) as record:
        if "#" not in name:
            emit(out, present.article_view(record.article(name), plain=plain))
            return
        one = record.statement(name)
        decisions = [found for found in record.decisions() if found.statement == one.id]
        emit(out, present.statement_view(one, record.article(one.article.id), decisions, plain=plain))
