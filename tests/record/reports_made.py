"""A quarrel of invented states over a fee: an agency's text, a print of it, two reports of their own, a reply."""

from __future__ import annotations

from dataclasses import replace

from tests.record.fakes import ENVOY, HARBOUR, article, event, statement
from verbale.record import Record
from verbale.schema import Annotated, DateMention, Event, Published, StatementKind

WIRE = """Oskara refuses the harbour fee

Oskara will not pay the fee that Valdia charges at Port Lune since the first of the month, and its ships were sent past.

"We will not pay this fee, and eleven captains have orders to sail past the pier," foreign minister Inès Halloran said.

Three ferries were seen to turn round at the lighthouse in the afternoon, while the harbour master of Port Lune counted
them from the roof of the customs house and had the flags taken in. The fee is the third in as many years. It was
meant to pay for the dredging of the eastern channel, which silted up after the storms of the winter before last.
"""

POST = """Captains told to sail past

Inès Halloran was brief. "We will never pay this fee, and twelve captains have orders to sail past the pier," said
the foreign minister of Oskara, who had come to the quay in a raincoat.
"""

GAZETTE = """A year of fees

Of the fee at Port Lune Oskara's Inès Halloran said that twelve captains had orders to sail past the pier.
"""

REPLY = """Valdia holds on to its fee

Asked about Inès Halloran's refusal to pay the fee, Valdia's envoy Joss Ferrant rejected it. "We will not lift the fee
for eleven captains who sail past the pier," he said.
"""

_PIER = "captains have orders to sail past the pier"


def quarrel() -> tuple[Annotated, ...]:
    """The articles; the minister's words are ``wire#s1``, ``courier#s1``, ``post#s1`` and ``gazette#s1``."""
    courier = WIRE.replace("Oskara refuses the harbour fee", "No fee, says Halloran").partition(" It was")[0] + "\n"
    said = f"We will not pay this fee, and eleven {_PIER}"
    return (
        _told("wire", "2031-03-04", WIRE, said, outlet="Lune Wire"),
        _told("courier", "2031-03-05", courier, said, outlet="The Lune Courier"),
        _told("post", "2031-03-05", POST, f"We will never pay this fee, and twelve {_PIER}", outlet="Evening Post"),
        _told("gazette", "2031-03-06", GAZETTE, "twelve captains had orders to sail past the pier", outlet="Gazette"),
        _reply(),
    )


def fill(record: Record) -> None:
    """Keep the quarrel."""
    for one in quarrel():
        record.add(one)


def _told(article_id: str, day: str, text: str, words: str, outlet: str) -> Annotated:
    made = statement(text, "s1", (words,), source="Inès Halloran", cue="said", act="reject", speaker=HARBOUR)
    kind: StatementKind = "indirect" if article_id == "gazette" else "direct"
    made = replace(made, kind=kind, about=("VLD",), topics=("trade",), date=_day("2031-03-04"))
    found: tuple[Event, ...] = ()
    if article_id in ("wire", "courier"):
        found = (event(text, "e1", ("Oskara will not pay the fee",), date=_day("2031-03-04")),)
    return Annotated(article(article_id, text, outlet=outlet, published=_on(day)), (made,), model="f", events=found)


def _reply() -> Annotated:
    words = "We will not lift the fee\nfor eleven captains who sail past the pier"
    cue = "Asked about Inès Halloran's refusal to pay the fee", "rejected"
    made = statement(REPLY, "s1", (words,), source="Joss Ferrant", cue=cue, act="reject")
    speaker = replace(ENVOY, name="Joss Ferrant", anonymous=False)
    made = replace(made, kind="direct", speaker=speaker, about=("OSK",), topics=("trade",), date=_day("2031-03-05"))
    text = article("reply", REPLY, outlet="Evening Post", published=_on("2031-03-06"))
    return Annotated(text, (made,), model="f")


def _day(day: str) -> DateMention:
    return DateMention(day, "day", "today", "the news")


def _on(day: str) -> Published:
    return Published(day, "day", "the line under the headline")
