"""How things are put on a page: numbers, dates, how sure, and which class of cooperation or conflict an act is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from markupsafe import Markup

from verbale.events.ontology import QUADS, Ontology
from verbale.record.dates import first_day, last_day, precision_of
from verbale.record.model import RecordedStatement
from verbale.schema import Event, Speaker, Statement

#: What a browser is not given: control characters, and the marks that turn around the order of what follows. Each
#: becomes U+FFFD, so that lengths stay.
_HARMFUL = dict.fromkeys(
    (*range(0x09), 0x0B, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0x202D, 0x202E, *range(0xD800, 0xE000)), "\ufffd"
)
#: What sets the order of what follows apart from the text itself; of these, titles have none but their own.
_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_QUAD_CLASSES = dict(zip(QUADS, ("quad-vc", "quad-mc", "quad-vx", "quad-mx"), strict=True))
_MARKS = tuple("\"'“”„‘’«»‹›")
_PLAIN = "quad-none"
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: Acts of a statement to what the speaker does by it (docs/reference/definitions.md).
ACTS = {
    "state": "describes, explains or informs",
    "confirm": "grants that a report or an allegation is true",
    "deny": "says that it is not so",
    "decline": "will not comment, or evades",
    "support": "praises, welcomes, thanks, congratulates or sympathises",
    "commit": "promises, assures, reaffirms or offers to do something",
    "request": "asks, urges, calls for, demands or says that another must",
    "concern": "voices worry, regret or disappointment",
    "accuse": "criticises, condemns, blames or alleges",
    "reject": "refuses, rules out or dismisses",
    "threaten": "warns of a harm or cost that the speaker may bring about",
}
_SURE = ((0.9, "very likely"), (0.75, "likely"), (0.5, "more likely than not"), (0.0, "uncertain"))


def harmless(value: Any) -> Any:
    """A value as a page may hold it; None is nothing."""
    if value is None:
        return ""
    return value.translate(_HARMFUL) if isinstance(value, str) else value


def apart(value: str) -> str:
    """A text of the record as it stands in a title: what is written from right to left turns nothing around it."""
    plain = value.translate(_TURNING)
    if not any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in plain):
        return plain
    # From the first strong isolate to its end, as <bdi> does where there are elements.
    return "\u2068" + plain + "\u2069"


def number(value: float) -> str:
    """A number with its thousands parted."""
    return f"{value:,}"


def count(value: int, one: str, many: str | None = None) -> str:
    """A number with its noun."""
    return f"{value:,} {one if value == 1 else many or one + 's'}"


def percent(value: float) -> str:
    """A share in whole hundredths."""
    return f"{value:.0%}"


def signed(value: float) -> str:
    """A score with its sign, a true minus."""
    return f"{value:+.1f}".replace("-", "\u2212")


def sure(value: float) -> str:
    """How sure, in words and as a number."""
    words = next(words for least, words in _SURE if value >= least or least == 0.0)
    return f"{words} ({value:.0%})"


def day(value: str | None) -> str:
    """A date in words, as precise as it is: *3 May 2024*, *May 2024*, *1 to 3 May 2024*; what is none as it is."""
    precision = precision_of(value)
    if value is None or precision is None:
        return value or ""
    if precision != "interval":
        return " ".join(_parts(value))
    start, _, end = value.partition("/")
    for whole in (start[:4], start[:7]):
        if (first_day(start), last_day(end)) == (first_day(whole), last_day(whole)):
            return " ".join(_parts(whole))
    first, last = _parts(start), _parts(end)
    same = 0
    # What both ends share is said once, where both are as precise.
    while len(first) == len(last) and same < len(first) - 1 and first[-1 - same] == last[-1 - same]:
        same += 1
    return f"{' '.join(first[: len(first) - same])} to {' '.join(last)}"


def _parts(value: str) -> list[str]:
    year, *rest = value.split("-")
    month = [_MONTHS[int(rest[0]) - 1]] if rest else []
    return [*([str(int(rest[1]))] if len(rest) > 1 else []), *month, year]


def weekday(value: str | None) -> str:
    """The day of the week of a day; empty for anything longer."""
    if value is None or precision_of(value) != "day":
        return ""
    return _WEEKDAYS[date.fromisoformat(value).weekday()]


def moment(value: str) -> str:
    """An ISO time in words: the day, and the time of day in UTC."""
    found = re.match(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})", value)
    return f"{day(found[1])}, {found[2]} UTC" if found else value


def act_quad(act: str) -> str | None:
    """The quad class of the type of event that an act is; None for an act that is none."""
    kind = _type_of_act().get(act)
    return Ontology.load().quad(kind) if kind else None


def type_quad(kind: str) -> str | None:
    """The quad class of a type of event; None for a type that PLOVER does not have."""
    found = Ontology.load().types.get(kind)
    return found.quad if found else None


def quad_class(quad: str | None) -> str:
    """The class by which the stylesheet colours a quad class."""
    return _QUAD_CLASSES.get(quad or "", _PLAIN)


def act_class(act: str) -> str:
    """The class by which the stylesheet colours an act."""
    return quad_class(act_quad(act))


def type_class(kind: str) -> str:
    """The class by which the stylesheet colours a type of event."""
    return quad_class(type_quad(kind))


@cache
def _type_of_act() -> dict[str, str]:
    from verbale.linking.lexicon import Lexicon

    return dict(Lexicon.load().types)


def definition(kind: str) -> str:
    """What a type of event means; empty where PLOVER does not have it."""
    found = Ontology.load().types.get(kind)
    return found.definition if found else ""


def speaker_name(speaker: Speaker) -> str:
    """What a speaker is called in short: the name, else the office, else the institution, else that it is unknown."""
    return speaker.name or speaker.office or speaker.institution or ("unnamed" if speaker.anonymous else "unknown")


def speaker_role(speaker: Speaker) -> str:
    """What of a speaker is beside the name: office and institution, as far as they are known."""
    shown = speaker_name(speaker)
    parts = [part for part in (speaker.office, speaker.institution) if part and part != shown]
    return ", ".join(("former " if speaker.former and number == 0 else "") + part for number, part in enumerate(parts))


def speakers(statement: Statement) -> tuple[Speaker, ...]:
    """All who speak in a statement, the first one first."""
    return (statement.speaker, *statement.co_speakers)


def wants_marks(one: RecordedStatement) -> bool:
    """Whether the words of a statement are shown in quotation marks: all of them are quoted, and none stand there."""
    return one.statement.kind == "direct" and one.quote[:1] not in _MARKS


def how(event: Event) -> str:
    """How an event was done: its mode and subtype, as far as they are told."""
    return ", ".join(part.replace("-", " ") for part in (event.mode, event.subtype) if part)


def web_url(address: str | None) -> str:
    """An address of the web that a link may lead to; empty for any other, such as one that runs a script."""
    given = (address or "").strip()
    return given if re.match(r"https?://[^\s/]", given, re.IGNORECASE) else ""


def flat(text: str | None) -> str:
    """A text on one line."""
    return " ".join((text or "").split())


def shortened(text: str | None, longest: int = 280) -> str:
    """A text on one line, of at most about ``longest`` characters."""
    whole = flat(text)
    if len(whole) <= longest:
        return whole
    return (whole[:longest].rsplit(" ", 1)[0] or whole[:longest])[:longest] + " …"


def joined(parts: Iterable[Any], last: str = " and ") -> Markup:
    """Things in a row as they are read: ``a, b and c``; what is no markup is escaped."""
    all_of: Sequence[Any] = list(parts)
    if len(all_of) < 2:
        return Markup("").join(all_of)
    whole: Markup = Markup(", ").join(all_of[:-1]) + Markup(last) + all_of[-1]
    return whole


FILTERS: dict[str, Callable[..., Any]] = {
    "apart": apart,
    "number": number,
    "percent": percent,
    "signed": signed,
    "sure": sure,
    "day": day,
    "moment": moment,
    "flat": flat,
    "shortened": shortened,
    "joined": joined,
}
