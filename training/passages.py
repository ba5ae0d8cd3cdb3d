"""Training passages for the event tower: vectors of the shared encoder, pairs of actors, acts of statements.

A pair's target is a distribution over :data:`LABELS`, or a set of labels of which any will do: PLV's YIELD is CONCEDE
or RETREAT, and where an article's key gives an event between two actors elsewhere, a sentence that names both may
speak of it again.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from benchmarks.relations import marked
from training.data import read_lines, spans_of
from training.model import Reader
from training.slots import Filled, Filler, Written, WrittenEvent
from training.train import VOCABULARY
from verbale.actors.naming import mentions
from verbale.actors.registry import Registry
from verbale.actors.resolve import SpeakerQuery, resolver
from verbale.articles.build import article_from_text
from verbale.articles.raw import Metadata
from verbale.events.parties import inside, parties
from verbale.events.passages import LONGEST, Sentence, passages, split
from verbale.language.encoding import Encoded, encode, pieces_in, windows
from verbale.language.labels import ACTS, RELATIONS, STATUSES
from verbale.schema import Statement
from verbale.statements.find import read_ranges

LABELS = (*RELATIONS, "none")
NONE = len(RELATIONS)
#: Types whose reverse holds as a rule, so that a pair the other way round is no example of "none".
#: How much more than others a pair of PLV and a statement of the keys count: they are few.
PLV_WEIGHT, KEY_WEIGHT = 3.0, 2.0
#: And how much less one without an event: they are many.
NONE_WEIGHT = 0.5
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
#: Of every eight annotated articles these are kept from the tower, to fit upon what it says of them.
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
    """Vectors ``(n, 384)`` of one passage with what is to be learned from it."""

    vectors: Tensor
    pairs: list[Pair] = field(default_factory=list)
    acts: list[ActCase] = field(default_factory=list)
    name: str = ""


class Lower:
    """The lower layers of the shared encoder, whose weights stay as they are."""

    def __init__(self, model: Reader, fork: int) -> None:
        self.model, self.fork = model, fork

    def __call__(self, encoded: Encoded) -> Tensor:
        """Vectors ``(n, 384)`` of all pieces, each from the window that reads it."""
        out = torch.zeros(len(encoded), 384, dtype=torch.float16)
        for cut in windows(encoded, 254, 64):
            ids = torch.tensor([[101, *encoded.ids[cut.start : cut.end].tolist(), 102]])
            shapes = torch.tensor([[0, *encoded.shapes[cut.start : cut.end].tolist(), 0]])
            with torch.no_grad():
                got = self.model.encoder.middle(ids, shapes, torch.ones_like(ids), self.fork)[0]
            kept = slice(cut.keep_start - cut.start + 1, cut.keep_end - cut.start + 1)
            out[cut.keep_start : cut.keep_end] = got[kept].half()
        return out


def indices(encoded: Encoded, spans: Sequence[Sequence[int]], first: int = 0, last: int = 1 << 30) -> Indices:
    """Pieces of the spans, counted from ``first``, those before ``last`` only."""
    return [int(i) - first for i in pieces_in(encoded, spans) if first <= i < last]


def plv(path: Path, lower: Lower) -> list[Passage]:
    """The sentences of PLV with the pair that each is about; the pair the other way round has no event, as a rule."""
    out = []
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            text, actor, recipient = marked(row)
            encoded = encode(text, VOCABULARY)
            a, b = indices(encoded, [actor]), indices(encoded, [recipient])
            if not a or not b:
                continue
            types = ("CONCEDE", "RETREAT") if row["root"] == "YIELD" else (row["root"],)
            labels = tuple(RELATIONS.index(t) for t in types)
            whole = (0, len(encoded))
            pairs = [Pair(a, b, whole, labels, any=True, weight=PLV_WEIGHT, origin="plv")]
            if types[0] not in MUTUAL:
                pairs.append(Pair(b, a, whole, (NONE,), weight=0.3, origin="plv reversed"))
            out.append(Passage(lower(encoded), pairs, name=f"plv:{text}"))
    return out


def written(lines: Iterable[Written], filler: Filler, lower: Lower, times: int) -> list[Passage]:
    """Written examples, each filled ``times`` over."""
    out = []
    for line in lines:
        for _ in range(times if line.letters else 1):
            filled = filler.fill(line)
            encoded = encode(filled.text, VOCABULARY)
            made = Passage(lower(encoded), name=f"written:{line.text}")
            made.acts = list(_written_act(encoded, filled))
            if filled.events is not None:
                whole = (0, len(encoded))
                made.pairs = list(pairs_of(encoded, filled.mentions, filled.events, whole, "written"))
            for pair in made.pairs:
                pair.weight /= times
            out.append(made)
    return out


def _written_act(encoded: Encoded, filled: Filled) -> Iterator[ActCase]:
    if filled.act is not None:
        content, cue, source = (indices(encoded, filled.parts[role]) for role in ("content", "cue", "source"))
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
            labels = tuple(kind for kind, _ in got) or (NONE,)
            status = got[0][1] if len({s for _, s in got}) == 1 else -1
            weight = 1.0 if got else NONE_WEIGHT
            yield Pair(one, other, (0, within[1] - within[0]), labels, status=status, weight=weight, origin=origin)


class Annotated:
    """Articles with keys, read as the program reads them: sentences, actors as it finds them, the keys' events."""

    def __init__(self, registry: Registry, lower: Lower, entities: Callable[[Encoded], Any] | None = None) -> None:
        self.registry, self.lower, self.entities = registry, lower, entities

    def read(self, record: dict[str, Any], key: dict[str, Any]) -> list[Passage]:
        """The passages of one article."""
        article = article_from_text(
            record["text"], metadata=Metadata(published=key["published"], url=record.get("url"))
        )
        ranges = read_ranges(article)
        encoded = encode(article.text, VOCABULARY, ranges)
        statements = self._statements(article, key, encoded)
        found = split(article.text, encoded, ranges)
        vectors = self.lower(encoded)
        named = self.parties
        out = []
        for first, last in passages(found):
            inner = [s for s in found if first <= s.first < last]
            made = Passage(vectors[first:last], name=f"{key['document']}:{first}")
            for sentence in inner:
                made.pairs += self._pairs(encoded, sentence, inside(named, (sentence.start, sentence.end)), key, first)
            out.append(made)
        out += self._acts(encoded, vectors, found, statements)
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
        self, encoded: Encoded, sentence: Sentence, named: dict[str, list[Span]], key: dict[str, Any], base: int
    ) -> Iterator[Pair]:
        here, anywhere = _held(key["events"], sentence)
        for a, first in named.items():
            for b, second in named.items():
                one = indices(encoded, first, base, base + 2 * LONGEST)
                other = indices(encoded, second, base, base + 2 * LONGEST)
                if a == b or not one or not other:
                    continue
                span = (sentence.first - base, min(sentence.last - base, 2 * LONGEST))
                if (a, b) in here:
                    got = here[a, b]
                    status = got[0][1] if len({s for _, s in got}) == 1 else -1
                    yield Pair(one, other, span, tuple(k for k, _ in got), status=status, origin="key")
                elif (a, b) in anywhere:
                    labels = (NONE, *{kind for kind, _ in anywhere[a, b]})
                    yield Pair(one, other, span, labels, any=True, weight=0.4, origin="key elsewhere")
                else:
                    yield Pair(one, other, span, (NONE,), weight=0.4, origin="key none")

    def _acts(
        self, encoded: Encoded, vectors: Tensor, found: list[Sentence], rows: list[dict[str, Any]]
    ) -> Iterator[Passage]:
        """Each statement in a passage of its own: the sentences that its parts stand in."""
        for row in rows:
            roles = [spans_of(row.get(k)) for k in ("content_spans", "cue_span", "source_span")]
            parts = [indices(encoded, spans) for spans in roles]
            made = act_passage(vectors, found, parts, act_index(row["act"]), KEY_WEIGHT)
            if made is not None:
                yield made


def act_index(act: str) -> int:
    """The label of an act; ``none`` is the one after the last act."""
    return ACTS.index(act) if act in ACTS else len(ACTS)


def act_passage(
    vectors: Tensor, found: Sequence[Sentence], parts: Sequence[Indices], act: int, weight: float = 1.0
) -> Passage | None:
    """A statement (pieces of content, cue and source) in the sentences that its parts stand in."""
    if not parts[0]:
        return None
    everything = sorted({i for part in parts for i in part})
    low = max((s.first for s in found if s.first <= everything[0]), default=everything[0])
    last = min((s.last for s in found if s.last > everything[-1]), default=0)
    high = min(max(everything[-1] + 1, last), low + 2 * LONGEST)
    content, cue, source = ([i - low for i in part if low <= i < high] for part in parts)
    return Passage(vectors[low:high], [], [ActCase(content, cue, source, act, weight)], name="act") if content else None


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


def annotated(
    articles: Path, keys: Path, registry: Registry, lower: Lower, entities: Any = None
) -> list[list[Passage]]:
    """The passages of every article that has a key, article by article."""
    import json

    reader = Annotated(registry, lower, entities)
    out = []
    for record in read_lines(articles):
        path = keys / f"{record['id']}.json"
        if path.exists():
            out.append(reader.read(record, json.loads(path.read_text(encoding="utf-8"))))
    return out


def batches(items: Sequence[Passage], budget: int, rng: random.Random) -> list[list[Passage]]:
    """Passages of like length together, about ``budget`` pieces a batch, in random order."""
    order = sorted(items, key=lambda p: len(p.vectors) + rng.random() * 12)
    out: list[list[Passage]] = [[]]
    for item in order:
        longest = max([len(item.vectors), *(len(p.vectors) for p in out[-1])])
        if out[-1] and longest * (len(out[-1]) + 1) > budget:
            out.append([])
        out[-1].append(item)
    rng.shuffle(out)
    return out
