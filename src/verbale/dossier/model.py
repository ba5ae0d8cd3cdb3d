"""What a dossier holds: counts, pictures, a chronology, and the numbered articles that all of it rests on.

Nothing in it is written anew: words are the record's, sentences are counts, and what is not known is called unknown.
"""

from __future__ import annotations

from dataclasses import dataclass

from verbale.linking.course import Month
from verbale.linking.positions import Position
from verbale.pictures.ladder import Frame
from verbale.pictures.rungs import Rung

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a dossier is about, narrowed by every field that is given; at least one of the first three is.

    ``states``: one or two codes of states, organisations or groups. ``actor``: the id of a speaker, of whom only
    statements are told. ``topic``: of the vocabulary. ``since``, ``until``: ISO dates, both included, as exact as one
    likes; empty for no end.
    """

    states: tuple[str, ...] = ()
    actor: str = ""
    topic: str = ""
    since: str = ""
    until: str = ""

    @property
    def pair(self) -> tuple[str, str] | None:
        """Both states, where there are two."""
        return (self.states[0], self.states[1]) if len(self.states) == 2 else None


@dataclass(frozen=True, slots=True)
class Caps:
    """How much of each there is at most; the newest are kept, and what is left out is counted.

    ``read``: statements, and events, that are looked at where the dossier is not about two states. ``rungs``: of all
    ladders together. ``words``: characters of a quotation.
    """

    read: int = 2000
    entries: int = 200
    rungs: int = 48
    shifts: int = 30
    answers: int = 30
    positions: int = 30
    words: int = 1500


@dataclass(frozen=True, slots=True)
class Source:
    """A numbered article. ``reference``: author, title, outlet, date in words; ``url``: on the web, empty if none."""

    number: int
    article: str
    reference: str
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement or an event of the chronology, once, however many articles report it.

    ``id``: ``ARTICLE#s1`` or ``ARTICLE#e1``; ``anchor``: its name in the document. ``when``: in words. ``who``,
    ``towards``: in words. ``label``: the act or the type, ``quad``: its quad class, ``status``: in words, empty for
    what occurred. ``words``: as the article has them, ``cut``: how many characters of them are left out. ``sources``:
    numbers of the articles that report it, the one quoted first. ``answers``: anchors of the entries that it answers,
    each with what it is in words.
    """

    id: str
    anchor: str
    when: str
    who: str
    towards: str
    label: str
    quad: str
    status: str
    words: str
    cut: int
    sources: tuple[int, ...]
    answers: tuple[tuple[str, str], ...] = ()

    @property
    def told(self) -> str:
        """It in a line, without its words."""
        return f"{self.who}, {self.label}, {self.when}"


@dataclass(frozen=True, slots=True)
class Shifted:
    """A change of line with both texts. ``position``: whose, about whom, on what, in words; ``score``: 0 to 1."""

    position: str
    kind: str
    matter: str
    when: str
    score: float
    reason: str
    old: Entry
    new: Entry


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer and what it answers; ``score``: how sure that is, 0 to 1, ``reason`` in words."""

    prompt: Entry
    response: Entry
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Held:
    """A position at a glance: what was said and done in the period, its first and last day in words, its shifts."""

    government: str
    about: str
    topic: str
    entries: int
    first: str
    last: str
    shifts: int


@dataclass(frozen=True, slots=True)
class Steps:
    """The rungs of one ladder, no more than a page holds, and how it is framed."""

    rungs: tuple[Rung, ...]
    frame: Frame


@dataclass(frozen=True, slots=True)
class Drawn:
    """What pictures are made of: ladders in order of time; the months of two governments; the lines on one topic."""

    ladders: tuple[Steps, ...] = ()
    months: tuple[Month, ...] = ()
    lines: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """The document. ``kicker``: what kind it is; ``period``: in words; ``record``: what the record is called.

    ``numbers``: names with counts; ``counts``: plain sentences, on what is left out among others; ``names``: codes to
    what they are called. ``made``: the day on which it was made, in words.
    """

    wanted: Wanted
    kicker: str
    title: str
    period: str
    record: str
    made: str
    numbers: tuple[tuple[str, int], ...]
    counts: tuple[str, ...]
    entries: tuple[Entry, ...]
    held: tuple[Held, ...]
    shifts: tuple[Shifted, ...]
    answers: tuple[Answered, ...]
    sources: tuple[Source, ...]
    drawn: Drawn
    names: dict[str, str]
