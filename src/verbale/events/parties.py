"""Who could have done something to whom: the actors named in each sentence, pronouns and speakers included."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from verbale.actors.coreference import Said
from verbale.actors.mentions import Mention as Named
from verbale.actors.resolve import Reader
from verbale.schema import Mention, Span, Statement

_PRONOUN = re.compile(r"\b(?:he|him|his|she|her|it|its|they|them|their)\b", re.I)
_FIRST = re.compile(r"\b(?:we|our|us|ours)\b", re.I)
_BASE = {"him": "he", "his": "he", "her": "she", "its": "it", "them": "they", "their": "they"}


class Party(NamedTuple):
    """One place where an actor is named: ``code`` of the state, organisation or group, ``kind`` of mention."""

    start: int
    end: int
    code: str
    kind: str


def parties(reader: Reader, mentions: Iterable[Mention], statements: Sequence[Statement]) -> list[Party]:
    """Every naming of an actor with a code, in text order, without overlap.

    Besides the article's mentions: the sources of its statements, which may be roles or pronouns; ``we`` and ``our``
    in quoted content, which mean the speaker's side; other pronouns, which mean whom they would mean as a source.
    """
    found = [Party(*m.span, m.actor.country, m.kind) for m in mentions if m.actor.country]
    for statement in statements:
        for code in dict.fromkeys(s.country for s in (statement.speaker, *statement.co_speakers) if s.country):
            found += [Party(a, b, code, "source") for a, b in statement.source[:1]]
            found += _ours(reader.article.text, statement, code)
    taken = _apart(found)
    return _apart([*taken, *_pronouns(reader, taken)])


def _ours(text: str, statement: Statement, code: str) -> Iterator[Party]:
    if statement.kind == "indirect":
        return
    for start, end in statement.content:
        for match in _FIRST.finditer(text, start, end):
            if match.group() != "US":
                yield Party(match.start(), match.end(), code, "pronoun")


def _pronouns(reader: Reader, taken: Sequence[Party]) -> Iterator[Party]:
    """Pronouns outside quotations; whom they mean is asked only where nothing else names an actor there."""
    talk = reader.talk
    spans = {(p.start, p.end) for p in taken}
    for match in _PRONOUN.finditer(talk.found.text):
        place = match.start()
        if match.span() in spans or talk.in_quote(place):
            continue
        code = _meant(reader, _BASE.get(match.group().lower(), match.group().lower()), place)
        if code:
            yield Party(place, match.end(), code, "pronoun")


def _meant(reader: Reader, word: str, place: int) -> str | None:
    talk = reader.talk
    if word in ("he", "she"):
        whom = talk.person_for(word, place)
        return None if whom is None else whom.country
    if word != "it":
        return None
    body = talk.body_for(place)
    if isinstance(body, Said):
        return body.speaker.country
    return body.code if isinstance(body, Named) else None


def _apart(found: Iterable[Party]) -> list[Party]:
    """Parties in text order; of two that overlap the one with the more characters stays, of equal ones each actor."""
    kept: list[Party] = []
    for party in sorted(set(found), key=lambda p: (p.start, -p.end, p.code, p.kind)):
        if kept and party.start < kept[-1].end:
            if (party.start, party.end) == (kept[-1].start, kept[-1].end):
                if party.kind == kept[-1].kind and party.code != kept[-1].code:
                    kept.append(party)
                continue
            if party.end - party.start > kept[-1].end - kept[-1].start:
                kept[-1] = party
            continue
        kept.append(party)
    return kept


def inside(found: Sequence[Party], span: Span) -> dict[str, list[Span]]:
    """The parties of a stretch of text, by code in order of naming."""
    out: dict[str, list[Span]] = {}
    first = bisect_left(found, span[0], key=lambda p: p.start)
    for party in found[first : bisect_left(found, span[1], key=lambda p: p.start)]:
        if party.end <= span[1]:
            out.setdefault(party.code, []).append((party.start, party.end))
    return out
