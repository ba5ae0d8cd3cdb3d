"""Checking a quotation against a record: which statements it is laid beside, and what their speakers may be called."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from verbale.linking.quotable import Quotable
from verbale.linking.tokens import OMISSION, read
from verbale.linking.verify import Checked, check, search_terms
from verbale.record.model import RecordedStatement
from verbale.record.reading import select_statements
from verbale.record.search import phrase_of
from verbale.record.writing import storable
from verbale.schema import Speaker

#: A claim is laid beside so many statements at most, those that share the most and rarest of its words.
CANDIDATES = 200

#: Codes of states and organisations to the words that they are called by.
Names = Mapping[str, tuple[str, ...]]

_FOUND = f"""SELECT rowid FROM statements_fts
    WHERE statements_fts MATCH ?
    AND rowid NOT IN (SELECT statement FROM overrides WHERE field = 'hidden' AND value = '1')
    ORDER BY bm25(statements_fts, 1.0, 0.0, 0.0), rowid LIMIT {CANDIDATES}"""


def run_verify(
    connection: sqlite3.Connection, quote: str, speaker: str | None, registry: Sequence[Path]
) -> tuple[Checked, ...]:
    """The real wordings to which a quotation goes back, best first; none where nothing is near.

    ``registry``: the user's own files, for the names of states that a ``speaker`` may be called by.
    """
    quote = storable(quote)
    asked = storable(speaker).strip() if speaker else None
    names = state_names(registry) if asked else {}
    return check(quote, (quotable_of(one, names) for one in candidates(connection, quote)), asked or None)


def candidates(connection: sqlite3.Connection, quote: str) -> Iterator[RecordedStatement]:
    """The statements that a quotation may go back to: those with its words in a row, and those with the rarest of them.

    The first are few and make sure of claims that consist of everyday words alone. Hidden statements are left out.
    """
    keys: dict[int, None] = {}
    for wanted in (_in_a_row(quote), [phrase_of(term) for term in search_terms(quote)]):
        expression = " OR ".join(dict.fromkeys(filter(None, wanted)))
        if expression:
            found = connection.execute(_FOUND, (f"quote : ({expression})",))
            keys |= dict.fromkeys(row[0] for row in found)
    some = list(keys)[:CANDIDATES]
    where = f"f.key IN ({', '.join('?' * len(some))}) AND NOT f.hidden"
    for one in select_statements(connection, where, parameters=some):
        if one.statement.content:
            yield one


def _in_a_row(quote: str) -> Iterator[str]:
    """The claim as one phrase, or the passages between its marks of omission."""
    tokens = read(quote).tokens
    starts = [i for i, token in enumerate(tokens) if i == 0 or token.before == OMISSION]
    for first, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        yield phrase_of(quote[tokens[first].start : tokens[end - 1].end])


def quotable_of(one: RecordedStatement, names: Names) -> Quotable:
    """A statement of a record as one that claims are laid beside; its words are its ``quote``."""
    speaker = one.statement.speaker
    return Quotable(
        id=one.id,
        words=one.quote,
        name=speaker.name or "",
        office=speaker.office or ("" if speaker.name else speaker.institution) or "",
        country=speaker.country or "",
        date=one.when or "",
        outlet=one.article.outlet or "",
        article=one.article.id,
        quoted=one.statement.kind != "indirect",
        also=tuple(dict.fromkeys(_also(one, names))),
    )


def _also(one: RecordedStatement, names: Names) -> Iterator[str]:
    """What else the speakers may rightly be called.

    Institutions and states go in word by word: a name of several words would pass for a person's, whom a claim means
    as soon as it holds all of them.
    """
    others = one.statement.co_speakers
    yield from (other.name for other in others if other.name)
    for speaker in (one.statement.speaker, *others):
        yield from _words(speaker, names, main=speaker is one.statement.speaker)


def _words(speaker: Speaker, names: Names, *, main: bool) -> Iterator[str]:
    yield from (speaker.institution or "").split()
    if not main:
        yield from (speaker.office or "").split()
        yield from (speaker.country or "").split()
    yield from names.get(speaker.country or "", ())


def state_names(registry: Sequence[Path]) -> Names:
    """What the states and organisations of the registry, and of the user's own files, are called, word by word."""
    files = ((path, path.stat().st_mtime_ns if path.exists() else 0) for path in map(Path, registry))
    return _read_names(tuple(files))


@lru_cache(maxsize=2)
def _read_names(registry: tuple[tuple[Path, int], ...]) -> Names:
    """The words of all names of every state, its people and capital, and of every organisation and group."""
    from verbale.actors.registry.load import load

    entries = load([file for file, _ in registry])
    called: dict[str, tuple[str, ...]] = {}
    for state in entries.states.values():
        own = (state.name, *state.names, *state.adjectives, *state.people, *state.capitals, *state.metonyms)
        called[state.code] = own
    called |= {one.code: (one.name, *one.names) for one in entries.organisations.values()}
    called |= {one.code: (one.name, *one.names) for one in entries.groups.values()}
    return {code: tuple(dict.fromkeys(word for one in own for word in one.split())) for code, own in called.items()}
