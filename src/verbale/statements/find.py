"""From the model's scores to statements without speakers: joined, sorted, nested, headlines merged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from verbale.language.decode import Group, Piece, Scores, spans
from verbale.language.layout import with_layout
from verbale.language.model import LanguageModel
from verbale.schema import READ_KINDS, Article, Attribution, Span, Spans, StatementKind
from verbale.statements.confidence import Calibration
from verbale.statements.headlines import repeated
from verbale.statements.prompts import prompted_by, prompts
from verbale.statements.quotes import kind_in, kind_of, quoted
from verbale.statements.turns import turn_statements

#: What parts two pieces of a content: a word, or a line break.
_BREAK = re.compile(r"[^\W_]|\n")


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before its speaker and act are known; ``outer`` is the index of the draft whose content holds it."""

    source: Spans
    cue: Spans
    content: Spans
    kind: StatementKind
    confidence: float
    in_headline: bool
    outer: int | None
    prompted_by: Spans


def read_ranges(article: Article) -> list[Span]:
    """The character ranges of an article that the model reads."""
    return [(s.start, s.end) for s in article.segments if s.kind in READ_KINDS]


def find_attributions(article: Article, scores: Scores, model: LanguageModel) -> tuple[Attribution, ...]:
    """Every attribution, beliefs and plans included, in text order."""
    calibration = Calibration.load(model.settings["attribution"]["confidence"])
    threshold = float(model.settings["attribution"]["threshold"])
    cutter = _Cutter(article)
    out = []
    groups = model.linker.link(scores, spans(scores, "attribution"), "attribution")
    for group in with_layout(article.text, scores, groups, "attribution"):
        confidence = calibration.chance(group)
        if confidence >= threshold:
            source, cue, content = (cutter.spans(part) for part in (group.source, group.cue, group.content))
            out.append(Attribution(source, cue, content, round(confidence, 4)))
    return tuple(out)


def find_statements(article: Article, scores: Scores, model: LanguageModel) -> list[Draft]:
    """The statements of an article, in text order, speakers and acts still open."""
    maker = _Maker(article, scores, model)
    groups = _groups(maker, scores, model)
    if article.turns:
        spoken = turn_statements(article, scores, model)
        drafts = [maker.draft(s.group, (s.label,)) for s in spoken]
        groups = [g for g in groups if g.cue and g.source]
    else:
        drafts = []
    drafts += [maker.draft(group) for group in groups]
    drafts = sorted(
        (d for d in drafts if _says_something(article.text, d)), key=lambda d: (d.content[0][0], -d.content[-1][1])
    )
    return _nested(_merged(article, drafts))


def _says_something(text: str, draft: Draft) -> bool:
    """Whether a draft has content; a single word outside quotation marks is none ("the calls", "actually")."""
    return bool(draft.content) and (draft.kind != "indirect" or len(_words(text, draft.content).split()) > 1)


def _groups(maker: _Maker, scores: Scores, model: LanguageModel) -> list[Group]:
    """Groups of both statement layers that are likely enough."""
    settings = model.settings["statement"]
    outer = spans(scores, "statement")
    inner = spans(scores, "inner")
    held: list[Piece] = [piece for piece in inner if piece.role == "content"]
    found = with_layout(maker.article.text, scores, model.linker.link(scores, outer, "statement", held), "statement")
    found += model.linker.link(scores, inner, "inner")
    limits = {"statement": float(settings["threshold"]), "inner": float(settings["inner_threshold"])}
    kept = [group for group in found if maker.calibration.chance(group) >= limits[group.layer]]
    return sorted(kept, key=lambda g: (g.content[0].start, -g.content[-1].end))


def _merged(article: Article, drafts: list[Draft]) -> list[Draft]:
    """Without the headline statements that the body repeats."""
    bodies = [_words(article.text, d.content) for d in drafts if not d.in_headline]
    return [d for d in drafts if not d.in_headline or not repeated(_words(article.text, d.content), bodies)]


def _words(text: str, content: Spans) -> str:
    return " ".join(text[a:b] for a, b in content)


def _nested(drafts: list[Draft]) -> list[Draft]:
    """Say of each draft which other's content holds it, the smallest where several do."""
    out = []
    for index, draft in enumerate(drafts):
        begin, end = draft.content[0]
        holders = [
            (b - a, k)
            for k, other in enumerate(drafts)
            if k != index
            for a, b in other.content
            if a <= begin and end <= b and b - a > end - begin
        ]
        out.append(replace(draft, outer=min(holders)[1] if holders else None))
    return out


class _Maker:
    """Makes drafts of groups, with what all drafts of an article share."""

    def __init__(self, article: Article, scores: Scores, model: LanguageModel) -> None:
        self.article = article
        self.calibration = Calibration.load(model.settings["statement"]["confidence"])
        self.cutter = _Cutter(article)
        self.mask = quoted(article.text)
        self.asked = prompts(article.text)

    def draft(self, group: Group, source: Spans = ()) -> Draft:
        """The draft of one group; ``source`` where it is not the group's own."""
        content, cue = self.cutter.spans(group.content), self.cutter.spans(group.cue)
        text = self.article.text
        anchor = (cue or content or ((0, 0),))[0]
        return Draft(
            source or self.cutter.spans(group.source),
            cue,
            content,
            kind_in(self.article.form, not cue, kind_of(text, content, self.mask)),
            round(self.calibration.chance(group), 4),
            self.cutter.in_headline(content),
            None,
            prompted_by(text, anchor, self.asked) if self.asked else (),
        )


class _Cutter:
    """Cuts spans to the segments that are read, and trims white space."""

    def __init__(self, article: Article) -> None:
        self.text = article.text
        read = [s for s in article.segments if s.kind in READ_KINDS]
        self.starts = np.array([s.start for s in read], dtype=np.int64)
        self.ends: npt.NDArray[np.int64] = np.array([s.end for s in read], dtype=np.int64)
        self.outlets = [s.kind != "body" for s in read]

    def spans(self, pieces: Sequence[Piece]) -> Spans:
        """The pieces as character spans; a piece over several segments is cut between them where text is skipped."""
        out: list[Span] = []
        for piece in pieces:
            first = int(np.searchsorted(self.ends, piece.start, side="right"))
            last = int(np.searchsorted(self.starts, piece.end, side="left"))
            begin = piece.start
            for k in range(first, last):
                gap_follows = k + 1 < last and self.text[self.ends[k] : self.starts[k + 1]].strip()
                if k + 1 == last or gap_follows:
                    out.append(self._trim(begin, min(piece.end, int(self.ends[k]))))
                    begin = int(self.starts[k + 1]) if k + 1 < last else begin
        return self._joined([span for span in out if span[0] < span[1]])

    def _joined(self, found: list[Span]) -> Spans:
        """Neighbours on one line with no word between them are one piece."""
        out: list[Span] = []
        for start, end in found:
            if out and not _BREAK.search(self.text, out[-1][1], start):
                out[-1] = (out[-1][0], end)
            else:
                out.append((start, end))
        return tuple(out)

    def _trim(self, start: int, end: int) -> Span:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def in_headline(self, content: Spans) -> bool:
        """Whether the content stands in a headline or summary only."""
        at = [int(np.searchsorted(self.ends, start, side="right")) for start, _ in content]
        return all(k < len(self.outlets) and self.outlets[k] for k in at)
