"""What a mistyped id may have meant, for error messages and for the pages that answer an unknown address."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verbale.record.browse_columns import Ints

#: Ids that are offered, and those of them that a message names; letters that count of what is asked for.
_OFFERED, _NAMED, _LETTERS = 6, 3, 200
#: How alike two ids are at least, from 0 to 1, as difflib reckons it, and one that holds the other; how many are
#: compared so, letter by letter.
_ALIKE, _HOLDING, _COMPARED = 0.5, 0.75, 120
#: Pairs of letters are told apart by so many numbers; that some share one does no harm.
_PAIRS = 1 << 16
#: Stands between ids that are searched as one text, and is a space in those that hold it.
_BETWEEN = "\n"


def nearest(asked: str, known: Sequence[str], number: int = _OFFERED) -> list[str]:
    """Those of ``known``, each once, that resemble ``asked`` or hold it, case aside; the nearest first.

    Of very many only those that share most pairs of letters with it, and the first that hold it, are looked at closely.
    """
    wanted = asked.casefold().replace(_BETWEEN, " ")
    if not wanted or not known:
        return []
    whole = _BETWEEN.join(known).casefold()
    if whole.count(_BETWEEN) >= len(known):
        whole = _BETWEEN.join(one.replace(_BETWEEN, " ") for one in known).casefold()
    some: Iterable[int] = range(len(known))
    if len(known) > _COMPARED:
        some = sorted({*_sharing_most(wanted[:_LETTERS], whole), *islice(_holding(wanted, whole), number)})
    return _alike(wanted, dict.fromkeys(known[at] for at in some))[:number]


def near_articles(asked: str, connection: sqlite3.Connection) -> tuple[list[str], int]:
    """The ids of a record's articles that are :func:`nearest` to ``asked``; and how many articles there are."""
    # In one value, which is faster than in as many rows.
    (ids,) = connection.execute("SELECT json_group_array(id) FROM articles").fetchone()
    known: list[str] = sorted(json.loads(ids))
    return nearest(asked, known), len(known)


def hint(near: Sequence[str], others: int) -> str:
    """The end of an error message: what may have been meant, or how many others there are."""
    return f"; did you mean {', '.join(near[:_NAMED])}?" if near else f"; it holds {others} others"


def _alike(wanted: str, some: Iterable[str]) -> list[str]:
    """Those that resemble ``wanted`` or hold it, the nearest first, equally near ones in their order."""
    matcher = SequenceMatcher(None, "", wanted[:_LETTERS], autojunk=False)
    found: list[tuple[float, str]] = []
    for one in some:
        text = one.casefold().replace(_BETWEEN, " ")
        matcher.set_seq1(text)
        like = _HOLDING if wanted in text else 0.0
        # The first two are quick, and never lower than the third.
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= max(like, _ALIKE):
            like = max(like, matcher.ratio())
        if like >= _ALIKE:
            found.append((like, one))
    return [one for _, one in sorted(found, key=lambda each: -each[0])]


def _holding(wanted: str, whole: str) -> Iterator[int]:
    """The numbers of those ids in one text that hold ``wanted``."""
    number = place = 0
    while (found := whole.find(wanted, place)) >= 0:
        number += whole.count(_BETWEEN, place, found)
        yield number
        end = whole.find(_BETWEEN, found)
        if end < 0:
            return
        number, place = number + 1, end + 1


def _sharing_most(wanted: str, whole: str) -> list[int]:
    """The numbers of those ids in one text that share most pairs of letters with ``wanted``, for their length."""
    import numpy as np

    letters = _letters(whole)
    edges = np.flatnonzero(letters == ord(_BETWEEN))
    asked = np.zeros(_PAIRS, np.uint16)
    asked[_pairs(_letters(wanted))] = 1
    shared = np.add.reduceat(asked[_pairs(letters)], edges[:-1])
    likeness = shared / (np.diff(edges) + len(wanted) + 1)
    return [int(at) for at in np.argpartition(-likeness, _COMPARED)[:_COMPARED]]


def _letters(text: str) -> Ints:
    """The letters of a text as numbers, with what stands between ids at both ends."""
    import numpy as np

    return np.frombuffer(f"{_BETWEEN}{text}{_BETWEEN}".encode("utf-32-le", "replace"), np.uint32)


def _pairs(letters: Ints) -> Ints:
    """The pairs of neighbouring letters, as numbers below :data:`_PAIRS`."""
    import numpy as np

    low = letters.astype(np.uint16)
    pairs: Ints = low[:-1] * np.uint16(257) + low[1:]
    return pairs
