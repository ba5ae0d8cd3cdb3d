"""What the search box understands: a query in a person's words into a query of the record, and back into words.

``US on sanctions to Pakistan since 2016``, ``usa > pak reject``, ``"red line" from Dawn before June 2019``,
``about:PAK act:deny``: only what is surely meant becomes a part of the query; all else stays words, and what those can
mean is offered. No text is an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.asking.asked import FIELDS, SINGLE, Asked, Part, browse_of
from verbale.asking.context import Context
from verbale.asking.labels import describe, label_of
from verbale.asking.names import Names, names_of
from verbale.asking.offers import offers
from verbale.asking.reader import Reader
from verbale.asking.tokens import Token, joined, tokenise
from verbale.asking.words import words
from verbale.record.browse import Browse

if TYPE_CHECKING:
    from verbale.actors.registry import Registry
    from verbale.actors.registry.model import Entries

__all__ = ["Asked", "Context", "Part", "asked_of", "describe", "understand"]

#: Longer queries are cut: nobody types them.
_LONGEST = 2000
_NOTHING = Context()


def understand(text: str, registry: Registry | Entries | None = None, context: Context = _NOTHING) -> Asked:
    """What a query means.

    ``registry``: where names are looked up, the shipped one where none is given; ``context``: what the record knows
    beside it. Characters after the first 2000 are left out. Reading :attr:`Asked.text`, or the words of
    :attr:`Asked.browse` alone, again gives the same query.
    """
    names = names_of(registry)
    text = text[:_LONGEST]
    reader = _read(text, names, context)
    parts = tuple(
        Part(f, value, label_of(f, value, names), said) for _, f, value, said in sorted(reader.parts, key=_at)
    )
    rest = reader.free()
    searched = _searched(rest, parts)
    if _read(searched, names, context).parts:
        # Without what stood between, the words would mean more than they did: in quotes they stay words.
        searched = " ".join(_fixed(token) for token in tokenise(searched))
    offered = tuple(Part(f, value, label_of(f, value, names), said) for f, value, said in offers(reader))
    return Asked(browse_of(parts, searched), parts, joined(rest), offered, searched)


def asked_of(browse: Browse, registry: Registry | Entries | None = None) -> Asked:
    """A query that was not typed, as parts that can be taken away."""
    names = names_of(registry)
    given: list[tuple[str, str]] = []
    for field in FIELDS:
        value = getattr(browse, field)
        if field == "words" or not value or (field == "order" and value == "best"):
            continue
        given += [(field, value)] if field in SINGLE else [(field, one) for one in value]
    parts = tuple(Part(field, value, label_of(field, value, names)) for field, value in given)
    return Asked(browse, parts, browse.words, (), browse.words)


def _read(text: str, names: Names, context: Context) -> Reader:
    reader = Reader(text, tokenise(text), names, context, words())
    reader.read()
    return reader


def _at(part: tuple[int, str, str, str]) -> int:
    return part[0]


def _searched(rest: list[Token], parts: tuple[Part, ...]) -> str:
    """The rest without words that only ask, unless there is nothing else."""
    fillers = words().fillers
    kept = [token for token in rest if token.kind != "word" or token.plain not in fillers]
    return joined(kept if kept or parts else rest)


def _fixed(token: Token) -> str:
    return f'"{token.text}"' if token.kind in ("word", "field") and '"' not in token.text else token.text
