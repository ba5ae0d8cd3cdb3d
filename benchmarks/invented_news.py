"""News without end, made by a script from the invented affairs: annotated articles, without any model.

A draw takes one of the affairs (``benchmarks/data/affairs``) with all its articles and keyed passages, gives its parts
to other states, moves it by some months and puts other words in the place of most of its own, the same in all its
articles. So reports of one affair share what the affair's reports share, and two draws of one affair little more than
the little words. States take part by a law of Zipf: few of them in very many articles, most of them in few. Of the
articles a share are reprints, whole or shortened, and one text is printed very often.

Beside the keyed passages other sentences become statements, and acts of statements events, so that an article has about
as many of both as real ones have. All is drawn from a seed.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, cast

import yaml

from verbale.actors.registry.load import shipped
from verbale.articles.build import article_from_text
from verbale.articles.raw import Metadata
from verbale.linking.answers import parsed
from verbale.linking.items import fold
from verbale.linking.word_lists import word_lists
from verbale.schema import Annotated, Article, DateMention, Event, EventStatus, Span, Speaker, Statement

DATA = Path(__file__).parent / "data"
#: The last month to which affairs are moved, and how many months there are.
LAST_MONTH, MONTHS = (2026, 6), 60
#: Share of reprints; outlets that print one text, at most; share of the articles that print the most printed text.
REPRINTS, MOST_OUTLETS, MOST_PRINTED = 0.15, 30, 0.02
OUTLETS = 300
#: Share of the words, little ones and those of answers aside, that a draw has other ones for.
OTHER_WORDS = 0.85
#: Statements of an article, and share of statements with a type that are events as well: 10 and 5 on average.
STATEMENTS = (7, 13)
AS_EVENTS = 0.55
#: Paragraphs of other affairs that an article goes on with, in words of their own.
BACKGROUND = (3, 12)
#: Speakers of a state who are named.
SPEAKERS = 6

_PARTS = {"Valdori": "XVA", "Kestri": "XKE", "Meridoni": "XME", "Tarveni": "XTV", "Ilmari": "XIL"}
_SEATS = {"Aven": "XVA", "Ostrel": "XKE", "Calvessa": "XME", "Brenholt": "XTV", "Sarneth": "XIL"}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WORD = re.compile(r"[^\W\d_]+|(?<!\d)20\d\d(?!\d)")
_SENTENCE = re.compile(r"[^\n.!?]{40,}[.!?]")
_SYLLABLES = [a + b for a in "bdfgklmnprstv" for b in ("a", "e", "i", "o", "u", "ar", "el", "in", "or")]
#: Acts of statements that no key names, by how often they are drawn.
_ACTS = {"state": 8, "reject": 1, "request": 1, "support": 1, "accuse": 1, "commit": 1, "concern": 1, "confirm": 1}


@dataclass(frozen=True)
class Template:
    """An article of an affair: its text, the marks of its keyed passages with their places, its other sentences.

    ``places``: of a passage, and of its reporting words where there are any.
    """

    text: str
    title: str
    published: dt.date
    marks: Sequence[Mapping[str, Any]]
    places: Sequence[tuple[Span, ...]]
    others: Sequence[Span]


@dataclass(frozen=True)
class Draw:
    """One affair as it happens to other states in other words. ``codes``: by the affair's own."""

    codes: Mapping[str, str]
    speakers: Mapping[str, str]
    months: int
    draw: random.Random
    words: dict[str, str]

    def day(self, day: dt.date) -> dt.date:
        """A day so many months away."""
        year, month = divmod(day.year * 12 + day.month - 1 + self.months, 12)
        return dt.date(year, month + 1, min(day.day, 28))

    def text(self, text: str) -> tuple[str, dict[int, int]]:
        """A text in other words, and where the beginnings and ends of its words are now."""
        parts: list[str] = []
        places: dict[int, int] = {}
        at = size = 0
        for match in _WORD.finditer(text):
            between, word = text[at : match.start()], self._word(match.group())
            places |= {offset: size + offset - at for offset in range(at, match.start() + 1)}
            parts += (between, word)
            size += len(between) + len(word)
            at = match.end()
        places |= {offset: size + offset - at for offset in range(at, len(text) + 1)}
        return "".join([*parts, text[at:]]), places

    def _word(self, word: str) -> str:
        if word not in self.words:
            self.words[word] = self._other(word)
        return self.words[word]

    def _name(self, word: str) -> str:
        """What stands for a name, a year or a month; empty for other words."""
        if word.isdecimal():
            return str(int(word) + self.months // 12)
        if word in _MONTHS and word != "May":
            return _MONTHS[(_MONTHS.index(word) + self.months) % 12]
        if word.isupper() and len(word) > 3:
            return self._word(word.capitalize()).upper()
        stem = next((stem for stem in _PARTS if word.startswith(stem)), "")
        if stem:
            return state_name(self.codes[_PARTS[stem]]) + word.removeprefix(stem)
        if word in _SEATS:
            return invented(f"seat {self.codes[_SEATS[word]]}", 3).capitalize()
        return self.speakers.get(fold(word), "")

    def _other(self, word: str) -> str:
        """What stands for a word: names have their own ways, little words stay."""
        named = self._name(word)
        if named:
            return named
        low = word.lower()
        if len(word) < 4 or low in kept():
            return word
        if word[0].isupper() and low not in pool():
            return invented(f"{self.draw.random()}", 2).capitalize()
        if self.draw.random() > OTHER_WORDS:
            return word
        (chosen,) = self.draw.choices(*vocabulary())
        return chosen.capitalize() if word[0].isupper() else chosen


def articles(number: int, seed: int = 1) -> Iterator[Annotated]:
    """So many annotated articles, affair by affair."""
    draw = random.Random(seed)
    codes = sorted(one.code for one in shipped().states.values() if not one.was and len(one.code) == 3)
    draw.shuffle(codes)
    weights = [1 / rank for rank in range(1, len(codes) + 1)]
    ids = (f"n{one:06}" for one in range(number))
    often = max(2, round(number * MOST_PRINTED))
    # A text is reprinted so seldom that the share of reprints comes out, the most printed text aside.
    sizes = range(1, MOST_OUTLETS)
    mean = len(sizes) / sum(1 / size for size in sizes)
    share = max(0.0, REPRINTS - MOST_PRINTED)
    chance = share / (1 - share) / mean
    for original in _originals(draw, codes, weights):
        prints = draw.choices(sizes, [1 / size for size in sizes])[0] if draw.random() < chance else 0
        if often:
            prints, often = often - 1, 0
        for nth in range(prints + 1):
            name = next(ids, None)
            if name is None:
                return
            yield _printed(original, name, nth, draw, whole=prints >= MOST_OUTLETS or draw.random() < 0.5)


def _originals(draw: random.Random, codes: Sequence[str], weights: Sequence[float]) -> Iterator[Annotated]:
    for _ in count():
        affair = draw.choice(templates())
        drawn = _draw(affair, _distinct(draw, codes, weights, len(_PARTS)), draw)
        for template in affair:
            yield _article(template, drawn)


def _printed(original: Annotated, name: str, nth: int, draw: random.Random, *, whole: bool) -> Annotated:
    """A print of a text; the first is the text itself, in an outlet of its own."""
    article = replace(original.article, id=name)
    if not nth:
        return replace(original, article=article)
    article = replace(article, outlet=f"Outlet {draw.randrange(OUTLETS)}")
    if whole:
        return replace(original, article=article)
    at = article.text.rfind("\n\n", 0, round(len(article.text) * draw.uniform(0.6, 1.0)))
    metadata = Metadata(published=article.published.date, outlet=article.outlet, title=article.title)
    shorter = replace(article_from_text(article.text[:at], metadata=metadata), id=name)
    statements = tuple(one for one in original.statements if one.content[0][1] <= at)
    said = {one.id for one in statements}
    kept = (one.statement in said if one.statement else one.evidence[0][1] <= at for one in original.events)
    events = tuple(one for one, stays in zip(original.events, kept, strict=True) if stays)
    return replace(original, article=shorter, statements=statements, events=events)


def _draw(affair: Sequence[Template], codes: Sequence[str], draw: random.Random) -> Draw:
    own = dict(zip(_PARTS.values(), codes, strict=True))
    people = {
        (mark.get("actors") or ["XVA"])[0] + "/" + name: name
        for one in affair
        for mark in one.marks
        for name in mark.get("names", ())
    }
    speakers = {
        name: invented(f"{own.get(place.split('/')[0], codes[0])} {draw.randrange(SPEAKERS)}", 3).capitalize()
        for place, name in sorted(people.items())
    }
    first = min(one.published for one in affair)
    months = (LAST_MONTH[0] - first.year) * 12 + LAST_MONTH[1] - first.month - draw.randrange(MONTHS)
    return Draw(own, speakers, months, random.Random(draw.random()), {})


def _distinct(draw: random.Random, codes: Sequence[str], weights: Sequence[float], number: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < number:
        found[draw.choices(codes, weights)[0]] = None
    return list(found)


def _article(template: Template, drawn: Draw) -> Annotated:
    text, places = drawn.text(template.text)
    title, _ = drawn.text(template.title)
    draw = drawn.draw
    background = "\n\n".join(draw.sample(paragraphs(), draw.randint(*BACKGROUND)))
    text = f"{text.rstrip()}\n\n{replace(drawn, words={}).text(background)[0]}\n"
    published = drawn.day(template.published)
    metadata = Metadata(published=str(published), outlet=f"Outlet {draw.randrange(OUTLETS)}", title=title)
    article = article_from_text(text, metadata=metadata)
    marks = list(zip(template.marks, template.places, strict=True))
    more = draw.randint(*STATEMENTS) - sum(mark["kind"] == "statement" for mark in template.marks)
    others = draw.sample(template.others, max(0, min(more, len(template.others))))
    marks += [(_other_mark(drawn), (place,)) for place in sorted(others)]
    moved = [(mark, tuple((places[a], places[b]) for a, b in spans)) for mark, spans in marks]
    return _annotated(article, moved, drawn)


def _other_mark(drawn: Draw) -> Mapping[str, Any]:
    """A statement of anybody about anybody."""
    draw = drawn.draw
    actor, target = draw.sample(sorted(_PARTS.values()), 2)
    (act,) = draw.choices(list(_ACTS), list(_ACTS.values()))
    known = {"kind": "statement", "actors": [actor], "act": act, "topics": ["diplomacy"], "cue": "said"}
    names = [name for name in sorted(drawn.speakers) if draw.random() < 0.1][:1]
    return {**known, "targets": [target] if draw.random() < 0.6 else [], "names": names, "quoted": draw.random() < 0.4}


def _annotated(article: Article, marks: Sequence[tuple[Mapping[str, Any], tuple[Span, ...]]], drawn: Draw) -> Annotated:
    statements: list[Statement] = []
    events: list[Event] = []
    for mark, (place, *cue) in sorted(marks, key=lambda one: one[1]):
        if mark["kind"] == "event":
            events.append(_event(len(events), mark, place, drawn))
            continue
        statements.append(_statement(len(statements), mark, (place, *cue), drawn))
        if mark.get("type") and mark.get("actors") and drawn.draw.random() < AS_EVENTS:
            events.append(_event(len(events), mark, place, drawn, said=statements[-1].id))
    return Annotated(article, tuple(statements), model="made", events=tuple(events))


def _statement(number: int, mark: Mapping[str, Any], places: tuple[Span, ...], drawn: Draw) -> Statement:
    known = [drawn.speakers[name] for name in mark.get("names", ()) if name in drawn.speakers]
    named: list[str | None] = [*known] or [None]
    countries: list[str | None] = [*_codes(mark, "actors", drawn)] or [None]
    former = mark.get("former", False)
    speakers = [
        Speaker(name=named[min(i, len(named) - 1)], country=code, former=former) for i, code in enumerate(countries)
    ]
    return Statement(
        id=f"s{number + 1}",
        kind="direct" if mark.get("quoted") else "indirect",
        act=mark["act"],
        confidence=0.9,
        source=(),
        cue=places[1:],
        content=places[:1],
        speaker=speakers[0],
        co_speakers=tuple(speakers[1:]),
        about=tuple(_codes(mark, "targets", drawn)),
        topics=tuple(mark.get("topics", ())),
        date=_date(mark, drawn),
    )


def _event(number: int, mark: Mapping[str, Any], place: Span, drawn: Draw, said: str | None = None) -> Event:
    actors, targets = _codes(mark, "actors", drawn), _codes(mark, "targets", drawn)
    return Event(
        id=f"e{number + 1}",
        type=mark["type"],
        actor=tuple(actors),
        recipient=() if actors == targets else tuple(targets),
        status=cast(EventStatus, mark.get("status", "occurred")),
        score=0.0,
        confidence=0.9,
        evidence=(place,),
        subtype=mark.get("subtype"),
        date=_date(mark, drawn),
        statement=said,
    )


def _codes(mark: Mapping[str, Any], side: str, drawn: Draw) -> list[str]:
    return [drawn.codes.get(code, code) for code in mark.get(side) or ()]


def _date(mark: Mapping[str, Any], drawn: Draw) -> DateMention:
    if not mark.get("first"):
        return DateMention()
    first, last = (drawn.day(mark[end]) for end in ("first", "last"))
    return DateMention(str(first), "day") if first == last else DateMention(f"{first}/{last}", "interval")


@cache
def templates() -> tuple[tuple[Template, ...], ...]:
    """The articles of each affair."""
    items = _load(DATA / "affairs_items.yaml")
    out = []
    for path in sorted((DATA / "affairs").glob("*.yaml")):
        known = _load(path)
        out.append(tuple(_template(row, items[path.stem]) for row in known["articles"]))
    return tuple(out)


def _load(path: Path) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), loader)  # a safe loader either way


@cache
def paragraphs() -> list[str]:
    """The paragraphs of all affairs that are longer than a line."""
    texts = [template.text for affair in templates() for template in affair]
    return sorted({part.strip() for text in texts for part in text.split("\n\n") if len(part) > 150})


def _template(row: Mapping[str, Any], items: Sequence[Mapping[str, Any]]) -> Template:
    text = row["text"]
    marks = [one for one in items if one["article"] == row["id"]]
    places = [tuple(_places(text, one)) for one in marks]
    sentences = (match.span() for match in _SENTENCE.finditer(text))
    others = [(a, b) for a, b in sentences if all(b <= low or high <= a for (low, high), *_ in places)]
    return Template(text, row["title"], dt.date.fromisoformat(str(row["published"])), marks, places, others)


def _places(text: str, mark: Mapping[str, Any]) -> Iterator[Span]:
    """The place of a passage, and the nearest of the first of its reporting words."""
    start = text.index(mark["words"])
    yield start, start + len(mark["words"])
    cue = str(mark.get("cue", "")).split("; ")[0]
    found = [match.span() for match in re.finditer(re.escape(cue), text)] if cue else []
    if found:
        yield min(found, key=lambda span: abs(span[0] - start))


@cache
def pool() -> Counter[str]:
    """The words of all affairs that others may stand for, with how often they are used."""
    words: Counter[str] = Counter()
    for affair in templates():
        for template in affair:
            words.update(word for word in _WORD.findall(template.text) if word.islower() and len(word) > 3)
    return Counter({word: number for word, number in words.items() if word not in kept()})


@cache
def vocabulary() -> tuple[list[str], list[int]]:
    """The words of the pool, and their numbers."""
    known = sorted(pool().items())
    return [word for word, _ in known], [number for _, number in known]


@cache
def kept() -> frozenset[str]:
    """Words that stay: those that say little, and those by which an answer is known."""
    lists = word_lists()
    found = {*lists.stop, *lists.titles, *lists.roles, *lists.negations, *lists.quantities}
    return frozenset(
        found | {word.lower() for word in _strings(parsed())} | {name.lower() for name in (*_MONTHS, *_DAYS)}
    )


def _strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield from _WORD.findall(data)
    elif isinstance(data, Mapping | list):
        for value in data.values() if isinstance(data, Mapping) else data:
            yield from _strings(value)


@cache
def state_name(code: str) -> str:
    """The stem of an invented name of a state, to which the affairs' endings are added."""
    return invented(f"state {code}", 2).capitalize() + "i"


@cache
def invented(seed: str, syllables: int) -> str:
    """A word that is none."""
    draw = random.Random(seed)
    return "".join(draw.choice(_SYLLABLES) for _ in range(syllables)) + draw.choice("lnrst")
