"""Formulas: phrases that a government uses again and again, until it does not."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from verbale.statements.headlines import stem, stems

#: Content words that make a phrase a formula, and the longest that is looked for.
LEAST_WORDS, MOST_WORDS = 3, 8
#: Statements that use it, days from the first to the last of them, and later statements that do without it.
LEAST_USES, LEAST_DAYS, LEAST_LATER = 3, 28, 2
#: The least surprise: chance that a formula used as often as before would have been heard in the later statements.
LEAST_SCORE = 0.75
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_BREAK = re.compile(r"[.;:!?…“”\"()]")
#: The stems of a phrase's content words.
Phrase = tuple[str, ...]


class Spoken(Protocol):
    """What has words and a day."""

    @property
    def item(self) -> str: ...  # noqa: D102
    @property
    def day(self) -> dt.date: ...  # noqa: D102
    @property
    def words(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Dropped:
    """A formula that was dropped.

    ``last``: its last use; ``later``: the statements since; ``new``: the phrase that replaced it, else empty.
    """

    phrase: str
    last: Spoken
    later: tuple[Spoken, ...]
    new: str
    score: float
    reason: str


def dropped(spoken: Sequence[Spoken]) -> tuple[Dropped, ...]:
    """The formulas that the statements (of one position, in time order) drop.

    With ``k`` uses in the ``n`` statements from its first to its last, a formula is expected in a share
    ``p = (k + 1) / (n + 2)`` of statements (Laplace's rule of succession); that none of ``m`` later ones uses it has
    the chance ``(1 - p) ** m`` if nothing changed, and the score is 1 less that.
    """
    phrases = [dict(_phrases(one.words)) for one in spoken]
    uses: dict[Phrase, list[int]] = {}
    for i, told in enumerate(phrases):
        for key in told:
            uses.setdefault(key, []).append(i)
    # Of phrases that end with the same use, the longest stands for all.
    best: dict[int, tuple[Phrase, float]] = {}
    for key in sorted(uses):
        score = _score(spoken, uses[key])
        if score is not None and len(key) > len(best.get(uses[key][-1], ((), 0.0))[0]):
            best[uses[key][-1]] = key, score
    return tuple(_told(spoken, phrases, uses[key], key, score) for _, (key, score) in sorted(best.items()))


def _score(spoken: Sequence[Spoken], at: Sequence[int]) -> float | None:
    """How surely the phrase used in the statements ``at`` is dropped; None where it is no formula or still used."""
    first, last = at[0], at[-1]
    if len(at) < LEAST_USES or (spoken[last].day - spoken[first].day).days < LEAST_DAYS:
        return None
    later = _later(spoken, last)
    if len({one.day for one in later}) < LEAST_LATER:
        return None
    share = (len(at) + 1) / (last - first + 1 + 2)
    score = 1 - (1 - share) ** len(later)
    return score if score >= LEAST_SCORE else None


def _later(spoken: Sequence[Spoken], last: int) -> tuple[Spoken, ...]:
    return tuple(one for one in spoken[last + 1 :] if one.day > spoken[last].day)


def _told(
    spoken: Sequence[Spoken], phrases: Sequence[dict[Phrase, str]], at: Sequence[int], key: Phrase, score: float
) -> Dropped:
    first, last = at[0], at[-1]
    later, phrase = _later(spoken, last), phrases[last][key]
    new = _replacement(phrases[: last + 1], phrases[last + 1 :])
    instead = f", which say “{new}” instead" if new else ""
    reason = (
        f"“{phrase}”, said in {len(at)} of {last - first + 1} statements from {spoken[first].day.isoformat()} to "
        f"{spoken[last].day.isoformat()}, is missing from the {len(later)} later ones{instead}"
    )
    return Dropped(phrase, spoken[last], later, new, round(score, 3), reason)


def _replacement(before: Sequence[dict[Phrase, str]], after: Sequence[dict[Phrase, str]]) -> str:
    """The longest phrase that the later statements use at least twice and the earlier ones never; empty for none."""
    counts = Counter(key for told in after for key in told)
    twice = {key for key, count in counts.items() if count >= 2}
    twice -= {key for told in before for key in told if key in twice}
    new = min(twice, key=lambda k: (-len(k), k), default=())
    return next((told[new] for told in after if new in told), "")


def _phrases(text: str) -> Iterator[tuple[Phrase, str]]:
    """Every run of content words of a text, by its stems; small words between them do not count."""
    for part in _BREAK.split(text):
        words = list(_WORD.finditer(part))
        content = [m for m in words if stems(m.group())]
        for start in range(len(content)):
            for count in range(LEAST_WORDS, min(MOST_WORDS, len(content) - start) + 1):
                run = content[start : start + count]
                yield tuple(stem(m.group()) for m in run), part[run[0].start() : run[-1].end()]
