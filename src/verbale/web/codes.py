"""States, organisations and groups as addresses name them: by code, in any letters, or by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from verbale.record import glance
from verbale.record.database import fold
from verbale.record.hints import nearest
from verbale.record.store import Record
from verbale.web.room import Link, NotFoundError, Room


def code_of(room: Room, record: Record, asked: str, url_of: Callable[[str], str]) -> str:
    """The code that ``asked`` means, of the record or of the registry.

    ``url_of``: the address of the page for a code, for what may have been meant. Raises :class:`NotFoundError` for what
    is neither a code nor a name.
    """
    seen = [one.code for one in room.kept(record, "countries", glance.countries)]
    if asked in seen or asked in _registered(room):
        return asked
    known = dict.fromkeys((*seen, *_registered(room)))
    if asked.upper() in known:
        return asked.upper()
    names = {fold(room.name_of(code)): code for code in reversed(known)}
    if fold(asked) in names:
        return names[fold(asked)]
    alike = [names[one] for one in nearest(fold(asked), list(names))] + nearest(asked.upper(), seen)
    raise NotFoundError(
        f"No state, organisation or group has the code {asked!r}.",
        [Link(f"{room.name_of(code)} ({code})", url_of(code)) for code in dict.fromkeys(alike)],
    )


def named(room: Room, codes: Iterable[str]) -> dict[str, str]:
    """Codes to what they are called."""
    return {code: room.name_of(code) for code in codes}


def _registered(room: Room) -> dict[str, object]:
    entries = room.registry
    return {**entries.states, **entries.organisations, **entries.groups}
