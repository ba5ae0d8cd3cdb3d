"""Dates in news text: ``python -m benchmarks.dates ARCHIVE [--errors]``.

The archive holds TimeML documents (``CORPUS/NAME.tml`` in a tar file), in which annotators marked expressions of time
with TIMEX3 elements: a type and an ISO-like value. Scored are those of types DATE and TIME in the text; the creation
time is given to the reader as the publication date, and lengths of time and recurring times (DURATION, SET) are left
out on both sides.

- *Recognition.* An annotated time is recognised when an expression found shares a character with it; an expression
  found is right when it shares one with an annotated time. Expressions that overlap a DURATION or SET only count for
  nothing. The two ends of a range count as two expressions.
- *Values* of what is recognised, compared as TIMEX3 values at the precision of the annotation: a TIME is cut to its
  day; a week is the ISO week that holds the middle of the days found; quarters, halves and seasons by their names
  (``1989-Q3``), weekends as ``1989-W43-WE``, decades and centuries by their figures. Places that annotators left open
  at the end (``1949-XX``, ``199X``) are dropped; an open week or quarter (``1989-WXX``, ``1989-QX``) is right for any
  week or quarter of its year.
- *Apart.* PRESENT_REF, PAST_REF and FUTURE_REF (``now``, ``recently``) and values that are no calendar date
  (``P1W``) have recognition only; ``vague`` expressions found count in precision, and not in the precision of dates.
"""

from __future__ import annotations

import argparse
import re
import tarfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from verbale.dates.anchor import Anchor, resolve
from verbale.dates.meanings import Expression
from verbale.dates.periods import Period, around, read
from verbale.dates.reading import read_dates
from verbale.dates.tense import tense_near
from verbale.schema import DateMention, Published

SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
SCORED = frozenset(("DATE", "TIME"))
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)(?:T.*|TMO|TAF|TEV|TNI)\Z")
_OPEN = re.compile(r"(?:-XX)+\Z|X+\Z")
_CALENDAR = re.compile(
    r"\d{2,4}\Z|\d{4}-\d\d(?:-\d\d)?\Z|\d{4}-W(?:\d\d|XX)(?:-WE|-\d)?\Z|\d{4}-(?:Q[1-4X]|H[12]|SP|SU|FA|WI)\Z"
)


@dataclass(frozen=True)
class Timex:
    """An annotated time: its place in the text, type and value."""

    start: int
    end: int
    type: str
    value: str

    @property
    def apart(self) -> bool:
        """Whether its value is no date of the calendar."""
        return not _CALENDAR.match(normal(self.value))


@dataclass(frozen=True)
class Document:
    """A document of the archive; ``created``: the day it was written."""

    corpus: str
    name: str
    text: str
    created: str
    times: tuple[Timex, ...]


@dataclass(frozen=True)
class Answer:
    """An annotated time with what was found there, or an expression found where none is annotated."""

    document: Document
    timex: Timex | None
    expression: Expression | None
    mention: DateMention | None

    @property
    def right(self) -> bool:
        """Whether the value is."""
        return bool(self.timex and self.mention and agrees(self.timex.value, timex_value(self.mention)))


def read_archive(path: Path) -> Iterator[Document]:
    """The documents of an archive, by name."""
    with tarfile.open(path) as archive:
        for member in sorted(archive.getmembers(), key=lambda m: m.name):
            file = archive.extractfile(member) if member.name.endswith(".tml") else None
            if file:
                where = Path(member.name)
                yield document(file.read().decode("utf-8", "replace"), where.parent.name, where.stem)


def document(source: str, corpus: str = "", name: str = "") -> Document:
    """Read a TimeML document. ValueError when it has no creation time or no text."""
    root = ElementTree.fromstring(source)
    created, body = root.find(".//DCT/TIMEX3"), root.find(".//TEXT")
    if created is None or body is None:
        raise ValueError(f"{name}: no creation time or no text")
    pieces: list[str] = []
    times: list[Timex] = []
    _walk(body, pieces, times)
    return Document(corpus, name, "".join(pieces), created.attrib["value"][:10], tuple(times))


def _walk(element: ElementTree.Element, pieces: list[str], times: list[Timex]) -> None:
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        _walk(child, pieces, times)
        pieces.append(child.tail or "")
    if element.tag == "TIMEX3":
        end = sum(map(len, pieces))
        if end > start:
            times.append(Timex(start, end, element.attrib["type"], element.attrib["value"]))


def answers(document: Document) -> Iterator[Answer]:
    """What is found in a document, beside what is annotated in it."""
    found = list(_found(document))
    scored = [t for t in document.times if t.type in SCORED]
    for timex in scored:
        best = max(found, key=lambda f: _shared(timex, f[0]), default=None)
        hit = best if best and _shared(timex, best[0]) > 0 else (None, None)
        yield Answer(document, timex, *hit)
    for expression, mention in found:
        if not any(_shared(timex, expression) > 0 for timex in document.times):
            yield Answer(document, None, expression, mention)


def _found(document: Document) -> Iterator[tuple[Expression, DateMention]]:
    for expression, mention in read_dates(document.text, Published(document.created)):
        if len(expression.parts) == 1:
            yield expression, mention
            continue
        for part in expression.parts:
            tense = tense_near(document.text, expression.span)
            yield part, resolve(part, Anchor(document.created, mention.date), tense)


def _shared(timex: Timex, expression: Expression) -> int:
    return min(timex.end, expression.end) - max(timex.start, expression.start)


def normal(value: str) -> str:
    """An annotated value without the time of the day and without open places at its end."""
    cut = _TIME.sub(r"\1", value)
    return cut if re.search(r"-(?:WXX|QX)\Z", cut) else _OPEN.sub("", cut)


def timex_value(mention: DateMention) -> str:
    """A date as a TIMEX3 value; empty for none."""
    period = read(mention.date)
    if period is None or mention.date is None:
        return ""
    first = period.first
    named = {
        "quarter": f"{first.year}-Q{(first.month + 2) // 3}",
        "half": f"{first.year}-H{1 if first.month == 1 else 2}",
        "season": f"{first.year}-{SEASONS.get(first.month, '')}",
        "decade": f"{first.year // 10:03}",
        "century": f"{first.year // 100:02}",
    }
    precision = mention.precision or ""
    if precision in named:
        return named[precision]
    if precision == "week":
        return _week(period)
    if precision == "interval":
        whole = around(first, "weekend")
        return f"{_week(period)}-WE" if (period.first, period.last) == (whole.first, whole.last) else first.isoformat()
    return mention.date


def _week(period: Period) -> str:
    year, week, _ = (period.first + (period.last - period.first) / 2).isocalendar()
    return f"{year}-W{week:02}"


def agrees(annotated: str, found: str) -> bool:
    """Whether a value found is the annotated one."""
    wanted = re.sub(r"-W(\d)(?!\d)", r"-W0\1", normal(annotated))
    if wanted.endswith(("-WXX", "-QX")):
        return re.fullmatch(wanted.replace("XX", r"\d\d(?:-WE)?").replace("QX", r"Q\d"), found) is not None
    return bool(found) and wanted == found


def score(judged: list[Answer]) -> dict[str, tuple[int, int]]:
    """Counts of right and of all, by measure."""
    times = [a for a in judged if a.timex]
    found = [a for a in times if a.expression]
    calendar = [a for a in times if a.timex and not a.timex.apart]
    dates = [a for a in found if a.timex and not a.timex.apart]
    extra = [a for a in judged if a.timex is None and a.expression]
    certain = [a for a in extra if a.expression and not a.expression.vague]
    return {
        "recall": (len(found), len(times)),
        "precision": (len(found), len(found) + len(extra)),
        "recall of dates": (len(dates), len(calendar)),
        "precision of dates": (len(dates), len(dates) + len(certain)),
        "recall of apart": (len(found) - len(dates), len(times) - len(calendar)),
        "value": (sum(a.right for a in dates), len(dates)),
        "value of all": (sum(a.right for a in dates), len(calendar)),
    }


def _line(answer: Answer) -> str:
    text, timex, expression = answer.document.text, answer.timex, answer.expression
    at, to = (timex.start, timex.end) if timex else expression.span if expression else (0, 0)
    around_it = " ".join(f"{text[max(0, at - 70) : at]}[{text[at:to]}]{text[to : to + 40]}".split())
    kind = "spurious" if timex is None else "missed" if expression is None else "value"
    got = f"{expression.text} = {timex_value(answer.mention)}" if expression and answer.mention else ""
    wanted = timex.value if timex else ""
    return f"{kind:9}{answer.document.created} {wanted:12} {got:32} {around_it}"


def main() -> None:
    """Print the scores of every corpus and of all."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("archive", type=Path, help="a tar file of TimeML documents")
    p.add_argument("--errors", action="store_true", help="print every wrong, missed and spurious expression")
    a = p.parse_args()
    by_corpus: defaultdict[str, list[Answer]] = defaultdict(list)
    for read_one in read_archive(a.archive):
        by_corpus[read_one.corpus] += answers(read_one)
    if a.errors:
        for answer in (x for judged in by_corpus.values() for x in judged):
            if not answer.right and not (answer.timex and answer.timex.apart and answer.expression):
                print(_line(answer))
    by_corpus["all"] = [x for judged in list(by_corpus.values()) for x in judged]
    for corpus, judged in by_corpus.items():
        print(f"{corpus}: {Counter(a.timex.type for a in judged if a.timex).total()} annotated times")
        for name, (right, number) in score(judged).items():
            print(f"  {name:20}{right:5} of {number:5}  {right / max(1, number):.3f}")


if __name__ == "__main__":
    main()
