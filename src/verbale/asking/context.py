"""What a query is understood with, beside the registry."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from verbale.actors.registry.wordings import plain


@dataclass(frozen=True)
class Context:
    """What a record knows that the registry does not.

    ``outlets``: names as the record writes them. ``speakers``: names of persons who speak in it. ``today``: the day
    that *last week* is reckoned from; without one such words stay words.
    """

    outlets: Collection[str] = ()
    speakers: Collection[str] = ()
    today: date | None = None

    @cached_property
    def outlet_names(self) -> dict[str, str]:
        """The record's outlets by their plain names, with and without ``The``."""
        found: dict[str, str] = {}
        for name in self.outlets:
            found.setdefault(plain(name), name)
            found.setdefault(plain(name).removeprefix("the "), name)
        return {words: name for words, name in found.items() if words}

    @cached_property
    def speaker_names(self) -> dict[str, str]:
        """The record's speakers by their plain names."""
        return {words: name for name in self.speakers if (words := plain(name))}

    @cached_property
    def families(self) -> frozenset[str]:
        """The last words of the speakers' names that have several."""
        return frozenset(words.rpartition(" ")[2] for words in self.speaker_names if " " in words)
