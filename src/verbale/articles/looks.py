"""How a line looks: its case, its end, whether somebody speaks in it."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*")
_NO_LETTER = re.compile(r"[\W_]+")
_STOP = re.compile(r"[.!?…][\"”’'»)\]*]{0,3}$")
_BULLET = re.compile(r"(?:[•●▪‣·■►▶◆○∙*]|[–—-](?=\s))\s{0,4}\S|\d{1,2}[.)]\s")
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "nor",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "as",
        "is",
        "are",
        "be",
        "vs",
        "via",
        "over",
        "into",
        "off",
        "up",
        "out",
        "than",
        "after",
        "before",
        "amid",
        "about",
        "its",
        "it",
        "not",
        "if",
        "so",
        "per",
        "de",
        "la",
        "el",
        "al",
    ]
)
_SAID = re.compile(
    r"\b(?:said|says|told|added|adds|according to|announced|denied|warned|urged|asked|replied|tweeted|wrote|noted"
    r"|stressed|insisted|claimed|stated|declared|called|vowed|rejected|condemned|welcomed)\b"
)
_OPEN_QUOTES = '"“”„«'
_NOT_NAMES = frozenset(
    [
        "news",
        "world",
        "politics",
        "analysis",
        "opinion",
        "exclusive",
        "update",
        "the",
        "and",
        "of",
        "in",
        "on",
        "for",
        "us",
        "uk",
        "un",
        "breaking",
        "special",
        "report",
        "story",
        "state",
        "department",
        "house",
        "white",
        "north",
        "south",
        "east",
        "west",
        "sanctions",
        "talks",
        "war",
        "crisis",
    ]
)


def words(text: str) -> list[str]:
    """Return the words of ``text``."""
    return _WORD.findall(text)


def fold(text: str) -> str:
    """``text`` for comparison: letters and digits only, lower case, without accents and compatibility forms."""
    return _NO_LETTER.sub("", (text if text.isascii() else unicodedata.normalize("NFKD", text)).lower())


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends as a sentence does."""
    return _STOP.search(text[-6:]) is not None


def is_bullet(text: str) -> bool:
    """Whether ``text`` is an item of a list."""
    return _BULLET.match(text) is not None


def has_speech(text: str) -> bool:
    """Whether ``text`` quotes or reports somebody, as furniture hardly does."""
    return any(c in _OPEN_QUOTES for c in text) or _SAID.search(text) is not None


def is_all_caps(text: str) -> bool:
    """Whether (almost) all letters of ``text`` are capitals."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and sum(1 for c in letters if c.isupper()) >= 0.9 * len(letters)


def is_title_case(text: str) -> bool:
    """Whether the words of ``text``, small ones aside, begin with capitals or are numbers."""
    big = [w for w in words(text) if w.lower() not in _SMALL and not w[0].isdigit()]
    return len(big) >= 2 and sum(1 for w in big if w[0].isupper()) >= 0.8 * len(big)


def is_news(text: str) -> bool:
    """Whether ``text`` looks like a paragraph: a whole sentence of some length, or a long one."""
    count = len(words(text))
    if count >= 12 and (ends_sentence(text) or len(text) > 250):
        return not is_title_case(text) or len(text) > 120
    return count >= 6 and ends_sentence(text) and not is_title_case(text) and text[:1] not in _OPEN_QUOTES


def is_name_line(text: str) -> bool:
    """Whether ``text`` may be nothing but one or two persons' names."""
    parts = re.split(r",? and |, |\s&\s", text.strip())
    return 1 <= len(parts) <= 4 and all(_is_name(part) for part in parts)


def _is_name(text: str) -> bool:
    parts = text.split()
    return (
        2 <= len(parts) <= 4
        and len(text) <= 45
        and all(p[0].isupper() and all(c.isalpha() or c in ".’'-" for c in p) for p in parts)
        and not any(p.lower() in _NOT_NAMES for p in parts)
        and not text.isupper()
    )
