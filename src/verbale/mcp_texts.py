"""What the tools of the MCP server answer: short texts about what a record holds, every line with the id it rests on.

Words of articles stand in quotation marks on one line, whatever they hold, so that nothing in an article can pass for
something that the record says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from verbale.errors import NotInRecordError
from verbale.linking.course import Flow, Month, Series
from verbale.linking.positions import Position
from verbale.linking.shifts import Entry
from verbale.linking.verify import Checked
from verbale.pictures.rungs import Rung
from verbale.record.browse import Found
from verbale.record.line_rows import Told, date
from verbale.record.model import RecordedEvent, RecordedStatement
from verbale.record.report_rows import in_order
from verbale.record.store import Record
from verbale.record.threads import RecordedExchange, answers_of
from verbale.schema import Speaker, Statement
from verbale.web import urls

#: Words of a quotation, lines of a list, and characters of a whole answer at most.
QUOTE, LINES, LONGEST = 45, 8, 4000
_MONTHS, _SHIFTS = 12, 3
_NAMED = 4


@dataclass(frozen=True, slots=True)
class Say:
    """How things are named: ``called``: a code's name; ``address``: of a reading room of the record, or empty."""

    called: Callable[[str], str]
    address: str = ""

    def link(self, path: str) -> str:
        """The end of a line: where a page of the room is, nothing without a room."""
        return f" {self.address}{path}" if self.address else ""

    def item(self, name: str) -> str:
        """A statement or event by its id, with its page."""
        return f"[{name}]{self.link(urls.item_url(name))}"

    def names(self, codes: Iterable[str]) -> str:
        """States by their names."""
        known = [self.called(code) for code in codes]
        return ", ".join(known[:_NAMED]) + (f" and {len(known) - _NAMED} others" if len(known) > _NAMED else "")


def flat(text: str, most: int = QUOTE) -> str:
    """A text on one line, of so many words at most, without marks that steer a screen."""
    words = "".join(char if char.isprintable() or char.isspace() else "\ufffd" for char in text).split()
    return " ".join(words[:most]) + (" …" if len(words) > most else "")


def quoted(text: str, most: int = QUOTE) -> str:
    """Words of an article; marks of quotation within them are single ones."""
    return f"“{flat(text, most).translate(_MARKS)}”"


_MARKS = {ord("“"): "‘", ord("”"): "’", ord('"'): "'"}


def whole(lines: Iterable[str]) -> str:
    """Lines as an answer; of very long ones the first."""
    out: list[str] = []
    left = LONGEST
    for line in lines:
        left -= len(line) + 1
        if left < 0:
            out.append("(The rest is left out; ask for less at a time.)")
            break
        out.append(line)
    return "\n".join(out)


def count(number: int, one: str) -> str:
    """A number with its noun."""
    many = f"{one[:-1]}ies" if one.endswith("y") else f"{one}s"
    return f"{number:,} {one if number == 1 else many}"


def searched(found: Found, title: str, path: str, say: Say) -> Iterator[str]:
    """What a search found; ``title``: how it was understood, in words; ``path``: its page."""
    number = f"{'' if found.exact else 'about '}{count(found.total, 'statement')}"
    yield f"{flat(title)}. Found {number}, {len(found.statements)} shown."
    if found.undated:
        yield f"{found.undated:,} without a date are left out."
    for one in found.statements:
        yield f"- {_said(one, say)}: {quoted(one.quote)} {say.item(one.id)}"
    if not found.total:
        yield "Try fewer words or fields, or verify to check a quotation."
    elif found.total > len(found.statements):
        yield f"Narrow it by country, about, act, topic, since or until.{say.link(path)}"


def _said(one: RecordedStatement, say: Say) -> str:
    statement = one.statement
    who = " and ".join(_speaker(speaker, say) for speaker in (statement.speaker, *statement.co_speakers)[:_NAMED])
    about = f" about {say.names(statement.about)}" if statement.about else ""
    where = f", in {flat(one.article.outlet, 12)}" if one.article.outlet else ""
    return f"{one.when or 'undated'}, {who}, {statement.act}{about}{where}"


def _speaker(speaker: Speaker, say: Say) -> str:
    name = speaker.name or speaker.office or speaker.institution or "somebody unnamed"
    parts = [part for part in (speaker.office, speaker.institution) if part and part != name]
    if speaker.country:
        parts.append(say.called(speaker.country))
    return flat(name + (f" ({', '.join(parts)})" if parts else ""), 25)


def statement(record: Record, one: RecordedStatement, say: Say) -> Iterator[str]:
    """A statement with why it is read so, who else reports it and what it answers."""
    said = one.statement
    yield f"{_said(one, say)}: {quoted(one.quote, 2 * QUOTE)}"
    yield f"Quotation: {said.kind}. Act: {said.act} ({said.act_confidence:.0%} sure). {_topics(said)}"
    yield f"Speaker: {flat(said.speaker.reason or 'no reason is given', 30)} ({said.speaker.confidence:.0%} sure)."
    yield f"Date: {said.date.date or 'not told'}{f' ({flat(said.date.basis, 30)})' if said.date.basis else ''}."
    yield from _article(one, say)
    yield from _linked(record, one.id, say)


def event(record: Record, one: RecordedEvent, say: Say) -> Iterator[str]:
    """An event with its coding, who else reports it and what it answers."""
    done = one.event
    towards = f" towards {say.names(done.recipient)}" if done.recipient else ""
    how = ", ".join(part for part in (done.mode, done.subtype) if part)
    yield (
        f"{one.when or 'undated'}, {say.names(done.actor)}{towards}, {done.type}{f' ({how})' if how else ''}, "
        f"{done.status}, score {done.score:+.1f}: {quoted(one.quote, 2 * QUOTE)}"
    )
    yield f"{done.confidence:.0%} sure of the event, {done.status_confidence:.0%} of its status."
    yield from _article(one, say)
    yield from _linked(record, one.id, say)


def _topics(said: Statement) -> str:
    return f"Topics: {', '.join(said.topics)}." if said.topics else "No topic."


def _article(one: RecordedStatement | RecordedEvent, say: Say) -> Iterator[str]:
    head = one.article
    title = f" {quoted(head.title, 20)}" if head.title else ""
    decided = f" A person decided: {', '.join(one.decided)}." if one.decided else ""
    outlet = flat(head.outlet or "outlet unknown", 12)
    yield f"Article {head.id}:{title}, {outlet}, {head.published.date or 'undated'}.{decided}"
    yield f"Id {say.item(one.id)}"


def _linked(record: Record, item: str, say: Say) -> Iterator[str]:
    try:
        reports = record.reports(item)
    except NotInRecordError:
        return
    own = item.rpartition("#")[0]
    others = [other for other in in_order(reports) if other.article != own]
    if others:
        yield f"Reported by {count(reports.outlets, 'independent outlet')} in {reports.articles} articles; also:"
        for other in others[:3]:
            yield f"- {flat(other.outlet or other.article, 12)}: {quoted(other.words, 25)} {say.item(other.id)}"
    for reason in list(dict.fromkeys(found.reason for _, _, found in reports.contradictions))[:2]:
        yield f"Reports do not agree: {flat(reason, 30)}."
    answers = answers_of(record, item, reports)
    for title, some, other_end in (
        ("Answers", answers.answers, True),
        ("Answered by", answers.answered_by, False),
    ):
        for one in some[:3]:
            yield f"{title} ({one.score:.0%} sure, {flat(one.reason, 15)}): {_end(one, say, to=other_end)}"


def _end(one: RecordedExchange, say: Say, *, to: bool) -> str:
    item = one.to if to else one.response
    what = f"{item.day or 'undated'}, {say.names(sorted(item.actors))}, {item.act or item.type}"
    return f"{what}: {quoted(item.words, 20)} {say.item(item.id)}"


def dyad(pair: tuple[str, str], months: Sequence[Month], rungs: Sequence[Rung], say: Say) -> Iterator[str]:
    """Two governments: the months in which something happened, and what came last."""
    one, other = pair
    yield (
        f"{say.called(one)} ({one}) and {say.called(other)} ({other}). Means of PLOVER's scores of what happened, "
        f"-10 conflict to 10 cooperation; each event counts once.{say.link(urls.dyad_url(one, other))}"
    )
    busy = [month for month in months if month.forth.both.count or month.back.both.count]
    if not busy:
        yield f"No event between them with a day; the record has {_span(months)}."
    if len(busy) > _MONTHS:
        yield f"The last {_MONTHS} of {len(busy)} months with events, in {_span(months)}:"
    for month in busy[-_MONTHS:]:
        yield f"- {month.month}: {_flow(one, other, month.forth)}; {_flow(other, one, month.back)}"
    last = rungs[-LINES:]
    if last:
        yield f"The last {len(last)} of {len(rungs)} statements and events:"
    for rung in last:
        towards = f" towards {say.names(rung.recipients)}" if rung.recipients and not rung.reciprocal else ""
        what = f"{rung.when()}, {say.names(rung.actors)}{towards}, {rung.label}, {rung.status}"
        yield f"- {what}: {quoted(rung.words.strip('“”'), 20)} {say.item(rung.id)}"


def _span(months: Sequence[Month]) -> str:
    return f"articles from {months[0].month} to {months[-1].month}" if months else "no dated article"


def _flow(one: str, other: str, flow: Flow) -> str:
    if not flow.both.count:
        return f"{one} to {other} nothing"
    return f"{one} to {other} {_mean(flow.both)} (words {_mean(flow.words)}, deeds {_mean(flow.deeds)})"


def _mean(series: Series) -> str:
    if not series.count:
        return "none"
    mean = "no mean" if series.mean is None else f"{series.mean:+.1f}"
    return f"{mean} of {series.count}"


def topics(pair: tuple[str, str], found: Sequence[Position], say: Say) -> Iterator[str]:
    """On what a government has a position about another."""
    one, about = pair
    yield f"{say.called(one)} about {say.called(about)}: {count(len(found), 'topic')}. Ask for one by `topic`."
    for position in sorted(found, key=lambda each: (-len(each.entries), each.topic))[: 3 * LINES]:
        days = f"{date(position.entries[0])} to {date(position.entries[-1])}"
        shifts = f", perhaps {count(len(position.shifts), 'change')} of line" if position.shifts else ""
        yield f"- {position.topic}: {count(len(position.entries), 'entry')}, {days}{shifts}"


def position(found: Position, where: Told, say: Say) -> Iterator[str]:
    """A position: its changes of line, and what came last."""
    path = urls.position_url(found.government, found.about, found.topic)
    yield (
        f"{say.called(found.government)} about {say.called(found.about)} on {found.topic}: "
        f"{count(len(found.entries), 'entry')}, words and deeds. Stances go from -1 (adverse) to 1 (favourable)."
        f"{say.link(path)}"
    )
    if not found.shifts:
        yield "No change of line was found."
    for shift in found.shifts[-_SHIFTS:]:
        yield (
            f"Possible change of line on {shift.day}, {shift.kind}, {shift.score:.0%} sure: {flat(shift.reason, 30)} "
            f"From {say.item(shift.old)} to {say.item(shift.new)}"
        )
    last = found.entries[-LINES:]
    yield f"The last {len(last)} of {len(found.entries)}:"
    yield from (_entry(entry, where, say) for entry in last)


def _entry(entry: Entry, where: Told, say: Say) -> str:
    best = where.reports[entry.item]
    if isinstance(best, RecordedStatement):
        what = f"{_speaker(best.statement.speaker, say)}, {best.statement.act}"
    else:
        what = best.event.type
    deed = ", a deed" if entry.stance.deed else ""
    told = f"{date(entry)}, {what}, stance {entry.stance.value:+.1f}{deed}"
    return f"- {told}: {quoted(best.quote, 25)} {say.item(entry.item)}"


def verified(found: Sequence[Checked], speakers: Mapping[str, str], say: Say) -> Iterator[str]:
    """The real wordings to which a quotation goes back; ``speakers``: ids of statements to who speaks."""
    for number, one in enumerate(found):
        real = one.quotable
        title = {"exact": "In these words", "altered": "In other words", "joined": "Passages put together"}
        verdict = title.get(one.verdict, "Said by somebody else")
        yield (
            f"{number + 1}. {verdict} ({one.verdict}, score {one.score:.2f}): {real.date or 'undated'}, "
            f"{speakers[real.id]}, in {flat(real.outlet or real.article, 12)}: {quoted(real.words, 2 * QUOTE)} "
            f"{say.item(real.id)}"
        )
        beware = f" Beware: {', '.join(one.flags)}." if one.flags else ""
        yield f"   {flat(one.reason, 40)}.{beware}"
        apart = [row for row in one.differences if row.kind != "same"][:6]
        if apart:
            yield "   Differences: " + "; ".join(_difference(row.kind, row.claimed, row.real) for row in apart) + "."
        for passage in one.further[:2]:
            yield f"   And: {quoted(passage.quotable.words, 25)} {say.item(passage.quotable.id)}"


def _difference(kind: str, claimed: str, real: str) -> str:
    if kind == "changed":
        return f"{quoted(claimed, 12)} is really {quoted(real, 12)}"
    return f"{kind} {quoted(claimed or real, 12)}"


def speaker_of(one: RecordedStatement, say: Say) -> str:
    """Who speaks in a statement."""
    return _speaker(one.statement.speaker, say)
