"""The room: one record on disk, the names of states, the templates, and how a page is made of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeVar, cast

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from verbale import __version__
from verbale.errors import RecordError
from verbale.record.store import Record
from verbale.web import marking, urls, wording
from verbale.web.pool import Pool

if TYPE_CHECKING:
    from verbale.actors.registry.model import Entries
    from verbale.record.model import Counts

T = TypeVar("T")
#: Where the room's own files stand.
STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True)
class RoomOptions:
    """How a room is opened.

    ``registry``: files with states and persons of one's own. ``hosts``: names by which the room may be called (the
    header ``Host`` without its port); empty for any. ``address``: its own address from outside (``http://host:8000``),
    for feeds and citations; empty to take that of the request.
    """

    registry: tuple[Path, ...] = ()
    hosts: tuple[str, ...] = ()
    address: str = ""


class Link(NamedTuple):
    """Words that lead somewhere."""

    label: str
    url: str


class NotFoundError(Exception):
    """Nothing of that name: ``message`` in words, ``near`` what may have been meant. Shown as a page, status 404."""

    def __init__(self, message: str, near: Sequence[Link] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.near = tuple(near)


class UnclearError(Exception):
    """A request that cannot be answered as it is: ``message`` says what is wrong and what to write. Status 400."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    @classmethod
    def of(cls, error: ValueError) -> UnclearError:
        """The same as an error says, as a sentence."""
        said = str(error)
        return cls(f"{said[:1].upper()}{said[1:]}.")


#: What stands above every page.
NAVIGATION = (
    Link("Search", urls.SEARCH),
    Link("Events", urls.EVENTS),
    Link("Countries", urls.COUNTRIES),
    Link("Speakers", urls.ACTORS),
    Link("Positions", urls.POSITIONS),
    Link("Threads", urls.THREADS),
    Link("Verify", urls.VERIFY),
    Link("Dossier", urls.DOSSIER),
    Link("What is new", urls.NEW),
    Link("Help", urls.HELP),
)
#: The first part of an address to the link above that it belongs under, for pages that have none of their own.
_SECTIONS = {
    "event": urls.EVENTS,
    "country": urls.COUNTRIES,
    "dyad": urls.COUNTRIES,
    "dyads": urls.COUNTRIES,
    "actor": urls.ACTORS,
    "position": urls.POSITIONS,
    "thread": urls.THREADS,
}


#: Macros of ``partials/parts.html`` that say the same of the same names, over and over in a page: each is kept.
_REPEATED = ("country", "countries", "act", "event_type", "speaker", "role")


class Room:
    """A record that is read in a browser; made once for an application, used by all its requests at once."""

    def __init__(self, path: Path, options: RoomOptions | None = None) -> None:
        """``path``: the record, which must exist when something is asked of it."""
        self.path = path
        self.options = options or RoomOptions()
        self._kept: dict[str, tuple[tuple[int, int], object]] = {}
        self._lock = Lock()
        self._pool = Pool(path)

    @property
    def name(self) -> str:
        """What the record is called: its file's name without the ending."""
        return self.path.stem or self.path.name

    @contextmanager
    def record(self) -> Iterator[Record]:
        """The record as it is now, for the one that asks. Raises ``RecordError``."""
        with self._pool.record() as record:
            yield record

    def close(self) -> None:
        """Close the record; whoever asks afterwards opens it for as long as it is needed."""
        self._pool.close()

    @cached_property
    def registry(self) -> Entries:
        """States, organisations, persons: those that ship and those of the options' files."""
        from verbale.actors.registry.load import load

        return load(self.options.registry)

    def name_of(self, code: str | None) -> str:
        """What a state, organisation or group is called; its code where that is not known."""
        if not code:
            return ""
        entries = self.registry
        state = entries.states.get(code)
        if state is not None:
            return state.short or state.name
        other = entries.organisations.get(code) or entries.groups.get(code)
        return other.name if other is not None else code

    def kept(self, record: Record, name: str, make: Callable[[Record], T]) -> T:
        """What ``make`` gives for the record, made anew only after the file changed; ``name``: its own name here."""
        mark = self._mark()
        with self._lock:
            before = self._kept.get(name)
        if before is not None and before[0] == mark:
            return cast(T, before[1])
        found = make(record)
        with self._lock:
            self._kept[name] = mark, found
        return found

    def held(self, name: str) -> object | None:
        """What is kept under a name of the record as it is now, without opening it; None for nothing."""
        with self._lock:
            before = self._kept.get(name)
        return before[1] if before is not None and before[0] == self._mark() else None

    def _mark(self) -> tuple[int, int]:
        told = self.path.stat()
        return told.st_mtime_ns, told.st_size

    def settle(self, record: Record) -> bool:
        """Bring the links between articles up to date, where the record can be written; returns whether they are."""
        try:
            record.settle()
        except RecordError:
            return False
        return True

    def counts(self, record: Record) -> Counts:
        """How much the record holds."""
        return self.kept(record, "counts", Record.counts)

    @cached_property
    def templates(self) -> Environment:
        """The templates; all that is put into them is escaped, and a name that a page forgot is an error."""
        made = Environment(
            loader=PackageLoader("verbale.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=wording.harmless,
            auto_reload=False,
        )
        made.filters.update(wording.FILTERS)
        made.globals.update(
            urls=urls,
            room=self,
            words=wording,
            marked=marking.marked,
            version=__version__,
            navigation=NAVIGATION,
            stylesheet=static("room.css"),
            script=static("room.js"),
        )
        # Its macros need nothing of a request, so it is loaded once and every template has it.
        parts = made.get_template("partials/parts.html").module
        for name in _REPEATED:
            setattr(parts, name, _kept(getattr(parts, name)))
        made.globals["parts"] = parts
        return made

    def page(self, template: str, context: Mapping[str, Any]) -> str:
        """A template filled in, as text."""
        return self.templates.get_template(template).render(**context)


def _kept(macro: Callable[[Any], str]) -> Callable[[Any], str]:
    """A macro of one argument that makes the same of the same only once."""
    made = lru_cache(4096)(macro)
    return lambda value: made(tuple(value) if isinstance(value, list) else value)


def static(name: str) -> str:
    """The address of a file of ``static/``, another one whenever the file is another."""
    return urls.static_url(name, hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10])


def room_of(request: Request) -> Room:
    """The room that a request came into."""
    return cast(Room, request.app.state.room)


#: The room as a parameter of a route.
InRoom = Annotated[Room, Depends(room_of)]


def render(request: Request, template: str, /, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page: the template with ``context``.

    Every template also has ``request``, ``room``, ``urls``, ``words`` (:mod:`verbale.web.wording`), ``parts`` (the
    macros of ``partials/parts.html``), ``here`` (the path), ``section`` (the link above under which the page belongs),
    ``asked`` (what stands in the search box) and ``counts`` (None where the record cannot be read).
    """
    room = room_of(request)
    context.setdefault("asked", "")
    context.setdefault("counts", _counts(room))
    here = request.url.path
    section = _SECTIONS.get(here.split("/", 2)[1], "")
    body = room.page(template, {"request": request, "here": here, "section": section, **context})
    return HTMLResponse(body, status_code=status)


def _counts(room: Room) -> Counts | None:
    """The counts for the foot of a page, which is shown even where the record has gone."""
    try:
        if (held := room.held("counts")) is not None:
            return cast("Counts", held)
        with room.record() as record:
            return room.counts(record)
    except (RecordError, OSError):
        return None
