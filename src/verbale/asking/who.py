"""Who is named at a place of a query: a state, a body of one, an office, a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from verbale.asking.context import Context
from verbale.asking.names import Meaning, Names
from verbale.asking.tokens import Token
from verbale.asking.words import Words

#: Words in the longest name of a person that is looked up.
_LONGEST_NAME = 6
_AND = frozenset({"and", "or", "&"})


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody named in ``tokens[start:end]``.

    ``by``: fields and values of the query when they speak. ``about``: the code when they are spoken of, None where that
    is none. ``adjective``: only *Kestrian*, which may belong to what follows. ``doubtful``: in small letters it is an
    ordinary word; ``initials``: one that is written so for a state as well.
    """

    start: int
    end: int
    by: tuple[tuple[str, str], ...]
    about: str | None = None
    adjective: bool = False
    doubtful: bool = False
    initials: bool = False


class Matcher:
    """Finds names among tokens that are still free (``taken``: which are not)."""

    def __init__(self, tokens: Sequence[Token], taken: Sequence[bool], names: Names, context: Context, words: Words):
        self.tokens, self.taken = tokens, taken
        self.names, self.context, self.words = names, context, words

    def phrase(self, start: int, end: int) -> str:
        """The plain words of free tokens that belong together; empty where they do not."""
        own = self.tokens[start:end]
        if not own or end > len(self.tokens) or any(self.taken[start:end]):
            return ""
        if any(one.kind != "word" for one in own) or any(one.stop or one.own for one in own[:-1]):
            return ""
        return " ".join(one.plain for one in own)

    def typed(self, start: int, end: int) -> str:
        """The words of tokens as typed, without marks around them."""
        return " ".join(one.bare for one in self.tokens[start:end])

    def meanings(self, at: int) -> tuple[int, tuple[Meaning, ...]]:
        """The end of the longest wording of the registry that begins at a token, and what it can mean."""
        for end in range(min(len(self.tokens), at + self.names.longest), at, -1):
            phrase = self.phrase(at, end)
            if phrase and (found := self.names.meanings(phrase)):
                return end, found
        return at, ()

    def several(self, at: int, *, sure: bool = False) -> tuple[Who, ...]:
        """Those named from a token on with ``and``, ``or`` or commas between; none where nobody is named there."""
        found: list[Who] = []
        start = at
        while one := self.at(start, sure=sure):
            found.append(replace(one, start=found[-1].end if found else at))
            start = one.end
            if start < len(self.tokens) and self.phrase(start, start + 1) in _AND:
                start += 1
            elif not self.tokens[start - 1].stop:
                break
        return tuple(found)

    def at(self, at: int, *, sure: bool = False) -> Who | None:
        """Who is named from a token on; ``sure``: a name must stand there, so that no word is doubtful."""
        if at >= len(self.tokens) or self.taken[at]:
            return None
        found = self._named(at)
        if found is None and self.tokens[at].plain == "the":
            found = self._named(at + 1)
            found = replace(found, start=at) if found else None
        if found is not None and sure:
            return replace(found, doubtful=False)
        return found

    def outlet(self, at: int, *, sure: bool = False) -> tuple[int, str] | None:
        """The outlet named from a token on, and the token after it."""
        start = at + 1 if self.phrase(at, at + 1) == "the" else at
        for begin in dict.fromkeys((at, start)):
            for end in range(min(len(self.tokens), begin + self.names.longest), begin, -1):
                phrase = self.phrase(begin, end)
                name = self.context.outlet_names.get(phrase) or self._outlet(phrase)
                if name and (sure or not self.is_english(begin, end)):
                    return end, name
        return None

    def is_english(self, start: int, end: int) -> bool:
        """Whether the words are ordinary ones, as far as their letters tell."""
        if self.phrase(start, end) not in self.words.english:
            return False
        first = self.tokens[end - 1].bare
        capital = first[:1].isupper() and start > 0
        return not (capital or (len(first) > 1 and first.isupper()))

    def _outlet(self, phrase: str) -> str | None:
        found = self.names.meanings(phrase) if phrase else ()
        return found[0].name if found and all(one.what == "outlet" for one in found) else None

    def _named(self, at: int) -> Who | None:
        end, meanings = self.meanings(at)
        person = self._person(at)
        if person is not None and person.end > end:
            return person
        states = [one for one in meanings if one.what == "state"]
        bodies = [one for one in meanings if one.what == "body"]
        if states:
            return self._state(at, end, states)
        if bodies:
            body = bodies[0]
            unsure = len(bodies) > 1 or body.shared
            return None if unsure else Who(at, end, (("speaker", body.name),), doubtful=self.is_english(at, end))
        if meanings:
            return None
        return person or self._official(at, ())

    def _state(self, at: int, end: int, states: Sequence[Meaning]) -> Who | None:
        state = states[0]
        belonging = self._belonging(at, end, state.code) if len(states) == 1 else None
        if belonging is not None:
            return belonging
        if len(states) > 1 or state.shared:
            return None
        typed = self.typed(at, end)
        small = state.initials and typed.islower() and self.phrase(at, end) not in self.words.acronyms
        english = self.is_english(at, end)
        return Who(
            at,
            end,
            (("country", state.code),),
            state.code,
            adjective=state.adjective,
            doubtful=small or english,
            initials=english and self.phrase(at, end) in self.words.acronyms,
        )

    def _belonging(self, at: int, end: int, code: str) -> Who | None:
        """A government, a body or an official of a state that has just been named."""
        for last in range(min(len(self.tokens), end + self.names.longest), end, -1):
            phrase = self.phrase(end, last)
            if not phrase or self.tokens[end - 1].stop:
                continue
            if phrase in self.words.governments:
                return Who(at, last, (("country", code),), code)
            if phrase in self.names.offices:
                return replace(self._official(end, (("country", code),)) or Who(end, last, ()), start=at)
            if name := self.names.body(code, phrase):
                return Who(at, last, (("speaker", name),))
        return None

    def _official(self, at: int, country: tuple[tuple[str, str], ...]) -> Who | None:
        """An office, with the person who follows it where one does."""
        for end in range(min(len(self.tokens), at + self.names.longest), at, -1):
            if self.phrase(at, end) not in self.names.offices:
                continue
            person = self._person(end, capital=False) if end < len(self.tokens) else None
            if person is not None:
                return replace(person, start=at, by=(*country, *person.by))
            if not country and self.is_english(at, end):
                return None
            return Who(at, end, (*country, ("speaker", self.typed(at, end))))
        return None

    def _person(self, at: int, *, capital: bool = True) -> Who | None:
        """A person in full, or called by one name; of one name in small letters nothing is sure."""
        for end in range(min(len(self.tokens), at + _LONGEST_NAME), at, -1):
            phrase = self.phrase(at, end)
            if not phrase:
                continue
            name = self.context.speaker_names.get(phrase) or self.names.person(phrase)
            if name:
                return Who(at, end, (("speaker", name),), doubtful=self.is_english(at, end))
            if end == at + 1 and (phrase in self.context.families or self.names.is_family(phrase)):
                typed = self.typed(at, end)
                known = phrase in self.context.families
                small = (capital and not known and not typed[:1].isupper()) or self.is_english(at, end)
                return Who(at, end, (("speaker", typed),), doubtful=small)
        return None
