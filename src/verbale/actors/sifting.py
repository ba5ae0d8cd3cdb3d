"""Second thoughts about an article's mentions: names of several states, of persons, shouted words, states that were."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter

from verbale.actors.marks import Marks
from verbale.actors.mentions import Mention, MentionHow, Scan
from verbale.actors.registry import Name, Registry

#: Names in capitals that are words too, when a whole heading is in capitals.
_WORDS = frozenset({"US", "WHO", "IS", "CAR", "IT", "UN", "AU", "MEA", "ICC", "ECO", "NAM", "PA", "AID", "START", "NO"})
_SHOUTED = re.compile(r"(?<![A-Za-z'’.])[A-Z]{2,}[’'A-Z]*(?![a-z])")
#: Ways of naming that pass from a state that was to the one that came after it.
_INHERITED = frozenset({"capital", "metonym", "institution"})
_SURE = 0.5


def sift(found: Scan, registry: Registry, date: str | None, marks: Marks | None) -> None:
    """Decide the contested names of ``found``, take out what names no actor, and put states that were in their time."""
    _settle_contested(found)
    _settle_shared(found)
    _defined(found)
    _shortened(found)
    _in_house(found)
    kept = [m for m in found.mentions if not (_shouted(found.text, m) or _in_a_name(m, marks) or _verb(found.text, m))]
    found.mentions = [_in_time(m, registry, date) for m in kept]


def _add(found: Scan, added: list[Mention]) -> None:
    """Put mentions among the others, in text order, the longer first."""
    if added:
        found.mentions = sorted([*found.mentions, *added], key=lambda m: (m.start, -m.end))


def _settle_contested(found: Scan) -> None:
    """Give a name that several states use to the one whose own names stand nearest; else to its usual owner."""
    if not found.contested:
        return
    sure = list(found.mentions)
    places = [m.start for m in sure]
    for start, end, names in found.contested:
        codes = {n.code: n for n in reversed(names)}
        chosen = _nearest(sure, places, start, codes) or names[0]
        how: MentionHow = "institution" if chosen.institution else "demonym" if chosen.how == "demonym" else "name"
        found.mentions.append(Mention(start, end, chosen.code, how, chosen.institution, chosen.slug))
    found.mentions.sort(key=lambda m: (m.start, -m.end))


def _settle_shared(found: Scan) -> None:
    """Make an institution's name that several states use a mention of the one that the passage speaks of."""
    left = []
    counts = Counter(m.code for m in found.mentions)
    for start, end, names in found.shared:
        near = found.code_before(start, states=frozenset(n.code for n in names))
        only = [n for n in names if counts[n.code]] if len(names) == 1 else []
        name = next((n for n in names if n.code == near), only[0] if only else None)
        if name is None:
            left.append((start, end, names))
        elif not any(m.start < end and start < m.end for m in found.mentions):
            found.mentions.append(Mention(start, end, name.code, "institution", name.institution, name.slug))
    found.shared = left
    found.mentions.sort(key=lambda m: (m.start, -m.end))


_ABBREVIATION = re.compile(r"\s*\((?:the\s+)?([A-Z][A-Z.&-]{1,9})\)")


def _defined(found: Scan) -> None:
    """Abbreviations that the article itself explains: ``the Palestinian Authority (PA)``."""
    text = found.text
    known = {(m.start, m.end) for m in found.mentions}
    added: list[Mention] = []
    for mention in found.mentions:
        match = (
            _ABBREVIATION.match(text, mention.end) if mention.how in ("institution", "organisation", "group") else None
        )
        if match is None:
            continue
        word = match.group(1)
        for other in re.finditer(rf"(?<![\w.]){re.escape(word)}(?!\w)", text[mention.end :]):
            start = mention.end + other.start()
            if not any(a < start + len(word) and start < b for a, b in known):
                known.add((start, start + len(word)))
                added.append(mention._replace(start=start, end=start + len(word)))
    _add(found, added)


_HEADS = (
    "League|Commission|Mission|Council|Union|Agency|Department|Ministry|Alliance|Organi[sz]ation|Court|Fund|Bank|Bureau|"
    "Committee|Corps|Assembly|Conference|Community|Secretariat|Authority|Federation|Group"
)
_SHORT = re.compile(rf"\b[Tt]he ({_HEADS})\b(?![’'-]?\s*(?:of|for|on|against)\b)(?!\s+[A-Z])")


def _shortened(found: Scan) -> None:
    """Later short forms of a body's name: ``the League`` after ``the League of Arab States``."""
    added: list[Mention] = []
    places = [m.start for m in found.mentions]
    for match in _SHORT.finditer(found.text):
        start, end = match.span(1)
        index = bisect_left(places, start)
        if any(m.start < end and start < m.end for m in found.mentions[max(0, index - 1) : index + 1]):
            continue
        owner = next((m for m in reversed(found.mentions[:index]) if match.group(1) in m.institution.split()), None)
        if owner is not None:
            added.append(owner._replace(start=start, end=end))
    _add(found, added)


_HOUSE = re.compile(
    r"\b(?:at|from|inside|around) (State)\b(?![ -](?:[A-Z]|of\b|media|television|tv|run|owned|level|law|elections?))"
)


def _in_house(found: Scan) -> None:
    """The word by which Washington calls its foreign ministry: ``officials at State``."""
    added = [
        Mention(*match.span(1), "USA", "institution", "US Department of State", "state")
        for match in _HOUSE.finditer(found.text)
    ]
    _add(found, added)


def _nearest(sure: list[Mention], places: list[int], start: int, codes: dict[str, Name]) -> Name | None:
    index = bisect_left(places, start)
    best: tuple[int, Name] | None = None
    for mention in (*reversed(sure[:index]), *sure[index:]):
        if mention.code in codes:
            distance = abs(mention.start - start)
            if best is None or distance < best[0]:
                best = (distance, codes[mention.code])
    return best[1] if best else None


def _shouted(text: str, mention: Mention) -> bool:
    """Whether a short name in capitals is a word of a heading in capitals: ``TELL US NOW``."""
    word = text[mention.start : mention.end]
    if word not in _WORDS:
        return False
    line = text.rfind("\n", 0, mention.start) + 1
    before = text[max(line, mention.start - 40) : mention.start]
    after = text[mention.end : mention.end + 40].split("\n", maxsplit=1)[0]
    others = [w for w in _SHOUTED.findall(f"{before} {after}") if len(w) > 1]
    near = bool(re.search(r"\b[A-Z]{2,}[’'A-Z]*[,:]?\s+$", before) or re.match(r"\s+[A-Z]{2,}\b", after))
    return len(others) >= 2 and near


def _verb(text: str, mention: Mention) -> bool:
    """Whether an adjective of a state is a verb at the head of a sentence: ``Polish the brass``."""
    after = re.match(r"\s+(?:the|your|my|our|his|her|up|off)\b", text[mention.end : mention.end + 8])
    opening = re.search(r"(?:^|[.!?:\n“\"]\s*)$", text[max(0, mention.start - 3) : mention.start])
    return mention.how == "demonym" and after is not None and opening is not None


def _in_a_name(mention: Mention, marks: Marks | None) -> bool:
    """Whether a place's name is a part of a person's: ``Paris Hilton``, ``Michael Jordan``."""
    if marks is None or mention.how not in ("name", "capital", "city", "metonym"):
        return False
    entity = marks.at(mention.start, mention.end)
    if entity is None or entity.kind != "person" or entity.confidence < _SURE:
        return False
    return entity.end - entity.start > mention.end - mention.start + 1


def _in_time(mention: Mention, registry: Registry, date: str | None) -> Mention:
    """The state that a capital or an institution belonged to on the article's day."""
    if mention.how not in _INHERITED or date is None:
        return mention
    code = registry.in_time(mention.code, date)
    return mention if code == mention.code else mention._replace(code=code)
