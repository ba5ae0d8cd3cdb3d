"""What each stretch of an article is: headline, summary, byline, dateline, caption, body or page furniture.

Paragraphs are judged one by one by what they say and how they look, then by where they stand: the head of an article
(before its first paragraph of news), its middle, and its tail. A paragraph is body unless there is a reason against
it, since what is set aside is never read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from verbale.articles.captions import is_caption, repeats
from verbale.articles.datelines import dateline
from verbale.articles.dates import date_line
from verbale.articles.furniture import inline_furniture, is_closing, is_furniture, is_label_line
from verbale.articles.lines import Unit, units
from verbale.articles.looks import (
    ends_sentence,
    fold,
    has_speech,
    is_all_caps,
    is_bullet,
    is_name_line,
    is_news,
    is_title_case,
    words,
)
from verbale.articles.patterns import patterns
from verbale.schema import Segment, SegmentKind

_HEAD_UNITS = 14
_MAX_HEADLINE = 300
_HIGHLIGHTS = re.compile(r"(?:story )?highlights\b", re.I)


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known beside the text: the ``title``, ``outlet`` and ``byline`` of the metadata, and the form."""

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    document: bool = False


def segment(text: str, hints: Hints | None = None, paragraphs: Sequence[Unit] | None = None) -> tuple[Segment, ...]:
    """Segments of ``text``: in order, without overlap, covering all but white space. ``paragraphs``: its units."""
    if paragraphs is None:
        paragraphs = units(text)
    kinds = classify(paragraphs, hints or Hints())
    found: list[Segment] = []
    for unit, kind in zip(paragraphs, kinds, strict=True):
        found.extend(_split(text, unit, kind))
    return tuple(found)


def classify(paragraphs: Sequence[Unit], hints: Hints) -> list[SegmentKind]:
    """Return the kind of each paragraph."""
    kinds: list[SegmentKind | None] = [_alone(unit) for unit in paragraphs]
    if len(paragraphs) > 2 and kinds[0] == "boilerplate" and is_label_line(paragraphs[0].text):
        kinds[0] = None  # ``Poll: …``, ``Video: …`` on top of a page is its headline
    first = _first_news(paragraphs, kinds)
    _head(paragraphs, kinds, first, hints)
    _captions_twice(paragraphs, kinds, first)
    _tail(paragraphs, kinds, first, hints)
    _middle(paragraphs, kinds, first, hints)
    return [kind or "body" for kind in kinds]


def _alone(unit: Unit) -> SegmentKind | None:
    """Return what a paragraph is by its own looks, or None."""
    text = unit.text
    if len(text) == 1 and text.isalnum():
        return None
    if is_caption(text):
        return "caption"
    if is_furniture(text) or date_line(text) is not None:
        return "boilerplate"
    return None


def _first_news(paragraphs: Sequence[Unit], kinds: Sequence[SegmentKind | None]) -> int:
    """Index of the first paragraph of news: a dateline, or the first whole sentence of some length."""
    news: int | None = None
    for i, unit in enumerate(paragraphs):
        if kinds[i] is not None or is_bullet(unit.text):
            continue
        if dateline(unit.text):
            return i
        if news is None and is_news(unit.text) and not _HIGHLIGHTS.match(unit.text):
            news = i
        if news is not None and i >= news + 3:
            break
    return news or 0


def _head(paragraphs: Sequence[Unit], kinds: list[SegmentKind | None], first: int, hints: Hints) -> None:
    """Judge what stands before the first paragraph of news: headlines, standfirsts, bullets, authors."""
    title = fold(hints.title or "")
    headline = _headline_index(paragraphs, kinds, first, title)
    if hints.document and headline is not None and not title and not _stands_apart(paragraphs, headline):
        headline = None
    seen = {fold(paragraphs[headline].text)} if headline is not None else set()
    if title:
        seen.add(title)
    for i in range(min(len(paragraphs), first + _HEAD_UNITS)):
        unit = paragraphs[i]
        key = fold(unit.text) if len(unit.text) <= _MAX_HEADLINE else ""
        if key in seen and key and (i <= first or headline == i or len(key) > 12):
            if not (i == first and headline != i and not title):
                kinds[i] = "headline"
            continue
        if i < first and kinds[i] is None:
            kinds[i] = _head_kind(paragraphs, kinds, i, headline, hints)


def _headline_index(
    paragraphs: Sequence[Unit], kinds: Sequence[SegmentKind | None], first: int, title: str
) -> int | None:
    """Which paragraph is the headline: the one that is the title, else the first line that looks like one."""
    if title:
        for i in range(min(len(paragraphs), first + 3)):
            if fold(paragraphs[i].text) == title:
                return i
    candidates = [i for i in range(first) if kinds[i] is None and not is_bullet(paragraphs[i].text)]
    for n, i in enumerate(candidates):
        text = paragraphs[i].text
        if patterns().section.fullmatch(text) and n + 1 < len(candidates):
            continue
        if _HIGHLIGHTS.match(text):
            return None
        if len(text) <= 250 and not _is_author(paragraphs, i, None):
            if len(words(text)) <= 2 and i + 1 in candidates and len(words(paragraphs[i + 1].text)) >= 5:
                continue
            return i
        return None
    return None


def _stands_apart(paragraphs: Sequence[Unit], i: int) -> bool:
    """Whether a blank line follows paragraph ``i`` and it ends no sentence."""
    return i + 1 < len(paragraphs) and paragraphs[i + 1].gap and not ends_sentence(paragraphs[i].text)


def _surrounded(kinds: Sequence[SegmentKind | None], i: int) -> bool:
    """Whether page furniture stands on both sides of paragraph ``i``."""
    return kinds[i - 1] == "boilerplate" and (i + 1 == len(kinds) or kinds[i + 1] == "boilerplate")


def _head_kind(
    paragraphs: Sequence[Unit], kinds: Sequence[SegmentKind | None], i: int, headline: int | None, hints: Hints
) -> SegmentKind:
    """Kind of a paragraph of the head that is neither furniture nor the headline."""
    text = paragraphs[i].text
    if is_bullet(text) or _HIGHLIGHTS.match(text):
        return "summary"
    if i > 0 and _surrounded(kinds, i) and len(words(text)) <= 16 and text[-1:] != ".":
        return "boilerplate"
    if _is_author(paragraphs, i, hints):
        return "byline"
    if hints.document:
        return "body"
    if headline is None or i < headline:
        small = len(words(text)) <= 4 and not ends_sentence(text)
    else:
        small = patterns().section.fullmatch(text) is not None
    return "boilerplate" if small else "summary"


def _is_author(paragraphs: Sequence[Unit], i: int, hints: Hints | None) -> bool:
    text = paragraphs[i].text.strip()
    if patterns().byline.fullmatch(text) or text.lower() in patterns().outlets:
        return True
    if hints is not None:
        key = fold(text)
        if key and key in {fold(hints.byline or ""), fold(hints.outlet or "")}:
            return True
    if not is_name_line(text):
        return False
    before = paragraphs[i - 1].text.strip().lower() if i else ""
    after = paragraphs[i + 1].text.strip() if i + 1 < len(paragraphs) else ""
    if after.lower() in patterns().outlets:
        return True
    return i > 0 and (before in {"by", "by:", "written by", "|"} or len(after) > 60)


def _captions_twice(paragraphs: Sequence[Unit], kinds: list[SegmentKind | None], first: int) -> None:
    """Mark lines printed twice in a row, headlines aside: a picture's caption and its alternative text.

    One such line amid the news, in which somebody speaks, may be news printed twice by mistake: one of them stays.
    """
    pairs = [i for i in range(len(paragraphs) - 1) if repeats(paragraphs[i].text, paragraphs[i + 1].text)]
    for i in pairs:
        text = paragraphs[i].text
        if not {kinds[i], kinds[i + 1]} <= {None, "summary", "headline", "caption"}:
            continue
        if "headline" in (kinds[i], kinds[i + 1]) and not ends_sentence(text):
            continue
        kinds[i + 1] = "caption"
        if len(pairs) > 1 or i < first or not has_speech(text):
            kinds[i] = "caption"


def _tail(paragraphs: Sequence[Unit], kinds: list[SegmentKind | None], first: int, hints: Hints) -> None:
    """Judge what stands after the last paragraph of news: notes on authors, links to other articles."""
    for i in range(len(paragraphs) - 1, first, -1):
        text = paragraphs[i].text
        if kinds[i] is not None:
            continue
        if is_closing(text) or (_is_link(text) and not is_bullet(text) and not hints.document):
            kinds[i] = "boilerplate"
        else:
            return


def _is_link(text: str) -> bool:
    """Whether a line looks like another article's headline: it ends no sentence and is in title case."""
    return not ends_sentence(text) and len(words(text)) <= 22 and not has_speech(text) and is_title_case(text)


def _middle(paragraphs: Sequence[Unit], kinds: list[SegmentKind | None], first: int, hints: Hints) -> None:
    """Judge short lines between paragraphs of news: crossheads, links in capitals, what furniture surrounds."""
    if hints.document:
        return
    last = len(paragraphs) - 1
    for i in range(first + 1, last + 1):
        if kinds[i] is not None:
            continue
        text = paragraphs[i].text
        if len(text) > 160 or (has_speech(text) and not is_bullet(text)):
            continue
        if is_bullet(text):
            if kinds[i - 1] == "boilerplate" and i > len(paragraphs) // 2 and not ends_sentence(text):
                kinds[i] = "boilerplate"
            continue
        count = len(words(text))
        if (is_all_caps(text) and count >= 5 and not ends_sentence(text)) or (
            _surrounded(kinds, i) and is_title_case(text) and count <= 16 and not text.endswith(".")
        ):
            kinds[i] = "boilerplate"
        elif i < last and count <= 14 and not ends_sentence(text) and ends_sentence(paragraphs[i - 1].text):
            kinds[i] = "headline" if text[:1].isupper() or text[:1] in "‘“'\"" else None


def _split(text: str, unit: Unit, kind: SegmentKind) -> list[Segment]:
    """Return the segments of one paragraph: a dateline at its start and furniture inside it are cut out."""
    if kind not in ("body", "summary"):
        return [Segment(unit.start, unit.end, kind)]
    cuts: list[tuple[int, int, SegmentKind]] = []
    start = unit.start
    if kind == "body":
        found = dateline(text[unit.start : unit.end])
        if found:
            cuts.append((start, start + found.length, "dateline"))
            start += found.length
    cuts += [(a + start, b + start, "boilerplate") for a, b in inline_furniture(text[start : unit.end])]
    return _pieces(text, unit, kind, cuts)


def _pieces(text: str, unit: Unit, kind: SegmentKind, cuts: Sequence[tuple[int, int, SegmentKind]]) -> list[Segment]:
    found: list[Segment] = []
    at = unit.start
    for start, end, cut_kind in (*cuts, (unit.end, unit.end, kind)):
        for a, b, name in ((at, start, kind), (start, end, cut_kind)):
            piece = text[a:b]
            stripped = piece.strip()
            if stripped:
                begin = a + len(piece) - len(piece.lstrip())
                found.append(Segment(begin, begin + len(stripped), name))
        at = end
    return found
