"""States and organisations as people name them, into the registry's codes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import click

from verbale.record.database import fold

_FILES = ("states.yaml", "organisations.yaml", "groups.yaml")
_SECTIONS = ("states", "organisations", "groups")


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
    """Folded names and codes to codes; the user's own files win."""
    codes: dict[str, str] = {}
    for entry in _entries(registry):
        names = [entry["code"], entry["name"], *entry.get("names", ()), *entry.get("adjectives", ())]
        codes |= {fold(str(name)): str(entry["code"]) for name in names}
    return codes


def _entries(registry: Sequence[Path]) -> Iterator[dict[str, Any]]:
    import yaml

    shipped = resources.files("verbale.actors") / "registry"
    places: list[Traversable | Path] = [shipped / name for name in _FILES]
    for place in (*places, *registry):
        if not place.is_file():
            continue
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        value = yaml.load(place.read_text("utf-8"), Loader=loader) or {}
        for section in _SECTIONS:
            yield from value.get(section) or ()
