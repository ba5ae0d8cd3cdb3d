"""Words of the record that a claim is checked against, and whether a claimed speaker is theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from verbale.linking.tokens import read
from verbale.linking.word_lists import word_lists

Fit = Literal["same", "other", "unknown"]


@dataclass(frozen=True, slots=True)
class Quotable:
    """A statement's words and who said them, when, and where it is written.

    ``words``: the pieces of the content, joined with " … ". ``name``, ``office``, ``country``: the speaker's, empty
    where unknown. ``also``: what else the speaker may rightly be called: the co-speakers of a joint statement, the
    institution, the state ("Kestria", "Kestrian"), its capital. ``date``: ISO date or empty. ``quoted``: some of the
    content stands in quotation marks.
    """

    id: str
    words: str
    name: str = ""
    office: str = ""
    country: str = ""
    date: str = ""
    outlet: str = ""
    article: str = ""
    quoted: bool = True
    also: tuple[str, ...] = ()

    @property
    def said_by(self) -> str:
        """The speaker in words, empty where unknown."""
        aside = self.office if self.name else ""
        return (self.name or self.office or self.country) + (f" ({aside})" if aside else "")

    @property
    def speaker(self) -> tuple[str, ...]:
        """What two words of one speaker have in common; empty where the speaker is unknown."""
        return _words(self.name) or (*_words(self.office), *_words(self.country))


def fit(claimed: str, quotable: Quotable) -> Fit:
    """Whether the speaker whom a claim names is the one whose words these are.

    Persons are the same when one's names are among the other's, or the family names agree and the first names do not
    speak against it; offices, institutions and states when all of the claim's words are told of the speaker. ``other``
    only where the claim names somebody else; anything unsure is ``unknown``, for example an office that is not known
    of the person recorded.
    """
    lists = word_lists()
    asked = _words(claimed)
    if not asked or not quotable.said_by:
        return "unknown"
    labels = [_words(label) for label in (quotable.name, quotable.office, quotable.country, *quotable.also)]
    known = {word for label in labels for word in label}
    names = {word for word in asked if word not in lists.roles}
    persons = [label for label in (labels[0], *labels[3:]) if label is labels[0] or len(label) > 1]
    if any(_same(asked, label) for label in persons) or (names and names <= set(labels[0])):
        return "same"
    told = {word for word in asked if word not in lists.stop and word not in lists.general}
    if told and told <= known:
        return "unknown" if (lists.lesser & set(labels[1])) - set(asked) else "same"
    outside = names - known
    if not outside or not quotable.name or (len(outside) == 1 < len(asked) and not quotable.also):
        return "unknown"
    return "other"


def _words(label: str) -> tuple[str, ...]:
    """The words of a name, without titles and genitives."""
    words = (word.removesuffix("'s") for word in read(label).words)
    return tuple(word for word in words if word not in word_lists().titles)


def _same(asked: Sequence[str], name: Sequence[str]) -> bool:
    """Whether a claim's words name the one who is called ``name``."""
    if not name or set(name) <= set(asked):
        return bool(name)
    if name[-1] not in asked or name[-1] in word_lists().roles:
        return False
    at = asked.index(name[-1])
    first = asked[at - 1] if at else ""
    initials = bool(first) and first[0] == name[0][0] and min(len(first), len(name[0])) == 1
    return initials or first in word_lists().roles or (not first and len(asked) == 1)
