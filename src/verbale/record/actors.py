"""Who is the same actor, as people decided: ids merged into one another, and actors split in two.

The machine makes the ids anew at each reading, so what a person says is said of an id and not of a row. The changes
are kept in the order they were made; which id stands for which now (the table ``actor_links``) is derived from them.
A merge holds until its id is merged elsewhere or taken out again, and merges chain. A split moves statements, each by
a decision on its ``speaker_id``, which finds its statement again as every decision does (see
:mod:`verbale.record.decisions`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from typing import NamedTuple

from verbale.errors import NotInRecordError, RecordError
from verbale.record.database import count
from verbale.record.decisions import Verdict, write_decisions
from verbale.record.hints import hint, nearest
from verbale.record.model import (
    ActorChange,
    ActorChangeKind,
    ActorLink,
    RecordedStatement,
)
from verbale.record.writing import now, storable

_SAID = """SELECT old AS id FROM actor_changes UNION ALL SELECT new FROM actor_changes
    UNION ALL SELECT value FROM decisions WHERE field = 'speaker_id' AND value IS NOT NULL"""
_IDS = f"SELECT id FROM speakers WHERE id IS NOT NULL UNION ALL {_SAID}"
#: All of them, each once: from one to the next in the index, as they are few where speakers are very many.
_EVERY_ID = f"""WITH RECURSIVE own (id) AS (SELECT min(id) FROM speakers
        UNION ALL SELECT (SELECT min(id) FROM speakers WHERE id > own.id) FROM own WHERE own.id IS NOT NULL)
    SELECT id FROM own WHERE id IS NOT NULL UNION SELECT id FROM ({_SAID}) ORDER BY id"""


class ActorVerdict(NamedTuple):
    """What is said of two actor ids, by whom and why; make it with :func:`verdict`."""

    old: str
    new: str
    who: str
    why: str


def verdict(old: str, new: str, who: str, why: str) -> ActorVerdict:
    """The verdict with its texts as they can be stored. Raises ``RecordError`` for an empty id."""
    return ActorVerdict(named(old), named(new), storable(who), storable(why))


def named(actor: str) -> str:
    """An actor id as it is stored. Raises ``RecordError`` for an empty one."""
    if not actor.strip():
        raise RecordError("an actor id is not empty")
    return storable(actor.strip())


def chain(actor: str, merges: Mapping[str, str]) -> list[str]:
    """The ids from ``actor`` over those it was merged into, one after the other, to the one that stands for it now."""
    found = [actor]
    # A cycle is never written; a file damaged by hand is no reason to hang.
    while (following := merges.get(found[-1])) is not None and following not in found:
        found.append(following)
    return found


def current(actor: str, merges: Mapping[str, str]) -> str:
    """The id that stands for ``actor`` now: itself, unless it was merged."""
    return chain(actor, merges)[-1]


def merge(connection: sqlite3.Connection, said: ActorVerdict) -> int:
    """Makes ``old`` the actor ``new``; returns how many statements move. Called inside a transaction."""
    old, into = said.old, said.new
    if old == into:
        raise RecordError(f"{old} cannot be merged into itself")
    require(connection, old)
    merges = _merges(select_changes(connection))
    if merges.get(old) == into:
        raise RecordError(f"{old} is merged into {into} already")
    if old in (way := chain(into, merges)):
        raise RecordError(
            f"{old} cannot be merged into {into}, which is itself merged into {old} "
            f"({' → '.join(way[: way.index(old) + 1])}); unmerge {into} first"
        )
    if merges.pop(old, None) is not None:
        _write_links(connection, merges)
    moved = _statements_of(connection, old)
    _write_links(connection, {**merges, old: into})
    _write_change(connection, "merge", said)
    return moved


def unmerge(connection: sqlite3.Connection, said: ActorVerdict) -> int:
    """Takes ``old`` out of the actor it was merged into, with all that had been merged into it before.

    ``new`` is found here, whatever it says. Returns how many statements ``old`` has again. Called inside a transaction.
    """
    require(connection, said.old)
    merges = _merges(select_changes(connection))
    into = merges.pop(said.old, None)
    if into is None:
        raise RecordError(f"{said.old} is not merged into another actor")
    _write_links(connection, merges)
    _write_change(connection, "unmerge", said._replace(new=into))
    return _statements_of(connection, said.old)


def split(connection: sqlite3.Connection, said: ActorVerdict, targets: Sequence[RecordedStatement]) -> int:
    """Gives ``targets``, statements of ``old`` as decided, to ``new``; returns how many.

    Called inside a transaction.
    """
    require(connection, said.old)
    merges = _merges(select_changes(connection))
    holder = current(said.old, merges)
    if not targets:
        raise RecordError(f"name the statements of {said.old} that are {said.new}'s")
    if current(said.new, merges) == holder:
        raise RecordError(
            f"{said.old} cannot be split into itself"
            if said.old == said.new
            else f"{said.old} and {said.new} are one actor, {holder}; unmerge them first"
        )
    for one in targets:
        _check_holder(one, holder)
    write_decisions(connection, targets, Verdict("speaker_id", said.new, said.who, said.why))
    _write_change(connection, "split", said)
    return len(targets)


def link(connection: sqlite3.Connection, actor: str) -> ActorLink:
    """Where an id leads now. Raises ``NotInRecordError`` for one that was never in the record."""
    require(connection, actor)
    changes = select_changes(connection)
    merges: dict[str, str] = {}
    # Gone through in order: a split before a merge, or after its undoing, moved no statement of the merged id.
    held = [actor]
    for change in changes:
        if change.kind == "split":
            holder = current(change.old, merges)
            if change.new not in held and any(current(one, merges) == holder for one in held):
                held.append(change.new)
        else:
            _apply(change, merges)
    now_held = tuple(dict.fromkeys(current(one, merges) for one in held))
    bearing = set(held).union(*(chain(one, merges) for one in held))
    bearing.update(one for one in merges if current(one, merges) in now_held)
    return ActorLink(actor, now_held, tuple(one for one in changes if one.old in bearing or one.new in bearing))


def require(connection: sqlite3.Connection, actor: str) -> None:
    """Raises ``NotInRecordError`` for an id that no speaker has or had and that no change or decision names."""
    if connection.execute(f"SELECT 1 FROM ({_IDS}) WHERE id = ? LIMIT 1", (actor,)).fetchone() is None:
        known = [row["id"] for row in connection.execute(_EVERY_ID)]
        near = nearest(actor, known)
        raise NotInRecordError(f"the record has no actor {actor!r}{hint(near, len(known))}", near)


def select_changes(connection: sqlite3.Connection) -> list[ActorChange]:
    """All changes of actors, oldest first."""
    rows = connection.execute("SELECT kind, old, new, who, why, decided_at FROM actor_changes ORDER BY key")
    return [ActorChange(*row) for row in rows]


def _merges(changes: Iterable[ActorChange]) -> dict[str, str]:
    """The merges that hold after all of ``changes``: each merged id with the one it was merged into."""
    merges: dict[str, str] = {}
    for change in changes:
        _apply(change, merges)
    return merges


def _apply(change: ActorChange, merges: MutableMapping[str, str]) -> None:
    if change.kind == "merge":
        merges[change.old] = change.new
    elif change.kind == "unmerge":
        merges.pop(change.old, None)


def _check_holder(one: RecordedStatement, holder: str) -> None:
    statement = one.statement
    if statement.speaker.id == holder:
        return
    if holder in (other.id for other in statement.co_speakers):
        raise RecordError(f"{one.id} is a joint statement whose first speaker is another; only that one can be changed")
    whose = f"{statement.speaker.id}'s" if statement.speaker.id else "nobody's who has an id"
    raise RecordError(f"{one.id} is not a statement of {holder}; it is {whose}")


def _write_change(connection: sqlite3.Connection, kind: ActorChangeKind, said: ActorVerdict) -> None:
    connection.execute(
        "INSERT INTO actor_changes (kind, old, new, who, why, decided_at) VALUES (?, ?, ?, ?, ?, ?)",
        (kind, *said, now()),
    )


def _write_links(connection: sqlite3.Connection, merges: Mapping[str, str]) -> None:
    connection.execute("DELETE FROM actor_links")
    connection.executemany(
        "INSERT INTO actor_links (id, current) VALUES (?, ?)", [(one, current(one, merges)) for one in merges]
    )


def _statements_of(connection: sqlite3.Connection, actor: str) -> int:
    query = "SELECT count(DISTINCT statement) FROM speakers_effective WHERE id = ? AND NOT hidden"
    return count(connection, query, (actor,))
