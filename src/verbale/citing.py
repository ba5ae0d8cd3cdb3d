"""Citations of statements and events, for reference managers and for people.

The article is what is cited: title, outlet, byline, address, and its date as precisely as it is known. The words that
are quoted, who said them and when stand in the note, with the id in the record. Nothing is made up: an unknown date is
*n.d.*, an article without a title says so.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args
from urllib.parse import quote

from verbale.actors.registry.words import slug
from verbale.asking.dates import in_words
from verbale.record.dates import precision_of
from verbale.record.model import RecordedEvent, RecordedStatement

if TYPE_CHECKING:
    from verbale.record.store import Record
    from verbale.schema import Speaker

Form = Literal["bib", "ris", "json", "txt"]
#: Forms of citation, by the endings of their files: BibTeX, RIS, CSL-JSON, plain text.
FORMS: tuple[Form, ...] = get_args(Form)
#: Their media types.
MEDIA_TYPES: dict[Form, str] = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "json": "application/vnd.citationstyles.csl+json",
    "txt": "text/plain; charset=utf-8",
}

NO_DATE = "n.d."
NO_TITLE = "[untitled]"

_PLAIN_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}#[se]\d+\Z")
_HASH = 10
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: A person's name as bylines give it: two to four words, each with a capital, initials and particles between.
_NAME_WORD = r"[^\W\d_][^\s,;&]*"
_PERSON = re.compile(rf"{_NAME_WORD}(?: (?:{_NAME_WORD}|[^\W\d_]\.)){{1,3}}\Z")
_PARTICLES = frozenset({"al", "bin", "da", "de", "del", "der", "di", "dos", "du", "el", "la", "le", "van", "von", "y"})
_NO_NAME = re.compile(
    r"\b(?:agenc\w*|associated|bureau|correspondents?|desk|editors?|monitoring|news|our|press|reporters?|reuters|report|"
    r"service|staff|team|the|wire|writers?)\b",
    re.IGNORECASE,
)
_JOINERS = "\u200c\u200d"
#: Of a byline or a speaker's line, what a transcript puts behind the name: *MS RENN:*; a full stop may be an initial's.
_BEHIND = re.compile(r"\s*[:;,–—-][\s.:;,–—-]*\Z")
#: Whoever is called so alone has no given name.
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady"})
#: What ends a sentence, within closing marks as well.
#: What joins a quotation to the sentence around it and is no part of it where it stands alone.
_JOINING = re.compile(r"\s*[,;:–—-]+\Z")
_ENDED = re.compile(r"[.!?…][\"'”’»)\]]*\Z")
_BY = re.compile(r"^\s*by[\s:]+", re.IGNORECASE)
_JOINTS = re.compile(r"\s*(?:[,;&/|]|\band\b)\s*")
_TEX = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{sign: f"\\{sign}" for sign in "$&%#_"},
}


@dataclass(frozen=True, slots=True)
class Cited:
    """A statement or event to cite, with what its head does not tell of the article.

    ``byline``: who wrote it, as the article has it. ``issuer``: of an official document, who is then its author.
    """

    item: RecordedStatement | RecordedEvent
    byline: str | None = None
    issuer: str | None = None


def cited(record: Record, item_id: str) -> Cited:
    """A statement or event of a record, by ``ARTICLE#s1`` or ``ARTICLE#e1``, ready to cite.

    Raises :class:`~verbale.errors.NotInRecordError`.
    """
    is_event = item_id.rpartition("#")[2].startswith("e")
    item = record.event(item_id) if is_event else record.statement(item_id)
    article = record.article(item.article.id).article
    return Cited(item, article.byline, article.issuer if article.form == "document" else None)


def cite(items: Iterable[Cited | RecordedStatement | RecordedEvent], form: Form) -> str:
    """The citations of statements and events as the text of one file.

    Raises ``ValueError`` for a form that is none of :data:`FORMS`.
    """
    writers: dict[str, Callable[[list[Cited]], str]] = {"bib": _bibtex, "ris": _ris, "json": _csl, "txt": _plain}
    if form not in writers:
        raise ValueError(f"{form!r} is no form of citation; known are {', '.join(FORMS)}")
    return writers[form]([one if isinstance(one, Cited) else Cited(one) for one in items])


def citation_key(item_id: str) -> str:
    """A key of ASCII letters, digits and ``.:_-`` for an id of the record; always the same, and no other id's.

    Programs that compare keys may ignore letter case, so that an id with capitals gets a hash of itself as well.
    """
    if _PLAIN_ID.match(item_id):
        return item_id.replace("#", ":")
    article, _, own = item_id.rpartition("#")
    mark = hashlib.sha256(item_id.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH]
    return f"{slug(article)[:60].strip('-') or 'article'}:{slug(own) or 'x'}-{mark}"


@dataclass(frozen=True, slots=True)
class _Author:
    """One author: both parts of a person's name, or what is no person's name in ``given`` alone."""

    given: str
    family: str = ""


@dataclass(frozen=True, slots=True)
class _Source:
    """What all forms write, in plain text on one line each."""

    key: str
    id: str
    authors: tuple[_Author, ...]
    title: str
    outlet: str
    date: str | None
    url: str
    note: str
    document: bool


def _source(one: Cited) -> _Source:
    head = one.item.article
    date = head.published.date
    issuer = _line(one.issuer)
    return _Source(
        key=citation_key(one.item.id),
        id=_line(one.item.id),
        authors=(_Author(issuer),) if issuer else _authors(one.byline),
        title=_line(head.title) or NO_TITLE,
        outlet=_line(head.outlet),
        date=date if precision_of(date) in ("year", "month", "day") else None,
        url=_address(head.url),
        note=_note(one.item),
        document=bool(issuer),
    )


def _note(item: RecordedStatement | RecordedEvent) -> str:
    """Who said what, or what happened, in which words, and where it stands in the record."""
    quote = _JOINING.sub("", item.quote)
    when = " to ".join(map(in_words, (item.when or "").split("/")))
    if isinstance(item, RecordedEvent):
        event = item.event
        parties = " and ".join(event.actor)
        towards = f" towards {' and '.join(event.recipient)}" if event.recipient else ""
        told = ", ".join(filter(None, (f"Event: {event.type}, {event.status}", f"{parties}{towards}", when)))
        words = f"“{quote}”"
    else:
        told = ", ".join(filter(None, (" and ".join(map(_who, _speakers(item))), when)))
        verb = {"direct": "quoted", "mixed": "quoted in part", "indirect": "reported"}[item.statement.kind]
        words = f"{verb}: “{quote}”" if item.statement.kind != "direct" else f"“{quote}”"
    return _line(f"{told}: {_ended(words)} Record id: {item.id}")


def _speakers(item: RecordedStatement) -> tuple[Speaker, ...]:
    return (item.statement.speaker, *item.statement.co_speakers)


def _who(speaker: Speaker) -> str:
    known = [name for one in (speaker.name, speaker.office, speaker.institution) if (name := _name(one))]
    told = ", ".join(known) or ("unnamed speaker" if speaker.anonymous else "unknown speaker")
    return f"{told} ({speaker.country})" if speaker.country else told


def _authors(byline: str | None) -> tuple[_Author, ...]:
    """The persons of a byline; one that holds anything else is one author as it stands."""
    text = _name(_BY.sub("", _line(byline)))
    names = [name for one in _JOINTS.split(text) if (name := _name(one))]
    if names and all(_is_person(one) for one in names):
        return tuple(_Author(*_parted(one)) for one in names)
    return (_Author(text),) if text else ()


def _is_person(name: str) -> bool:
    words = name.split()
    capital = all(word[0].isupper() or word.lower() in _PARTICLES for word in words)
    titled = len(words) < 3 and words[0].rstrip(".").lower() in _TITLES
    return (
        capital
        and not titled
        and words[-1][0].isupper()
        and _PERSON.match(name) is not None
        and not _NO_NAME.search(name)
    )


def _parted(name: str) -> tuple[str, str]:
    """Given names and family name; particles belong to the family's."""
    words = name.split()
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])


def _line(text: str | None) -> str:
    """Text on one line, without characters that steer a program; those that join letters stay."""
    kinds = ((char, unicodedata.category(char)) for char in text or "")
    kept = (" " if kind == "Cc" else char for char, kind in kinds if kind not in ("Cf", "Cs") or char in _JOINERS)
    return " ".join("".join(kept).split())


def _name(text: str | None) -> str:
    """A name without what a transcript puts behind it."""
    return _BEHIND.sub("", _line(text))


def _ended(text: str) -> str:
    """A text with the full stop that it lacks."""
    return text if _ENDED.search(text) else f"{text}."


def _address(url: str | None) -> str:
    """An address in ASCII that no form has to escape; what is none of the web's is left out."""
    text = _line(url)
    return quote(text, safe="!#$%&'()*+,-./:;=?@_~[]") if re.match(r"https?://", text, re.IGNORECASE) else ""


def _bibtex(items: list[Cited]) -> str:
    return "\n".join(map(_bibtex_entry, map(_source, items)))


def _bibtex_entry(source: _Source) -> str:
    year, month, _ = _date_parts(source)
    fields = {
        "author": " and ".join(_bibtex_author(one) for one in source.authors),
        "title": f"{{{_tex(source.title)}}}",
        "howpublished" if source.document else "journal": _tex(source.outlet),
        "year": year or NO_DATE,
        "month": month and _MONTHS[int(month) - 1],
        "date": source.date or "",
        # An address is taken as it is; a percent sign would begin a comment only outside of such a field.
        "url": source.url,
        "note": _tex(source.note),
    }
    # A month is a macro and stands without braces.
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields.items() if value]
    return "\n".join((f"@{'misc' if source.document else 'article'}{{{source.key},", *lines, "}", ""))


def _bibtex_author(author: _Author) -> str:
    return f"{_tex(author.family)}, {_tex(author.given)}" if author.family else f"{{{_tex(author.given)}}}"


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in text)


def _ris(items: list[Cited]) -> str:
    return "".join(map(_ris_entry, map(_source, items)))


def _ris_entry(source: _Source) -> str:
    year, month, day = _date_parts(source)
    tags = [
        ("TY", "GEN" if source.document else "NEWS"),
        ("ID", source.key),
        *(("AU", f"{one.family}, {one.given}" if one.family else one.given) for one in source.authors),
        ("TI", source.title),
        ("T2", source.outlet),
        ("PY", year or NO_DATE),
        # Year, month and day, each with its slash though it may be empty.
        ("DA", f"{year}/{month}/{day}/" if year else ""),
        ("UR", source.url),
        ("AN", source.id),
        ("N1", source.note),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in tags if value) + "ER  - \r\n"


def _csl(items: list[Cited]) -> str:
    return json.dumps([_csl_item(_source(one)) for one in items], ensure_ascii=False, indent=1) + "\n"


def _csl_item(source: _Source) -> dict[str, Any]:
    parts = [int(one) for one in _date_parts(source) if one]
    item = {
        "id": source.key,
        "citation-key": source.key,
        "type": "document" if source.document else "article-newspaper",
        "title": source.title,
        "author": [
            {"family": one.family, "given": one.given} if one.family else {"literal": one.given}
            for one in source.authors
        ],
        "container-title": source.outlet,
        "issued": {"date-parts": [parts]} if parts else {"literal": NO_DATE},
        "URL": source.url,
        "note": source.note,
    }
    return {name: value for name, value in item.items() if value}


def _plain(items: list[Cited]) -> str:
    return "".join(f"{_plain_entry(_source(one))}\n" for one in items)


def _plain_entry(source: _Source) -> str:
    authors = " and ".join(" ".join(filter(None, (one.given, one.family))) for one in source.authors)
    where = ", ".join(filter(None, (source.outlet, in_words(source.date) if source.date else NO_DATE)))
    title = source.title if source.title == NO_TITLE else f"“{source.title}”"
    said = [_ended(one) for one in (authors, title, where) if one]
    # No full stop after an address, which would become part of it.
    return " ".join(filter(None, (*said, source.url, f"{source.note}.")))


def _date_parts(source: _Source) -> tuple[str, str, str]:
    year, month, day = [*(source.date or "").split("-"), "", ""][:3]
    return year, month, day
