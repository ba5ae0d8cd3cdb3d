"""The persons of an article: a directory of names with office, institution and country, built from all of its text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from verbale.actors.marks import Marks
from verbale.actors.mentions import Scan
from verbale.actors.names import names_in
from verbale.actors.registry import Holder, Registry, fold
from verbale.actors.roles import Description, describe
from verbale.actors.terms import Given, Terms


@dataclass(slots=True)
class Person:
    """One person of the article: what all mentions together say."""

    name: str
    words: tuple[str, ...]
    description: Description | None = None
    described: list[Description] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    mentions: list[int] = field(default_factory=list)
    holder: Holder | None = None
    sure: bool = False

    @property
    def family(self) -> str:
        """The last word of the name, folded; of the word before ``Jr``."""
        words = [w for w in self.words if w not in ("jr", "sr", "ii", "iii")]
        return words[-1] if words else ""

    @property
    def country(self) -> str | None:
        """The code that the person speaks for, as the article or the registry says; None for private persons."""
        if self.description is not None and (self.description.private or self.description.former):
            return None
        if self.description is not None and self.description.country:
            return self.description.country
        return self.holder.code if self.holder is not None else None

    def at(self, place: int) -> Description | None:
        """What the article says of the person at ``place``: the last office given up to there, else the best one."""
        best = self.description
        if best is None or best.former or best.private:
            return best
        for start, said in zip(reversed(self.places), reversed(self.described), strict=True):
            if start <= place and said.title is not None and said.country and not said.former:
                return said
        return best


@dataclass(slots=True)
class Directory:
    """The persons of an article in order of first mention, and every place where a name stands."""

    terms: Terms
    people: list[Person] = field(default_factory=list)
    by_word: dict[str, list[Person]] = field(default_factory=dict)
    places: list[tuple[int, int, Person]] = field(default_factory=list)

    def find(self, name: str) -> Person | None:
        """The person that a name as written means: all of its words are theirs, family names first."""
        words = tuple(w for w in fold(name).split() if w not in ("jr", "sr"))
        if not words:
            return None
        options = [p for p in self.by_word.get(words[-1], ()) if _compatible(words, p)]
        junior = fold(name).endswith((" jr", " sr"))
        return max(
            options,
            key=lambda p: (p.family == words[-1], junior == (p.words[-1] in ("jr", "sr")), p.sure, len(p.words)),
            default=None,
        )

    def inside(self, start: int, end: int) -> list[tuple[int, int, Person]]:
        """The names that stand inside ``[start, end)``."""
        index = bisect_left(self.places, start, key=lambda p: p[0])
        found = []
        for at in range(index, len(self.places)):
            place = self.places[at]
            if place[0] >= end:
                break
            if place[1] <= end:
                found.append(place)
        return found

    def before(self, place: int) -> Iterator[tuple[int, int, Person]]:
        """The names that stand before ``place``, nearest first."""
        for index in range(bisect_left(self.places, place, key=lambda p: p[0]) - 1, -1, -1):
            yield self.places[index]


#: A month with its day is nobody's name.
_MONTH = re.compile(r"(?:March|April|May|June|August)\s+\d")


def _compatible(words: tuple[str, ...], person: Person) -> bool:
    theirs = set(person.words)
    if len(words) == 1:
        return words[0] in theirs and not (len(person.words) == 2 and person.words[-1] in ("jr", "sr"))
    if words[-1] != person.family and person.words[-len(words) :] != words and not set(words) <= theirs:
        return False
    first, own = words[0], person.words[0]
    return len(person.words) == 1 or first in theirs or (first[0] == own[0] and (len(first) == 1 or len(own) == 1))


def directory(found: Scan, registry: Registry, date: str | None, marks: Marks | None = None) -> Directory:
    """Everybody whom the article names, with what it says of them; office-holders of the ``date`` from the registry.

    ``marks``: what the model takes the names for, where it was asked.
    """
    made = Directory(Terms(found, registry, date))
    candidates = names_in(found, registry)
    pending: list[tuple[int, int, str]] = []
    for start, end in candidates:
        if _MONTH.match(found.text, start):
            continue
        name = " ".join(found.text[start:end].split())
        description = _described(found, registry, start, end)
        known = made.terms.named(name) if len(fold(name).split()) > 1 else []
        unknown = description is None and not known and not _honorific(found.text, start, registry)
        if unknown and "'" not in name and not (marks and " " in name and marks.full_name(start, end)):
            pending.append((start, end, name))
            continue
        _enter(made, name, (start, end), description, bool(known))
    for start, end, name in pending:
        person = made.find(name)
        if person is None or (person.words[-1] in ("jr", "sr") and fold(name) == person.family):
            person = _lone_holder(made, name, start, marks) or person  # Trump beside Donald Trump Jr
        if person is not None:
            if len(fold(name).split()) > len(person.words):
                _rename(made, person, name)
            person.mentions.append(start)
            made.places.append((start, end, person))
    made.places.sort(key=lambda p: p[0])
    for person in made.people:
        _settle(person, made.terms)
    return made


def _honorific(text: str, start: int, registry: Registry) -> bool:
    before = re.search(r"(\w+)\.?\s+$", text[max(0, start - 12) : start])
    return bool(before and before.group(1).lower() in registry.honorifics and before.group(1)[0].isupper())


_STOP = re.compile(
    r"[,;:!?“”\"()\[\]—–]|(?<!\b[A-Z])\.\s+(?=[A-Z])|\n\s*\n|\b(?:and|said|says|by|with|that|but|as|from|when|while|told|between|met|"
    r"asked|against|where|after|before|because|is|was|are|were|has|have|had|called|by|which|who|like|including|or)\b"
)
_AFTER = re.compile(
    r"(?:\s*\(@?\w+\))?(?:,?\s*\(?[RD]-[A-Z][\w.]+\)?)?\s*,\s*(?:who\s+(?:is|was|has\s+been|is\s+now|was\s+also)\s+(?:now\s+|also\s+)?)?"
    r"((?:(?!\s(?:said|says|told|has|have|had|is|was|were|are|will|would|who)\s)[^,;.()“”\"\n—]|\.(?=\w|['’]|\s*[a-z])){3,160})"
)
_PARTY = re.compile(r"\s*(?:,\s*|\()([RD])-[A-Z]")


_CAPITALS = r"[A-Z][\w.&-]*(?:['’](?!s\b)\w*)?"
_OF_BODY = re.compile(
    r",?\s+who\s+(?:chairs|heads|leads|runs|directs|founded)\s+(?:the\s+)?"
    rf"({_CAPITALS}(?:\s+(?:(?:of|for|on)\s+(?:the\s+)?)?{_CAPITALS})+)"
)


def _body_after(found: Scan, end: int) -> Description | None:
    """A body that nothing else explains, after a name: ``X, who chairs the Anglers' Union``."""
    body = _OF_BODY.match(found.text, end)
    if body is None or found.mentions_in(*body.span(1)) or found.titles_in(*body.span(1)):
        return None
    return Description(institution=body.group(1), private=True)


def _described(found: Scan, registry: Registry, start: int, end: int) -> Description | None:
    """What stands around a name: a title before it, or an apposition on either side."""
    text = found.text
    left = _left(found, registry, start, closed=text[end : end + 1] in (",", ".", ";", ")"))
    right = _right(found, registry, end)
    if right is None and (left is None or left.empty):
        right = _body_after(found, end)
    if _PARTY.match(text, end) and (left is None or left.title is None):
        name, own = registry.institution("USA", "parliament")
        left = left or Description(office="lawmaker", institution=name, slug=own, country="USA", official=True)
    if left is None or left.empty or (right is not None and left.title is None):
        return right or left
    if right is not None and not right.empty and _better(right, left):
        return right
    return left


def _better(right: Description, left: Description) -> bool:
    """Whether the apposition says more than the title before the name."""
    if left.title is not None and left.country:
        return False
    return right.title is not None and (bool(right.country or right.institution) or left.title is None)


def _left(found: Scan, registry: Registry, start: int, *, closed: bool) -> Description | None:
    """A description that ends at a name, or before a comma that ends there; ``closed``: a mark follows the name."""
    text = found.text
    low = max(0, start - 110)
    comma = re.search(r",\s+$", text[low:start])
    edge = low + comma.start() if comma else start
    stops = [m.end() for m in _STOP.finditer(text, low, edge)]
    begin = stops[-1] if stops else low
    if comma and not (re.search(r"(?:['’]s\s|\b[Tt]he\s|\b[Aa]n?\s)", text[begin:edge]) and closed):
        return None
    begin = _phrase_start(found, registry, begin, edge)
    honour = re.search(r"(?:\b(?:Mr|Mrs|Ms|Dr|Army|Ayatollah|Sheikh)\.?\s*|\bnamed\s*)+$", text[begin:edge])
    close = begin + honour.start() if honour else edge
    titles = found.titles_in(begin, edge)
    near = [t for t in titles if close - t.end <= 2 or edge - t.end <= 2]
    if near:
        return describe(found, registry, begin, near[-1].end, before_name=True)
    posted = next((m for m in found.mentions_in(begin, edge) if close - 2 <= m.end <= close), None)
    if posted is not None and titles and _POSTED.fullmatch(text, titles[-1].end, posted.start):
        return describe(found, registry, begin, posted.end, before_name=True)
    if comma:
        return describe(found, registry, begin, edge) if titles and edge - begin > 8 else None
    return _owner(found, begin, edge)


_POSTED = re.compile(r"\s+(?:to|of|for)\s+(?:the\s+)?")
_OWNER = re.compile(r"([A-Z][\w.&\-]*(?:\s[A-Z][\w.&\-]*)*)['’]s?\s+$")


def _owner(found: Scan, begin: int, edge: int) -> Description | None:
    """An outlet or a company that owns a name: ``the radio’s Anna Berg``."""
    match = _OWNER.search(found.text, begin, edge)
    if match is None:
        return None
    outlet = next(iter(found.outlets_in(begin, edge)), None)
    if outlet is not None:
        return Description(institution=outlet.institution, private=True)
    if found.mentions_in(begin, edge) or found.titles_in(begin, edge) or found.heads_in(begin, edge):
        return None
    return Description(institution=match.group(1), private=True)


def _phrase_start(found: Scan, registry: Registry, begin: int, edge: int) -> int:
    """Where the noun phrase that ends at ``edge`` begins: going back over capitals, titles and words of titles."""
    sequence = found.tokens
    index = bisect_left(sequence, edge, key=lambda t: t.start) - 1
    spans = [(t.start, t.end) for t in found.titles_in(begin, edge)]
    spans += [(h.start, h.end) for h in found.heads_in(begin, edge)]
    spans += [(m.start, m.end) for m in found.mentions_in(begin, edge)]
    start = edge
    while index >= 0 and sequence[index].start >= begin:
        token = sequence[index]
        inside = any(a <= token.start < b for a, b in spans)
        plain = token.text[0].isalnum()
        before = sequence[index - 1] if index else None
        if token.lower == "to" and before is not None and any(a <= before.start < b for a, b in spans):
            inside = True  # an ambassador to somewhere
        if (
            not inside
            and plain
            and not token.text[0].isupper()
            and token.lower not in registry.inside_titles
            and not token.text[0].isdigit()
        ):
            break
        if not plain and token.text not in "'-./&":
            break
        if token.text == "." and (index == 0 or len(sequence[index - 1].text) > 5):
            break
        start = token.start
        index -= 1
    return start


def _right(found: Scan, registry: Registry, end: int) -> Description | None:
    """An apposition after a name: ``, the Russian foreign minister,`` or ``, of the Union``."""
    match = _AFTER.match(found.text, end)
    if match is None:
        return None
    start, stop = match.start(1), match.end(1)
    titles = found.titles_in(start, stop)
    if titles:
        lead = found.text[start : titles[0].start]
        if titles[0].start - start > 75 or re.search(r"\b(?:said|told|and|met|called|to|after|when)\b", lead):
            return None
        if lead and not re.match(r"(?:the|a|an|then|former|now|who|its|his|another|[A-Z]|\w+['’]s|[a-z-]+\s)", lead):
            return None
        return describe(found, registry, start, stop)
    agency = re.match(r"of\s+(?:the\s+)?([A-Z][\w.&’'-]*(?:\s+[A-Z][\w.&’'-]*)*)", found.text[start:stop])
    return Description(institution=agency.group(1), private=True) if agency else None


def _enter(made: Directory, name: str, span: tuple[int, int], description: Description | None, known: bool) -> None:
    person = made.find(name)
    words = tuple(fold(name).split())
    if person is not None and not _same(words, person):
        person = None
    if person is None:
        person = Person(name, words)
        _add(made, person)
    elif len(words) > len(person.words):
        _rename(made, person, name)
    person.sure = person.sure or known
    person.mentions.append(span[0])
    if description is not None:
        person.described.append(description)
        person.places.append(span[0])
    made.places.append((*span, person))


def _same(words: tuple[str, ...], person: Person) -> bool:
    return len(words) == 1 or len(person.words) == 1 or words[0] == person.words[0] or _compatible(words, person)


def _rename(made: Directory, person: Person, name: str) -> None:
    person.name, person.words = name, tuple(fold(name).split())
    for word in person.words:
        if person not in made.by_word.setdefault(word, []):
            made.by_word[word].append(person)


def _lone_holder(made: Directory, name: str, place: int, marks: Marks | None) -> Person | None:
    """A person named by family name only, whom the day and the states of the article make known."""
    kind = marks.kind(place, place + len(name)) if marks else None
    if len(fold(name).split()) > 1:
        return None
    doubtful = marks is not None and kind != "person"
    holder = made.terms.whom(name, place, Given(spelled=kind == "person", doubtful=doubtful))
    if holder is None:
        return None
    person = Person(holder.name, tuple(fold(holder.name).split()), sure=True)
    _add(made, person, fold(name))
    return person


def _add(made: Directory, person: Person, *wordings: str) -> None:
    made.people.append(person)
    for word in dict.fromkeys((*person.words, *wordings)):
        made.by_word.setdefault(word, []).append(person)


def _settle(person: Person, terms: Terms) -> None:
    """Choose the description that says most, and fill what is missing from the registry."""
    best = max(person.described, key=_weight, default=None)
    if best is not None and best.country is None and not best.private:
        other = next((d for d in person.described if d.country), None)
        best = other if other is not None and best.office is None else best
    person.description = best
    if len(person.words) == 1:
        office = best.title.office if best and best.title else None
        place = person.mentions[0] if person.mentions else 0
        if best is None:
            person.holder = terms.whom(person.name, place, Given(spelled=True))
        elif best.private and office is None:
            # "X, the host": what is said of X tells less than who it must be on that day, if anybody must.
            person.holder = terms.whom(person.name, place, Given(doubtful=True))
        elif office is not None and not best.former:
            person.holder = terms.whom(person.name, place, Given(office, best.country))
            if person.holder is None and office.kind in ("", "army") and not office.only:
                person.holder = terms.whom(
                    person.name, place, Given(code=best.country)
                )  # a secretary, a chief of something
        if person.holder is not None and best is not None and best.private:
            person.description = None
        if person.holder is not None:
            person.name, person.words = person.holder.name, tuple(fold(person.holder.name).split())
        return
    options = terms.named(person.name)
    if best is not None and best.private and best.title is not None:
        # "Department spokesman X", "X, the host": what is said tells less than what is known of the day.
        held = [h for h in options if terms.date and h.holds_on(terms.date)]
        said = best.title.office
        if any(terms.registry.office_of(h.office) is said or (said is None and terms.codes[h.code]) for h in held):
            best = person.description = None
    if best is not None and (best.private or (best.country and all(h.code != best.country for h in options))):
        return
    person.holder = _term(options, best, terms.date)


def _weight(description: Description) -> tuple[bool, bool, bool, bool]:
    return (
        description.former or (description.private and description.title is not None) or description.official,
        description.country is not None,
        description.institution is not None,
        description.title is not None and len(description.office or "") > 8,
    )


def _term(terms: list[Holder], said: Description | None, date: str | None) -> Holder | None:
    """The term that fits the date and what the article says of the office."""
    if said is not None and said.country:
        terms = [h for h in terms if h.code == said.country]
    words = set(fold(said.office).split()) if said and said.office else set()
    if words and date is not None:
        terms = [h for h in terms if h.holds_on(date) or words & set(fold(h.office).split())]

    def fit(holder: Holder) -> tuple[bool, int, str]:
        overlap = len(words & set(fold(holder.office).split()))
        return (date is not None and holder.holds_on(date), overlap, holder.start)

    return max(terms, key=fit, default=None)
