"""Official documents, in which the issuer speaks: readouts, statements, joint statements, fact sheets, remarks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from verbale.articles.lines import Unit

#: Titles that only official documents bear.
_TITLE = re.compile(
    r"^(?:read-?out (?:of|from|on)\b|joint (?:\w+ ){0,3}?(?:statement|communiqu[eé]|declaration|press (?:statement|release))\b"
    r"|statement (?:by|from|of|on)\b|statements? by\b|press (?:statement|release|communiqu[eé])\b|fact ?sheet\b"
    r"|remarks (?:by|of|as)\b|proclamation (?:on|by)\b|executive order\b|memorandum (?:on|for|of)\b|message (?:to|from) the"
    r"|(?:press briefing|press gaggle|background (?:press )?(?:call|briefing)|on-the-record (?:press )?(?:call|gaggle))\b"
    r"|note verbale\b|communiqu[eé]\b|media note\b|letter (?:to|from) the\b|(?:chair|presidency|president)[’']s (?:statement|summary)\b)"
    r"|\b(?:joint|leaders[’']?|ministerial|trilateral|quad|summit) (?:leaders[’']? |ministers[’']? |summit |vision |press )?"
    r"(?:statement|communiqu[eé]|declaration|fact sheet)(?:$|:| (?:on|of|by|between|from|regarding|following|issued)\b)"
    r"|(?:^|\b)(?:communiqu[eé]|declaration)$|[’']s statement (?:on|regarding)\b|^g-?(?:7|20) .{0,60}(?:statement|communiqu[eé])",
    re.I,
)
_END_MARK = re.compile(r"(?:\\?#\s{0,2}){1,3}")
_OFFICIAL = re.compile(
    r"\b(?:white house|state department|department of (?:state|defen[cs]e|the treasury|commerce)|ministry|foreign office"
    r"|foreign affairs|embassy|prime minister[’']s office|government of|european council|european commission|nato|united"
    r" nations|kremlin|office of the|press office|treasury|pentagon)\b",
    re.I,
)
_HOST_ISSUERS = {
    "whitehouse.gov": "The White House",
    "bidenwhitehouse.archives.gov": "The White House",
    "trumpwhitehouse.archives.gov": "The White House",
    "obamawhitehouse.archives.gov": "The White House",
    "state.gov": "US Department of State",
    "defense.gov": "US Department of Defense",
    "treasury.gov": "US Department of the Treasury",
    "gov.uk": "UK Government",
    "kremlin.ru": "The Kremlin",
    "nato.int": "NATO",
    "un.org": "United Nations",
    "consilium.europa.eu": "Council of the European Union",
    "mofa.gov.pk": "Ministry of Foreign Affairs of Pakistan",
    "mea.gov.in": "Ministry of External Affairs of India",
}
_READOUT = re.compile(
    r"^(?:(?:today|yesterday|on (?:\w+day|\w+ \d{1,2}),?|this (?:morning|afternoon|evening|week)|earlier today|last night),? )?"
    r"(?:at the request of .{3,60}, )?(?:the )?(?:\w+[ -]){0,4}?(?:president|vice president|prime minister|national security advis[eo]r"
    r"|deputy national security advis[eo]r|secretary|foreign (?:minister|secretary)|first lady|chancellor|king|ambassador|minister"
    r"|assistant to the president|special envoy|nsc|press secretary)\b[^.]{2,160}?"
    r"\b(?:spoke|met|held|hosted|called|convened|participated|travell?ed|joined|welcomed|received|placed a call|greeted|visited)\b",
    re.I,
)
_SELF = re.compile(r"\b(?:we|our)\b", re.I)
_BY = re.compile(r"\b(?:statements?|remarks|message|letter|press (?:briefing|gaggle)|gaggle) (?:by|from|of) (?P<who>.+)", re.I)
_BY_END = re.compile(
    r"\s+(?:on|regarding|about|following|in|at|after|before|to|marking|ahead|during|during|aboard|with respect|for|upon|concerning"
    r"|condemning|welcoming|celebrating|announcing)\b|[,:;]\s|\s[–—-]\s"
)
_JOINT_BY = re.compile(
    r"\b(?:statement|communiqu[eé]|declaration)s? (?:by|from|of|between) (?P<who>.+)", re.I
)
_PAIR = re.compile(
    r"^(?:the )?(?P<pair>(?:[A-Z][\w.’']*(?: (?:of|and|the|[A-Z][\w.’']*)){0,5})(?:\s?[-–—/]\s?(?:[A-Z][\w.’']*(?: [A-Z][\w.’']*){0,4})){1,3})"
    r" (?:joint|leaders|summit|bilateral|ministerial|trilateral)\b",
    re.I,
)
_OF = re.compile(
    r"^read-?out (?:of|from|on) (?P<who>.+?)(?:[’']s?|s)? (?:(?:bilateral|virtual|phone|secure|video|trilateral|expanded|first"
    r"|introductory|telephone|recent|upcoming|working) )*(?:calls?|meetings?|conversations?|travel|trip|visit|participation|engagement"
    r"|discussions?|lunch|dinner|session|roundtable|convening|event|pull-aside|interaction|remarks|briefing|video ?conference)\b",
    re.I,
)
_ACRONYMS = frozenset("nsc us usa uk eu un nato u.s. g7 g20 aukus asean uae odni usaid".split())
_SMALL = frozenset("of the and by on in for to with at from".split())


@dataclass(frozen=True, slots=True)
class Official:
    """An official document: who issues it, as written, or None, with the reason for both."""

    issuer: str | None
    reason: str
    issuer_reason: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What can tell that a text is an official document: its title, outlet, address, and its file's name."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    stem: str = ""


def official(paragraphs: Sequence[Unit], evidence: Evidence) -> Official | None:
    """Whether the text is an official document, and whose; None for a report of the press."""
    title = _document_title(paragraphs, evidence)
    outlet = evidence.outlet if evidence.outlet and _OFFICIAL.search(evidence.outlet) else None
    host = _host_issuer(evidence.url)
    marked = bool(paragraphs) and any(_END_MARK.fullmatch(unit.text) for unit in paragraphs[-3:])
    from_press = bool(evidence.outlet) and outlet is None
    if title and not from_press:
        reason = f"its title “{title}”" if len(title) <= 90 else "its title"
    elif (outlet or host) and paragraphs:
        reason = f"it comes from {outlet or host}"
    elif marked and not from_press:
        reason = "it ends with the mark that ends official releases"
    elif paragraphs and not from_press and _is_readout(paragraphs):
        reason = "it reads as a readout: an office tells of its holder's meeting, and nobody reports it"
    else:
        return None
    issuer, why = _issuer(title, outlet, host)
    return Official(issuer, reason, why)


def _document_title(paragraphs: Sequence[Unit], evidence: Evidence) -> str | None:
    """The title that marks an official document: of the metadata, the first lines, or the file's name."""
    if evidence.title and _TITLE.search(evidence.title):
        return evidence.title
    for unit in paragraphs[:3]:
        if len(unit.text) <= 220 and unit.text[-1:] not in ".!?:;,”\"" and _TITLE.search(unit.text):
            return unit.text
    stem = re.sub(r"^\d{4}-\d{2}-\d{2}-", "", evidence.stem)
    if stem.count("-") >= 3 or stem.count("_") >= 3:
        words = stem.replace("-", " ").replace("_", " ")
        if _TITLE.search(words):
            return _from_slug(words)
    return None


def _from_slug(words: str) -> str:
    """A file's name as a title: acronyms in capitals, small words small."""
    parts = words.split()
    return " ".join(
        w.upper() if w in _ACRONYMS else w if w in _SMALL and n else w[:1].upper() + w[1:] for n, w in enumerate(parts)
    )


def _host_issuer(url: str | None) -> str | None:
    if not url:
        return None
    host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    for known, issuer in _HOST_ISSUERS.items():
        if host == known or host.endswith("." + known):
            return issuer
    return None


def _is_readout(paragraphs: Sequence[Unit]) -> bool:
    """A readout without title or end mark: its first sentence tells of a meeting, and no word of reporting or quotation
    stands in it, as it would in the press."""
    whole = " ".join(unit.text for unit in paragraphs[:12])
    if not _READOUT.match(paragraphs[0].text) or len(paragraphs) > 14:
        return False
    reported = re.search(
        r"\b(?:said|says|told|according to|reportedly|reporters|sources|[A-Z]{2,4} reported|statement|readout)\b|[“”\"]", whole
    )
    return reported is None and re.search(r"\b(?:reaffirmed|underscored|discussed|emphasi[sz]ed|reiterated)\b", whole) is not None


def _issuer(title: str | None, outlet: str | None, host: str | None) -> tuple[str | None, str]:
    """Who issues the document, as written in its title, else the institution it comes from."""
    if title:
        if re.search(r"\bjoint\b", title, re.I):
            who = _joint(title)
            if who:
                return who, "its title names those who speak"
        match = _BY.search(title)
        if match:
            return _trim(match["who"]), "its title names who speaks"
    if outlet or host:
        return outlet or host, "it comes from there"
    if title:
        match = _OF.match(title)
        if match:
            return re.sub(r"[’']s?$", "", match["who"]).strip(), "its title says whose meeting it tells of"
    return None, ""


def _joint(title: str) -> str | None:
    match = _JOINT_BY.search(title)
    if match:
        return _trim(match["who"])
    match = _PAIR.match(title)
    if match:
        parts = [_with_article(part.strip()) for part in re.split(r"\s?[-–—/]\s?", match["pair"])]
        return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else parts[0]
    return None


def _with_article(name: str) -> str:
    return f"the {name}" if re.match(r"(?:United|Republic|Kingdom|Netherlands|Philippines|European)", name) else name


def _trim(who: str) -> str:
    """``who`` up to where the subject of the document begins."""
    match = _BY_END.search(who)
    while match and match.group().startswith(",") and len(who[: match.start()].split()) < 2:
        match = _BY_END.search(who, match.end())
    return (who[: match.start()] if match else who).strip(" ,:;")
