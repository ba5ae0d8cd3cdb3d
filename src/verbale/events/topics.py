"""The topics of a statement: what its content names, else what stands around it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from verbale.events.wording import Wordings
from verbale.language.sentences import sentences
from verbale.schema import Article, Mention, Segment, Span, Spans, Speaker, Statement

#: Where topics were found, the surest first.
Basis = Literal["content", "sentence", "question", "headline", "nothing"]
#: Of a longer question it is open which part is answered.
_MOST_OF_QUESTION = 2
#: Topics that a reporting sentence names for the scene (at the embassy, to lawmakers) rather than for the matter.
_SCENES = frozenset({"diplomacy", "domestic-politics"})
#: How far into an article its headline tells what it is about: for everybody, and for who is named in it.
_EARLY, _LATE = 1 / 3, 2 / 3
#: Characters before and after the reporting words in which their sentence is sought.
_REACH = 1_000


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the content of a statement.

    ``sentence``: its reporting sentence without source and content. ``question``: what it answers, for all that is
    told. ``headline``: of the article. ``near``: whether the statement is likely to be what the headline is about.
    """

    sentence: str = ""
    question: str = ""
    headline: str = ""
    near: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """The topics of a statement, the strongest first, and where they were found."""

    topics: tuple[str, ...] = ()
    basis: Basis = "nothing"

    @property
    def own(self) -> bool:
        """Whether the statement itself names them."""
        return self.basis == "content"


def topics_of(content: str, around: Around | None = None) -> Told:
    """What a statement is about: its own words decide, then its sentence, its question, and the headline.

    A sentence gives its strongest topic; a question counts where it names one or two, a headline where it names
    exactly one and is ``near``.
    """
    heard = Wordings.load().topics
    if own := heard(content):
        return Told(own, "content")
    if around is None:
        return Told()
    if found := tuple(name for name in heard(around.sentence) if name not in _SCENES):
        return Told(found[:1], "sentence")
    if 0 < len(found := heard(around.question)) <= _MOST_OF_QUESTION:
        return Told(found, "question")
    if around.near and len(found := heard(around.headline)) == 1:
        return Told(found, "headline")
    return Told()


def around_of(statement: Statement, article: Article, mentions: Sequence[Mention] = ()) -> Around:
    """What stands around a statement of an article; ``mentions``: the article's, to know who is in the headline."""
    place = min((a for a, _ in (*statement.content, *statement.cue, *statement.source)), default=0)
    if article.turns:
        return Around(question=_question(statement, article, place))
    tops = [s for s in article.segments if s.kind == "headline"]
    depth = _depth(place, article)
    return Around(
        sentence=_reporting(statement, article.text),
        question=_question(statement, article, place),
        headline=" ".join(article.text[s.start : s.end] for s in tops) or article.title or "",
        near=depth <= _EARLY or (depth <= _LATE and _named(statement, tops, mentions)),
    )


def _reporting(statement: Statement, text: str) -> str:
    """The sentence with the reporting words, without source and content: neither says what it is about."""
    anchors = statement.cue or statement.source or statement.content
    if not anchors:
        return ""
    place = anchors[0][0]
    # A paragraph at most, so that long articles take no longer than short ones.
    begin = max(text.rfind("\n\n", 0, place) + 1, place - _REACH)
    finish = text.find("\n\n", place)
    until = min(len(text) if finish < 0 else finish, place + _REACH)
    found = next(((a, b) for a, b in sentences(text, begin, until) if a <= place < b), None)
    return "" if found is None else _without(text, found, (*statement.source, *statement.content))


def _without(text: str, span: Span, but: Spans) -> str:
    """The words of a span outside others; a bar stands for these, so that no wording reaches over them."""
    pieces, at = [], span[0]
    for start, end in sorted(but):
        if start < span[1] and end > at:
            pieces.append(text[at:start] if start > at else "")
            at = end
    pieces.append(text[at : span[1]] if at < span[1] else "")
    return " | ".join(pieces)


def _question(statement: Statement, article: Article, place: int) -> str:
    """What the statement was prompted by; in a transcript, the question before its turn."""
    if statement.prompted_by:
        return " | ".join(article.text[a:b] for a, b in statement.prompted_by)
    before = [turn for turn in article.turns if turn.start <= place and turn.role != "other"]
    if len(before) < 2 or before[-1].role == "question" or place >= before[-1].end or before[-2].role != "question":
        return ""
    return article.text[before[-2].start : before[-2].end]


def _depth(place: int, article: Article) -> float:
    """How far into the body a place is: 0 at its beginning or before, 1 at its end."""
    body = [s for s in article.segments if s.kind == "body"] or [Segment(0, len(article.text), "body")]
    begin, end = body[0].start, body[-1].end
    return max(0, place - begin) / max(1, end - begin)


def _named(statement: Statement, tops: Collection[Segment], mentions: Sequence[Mention]) -> bool:
    """Whether the headline names a speaker or a speaker's state."""
    above = [m.actor for m in mentions if any(s.start <= m.span[0] < s.end for s in tops)]
    return not _keys(above).isdisjoint(_keys((statement.speaker, *statement.co_speakers)))


def _keys(actors: Sequence[Speaker]) -> set[str]:
    return {key for actor in actors for key in (actor.id, actor.country) if key}
