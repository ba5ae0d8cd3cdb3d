"""Who ``he``, ``they``, ``it`` or ``the spokesperson`` is: the speakers so far, and the rules to choose among them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from verbale.actors.mentions import Mention, Scan, Title
from verbale.actors.people import Directory, Person
from verbale.actors.registry import Registry, fold
from verbale.actors.roles import Description
from verbale.schema import Span, Speaker

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
THEY = frozenset(
    {"they", "them", "their", "theirs", "both", "both sides", "the two sides", "the two", "the two countries"}
)
IT = frozenset({"it", "its", "itself"})
SELF = frozenset({"i", "we", "me", "us", "my", "our", "you"})
_PRONOUN = re.compile(
    r"(?:he|him|his|she|her|they|them|their|it|its|i|we|us|you|both)(?:\s+(?:also|both|all|himself|too))?", re.I
)
_IN = re.compile(r"\s+(?:in|of|at)\s+(?:the\s+)?")
_RELATIVE = re.compile(r"\b(?:in which|where|who|whose|whom)\b")
_BREAK = re.compile(r"[.!?][”\"’')\]]*\s+(?=[“\"‘'(]?[A-Z])|\n\s*\n")


def pronoun(phrase: str) -> str | None:
    """The pronoun that a source consists of, in lower case, else None."""
    words = phrase.strip(" ,.").replace("’", "'").lower()
    words = re.sub(r"'(?:s|ve|d|ll|re|m)$", "", words)
    return words.split()[0] if _PRONOUN.fullmatch(words) else None


@dataclass(frozen=True, slots=True)
class Said:
    """A statement already resolved: where, by whom, and whether its source was given."""

    place: int
    end: int
    speaker: Speaker
    others: tuple[Speaker, ...] = ()
    several: bool = False


@dataclass(slots=True)
class Discourse:
    """What is known while an article is read from its beginning."""

    found: Scan
    people: Directory
    registry: Registry
    date: str | None
    quoted: list[Span] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    genders: dict[int, str] = field(default_factory=dict)
    _breaks: list[int] = field(default_factory=list)

    def sentence(self, place: int) -> int:
        """The number of the sentence that holds ``place``."""
        if not self._breaks:
            self._breaks = [0, *(m.end() for m in _BREAK.finditer(self.found.text))]
        return bisect_left(self._breaks, place + 1)

    def sentence_start(self, place: int) -> int:
        """Where the sentence that holds ``place`` begins."""
        number = self.sentence(place)
        return self._breaks[number - 1]

    def in_quote(self, place: int) -> bool:
        """Whether ``place`` stands in the content of some statement."""
        index = bisect_left(self.quoted, (place + 1, 0)) - 1
        return any(a <= place < b for a, b in self.quoted[max(0, index - 2) : index + 1])

    def gender(self, person: Person) -> str:
        """``f``, ``m`` or empty: by honorifics, titles and given names."""
        known = self.genders.get(id(person))
        if known is not None:
            return known
        text, found = self.found.text, ""
        for start, _, other in self.people.places:
            if other is person and (m := re.search(r"\b(Mr|Ms|Mrs|Miss)\.?\s+$", text[max(0, start - 6) : start])):
                found = "m" if m.group(1) == "Mr" else "f"
        offices = " ".join(d.office or "" for d in person.described)
        if not found and re.search(r"woman\b|\bqueen\b|\bprincess\b|\bmother\b|\bwife\b", offices):
            found = "f"
        if not found and re.search(r"(?:sman|ssman|businessman)\b|\bking\b|\bprince\b", offices):
            found = "m"
        holder = person.holder
        if not found and holder is not None and len(person.words) > 1:
            found = "f" if holder.woman else "m" if holder.office in self.registry.famous else ""
        first = person.words[0]
        if not found and len(person.words) > 1:
            found = "f" if first in self.registry.women else "m" if first in self.registry.men else ""
        self.genders[id(person)] = found
        return found

    def state_of(self, start: int, end: int) -> str | None:
        """The state that words at ``[start, end)`` without one belong to: placed after them, or named last before them.

        A person of the sentence counts as the state that the person speaks for.
        """
        states = self.registry.states
        code = self.placed(end)
        if code is not None:
            return code
        opening = self.sentence_start(start)
        options = [(m.start, m.code) for m in self.found.mentions_in(opening, start) if m.code in states]
        options += [(a, p.country) for a, _, p in self.people.inside(opening, start) if p.country in states]
        if options:
            return max(options)[1]
        return self.found.code_before(start, states=frozenset(states))

    def placed(self, end: int) -> str | None:
        """The state named right after ``end`` as where something is: ``… in Kathmandu``."""
        text = self.found.text
        named = next(iter(self.found.mentions_in(end, min(len(text), end + 40))), None)
        if named is None or named.code not in self.registry.states or not _IN.fullmatch(text, end, named.start):
            return None
        return named.code

    def recent(self, place: int) -> Iterator[Said]:
        """Statements before ``place``, the nearest first."""
        for said in reversed(self.said):
            if said.place <= place:
                yield said

    def person_for(self, word: str, place: int) -> Person | Speaker | None:
        """Whom ``he`` or ``she`` at ``place`` means: a person of the article, or an anonymous speaker before."""
        wanted = "f" if word in SHE else "m"
        here = self.sentence(place)
        best: tuple[float, Person | Speaker] | None = None
        counted: set[int] = set()
        relative = True
        for start, end, person in self.people.before(place):
            gap = here - self.sentence(start)
            if gap > 12:
                break
            if id(person) in counted:
                continue
            other = self.gender(person)
            if other and other != wanted:
                continue
            score = self._score(start, end, place, gap) + (0.6 if other == wanted else 0.0)
            if relative and gap == 0 and _RELATIVE.search(self.found.text[end:place]):
                score += 1.6  # a speech by somebody, in which he …
            relative = False
            if best is None or score > best[0]:
                best = (score, person)
        for said in self.recent(place):
            speaker = said.speaker
            if not speaker.name and speaker.office and not said.several and place - said.place < 700:
                score = 2.2 - 0.45 * (here - self.sentence(said.place))
                wrong = "woman" in speaker.office if wanted == "m" else re.search(r"sman\b", speaker.office)
                if not wrong and (best is None or score > best[0]):
                    best = (score, speaker)
            break
        return best[1] if best else None

    def _score(self, start: int, end: int, place: int, gap: int) -> float:
        """How likely a name is what a pronoun after it means: near, a subject, a speaker, not in somebody's words."""
        text = self.found.text
        score = 2.0 - 0.45 * gap
        opening = self.sentence_start(start)
        if self._opens(opening, start):
            score += 0.7
        elif self._opens(text.rfind(",", opening, start) + 1 or start, start) and text.rfind(",", opening, start) > 0:
            score += 0.4
        if re.match(r"['’]s?\s", text[end : end + 3]):
            score -= 0.9
        elif re.search(
            r"\b(?:with|to|of|by|for|from|against|on|about|that|over|after|like)\s+(?:\w+\s+){0,3}$",
            text[max(0, start - 30) : start],
        ):
            score -= 0.6
        if self.in_quote(start) and not (gap == 0 and self.in_quote(place)):
            score -= 0.9
        if any(s.place <= start <= s.end for s in self.said[-6:]):
            score += 0.9
        return score

    def _opens(self, opening: int, start: int) -> bool:
        """Whether only titles and capitals stand between ``opening`` and ``start``, so that a name is the subject."""
        titles = self.found.titles_in(opening, start)
        for word in re.finditer(r"[a-z]{2,}", self.found.text[opening:start]):
            place = opening + word.start()
            if (self.found.text[place - 1].isupper() and place > opening) or word.group() in ("of", "the", "former"):
                continue
            if not any(t.start <= place < t.end for t in titles):
                return False
        return True

    def body_for(self, place: int) -> Said | Mention | None:
        """What ``it`` at ``place`` means: the last institution, outlet or state that spoke or opens the sentence."""
        opening = self.sentence_start(place)
        subjects = [m for m in self.found.mentions_in(opening, place) if m.how not in ("demonym", "people", "city")]
        if subjects and not self.in_quote(subjects[0].start) and subjects[0].start - opening < 40:
            return subjects[0]
        for said in self.recent(place):
            if not said.speaker.name and not said.speaker.office:
                return said
            if place - said.place > 1500:
                break
        return subjects[0] if subjects else self._last_body(place)

    def _last_body(self, place: int) -> Mention | None:
        for mention in reversed(self.found.mentions_in(max(0, place - 400), place)):
            if mention.how in ("institution", "organisation", "name", "capital", "group"):
                return mention
        return None

    def several_for(self, place: int) -> Said | None:
        """Whom ``they`` at ``place`` means: the last plural or joint speaker, else the last institution."""
        for said in self.recent(place):
            if place - said.place > 2500:
                break
            if said.several or said.others:
                return said
        for said in self.recent(place):
            if not said.speaker.name and place - said.place < 900:
                return said
        return next(self.recent(place), None)

    def role_for(self, said_of: Description, place: int) -> Person | Speaker | None:
        """Whom a definite role (``the spokesperson``, ``the Iranian foreign minister``) means, nearest first."""
        title, country = said_of.title, said_of.country
        if title is None:
            return None
        rest = _rest(said_of)
        if rest:
            return self._role_with(title, rest, country)
        best: tuple[int, Person | Speaker] | None = None
        for said in self.recent(place):
            speaker = said.speaker
            if speaker.office and plays(title, speaker.office) and _agrees(country, speaker.country):
                best = (said.place, speaker)
                break
        for start, _, person in self.people.before(place):
            if best is not None and start <= best[0]:
                break
            if _person_plays(title, person) and _agrees(country, _person_country(person)):
                return person
        if best is not None:
            return best[1]
        if title.office is not None and (title.office.only or country):
            for person in self.people.people:
                if _person_plays(title, person) and _agrees(country, _person_country(person)):
                    return person
        return None

    def _role_with(self, title: Title, rest: set[str], country: str | None) -> Person | None:
        """The person whose office shares most words with a longer role: ``the chairman of the … committee``."""
        best: tuple[float, Person] | None = None
        for person in self.people.people:
            if not _person_plays(title, person) or not _agrees(country, _person_country(person)):
                continue
            offices = [d.office or "" for d in person.described] + ([person.holder.office] if person.holder else [])
            share = max(len(rest & set(fold(o).split())) / len(rest) for o in offices) if offices else 0.0
            if share >= 0.34 and (best is None or share > best[0]):
                best = (share, person)
        return best[1] if best else None


_LESS = frozenset(
    [
        "of",
        "the",
        "a",
        "an",
        "for",
        "on",
        "in",
        "at",
        "and",
        "to",
        "s",
        "us",
        "u",
        "deputy",
        "senior",
        "top",
        "acting",
        "new",
        "same",
    ]
)


def _rest(said: Description) -> set[str]:
    """The words of a role beyond its title that tell one holder from another."""
    title = set(fold(said.title.title).split()) if said.title else set()
    words = set(fold(said.office or "").split()) - title - _LESS
    if said.title is None or said.title.office is None or said.title.office.only:
        return set()
    return words if re.search(r"\b(?:of|committee|for|at)\b", said.office or "") else set()


def _agrees(wanted: str | None, got: str | None) -> bool:
    return wanted is None or got is None or wanted == got


def _person_country(person: Person) -> str | None:
    if person.holder is not None:
        return person.holder.code
    return person.description.country if person.description else None


#: Roles that may be spoken of by a wider word.
_WIDER = {
    "official": ("official", "officer", "spokes", "aide", "adviser", "secretary", "diplomat", "ambassador"),
    "diplomat": ("ambassador", "diplomat", "envoy", "foreign minister", "secretary of state"),
    "envoy": ("ambassador", "envoy", "representative"),
    "lawmaker": ("senator", "representative", "lawmaker", "congress", "committee", "sen", "rep", "parliament"),
    "lawmakers": ("senator", "representative", "lawmaker", "congress", "committee", "sen", "rep"),
    "legislator": ("senator", "representative", "lawmaker"),
    "leader": ("president", "prime minister", "chancellor", "leader", "king"),
    "premier": ("prime minister", "premier"),
    "minister": ("minister",),
    "speaker": ("speaker",),
    "secretary": ("secretary",),
    "general": ("general", "gen", "commander", "chairman of the joint chiefs of staff"),
    "top u.s. general": ("chairman of the joint chiefs of staff", "general", "gen"),
    "reporter": ("reporter", "journalist", "correspondent"),
    "press secretary": ("press secretary", "white house spokesman"),
    "chief": ("chief", "head"),
    "head": ("head", "chief", "director"),
}


def plays(title: Title, office: str) -> bool:
    """Whether an office as written can be spoken of by a title: ``the spokesman`` for any spokesman."""
    theirs, word = fold(office), fold(title.title)
    for plural in ("men", "women"):
        word = word.removesuffix(plural) + plural.replace("e", "a") if word.endswith(plural) else word
    if "spokes" in word or (word == "representative" and "spokes" in theirs):
        other = {"spokesman": "spokeswoman", "spokeswoman": "spokesman"}.get(word.split()[-1], "-")
        return "spokes" in theirs and other not in theirs
    if f" {word} " in f" {theirs} ":
        return not (word == "president" and re.search(r"\bvice\b|executive vice", theirs)) and not (
            word == "minister" and "prime" in theirs
        )
    if title.office is not None and fold(title.office.office) in theirs and title.office.only:
        return not ("vice" in theirs and title.office.office == "president")
    return any(w in theirs for w in _WIDER.get(title.title, ()))


def _person_plays(title: Title, person: Person) -> bool:
    offices = [d.office for d in person.described if d.office]
    if person.holder is not None:
        offices.append(person.holder.office)
    return any(plays(title, office) for office in offices)


def said_again(speaker: Speaker, reason: str) -> Speaker:
    """The same speaker, for another reason."""
    return replace(speaker, reason=reason)
