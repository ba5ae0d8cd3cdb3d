"""Reading sources that are named: persons, roles, bodies, documents, and words that the registry does not know."""

from __future__ import annotations

import re
from dataclasses import replace

from verbale.actors.coreference import plays
from verbale.actors.mentions import Head, Mention, scan
from verbale.actors.papers import PAPER_FIRST, Papers
from verbale.actors.people import Person
from verbale.actors.phrase import Parsed
from verbale.actors.registry import Holder, Office, fold
from verbale.actors.roles import Description
from verbale.schema import Span, Speaker

_SHORT = re.compile(r"(?:[Tt]he )?(Times|Post|Journal|Tribune|Telegraph|paper|newspaper|daily|agency|magazine)")
_TOGETHER = re.compile(
    r"(?:both|two|three)\b|(?:leaders|lawmakers|ministers|presidents|officials|senators|sides|principals)$", re.I
)
#: Words for nobody in particular: no state of the passage is theirs.
_ABROAD = re.compile(
    r"\b(?:[Ww]estern|European|Arab|African|Asian|foreign|international|regional|world|other|nations|countries|"
    r"allied|coalition|Muslim|neighbou?ring)\b(?! (?:minist|office|polic|affairs|secretar))"
)
_DEFINITE = re.compile(r"(?:the|that|this|his|her|its|their)\b", re.I)
#: Roles so wide that only "the official" is somebody named before.
_VAGUE = frozenset({"official", "officials", "senior official", "diplomat", "diplomats", "lawmaker", "lawmakers"})
_NOBODY = frozenset({"nobody", "no one", "none", "neither", "neither side", "no official"})
_BODY = re.compile(
    r"\b(?:ministry|department|statement|agency|newspaper|paper|report|office|government|court|committee|group|embassy|"
    r"organi[sz]ation|council|company|network|regime|party|union|body|north|south|state|country|administration|chamber)\b"
)


class Sources(Papers):
    """Finds the speakers that a parsed source names."""

    def named(self, parsed: Parsed, span: Span) -> tuple[Speaker, ...]:
        """The speakers that a parsed source names; at least one."""
        found: list[Speaker] = []
        if parsed.lead is not None:
            whom = self.talk.role_for(parsed.lead, span[0])
            if isinstance(whom, Person) and whom not in parsed.people:
                found.append(self.person(whom, "the role named in the source", span[0]))
        for person in parsed.people:
            found.append(self.person(person, "named in the source", span[0]))
        for unknown, description in parsed.strangers:
            found.append(self.described(description, unknown, "named in the source"))
        if not found and parsed.outlet is not None:
            found.append(self.outlet(parsed.outlet))
        if not found and parsed.document and PAPER_FIRST.match(parsed.words):
            found.extend(self.document(parsed, span))
        if not found and parsed.description is not None and parsed.description.title is not None:
            found.extend(self._role(parsed, parsed.description, span))
        if not found and parsed.document:
            found.extend(self.document(parsed, span))
        for body in parsed.bodies if not (found and not parsed.joint) else ():
            found.append(self.body(body, "named in the source"))
        if not found and parsed.own is not None:
            found.append(Speaker(institution=parsed.own, reason="a body that speaks for no state"))
        if not found and parsed.head is not None:
            found.append(self.bare_head(parsed.head, span[0]))
        if not found:
            found.append(self._other(parsed, span))
        return tuple(found)

    def _role(self, parsed: Parsed, description: Description, span: Span) -> list[Speaker]:
        """A role without a name: somebody named elsewhere when definite, else an anonymous holder."""
        title = description.title
        opening = self.talk.found.text[span[0] : span[0] + 6]
        vague = title is not None and title.title in _VAGUE and not _DEFINITE.match(opening)
        if title is not None and parsed.definite and not description.former and not vague:
            if parsed.several:
                together = self._together(parsed, description, span[0])
                if together:
                    return together
            else:
                whom = self.talk.role_for(description, span[0])
                if isinstance(whom, Person):
                    return [self.person(whom, f"the {title.title} is {whom.name}", span[0])]
                if whom is not None and (whom.name or not self.by_date):
                    return [replace(whom, reason=f"the {title.title} before")]
        placed = self._placed(description, parsed, span)
        by_date = self.by_date and parsed.definite and not parsed.several
        if by_date and title is not None and title.office is not None:
            holder = self._held(placed, title.office) if placed.country and not placed.former else None
            if holder is not None:
                return [self.holder_speaker(holder, "held the office on the day of the article")]
        speaker = self.described(placed, None, "only a role is named")
        anonymous = not parsed.several or bool(re.search(r"\bsources?\b|anonym|condition", description.office or ""))
        return [replace(speaker, anonymous=anonymous)]

    def _held(self, description: Description, office: Office) -> Holder | None:
        """Who held the office that a role names, on the article's day."""
        words = description.office or ""
        if re.search(r"\b(?:deputy|vice|former|acting|assistant|incoming|next|future)\b", words) and not office.only:
            return None
        terms = self.talk.people.terms
        return terms.in_office(description.country or "", office) or terms.exactly(description.country or "", words)

    def _together(self, parsed: Parsed, description: Description, place: int) -> list[Speaker]:
        """``the two leaders``, ``the lawmakers``: the joint speakers before, else the two officials named first."""
        if description.private or not _TOGETHER.match(parsed.words):
            return []
        for said in self.talk.recent(place):
            if (
                said.several
                and said.speaker.office
                and description.title
                and plays(description.title, said.speaker.office)
            ):
                return [
                    replace(s, reason=f"the {description.title.title} before") for s in (said.speaker, *said.others)
                ]
        joint = next((s for s in self.talk.recent(place) if s.others), None)
        if joint is not None:
            return [replace(s, reason="the speakers before") for s in (joint.speaker, *joint.others)]
        return self.pair(place)

    def pair(self, place: int) -> list[Speaker]:
        """The two officials named first before ``place``, who speak for different states; empty without two."""
        pair: list[Speaker] = []
        for start, _, person in self.talk.people.places:
            if start >= place:
                break
            one = self.person(person, "one of the two named before", place)
            if one.country and all(one.name != p.name and one.country != p.country for p in pair):
                pair.append(one)
            if len(pair) == 2:
                return pair
        return []

    def _placed(self, description: Description, parsed: Parsed, span: Span) -> Description:
        """The description with a country from a person or city named inside the source, or from the passage."""
        if description.country or description.private or description.former or _ABROAD.search(parsed.words):
            return description
        if parsed.inner is not None:
            inside = self.person(parsed.inner, "", span[0])
            return replace(description, country=inside.country, institution=inside.institution)
        if not description.kind and not description.institution:
            last = next((s.speaker for s in self.talk.recent(span[0]) if s.speaker.country), None)
            if last is not None and span[0] - self.talk.said[-1].place < 2500:
                return replace(description, country=last.country, institution=last.institution)
        code = self.context(description, span[0])
        if code is None:
            return description
        kind = description.kind
        if kind and kind != "mission":
            name, own = self.registry.institution(code, kind)
            return replace(description, country=code, institution=description.institution or name, slug=own)
        return replace(description, country=code)

    def bare_head(self, head: Head, place: int) -> Speaker:
        """``the ministry``, ``the Foreign Office``: the state of the passage."""
        kind = head.kind
        post = self._posted_before(place) if kind in ("embassy", "mission") else None
        if post is not None:
            return self.body(post, "the mission named before")
        for said in self.talk.recent(place):
            if said.speaker.country and self._kind_of(said.speaker) == kind:
                code, name = said.speaker.country, said.speaker.institution
                return Speaker(institution=name, country=code, reason="the institution before")
        code_before = self.talk.state_of(head.start, head.end) or next(iter(self.common), None)
        if code_before is None:
            return Speaker(reason="an institution of an unknown state")
        name, _ = self.registry.institution(code_before, kind)
        return Speaker(institution=name or None, country=code_before, reason="the state that the passage names")

    def _posted_before(self, place: int) -> Mention | None:
        """The embassy, mission or consulate that the article named last before ``place``."""
        before = reversed(self.talk.found.mentions_in(0, place))
        text = self.talk.found.text
        posts = (m for m in before if re.search("mbassy|Mission|High Commission", m.institution))
        return next((m for m in posts if "onsulate" not in text[m.start : m.end]), None)

    def _kind_of(self, speaker: Speaker) -> str:
        for inst in self.registry.entries.institutions:
            if inst.name == speaker.institution:
                return inst.kind
        for kind in self.registry.entries.bodies:
            if self.registry.institution(speaker.country or "", kind)[0] == speaker.institution:
                return kind
        return ""

    def _other(self, parsed: Parsed, span: Span) -> Speaker:
        """A source that the registry does not know."""
        text = parsed.words
        if text.lower() in _NOBODY:
            return Speaker(reason="no person or state named")
        known = self._known_words(text, span)
        if known is not None:
            return known
        if parsed.definite and not re.search(r"[A-Z]", text):
            for said in self.talk.recent(span[0]):
                words = set(fold(said.speaker.institution or "").split())
                if words & set(fold(text).split()):
                    return replace(said.speaker, reason="named before")
            last = next(self.talk.recent(span[0]), None)
            if last is not None and not last.speaker.name and _BODY.search(text):
                return replace(last.speaker, reason="the body before")
        if re.search(r"[A-Z]", text):
            return Speaker(institution=text, reason="a body that the registry does not know")
        return Speaker(office=text or None, reason="no person or state named")

    def _known_words(self, text: str, span: Span) -> Speaker | None:
        """A party, a part of a state, a short form or a handle, or the words of a name cut from a longer one."""
        party = next(
            (self.registry.parties[w] for w in re.findall(r"[\w.]+", text) if w in self.registry.parties), None
        )
        if party is not None:
            return Speaker(office=text.lower(), institution=party[1], country=party[0], reason="members of a party")
        whole = scan(text, self.registry)
        if whole.mentions and whole.mentions[0].end == len(text):
            return self.body(whole.mentions[0], "named in the source")
        if whole.regions and whole.regions[0][:2] == (0, len(text)):
            code = whole.regions[0][2]
            return Speaker(institution=f"State of {text}", country=code, reason="a part of the state")
        return self._short_form(text, span)

    def _short_form(self, text: str, span: Span) -> Speaker | None:
        """A handle, or an outlet's name cut short: ``@anna_berg``, ``the Post``, ``the newspaper``."""
        if text.startswith("@"):
            handle = fold(text).replace(" ", "")
            person = next((p for p in self.talk.people.people if len(p.family) > 3 and p.family in handle), None)
            return self.person(person, "the handle holds the name", span[0]) if person else None
        short = _SHORT.fullmatch(text)
        before = [o for o in self.talk.found.outlets if o.start < span[0]] if short else []
        for outlet in reversed(before):
            if short and (short.group(1)[0].islower() or outlet.institution.endswith(short.group(1))):
                return self.outlet(outlet)
        return None
