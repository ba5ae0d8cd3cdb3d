"""Exchanges: which earlier statement or event a statement or an act answers, in one article and across articles."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from verbale.linking import likeness
from verbale.linking.answers import Answers
from verbale.linking.candidates import SLACK, Asking, Reading
from verbale.linking.items import Item
from verbale.linking.likeness import Features, Response
from verbale.linking.plausible import OLD, STALE, hopeless, plausible, sure, two_sides
from verbale.linking.surroundings import Around, around
from verbale.schema import Turn

Basis = Literal["question", "named in the text", "told in its article", "reverse pair", "next to it", "same words"]

#: A link is made from this probability on. On the invented affairs, with models that had not seen the affair, 90 of 100
#: links of one article and 91 of 100 across articles were right (benchmarks/exchanges.py).
WITHIN, ACROSS = 0.6, 0.65
#: The score of an answer to a reporter's question, where nothing in the question is what it answers.
QUESTION = 0.9
#: Shared words of so much weight are worth a word in the reason.
_SHARED = 0.5


@dataclass(frozen=True, slots=True)
class Exchange:
    """A response and what it answers.

    ``response``, ``to``: ids of items. ``score``: 0 to 1. ``reason``: all that speaks for the link, in plain words;
    ``basis``: what it rests on most.
    """

    response: str
    to: str
    score: float
    reason: str
    basis: Basis


def within(items: Sequence[Item], text: str, turns: Sequence[Turn] = ()) -> tuple[Exchange, ...]:
    """What the items of one article answer among each other, at most one link a response, in text order.

    ``text``, ``turns``: the article's. In a transcript an answer is linked to the statement or event that the question
    is about, else its first statement to the question itself.
    """
    places = likeness.Places(items, text, turns)
    weights = model()["within"]
    found: list[Exchange] = []
    for item in places.items:
        # Only an answer to a question does without two sides, and then there are turns.
        others = [one for one in places.items if (turns or two_sides(item, one)) and _may_answer(item, one)]
        if not others:
            continue
        of = _read(item, around(item, text, turns, places.items))
        if not turns and hopeless(item, bool(of.cues or of.objects)):
            continue
        pairs = [(one, places.features(of, one)) for one in others if one.id != item.id]
        link = _best(of, pairs, weights, WITHIN) or _to_question(of, places)
        if link:
            found.append(link)
    return tuple(found)


def across(
    response: Item, earlier: Sequence[Item], around: Around | None = None, answered: Item | None = None
) -> Exchange | None:
    """The one item of other articles that a response answers, or None.

    ``earlier``: candidates, such as the items of its :func:`window`; those of the response's own article and those
    that are later than it are passed over. ``around``: what stands around the response in its article; ``answered``:
    what it answers there (:func:`within`), often an older statement told again. Both make the answer surer.
    """
    of = _read(response, around or Around())
    candidates = [
        one for one in earlier if one.article != response.article and (likeness.days_between(response, one) or 0) >= 0
    ]
    pairs = ((one, likeness.apart(of, one, answered)) for one in candidates)
    return _best(of, pairs, model()["across"], ACROSS)


def reading(response: Item, around: Around) -> Reading:
    """What is to be kept of a response, to ask for what it answers (:func:`asking`) without reading it again."""
    return Reading.of(_read(response, around))


def asking(response: Item, reading: Reading, answered: Item | None) -> Asking:
    """A response that looks for what it answers in other articles, when there are very many candidates."""
    return Asking(response, reading, answered, model()["across"])


def chosen(asking: Asking, hopeful: Iterable[tuple[float, int]], item: Callable[[int], Item]) -> Exchange | None:
    """What :func:`across` gives for the items of all candidates.

    ``hopeful``: those that may reach :data:`ACROSS` (:meth:`verbale.linking.pool.Pool.hopeful`); ``item``: that of a
    candidate's key. Their features are read from the most promising on, as long as one of the rest could be better.
    """
    of, weights = asking.reading.response(asking.item), model()["across"]
    pairs: list[tuple[Item, Features]] = []
    best = -math.inf
    for most, key in hopeful:
        if most < best - SLACK:
            break
        one = item(key)
        features = likeness.apart(of, one, asking.answered)
        if not plausible(of.item, one, features):
            continue
        pairs.append((one, features))
        chance = _score(features, weights)
        best = max(best, math.log(chance / (1 - chance)))
    return _best(of, pairs, weights, ACROSS)


@lru_cache(maxsize=4096)
def _read(item: Item, where: Around) -> Response:
    return likeness.read(item, where)


def asks(item: Item) -> bool:
    """Whether an item may answer another article's at all, as far as it tells by itself: its act, type or subtype."""
    answers = Answers.load()
    if item.status in ("hypothetical", "negated") or not item.actors or not sure(item):
        return False
    if item.kind == "event":
        return item.type in answers.asks["types"] or item.subtype in answers.asks["subtypes"]
    return item.act in answers.asks["acts"]


def window(item: Item, around: Around | None = None) -> tuple[dt.date, dt.date]:
    """The first and last day on which the prompt of an item is looked for.

    Three weeks at most, and none ahead; up to half a year where the item or what stands around it names an older date.
    Raises ValueError for an item without any day.
    """
    last = item.last or item.published or item.first
    if last is None:
        raise ValueError(f"item {item.id!r} has no day; give its article a date of publication")
    day = item.day or last
    named = (max(period.first, day - dt.timedelta(OLD)) for period in _read(item, around or Around()).dates)
    return min((day - dt.timedelta(STALE), *named)), last


def threads(links: Iterable[Exchange]) -> list[tuple[str, ...]]:
    """Chains of ids, each answered by the next; one for every answer that is not answered itself, sorted.

    Of several things that a response answers the chain goes on with the surest. Links in a circle are left out from
    the weakest on.
    """
    prompt: dict[str, str] = {}
    for link in sorted(links, key=lambda one: (-one.score, one.response, one.to)):
        if link.response not in prompt and link.response not in _chain(link.to, prompt):
            prompt[link.response] = link.to
    answered = set(prompt.values())
    return sorted(tuple(reversed(_chain(last, prompt))) for last in prompt if last not in answered)


def _chain(last: str, prompt: Mapping[str, str]) -> list[str]:
    """An id, what it answers, what that answers, and so on."""
    chain = [last]
    while (before := prompt.get(chain[-1])) is not None:
        chain.append(before)
    return chain


def _may_answer(item: Item, prompt: Item) -> bool:
    """Whether two items of an article are two things: not one in the other, nor the act done by the statement."""
    return not likeness.overlap(item, prompt) and item.said != prompt.id and prompt.said != item.id


def _best(
    of: Response, pairs: Iterable[tuple[Item, Features]], weights: Mapping[str, float], least: float
) -> Exchange | None:
    """The likeliest link that may be one at all; of two as likely the one to the earlier item."""
    known = ((one, features) for one, features in pairs if plausible(of.item, one, features))
    scored = ((_score(features, weights), one, features) for one, features in known)
    ranked = min(scored, key=lambda found: (-found[0], _age(found[1])), default=None)
    if ranked is None or ranked[0] < least:
        return None
    chance, prompt, features = ranked
    basis, reason = _why(of, prompt, features)
    return Exchange(of.item.id, prompt.id, round(chance, 4), reason, basis)


def _score(features: Features, weights: Mapping[str, float]) -> float:
    """The score; features of the value 0 add nothing to it, and most are."""
    return likeness.score({name: value for name, value in features.items() if value}, weights)


def _age(item: Item) -> tuple[dt.date, dt.date, str]:
    return likeness.told_on(item) or dt.date.max, item.published or dt.date.max, item.id


def _to_question(of: Response, places: likeness.Places) -> Exchange | None:
    """The link of an answer's first statement to the reporter's question."""
    if of.around.place:
        return None
    asked = [one for one in places.items if of.around.asks(one) and not one.actors and one.kind == "statement"]
    if not asked:
        return None
    whole = min(asked, key=lambda one: (one.place[0] - one.place[1], one.id))
    return Exchange(of.item.id, whole.id, QUESTION, "answers the question", "question")


def _why(of: Response, prompt: Item, features: Features) -> tuple[Basis, str]:
    """What a link rests on most, and all that speaks for it in plain words."""
    said: list[tuple[Basis, str]] = []
    if features.get("in question"):
        said.append(("question", "the question is about it" if prompt.actors else "answers the question"))
    if features.get("in lead"):
        said.append(("named in the text", "told in the words that lead to it"))
    if features.get("object"):
        said.append(("named in the text", f"names {_object(of, prompt)}"))
    if features.get("name"):
        said.append(("named in the text", "names its speaker"))
    if features.get("date"):
        said.append(("named in the text", "names its day"))
    if features.get("told") and features.get("told words", 0.0) >= _SHARED:
        said.append(("told in its article", "its article tells of it"))
    if features.get("reverse"):
        said.append(("reverse pair", "the reverse pair"))
    if features.get("last speaker"):
        said.append(("next to it", "right after it"))
    if features.get("all words", 0.0) >= _SHARED:
        said.append(("same words", "in the same words"))
    basis: Basis = said[0][0] if said else "next to it" if "before" in features else "same words"
    extra = [_later(of.item, prompt), *(f"on {topic}" for topic in sorted(of.item.topics & prompt.topics)[:1])]
    return basis, ", ".join([*(words for _, words in said), *filter(None, extra)]) or "nearest to it"


def _object(of: Response, prompt: Item) -> str:
    return f"the {next(one.noun for one in of.objects if one.fits(prompt))}"


def _later(item: Item, prompt: Item) -> str:
    gap = likeness.days_between(item, prompt)
    if gap is None or item.article == prompt.article:
        return ""
    return "the same day" if gap <= 0 else "a day later" if gap == 1 else f"{gap} days later"


@cache
def model() -> Mapping[str, Mapping[str, float]]:
    """The weights of the two models, ``within`` and ``across``, by feature."""
    path = files("verbale.linking") / "data" / "answering.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return {name: data[name] for name in ("within", "across")}
