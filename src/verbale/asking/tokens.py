"""What a person typed, in tokens: words, phrases in quotes, words to leave out, fields with a value, arrows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from verbale.actors.registry.wordings import plain

#: ``word``; ``phrase`` in quotes; ``fixed``: left out (``-word``) or begun (``word*``), which is never understood as
#: anything else; ``field``: ``about:PAK``; ``to`` and ``both``: arrows.
Kind = Literal["word", "phrase", "fixed", "field", "to", "both"]

_QUOTES = '"“”„'
#: A character of a word; a comma ends it before a letter.
_CHAR = rf"[^\s{_QUOTES}<>→⇒↔⇄]"
_TOKEN = re.compile(
    rf"""\s*(?:
        (?P<both><-*>|<=+>|[↔⇄])
      | (?P<to>[-=]*>|[→⇒])
      | (?P<minus>-(?:[{_QUOTES}][^{_QUOTES}]*(?:[{_QUOTES}]|$)|[^\s{_QUOTES}<>→⇒↔⇄]+))
      | (?P<field>(?P<name>[A-Za-z]+):(?P<value>[{_QUOTES}][^{_QUOTES}]*(?:[{_QUOTES}]|$)|[^\s{_QUOTES}<>→⇒↔⇄]+))
      | (?P<phrase>[{_QUOTES}][^{_QUOTES}]*(?:[{_QUOTES}]|$))
      | (?P<word>{_CHAR}(?:(?!-+>|=+>)(?:(?<!,)|(?=[\W\d])){_CHAR})*|<)
    )""",
    re.VERBOSE,
)
_OWN = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_LAST = re.compile(r"[,;.:!?)\]]+$")
_FIRST = re.compile(r"^[(\[]+")


@dataclass(frozen=True, slots=True)
class Token:
    """One of them: where it stands in what was typed, and what it is compared as.

    ``text``: as searched for, quotes made plain. ``plain``: case, accents, marks and a possessive ``'s`` aside; of a
    field its value's. ``name``, ``value``: of a field. ``own``: it has a possessive ``'s``. ``stop``: a comma or
    another mark parts it from what follows.
    """

    kind: Kind
    text: str
    start: int
    end: int
    plain: str = ""
    bare: str = ""
    name: str = ""
    value: str = ""
    own: bool = False
    stop: bool = False


def tokenise(text: str) -> tuple[Token, ...]:
    """All tokens of a text; between them stand only blanks."""
    found: list[Token] = []
    at = 0
    while match := _TOKEN.match(text, at):
        kind = str(match.lastgroup if match["field"] is None else "field")
        start, at = match.start(kind), match.end()
        found.append(_token(kind, match, start))
    return tuple(found)


def joined(tokens: Sequence[Token]) -> str:
    """The tokens as words to search for."""
    return " ".join(token.text for token in tokens)


def _token(kind: str, match: re.Match[str], start: int) -> Token:
    raw, end = match[kind], match.end()
    if kind in ("to", "both"):
        return Token("to" if kind == "to" else "both", raw, start, end)
    if kind == "phrase":
        return Token("phrase", _quoted(raw), start, end)
    if kind == "minus":
        body = raw[1:]
        return Token("fixed", f"-{_quoted(body) if body[0] in _QUOTES else body}", start, end)
    if kind == "field":
        value = match["value"]
        value = value.strip(_QUOTES) if value[0] in _QUOTES else _LAST.sub("", value)
        return Token("field", raw, start, end, plain(value), name=match["name"].lower(), value=value.strip())
    if raw.endswith("*"):
        return Token("fixed", raw, start, end)
    bare = _FIRST.sub("", _LAST.sub("", raw))
    own = _OWN.search(bare) is not None
    stop = _LAST.search(raw) is not None and not _initials(raw)
    name = _OWN.sub("", bare)
    return Token("word", raw, start, end, plain(name) or bare, name, own=own, stop=stop)


def _initials(raw: str) -> bool:
    """Whether the mark at the end belongs to the word: ``U.S.``."""
    return raw.endswith(".") and "." in raw[:-1]


def _quoted(raw: str) -> str:
    """A phrase in plain quotes, closed; one without words is empty quotes."""
    return '"' + " ".join(raw.strip(_QUOTES).split()) + '"'
