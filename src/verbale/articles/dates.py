"""When an article was published: from what the input says, its address, or a line of its text that says so.

A caption's date, a date inside the news, or today's date is never taken. Where nothing says it, the date stays unknown,
with the latest past date that the text mentions as a lower bound.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from verbale.articles.calendar import WrittenDate, find_dates, parse_date
from verbale.schema import Published, Segment

UNKNOWN = "no date in the text"
#: Lines that say when the article appeared are short.
_MAX_LINE = 160
_DIGIT = re.compile(r"\d")
_VERB = re.compile(
    r"(?:(?:first|originally|last|article|story|content|page)\s){0,2}"
    r"(?P<verb>published|posted|issued|released|updated|modified|created|publication|filed|upd|pub|date|dated)"
    r"(?:\s?(?:date|on|at|in|by|online|time)\b|\s?:|\s?/|\s)",
    re.I,
)
_CLAUSE = re.compile(r"\b(?:says?|said|that|was|were|is|are|has|had|shows?|found)\b", re.I)
_UPDATED = frozenset({"updated", "modified", "upd"})
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?", re.I)
_CLOCK = re.compile(
    r"(?:\bat\s)?\b\d{1,2}(?:[:.]\d\d){1,2}\s?(?:[ap]\.?\s?m\b\.?)?|\b\d{1,2}\s?[ap]\.?m\b\.?|\b(?:e[sd]?t|gmt|utc|pst|pdt"
    r"|ist|pkt|bst|cet|cest|hrs|edt|est)\b",
    re.I,
)
_BYLINE = re.compile(r"by\s\S.{2,70}?[|,•·–—/-]\s*$", re.I)
#: What may stand before the date in a document's or a masthead's date line: a place and a comma, a name and a stroke.
_HEAD = re.compile(r"[^\W\d_a-z][\w'’. -]{1,40}(?:,|\s[|·•])(?:\s*[A-Z][a-z]+day,?)?\s*")
#: A paragraph of so many words is no line of a letterhead.
_PARAGRAPH = 12
_FUTURE = re.compile(
    r"\b(?:will|would|shall|by|until|till|through|before|due|scheduled|expected|deadline|expires?|plans?|planned|set to"
    r"|is to|are to|to be|no later than|from|starting|slated|ahead of|next|upcoming|effective)\b[^.;]{0,50}$",
    re.I,
)
_URL_DATE = re.compile(
    r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-](?P<d>\d{1,2})(?=[/.?&_-]|$)",
    re.I,
)
_URL_SPLIT = re.compile(r"/(?P<y>20\d\d)/(?P<m>[01]\d)(?P<d>[0-3]\d)(?=/)")
_URL_ISO = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)")
_URL_COMPACT = re.compile(r"/(?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?=[/._-]|$)")
_URL_MONTH = re.compile(
    r"/(?P<y>(?:19|20)\d\d)/(?P<m>\d{1,2}|january|february|march|april|may|june|july|august|september|october"
    r"|november|december)(?=/)",
    re.I,
)
_STEM = re.compile(r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?=[-_ ]|$)")
_HOST_END = re.compile(r"^[a-z]+://[^/]*", re.I)


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that says when the article appeared. ``updated``: it says so of a later version."""

    found: WrittenDate
    updated: bool
    stated: bool


def date_line(line: str) -> DateLine | None:
    """Read ``line`` as one that gives the article's own date (``Published in …, June 27th, 2023``), or None.

    ``found`` has offsets in ``line``. ``stated`` is false for a line that holds a bare date and time.
    """
    if len(line) > _MAX_LINE or not _DIGIT.search(line):
        return None
    dates = list(find_dates(line))
    if not dates:
        return None
    first, last = dates[0], dates[-1]
    lead, after = line[: first.start], line[last.end :]
    before = lead.strip("([ \t\u00a0•|*_")
    verb = _VERB.match(before + " ")
    if verb and len(before) <= 70 and not _CLAUSE.search(before) and _is_clock(after, 12):
        return DateLine(first, verb["verb"].lower() in _UPDATED, True)
    if len(dates) == 1 and first.precision == "day" and _is_clock(after, 8):
        if _is_clock(before, 4):
            return DateLine(first, False, False)
        if _BYLINE.match(lead) or (not after.strip(" .") and _HEAD.fullmatch(lead)):
            return DateLine(first, False, False)
    return None


def _is_clock(text: str, spare: int) -> bool:
    """Whether ``text`` holds a weekday, a time and marks only, and at most ``spare`` other characters."""
    if len(text) > 60:
        return False
    rest = _CLOCK.sub("", _WEEKDAY.sub("", text))
    return len(re.sub(r"[\W_]+", "", rest)) <= (spare if "." not in rest.rstrip(".") else 4)


def from_url(url: str) -> tuple[str, str] | None:
    """Return the date in a page's address (``/2023/06/27/``) and its precision, or None."""
    path = _HOST_END.sub("", url)
    for pattern in (_URL_DATE, _URL_ISO, _URL_COMPACT, _URL_SPLIT):
        match = pattern.search(path)
        if match:
            found = parse_date(_joined(match))
            if found:
                return found
    match = _URL_MONTH.search(path)
    return parse_date(_joined(match)) if match else None


def _joined(match: re.Match[str]) -> str:
    parts = match.groupdict()
    month = parts["m"]
    if not month.isdigit():
        return f"{parts.get('d') or ''} {month} {parts['y']}".strip()
    day = parts.get("d")
    return f"{parts['y']}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")


def from_stem(stem: str) -> tuple[str, str] | None:
    """Return the date that a file's name begins with, or None."""
    match = _STEM.match(stem)
    return parse_date(match.group()) if match else None


@dataclass(frozen=True, slots=True)
class DateEvidence:
    """What is known of an article's date from outside its text; each value as written, or None."""

    override: str | None = None
    metadata: str | None = None
    page: tuple[str, str] | None = None
    url: str | None = None
    stem: str = ""


def publication(text: str, segments: Sequence[Segment], evidence: DateEvidence) -> Published:
    """Return the publication date by the strongest evidence there is, with its reason; see the module's description.

    ``evidence.page``: a date read from a web page, with the reason.
    """
    given = (
        (evidence.override, "given by the user"),
        (evidence.metadata, "given with the input"),
        evidence.page or (None, ""),
    )
    for written, reason in given:
        found = parse_date(written) if written else None
        if found:
            return Published(*found, basis=reason)
    stated = _from_lines(text, segments)
    if stated and stated.precision == "day":
        return stated
    found = from_url(evidence.url) if evidence.url else None
    if found and (stated is None or found[1] == "day"):
        return Published(*found, basis="the address of the page")
    if stated:
        return stated
    found = from_stem(evidence.stem)
    if found:
        return Published(*found, basis="the name of the file")
    return Published(basis=UNKNOWN, not_before=_latest_past_date(text, segments))


def _from_lines(text: str, segments: Sequence[Segment]) -> Published | None:
    """Return the date of a line that says so: one that states publication, then a bare date, then one of an update."""
    best: tuple[int, Published] | None = None
    body = [i for i, s in enumerate(segments) if s.kind == "body" and _is_paragraph(text[s.start : s.end])]
    first, last = (body[0], body[-1]) if body else (len(segments), -1)
    for i, segment in enumerate(segments):
        if segment.kind not in ("boilerplate", "byline", "dateline"):
            continue
        line = " ".join(text[segment.start : min(segment.end, segment.start + 400)].split())
        read = date_line(line)
        if read is None and segment.kind == "dateline":
            inside = next((d for d in find_dates(line) if d.precision == "day"), None)
            read = DateLine(inside, False, False) if inside else None
        if read is None or (not read.stated and first < i < last and segment.kind != "dateline"):
            continue
        rank = 2 if read.updated else 0 if read.stated else 1
        if best is None or rank < best[0]:
            shown = line if len(line) <= 80 else line[:77] + "…"
            place = "the dateline" if segment.kind == "dateline" else "the line"
            best = rank, Published(read.found.date, read.found.precision, f"{place} “{shown}”")
    return best[1] if best else None


def _is_paragraph(text: str) -> bool:
    return len(text.split(maxsplit=_PARAGRAPH)) >= _PARAGRAPH and text.rstrip("\"'”’) \n")[-1:] in (".", "!", "?")


def _latest_past_date(text: str, segments: Sequence[Segment]) -> str | None:
    """Return the latest full date that the text mentions as past: the article cannot have appeared before it."""
    latest: str | None = None
    for segment in segments:
        if segment.kind == "boilerplate":
            continue
        for found in find_dates(text, segment.start, segment.end):
            before = text[max(segment.start, found.start - 70) : found.start]
            if found.precision == "day" and not _FUTURE.search(before) and (latest is None or found.date > latest):
                latest = found.date
    return latest
