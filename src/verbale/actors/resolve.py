"""From the words that name a source to the speaker: person, office, institution and country."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from verbale.actors.about import AboutReader
from verbale.actors.certainty import with_confidence
from verbale.actors.coreference import HE, IT, SELF, SHE, THEY, Discourse, Said, pronoun
from verbale.actors.marks import Marks
from verbale.actors.mentions import scan
from verbale.actors.people import Person, directory
from verbale.actors.phrase import parse
from verbale.actors.registry import Registry, fold
from verbale.actors.sifting import sift
from verbale.actors.sources import Sources
from verbale.actors.terms import Given
from verbale.language.entities import Entity
from verbale.schema import Article, Spans, Speaker, Turn

_LABEL = re.compile(
    r"Q|QUESTION|MODERATOR|(?:MR|MS|MRS|DR|SEC|GEN)\.? [A-Z'’\- ]+|"
    r"[A-Z .'’\-]*(?:OFFICIAL|SPOKESPERSON|DIPLOMAT)(?: \w+)?"
)
_FIRST_PERSON = re.compile(r"\b(?:I(?:['’]ve|['’]m)?|[Mm]y)\s+[a-zA-Z]|\bthe (?:two|three) of us\b|^\s*We met\b", re.M)
#: How far into a sentence its subject may end, what may be one, and what stands before and after it.
_SUBJECT = 60
_SUBJECTS = frozenset({"name", "capital", "metonym", "institution", "organisation", "group"})
_BEFORE_SUBJECT = re.compile(r"[^,;“\"]{0,40},\s+(?:the\s+)?|(?:[Tt]he\s+|But\s+|And\s+|Later\s+)*")
_VERB = re.compile(r"\s+(?:has\s+|have\s+|had\s+|also\s+|again\s+|later\s+)*[a-z]+(?:ed|es|s|d|t|k)\b")
#: A source is a phrase: of a longer one only this many characters are read.
LONGEST_SOURCE = 400
NOBODY = Speaker(reason="no source named")


@dataclass(frozen=True, slots=True)
class SpeakerQuery:
    """A statement whose speaker is asked for: its spans as in a statement; any may be empty."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True, slots=True)
class Resolved:
    """The speaker, the other speakers of a joint statement, and the codes that the content is about."""

    speaker: Speaker
    co_speakers: tuple[Speaker, ...] = ()
    about: tuple[str, ...] = ()


def resolve(article: Article, parts: Sequence[SpeakerQuery], registry: Registry) -> list[Resolved]:
    """The speakers of an article's statements, which are given in text order; one result for each.

    A source is read over the whole article: pronouns, roles, family names and bare institutions mean what was named
    before. Empty parts of a speaker are unknown; nothing is guessed from general knowledge but the terms of
    office-holders at the article's date.
    """
    if not parts:
        return []
    reader = resolver(article, parts, registry)
    return [reader.read(part) for part in parts]


def resolver(
    article: Article, parts: Sequence[SpeakerQuery], registry: Registry, entities: Sequence[Entity] = ()
) -> Reader:
    """A reader of the article's statements ``parts``, which it is to be given in text order.

    ``entities``: what the model marks, which decides where a name may be a person's, a place's or a body's.
    """
    found = scan(_news(article), registry)
    date = article.published.date or article.published.not_before
    date = date.split("/")[0] if date else None
    marks = Marks(entities) if entities else None
    sift(found, registry, date, marks)
    people = directory(found, registry, date, marks)
    reader = Reader(article, Discourse(found, people, registry, date))
    reader.talk.quoted = sorted(span for part in parts for span in part.content)
    return reader


def _news(article: Article) -> str:
    """The text with page furniture blanked out, so that nobody named there is taken for somebody of the news."""
    text = article.text
    for segment in article.segments:
        if segment.kind == "boilerplate":
            blank = re.sub(r"[^\n]", " ", text[segment.start : segment.end])
            text = text[: segment.start] + blank + text[segment.end :]
    return text


class Reader(Sources):
    """Reads an article's statements in order, remembering who spoke."""

    @cached_property
    def abouts(self) -> AboutReader:
        """What the statements are about."""
        return AboutReader(self.article, self.talk)

    def read(self, part: SpeakerQuery) -> Resolved:
        """Resolve one statement and remember it."""
        spans = part.source or part.cue or part.content
        place = spans[0][0] if spans else 0
        speakers, several = self._speakers(part, place)
        speakers = tuple(with_confidence(self.identified(s)) for s in speakers)
        own = frozenset(s.country for s in speakers if s.country)
        codes = self.abouts.about((part.source, part.cue, part.content), own)
        self.abouts.remember(speakers[0].country, codes)
        end = max((e for _, e in (*part.source, *part.cue, *part.content)), default=place)
        self.talk.said.append(Said(place, max(end, place), speakers[0], speakers[1:], several or len(speakers) > 1))
        return Resolved(speakers[0], speakers[1:], tuple(codes))

    def _speakers(self, part: SpeakerQuery, place: int) -> tuple[tuple[Speaker, ...], bool]:
        """The speakers of a statement, and whether the source is plural."""
        turn = self._turn(part, place)
        if not part.source:
            return self._missing(part, place, turn), False
        start, end = part.source[0]
        end = min(end, start + LONGEST_SOURCE)
        text = self.article.text[start:end]
        if turn is not None and start < turn.label[1] and end > turn.label[0]:
            return (self.turn_speaker(turn),), False
        word = pronoun(text)
        if word is not None:
            return self._pronoun(word, start, turn)
        label = _LABEL.fullmatch(text.strip())
        if label:
            return (self.label(text.strip(), start),), False
        parsed = parse(self.talk.found, self.talk.people, self.registry, (start, end))
        speakers = self.named(parsed, (start, end))
        return speakers, parsed.several

    def _turn(self, part: SpeakerQuery, place: int) -> Turn | None:
        spans = part.content or part.source
        at = spans[0][0] if spans else place
        for turn in self.article.turns:
            if turn.label[0] <= at < turn.end:
                return turn
        return None

    def _missing(self, part: SpeakerQuery, place: int, turn: Turn | None) -> tuple[Speaker, ...]:
        if turn is not None:
            return (self.turn_speaker(turn),)
        if self.article.form == "document" and self.article.issuer:
            return (self.issuer(self.article.issuer),)
        subject = self._subject(part)
        if subject is not None:
            return (subject,)
        last = next(self.talk.recent(place), None)
        if last is None:
            return (NOBODY,)
        reason = "carries on from the statement before"
        return tuple(replace(s, reason=reason) for s in (last.speaker, *last.others))

    def _subject(self, part: SpeakerQuery) -> Speaker | None:
        """Who opens the sentence of a statement without a source, where that is no quotation: ``X conveyed its …``."""
        first = (part.cue or part.content)[0][0] if part.cue or part.content else 0
        opening = self.talk.sentence_start(first)
        text = self.talk.found.text
        if not part.content or text[opening : opening + 1] in "“\"‘'" or text[part.content[0][0] - 1] in '“"‘':
            return None
        people = self.talk.people.inside(opening, opening + _SUBJECT)
        bodies = [m for m in self.talk.found.mentions_in(opening, opening + _SUBJECT) if m.how in _SUBJECTS]
        if bodies and _BEFORE_SUBJECT.fullmatch(text, opening, bodies[0].start) and _VERB.match(text, bodies[0].end):
            return self.body(bodies[0], "the subject of the sentence")
        if people and _VERB.match(text, people[0][1]) and not bodies:
            return self.person(people[0][2], "the subject of the sentence", opening)
        return None

    def issuer(self, issuer: str) -> Speaker:
        """The issuer of a document, as written, against the registry."""
        inner = scan(issuer, self.registry)
        people = directory(inner, self.registry, self.talk.date)
        sub = Reader(Article(id="", text=issuer), Discourse(inner, people, self.registry, self.talk.date))
        speaker = sub.named(parse(inner, people, self.registry, (0, len(issuer))), (0, len(issuer)))[0]
        head = self.head_of(speaker) if self._first_person and not speaker.name else None
        if head is not None:
            return self.holder_speaker(head, "a document in the first person, issued by the office of its holder")
        return replace(speaker, reason="issuer of the document")

    @cached_property
    def _first_person(self) -> bool:
        """Whether a document speaks as one person, outside quotation marks."""
        plain = re.sub(r"[“\"][^”\"]*[”\"]", " ", self.article.text)
        return _FIRST_PERSON.search(plain) is not None

    def turn_speaker(self, turn: Turn) -> Speaker:
        """Whoever speaks in a turn of a transcript."""
        if turn.role == "question":
            return Speaker(office="reporter", anonymous=True, reason="asks a question of the transcript")
        return self.label(self.article.text[turn.label[0] : turn.label[1]], turn.label[0])

    def _host(self) -> str | None:
        """The state whose transcript it is, by its issuer."""
        issuer = self.article.issuer or self.article.outlet
        return self.issuer(issuer).country if issuer else None

    def label(self, label: str, place: int) -> Speaker:
        """The speaker that a transcript's label names."""
        words = label.strip(" :")
        plain = fold(words)
        if re.fullmatch(r"q|question|questioner|reporter|journalist", plain):
            return Speaker(office="reporter", anonymous=True, reason="asks a question of the transcript")
        name = re.sub(
            r"^(?:MR|MS|MRS|DR|SEC|SECRETARY|AMBASSADOR|GENERAL|PRESIDENT|VICE PRESIDENT)\.?\s+", "", words, flags=re.I
        )
        person = self.talk.people.find(name.title()) if name else None
        if person is not None:
            return self.person(person, f"label {words} of the transcript", place)
        host = self._host()
        holder = self.talk.people.terms.whom(name, place, Given(code=host)) if name else None
        if holder is not None:
            return self.holder_speaker(holder, f"label {words} of the transcript")
        if re.search(r"OFFICIAL|MODERATOR|SPOKES|STAFF", words):
            country = "USA" if "ADMINISTRATION" in words else None
            body = self.registry.institution(country, "presidency")[0] if country else None
            host = self.article.issuer or self.article.outlet
            if country is None and host:
                issuer = self.issuer(host)
                country, body = issuer.country, issuer.institution if issuer.country else None
            return Speaker(office=plain, institution=body, country=country, anonymous=True, reason="role in the label")
        if not name or (name == words and not words.isupper()):
            return Speaker(office=plain or None, anonymous=True, reason="role in the label")
        return Speaker(name=name.title(), reason=f"label {words} of the transcript")

    def _pronoun(self, word: str, place: int, turn: Turn | None) -> tuple[tuple[Speaker, ...], bool]:
        """The speakers that a pronoun means, and whether it is plural."""
        if word in SELF and turn is not None:
            return (self.turn_speaker(turn),), False
        if word in SELF and self.article.form == "document" and self.article.issuer:
            return (self.issuer(self.article.issuer),), False
        single = self._single(word, place)
        if single is not None:
            return (single,), False
        plural = word in THEY
        last = self.talk.several_for(place) if plural else next(self.talk.recent(place), None)
        alone = last is None or (self.article.form == "document" and not last.others and not last.several)
        pair = self.pair(place) if plural and alone else []
        if pair:
            return tuple(pair), True
        if last is None:
            return (Speaker(reason=f"nobody before {word}"),), plural
        speakers = (last.speaker, *last.others) if plural or word in SELF else (last.speaker,)
        return tuple(replace(s, reason=f"{word} is the speaker before") for s in speakers), plural

    def _single(self, word: str, place: int) -> Speaker | None:
        """Whom ``he``, ``she`` or ``it`` means; None for other words or nobody."""
        whom = self.talk.person_for(word, place) if word in HE or word in SHE else None
        if isinstance(whom, Person):
            return self.person(whom, f"{word} is {whom.name}", place)
        if whom is not None:
            return replace(whom, reason=f"{word} is the speaker before")
        body = self.talk.body_for(place) if word in IT else None
        if isinstance(body, Said):
            return replace(body.speaker, reason=f"{word} is the speaker before")
        return self.body(body, f"{word} is the body named before") if body is not None else None
