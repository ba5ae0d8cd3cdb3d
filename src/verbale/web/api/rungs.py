"""What two governments said and did to one another, or of one exchange, as it is drawn on a ladder."""

from __future__ import annotations

from verbale.pictures.rungs import Rung as Drawn
from verbale.web.api.models import Model


class Rung(Model):
    """An utterance or an event, once, however many articles tell it."""

    id: str
    """Of the statement or event that tells it best."""
    url: str
    """Its page in this room."""
    date: str | None
    """The day, or the first day on which it may have been; null where unknown."""
    last: str | None
    """The last day on which it may have been, where that is another."""
    precision: str
    """`day`, `interval`, `month`, `year`; `published` where only the article's day is known; empty for no date."""
    actors: list[str]
    """Whose it is, codes."""
    targets: list[str]
    """Towards whom, codes; the same as `actors` for a reciprocal event."""
    what: str
    """The act of a statement, or the type of an event and its practice."""
    who: str | None
    """Who spoke, or null."""
    words: str
    """The sentence, or the beginning of it."""
    quad: str | None
    """Verbal or material, cooperation or conflict; null for neither."""
    material: bool
    """A deed and not words."""
    status: str
    """Whether it happened."""
    answers: list[str]
    """Ids of those of the list that it answers."""
    articles: int
    """How many articles tell it."""

    @classmethod
    def of(cls, one: Drawn) -> Rung:
        """A rung of a ladder."""
        return cls(
            id=one.id,
            url=one.url,
            date=one.day.isoformat() if one.day else None,
            last=one.last.isoformat() if one.last and one.last != one.day else None,
            precision=one.precision,
            actors=list(one.actors),
            targets=list(one.targets),
            what=one.label,
            who=one.who or None,
            words=one.words,
            quad=one.quad or None,
            material=one.material,
            status=one.status,
            answers=list(one.answers),
            articles=one.reports,
        )
