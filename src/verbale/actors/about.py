"""Which states, groups and organisations a statement is about: each one of the article weighed by where it is named.

What a statement praises, blames, asks or describes is often not named in it (``Moscow said it would respond``). Every
actor of the article is a candidate; a logistic regression (weights in about.json, fitted by training/about.py) weighs
where it is named: in the content, beside the cue, in the sentence, in the statements before, in the headline. The
object of a cue that does something to somebody (``called on Norrland to …``) needs no weighing.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from verbale.actors.coreference import Discourse
from verbale.schema import HEAD_KINDS, Article, Spans
from verbale.statements.cues import act_of

#: The features in the order of the weights, each 0 to 1.
FEATURES = (
    "in content",
    "opens content",
    "only one in content",
    "through a person only",
    "through a city only",
    "between cue and content",
    "object of the cue",
    "in the source",
    "elsewhere in the sentence",
    "in the sentence before",
    "in the paragraph",
    "of the statement before",
    "of the statement before, nothing in content",
    "share of the article",
    "share of the article, nothing in content",
    "most named, nothing in content",
    "second named, nothing in content",
    "in the headline",
    "in the headline, nothing in content",
    "speaker of the statement before, nothing in content",
    "group",
    "organisation",
    "speaker without a state",
    "in content, speaker without a state",
    "many in content",
    "nothing in content",
    "a question",
    "content has a pronoun, nothing in content",
)
_PRONOUNS = frozenset({"it", "its", "they", "them", "their", "he", "him", "his", "she", "her", "you", "your"})
_PRONOUNS |= {"country", "government", "regime"}


#: How many characters of a content are its opening, and how soon after the cue its object begins (``accused X of``).
OPENING = 60
OBJECT = 10
#: What may stand between a cue and its object.
_TO_OBJECT = re.compile(r"\s*(?:(?:on|upon|for|against|at|to|with)\s+)?(?:the\s+|both\s+)*", re.IGNORECASE)
#: A statement's source, cue and content.
Parts = tuple[Spans, Spans, Spans]


class Naming(NamedTuple):
    """One place where an actor is named: ``how`` as in a mention, ``person`` or ``city``."""

    start: int
    code: str
    how: str


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted regression: one weight a feature, the constant, and the probability from which a code is listed."""

    weights: tuple[float, ...]
    constant: float
    threshold: float


@lru_cache(maxsize=1)
def fitted() -> Weights:
    """The shipped weights."""
    data = json.loads((files("verbale.actors") / "about.json").read_text(encoding="utf-8"))
    return Weights(tuple(data["weights"][name] for name in FEATURES), data["constant"], data["threshold"])


@dataclass(slots=True)
class AboutReader:
    """Lists what an article's statements are about, in their order."""

    article: Article
    talk: Discourse
    names: list[Naming] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    total: Counter[str] = field(default_factory=Counter)
    headline: frozenset[str] = frozenset()
    before: tuple[str, ...] = ()
    speaker_before: str | None = None
    settings: Weights | None = None

    def __post_init__(self) -> None:
        """Collect every naming of the article in text order."""
        found, people = self.talk.found, self.talk.people
        self.names = [Naming(m.start, m.code, m.how) for m in found.mentions]
        self.names += [Naming(a, p.country, "person") for a, _, p in people.places if p.country]
        self.names.sort()
        self.starts = [n.start for n in self.names]
        self.total = Counter(n.code for n in self.names if n.how != "city")
        heads = [s for s in self.article.segments if s.kind in HEAD_KINDS]
        self.headline = frozenset(n.code for s in heads for n in self.inside(s.start, s.end))

    def inside(self, start: int, end: int) -> list[Naming]:
        """The namings that begin inside ``[start, end)``."""
        return self.names[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def about(self, spans: Parts, own: frozenset[str]) -> list[str]:
        """List the codes that a statement is about, the surest first."""
        settings = self.settings or fitted()
        asked = self._objects(spans)
        scored = []
        for code, row in self.features(spans, own).items():
            score = settings.constant + sum(w * x for w, x in zip(settings.weights, row, strict=True) if x)
            chance = 1 / (1 + math.exp(-score))
            if chance >= settings.threshold or code in asked:
                scored.append((code not in asked, -chance, code))
        return [code for *_, code in sorted(scored)]

    def _objects(self, spans: Parts) -> frozenset[str]:
        """The actor named right after a cue that is done to somebody, before the content."""
        _, cue, content = spans
        text = self.talk.found.text
        if not cue or not content or act_of(" ".join(text[a:b] for a, b in cue)) is None:
            return frozenset()
        end = cue[-1][1]
        after = [n for n in self.inside(end, content[0][0]) if n.how != "city"]
        return frozenset(n.code for n in after if _TO_OBJECT.fullmatch(text, end, n.start))

    def remember(self, speaker: str | None, codes: Sequence[str]) -> None:
        """Keep what the statement just read was about, for the next ones."""
        if codes:
            self.before = tuple(codes)
        self.speaker_before = speaker or self.speaker_before

    def features(self, spans: Parts, own: frozenset[str]) -> dict[str, list[float]]:
        """The features of every candidate, ``{code: values of FEATURES}``; the speakers' ``own`` codes are none."""
        where = self._where(spans, own)
        real, registry = where.real, self.talk.registry
        empty = not real
        ranked = [code for code, _ in self.total.most_common() if code not in own]
        size = sum(self.total.values()) or 1
        rows = {}
        for code in dict.fromkeys((*ranked, *(n.code for n in where.inner))):
            share = self.total[code] / size
            nth = ranked.index(code) if code in ranked else len(ranked)
            row = (
                *where.flags(code),
                code in self.before,
                code in self.before and empty,
                share,
                share if empty else 0.0,
                empty and nth == 0,
                empty and nth == 1,
                code in self.headline,
                empty and code in self.headline,
                empty and code == self.speaker_before,
                code in registry.groups,
                code in registry.organisations,
                not own,
                not own and code in real,
                code in real and len(real) > 3,
                empty,
                where.question,
                empty and where.pronoun,
            )
            rows[code] = [float(x) for x in row]
        return rows

    def _where(self, spans: Parts, own: frozenset[str]) -> Where:
        source, cue, content = spans
        text = self.talk.found.text
        place = min((s for part in spans for s, _ in part), default=0)
        closing = max((e for part in spans for _, e in part), default=place)
        gap = (cue[-1][1], content[0][0]) if cue and content else (0, 0)
        opening = self.talk.sentence_start(place)
        earlier = self.talk.sentence_start(max(0, opening - 2))
        named = [n for start, end in content for n in self.inside(start, end) if n.code not in own]
        words = {w for start, end in content for w in text[start:end].lower().split()}
        said = text[content[0][0] : content[-1][1]] if content else ""
        return Where(
            inner=named,
            real=frozenset(n.code for n in named if n.how != "city"),
            gap=self._codes(*gap),
            target=self._codes(gap[0], min(gap[0] + OBJECT, gap[1])),
            source=frozenset(n.code for start, end in source for n in self.inside(start, end)),
            sentence=self._codes(opening, closing),
            earlier=self._codes(earlier, opening),
            paragraph=self._codes(text.rfind("\n", 0, place) + 1, closing),
            opens=self._codes(content[0][0], content[0][0] + OPENING) if content else frozenset(),
            question=said.rstrip("”\"’' ").endswith("?"),
            pronoun=bool(words & _PRONOUNS),
        )

    def _codes(self, start: int, end: int) -> frozenset[str]:
        return frozenset(n.code for n in self.inside(start, end))


@dataclass(frozen=True, slots=True)
class Where:
    """Where the actors of one statement are named; ``real``: those that its content names, cities left out."""

    inner: list[Naming]
    real: frozenset[str]
    gap: frozenset[str]
    target: frozenset[str]
    source: frozenset[str]
    sentence: frozenset[str]
    earlier: frozenset[str]
    paragraph: frozenset[str]
    opens: frozenset[str]
    question: bool
    pronoun: bool

    def flags(self, code: str) -> tuple[bool, ...]:
        """The first features of FEATURES: those that places decide."""
        hows = {n.how for n in self.inner if n.code == code}
        inside = code in self.real
        return (
            inside,
            inside and code in self.opens,
            inside and len(self.real) == 1,
            hows == {"person"},
            hows == {"city"},
            code in self.gap,
            code in self.target,
            code in self.source,
            code in self.sentence and not inside,
            code in self.earlier,
            code in self.paragraph and not inside,
        )
