"""When statements were made and events happened: the date expression that belongs to each, or the day carried on."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from verbale.dates.meanings import Expression
from verbale.dates.reading import read_dates
from verbale.language.sentences import sentences
from verbale.schema import Article, DateMention, Span, Spans
from verbale.statements.find import read_ranges

#: How far, in characters, a day is carried on to what is reported after it of the same speaker or pair.
CARRIED = 900
#: Days before publication that are recent, and how far into the body the day of the news stands.
RECENT = 7
OPENING = 700
#: What parts clauses: a date beyond one of these belongs to something else, as a rule.
_PARTING = ";"
_CLAUSE = re.compile(r"\b(?:that|if|whether|who|which|after|before|because|while)\b|[“\"]")
NOTHING = DateMention(basis="no date in the text")


#: Verbs of saying whose object is a clause, with or without "that".
_SAYING = re.compile(r"(?i)\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old)|add(?:s|ed|ing)?|not(?:es|ed|ing))\b")
_OWNED = re.compile(r"['’]s\b|['’](?=\s)")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date expression of the article with its value."""

    start: int
    end: int
    expression: Expression
    value: DateMention


@dataclass
class Calendar:
    """The dates of one article, ready to be asked for."""

    article: Article
    text: str
    dates: list[Dated] = field(default_factory=list)
    breaks: list[Span] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read every date expression of the text that is read."""
        ranges = read_ranges(self.article)
        for start, end in ranges:
            self.breaks += sentences(self.text, start, end)
        found = read_dates(self.text, self.article.published)
        known = self.article.published.date is not None
        self.dates = [
            Dated(e.start, e.end, e, value)
            for e, value in found
            # Without a publication date a weekday has no value, yet belongs to what it dates; other vague words do not.
            if (value.date or (value.text and not known)) and any(a <= e.start < b for a, b in ranges)
        ]

    def sentence(self, place: int) -> Span:
        """The sentence that holds a place of the text."""
        index = bisect_left(self.breaks, (place + 1, 0)) - 1
        return self.breaks[max(index, 0)] if self.breaks else (0, len(self.text))

    def inside(self, span: Span, but: Spans = ()) -> list[Dated]:
        """Dates inside a span of the text and outside the spans ``but``."""
        first = bisect_left(self.dates, span[0], key=lambda d: d.start)
        last = bisect_left(self.dates, span[1], key=lambda d: d.start)
        return [d for d in self.dates[first:last] if not any(a <= d.start < b for a, b in but)]

    def said(self, source: Spans, cue: Spans, content: Spans) -> DateMention:
        """When a statement was made, as its reporting clause says."""
        if self.article.form != "press":
            return self._issued()
        anchor = (cue or source or content)[:1]
        if not anchor:
            return NOTHING
        sentence = self.sentence(anchor[0][0])
        options = self.inside(sentence, content)
        direct = cue and content and 0 <= content[0][0] - cue[-1][1] < 3
        if not options and direct and not _SAYING.search(self.text, *cue[-1]):
            options = self._object_dates((content[0][0], min(content[0][1], sentence[1])))
        return _nearest(self.text, [d for d in options if self._sayable(d)], anchor[0])

    def _sayable(self, dated: Dated) -> bool:
        """Whether somebody may have spoken then: no day to come, and none that belongs to a thing (``last year's``)."""
        published = self.article.published.date
        last = (published or "").rpartition("/")[2]
        coming = bool(last) and dated.value.date is not None and dated.value.date[: len(last)] > last
        return not coming and not _OWNED.match(self.text, dated.end)

    def _object_dates(self, content: Span) -> list[Dated]:
        """Recent days at the head of an object that is no clause: ``criticised the union on Monday for …``."""
        clause = _CLAUSE.search(self.text, *content)
        end = clause.start() if clause else content[1]
        return [d for d in self.inside((content[0], end)) if self._recent(d.value)]

    def _recent(self, value: DateMention) -> bool:
        """Whether a value is a day of the last week before publication."""
        published = self.article.published.date
        if published is None or len(published) != 10 or value.precision != "day" or not value.date:
            return False
        gap = (dt.date.fromisoformat(published) - dt.date.fromisoformat(value.date)).days
        return 0 <= gap <= RECENT

    def _issued(self) -> DateMention:
        published = self.article.published
        if published.date is None:
            return DateMention(basis="the day of the document, which is unknown")
        return DateMention(published.date, published.precision, None, "the day of the document")

    def happened(self, evidence: Span, within: Span | None = None) -> DateMention:
        """When what a span of the text says happened, as its sentence says; ``within``: only dates inside this span."""
        first, last = self.sentence(evidence[0])
        if within is not None:
            first, last = max(first, within[0]), min(last, within[1])
        return _nearest(self.text, self.inside((first, last)), evidence)

    @cached_property
    def news(self) -> DateMention:
        """The day of the news: that of a document; of a press report the first recent day that its opening gives."""
        if self.article.form != "press":
            return self._issued()
        for kind in ("body", "summary"):
            first = next((s.start for s in self.article.segments if s.kind == kind), 0)
            for dated in self.dates:
                if first <= dated.start < first + OPENING and self._recent(dated.value):
                    return dated.value
        return NOTHING

    def before(self, place: int, paragraphs: int = 2) -> DateMention:
        """The last recent day given before a place, in the same paragraph or the ``paragraphs`` - 1 before it."""
        start = self.text.rfind("\n", 0, place) + 1
        for _ in range(paragraphs - 1):
            start = self.text.rfind("\n", 0, len(self.text[:start].rstrip())) + 1
        for dated in reversed(self.inside((max(start, place - CARRIED), place))):
            if self._recent(dated.value):
                return dated.value
        return NOTHING


def _nearest(text: str, options: Sequence[Dated], anchor: Span) -> DateMention:
    """The value of the date nearest to a span, one inside it first; a semicolon between counts as far away."""
    best, chosen = 1e9, NOTHING
    for option in options:
        gap = max(anchor[0] - option.end, option.start - anchor[1], 0)
        between = text[min(anchor[1], option.end) : max(anchor[0], option.start)]
        gap += 200 * (_PARTING in between) + (0 if option.value.date else 60)
        if gap < best:
            best, chosen = gap, option.value
    return chosen


def carried(value: DateMention, reason: str) -> DateMention:
    """A date taken over from elsewhere in the article, with the reason."""
    return replace(value, basis=f"{reason}: {value.basis}")
