"""Every mention of an article with the actor it means: states, bodies, groups, persons and offices."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from verbale.actors.mentions import Mention as Named
from verbale.actors.mentions import Title, scan
from verbale.actors.phrase import CIVIC, parse, shared_by
from verbale.actors.resolve import Reader
from verbale.actors.sifting import sift
from verbale.actors.terms import Given
from verbale.language.entities import Entity
from verbale.schema import EntityKind, Mention, Span, Speaker

_KINDS: dict[str, EntityKind] = {
    "institution": "institution",
    "organisation": "institution",
    "group": "group",
}
#: Words before a capital that make it a place, and ones after it.
_PLACED = re.compile(
    r"(?:\b(?:in|at|near|outside|inside|around|across|throughout|visited|visiting|capital(?: city)?,?|city of|"
    r"(?:arrived|landed|meeting|talks|summit|held|stayed|lives?|lived|born) (?:in|at)|"
    r"(?:flew|fly|flying|travel\w*|trips?|journey|flights?|return\w*|came|went|going|visit|drove|road) (?:to|from)|"
    r"(?:streets?|suburbs?|outskirts|centre|center|north|south|east|west|\d+ (?:km|kilomet(?:er|re)s|miles) (?:\w+ )?)"
    r" (?:of|from))\s+(?:the\s+)?(?:\w+\s+capital,?\s+)?)$"
)
_TRAVELLED = re.compile(
    r"\b(?:airport|airfield|airbase|hotel|landed|arrived|stadium|station|streets|outskirts|suburbs?) (?:in|at|near|of)"
    r"\s+(?:the\s+)?$"
)
_PLACE_AFTER = re.compile(
    r"(?:-based|-born|\s+(?:airport|street|hotel|university|summit|conference|suburb|stadium|museum|market|station|"
    r"Airport|Street|University|Hotel|[Mm]arathon|[Oo]lympics))\b"
)
#: The least confidence with which a word that the registry does not know is an office.
SURE_OFFICE = 0.6
_INSIDE_PHRASE = re.compile(r"[,;:()“”\"\n]")


def mentions(reader: Reader, entities: Sequence[Entity]) -> list[Mention]:
    """Every mention of the reader's article, in text order and without overlap.

    ``entities`` are what the model marks; those that nothing else explains are kept with an unknown actor.
    """
    found = [*_persons(reader), *_bodies(reader)]
    reader.by_date = True
    found += _offices(reader, [m.span for m in found if m.kind == "person"])
    taken = _without_overlap(found)
    starts = [m.span[0] for m in taken]
    people = {m.span[0] for m in taken if m.kind == "person"}
    for entity in entities:
        index = bisect_left(starts, entity.end) - 1
        if entity.kind == "office" and {entity.end + 1, entity.end + 2} & people:
            continue  # the name follows
        if (index < 0 or taken[index].span[1] <= entity.start) and _worded(reader, entity):
            actor = _unknown(reader, entity)
            found.append(Mention((entity.start, entity.end), entity.kind, actor, entity.confidence))
    return _without_overlap(found)


def _without_overlap(found: list[Mention]) -> list[Mention]:
    """Mentions in text order; of two that overlap the longer stays."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.span[0], -m.span[1])):
        if kept and mention.span[0] < kept[-1].span[1]:
            if mention.span[1] - mention.span[0] > kept[-1].span[1] - kept[-1].span[0]:
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept


def _persons(reader: Reader) -> Iterator[Mention]:
    for start, end, person in reader.talk.people.places:
        why = "named in the article" if person.holder is None else "a person of the registry"
        actor = reader.identified(reader.person(person, why, start))
        yield Mention((start, end), "person", actor)


def _bodies(reader: Reader) -> Iterator[Mention]:
    """States, institutions, organisations, groups and outlets."""
    found = reader.talk.found
    for named in found.mentions:
        yield Mention((named.start, named.end), _KINDS.get(named.how, "place"), _actor(reader, named))
    for outlet in found.outlets:
        yield Mention((outlet.start, outlet.end), "institution", reader.identified(reader.outlet(outlet)))
    for start, end, names in found.shared:
        code = reader.talk.state_of(start, end)
        name = next((n for n in names if n.code == code), None) or shared_by(found, names, start)
        if name is not None:
            named = Named(start, end, name.code, "institution", name.institution, name.slug)
            yield Mention((start, end), "institution", _actor(reader, named))
        elif code is not None and " " in found.text[start:end]:
            body = f"{found.text[start:end]} of {reader.registry.states[code].in_names}"
            actor = Speaker(institution=body, country=code, reason="a body of the state that the passage names")
            yield Mention((start, end), "institution", reader.identified(actor))
    covered = [(m.start, m.end) for m in found.mentions]
    for head in found.heads:
        index = bisect_left(covered, (head.start + 1, 0)) - 1
        definite = head.alone or found.text[max(0, head.start - 4) : head.start].lower() == "the "
        if definite and not (index >= 0 and covered[index][1] >= head.end):
            actor = reader.identified(reader.bare_head(head, head.start))
            yield Mention((head.start, head.end), "institution", actor)


def _actor(reader: Reader, named: Named) -> Speaker:
    text = reader.talk.found.text
    if named.how == "city":
        return Speaker(name=None, reason=f"a place in {named.code}")
    beside = next(iter(reader.talk.found.mentions_in(named.end, named.end + 30)), None)
    if (
        named.how == "capital"
        and beside is not None
        and beside.code != named.code
        and beside.how == "name"
        and text[named.end : beside.start] == ", "
        and re.match(r"['’]s\s|,\s[a-z]", text[beside.end : beside.end + 4])
    ):
        return Speaker(reason=f"a place in {beside.code}")
    if named.how == "metonym" and _TRAVELLED.search(text[max(0, named.start - 40) : named.start]):
        return Speaker(reason=f"a place in {named.code}")
    if named.how == "capital" and (
        _PLACED.search(text[max(0, named.start - 40) : named.start]) or _PLACE_AFTER.match(text, named.end)
    ):
        return Speaker(reason=f"a place here, the capital of {named.code}")
    return reader.identified(reader.body(named, _why(named)))


def _why(named: Named) -> str:
    """Why a mention means its actor."""
    how = {
        "name": "a name of the state",
        "demonym": "an adjective of the state",
        "people": "the people of the state",
        "capital": "the capital stands for the government",
        "metonym": "stands for the government",
        "institution": "a name of the institution",
        "organisation": "a name of the organisation",
        "group": "a name of the group",
    }
    return how.get(named.how, named.how)


def _offices(reader: Reader, persons: list[Span]) -> Iterator[Mention]:
    """Titles that stand without a name: the office, and who held it where the article or the date tells."""
    found = reader.talk.found
    starts = [p[0] for p in persons]
    for title in found.titles:
        if title.office is None:
            continue
        index = bisect_left(starts, title.end)
        if index < len(starts) and not _INSIDE_PHRASE.search(found.text[title.end : starts[index]]):
            gap = found.text[title.end : starts[index]]
            if len(gap) < 3 or re.fullmatch(r"\s+(?:[A-Z][\w.’'-]*\s+){1,3}", gap):
                continue  # the name follows
        span = _phrase(reader, title)
        own = title.office.only or title.office.kind or title.office.organisation
        if not own and span == (title.start, title.end):
            continue
        parsed = parse(found, reader.talk.people, reader.registry, span)
        parsed.people, parsed.bodies = [], []
        if parsed.description is None or parsed.description.title is None:
            continue
        actor = reader.named(parsed, span)[0]
        if actor.name is None and actor.country:
            actor = _in_full(reader, title, actor.country) or actor
        yield Mention(span, "office", reader.identified(actor))


def _in_full(reader: Reader, title: Title, code: str) -> Speaker | None:
    """Who holds an office that the text names in full: ``special representative for …``."""
    text, date = reader.talk.found.text, reader.talk.date
    for holder in reader.registry.terms(code):
        words = text[title.start : title.start + len(holder.office)].lower()
        if len(words) > len(title.title) and words == holder.office.lower() and date and holder.holds_on(date):
            return reader.holder_speaker(holder, "held the office on the day of the article")
    return None


def _phrase(reader: Reader, title: Title) -> Span:
    """A title with the state or body before it, and for an office of one holder the one after ``of``."""
    found = reader.talk.found
    start, end = title.start, title.end
    for named in reversed(found.mentions_in(max(0, start - 60), start)):
        if re.fullmatch(r"(?:['’]s?)?\s+(?:\w+\s+)?", found.text[named.end : start]):
            start = named.start
        break
    for named in found.mentions_in(end, min(len(found.text), end + 60)):
        if (
            named.how == "name"
            and title.office
            and title.office.only
            and re.fullmatch(r"\s+of\s+(?:the\s+)?", found.text[end : named.start])
        ):
            end = named.end
        break
    return (start, end)


def _worded(reader: Reader, entity: Entity) -> bool:
    """Whether an entity is a word at all, and for an office one that the model is sure of."""
    words = reader.talk.found.text[entity.start : entity.end]
    return sum(c.isalpha() for c in words) > 1 and (entity.kind != "office" or entity.confidence >= SURE_OFFICE)


def _unknown(reader: Reader, entity: Entity) -> Speaker:
    words = " ".join(reader.talk.found.text[entity.start : entity.end].split())
    inner = scan(words, reader.registry)
    sift(inner, reader.registry, reader.talk.date, None)
    if (
        entity.kind in ("institution", "group")
        and inner.mentions
        and inner.mentions[0].end - inner.mentions[0].start == len(words)
    ):
        return _actor(reader, inner.mentions[0]._replace(start=entity.start, end=entity.end))
    if entity.kind == "person":
        return reader.identified(_unknown_person(reader, words, entity.start))
    code = reader.talk.placed(entity.end) if CIVIC.search(words) else None
    if entity.kind == "institution" and code is not None:
        body = f"{words} of {reader.registry.states[code].in_names}"
        return reader.identified(Speaker(institution=body, country=code, reason="a body of the state it is placed in"))
    if entity.kind == "place":
        return Speaker(reason="a place")
    if entity.kind == "office":
        return Speaker(office=words.lower(), anonymous=True, reason="an office of nobody known")
    return reader.identified(Speaker(institution=words, reason="a body that the registry does not know"))


def _unknown_person(reader: Reader, words: str, place: int) -> Speaker:
    """A person whom the article nowhere introduces: of the day, of the past, or nobody known."""
    terms = reader.talk.people.terms
    holder = terms.whom(words, place, Given(spelled=True))
    if holder is not None:
        return reader.holder_speaker(holder, "a family name of an office-holder of the day")
    past = terms.past(words)
    if past is not None:
        return Speaker(name=past.name, office=f"former {past.office}", former=True, reason="the term had ended")
    return Speaker(name=words, reason="a person that the registry does not know")
