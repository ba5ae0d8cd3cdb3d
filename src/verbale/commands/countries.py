"""States and organisations as people name them, into the registry's codes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verbale.commands.common import registry_errors
from verbale.record.database import fold

if TYPE_CHECKING:
    from verbale.actors.registry.model import Group, Organisation, State


def country_codes(names: Sequence[str], registry: Sequence[Path], known: Collection[str]) -> tuple[str, ...]:
    """Codes for names, adjectives or codes, by the registry that ships and the user's own files.

    ``known``: codes that the record holds, which are taken as they are. Raises :class:`click.UsageError` for a name
    that is neither.
    """
    codes: list[str] = []
    wanted: dict[str, str] | None = None
    for name in names:
        if name.upper() in known:
            codes.append(name.upper())
            continue
        wanted = _codes_by_name(registry) if wanted is None else wanted
        code = wanted.get(fold(name.strip()))
        if code is None:
            held = f" The record has {', '.join(sorted(known))}." if known else ""
            raise click.UsageError(f"no state or organisation is called {name!r}; give its name or code.{held}")
        codes.append(code)
    return tuple(codes)


def _codes_by_name(registry: Sequence[Path]) -> dict[str, str]:
    """Folded names and codes to codes; states win over organisations and groups, names over adjectives."""
    from verbale.actors.registry.load import load

    with registry_errors():
        entries = load(registry)
    codes: dict[str, str] = {}
    for state in entries.states.values():
        codes |= dict.fromkeys(map(fold, state.adjectives), state.code)
    kinds: tuple[Mapping[str, Group | Organisation | State], ...] = (
        entries.groups,
        entries.organisations,
        entries.states,
    )
    for kind in kinds:
        for one in kind.values():
            codes |= dict.fromkeys(map(fold, (one.code, one.name, *one.names)), one.code)
    return codes
