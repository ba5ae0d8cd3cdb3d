"""Countries, organisations, institutions and offices named in a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

from verbale.actors.phrases import Token, tokens
from verbale.actors.registry import Name, Office, Registry

MentionHow = Literal["name", "demonym", "people", "capital", "metonym", "city", "institution", "organisation", "group"]
#: How a mention names its actor; every value but ``city`` stands for the actor itself.
MENTION_HOWS: tuple[MentionHow, ...] = get_args(MentionHow)
#: Words after a name in question that make it the state's, and ones that make it something else.
_OTHER_AFTER = frozenset(
    ["senator", "governor", "republican", "democrat", "senators", "voters", "state", "tech", "southern", "jr"]
)
_PLACE_BEFORE = frozenset(
    [
        "in",
        "of",
        "to",
        "from",
        "with",
        "and",
        "between",
        "against",
        "for",
        "by",
        "near",
        "inside",
        "over",
        "across",
        "into",
        "the",
        "a",
        "an",
        "that",
        "as",
        "but",
        "on",
        "at",
        "when",
        "while",
        "if",
    ]
)


class Mention(NamedTuple):
    """An actor named in a text: the span, the code, how it is named, and the institution where one is."""

    start: int
    end: int
    code: str
    how: MentionHow
    institution: str = ""
    slug: str = ""


class Head(NamedTuple):
    """Words for a kind of institution, with no state attached yet."""

    start: int
    end: int
    kind: str
    alone: bool


class Title(NamedTuple):
    """Words for an office or, without ``office``, for a private role."""

    start: int
    end: int
    title: str
    office: Office | None


@dataclass(slots=True)
class Scan:
    """What one pass over a text finds, each list in text order."""

    text: str
    tokens: list[Token] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    outlets: list[Mention] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)
    persons: list[tuple[int, int]] = field(default_factory=list)
    regions: list[tuple[int, int, str]] = field(default_factory=list)
    shared: list[tuple[int, int, tuple[Name, ...]]] = field(default_factory=list)
    contested: list[tuple[int, int, tuple[Name, ...]]] = field(default_factory=list)

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """The mentions wholly inside ``[start, end)``."""
        first = bisect_left(self.mentions, start, key=lambda m: m.start)
        found = []
        for at in range(first, len(self.mentions)):
            mention = self.mentions[at]
            if mention.start >= end:
                break
            if mention.end <= end:
                found.append(mention)
        return found

    def outlets_in(self, start: int, end: int) -> list[Mention]:
        """The outlets wholly inside ``[start, end)``."""
        first = bisect_left(self.outlets, start, key=lambda o: o.start)
        last = bisect_left(self.outlets, end, key=lambda o: o.start)
        return [o for o in self.outlets[first:last] if o.end <= end]

    def titles_in(self, start: int, end: int) -> list[Title]:
        """The titles wholly inside ``[start, end)``."""
        first = bisect_left(self.titles, start, key=lambda t: t.start)
        found = []
        for at in range(first, len(self.titles)):
            title = self.titles[at]
            if title.start >= end:
                break
            if title.end <= end:
                found.append(title)
        return found

    def heads_in(self, start: int, end: int) -> list[Head]:
        """The institution words wholly inside ``[start, end)``."""
        first = bisect_left(self.heads, start, key=lambda h: h.start)
        found = []
        for at in range(first, len(self.heads)):
            head = self.heads[at]
            if head.start >= end:
                break
            if head.end <= end:
                found.append(head)
        return found

    def code_before(self, place: int, *, states: frozenset[str] | None = None) -> str | None:
        """The code of the last actor named before ``place``; ``states``: only these codes."""
        index = bisect_left(self.mentions, place, key=lambda m: m.start)
        for at in range(index - 1, -1, -1):
            mention = self.mentions[at]
            if states is None or mention.code in states:
                return mention.code
        return None


def scan(text: str, registry: Registry, start: int = 0, end: int | None = None) -> Scan:
    """One pass over ``text[start:end]``: every name of the registry, longest first, and every title."""
    found = Scan(text, tokens(text, start, end))
    sequence = found.tokens
    index, size = 0, len(sequence)
    openers = registry.openers
    while index < size:
        index += _step(found, registry, sequence, index) if sequence[index].lower in openers else 1
    _attach(found, registry)
    return found


def _step(found: Scan, registry: Registry, sequence: list[Token], index: int) -> int:
    """Record what begins at ``index``; the number of tokens that are used up."""
    named = registry.names.at(sequence, index)
    if named and sequence[index].lower == "the" and index + 1 < len(sequence):
        longer = registry.names.at(sequence, index + 1)
        if longer and longer[0] >= named[0]:
            return 1  # the Department of Trade, where "the Department" is a name too
    titled = registry.roles.at(sequence, index)
    head = registry.heads.at(sequence, index)
    if titled and titled[0] >= max(named[0] if named else 0, head[0] if head else 0):
        last = sequence[index + titled[0] - 1]
        role = titled[1][0]
        found.titles.append(Title(sequence[index].start, last.end, role.title, role.office))
        if head and head[0] == titled[0]:
            found.heads.append(_head(registry, sequence, index, head))
        return titled[0]
    if named and named[0] >= (head[0] if head else 0):
        if head and head[0] == named[0] and named[1][0].shared:
            found.heads.append(_head(registry, sequence, index, head))
        return _record(found, registry, sequence, (index, named[0], named[1]))
    if head:
        found.heads.append(_head(registry, sequence, index, head))
        return head[0]
    region = registry.regions.at(sequence, index)
    if region:
        found.regions.append((sequence[index].start, sequence[index + region[0] - 1].end, region[1][0]))
        return region[0]
    return 1


def _head(registry: Registry, sequence: list[Token], index: int, head: tuple[int, list[str]]) -> Head:
    start, end = sequence[index].start, sequence[index + head[0] - 1].end
    words = " ".join(t.lower for t in sequence[index : index + head[0]]).replace(" ' ", "'")
    return Head(start, end, head[1][0], (words, head[1][0]) in registry.alone and sequence[index].text[0].isupper())


def _record(found: Scan, registry: Registry, sequence: list[Token], match: tuple[int, int, list[Name]]) -> int:
    """Keep a name, or leave it out where it means something else; the number of tokens that are used up."""
    index, length, names = match
    name = names[0]
    begin, finish = sequence[index].start, sequence[index + length - 1].end
    if name.how == "person":
        found.persons.append((begin, finish))
    elif name.how == "outlet":
        found.outlets.append(Mention(begin, finish, name.code, "institution", name.institution, name.slug))
    elif name.how == "blocked":
        return length
    elif name.beware and not _is_state(found, registry, sequence, (index, length, name.how)):
        return 1
    elif len(names) > 1 and any(n.shared for n in names) and not all(n.shared for n in names):
        found.contested.append((begin, finish, tuple(sorted(names, key=lambda n: n.shared))))
    elif name.shared:
        found.shared.append((begin, finish, tuple(names)))
    else:
        found.mentions.append(Mention(begin, finish, name.code, name.how, name.institution, name.slug))
    return length


def _is_state(found: Scan, registry: Registry, sequence: list[Token], match: tuple[int, int, str]) -> bool:
    """Whether a name that also means something else is the state's here, by its neighbours."""
    index, length, how = match
    before = sequence[index - 1] if index else None
    after = sequence[index + length] if index + length < len(sequence) else None
    if after is not None and after.lower in _OTHER_AFTER:
        return False
    if (
        after is not None
        and how in ("name", "capital")
        and after.text[0].isupper()
        and after.lower not in registry.openers
    ):
        return False  # a first name: Chad Miller
    if before is None or before.lower in _PLACE_BEFORE or not before.text[0].isalnum():
        # a city and its region (Atlanta, Georgia) is the region; after another state it is one more of a list
        listed = before is not None and before.text == "," and index >= 2 and sequence[index - 2].text[0].isupper()
        last = found.mentions[-1] if found.mentions else None
        return not listed or (before is not None and last is not None and last.end == before.start)
    first_name = before.text[0].isupper() and before.text[1:].islower()
    return not first_name


_OF = re.compile(r"\s+(?:of|in|for)\s+(?:the\s+)?(?:[Rr]epublic of\s+|[Kk]ingdom of\s+)?$")
_OWNER = re.compile(r"['’]s?\s+")
_OWN = re.compile(r"(?:['’]s?)?\s+(?:own\s+|acting\s+|interim\s+|caretaker\s+|state\s+|federal\s+|national\s+)?$")


_OWNERS = frozenset({"name", "demonym", "capital", "organisation", "city"})


def _attach(found: Scan, registry: Registry) -> None:
    """Join an institution's words with the state beside them; the joined mention replaces the state's."""
    _join_owned(found)
    joined: list[Mention] = []
    used: set[int] = set()
    starts = [m.start for m in found.mentions]
    for head in found.heads:
        at = _state_beside(found, head, bisect_left(starts, head.start))
        if at is None or found.mentions[at].code not in registry.states:
            continue
        chosen = found.mentions[at]
        if head.kind == "mission" and chosen.start > head.end and found.text[head.start] == "U":
            # the UN mission in a state is not the state's mission to the UN
            joined.append(Mention(head.start, head.end, "UNO", "organisation", "United Nations", "uno"))
            continue
        sender = found.mentions[at - 1] if at and chosen.start < head.start and head.kind == "embassy" else None
        if (
            sender is not None
            and sender.code in registry.states
            and _OWNER.fullmatch(found.text, sender.end, chosen.start)
        ):
            name, own = registry.embassy(sender.code, registry.states[chosen.code].with_article)
            joined.append(Mention(sender.start, head.end, sender.code, "institution", name, own))
            used.add(at - 1)
        elif head.kind in ("embassy", "mission"):
            joined.append(_posted(found, registry, head, chosen))
        else:
            name, own = registry.institution(chosen.code, head.kind)
            span = (min(chosen.start, head.start), max(chosen.end, head.end))
            joined.append(Mention(*span, chosen.code, "institution", name, own))
        used.add(at)
    if joined:
        kept = [m for i, m in enumerate(found.mentions) if i not in used]
        kept = [m for m in kept if not any(j.start <= m.start and m.end <= j.end for j in joined)]
        found.mentions = sorted({*kept, *joined}, key=lambda m: (m.start, -m.end))


def _join_owned(found: Scan) -> None:
    """Join a state's name with its institution's own name after it: ``Russia's Federal Security Service``."""
    kept: list[Mention] = []
    for mention in found.mentions:
        before = kept[-1] if kept else None
        if (
            before is not None
            and mention.institution
            and before.code == mention.code
            and before.how in ("name", "demonym")
            and _OWN.fullmatch(found.text, before.end, mention.start)
        ):
            kept[-1] = mention._replace(start=before.start)
        else:
            kept.append(mention)
    found.mentions = kept


def _state_beside(found: Scan, head: Head, index: int) -> int | None:
    """The index of the mention that an institution's words belong to; ``index``: the first one after them."""
    before = found.mentions[index - 1] if index else None
    if before is not None and before.end <= head.start and before.how in _OWNERS:
        owned = _OWN.fullmatch(found.text, before.end, head.start)
        if owned:
            return index - 1
    after = found.mentions[index] if index < len(found.mentions) else None
    if after is not None and after.how in ("name", "capital") and after.start - head.end < 30:
        placed = _OF.fullmatch(found.text, head.end, after.start)
        if placed:
            return index
    return None


_HOST = re.compile(r"\s+(?:in|at|to)\s+(?:the\s+)?$")


def _posted(found: Scan, registry: Registry, head: Head, sender: Mention) -> Mention:
    """An embassy or mission: of the state beside it, in the place named after it."""
    if head.kind == "mission":
        name, own = registry.institution(sender.code, "mission")
        return Mention(min(sender.start, head.start), max(sender.end, head.end), sender.code, "institution", name, own)
    host, end = "", max(sender.end, head.end)
    for mention in found.mentions_in(end, min(len(found.text), end + 40)):
        if _HOST.fullmatch(found.text, end, mention.start):
            host, end = found.text[mention.start : mention.end], mention.end
        break
    name, own = registry.embassy(sender.code, host)
    return Mention(min(sender.start, head.start), end, sender.code, "institution", name, own)


def mentions(text: str, registry: Registry, start: int = 0, end: int | None = None) -> list[Mention]:
    """Every state, organisation, group and institution named in ``text[start:end]``, in text order.

    Offsets are code points of ``text``. Longest match first; letter case counts, so that ``US`` is not ``us``; names
    that also mean something else (Georgia, Jordan, Chad) count only where their neighbours allow. Cities are left out:
    they place a source but do not stand for a government.
    """
    return [m for m in scan(text, registry, start, end).mentions if m.how != "city"]
