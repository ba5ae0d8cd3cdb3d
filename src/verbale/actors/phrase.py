"""Reading the words of a source: names, roles, institutions, documents, and which of them is its head."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from verbale.actors.mentions import Head, Mention, Scan
from verbale.actors.names import NAME
from verbale.actors.people import Directory, Person
from verbale.actors.registry import Name, Registry, fold
from verbale.actors.roles import Description, describe
from verbale.schema import Span


@dataclass(slots=True)
class Parsed:
    """What a source names. ``people``: of the directory; ``strangers``: names the article nowhere introduces.

    ``inner``: a person named only inside (``Netanyahu's office``). ``head``: an institution's word without a state.
    ``lead``: a role that stands before a named person (``the Vice President and President X``). ``own``: a body's own
    name that begins with a state's. ``joint``: bodies or persons stand side by side. ``definite``: ``the …``,
    ``his …``, or no article.
    """

    words: str = ""
    people: list[Person] = field(default_factory=list)
    strangers: list[tuple[str, Description]] = field(default_factory=list)
    bodies: list[Mention] = field(default_factory=list)
    outlet: Mention | None = None
    description: Description | None = None
    head: Head | None = None
    own: str | None = None
    lead: Description | None = None
    inner: Person | None = None
    document: bool = False
    definite: bool = True
    several: bool = False
    joint: bool = False


_INDEFINITE = re.compile(
    r"(?:a|an|one|another|some|several|many|two|three|four|five|multiple|other|unnamed|at least)\b", re.I
)
_DOCUMENT = re.compile(
    r"\b(?:[Ss]tatement|[Ll]etter|[Rr]eport|[Rr]eadout|[Cc]ommuniqu[ée]|[Dd]ocument|memo|press release|release|filing|"
    r"[Rr]eview|cable|tweet|dossier|survey|poll|analysis|[Dd]eclaration|[Rr]esolution|post|broadcast|reporting)s?\b"
)
_NOT_HEAD = re.compile(
    r"(?:\b(?:for|of|in|at|by|representing|to|from|with|on|about|against|under|near|outside|behind)\s+"
    r"(?:the\s+|former\s+|then-)?"
    r"(?:[\w’'.\-]+\s+){0,6}?)$",
    re.I,
)
_EXCEPT = re.compile(r"\b(?:named|called|like|including)\s+(?:[\w’'.\-]+\s+){0,3}$", re.I)
_PRESS = re.compile(
    r"\b(?:news ?(?:paper|agency|service|site|outlet|organi[sz]ation|letter)|newspaper|tabloid|magazine|daily|"
    r"television|TV|radio|broadcaster|media|wire service|news reports?|outlets?|channel|website|journal)s?\b"
)


def parse(found: Scan, people: Directory, registry: Registry, span: Span) -> Parsed:
    """Read the source at ``span``."""
    start, end = span
    text = found.text
    words = " ".join(text[start:end].split()).strip(' ,.;:“”"')
    made = Parsed(words=re.sub(r"^(?:[Tt]he|[Aa]n?)\s+(?=[a-z])", "", words))
    made.definite = not _INDEFINITE.match(words)
    _people(made, found, people, span)
    end_main = _main_end(text, span)
    if _OFFICE_OF.search(words):
        made.people.clear()
    made.description = describe(found, registry, start, end_main if end_main > start + 3 else end)
    made.several = bool(made.description.several) or bool(
        re.match(r"(?:two|three|both|several|many|some)\b", words, re.I)
    )
    if _OFFICE_OF.search(words) and made.inner is None:
        _office(made, found, registry, span)
        if made.bodies:
            return made
    if made.people:
        made.joint = len(made.people) > 1
        _beside(made, found, span)
        made.lead = _lead_role(found, people, registry, span)
        return made
    stranger = _stranger(found, registry, span, made.description)
    if stranger is not None:
        made.strangers.append(stranger)
        return made
    _bodies(made, found, registry, (start, end))
    return made


_OFFICE_OF = re.compile(r"^(?:[Tt]he )?[Oo]ffice of\b|['’]s?\s+[Oo]ffice$")


def _office(made: Parsed, found: Scan, registry: Registry, span: Span) -> None:
    """``the office of the interim president``: an institution, not the person who holds the office."""
    named = next((m for m in found.mentions_in(*span)), None)
    title = next((t for t in found.titles_in(*span) if t.office is not None and t.office.kind), None)
    kind = title.office.kind if title is not None and title.office is not None else ""
    heads = found.heads_in(*span)
    if named is None or not (kind or named.institution or heads):
        return
    name, own = (named.institution, named.slug) if named.institution else registry.institution(named.code, kind)
    made.bodies = [Mention(span[0], span[1], named.code, "institution", name, own)]
    made.description = None


def _main_end(text: str, span: Span) -> int:
    """Where the main phrase ends: before a relative clause or an apposition set off by a comma."""
    match = re.search(r",\s|\s\(|\s(?:who|which|released|issued|published|carried)\s", text[span[0] : span[1]])
    return span[0] + match.start() if match else span[1]


def _people(made: Parsed, found: Scan, people: Directory, span: Span) -> None:
    """The persons who are the source's head, and the one who is only inside it."""
    text, (start, end) = found.text, span
    inside = people.inside(start, end)
    if not inside:  # a source cut out of a longer name
        nearest = next(people.before(start + 1), None)
        if nearest is not None and nearest[0] <= start and end <= nearest[1]:
            made.people.append(nearest[2])
    for a, b, person in inside:
        before, after = text[start:a], text[b : min(len(text), end)]
        possessive = bool(re.match(r"\.?['’]s?\s+\w", after))
        governed = bool(_NOT_HEAD.search(before)) and not _EXCEPT.search(before)
        governed = governed and not _introduced(found, start, a)
        adjunct = bool(
            re.match(r"\s+(?:report|campaign|administration|team|organization|government|regime|aide|associate)", after)
        )
        if possessive or governed or adjunct:
            made.inner = made.inner or person
        elif person not in made.people:
            made.people.append(person)


def _introduced(found: Scan, start: int, name: int) -> bool:
    """Whether a title between the preposition and the name belongs to the name: ``ambassador to the UN X``."""
    titles = found.titles_in(start, name)
    if not titles:
        return False
    gap = found.text[titles[-1].end : name]
    if not re.search(r"\b(?:of|to|for|at|in|on)\b", gap):
        first = found.text[start : titles[0].start]
        return (
            len(titles) == 1
            or not re.search(r"\b(?:for|in|of|at)\s", found.text[titles[0].end : titles[-1].start])
            or not first
        )
    inside = found.mentions_in(titles[-1].end, name)
    tail = found.text[inside[-1].end : name] if inside else gap
    if inside and tail.strip() == "":
        return True
    return bool(re.fullmatch(r"\s+(?:of|for|to|on|in)\s+[A-Z][\w\s&]*", gap)) and not re.search(
        r"\bspokes", found.text[start:name]
    )


def _beside(made: Parsed, found: Scan, span: Span) -> None:
    """A body joined to a person by ``and``: ``Assad and the Russian government``."""
    text, (start, end) = found.text, span
    if " and " not in text[start:end] and ", along with " not in text[start:end]:
        return
    for mention in found.mentions_in(start, end):
        lead = text[max(start, mention.start - 22) : mention.start]
        if re.search(r"\band\s+(?:the\s+)?(?:\w+\s+)?$", lead) and mention.how in (
            "institution",
            "name",
            "organisation",
        ):
            made.bodies.append(mention)
            made.joint = True


def _lead_role(found: Scan, people: Directory, registry: Registry, span: Span) -> Description | None:
    """A role without a name joined to a named person: ``the Vice President and President X``."""
    match = re.search(r"\s+and\s+", found.text[span[0] : span[1]])
    if match is None or people.inside(span[0], span[0] + match.start()):
        return None
    said = describe(found, registry, span[0], span[0] + match.start())
    return said if said.title is not None and said.title.office is not None and said.title.office.only else None


def _stranger(found: Scan, registry: Registry, span: Span, said: Description) -> tuple[str, Description] | None:
    """A name beside a role that the directory missed: the whole source is a name, or a role and a name."""
    text, (start, end) = found.text, span
    words = text[start:end].strip(" ,")
    taken = [*found.mentions_in(start, end), *found.titles_in(start, end), *found.heads_in(start, end)]
    outlets = found.outlets_in(start, end)
    if taken or outlets or _PRESS.search(words) or _DOCUMENT.search(words):
        return None
    match = NAME.fullmatch(words)
    parts = [p for p in fold(words).split() if p]
    if match is None or len(parts) < 2 or len(parts) > 4 or any(p in registry.not_names for p in parts):
        return None
    return words, said


def _bodies(made: Parsed, found: Scan, registry: Registry, span: Span) -> None:
    """Institutions, states, outlets and documents of a source without a person."""
    text, (start, end) = found.text, span
    words = text[start:end]
    outlets = found.outlets_in(start, end)
    named = [m for m in found.mentions_in(start, end) if m.how != "city"]
    made.document = bool(_DOCUMENT.search(words))
    press = _PRESS.search(words)
    title = made.description.title if made.description is not None else None
    titled = title is not None
    if title is not None and outlets and title.title == "official" and title.end <= outlets[0].start:
        titled = False
    if outlets and not titled and not _official_first(named, outlets[0], words):
        made.outlet = outlets[0]
        return
    if press and not titled:
        if outlets:
            made.outlet = outlets[0]
        else:
            made.description = None
        return
    heads = found.heads_in(start, end)
    shared = [s for s in found.shared if start <= s[0] and s[1] <= end]
    choice = shared_by(found, shared[0][2], start) if shared and not named else None
    if choice is not None:
        named = [Mention(shared[0][0], shared[0][1], choice.code, "institution", choice.institution, choice.slug)]
    own = _longer(found, named, span) or _placed_body(found, named[0], span) if named and not titled else None
    if own is not None:
        made.own, made.bodies = own, []
    elif named and not titled and _private_people(words, named):
        made.own = words
    elif named and not (made.document and named[0].how == "demonym"):
        made.bodies = _side_by_side(text, named)
        made.joint = len(made.bodies) > 1
        made.several = made.several or made.joint
    elif heads:
        made.head = heads[0]


CIVIC = re.compile(
    r"\b(?:Ministry|Department|Agency|Army|Navy|Air Force|Guard|Forces|Court|Commission|Council|Bureau|Service|"
    r"Administration|Embassy|Office|Authority|Parliament|Assembly|Senate|Police|Committee|Command|Government|Bank)\b"
)
_REST = re.compile(r"(?:-[A-Z]\w+)?(?:\s+(?:(?:of|for|in|on)\s+(?:the\s+)?)?[A-Z][\w’'&\-]*)+")


def _longer(found: Scan, named: list[Mention], span: Span) -> str | None:
    """A body whose name only begins with a state's: ``American Chamber of Trade``, not a part of the government."""
    first = named[0]
    if first.how not in ("demonym", "name"):
        return None
    match = _REST.match(found.text, first.end, span[1])
    if match is None:
        return None
    name = found.text[first.start : match.end()]
    inside = [m for m in named if m.institution and m.end <= match.end()]
    if inside or CIVIC.search(name) or any(o.end > first.end for o in found.outlets_in(*span)):
        return None
    return name


_CALLED = re.compile(
    r"(?:[Tt]he\s+)?((?:[A-Z][\w’'&\-]*\s+(?:(?:of|for|and)\s+(?=(?:the\s+)?[A-Z]))?)+)(?:in|at)\s+(?:the\s+)?"
)


def _placed_body(found: Scan, first: Mention, span: Span) -> str | None:
    """A body that the registry does not know, placed in a state: ``the Chamber of Trade in Zelandria``."""
    match = _CALLED.fullmatch(found.text, span[0], first.start)
    if match is None or first.institution or found.heads_in(*span) or found.titles_in(*span):
        return None
    name = match.group(1).strip()
    return None if CIVIC.search(name) else name


def _private_people(words: str, named: list[Mention]) -> bool:
    """``Americans``: people, not their government; ``the Israelis`` may be either and stays the government."""
    if re.search(r"\b(?:left|right|opposition|public|party|people|community|media|press|voters|workers)\b", words):
        return named[0].how in ("demonym", "name", "people")
    return named[0].how == "people" and not re.match(r"[Tt]he\b", words)


def shared_by(found: Scan, names: tuple[Name, ...], place: int) -> Name | None:
    """Whose a name that several states use is: the state's named last, else most often; None where none is named."""
    last = found.code_before(place)
    counts = {n.code: sum(m.code == n.code for m in found.mentions) for n in names}
    if last in counts:
        return next(n for n in names if n.code == last)
    most = max(names, key=lambda n: counts[n.code])
    return most if counts[most.code] else None


def _official_first(named: list[Mention], outlet: Mention, words: str) -> bool:
    """Whether an institution comes before the outlet: ``the White House, which told CNN``."""
    return bool(named) and named[0].how == "institution" and named[0].start < outlet.start


_JOINED = re.compile(r",?\s*(?:and|,)?\s*(?:and\s+)?(?:even\s+)?(?:the\s+)?(?:other\s+\w+\s+(?:in|of)\s+(?:the\s+)?)?")


def _side_by_side(text: str, named: list[Mention]) -> list[Mention]:
    """The head bodies: the first, and those joined to it by ``and`` or a comma list."""
    first = next((m for m in named if m.how == "institution"), named[0])
    if first is not named[0] and re.search(r"\b(?:and|,)\s", text[named[0].end : first.start]):
        first = named[0]
    bodies = [first]
    for mention in named:
        if mention.start < bodies[-1].end:
            continue
        between = text[bodies[-1].end : mention.start]
        alike = mention.how != "demonym" or bodies[-1].how == "demonym"
        if alike and _JOINED.fullmatch(between):
            bodies.append(mention)
    return bodies
