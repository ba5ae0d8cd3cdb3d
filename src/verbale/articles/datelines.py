"""Datelines: the place, agency and date that open a report (``AVELA (Example Wire) –``)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]{0,6}\.?"
_PLACE = r"[^\W\d_a-z][^\W\d_a-z.’'-]{1,24}"  # a word in capitals, in any script that has them
_PLACES = rf"{_PLACE}(?:[ /\u00a0]{_PLACE}|/{_PLACE}| (?:AND|OF|DE|AL|EL) {_PLACE}){{0,5}}"
_REGION = r"(?:, (?:[A-Z][\w.’'-]{1,20}(?: [A-Z][\w.’'-]{1,20}){0,3}))?"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_DATE = rf"(?:,? ?\(?{_WEEKDAY}(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? (?:19|20)\d\d)?\)?)?"
_AGENCY = r"(?:[ ,\u00a0]{0,3}\((?P<agency>[A-Za-z][\w .,&/’'-]{1,40})\))?"
_MARK = r"\s{0,6}(?:—|–|--|-|―|:|\|)\s{0,6}"
#: A place in capitals, what may follow it, and a dash or colon.
_CAPITALS = re.compile(rf"(?:{_PLACES}){_REGION}{_DATE}{_AGENCY}{_DATE}{_MARK}(?=\S)")
#: A place in small letters needs an agency and a mark.
_SMALL_PLACE = re.compile(
    rf"[A-Z][\w.’'-]+(?:[ /][A-Z][\w.’'-]+){{0,3}}{_REGION}{_DATE} \((?P<agency>[A-Z][\w .,&/’'-]{{1,40}})\){_DATE}"
    rf"{_MARK}(?=\S)"
)
#: A well-known agency may stand alone, and without a mark.
_ALONE = re.compile(
    r"\((?P<agency>CNN|CNN Business|Reuters|REUTERS|AP|AFP|Bloomberg|UPI|BBC|NBC|CBS|ABC|PTI|ANI|IANS|Xinhua|TASS|APP"
    rf"|CNSNews\.com|The Hill|Politico|DPA|dpa)\)(?:{_MARK}|\s+)(?=[A-Z“\"‘'])"
)
_MAX = 130
#: Words in capitals with a colon that open a line without being places.
_NOT_PLACES = re.compile(
    r"(?:WATCH|READ|MORE|RELATED|UPDATED?|ALSO|VIDEO|PHOTOS?|BREAKING|EXCLUSIVE|ANALYSIS|OPINION|STORY|FILE|NOTE|POLL"
    r"|CORRECTION|EDITOR|QUESTION|MODERATOR|Q|A|MR|MS|MRS|DR|THE PRESIDENT|PRESIDENT|SECRETARY|SENATOR|OPERATOR|HOST"
    r"|INTERVIEWER|SPEAKER|FACT|MYTH|PROS?|CONS?|WHO|WHAT|WHEN|WHERE|WHY|HOW|SOURCE|CNN|FOX|NBC|ABC|CBS|NPR)\b"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline at the start of a paragraph: its length in characters, and the agency if it names one."""

    length: int
    agency: str | None


def dateline(paragraph: str) -> Dateline | None:
    """Return the dateline that ``paragraph`` begins with, or None."""
    head = paragraph[:_MAX]
    match = _CAPITALS.match(head)
    if match and not _NOT_PLACES.match(head) and _is_place(match.group()):
        return Dateline(len(match.group()), match["agency"])
    match = _ALONE.match(head)
    if match is None:
        match = _SMALL_PLACE.match(head)
        if match and not _is_agency(match["agency"]):
            match = None
    return Dateline(len(match.group()), match["agency"]) if match else None


def _is_place(found: str) -> bool:
    """Tell places from other words: a short word before a bare hyphen may be anything (``US - India``)."""
    word = re.match(r"[^\W\d_]+", found)
    return word is not None and (len(word.group()) > 2 or "(" in found)


def _is_agency(name: str) -> bool:
    """Whether a name in parentheses may be an agency's: capitals, or a well-known mixed form."""
    letters = [c for c in name if c.isalpha()]
    return bool(letters) and (
        name.isupper()
        or name.split(maxsplit=1)[0].lower() in {"reuters", "bloomberg", "xinhua", "tass", "kyodo", "the", "cnn"}
    )
