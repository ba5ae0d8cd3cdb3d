"""What a description says of a person or body: office, institution, country, and whether it still holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from verbale.actors.mentions import Mention, Scan, Title
from verbale.actors.registry import Registry, State


@dataclass(frozen=True, slots=True)
class Description:
    """The meaning of a phrase such as ``the Iranian foreign ministry's spokesman``.

    ``office``: the words for it, lower case, None without one. ``official``: the office speaks for a state or
    organisation. ``private``: it speaks for none. ``several``: the phrase is plural. ``title``: the registered title.
    """

    office: str | None = None
    title: Title | None = None
    institution: str | None = None
    slug: str = ""
    country: str | None = None
    former: bool = False
    private: bool = False
    official: bool = False
    several: bool = False
    kind: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was understood."""
        return self.title is None and self.institution is None and self.country is None


_LINK = re.compile(r"\b(of|for|at|in|to|on|with|from|representing)\b")
_PLURAL = re.compile(r"(?:s|men|women|people|police|military|troops)$")
_AGENCY = re.compile(
    r"\b(?:at|of|for|with|from|by|representing)\s+(?:the\s+|a\s+)?(?:[a-z]+\s+){0,2}(?:[A-Z]\w+['’]s\s+)?"
    r"((?:[A-Z][\w.&’'/\-]*)(?:\s+(?:of|for|and|on|de|&)\s+(?:the\s+)?(?=[A-Z])[A-Z][\w.&’'/\-]*|\s+[A-Z][\w.&’'/\-]*)*)"
)
_DETERMINER = re.compile(
    r"^(?:the|a|an|one|another|its|his|her|their|our|some|many|several|two|three|four|then-?)\s+", re.I
)
_LEADING = re.compile(r"^(?:of|for|to|by|with|from|in|on|at|and|as)\s+(?=\w)", re.I)
_LONG = {"gov": "governor", "sen": "senator", "rep": "representative", "gen": "general", "amb": "ambassador"}
_SHORT = re.compile(r"\b(gov|sen|rep|gen|amb)\.(?=\s|$)", re.I)
_CAMPAIGN = re.compile(r"\b(?:campaign|nominee|candidate|hopeful|contender)\b", re.I)


#: Words for somebody who speaks for the body named before them, and the words that make the body a state's.
_SOURCES = frozenset({"source", "sources", "insider", "insiders"})
#: Private roles that an organisation gives: ``UN experts``, ``inspectors of the agency``.
_SENT = frozenset({"expert", "experts", "investigator", "investigators", "scientists", "researchers", "staff"})
_OFFICIAL_SOURCE = re.compile(
    r"\b(?:intelligence|security|military|defen[cs]e|government|presidential|ministry|ministerial|palace|police|army|"
    r"administration|official|State Department|Kremlin|White House|Pentagon)\b['”’\"]*\s+(?:sources?|insiders?)\b"
)


def describe(found: Scan, registry: Registry, start: int, end: int, *, before_name: bool = False) -> Description:
    """The meaning of ``text[start:end]``; ``before_name``: a name follows, so that the last title counts."""
    text = found.text
    titles = [t for t in found.titles_in(start, end) if not _modifies(text, t, end)]
    head = _head_title(text, titles, start, before_name=before_name)
    named = found.mentions_in(start, end)
    phrase = text[start:end]
    former = _is_former(phrase, registry, head.start - start if head else len(phrase))
    several = bool(head and _PLURAL.search(head.title) and not head.title.endswith(("ess", "boss", "gov.")))
    made = Description(title=head, former=former, several=several)
    if head is None:
        return _body(made, named, found, start, end)
    office = _office_words(found, registry, named, head, (start, end))
    if head.office is None and head.title in _SOURCES and _OFFICIAL_SOURCE.search(phrase):
        code = next((m.code for m in named if m.end <= head.end), None)
        body = next((m for m in named if m.institution and m.end <= head.end), None)
        return replace(
            made,
            office=office,
            official=True,
            country=code,
            institution=body.institution if body else None,
            kind=next((h.kind for h in found.heads_in(start, head.end)), "government"),
        )
    body = next((m for m in named if m.how == "organisation"), None)
    if head.office is None and head.title in _SENT and body is not None:
        return replace(made, office=office, official=True, country=body.code, institution=body.institution or None)
    if head.office is None:
        agency = _agency(text, head.end, end) or _own_agency(found, start, head.start)
        return replace(made, office=office, private=True, institution=agency)
    return _official(replace(made, office=office, official=True), registry, found, named, (start, end))


def _modifies(text: str, title: Title, end: int) -> bool:
    """Whether a title is only part of another phrase: ``president's``, ``ministers' meeting``, ``State Department``."""
    return title.end < end and bool(re.match(r"['’]s?\s+\w", text[title.end : title.end + 5])) and title.office is None


def _head_title(text: str, titles: list[Title], start: int, *, before_name: bool) -> Title | None:
    """The title that the phrase is about: the last before a name, else the first outside ``of …``."""
    if not titles:
        return None
    if before_name:
        free = [t for t in titles if not _LINK.search(text[start : t.start])] or titles[:1]
        return free[-1]
    first = titles[0]
    for other in titles[1:]:
        between = text[first.end : other.start]
        if _LINK.search(between) or "," in between or " and " in between:
            break
        if not between.strip(" -") or re.fullmatch(r"[\w'’.\- ]{1,25}", between):
            first = other  # a compound: foreign ministry spokesman, deputy policy adviser
    return first


def _is_former(phrase: str, registry: Registry, until: int) -> bool:
    """Whether words before the title say that the office was held before."""
    words = phrase[: max(until, 0) + 1].lower()
    return "current and former" not in words and registry.former_words.search(words) is not None


def _office_words(found: Scan, registry: Registry, named: list[Mention], head: Title, span: tuple[int, int]) -> str:
    """The office as written, without article and nationality: ``state department spokesperson``."""
    text, (start, end) = found.text, span
    stop = head.end
    after = re.match(r"\s+(?:of|to|for|on)\s+[^,;.]{2,50}", text[head.end : end])
    if after and head.office is not None and head.title not in ("spokesman", "spokeswoman", "spokesperson"):
        stop = head.end + after.end()
    words = text[start:stop]
    for mention in named:
        if mention.how in ("name", "demonym") and mention.end <= head.start and mention.start >= start:
            words = words.replace(text[mention.start : mention.end], "", 1)
        elif mention.institution and mention.start <= head.start and mention.code in registry.states:
            words = _without_state(words, registry.states[mention.code])
    words = re.sub(r"^\s*['’]s?\s+", "", " ".join(words.split()))
    words = _SHORT.sub(lambda m: _LONG[m.group(1).lower()], words)
    words = _DETERMINER.sub("", _LEADING.sub("", words.strip(" ,'’“”\"")))
    return re.sub(r"^['’]?s?\s+", "", words).strip(" ,'’").lower() or head.title


def _without_state(words: str, state: State) -> str:
    """Take a state's adjective or name out of the words of an office."""
    for name in (*state.adjectives, state.name, *state.names):
        place = f" {words}".find(f" {name}")
        after = words[place + len(name) : place + len(name) + 1]
        if place >= 0 and not after.isalnum():
            return words[:place] + words[place + len(name) :]
    return words


def _body(made: Description, named: list[Mention], found: Scan, start: int, end: int) -> Description:
    """A phrase without a title: a state, institution or organisation."""
    if not named:
        return made
    text = found.text
    first = named[0]
    for mention in named:
        if mention.how == "institution" and not _LINK.search(text[first.end : mention.start]):
            first = mention
    if match := _CAMPAIGN.search(text, start, end):
        agency = _own_agency(found, start, match.start())
        return replace(made, private=True, institution=f"{agency} campaign" if agency else None)
    return replace(made, country=first.code, institution=first.institution or None, slug=first.slug, official=True)


def _official(
    made: Description, registry: Registry, found: Scan, named: list[Mention], span: tuple[int, int]
) -> Description:
    """Country and institution of an office."""
    head = made.title
    if head is None or head.office is None:
        return made
    text, (start, end) = found.text, span
    office = head.office
    if match := _CAMPAIGN.search(text, start, head.end):
        agency = _own_agency(found, start, match.start())
        return replace(made, private=True, official=False, institution=f"{agency} campaign" if agency else None)
    before = [m for m in named if m.end <= head.start]
    after = [m for m in named if m.start >= head.end]
    holder = _sender(text, before)
    institution = next((m for m in reversed(before) if m.institution), None)
    belongs = next((m for m in after if re.search(_belongs(office.office), text[head.end : m.start])), None)
    if institution is None and belongs is not None and belongs.institution:
        institution = belongs
    covering = next((m for m in named if m.institution and m.start <= head.start and head.end <= m.end), None)
    institution = covering or institution
    code = institution.code if institution else holder.code if holder else None
    agency = (
        None
        if institution or found.heads_in(start, head.start)
        else _unknown_agency(found, registry, head, (start, end))
    )
    if agency and (code is None or office.office in _PRIVATE_TOO):
        owner = next((m for m in after if re.match(r"['’]s\s", text[m.end : m.end + 3])), None)
        code = owner.code if owner is not None and agency not in text[owner.start : owner.end] else code
        if code is None:
            return replace(made, private=True, official=False, institution=agency)
    if code is None and belongs is not None and office.kind != "mission" and not agency:
        code = belongs.code
    if office.state and not (holder and not text[holder.end : head.start].strip()):
        code = office.state
    elif code is None:
        code = office.organisation or (_AMERICAN.search(text, start, end) and "USA") or _region(found, start, end)
    elif office.organisation and code not in registry.organisations:
        code = office.organisation
    heads = found.heads_in(start, head.start)
    made = replace(made, country=code, kind=heads[-1].kind if heads else office.kind)
    if institution is not None and institution.code == code:
        return replace(made, institution=institution.institution or None, slug=institution.slug)
    if agency:
        state = registry.states.get(code or "")
        owned = state is not None and not re.search(re.escape(state.name), agency)
        return replace(made, institution=f"{agency} of {state.in_names}" if owned and state else agency)
    return _default_body(made, registry, found, after, span)


#: Offices that companies and associations have as well.
_PRIVATE_TOO = frozenset(
    {"president", "director", "chief", "vice president", "leader", "spokesperson", "secretary-general"}
)
_AMERICAN = re.compile(r"\b(?:Republicans?|Democrats?|Democratic|GOP|congressional|Congressional)\b")


def _unknown_agency(found: Scan, registry: Registry, head: Title, span: tuple[int, int]) -> str | None:
    """A body named beside an office that the registry does not know: after ``of`` or ``at``, or right before it."""
    if head.office is None or head.office.kind in ("foreign-ministry", "mission", "prime-minister", "defence-ministry"):
        return None
    match = _AGENCY.match(found.text, head.end + 1, span[1])
    if match is not None:
        inside = found.mentions_in(match.start(1), match.end(1))
        whole = [
            m for m in inside if m.start == match.start(1) and len(found.text[m.end : match.end(1)].strip(" ’'s.")) < 2
        ]
        named = match.group(1)
        if (
            not whole
            and not any(i.institution or i.how == "organisation" for i in inside)
            and named not in ("State", "House")
        ):
            regions = [r for r in found.regions if r[0] >= match.start(1) and r[1] <= match.end(1)]
            return None if regions else re.sub(r"['’]s$", "", named.strip(" ,.’'"))
    if (head.office.office in _PRIVATE_TOO and head.office.kind != "presidency") or head.office.office == "leader":
        return _own_agency(found, span[0], head.start)
    return None


def _belongs(office: str) -> str:
    """The words that tie an office to the body named after it."""
    if office in ("special envoy", "special rapporteur"):
        return r"^\s+(?:of|from|at)\s"
    if office == "ambassador":
        return r"^\s+(?:of|from)\s"
    return r"^\s+(?:of|for|from|at|in|with)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,3}$"


def _sender(text: str, before: list[Mention]) -> Mention | None:
    """The state or organisation before an office, nearest first; one after ``to`` is where an envoy is posted."""
    for mention in reversed(before):
        if re.search(r"\b(?:to|against|on)\s+(?:the\s+)?$", text[max(0, mention.start - 12) : mention.start]):
            continue
        return mention
    return None


def _region(found: Scan, start: int, end: int) -> str | None:
    """The state that a region in the phrase is part of."""
    return next((code for s, e, code in found.regions if s >= start and e <= end), None)


def _default_body(
    made: Description, registry: Registry, found: Scan, after: list[Mention], span: tuple[int, int]
) -> Description:
    """The institution that an office belongs to in its holder's state."""
    head = made.title
    if head is None or head.office is None:
        return made
    office, code = head.office, made.country
    if office.office == "ambassador" and code:
        return _ambassador(made, registry, found, after, span)
    if code in registry.organisations:
        return replace(made, institution=registry.organisations[code].name, slug=code.lower())
    if office.office in ("governor", "mayor"):
        region = next((found.text[s:e] for s, e, _ in found.regions if s >= span[0] and e <= span[1]), None)
        return replace(made, institution=f"State of {region}" if region and office.office == "governor" else None)
    key = _body_key(made, registry)
    if not key or code is None:
        return made
    name, own = registry.institution(code, key)
    if not name and office.kind:
        name, own = registry.institution(code, office.kind)
    return replace(made, institution=name or None, slug=own)


def _body_key(made: Description, registry: Registry) -> str:
    """The kind or slug of the institution that an office belongs to; empty for none."""
    office = made.title.office if made.title else None
    if office is None or made.kind == "mission":
        return ""
    if made.kind and made.kind != office.kind:
        return made.kind  # "foreign ministry spokesman": the words say which body
    if not office.kind and made.country in registry.states and office.office in ("official", "chief"):
        return "government"
    return office.institution or office.kind


def _ambassador(
    made: Description, registry: Registry, found: Scan, after: list[Mention], span: tuple[int, int]
) -> Description:
    """An ambassador's embassy or mission, by where the ambassador is posted."""
    code = made.country or ""
    host = after[0] if after else None
    phrase = found.text[span[0] : span[1]]
    if (host and host.code == "UNO") or re.search(r"\b(?:UN|U\.N\.|United Nations)\b", phrase):
        name, own = registry.institution(code, "mission")
    elif code == "USA":
        name, own = registry.institution(code, "foreign-ministry")
    elif host is not None and host.code in registry.states:
        name, own = registry.embassy(code, registry.states[host.code].with_article)
    else:
        name, own = registry.embassy(code, "")
    return replace(made, institution=name or None, slug=own)


def _agency(text: str, start: int, end: int) -> str | None:
    """A body that the registry does not know, named after ``of``, ``at`` or ``for``."""
    match = _AGENCY.search(text, start, end)
    if match is None:
        return None
    name = re.sub(r"['’]s$", "", match.group(1).strip(" ,.’'"))
    return name or None


_NO_AGENCY = frozenset({"Opposition", "Government", "Republican", "Democratic", "Democrat", "Former", "Acting"})


def _own_agency(found: Scan, start: int, end: int) -> str | None:
    """A body named before a private role: ``CNN moderator``, ``TransCanada’s chief executive``."""
    for outlet in found.outlets_in(start, end):
        return outlet.institution
    inside = [m.end for m in found.mentions_in(start, end)] + [e for _, e, _ in found.regions if start <= e <= end]
    match = re.search(r"((?:[A-Z][\w.&\-]*\s?)+)(?:['’]s)?\s*$", found.text[max([start, *inside]) : end])
    words = re.sub(r"^(?:The|An?|In|On|At|But|And|Mr\.|Ms\.)(?:\s+|$)", "", match.group(1).strip()) if match else ""
    return words if len(words) > 2 and words not in _NO_AGENCY else None
