"""Parts of a query, and whole queries, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from verbale.asking.dates import in_words
from verbale.asking.names import Names, names_of
from verbale.asking.tokens import tokenise
from verbale.asking.words import words
from verbale.record.browse import Browse

if TYPE_CHECKING:
    from verbale.actors.registry import Registry
    from verbale.actors.registry.model import Entries

_ORDERS = {"newest": "newest first", "oldest": "oldest first", "best": "best first"}
_TOPICS = {"united-nations": "the United Nations", "lgbt-rights": "LGBT rights"}


def label_of(field: str, value: str, names: Names) -> str:
    """A part of a query in words: *about Pakistan*, *since June 2019*."""
    if field == "act":
        known = words().acts.get(value)
        return known.said.lower() if known else value
    if field == "kind":
        return words().kinds.get(value, value)
    if field == "order":
        return _ORDERS.get(value, value)
    pattern, shown = {
        "country": ("by {}", names.label(value)),
        "about": ("about {}", names.label(value)),
        "speaker": ("by {}", _quoted(value)),
        "actor": ("by {}", value),
        "topic": ("on {}", _topic(value)),
        "outlet": ("in {}", value),
        "type": ("events of type {}", value),
        "status": ("events {}", words().statuses_said.get(value, value)),
        "subtype": ("with the practice {}", _practice(value)),
        "since": ("since {}", in_words(value)),
        "until": ("until {}", in_words(value)),
        "words": ("with {}", _quoted(value)),
    }.get(field, ("{}", value))
    return pattern.format(shown)


def describe(browse: Browse, registry: Registry | Entries | None = None) -> str:
    """A query in plain words: *Statements by the United States about Pakistan on sanctions since 2016*.

    ``registry``: whose names are used; the shipped one's where none is given.
    """
    names = names_of(registry) if _coded(browse) else None
    said = [_subject(browse)]
    if browse.kind:
        said.append(_any(words().kinds.get(one, one) for one in browse.kind))
    said += _speakers(browse) if names is None else _people(browse, names)
    if browse.topic:
        said.append("on " + _any(map(_topic, browse.topic)))
    said += _events(browse)
    if browse.subtype:
        said.append("with the practice " + _any(map(_practice, browse.subtype)))
    said.append(_words(browse.words))
    if browse.outlet:
        said.append("in " + _any(browse.outlet))
    said.append(_period(browse))
    told = " ".join(one for one in said if one)
    return f"{told}, {_ORDERS[browse.order]}" if browse.order != "best" else told


def _coded(browse: Browse) -> bool:
    return bool(browse.country or browse.about)


def _subject(browse: Browse) -> str:
    acts = [known.said if (known := words().acts.get(one)) else one for one in browse.act]
    if acts:
        told = _any(one.lower() if at else one for at, one in enumerate(acts))
        return told[:1].upper() + told[1:]
    narrowed = any(getattr(browse, name) for name in _NARROWING) or bool(browse.words.strip())
    return "Statements" if narrowed else "All statements"


_NARROWING = (
    "speaker",
    "actor",
    "country",
    "about",
    "kind",
    "topic",
    "outlet",
    "type",
    "status",
    "subtype",
    "since",
    "until",
)


def _people(browse: Browse, names: Names) -> list[str]:
    said = _speakers(browse)
    countries = _any(map(names.label, browse.country))
    if len(set(browse.country)) == 2 and set(browse.country) == set(browse.about):
        one, other = map(names.label, browse.country)
        return [*said, f"{'for' if said else 'by'} {one} and {other} about one another"]
    if countries:
        said.append(f"for {countries}" if said else f"by {countries}")
    if browse.about:
        said.append("about " + _any(map(names.label, browse.about)))
    return said


def _speakers(browse: Browse) -> list[str]:
    speakers = [*map(_quoted, browse.speaker)]
    said = ["by " + _any(speakers)] if speakers else []
    if browse.actor:
        said.append(("known as " if said else "by ") + _any(browse.actor))
    return said


def _events(browse: Browse) -> list[str]:
    statuses = _any(words().statuses_said.get(one, one) for one in browse.status)
    if not browse.type and not statuses:
        return []
    types = f" of type {_any(browse.type)}" if browse.type else ""
    return [f"that are events{types} {statuses}".rstrip()]


def _period(browse: Browse) -> str:
    since, until = browse.since, browse.until
    if since and until:
        one = f"on {in_words(since)}" if len(since) == 10 else f"in {in_words(since)}"
        return one if since == until else f"from {in_words(since)} to {in_words(until)}"
    return f"since {in_words(since)}" if since else f"until {in_words(until)}" if until else ""


def _words(typed: str) -> str:
    """Words, phrases in quotes, beginnings and what is left out, each as what it is."""
    wanted, unwanted = list[str](), list[str]()
    for token in tokenise(typed):
        text = token.text[1:] if token.text.startswith("-") and len(token.text) > 1 else token.text
        shown = (
            f"{_quoted(text[:-1])} with any ending" if text.endswith("*") else _quoted(token.bare or text.strip('"'))
        )
        (wanted if text == token.text else unwanted).append(shown)
    told = [f"with {_row(wanted, 'and')}"] if wanted else []
    return " ".join([*told, f"without {_any(unwanted)}"] if unwanted else told)


def _topic(name: str) -> str:
    return _TOPICS.get(name, name.replace("-", " "))


def _practice(name: str) -> str:
    return _quoted(name.replace("-", " "))


def _quoted(value: str) -> str:
    return f"“{value}”"


def _any(values: Iterable[str]) -> str:
    return _row(values, "or")


def _row(values: Iterable[str], last: str) -> str:
    found = list(values)
    if len(found) < 2:
        return "".join(found)
    return f"{', '.join(found[:-1])} {last} {found[-1]}"
