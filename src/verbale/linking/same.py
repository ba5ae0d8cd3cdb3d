"""One utterance or one event in several articles: which reports are of the same, and in what they do not agree.

Pairwise decisions are pure, symmetric and careful: where the words could be of two occasions there is no link. What a
pair is accepted for decides which keys its items have (:func:`keys`), so that an index finds every pair that would be
accepted: a run of words by its fingerprints, the same speaker in the same week by both, an event by its type, its
parties and the month.
"""

from __future__ import annotations

import datetime as dt
import json
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, Literal
from zlib import crc32

from verbale.linking.disagreements import Contradiction, Variant, contradictions, variants
from verbale.linking.items import Item, to_json
from verbale.linking.shared_words import certain_run, content_of, lexicon, run, shared_content, words_of

__all__ = [
    "Contradiction",
    "Same",
    "Variant",
    "contradictions",
    "groups",
    "keys",
    "same_event",
    "same_statement",
    "variants",
]

#: Speakers of two statements: one of them named in both; of one state, where one is not named; unknown; two persons of
#: one state; of different states.
Speakers = Literal["same", "side", "unknown", "clash", "other"]

#: Content words that a run must hold to be more than a formula.
RUN_CONTENT = 3
#: A run this long needs no further sign that the rest of the statements is alike.
LONG_RUN = 12
#: Share of the shorter statement that a shorter run must be.
RUN_SHARE = 0.4
#: Share from which a run is as good as all of the statement.
MOST_SHARE = 0.8
#: Days between reports of a quotation that is not quoted as an old one.
NEWS_DAYS = 14
#: Days between reports of one utterance with a few words in common (the width of a bucket of keys).
SPEAKER_DAYS = 7
SHORT_RUN, SHORT_CONTENT, SHORT_SHARE = 4, 2, 0.6
#: Days between indirect reports of one utterance, how many content words they share, and which part.
REPORT_DAYS = 3
REPORT_CONTENT, REPORT_SHARE = 3, 0.6
#: Days between the days of two events at most (the width of a bucket), and the widest period that counts as known.
EVENT_DAYS = 30
#: Days by which reports of one event may miss each other, and days of news about an event whose day is not told.
NEAR_DAYS, UNDATED_DAYS = 2, 5
#: Reports of one event that share nearly all of the words of the shorter need no more of them than this.
MOST_CONTENT = 2
#: Speakers, parties and pairs of an item that are looked at, in the order of the alphabet: it bounds the keys.
MOST_SPEAKERS, MOST_ACTORS, MOST_PAIRS = 2, 2, 3

#: Days by number that meet all others.
_ALWAYS = (0, dt.date.max.toordinal())
#: Where an item stands, which says nothing of what it is.
_PLACED: dict[str, Any] = {
    **{"id": "", "article": "", "place": (0, 0), "outlet": "", "in_headline": False},
    **{"nested_in": "", "prompted_by": (), "said": "", "cue": ""},
}
_RUN_FACTOR = {"same": 1.0, "side": 0.9, "unknown": 0.75, "clash": 0.7}
_TOGETHER = tuple(map(frozenset, (("occurred", "historical", "future"), ("future", "hypothetical"), ("negated",))))
_JOINT = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT"})


@dataclass(frozen=True, slots=True)
class Same:
    """That two items report one utterance or one event: how sure, 0 to 1, and why."""

    score: float
    reason: str


def same_statement(a: Item, b: Item) -> Same | None:
    """Whether two statements of different articles report one utterance; None where they do not, or may not."""
    if a.kind != "statement" or b.kind != "statement" or a.article == b.article:
        return None
    speakers = _speakers(a, b)
    if speakers == "other":
        return None
    first, second = words_of(a.words), words_of(b.words)
    return (
        _quotation(a, b, run(first, second), speakers)
        or _repeated(a, b, run(first, second), speakers)
        or _reported(a, b, speakers)
    )


def same_event(a: Item, b: Item) -> Same | None:
    """Whether two events of different articles are one; None where they are not, or may not be."""
    if a.kind != "event" or b.kind != "event" or a.article == b.article:
        return None
    if not any({a.status, b.status} <= together for together in _TOGETHER):
        return None
    return _coded(a, b) or _same_words(a, b)


def keys(item: Item) -> tuple[str, ...]:
    """Keys for an index, at most 24: two items that ``same_*`` accepts share at least one."""
    found = {f"{item.kind[0]}w{name}" for name in words_of(item.words).fingerprints}
    day = _day(item)
    if day is not None and item.kind == "statement":
        found |= {f"s{who}:{week}" for who in _handles(item) for week in _buckets(day, SPEAKER_DAYS)}
    elif day is not None and item.type:
        found |= {f"e{item.type}:{who}:{month}" for who in _parties(item) for month in _buckets(day, EVENT_DAYS)}
    return tuple(sorted(found))


def spans(item: Item) -> dict[str, tuple[int, int]]:
    """The keys of an item, with days by their number: of two items that ``same_*`` accepts the days of one key meet."""
    day = _day(item)
    at = day.toordinal() if day else 0
    if item.kind == "statement":
        by_words, by_party = _ALWAYS, (at, at + SPEAKER_DAYS)
    else:
        period = _period(item)
        last = (period[1] if period else day or dt.date.min).toordinal()
        by_words, by_party = (at, at + NEWS_DAYS), (at, max(last + NEAR_DAYS, at + UNDATED_DAYS))
    return {key: by_words if key[1] == "w" else by_party for key in keys(item)}


def identity(item: Item) -> str:
    """All that ``same_*`` look at: items of two articles with one identity are the same to any third."""
    published = None if _period(item) else item.published
    bare = replace(item, **_PLACED, published=published, confidence=1.0, score=0.0)
    return json.dumps(to_json(bare), sort_keys=True)


def sketch_of(item: Item) -> bytes:
    """Numbers of 16 bits, little-endian, for :class:`Filter`: how many content words, those, and the runs of words."""
    words = words_of(item.words)
    content = sorted(map(_number, words.content))
    grams = sorted({_number(" ".join(gram)) for gram in words.grams})
    return struct.pack(f"<{1 + len(content) + len(grams)}H", len(content), *content, *grams)


class Filter:
    """Tells of most items quickly, by their sketches alone, that ``same_*`` would not have them."""

    def __init__(self, item: Item) -> None:
        """``item``: the one that others of its kind are compared with."""
        size, *numbers = _numbers(sketch_of(item))
        self._size = size
        self._content = frozenset(numbers[:size])
        self._grams = frozenset(numbers[size:])
        self._least = REPORT_CONTENT if item.kind == "statement" else 1 if item.subtype else MOST_CONTENT
        self._share = REPORT_SHARE if item.kind == "statement" else 0.0

    def passes(self, sketch: bytes) -> bool:
        """Whether the item of a sketch may be the same; never false where it is.

        Any two with a run of words in common may; the others need content words in common. Each word counts by its
        number, so there are at least as many common numbers as words.
        """
        size, *numbers = _numbers(sketch)
        shared = sum(map(self._content.__contains__, numbers[:size]))
        if shared >= self._least and shared >= self._share * min(size, self._size):
            return True
        return not self._grams.isdisjoint(numbers[size:])


def groups(ids: Iterable[str], links: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """The connected components of ``ids``, those alone included, each sorted, by their first ids.

    Links to anything but ``ids`` are left aside.
    """
    parent = {id: id for id in ids}

    def root(id: str) -> str:
        while parent[id] != id:
            parent[id] = parent[parent[id]]
            id = parent[id]
        return id

    for one, other in links:
        if one in parent and other in parent:
            low, high = sorted((root(one), root(other)))
            parent[high] = low
    out: dict[str, list[str]] = {}
    for id in sorted(parent):
        out.setdefault(root(id), []).append(id)
    return [tuple(members) for _, members in sorted(out.items())]


def _quotation(a: Item, b: Item, row: tuple[str, ...], speakers: Speakers) -> Same | None:
    """A long run of words in common."""
    first, second = words_of(a.words), words_of(b.words)
    size, gap = len(row), _gap(a, b)
    if size < certain_run(first, second) or content_of(row) < RUN_CONTENT:
        return None
    share = size / min(len(first.tokens), len(second.tokens))
    if size < LONG_RUN and share < RUN_SHARE:
        return None
    quoted = a.quoted and b.quoted
    fresh = gap is not None and gap <= NEWS_DAYS
    most = size >= LONG_RUN or share >= MOST_SHARE
    allowed = {
        "same": fresh or (quoted and most),
        "side": fresh or (quoted and most),
        "unknown": fresh and most and content_of(row) > RUN_CONTENT,
        "clash": fresh and quoted and size >= LONG_RUN,
    }
    if not allowed.get(speakers):
        return None
    score = min(1.0, 0.75 + 0.02 * (size - 7) + 0.1 * share) * _RUN_FACTOR[speakers]
    return Same(round(score, 3), f"{_who(speakers)}, {size} words in a row{'' if fresh else ', told again later'}")


def _repeated(a: Item, b: Item, row: tuple[str, ...], speakers: Speakers) -> Same | None:
    """A few words in a row that are most of the shorter report, by one speaker in one week."""
    gap = _gap(a, b)
    if speakers not in ("same", "side") or gap is None or gap > SPEAKER_DAYS or not _share_handle(a, b):
        return None
    share = len(row) / max(1, min(len(words_of(w).tokens) for w in (a.words, b.words)))
    least = SHORT_SHARE if speakers == "same" else (SHORT_SHARE + 1) / 2
    if len(row) < SHORT_RUN or content_of(row) < SHORT_CONTENT or share < least:
        return None
    score = (0.5 + 0.4 * share) * _RUN_FACTOR[speakers]
    return Same(round(score, 3), f"{_who(speakers)}, {len(row)} words in a row, {_days(gap)}")


def _reported(a: Item, b: Item, speakers: Speakers) -> Same | None:
    """Reports in other words, by one speaker within days: their content words overlap, and neither denies the other."""
    gap = _gap(a, b)
    if speakers not in ("same", "side") or gap is None or gap > REPORT_DAYS or not _share_handle(a, b):
        return None
    first, second = words_of(a.words), words_of(b.words)
    shared, share = shared_content(first, second)
    more = speakers == "side"
    if first.negated != second.negated or shared < REPORT_CONTENT + more or share < REPORT_SHARE + 0.1 * more:
        return None
    score = min(0.9, 0.3 + 0.4 * share + 0.03 * shared) * _RUN_FACTOR[speakers]
    return Same(round(score, 3), f"{_who(speakers)}, {shared} words of the content in common, {_days(gap)}")


def _coded(a: Item, b: Item) -> Same | None:
    """Events of one type between the same parties about the same day, told in like words."""
    apart = _apart(a, b)
    if not a.type or a.type != b.type or apart is None or not _same_parties(a, b):
        return None
    if a.subtype and b.subtype and a.subtype != b.subtype:
        return None
    near, when = apart
    practice = a.subtype if a.subtype == b.subtype else ""
    shared, share = shared_content(words_of(a.words), words_of(b.words))
    least, part = _enough(a.type, practice, near)
    if (shared < least or share < part) and (shared < MOST_CONTENT or share < MOST_SHARE):
        return None
    score = min(0.95, 0.4 + 0.3 * share + 0.03 * shared + 0.15 * near)
    return Same(round(score, 3), f"{practice or a.type} of the same parties, {when}, {shared} words in common")


def _enough(type: str, practice: str, near: bool) -> tuple[int, float]:
    """How many content words reports of one event share at least, and which part of the shorter."""
    if practice:
        return 1, 0.0
    if type in lexicon().wordy_types:
        return (3, 0.5) if near else (4, 0.6)
    return (2, 0.25) if near else (2, 0.4)


def _same_words(a: Item, b: Item) -> Same | None:
    """Events told in the same words, whatever they were coded as: copies, and what was copied from one document."""
    first, second = words_of(a.words), words_of(b.words)
    row, gap = run(first, second), _gap(a, b)
    if len(row) < certain_run(first, second) or content_of(row) < RUN_CONTENT or gap is None or gap > NEWS_DAYS:
        return None
    share = len(row) / min(len(first.tokens), len(second.tokens))
    if share < 0.5 or not (a.actors | a.targets) & (b.actors | b.targets) or _apart(a, b) is None:
        return None
    return Same(round(min(0.95, 0.6 + 0.3 * share), 3), f"{len(row)} words in a row, {_days(gap)}")


def _speakers(a: Item, b: Item) -> Speakers:
    if a.actors and b.actors and a.actors.isdisjoint(b.actors):
        return "other"
    if a.names and b.names:
        return "clash" if a.names.isdisjoint(b.names) else "same"
    return "side" if a.actors and b.actors else "unknown"


def _who(speakers: Speakers) -> str:
    return {
        "same": "same speaker",
        "side": "speakers of one state",
        "unknown": "a speaker not known",
        "clash": "two speakers of one state named",
    }.get(speakers, "")


def _handles(item: Item) -> list[str]:
    """By what a speaker is looked up: names, and states for reports that name nobody."""
    return [f"n:{name}" for name in sorted(item.names)[:MOST_SPEAKERS]] + [
        f"a:{code}" for code in sorted(item.actors)[:MOST_ACTORS]
    ]


def _share_handle(a: Item, b: Item) -> bool:
    return not set(_handles(a)).isdisjoint(_handles(b))


def _parties(item: Item) -> list[str]:
    """The pairs of parties by which an event is looked up, and its actors for reports that name no other party."""
    pairs = {"|".join(sorted(pair)) for pair in product(item.actors, item.targets) if pair[0] != pair[1]}
    alone = [] if item.targets - item.actors or _reciprocal(item) else sorted(item.actors)[:MOST_ACTORS]
    return sorted(pairs)[:MOST_PAIRS] + alone


def _reciprocal(item: Item) -> bool:
    return len(item.actors) > 1 and item.actors == item.targets


def _same_parties(a: Item, b: Item) -> bool:
    """Whether the parties are the same, in the same roles unless the event is mutual."""
    if set(_parties(a)).isdisjoint(_parties(b)):
        return False
    if a.type in _JOINT and (_reciprocal(a) or _reciprocal(b)):
        return True
    return not a.actors.isdisjoint(b.actors) and not (a.targets and b.targets and a.targets.isdisjoint(b.targets))


def _apart(a: Item, b: Item) -> tuple[bool, str] | None:
    """Whether the days of two events are the same, and how far apart in words; None where they are too far apart."""
    gap = _gap(a, b)
    if gap is None or gap > EVENT_DAYS:
        return None
    one, other = _period(a), _period(b)
    if one is None or other is None:
        return (False, "the day not told") if gap <= UNDATED_DAYS else None
    if one[0] <= other[1] and other[0] <= one[1]:
        return True, "the same day" if one == other else "dates that agree"
    between = (max(one[0], other[0]) - min(one[1], other[1])).days
    return (False, _days(between)) if between <= NEAR_DAYS else None


def _period(item: Item) -> tuple[dt.date, dt.date] | None:
    """The days of an item; None where they are not known or wider than a month."""
    if item.first is None:
        return None
    last = item.last or item.first
    return (item.first, last) if (last - item.first).days <= EVENT_DAYS else None


def _day(item: Item) -> dt.date | None:
    period = _period(item)
    return period[0] if period else item.published


def _gap(a: Item, b: Item) -> int | None:
    one, other = _day(a), _day(b)
    return None if one is None or other is None else abs((one - other).days)


def _days(gap: int) -> str:
    return "the same day" if gap == 0 else f"{gap} day{'s' * (gap > 1)} apart"


def _number(text: str) -> int:
    return crc32(text.encode()) & 0xFFFF


def _numbers(sketch: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sketch) // 2}H", sketch)


def _buckets(day: dt.date, width: int) -> Iterator[int]:
    """Two numbers; days at most ``width`` apart share one."""
    yield day.toordinal() // width
    yield day.toordinal() // width + 1
