"""The application that stands below ``/api``: its routes, its description, and its errors."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import import_module
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from markupsafe import Markup, escape

from verbale import __version__
from verbale.web import urls
from verbale.web.api import listing, openapi, problems
from verbale.web.room import Room, render

#: The families of routes: modules with a ``router``, the one of a longer path before that of a shorter one.
FAMILIES = ("search", "items", "events", "actors", "countries", "dyads", "positions", "exchanges", "verify", "new")


def create_api(room: Room) -> FastAPI:
    """The interface for programs of a room, to be mounted at :data:`verbale.web.urls.API`."""
    app = FastAPI(title="Verbale", version=__version__, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.room = room
    for name in FAMILIES:
        app.include_router(import_module(f"verbale.web.api.{name}").router)
    problems.install(app)

    @cache
    def described() -> dict[str, Any]:
        return openapi.document(app)

    @app.get("/openapi.json", include_in_schema=False)
    def document() -> JSONResponse:
        """Give the OpenAPI document."""
        return JSONResponse(described())

    @app.get("/docs", include_in_schema=False, response_class=HTMLResponse)
    def documentation(request: Request) -> HTMLResponse:
        """Show the same as a page."""
        return render(
            request,
            "api.html",
            document=described(),
            routes=listing.routes(described()),
            shapes=listing.shapes(described()),
            problems=problems.KINDS,
            pretty=_pretty,
            marked=_marked,
        )

    @app.get("/", include_in_schema=False)
    def index() -> RedirectResponse:
        """Lead to the description."""
        return RedirectResponse(urls.api_url("docs"), 302)

    return app


def _pretty(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _marked(text: str) -> Markup:
    """A text of the document as HTML: words in `` ` `` are code, words in ``*`` are in italics."""
    html = re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text)))
    return Markup(re.sub(r"\*(\w[^*]*\w)\*", r"<em>\1</em>", html))
