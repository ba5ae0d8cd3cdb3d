"""Sentences of a stretch of text: where one ends, abbreviations and initials aside."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

#: A full stop that ends a sentence, with the quotation marks after it, or the end of a line.
_END = re.compile(r"[.!?…]+[”\"’')\]]*(?=\s+[“\"‘'«(\[]?[^\W_a-zß-öø-ÿ])|\n[\n \t\xa0]*")
#: A line at least this long that ends in no full stop or colon may be broken by width, and its sentence goes on.
WRAPPED = 45
#: Words whose full stop ends no sentence, and ones whose full stop may: these need a word that opens sentences.
_NEVER = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Cmdr|Adm|Brig|Sen|Rep|Gov|Amb|Hon|Rev|St|Ste|Mt|Ft|vs|No|Nos|"
    r"Art|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|approx|cf|al)|\b[A-Z])\.$"
)
_MAYBE = re.compile(r"(?:\b(?:Jr|Sr|Inc|Corp|Co|Ltd|a\.m|p\.m|etc)|\b(?:[A-Z]\.){1,3}[A-Z])\.$")
_OPENERS = re.compile(
    r"\s+[“\"‘'(\[]?(?:The|It|He|She|They|We|I|In|On|At|But|And|A|An|This|That|These|Those|There|His|Her|Its|Their|"
    r"However|While|When|After|Before|For|As|If|Meanwhile|Both|Some|Since|Also|Asked|According)\b"
)


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The sentences of ``text[start:end]``, in order, white space at the edges left out."""
    last = len(text) if end is None else end
    begin = start
    for match in _END.finditer(text, start, last):
        if not _ends(text, match, begin):
            continue
        found = _trimmed(text, begin, match.end())
        if found:
            yield found
        begin = match.end()
    found = _trimmed(text, begin, last)
    if found:
        yield found


def _ends(text: str, match: re.Match[str], begin: int) -> bool:
    mark = match.group()
    if mark[0] == "\n":
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].rstrip()
        return "\n" in mark[1:] or len(line) < WRAPPED or line[-1:] in '.!?…:”"'
    if mark[0] != ".":
        return True
    before = text[max(begin, match.start() - 12) : match.start() + 1]
    if _MAYBE.search(before):
        return _OPENERS.match(text, match.end()) is not None
    return not _NEVER.search(before)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
