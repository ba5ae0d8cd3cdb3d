"""Making speakers: from a person, a term of office, an institution or a description to a :class:`Speaker`."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from verbale.actors.coreference import Discourse
from verbale.actors.mentions import Mention
from verbale.actors.people import Person
from verbale.actors.registry import Holder, slug
from verbale.actors.roles import Description
from verbale.actors.terms import the_one
from verbale.schema import Article, Speaker

#: What a reason adds for those who speak in a state but not for its government.
OPPOSITION = "the opposition, not the government"
PARLIAMENT = "a lawmaker, not the government"


class Speakers:
    """Makes the speakers of one article."""

    def __init__(self, article: Article, talk: Discourse) -> None:
        self.article = article
        self.talk = talk
        self.registry = talk.registry
        #: Names as the article writes them, and as the registry does: one person has one id.
        self.registered: dict[str, str] = {}
        #: Whether a role that the article gives no name is named from the terms of office. A statement's speaker is
        #: not: the article does not say who spoke.
        self.by_date = False
        counts = Counter(m.code for m in talk.found.mentions if m.code in talk.registry.states)
        self.common = [code for code, _ in counts.most_common(3)]

    def outlet(self, outlet: Mention) -> Speaker:
        """Make the speaker that an outlet of the press is: without a state, but for a government's voice."""
        return Speaker(institution=outlet.institution, country=outlet.code or None, reason="an outlet of the press")

    def body(self, body: Mention, reason: str) -> Speaker:
        """Make the speaker that a state, organisation or institution is."""
        name = body.institution or self.registry.code_name(body.code)
        if not body.institution and body.code in self.registry.states:
            name = self.registry.institution(body.code, "government")[0]
        return Speaker(institution=name, country=body.code, reason=reason)

    def person(self, person: Person, reason: str, place: int) -> Speaker:
        """A person of the article, with the office that the article gives or the registry knows."""
        said, holder = person.at(place), person.holder
        if holder is not None:
            self.registered[person.name] = holder.name
        if said is not None and (said.private or said.former):
            return self.described(said, person.name, reason)
        if holder is not None and (said is None or said.title is None) and self._ended(holder):
            former = f"former {holder.office}"
            return Speaker(name=person.name, office=former, former=True, reason=f"{reason}; the term had ended")
        if holder is not None and (said is None or not said.country or said.institution is None):
            known = self.holder_speaker(holder, reason)
            office = said.office if said and said.office else known.office
            return replace(known, name=person.name, office=office)
        if said is not None:
            if not said.country and said.official:
                code = self.context(said, person.mentions[0] if person.mentions else place)
                if code is not None and said.title is not None and said.title.office is not None:
                    name, own = self.registry.institution(code, said.kind or said.title.office.kind)
                    post = self.post(person.mentions[0]) if said.kind == "mission" and person.mentions else None
                    name = post.institution if post else name
                    said = replace(said, country=code, institution=said.institution or name or None, slug=own)
            return self.described(said, person.name, reason)
        return Speaker(name=person.name, reason=reason)

    def holder_speaker(self, holder: Holder, reason: str) -> Speaker:
        """Make a speaker from a registered term of office."""
        office = self.registry.office_of(holder.office)
        if holder.institution:
            name = self.registry.institution(holder.code, holder.institution)[0]
        elif holder.code in self.registry.states:
            kind = office.kind if office else "government"
            if "ambassador to the United Nations" in holder.office:
                name = self.registry.institution(holder.code, "mission")[0]
            elif holder.office.startswith("ambassador to "):
                name = self.registry.embassy(holder.code, holder.office.removeprefix("ambassador to "))[0]
            else:
                name = self.registry.institution(holder.code, (office and office.institution) or kind)[0]
        else:
            name = self.registry.code_name(holder.code)
        if office is not None and office.office == "opposition leader":
            name, reason = self.registry.institution(holder.code, "parliament")[0], f"{reason}; {OPPOSITION}"
        if office is not None and office.kind == "parliament":
            reason = f"{reason}; {PARLIAMENT}"
        return Speaker(
            name=holder.name, office=holder.office, institution=name or None, country=holder.code, reason=reason
        )

    def _ended(self, holder: Holder) -> bool:
        """Whether a term had ended by the day of the article, as far as both are known."""
        date = self.talk.date
        return date is not None and holder.ended_by(date)

    def head_of(self, body: Speaker) -> Holder | None:
        """Who headed a presidency or a prime minister's office on the day of the article, where one person did."""
        date, code = self.talk.date, body.country
        if date is None or code is None:
            return None
        for kind in ("presidency", "prime-minister"):
            if self.registry.institution(code, kind)[0] != body.institution:
                continue
            offices = {o.office for o in self.registry.entries.roles.offices if o.kind == kind and o.only}
            head = the_one((h for h in self.registry.terms(code) if h.office in offices), date)
            if head is not None:
                return head
        return None

    def described(self, said: Description, name: str | None, reason: str) -> Speaker:
        """Make a speaker from what the article says; former offices and private roles speak for no state."""
        former = said.former
        if said.title is not None and said.title.office is not None and not (former or said.private):
            if said.title.office.office == "opposition leader":
                reason = f"{reason}; {OPPOSITION}"
            if said.title.office.kind == "parliament":
                reason = f"{reason}; {PARLIAMENT}"
        return Speaker(
            name=name,
            office=said.office,
            institution=None if former else said.institution,
            country=None if former or said.private else said.country,
            former=former,
            reason=reason + ("; a former office" if former else "; a private role" if said.private else ""),
        )

    def identified(self, speaker: Speaker) -> Speaker:
        """Give a speaker its id: code, institution and person, as far as they are known."""
        own = self.registry.slug_of(speaker.country or "", speaker.institution or "")
        name = self.registered.get(speaker.name or "", speaker.name or "")
        parts = ((speaker.country or "").lower(), own, slug(name))
        made = ".".join(p for p in parts if p)
        return replace(speaker, id=made or None)

    def context(self, description: Description, place: int) -> str | None:
        """The state that an office without one belongs to: the last state named in this passage, for state offices."""
        title = description.title
        found = self.talk.found
        if description.kind == "mission":
            post = self.post(place)
            return post.code if post else None
        if title is not None and title.office is not None and title.office.office in ("diplomat", "ambassador"):
            return None  # whoever is posted in a state is another's
        if title is None or title.office is None or not description.kind:
            official = re.search(r"official|authorit|administration", description.office or "")
            if official is None:
                return None
        if description.office and "administration" in description.office:
            return "USA"
        near = [m.code for m in found.mentions_in(max(0, place - 250), place) if m.code in self.registry.states]
        options = [*reversed(near), *(self.common if description.kind else ())]
        return next((code for code in options if self._has(code, description)), None)

    def _has(self, code: str, description: Description) -> bool:
        """Whether a state can have the office: who has a secretary and a department has no minister and ministry."""
        words = description.office or ""
        title = description.title
        if title is not None and title.office is not None and title.office.only and self.registry.terms(code):
            held = {self.registry.office_of(h.office) for h in self.registry.terms(code)}
            known = {o.office for o in held if o is not None}
            if title.office.kind == "foreign-ministry" and title.office.office not in known:
                return False  # a state with a foreign minister has no secretary of state
        if re.search(r"\bminist(?:er|ry)\b", words) and description.kind.endswith("ministry"):
            name = self.registry.institution(code, description.kind)[0]
            return "Department" not in name
        return True

    def post(self, place: int) -> Mention | None:
        """The embassy or mission that the sentence names before ``place``."""
        opening = self.talk.sentence_start(place)
        posts = [m for m in self.talk.found.mentions_in(opening, place) if re.search("mbassy|Mission", m.institution)]
        return posts[-1] if posts else None
