"""The application: its pages, what every answer carries, and what is said when something goes wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from verbale import __version__
from verbale.web import urls
from verbale.web.api.application import create_api
from verbale.web.guard import Guard
from verbale.web.pages import errors
from verbale.web.room import STATIC, Room, RoomOptions

#: The families of pages: modules with a ``router``. One that cannot be loaded is an error and no gap.
FAMILIES = (
    "verbale.web.pages.front",
    "verbale.web.pages.article",
    "verbale.web.pages.item",
    "verbale.web.pages.actor",
    "verbale.web.pages.country",
    "verbale.web.pages.search",
    "verbale.web.pages.events",
    "verbale.web.pages.away",
    "verbale.web.pages.dyad",
    "verbale.web.pages.position",
    "verbale.web.pages.thread",
    "verbale.web.pages.verify",
    "verbale.web.pages.dossier",
    "verbale.web.pictured",
)


def create_app(record: Path, options: RoomOptions | None = None) -> FastAPI:
    """The reading room of the record at ``record``, as an ASGI application.

    What is read into the record meanwhile is shown; it is closed when the application ends.
    """
    room = Room(record, options)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        room.close()

    app = FastAPI(
        title="Verbale", version=__version__, docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan
    )
    app.state.room = room
    for name in FAMILIES:
        app.include_router(import_module(name).router)
    app.mount(urls.API, create_api(room), name="api")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    errors.install(app)
    app.add_middleware(Guard, hosts=room.options.hosts)
    return app
