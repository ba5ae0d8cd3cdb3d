"""Reading a query from left to right: what is surely meant is taken, the rest is left.

A word alone decides little; what stands before and after it does. *Pakistan* may speak or be spoken of and is left
alone; *about Pakistan*, *Pakistan denies* and *usa > pak* tell which.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from verbale.asking.asked import SINGLE
from verbale.asking.context import Context
from verbale.asking.dates import after, before, read_date, read_range, read_relative
from verbale.asking.fields import Fields, Meant
from verbale.asking.names import Names
from verbale.asking.tokens import Token
from verbale.asking.who import Matcher, Who
from verbale.asking.words import Words
from verbale.events.ontology import Ontology

_LONGEST = 3
#: Characters of an ISO date that is a day.
_DAY = 10
_HAVE = frozenset({"has", "have", "had"})
#: How what was taken was read, which decides what may follow it: after an arrow bare words are enough.
_ARROW, _VERB, _NOUN, _OBJECT, _OTHER = "arrow", "verb", "noun", "object", "other"


class Reader:
    """Reads one query; :attr:`parts` holds what was understood, each with its place."""

    def __init__(self, text: str, tokens: Sequence[Token], names: Names, context: Context, words: Words) -> None:
        self.text, self.tokens, self.words, self.context = text, tokens, words, context
        self.taken = [False] * len(tokens)
        self.marks = [""] * len(tokens)
        self.parts: list[tuple[int, str, str, str]] = []
        self.matcher = Matcher(tokens, self.taken, names, context, words)
        self.fields = Fields(names, context, words)
        typed = [one.bare for one in tokens if one.kind == "word"]
        self.loud = all(one.isupper() for one in typed if any(c.isalpha() for c in one))

    def read(self) -> None:
        """Understand what can be."""
        for at, token in enumerate(self.tokens):
            if token.kind == "field":
                self._take(at, at + 1, self.fields.read(token), _OTHER)
        for at, token in enumerate(self.tokens):
            if token.kind in ("to", "both"):
                self._arrow(at)
        self._sweep((self._outlet, self._dated, self._between_dates))
        rules = (self._typed, self._practice, self._between, self._by, self._object, self._subject)
        self._sweep((*rules, self._following))

    def free(self) -> list[Token]:
        """The tokens that were not understood."""
        return [token for token, taken in zip(self.tokens, self.taken, strict=True) if not taken]

    def phrase_in(self, at: int, known: Callable[[str], bool]) -> int:
        """The end of the longest phrase from a token on that is known; the token itself for none."""
        for end in range(min(len(self.tokens), at + _LONGEST), at, -1):
            phrase = self.matcher.phrase(at, end)
            if phrase and known(phrase):
                return end
        return at

    def is_open_before(self, at: int) -> bool:
        """Whether nothing stands before a token, or something understood, or only words that ask for nothing."""
        while at > 0:
            before_it = self.tokens[at - 1]
            if self.taken[at - 1] or before_it.stop:
                return True
            if before_it.kind != "word" or before_it.plain not in self.words.fillers:
                return False
            at -= 1
        return True

    def is_open_after(self, at: int) -> bool:
        """Whether nothing stands at a token, or something that does not belong to what stands before it."""
        if at >= len(self.tokens) or self.taken[at] or self.tokens[at - 1].stop or self.tokens[at].kind != "word":
            return True
        dates = (self.words.dates[use] for use in ("since", "until", "after", "before", "in"))
        joining = self.words.markers | self.words.agents | self.words.sources | {"and", "or", "&"}
        return self.tokens[at].plain in joining or any(self.phrase_in(at, one.__contains__) > at for one in dates)

    def _sweep(self, rules: Sequence[Callable[[int], int]]) -> None:
        at = 0
        while at < len(self.tokens):
            ends = (rule(at) for rule in rules) if not self.taken[at] else iter(())
            at = next((end for end in ends if end > at), at + 1)

    def _take(self, start: int, end: int, meant: Meant, mark: str) -> int:
        """Take ``tokens[start:end]`` for what was meant; returns ``end``, or ``start`` where that cannot be."""
        said = self.text[self.tokens[start].start : self.tokens[end - 1].end]
        known = {field: value for _, field, value, _ in self.parts if field in SINGLE}
        if not meant or any(known.get(field, value) != value for field, value in meant):
            return start
        for field, value in dict.fromkeys(meant):
            same = [n for n, one in enumerate(self.parts) if one[1:3] == (field, value)]
            if same:
                place, _, _, before_it = self.parts[same[0]]
                self.parts[same[0]] = (place, field, value, f"{before_it} {said}")
            else:
                self.parts.append((start, field, value, said))
        for at in range(start, end):
            self.taken[at], self.marks[at] = True, mark
        return end

    def _take_all(self, start: int, found: Sequence[Who], mark: str, *, about: bool) -> int:
        """Take names, the first with what leads to it from ``start`` on."""
        for number, one in enumerate(found):
            begin = start if number == 0 else one.start
            meant = (("about", one.about),) if about and one.about else one.by
            self._take(begin, one.end, meant, mark)
        return found[-1].end

    def _arrow(self, at: int) -> None:
        left = self._ending(at)
        right = self.matcher.several(at + 1, sure=True) if at + 1 < len(self.tokens) else ()
        if any(one.about is None for one in right) or (at > 0 and not self.taken[at - 1] and not left):
            return
        if self.tokens[at].kind == "both":
            self._dyad(at, left, right)
            return
        if not right and not left:
            return
        if left:
            self._take_all(left[0].start, left, _ARROW, about=False)
        if right:
            self._take_all(at, right, _ARROW, about=True)
        else:
            self._take(at, at + 1, left[-1].by, _ARROW)
        self._before_arrow(left[0].start if left else at)

    def _dyad(self, at: int, left: Sequence[Who], right: Sequence[Who]) -> None:
        if not left or not right or any(one.about is None for one in left):
            return
        codes = [str(one.about) for one in (*left, *right)]
        meant = (*(("country", code) for code in codes), *(("about", code) for code in codes))
        self._take(left[0].start, right[-1].end, meant, _ARROW)
        self._before_arrow(left[0].start)

    def _ending(self, at: int) -> tuple[Who, ...]:
        """Those named just before a token."""
        for start in range(max(0, at - 2 * _LONGEST), at):
            found = self.matcher.several(start, sure=True)
            if found and found[-1].end == at:
                return found
        return ()

    def _before_arrow(self, at: int) -> None:
        """An act before a pair, as in ``reject usa > pak``."""
        for start in range(max(0, at - _LONGEST), at):
            act = self._act(self.matcher.phrase(start, at), "every")
            if act and self.is_open_before(start):
                self._take(start, at, (("act", act),), _ARROW)

    def _dated(self, at: int) -> int:
        dates = self.words.dates
        for use in ("since", "until", "after", "before", "in", "on"):
            begin = self.phrase_in(at, dates[use].__contains__)
            found = self._date(begin) if begin > at else None
            if found is None:
                continue
            since, until, end = found
            meant = {
                "since": (("since", since),),
                "until": (("until", until),),
                "after": (("since", after(until)),),
                "before": (("until", before(since)),),
                "in": (("since", since), ("until", until)),
                "on": (("since", since), ("until", until)) if len(since) == _DAY else (),
            }[use]
            if use in ("since", "until") or self._is_known_after(end):
                end = end + (use == "since" and self.matcher.phrase(end, end + 1) in self.words.onwards)
                return self._take(at, end, meant, _OTHER)
        return at

    def _between_dates(self, at: int) -> int:
        """``between 2016 and 2018``, ``2016-2018``; ``from 2016``; a time reckoned from today."""
        both, relative = read_range(self.tokens[at]), self._relative(at)
        if both is not None:
            return self._take(at, at + 1, (("since", both[0]), ("until", both[1])), _OTHER)
        # *Straits Today* is an outlet's name.
        named = self.tokens[at].bare[:1].isupper() and not self.is_open_before(at)
        if relative is not None and not named and self._is_known_after(relative[2]):
            return self._take(at, relative[2], (("since", relative[0]), ("until", relative[1])), _OTHER)
        led = self.matcher.phrase(at, at + 1) in self.words.dates["between"]
        first = read_date(self.tokens, at + 1) if led and not any(self.taken[at : at + 4]) else None
        if first is None:
            return at
        end = first[1]
        joins = end < len(self.tokens) and self.tokens[end].text.casefold() in self.words.dates["and"]
        second = read_date(self.tokens, end + 1) if joins else None
        if second is not None:
            return self._take(at, second[1], (("since", first[0]), ("until", second[0])), _OTHER)
        if self.tokens[at].plain == "from":
            end += self.matcher.phrase(end, end + 1) in self.words.onwards
            return self._take(at, end, (("since", first[0]),), _OTHER)
        return at

    def _date(self, at: int) -> tuple[str, str, int] | None:
        if at >= len(self.tokens) or self.taken[at]:
            return None
        found = read_date(self.tokens, at)
        return (found[0], found[0], found[1]) if found else self._relative(at)

    def _relative(self, at: int) -> tuple[str, str, int] | None:
        today = self.context.today
        return read_relative(self.tokens, at, today, self.words) if today else None

    def _is_known_after(self, at: int) -> bool:
        """Whether what stands at a token cannot be a noun of what stands before it: *2016 elections*."""
        if self.is_open_after(at) or self.matcher.at(at) is not None:
            return True
        acts = (known.every for known in self.words.acts.values())
        return any(self.phrase_in(at, one.__contains__) > at for one in acts)

    def _typed(self, at: int) -> int:
        """A type of event in capitals, or one beside a status: ``sanction negated``."""
        typed = self.tokens[at].bare
        end = at + 1 if typed in Ontology.load().types and not self.loud else at
        kind = typed
        if end == at:
            end = self.phrase_in(at, self.words.types.__contains__)
            kind = self.words.types.get(self.matcher.phrase(at, end), "")
        if end > at:
            status_end = self.phrase_in(end, self.words.after_type.__contains__)
            if status_end > end and self.is_open_after(status_end):
                status = self.words.after_type[self.matcher.phrase(end, status_end)]
                self._take(at, end, (("type", kind),), _ARROW)
                return self._take(end, status_end, (("status", status),), _ARROW)
            named = typed == kind or self.marks[at - 1] == _ARROW if at else typed == kind
            return self._take(at, end, (("type", kind),), _ARROW) if named and not self._is_other(at, end) else at
        return self._status(at)

    def _is_other(self, at: int, end: int) -> bool:
        """Whether a small word for a type is one for an act or a topic as well."""
        phrase = self.matcher.phrase(at, end)
        return self.tokens[at].bare != phrase.upper() and (
            phrase in self.words.topics or bool(self._act(phrase, "every"))
        )

    def _status(self, at: int) -> int:
        """A status before a type: ``negated sanctions``."""
        end = self.phrase_in(at, self.words.statuses.__contains__)
        kind_end = self.phrase_in(end, self.words.types.__contains__) if end > at else at
        if kind_end <= end or end == at:
            return at
        kind, status = self.matcher.phrase(end, kind_end), self.matcher.phrase(at, end)
        self._take(at, end, (("status", self.words.statuses[status]),), _ARROW)
        return self._take(end, kind_end, (("type", self.words.types[kind]),), _ARROW)

    def _practice(self, at: int) -> int:
        end = self.phrase_in(at, self.words.practices.__contains__)
        if end == at:
            return at
        return self._take(at, end, (("subtype", self.words.practices[self.matcher.phrase(at, end)]),), _OTHER)

    def _between(self, at: int) -> int:
        """``between India and Pakistan``: each about the other."""
        if self.matcher.phrase(at, at + 1) != "between" or not self.is_open_before(at):
            return at
        found = self.matcher.several(at + 1)
        if len(found) != 2 or any(one.about is None or one.doubtful or one.adjective for one in found):
            return at
        codes = [str(one.about) for one in found]
        meant = (*(("country", code) for code in codes), *(("about", code) for code in codes))
        return self._take(at, found[-1].end, meant, _OTHER)

    def _by(self, at: int) -> int:
        """``by Pakistan``, ``from Pakistan``, ``rejected by Pakistan``."""
        if self.matcher.phrase(at, at + 1) not in self.words.agents:
            return at
        found = self.matcher.several(at + 1)
        if not found or any(one.doubtful or one.adjective for one in found):
            return at
        start, act = self._act_before(at)
        if not self.is_open_before(start if act else at):
            return at
        if act:
            self._take(start, at, (("act", act),), _NOUN)
        return self._take_all(at, found, _OTHER, about=False)

    def _act_before(self, at: int) -> tuple[int, str]:
        for start in range(max(0, at - _LONGEST), at):
            phrase = self.matcher.phrase(start, at)
            if act := self._act(phrase, "past") or self._act(phrase, "nouns"):
                return start, act
        return at, ""

    def _outlet(self, at: int) -> int:
        if self.matcher.phrase(at, at + 1) not in self.words.sources:
            return at
        found = self.matcher.outlet(at + 1)
        return self._take(at, found[0], (("outlet", found[1]),), _OTHER) if found else at

    def _object(self, at: int) -> int:
        """``about Pakistan``, ``on sanctions``."""
        word = self.matcher.phrase(at, at + 1)
        opened = self.is_open_before(at)
        if word in self.words.topic_markers and (word in self.words.strong or opened):
            end = self._topics(at)
            if end > at:
                return end
        after_act = word in self.words.after_act and at > 0 and self.marks[at - 1] in (_VERB, _NOUN)
        if not (word in self.words.strong or (word in self.words.weak and opened) or after_act):
            return at
        return self._spoken_of(at, at + 1)

    def _topics(self, at: int) -> int:
        """Topics with ``and`` between, after the marker at a token."""
        start, end = at, at + 1
        while True:
            begin, end = end, self.phrase_in(end, self.words.topics.__contains__)
            if end == begin or not self.is_open_after(end):
                return start
            topic = self.words.topics[self.matcher.phrase(begin, end)]
            start = self._take(start, end, (("topic", topic),), _OTHER)
            if self.matcher.phrase(end, end + 1) not in ("and", "or"):
                return end
            end += 1

    def _spoken_of(self, start: int, at: int) -> int:
        found = self.matcher.several(at)
        while found and any(one.about is None or one.doubtful for one in found):
            found = found[:-1]
        if not found or (found[-1].adjective and not self.is_open_after(found[-1].end)):
            return start
        return self._take_all(start, found, _OBJECT, about=True)

    def _subject(self, at: int) -> int:
        """Somebody at the beginning who speaks: ``US on``, ``Pakistan denies``, ``what has Valdoria said``."""
        found = self.matcher.several(at) if self.is_open_before(at) else ()
        if not found or any(one.doubtful and not (one.initials and at == 0) for one in found):
            return at
        end = found[-1].end
        adjective = found[-1].adjective and not self.tokens[end - 1].own
        verb_end, act, mark = self._predicate(end, adjective=adjective)
        if act:
            self._take_all(at, found, _OTHER, about=False)
            return self._take(end, verb_end, (("act", act),), mark)
        said = self._saying(end)
        if adjective or not (said > end or self._leads_on(end)) or any(one.doubtful for one in found if said > end):
            return at
        self._take_all(at, found[:-1], _OTHER, about=False) if found[:-1] else None
        return self._take(found[-1].start if found[:-1] else at, said, found[-1].by, _OTHER)

    def _predicate(self, at: int, *, adjective: bool) -> tuple[int, str, str]:
        """The act that a name's next words tell, with its end: ``denies``, ``has denied``, ``denials``."""
        helped = at + 1 if self.matcher.phrase(at, at + 1) in _HAVE else at
        uses = (("past", helped),) if helped > at else (("nouns", at),) if adjective else (("third", at), ("nouns", at))
        for use, begin in uses:
            for end in range(min(len(self.tokens), begin + _LONGEST), begin, -1):
                act = self._act(self.matcher.phrase(begin, end), use)
                if act and self.matcher.phrase(end, end + 1) != "by":
                    return end, act, _NOUN if use == "nouns" else _VERB
        return at, "", ""

    def _saying(self, at: int) -> int:
        """The end of words for saying; one that leads to somebody spoken to is left for him."""
        while (end := self.phrase_in(at, self.words.saying.__contains__)) > at:
            if self.tokens[end - 1].plain in self.words.weak and self.matcher.several(end):
                break
            at = end
        return at

    def _leads_on(self, at: int) -> bool:
        """Whether a marker stands at a token, with something after it that it can lead to."""
        if at + 1 >= len(self.tokens) or self.matcher.phrase(at, at + 1) not in self.words.markers:
            return False
        if self.tokens[at].plain in self.words.weak and self.tokens[at].plain not in self.words.topic_markers:
            return bool(self.matcher.several(at + 1))
        return self.tokens[at + 1].kind in ("word", "phrase", "fixed")

    def _following(self, at: int) -> int:
        """What may stand bare after something understood: a topic or an act after a pair, whom a verb is done to."""
        mark = self.marks[at - 1] if at else ""
        if mark == _VERB:
            return self._spoken_of(at, at)
        if mark not in (_ARROW, _OBJECT):
            return at
        end = self.phrase_in(at, self.words.topics.__contains__)
        if end > at and self.is_open_after(end):
            return self._take(at, end, (("topic", self.words.topics[self.matcher.phrase(at, end)]),), mark)
        if mark == _ARROW:
            for end in range(min(len(self.tokens), at + _LONGEST), at, -1):
                if act := self._act(self.matcher.phrase(at, end), "every"):
                    return self._take(at, end, (("act", act),), _ARROW)
            end = self.phrase_in(at, self.words.perhaps.__contains__)
            if end > at:
                return self._take(at, end, (("subtype", self.words.perhaps[self.matcher.phrase(at, end)]),), _ARROW)
        return at

    def _act(self, phrase: str, use: str) -> str:
        """The act that a phrase names in one use of words; empty for none."""
        if not phrase:
            return ""
        return next((act for act, known in self.words.acts.items() if phrase in getattr(known, use)), "")
