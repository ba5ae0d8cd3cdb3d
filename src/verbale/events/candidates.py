"""What may be an event: relations that sentences say, and statements that do something to somebody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from verbale.events.reading import Reading, Related
from verbale.language.coder import FloatArray
from verbale.language.labels import RELATIONS
from verbale.schema import EVENT_STATUSES, EventStatus, Span, Statement

#: The type of event that an act of speech is; the other acts are none (docs/reference/definitions.md).
TYPE_OF_ACT = {
    "support": "SUPPORT",
    "commit": "AGREE",
    "request": "REQUEST",
    "concern": "ACCUSE",
    "accuse": "ACCUSE",
    "reject": "REJECT",
    "threaten": "THREATEN",
}
#: Types that are done by both sides where the sentence reads so in both directions.
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT"})
#: The least probability of a relation that is considered, and its least share of its sentence's likeliest.
FLOOR = 0.02
SHARE = 0.2
#: A reading this many times likelier that the recipient does it to the actor rules a reading out: blows are exchanged.
LIKELIER = 1.5
#: The statuses of an act of speech for which nothing else speaks.
SPOKEN = np.array([0.86, 0.1, 0.01, 0.02, 0.01], np.float32)


@dataclass(slots=True)
class Candidate:
    """What may be an event.

    ``chance``: the model's probability of the relation, 0 where only a statement speaks for it; ``act``: the
    probability of the statement's act, 0 where there is none; ``statuses``: ``(5,)``; ``mentions``: how often the
    article says it; ``rank``: how many like it come before; ``crowd``: actors in the sentence; ``day``: the ISO date,
    where known; ``outdone``: the same words speak more for another type; ``none``: the model's probability of nothing;
    ``told``: a statement does it, and is about somebody to whom it is done; ``practice``: the subtype that the words
    alone make an event; ``at``: where the actor is named; ``best``: of several reports the evidence of the surest one,
    empty where that is the first.
    """

    type: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    evidence: list[Span]
    statuses: FloatArray
    chance: float = 0.0
    act: float = 0.0
    sure: float = 0.0
    statement: int | None = None
    in_headline: bool = False
    mentions: int = 1
    rank: int = 0
    crowd: int = 2
    day: str = ""
    outdone: bool = False
    none: float = 0.0
    told: bool = False
    practice: str | None = None
    at: Span | None = None
    best: Sequence[Span] = ()
    parties: frozenset[str] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        """Keep all who take part."""
        self.parties = frozenset((*self.actor, *self.recipient))

    @property
    def weight(self) -> float:
        """What most speaks for it, a relation or an act."""
        return max(self.chance, 0.8 * self.act)

    @property
    def status(self) -> EventStatus:
        """The likeliest status."""
        return EVENT_STATUSES[int(self.statuses.argmax())]

    def like(self, other: Candidate) -> bool:
        """Whether the other is of the same type between the same actors, as far as both are known."""
        if self.type != other.type:
            return False
        if not self.recipient or not other.recipient:
            return len(self.parties & other.parties) >= min(2, len(self.parties), len(other.parties))
        return bool(set(self.actor) & set(other.actor)) and bool(set(self.recipient) & set(other.recipient))


class Edge(NamedTuple):
    """A relation of one type read between an ordered pair."""

    chance: float
    related: Related


def related_candidates(reading: Reading) -> Iterator[Candidate]:
    """The candidates that sentences say, in text order."""
    by_sentence: dict[int, list[Related]] = {}
    for related in reading.related:
        by_sentence.setdefault(related.sentence.start, []).append(related)
    for group in by_sentence.values():
        chances = np.stack([r.relations[:-1] for r in group])
        crowd = len({r.actor for r in group})
        for kind in np.flatnonzero(chances.max(0) >= FLOOR).tolist():
            limit = max(FLOOR, SHARE * float(chances[:, kind].max()))
            edges = _straight(
                RELATIONS[kind], [Edge(*e) for e in zip(chances[:, kind].tolist(), group, strict=True) if e[0] >= limit]
            )
            for grouped in _grouped(RELATIONS[kind], edges):
                yield _candidate(reading.article.text, RELATIONS[kind], grouped, crowd)


def _straight(kind: str, edges: Sequence[Edge]) -> list[Edge]:
    """Edges without those by actors to whom, likelier, it is done: who is punished punishes nobody by it."""
    if kind in MUTUAL:
        return list(edges)

    def outdone(edge: Edge, other: Edge) -> bool:
        back = other.related.actor == edge.related.recipient
        return other.related.recipient == edge.related.actor and other.chance > edge.chance * (LIKELIER if back else 1)

    return [edge for edge in edges if not any(outdone(edge, other) for other in edges)]


Grouped = tuple[tuple[str, ...], tuple[str, ...], list[Edge]]


def _grouped(kind: str, edges: Sequence[Edge]) -> Iterator[Grouped]:
    """Edges of one type and sentence as events: mutual ones together, and those with the same actor or recipients."""
    by_pair = {(e.related.actor, e.related.recipient): e for e in edges}
    mutual = {p for p in by_pair if kind in MUTUAL and p[::-1] in by_pair and _even(by_pair[p], by_pair[p[::-1]])}
    for members in _components(mutual):
        inner = [e for pair, e in by_pair.items() if set(pair) <= members]
        order = {code: None for e in inner for code in (e.related.actor, e.related.recipient)}
        yield tuple(order), (), inner
    rest = [e for pair, e in by_pair.items() if pair not in mutual]
    by_actor: dict[str, list[Edge]] = {}
    for edge in rest:
        by_actor.setdefault(edge.related.actor, []).append(edge)
    by_recipients: dict[tuple[str, ...], list[Edge]] = {}
    for found in by_actor.values():
        by_recipients.setdefault(tuple(e.related.recipient for e in found), []).extend(found)
    for recipients, found in by_recipients.items():
        yield tuple(dict.fromkeys(e.related.actor for e in found)), recipients, found


def _even(one: Edge, other: Edge) -> bool:
    """Whether two opposite readings are near enough to be one mutual event."""
    return min(one.chance, other.chance) >= 0.3 * max(one.chance, other.chance)


def _components(pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    out: list[set[str]] = []
    for a, b in sorted(pairs):
        touched = [c for c in out if a in c or b in c]
        out = [c for c in out if c not in touched]
        out.append({a, b}.union(*touched))
    return out


def _candidate(text: str, kind: str, grouped: Grouped, crowd: int) -> Candidate:
    actor, recipient, edges = grouped
    best = max(edges, key=lambda e: e.chance)
    weights = np.array([e.chance for e in edges], np.float32)
    statuses = np.average([e.related.statuses for e in edges], axis=0, weights=weights).astype(np.float32)
    evidence = [_said_at(text, best.related)]
    made = Candidate(kind, actor, recipient, evidence, statuses, best.chance, crowd=crowd)
    made.none, made.practice = float(best.related.relations[-1]), best.related.practice
    made.at = best.related.actor_at
    return made


#: The second half of a word with a hyphen: "US-India".
_JOINED = re.compile(r"[-‑–](?=\w)\w+")


def _said_at(text: str, related: Related) -> Span:
    """The stretch of the sentence from the first to the last of what was looked at and who is named, in whole words."""
    spans = [related.actor_at, related.recipient_at, _word_at(text, related.looked)]
    spans = [s for s in spans if related.sentence.start <= s[0] < related.sentence.end]
    end = max(e for _, e in spans)
    while (joined := _JOINED.match(text, end)) is not None:
        end = joined.end()
    return min(s for s, _ in spans), end


def _word_at(text: str, place: int) -> Span:
    """The word that holds a place of the text; where none does, the character there."""
    start, end = place, place
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return (start, end) if end > start else (place, place + 1)


def spoken_candidates(reading: Reading, statements: Sequence[Statement]) -> Iterator[Candidate]:
    """The candidates that statements are, in their order.

    Whom it is done to: those of the statement's sentences to whom the model reads such a relation from the speaker,
    else whom the statement is about first.
    """
    for index, statement in enumerate(statements):
        kind = TYPE_OF_ACT.get(statement.act)
        codes = [s.country for s in (statement.speaker, *statement.co_speakers) if s.country and not s.former]
        if kind is None or not codes or not statement.content:
            continue
        actor = tuple(dict.fromkeys(codes))
        toward = _toward(reading, statement, actor, RELATIONS.index(kind))
        recipient = tuple(toward) or tuple(c for c in statement.about[:1] if c not in actor)
        if not recipient and len(actor) < 2:
            continue
        best = max(toward.values(), key=lambda r: r.relations[RELATIONS.index(kind)], default=None)
        statuses = SPOKEN if best is None else np.asarray((SPOKEN + best.statuses) / 2, np.float32)
        made = Candidate(kind, actor, recipient, [_clause(statement)], statuses, statement=index)
        made.chance = 0.0 if best is None else float(best.relations[RELATIONS.index(kind)])
        made.act, made.sure = statement.act_confidence, statement.confidence
        made.told = not set(recipient).isdisjoint(statement.about)
        if kind == "REQUEST" and any(_PENALTY.search(reading.article.text, *span) for span in statement.content):
            made.type, made.statuses = "SANCTION", ASKED
        yield made


def _toward(reading: Reading, statement: Statement, actor: tuple[str, ...], kind: int) -> dict[str, Related]:
    """The actors to whom a relation is read from the speakers in a statement's sentences, with the best reading."""
    spans = (*statement.source, *statement.cue, *statement.content)
    out: dict[str, Related] = {}
    for related in reading.related:
        if related.actor not in actor or related.recipient in actor or related.relations[kind] < 0.2:
            continue
        inside = any(a < related.sentence.end and b > related.sentence.start for a, b in spans)
        known = out.get(related.recipient)
        if inside and (known is None or known.relations[kind] < related.relations[kind]):
            out[related.recipient] = related
    return out


def _clause(statement: Statement) -> Span:
    """Reporting clause and first piece of the content, or the piece alone where they are far apart."""
    first = statement.content[0]
    spans = [first, *statement.cue, *statement.source[:1]]
    whole = min(s for s, _ in spans), max(e for _, e in spans)
    return whole if whole[1] - whole[0] <= LONGEST_CLAUSE else first


#: What is asked of one's own government against another is not asked of the other: a penalty called for.
_PENALTY = re.compile(r"(?i)\b(?:sanctions?|sanctioning|embargo|tariffs|penalties|pressure on|punish\w*)\b")
ASKED = np.array([0.1, 0.02, 0.03, 0.84, 0.01], np.float32)
#: Characters of a statement's evidence beyond which only the content is taken.
LONGEST_CLAUSE = 500
