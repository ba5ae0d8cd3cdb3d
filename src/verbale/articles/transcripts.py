"""Transcripts: speaker labels and turns (``MR HALE:``, ``QUESTION:``, ``SENIOR OFFICIAL:``, ``Q``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from verbale.articles.lines import Unit
from verbale.schema import Turn

Role = Literal["question", "official", "other"]

#: A label in capitals with a colon; a title in parentheses or after a comma may be part of it.
_CAPS = (
    r"(?:(?:MR|MS|MRS|DR|AMB|GEN|SEN|REP|GOV|LT|COL|ADM|SEC|SPOX|MAJ|CAPT|CDR|BRIG|PROF|HON)\.?\s)?"
    r"[A-Z][A-Z.'’()#&/,-]*(?:\s{1,2}[A-Z#&(][A-Z0-9.'’()#&/,-]*){0,7}"
)
_TITLED = (
    r"(?:Mr|Ms|Mrs|Dr|Amb|Gen|Sen|Rep|Gov|Lt|Col|Adm|Sec|Ambassador|Secretary|President|Minister|Spokesperson)\.?"
    r" [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}"
)
_ROLE = (
    r"(?:Question(?:er)?|Moderator|Operator|Reporter|Journalist|Interviewer|Host|Answer|Spokes(?:person|man|woman)"
    r"|Participant|Audience(?: [Mm]ember)?|Senior [A-Z]\w+(?: [A-Z]\w+){0,3})"
)
_MARKS = r"[*_\\]{0,3}"
_NOTE = r"(?:\s?\([^()]{1,40}\)|\s?\\?\[[^\[\]]{1,40}\])?"
_LABEL = re.compile(rf"{_MARKS}(?P<label>{_CAPS}|{_TITLED}|{_ROLE}){_NOTE}{_MARKS}\s?:{_MARKS}(?=\s|$)")
_LETTER = re.compile(rf"{_MARKS}(?P<label>Q{_MARKS}(?=[:.]|\s{{2}}|\u00a0|[ ][A-Z“\"(])|A(?=:)){_MARKS}[:.]?")
_LOOK = 110
_QUESTION = re.compile(
    r"Q|QUESTION(?:ER)?|REPORTERS?|THE PRESS|PRESS|JOURNALIST|MEDIA|INTERVIEWER|PARTICIPANT|AUDIENCE(?: MEMBER)?", re.I
)
_OTHER = re.compile(
    r"MODERATOR|OPERATOR|HOST|(?:WHITE HOUSE |CABINET )?(?:AIDE|STAFF)|ANNOUNCER|INTERPRETER|TRANSLATOR|AUDIENCE|VOICE"
    r"|ANCHOR|NARRATOR",
    re.I,
)
_ROLE_WORDS = re.compile(
    r"OFFICIAL|SPOKES|MODERATOR|OPERATOR|QUESTION|REPORTER|JOURNALIST|INTERVIEWER|HOST|PARTICIPANT|AUDIENCE|ANSWER|PRESS"
    r"|THE PRESIDENT|THE VICE PRESIDENT|THE FIRST LADY|THE SECRETARY|THE PRIME MINISTER|INTERPRETER|STAFF|AIDE|^Q$|^A$",
    re.I,
)
_HONORIFIC = re.compile(
    r"(?:(?:THE\s)?(?:HIS|HER) EXCELLENCY|MR|MS|MRS|DR|AMB(?:ASSADOR)?|GEN(?:ERAL)?|SEN(?:ATOR)?|REP|GOV(?:ERNOR)?|LT"
    r"|COL(?:ONEL)?|ADM(?:IRAL)?|SEC(?:RETARY)?|PRESIDENT|VICE PRESIDENT|PRIME MINISTER|FOREIGN MINISTER|MINISTER"
    r"|CHANCELLOR|KING|QUEEN|SPOKESPERSON|SPOKESMAN|SPOKESWOMAN|ADMINISTRATOR|DIRECTOR|PROF)\.?\s+",
    re.I,
)
#: Openings in capitals with a colon that are no speakers.
_NOT_SPEAKERS = re.compile(
    r"(?:WATCH|READ|MORE|RELATED|UPDATED?|ALSO|VIDEO|PHOTOS?|BREAKING|EXCLUSIVE|ANALYSIS|OPINION|STORY|FILE|NOTE|POLL"
    r"|CORRECTION|LIVE|SEE|LISTEN|FACT|MYTH|PROS?|CONS?|SOURCE|SOURCES|CAPTION|IMAGE|CLOSE|TOPICS?|TAGS?|CLAIM|RATING"
    r"|SUBJECT|TO|FROM|DATE|RE|CC|WHO|WHAT|WHEN|WHERE|WHY|HOW|BOTTOM LINE|CONTACT|BACKGROUND|PHOTO|UPDATE)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Label:
    """A speaker label at the start of a paragraph: spans in the text of the label and of all that announces it."""

    label: tuple[int, int]
    end: int
    written: str


def find_label(text: str, unit: Unit) -> Label | None:
    """Return the speaker label that ``unit`` begins with, or None."""
    head = text[unit.start : min(unit.end, unit.start + _LOOK)]
    match = _LABEL.match(head) or _LETTER.match(head)
    if match is None or _NOT_SPEAKERS.match(match["label"]) or match["label"] in ("I", "THE"):
        return None
    start = unit.start + match.start("label")
    end = unit.start + match.end("label")
    return Label((start, end), unit.start + match.end(), text[start:end])


def labels(text: str, paragraphs: Sequence[Unit]) -> dict[int, Label]:
    """Speaker labels by index of the paragraph they open."""
    found = ((i, find_label(text, unit)) for i, unit in enumerate(paragraphs))
    return {i: label for i, label in found if label is not None}


def is_transcript(text: str, paragraphs: Sequence[Unit], found: dict[int, Label]) -> bool:
    """Whether the labels make ``text`` a transcript: enough of them, by several speakers, over most of the text."""
    if len(found) < 3:
        return False
    first = min(found)
    words = text[paragraphs[first].start :]
    distinct = {label.written.upper() for label in found.values()}
    repeated = len(found) > len(distinct) or any(_ROLE_WORDS.search(name) for name in distinct)
    lead = paragraphs[first].start
    if not repeated or (lead > 3000 and lead > 0.25 * len(text)):
        return False
    share = len(found) / max(1, len(paragraphs) - first)
    titled = sum(1 for label in found.values() if _ROLE_WORDS.search(label.written) or _HONORIFIC.match(label.written))
    if len(distinct) < 2:
        return len(found) >= 4 and share >= 0.5 and titled > 0
    dense = len(words) / len(found) < 4500
    return dense and (
        (share >= 0.03 and titled >= 3) or (share >= 0.12 and titled >= 2) or (share >= 0.45 and len(found) >= 6)
    )


def turns(paragraphs: Sequence[Unit], found: dict[int, Label], last: int) -> tuple[Turn, ...]:
    """Return the turns: from each label to the next one. ``last``: where the words end, for the final turn."""
    order = sorted(found)
    result: list[Turn] = []
    for n, i in enumerate(order):
        label = found[i]
        end = paragraphs[order[n + 1] - 1].end if n + 1 < len(order) else last
        start = min(label.end, end)
        result.append(Turn(label.label, start, max(start, end), _name(label.written), _role(label.written)))
    return tuple(result)


def _role(written: str) -> Role:
    bare = written.strip(" .*_")
    if _QUESTION.fullmatch(bare):
        return "question"
    return "other" if _OTHER.match(bare) else "official"


def _name(written: str) -> str:
    """Return the speaker's name in words, or nothing for a role."""
    bare = re.sub(r"\(.*?\)|\[.*?\]|#\d+|#\w+", "", written).strip(" .*_,")
    if _ROLE_WORDS.search(bare):
        return ""
    previous = None
    while previous != bare:
        previous, bare = bare, _HONORIFIC.sub("", bare, count=1) if _HONORIFIC.match(bare) else bare
    return " ".join(_tidy(word) for word in bare.split())


def _tidy(word: str) -> str:
    """``JEAN-PIERRE`` as ``Jean-Pierre``, ``McCORMACK`` as ``McCormack``; initials stay."""
    if not word.isupper() or (len(word) <= 3 and word.endswith(".")):
        return word
    parts = re.split(r"([-’'])", word.lower())
    tidied = "".join(p[:1].upper() + p[1:] for p in parts)
    return re.sub(r"\bMc([a-z])", lambda m: "Mc" + m[1].upper(), tidied)
