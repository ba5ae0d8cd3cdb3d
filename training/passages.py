"""Training passages for events: stretches of text with pairs of actors and acts of statements.

A pair's target is a distribution over :data:`LABELS`, or a set of labels of which any will do: PLV's YIELD is CONCEDE
or RETREAT, and where an article's key gives an event between two actors elsewhere, a sentence that names both may
speak of it again.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks.relations import marked
from training.data import read_lines, spans_of
from training.slots import Filled, Filler, Written, WrittenEvent
from training.train import VOCABULARY
from verbale.actors.naming import mentions
from verbale.actors.registry import Registry
from verbale.actors.resolve import SpeakerQuery, resolver
from verbale.articles.build import article_from_text
from verbale.articles.raw import Metadata
from verbale.events.parties import inside, parties
from verbale.events.pieces import Sentence, split
from verbale.language.encoding import Encoded, encode, pieces_in
from verbale.language.labels import ACTS, RELATIONS, STATUSES
from verbale.schema import Statement
from verbale.statements.find import read_ranges

LABELS = (*RELATIONS, "none")
NONE = len(RELATIONS)
#: Pieces of a window, its two marks not counted, and most pieces of a passage.
WINDOW = 254
MOST = 200
#: How much more than others a pair of PLV and a statement of the keys count: they are few.
PLV_WEIGHT, KEY_WEIGHT = 3.0, 2.0
#: And how much less one without an event: they are many.
NONE_WEIGHT = 0.5
#: Types whose reverse holds as a rule, so that a pair the other way round is no example of "none".
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
#: Of every eight annotated articles these are kept from training events, to fit upon what the model says of them.
HELD = (1, 4, 6)
Span = tuple[int, int]
Indices = list[int]
Held = dict[tuple[str, str], list[tuple[int, int]]]


@dataclass
class Pair:
    """An ordered pair of actors of one sentence, pieces counted within the passage.

    ``labels``: those that hold; ``any``: one of them does, else all. ``status``: index or -1 where unknown.
    """

    actor: Indices
    recipient: Indices
    sentence: Span
    labels: tuple[int, ...]
    any: bool = False
    status: int = -1
    weight: float = 1.0
    origin: str = ""


@dataclass
class ActCase:
    """A statement: its pieces by role, within the passage, and its act."""

    content: Indices
    cue: Indices
    source: Indices
    act: int
    weight: float = 1.0


@dataclass
class Passage:
    """The pieces ``[first, last)`` of a text, with what is to be learned from them; places count from ``first``."""

    encoded: Encoded
    first: int
    last: int
    pairs: list[Pair] = field(default_factory=list)
    acts: list[ActCase] = field(default_factory=list)
    name: str = ""

    @classmethod
    def whole(cls, encoded: Encoded, name: str) -> Passage:
        """All of a short text."""
        return cls(encoded, 0, min(len(encoded), WINDOW), name=name)


def indices(encoded: Encoded, spans: Sequence[Sequence[int]], first: int = 0, last: int = 1 << 30) -> Indices:
    """Pieces of the spans, counted from ``first``, those before ``last`` only."""
    return [int(i) - first for i in pieces_in(encoded, spans) if first <= i < last]


def plv(path: Path) -> list[Passage]:
    """The sentences of PLV with the pair that each is about; the pair the other way round has no event, as a rule."""
    out = []
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            text, actor, recipient = marked(row)
            encoded = encode(text, VOCABULARY)
            a, b = (indices(encoded, [side], last=WINDOW) for side in (actor, recipient))
            if not a or not b:
                continue
            types = ("CONCEDE", "RETREAT") if row["root"] == "YIELD" else (row["root"],)
            labels = tuple(RELATIONS.index(t) for t in types)
            whole = (0, min(len(encoded), WINDOW))
            pairs = [Pair(a, b, whole, labels, any=True, weight=PLV_WEIGHT, origin="plv")]
            if types[0] not in MUTUAL:
                pairs.append(Pair(b, a, whole, (NONE,), weight=0.3, origin="plv reversed"))
            out.append(replace(Passage.whole(encoded, f"plv:{text}"), pairs=pairs))
    return out


def written(lines: Iterable[Written], filler: Filler, times: int, origin: str = "written") -> list[Passage]:
    """Written examples, each filled ``times`` over; ``origin`` begins with ``plv`` where PLV's habits are kept."""
    out = []
    for line in lines:
        for _ in range(times if line.letters else 1):
            filled = filler.fill(line)
            encoded = encode(filled.text, VOCABULARY)
            made = Passage.whole(encoded, f"written:{line.text}")
            made.acts = list(_written_act(encoded, filled))
            if filled.events is not None:
                whole = (0, made.last)
                made.pairs = list(pairs_of(encoded, filled.mentions, filled.events, whole, origin))
            for pair in made.pairs:
                pair.weight /= times
            out.append(made)
    return out


def _written_act(encoded: Encoded, filled: Filled) -> Iterator[ActCase]:
    if filled.act is not None:
        content, cue, source = (
            indices(encoded, filled.parts[role], last=WINDOW) for role in ("content", "cue", "source")
        )
        yield ActCase(content, cue, source, act_index(filled.act))


def pairs_of(
    encoded: Encoded,
    named: Mapping[str, Sequence[Sequence[int]]],
    events: Iterable[WrittenEvent],
    within: Span,
    origin: str,
) -> Iterator[Pair]:
    """Every ordered pair of the actors ``named`` (letter to places) with what the events say of it."""
    held: Held = {}
    for event in events:
        sides = [(a, b) for a in event.actor for b in (event.recipient or event.actor) if a != b]
        for side in sides:
            held.setdefault(side, []).append((RELATIONS.index(event.type), STATUSES.index(event.status)))
    for a, first in named.items():
        for b, second in named.items():
            one, other = indices(encoded, first, *within), indices(encoded, second, *within)
            if a == b or not one or not other:
                continue
            got = held.get((a, b), [])
            if origin.startswith("plv") and not got and any(LABELS[k] in MUTUAL for k, _ in held.get((b, a), [])):
                continue
            labels = tuple(kind for kind, _ in got) or (NONE,)
            status = got[0][1] if len({s for _, s in got}) == 1 else -1
            weight = 1.0 if got else NONE_WEIGHT
            yield Pair(one, other, (0, within[1] - within[0]), labels, status=status, weight=weight, origin=origin)


class Annotated:
    """Articles with keys, read as the program reads them: sentences, actors as it finds them, the keys' events."""

    def __init__(self, registry: Registry, entities: Callable[[Encoded], Any] | None = None) -> None:
        self.registry, self.entities = registry, entities

    def read(self, record: dict[str, Any], key: dict[str, Any]) -> list[Passage]:
        """The passages of one article."""
        article = article_from_text(
            record["text"], metadata=Metadata(published=key["published"], url=record.get("url"))
        )
        ranges = read_ranges(article)
        encoded = encode(article.text, VOCABULARY, ranges)
        statements = self._statements(article, key, encoded)
        found = split(article.text, encoded, ranges)
        named = self.parties
        out = []
        for sentence in found:
            first = sentence.first
            made = Passage(encoded, first, min(sentence.last, first + MOST), name=f"{key['document']}:{first}")
            made.pairs += self._pairs(encoded, sentence, inside(named, (sentence.start, sentence.end)), key)
            out.append(made)
        out += self._acts(encoded, found, statements)
        return out

    def _statements(self, article: Any, key: dict[str, Any], encoded: Encoded) -> list[dict[str, Any]]:
        rows = [s for s in key["statements"] if s.get("content_spans")]
        rows.sort(key=lambda s: min(a for a, _ in spans_of(s["content_spans"])))
        queries = [
            SpeakerQuery(*(tuple(spans_of(s.get(k))) for k in ("source_span", "cue_span", "content_spans")))
            for s in rows
        ]
        named = self.entities(encoded) if self.entities else ()
        reader = resolver(article, queries, self.registry, named)
        statements = []
        for row, query in zip(rows, queries, strict=True):
            who = reader.read(query)
            statements.append(
                Statement("s", row["kind"], row["act"], 1.0, query.source, query.cue, query.content, who.speaker)
            )
        self.parties = parties(reader, mentions(reader, named), statements)
        return rows

    def _pairs(
        self, encoded: Encoded, sentence: Sentence, named: dict[str, list[Span]], key: dict[str, Any]
    ) -> Iterator[Pair]:
        here, anywhere = _held(key["events"], sentence)
        for a, first in named.items():
            for b, second in named.items():
                one, other = (indices(encoded, side, sentence.first, sentence.first + MOST) for side in (first, second))
                if a == b or not one or not other:
                    continue
                span = (0, min(sentence.last - sentence.first, MOST))
                if (a, b) in here:
                    got = here[a, b]
                    status = got[0][1] if len({s for _, s in got}) == 1 else -1
                    yield Pair(one, other, span, tuple(k for k, _ in got), status=status, origin="key")
                elif (a, b) in anywhere:
                    labels = (NONE, *{kind for kind, _ in anywhere[a, b]})
                    yield Pair(one, other, span, labels, any=True, weight=0.4, origin="key elsewhere")
                else:
                    yield Pair(one, other, span, (NONE,), weight=0.4, origin="key none")

    def _acts(self, encoded: Encoded, found: list[Sentence], rows: list[dict[str, Any]]) -> Iterator[Passage]:
        """Each statement in a passage of its own: the sentences that its parts stand in."""
        for row in rows:
            roles = [spans_of(row.get(k)) for k in ("content_spans", "cue_span", "source_span")]
            parts = [indices(encoded, spans) for spans in roles]
            made = act_passage(encoded, found, parts, act_index(row["act"]), KEY_WEIGHT)
            if made is not None:
                yield made


def act_index(act: str) -> int:
    """The label of an act; ``none`` is the one after the last act."""
    return ACTS.index(act) if act in ACTS else len(ACTS)


def act_passage(
    encoded: Encoded, found: Sequence[Sentence], parts: Sequence[Indices], act: int, weight: float = 1.0
) -> Passage | None:
    """A statement (pieces of content, cue and source) in the sentences that its parts stand in."""
    if not parts[0]:
        return None
    everything = sorted({i for part in parts for i in part})
    low = max((s.first for s in found if s.first <= everything[0]), default=everything[0])
    last = min((s.last for s in found if s.last > everything[-1]), default=0)
    high = min(max(everything[-1] + 1, last), low + MOST)
    content, cue, source = ([i - low for i in part if low <= i < high] for part in parts)
    return (
        Passage(encoded, low, high, [], [ActCase(content, cue, source, act, weight)], name="act") if content else None
    )


def _held(events: Iterable[dict[str, Any]], sentence: Sentence) -> tuple[Held, Held]:
    """Types and statuses by pair: of the events whose evidence is in the sentence, and of all the article's."""
    here: Held = {}
    anywhere: Held = {}
    for event in events:
        start, end = event["evidence"]
        actors, recipients = event["actor"], event["recipient"] or event["actor"]
        got = (RELATIONS.index(event["type"]), STATUSES.index(event["status"]))
        for side in ((a, b) for a in actors for b in recipients if a != b):
            anywhere.setdefault(side, []).append(got)
            if start < sentence.end and end > sentence.start:
                here.setdefault(side, []).append(got)
    return here, anywhere


def annotated(articles: Path, keys: Path, registry: Registry, entities: Any = None) -> list[list[Passage]]:
    """The passages of every article that has a key, article by article."""
    import json

    reader = Annotated(registry, entities)
    out = []
    for record in read_lines(articles):
        path = keys / f"{record['id']}.json"
        if path.exists():
            out.append(reader.read(record, json.loads(path.read_text(encoding="utf-8"))))
    return out
