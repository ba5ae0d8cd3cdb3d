"""The entries of a dossier as they are made, and the numbers that their articles get as they are cited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from verbale.asking.dates import in_words
from verbale.citing import NO_DATE, NO_TITLE
from verbale.dossier.model import UNKNOWN, Entry, Source
from verbale.pictures import words as say
from verbale.pictures.rungs import Rung, called
from verbale.record.dates import precision_of
from verbale.record.store import Record
from verbale.schema import Article, Speaker

#: Gives the name of a state, organisation or group by its code.
Namer = Callable[[str], str]
#: Most characters of a speaker's name and offices, and of an article's title.
_SPEAKER, _TITLE = 200, 400


class Names:
    """What codes are called; remembers those that were asked for."""

    def __init__(self, name_of: Namer) -> None:
        self._name_of = name_of
        self.known: dict[str, str] = {}

    def __call__(self, code: str) -> str:
        """The name of a code, the code itself where it has none."""
        if code not in self.known:
            self.known[code] = flat(self._name_of(code))
        return self.known[code]

    def joined(self, codes: Sequence[str]) -> str:
        """Names in a row; empty for none."""
        for code in codes:
            self(code)
        return called(codes, self.known)


class Sources:
    """The articles of a dossier, numbered from 1 in the order in which they are first cited."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._numbers: dict[str, int] = {}

    def number(self, article: str) -> int:
        """The number of an article, given when it is first asked for."""
        return self._numbers.setdefault(article, len(self._numbers) + 1)

    def listed(self) -> tuple[Source, ...]:
        """All articles that were cited, in order."""
        return tuple(self._source(name, number) for name, number in self._numbers.items())

    def _source(self, name: str, number: int) -> Source:
        article = self._record.article(name).article
        return Source(number, flat(name), reference(article), web_url(article.url))


class Entries:
    """The entries by the ids of what they stand for; ``stands_for``: every report to the id of its entry."""

    def __init__(self, record: Record, names: Names, longest: int) -> None:
        """``longest``: characters of a quotation that are shown."""
        self._record, self._names, self._longest = record, names, longest
        self.sources = Sources(record)
        self.made: dict[str, Entry] = {}
        self.stands_for: dict[str, str] = {}

    def add(self, rung: Rung) -> Entry:
        """The entry of a rung, made once."""
        if rung.id in self.made:
            return self.made[rung.id]
        reports = self._record.reports(rung.id).items
        for one in reports:
            self.stands_for.setdefault(one.id, rung.id)
        self.stands_for[rung.id] = rung.id
        # The article that is quoted comes first, the others in the order of their names.
        articles = dict.fromkeys((rung.id.rpartition("#")[0], *(one.article for one in reports)))
        who, towards = self._parties(rung)
        words = say.clean(rung.words)
        shown, cut = shortened(words, self._longest)
        self.made[rung.id] = Entry(
            id=rung.id,
            anchor=f"entry-{len(self.made) + 1}",
            when=rung.when() if rung.day else f"date {UNKNOWN}",
            who=who,
            towards=towards,
            label=say.clean(rung.label),
            quad=rung.quad,
            status=say.STATUSES.get(rung.status, ""),
            words=shown or UNKNOWN,
            cut=cut,
            sources=tuple(self.sources.number(name) for name in articles),
        )
        return self.made[rung.id]

    def answer(self, response: str, prompts: Sequence[str]) -> None:
        """Tell in the entry ``response`` what it answers, ids of entries."""
        told = tuple((self.made[name].anchor, self.made[name].told) for name in prompts)
        self.made[response] = replace(self.made[response], answers=told)

    def _parties(self, rung: Rung) -> tuple[str, str]:
        """Who, and towards whom, in words."""
        to = self._names.joined(rung.recipients)
        if is_statement(rung.id):
            said = self._record.statement(rung.id).statement
            who = " and ".join(map(self._speaker, (said.speaker, *said.co_speakers)))
            return who, f"about {to}" if to else ""
        if rung.reciprocal:
            return self._names.joined(rung.actors), "with one another"
        return self._names.joined(rung.actors) or UNKNOWN, f"towards {to or 'nobody named'}"

    def _speaker(self, one: Speaker) -> str:
        office = f"former {one.office}" if one.former and one.office else one.office
        known = ", ".join(flat(part) for part in (one.name, office, one.institution) if part)
        told = shortened(known, _SPEAKER)[0] or ("unnamed speaker" if one.anonymous else f"{UNKNOWN} speaker")
        return f"{told} ({self._names(one.country)})" if one.country else told


def is_statement(item: str) -> bool:
    """Whether ``ARTICLE#s1`` or ``ARTICLE#e1`` is a statement."""
    return item.rpartition("#")[2].startswith("s")


def reference(article: Article) -> str:
    """An article as a list of sources names it: who wrote or issued it, title, outlet and date, as far as known."""
    issuer = article.issuer if article.form == "document" else None
    date = article.published.date
    dated = in_words(date) if date and precision_of(date) in ("year", "month", "day") else NO_DATE
    title = shortened(flat(article.title), _TITLE)[0]
    where = ", ".join(filter(None, (flat(article.outlet) or f"outlet {UNKNOWN}", dated)))
    parts = (flat(issuer or article.byline), f"“{title}”" if title else NO_TITLE, where)
    return " ".join(f"{one.rstrip(' .,:;')}." for one in parts if one)


def web_url(address: str | None) -> str:
    """An address of the web; empty for any other, such as one that runs a script."""
    given = flat(address)
    return given if given.lower().startswith(("http://", "https://")) and " " not in given else ""


def flat(text: str | None) -> str:
    """A text on one line, without what steers a program."""
    return say.clean(" ".join((text or "").split()))


def shortened(text: str, longest: int) -> tuple[str, int]:
    """A text of at most about ``longest`` characters, and how many of it are left out."""
    if len(text) <= longest:
        return text, 0
    kept = text[:longest].rsplit(" ", 1)[0][:longest] or text[:longest]
    closing = "”" if text.startswith("“") and text.endswith("”") else ""
    return f"{kept} …{closing}", len(text) - len(kept) - len(closing)
