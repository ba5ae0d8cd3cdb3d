"""Official documents, in which the issuer speaks: readouts, statements, joint statements, fact sheets, remarks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from verbale.articles.datelines import dateline
from verbale.articles.lines import Unit
from verbale.articles.patterns import load_data

_END_MARK = re.compile(r"(?:\\?#\s{0,2}){1,3}")
_LEADERS = re.compile(
    r"(?:\d{1,2}\.\s)?(?:today,? )?(?:we|the (?:leaders|foreign ministers|heads of state) of)\b", re.I
)
_SELF = re.compile(r"\b(?:we|our)\b", re.I)
_REPORTS = re.compile(r"\b(?:said|told|according to|added|says)\b")
_ASIDE = re.compile(r"\b(?:reportedly|reporters|sources|statement|readout)\b|[“”\"]")
_TALKED = re.compile(r"\b(?:reaffirmed|underscored|discussed|emphasi[sz]ed|reiterated)\b")
_BY = re.compile(
    r"\b(?:(?:statements?|remarks|message|letter|(?:press )?(?:briefing|gaggle|call)) (?:by|from|of)"
    r"|read-?out (?:by|from)) (?P<who>.+)",
    re.I,
)
_JOINT_BY = re.compile(r"\b(?:statement|communiqu[eé]|declaration)s? (?:by|from|of|between) (?P<who>.+)", re.I)
_PAIR = re.compile(
    r"^(?:the )?(?P<pair>(?:[A-Z][\w.’']*(?: (?:of|and|the|[A-Z][\w.’']*)){0,5}?)"
    r"(?:\s?[-–—/]\s?(?:[A-Z][\w.’']*(?: [A-Z][\w.’']*){0,4}?)){1,3})"
    r" (?:joint|leaders|summit|bilateral|ministerial|trilateral)\b",
    re.I,
)
_INNER_PAIR = re.compile(r"\b([A-Z][\w.]+(?: [A-Z][\w.]+){0,2})[-–—]([A-Z][a-z]+(?: [A-Z][a-z]+)?)\b")
_WITH_THE = re.compile(r"(?:United|Republic|Kingdom|Netherlands|Philippines|European|U\.S\.|UK|EU)")
_ADJECTIVES = "bilateral|virtual|phone|secure|video|trilateral|expanded|first|introductory|telephone|recent|working"
_ACRONYMS = frozenset(["nsc", "us", "usa", "uk", "eu", "un", "nato", "g7", "g20", "aukus", "asean", "uae", "odni"])
_SMALL = frozenset(["of", "the", "and", "by", "on", "in", "for", "to", "with", "at", "from"])


@dataclass(frozen=True, slots=True)
class _Known:
    """Patterns of data/documents.yaml, compiled; see there."""

    title: re.Pattern[str]
    institution: re.Pattern[str]
    readout: re.Pattern[str]
    parties: re.Pattern[str]
    by_end: re.Pattern[str]
    of: re.Pattern[str]
    holder: re.Pattern[str]
    hosts: dict[str, str]


@cache
def _known() -> _Known:
    data = load_data("documents.yaml")
    of = rf"^read-?out (?:of|from|on) (?P<who>.+?) (?:(?:{_ADJECTIVES}) )*(?:{'|'.join(data['meetings'])})\b"
    readout = data["readout"]
    return _Known(
        title=_any(data["title"]),
        institution=_any(data["institution"]),
        readout=re.compile(readout["when"] + readout["who"] + readout["what"], re.I),
        parties=re.compile(data["parties"], re.I),
        by_end=_any(data["by_end"]),
        of=re.compile(of, re.I),
        holder=re.compile(rf"\b(?:{'|'.join(data['holder'])})\b", re.I),
        hosts=data["hosts"],
    )


def _any(sources: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{source})" for source in sources), re.I)


@dataclass(frozen=True, slots=True)
class Official:
    """An official document: who issues it, as written, or None, with the reason for both.

    ``slug_title``: the title, where only the file's name gives it.
    """

    issuer: str | None
    reason: str
    issuer_reason: str
    slug_title: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What can tell that a text is an official document: its title, outlet, address, and its file's name.

    ``spoken``: it is a transcript, in which words of reporting are nobody's report.
    """

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    stem: str = ""
    spoken: bool = False


def official(paragraphs: Sequence[Unit], evidence: Evidence) -> Official | None:
    """Tell whether the text is an official document, and whose; None for a report of the press."""
    if not paragraphs:
        return None
    outlet = evidence.outlet if evidence.outlet and _known().institution.search(evidence.outlet) else None
    host = _host_issuer(evidence.url)
    if evidence.outlet and outlet is None and host is None:
        return None  # a paper's article on a statement may bear the statement's title
    written = _document_title(paragraphs, evidence)
    slug = None if written else _slug_title(evidence.stem)
    reason = _reason(paragraphs, written or slug, outlet or host, spoken=evidence.spoken)
    if reason is None:
        return None
    head = " ".join(unit.text for unit in paragraphs[:3])[:1500]
    issuer, why = _issuer(written or slug, outlet or host, head)
    return Official(issuer, reason, why, slug)


def _reason(paragraphs: Sequence[Unit], title: str | None, origin: str | None, *, spoken: bool) -> str | None:
    """Why the text is an official document, or None: its origin, its end mark, its title, how it reads."""
    marked = any(_END_MARK.fullmatch(unit.text) for unit in paragraphs[-3:])
    if title and (origin or marked or spoken or not _is_report(paragraphs)):
        return f"its title “{title}”" if len(title) <= 90 else "its title"
    if origin or marked:
        return f"it comes from {origin}" if origin else "it ends with the mark that ends official releases"
    if not spoken and _is_readout(paragraphs):
        return "it reads as a readout: an office tells of its holder's meeting, and nobody reports it"
    return "it speaks for several governments together" if not spoken and _is_joint(paragraphs) else None


def _document_title(paragraphs: Sequence[Unit], evidence: Evidence) -> str | None:
    """Return the title that marks an official document: of the metadata or the first lines."""
    if evidence.title and _known().title.search(evidence.title):
        return evidence.title
    for unit in paragraphs[:3]:
        if len(unit.text) <= 220 and unit.text[-1:] not in '.!?:;,”"' and _known().title.search(unit.text):
            return unit.text
    return None


def _slug_title(name: str) -> str | None:
    """Return the title that a file's name spells, if only an official document bears such a one."""
    stem = re.sub(r"^\d{4}-\d{2}-\d{2}-", "", name)
    if stem.count("-") < 3 and stem.count("_") < 3:
        return None
    words = stem.replace("-", " ").replace("_", " ").strip()
    return _from_slug(words) if _known().title.search(words) else None


def _from_slug(words: str) -> str:
    """Return a file's name as a title: acronyms in capitals, small words small."""
    return " ".join(
        word.upper() if word in _ACRONYMS else word if word in _SMALL and n else word[:1].upper() + word[1:]
        for n, word in enumerate(words.split())
    )


def _host_issuer(url: str | None) -> str | None:
    if not url:
        return None
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return None
    return next((who for known, who in _known().hosts.items() if host == known or host.endswith(f".{known}")), None)


def _is_report(paragraphs: Sequence[Unit]) -> bool:
    """Whether the opening reads as a report of the press, whatever its title: a dateline, or people who said things."""
    head = paragraphs[:10]
    return any(dateline(unit.text) for unit in head[:6]) or sum(1 for u in head if _REPORTS.search(u.text)) >= 3


def _is_readout(paragraphs: Sequence[Unit]) -> bool:
    """Whether this is a readout without title or end mark.

    Its first sentence tells of a meeting, and nothing in it is quoted or reported, as the press would do.
    """
    if not _known().readout.match(paragraphs[0].text) or len(paragraphs) > 14:
        return False
    whole = " ".join(unit.text for unit in paragraphs)
    return not _REPORTS.search(whole) and not _ASIDE.search(whole) and _TALKED.search(whole) is not None


def _is_joint(paragraphs: Sequence[Unit]) -> bool:
    """Whether this is a joint statement without title: governments named as its parties agree, or speak as ``we``."""
    head = " ".join(unit.text for unit in paragraphs[:4])[:1500]
    parties = _known().parties.match(paragraphs[0].text) is not None and "greement" in head
    leaders = _LEADERS.match(paragraphs[0].text) is not None and len(_SELF.findall(head)) >= 3
    return (parties or leaders) and not _REPORTS.search(head) and not re.search('[“”"]\\w+ \\w+ \\w+ \\w+', head)


def _issuer(title: str | None, origin: str | None, head: str) -> tuple[str | None, str]:
    """Return who issues the document, as written in its title, else the institution it comes from, and why."""
    if title:
        who = _joint(title) if re.search(r"\bjoint\b", title, re.I) else None
        if who:
            return who, "its title names those who speak"
        match = _BY.search(title)
        if match:
            return _trim(match["who"]), "its title names who speaks"
    if origin:
        return origin, "it comes from there"
    match = _known().of.match(title) if title else None
    holder = _holder(match["who"], head) if match else None
    return (holder, "its title says whose meeting it tells of") if holder else (None, "")


def _holder(who: str, head: str) -> str | None:
    """Return whose office tells: ``President Roe's`` is ``President Roe``, or None where ``who`` names nobody.

    In a file's name the apostrophe is lost; the form that occurs in ``head`` is the name.
    """
    if re.match(r"(?:the )?white house\b", who, re.I):
        return "The White House"
    bare = re.sub(r"[’']s?$|\sS$", "", who.strip()).strip()
    last = bare.split()[-1] if bare else ""
    if last.endswith("s") and not _occurs(last, head) and _occurs(last[:-1], head):
        bare = bare[:-1]
    named = _known().holder.search(bare) and not re.match(r"(?:the|meeting|call)\b", bare, re.I)
    return bare if named else None


def _occurs(word: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", text) is not None


def _joint(title: str) -> str | None:
    """Return the parties of a joint statement that its title names."""
    match = _JOINT_BY.search(title)
    if match:
        return _trim(match["who"], commas=False)
    match = _PAIR.match(title)
    if match:
        parts = [_with_article(part.strip()) for part in re.split(r"\s?[-–—/]\s?", match["pair"])]
        return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else parts[0]
    inner = _INNER_PAIR.search(title)
    return f"{_with_article(inner[1])} and {_with_article(inner[2])}" if inner else None


def _with_article(name: str) -> str:
    return f"the {name}" if _WITH_THE.match(name) else name


def _trim(who: str, *, commas: bool = True) -> str:
    """Return ``who`` up to where the subject of the document begins. ``commas``: a comma may end it."""
    match = _known().by_end.search(who)
    while match and match.group().startswith(",") and (not commas or len(who[: match.start()].split()) < 2):
        match = _known().by_end.search(who, match.end())
    return (who[: match.start()] if match else who).strip(" ,:;")
