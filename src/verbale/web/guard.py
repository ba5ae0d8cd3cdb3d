"""What every answer carries, so that a page can load nothing from elsewhere and stand in no other page."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Nothing from elsewhere, and nothing written into a page: neither ``style`` attributes nor scripts in it.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "script-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Sets :data:`HEADERS`, and answers only to its own names.

    A page elsewhere can let its name lead to this machine and read what is served there; such a request carries that
    page's name as its host.
    """

    def __init__(self, app: ASGIApp, hosts: Sequence[str] = ()) -> None:
        """``hosts``: names that are answered, without port; empty for any."""
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        host = Headers(scope=scope).get("host", "")
        if self._hosts and _name(host) not in self._hosts:
            refused = PlainTextResponse(
                f"This reading room is not called {host!r}; start it with --host to be reached by that name.\n", 421
            )
            await refused(scope, receive, sent)
            return
        await self._app(scope, receive, sent)


def _name(host: str) -> str:
    """A host without its port; an IPv6 address without its brackets."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()
