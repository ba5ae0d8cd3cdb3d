"""Datelines: the place, agency and date that open a report (``AVELA (Example Wire) –``)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]{0,6}\.?"
_PLACE = r"[^\W\d_a-z][^\W\d_a-z.’'-]{1,24}"  # a word in capitals, in any script that has them
_PLACES = rf"{_PLACE}(?:[ /\u00a0]{_PLACE}|/{_PLACE}| (?:AND|OF|DE|AL|EL) {_PLACE}){{0,5}}"
_REGION = r"(?:, (?:[A-Z][\w.’'-]{1,20}(?: [A-Z][\w.’'-]{1,20}){0,3}))?"
_DATE = rf"(?:,? ?\(?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? (?:19|20)\d\d)?\)?)?"
_AGENCY = r"(?:[ ,\u00a0]{0,3}\((?P<agency>[A-Za-z][\w .,&/’'-]{1,40})\))?"
_MARK = r"\s{0,6}(?:—|–|--|-|―|:|\|)\s{0,6}"
#: A place in capitals, what may follow it, and a dash or colon.
_CAPITALS = re.compile(rf"(?:{_PLACES}){_REGION}{_DATE}{_AGENCY}{_DATE}{_MARK}(?=\S)")
#: A place in small letters needs an agency; an agency may stand alone.
_AGENCY_ONLY = re.compile(
    rf"(?:[A-Z][\w.’'-]+(?:[ /][A-Z][\w.’'-]+){{0,3}}{_REGION}{_DATE} )?\((?P<agency>[A-Z][\w .,&/’'-]{{1,40}})\)"
    rf"{_DATE}(?:{_MARK}|\s(?=[A-Z“\"]))(?=\S)"
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
    """The dateline that ``paragraph`` begins with, or None."""
    head = paragraph[:_MAX]
    match = _CAPITALS.match(head)
    if match and not _NOT_PLACES.match(head) and _is_place(match.group()):
        return Dateline(len(match.group()), match["agency"])
    match = _AGENCY_ONLY.match(head)
    if match and _is_agency(match["agency"]):
        return Dateline(len(match.group()), match["agency"])
    return None


def _is_place(found: str) -> bool:
    """A single short word before a bare hyphen may be anything (``US - India``); a place is longer or better marked."""
    word = re.match(r"[^\W\d_]+", found)
    return word is not None and (len(word.group()) > 2 or "(" in found)


def _is_agency(name: str) -> bool:
    """Whether a name in parentheses may be an agency's: capitals, or a well-known mixed form."""
    letters = [c for c in name if c.isalpha()]
    return bool(letters) and (
        name.isupper() or name.split()[0].lower() in {"reuters", "bloomberg", "xinhua", "tass", "kyodo", "the", "cnn"}
    )
