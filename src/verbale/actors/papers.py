"""Whose a document is: ``the report``, ``a letter from the ministry``, ``the statement`` of the speaker before."""

from __future__ import annotations

import re
from dataclasses import replace

from verbale.actors.coreference import Said
from verbale.actors.phrase import Parsed
from verbale.actors.speakers import Speakers
from verbale.schema import Span, Speaker

#: Kinds of documents, as the words for them begin.
_PAPERS = (
    "letter",
    "statement",
    "report",
    "communiqu",
    "document",
    "readout",
    "declaration",
    "memo",
    "tweet",
    "filing",
    "analysis",
    "resolution",
    "dossier",
    "cable",
)
#: A source that is a document before it is anything else: ``a report by experts``.
PAPER_FIRST = re.compile(
    r"(?:\w+ )?(?:report|letter|statement|memo|cable|document|analysis|readout|communiqu[ée]|declaration)s? "
    r"(?:by|from|of|issued|released|signed|sent)\b"
)
_FROM = re.compile(r"\w*\s+(?:(?:issued|released|signed|sent|written|published|prepared)\s+)?(?:by|from)\s+(?:the\s+)?")
_OWNED = re.compile(r"(?:['’]s?)?\s+(?:(?!said|has|was|is|will|in|on|to|by)[a-z-]+\s+){0,3}")
_POSSESSED = re.compile(r"['’]s?\s+(?:[a-z-]+\s+){0,3}")
#: How far back a document may have been named, in characters.
_REACH = 5000


class Papers(Speakers):
    """Finds whose documents are."""

    def document(self, parsed: Parsed, span: Span) -> list[Speaker]:
        """A statement, letter or report: of the body named in it, of its owner, else of the last speaker."""
        if parsed.bodies:
            return [self.body(parsed.bodies[0], "issuer of the document named")]
        if PAPER_FIRST.match(parsed.words):
            inside = [m for m in self.talk.found.mentions_in(*span) if m.how == "organisation" or m.institution]
            if inside:
                return [self.body(inside[0], "issuer of the document named")]
        if not parsed.definite or re.match(r"reports|recent reports", parsed.words):
            return []
        kind = next((w for w in _PAPERS if w in parsed.words.lower()), None)
        owner = self._owner(kind, span[0]) if kind else None
        if owner is not None:
            return [replace(owner, reason=f"the {kind} named before is theirs")]
        last = self._said_in(kind, span[0])
        if last is None:
            return []
        return [replace(s, reason="the document of the speaker before") for s in (last.speaker, *last.others)]

    def _owner(self, kind: str, place: int) -> Speaker | None:
        """Whose document of a kind was named last before ``place``."""
        text, low = self.talk.found.text, max(0, place - _REACH)
        for match in reversed(list(re.finditer(rf"\b{kind}", text[low:place], re.I))):
            word = low + match.start()
            owner = self._left(word) or self._right(word, place)
            if owner is not None:
                return owner
        return None

    def _left(self, word: int) -> Speaker | None:
        """The body or person whose the word at ``word`` is: ``the ministry's report``."""
        text, found = self.talk.found.text, self.talk.found
        bodies = [m for m in found.mentions_in(max(0, word - 70), word) if m.institution or m.how == "organisation"]
        if bodies and _OWNED.fullmatch(text, bodies[-1].end, word):
            return self.body(bodies[-1], "")
        people = self.talk.people.inside(max(0, word - 60), word)
        if people and _POSSESSED.fullmatch(text, people[-1][1], word):
            return self.person(people[-1][2], "", word)
        return None

    def _right(self, word: int, place: int) -> Speaker | None:
        """The body or person named after the word: ``a letter from the ministry``."""
        match = _FROM.match(self.talk.found.text, word)
        if match is None:
            return None
        end = min(place, match.end() + 60)
        bodies = [m for m in self.talk.found.mentions_in(match.end(), end) if m.how not in ("city", "demonym")]
        if bodies and bodies[0].start - match.end() < 2:
            return self.body(bodies[0], "")
        people = self.talk.people.inside(match.end(), end)
        return self.person(people[0][2], "", word) if people and people[0][0] - match.end() < 40 else None

    def _said_in(self, kind: str | None, place: int) -> Said | None:
        """The statement whose passage names the same kind of document, nearest first; else the last official one."""
        text = self.article.text
        first = None
        for said in self.talk.recent(place):
            if kind and kind in text[self.talk.sentence_start(said.place) : said.end + 60].lower():
                return said
            if first is None and (said.speaker.country or said.speaker.institution):
                first = said
        return first
