"""``verbale show``: an article with its evidence marked, or a statement or event, why it is there, who reports it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from verbale.commands.common import binary_stdout, complain, console, emit, record_option
from verbale.errors import NotInRecordError, RecordError
from verbale.record.store import Record
from verbale.record.writing import storable
from verbale.serialize import Json, annotated_to_json, dumps

if TYPE_CHECKING:
    from rich.console import RenderableType

    from verbale.record.threads import Answers, Reports

_EVENT = re.compile(r"#e\d+\Z")


@click.command(short_help="Show an article, statement or event, evidence marked.")
@click.argument("name", metavar="ID")
@record_option
@click.option(
    "--format", "form", type=click.Choice(("text", "jsonl")), default="text", show_default=True, help="Output."
)
def show(name: str, record_path: Path, form: Literal["text", "jsonl"]) -> None:
    """Show an article, or one statement (ARTICLE#s3) or event (ARTICLE#e2) of it, with the evidence marked.

    Below a statement or event stands who else reports it, how their words differ, in what they do not agree, and what
    it answers and is answered by.
    """
    from verbale import present

    name = storable(name)
    with Record.open(record_path, create=False) as record:
        if form == "jsonl":
            out = binary_stdout()
            out.write(dumps(_row(record, name)).encode() + b"\n")
            out.flush()
            return
        screen = console()
        plain = present.plain(screen)
        if "#" not in name:
            annotated = record.article(name)
            emit(screen, present.article_view(annotated, plain=plain, elsewhere=_elsewhere(record, name)))
            return
        emit(screen, _event(record, name, plain=plain) if _is_event(name) else _statement(record, name, plain=plain))
        if (told := _linked(record, name)) is not None:
            from verbale.present_reports import reports_view

            below = reports_view(name, *told, plain=plain)
            if below is not None:
                emit(screen, below)


def _is_event(name: str) -> bool:
    return bool(_EVENT.search(name))


def _statement(record: Record, name: str, *, plain: bool) -> RenderableType:
    from verbale import present

    one = record.statement(name)
    decisions = [found for found in record.decisions() if found.statement == one.id]
    return present.statement_view(one, record.article(one.article.id), decisions, plain=plain)


def _event(record: Record, name: str, *, plain: bool) -> RenderableType:
    from verbale.present_events import event_view

    one = record.event(name)
    decisions = [found for found in record.event_decisions() if found.event == one.id]
    return event_view(one, record.article(one.article.id), decisions, plain=plain)


def _row(record: Record, name: str) -> Json:
    """What is shown as one object."""
    from verbale.record.export import event_row, statement_row

    if "#" not in name:
        return annotated_to_json(record.article(name))
    row = event_row(record.event(name)) if _is_event(name) else statement_row(record.statement(name))
    told = _linked(record, name)
    if told is None:
        return row
    from verbale.record.report_rows import reports_row

    return row | reports_row(name, *told)


def _linked(record: Record, name: str) -> tuple[Reports, Answers] | None:
    """The reports and exchanges of a statement or event; None where the record has not linked it."""
    from verbale.record.threads import answers_of

    try:
        reports = record.reports(name)
    except NotInRecordError:
        return None
    try:
        record.settle()
    except RecordError as error:
        # To show what stands in a record must work while another program fills it, and where it cannot be written.
        complain(f"answers may be missing: {error}")
    return reports, answers_of(record, name, reports)


def _elsewhere(record: Record, article: str) -> Mapping[str, int]:
    """Statement id in an article to the number of other articles that report it, where there are any."""
    found = {}
    for one in record.article(article).statements:
        try:
            others = record.reports(f"{article}#{one.id}").articles - 1
        except NotInRecordError:
            continue
        if others:
            found[one.id] = others
    return found
