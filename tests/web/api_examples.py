"""Answers for the description of the interface: made of a record of an invented affair, shortened to one of each kind.

``python -m tests.web.api_examples`` writes them anew.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from tests.web.api_room import border_room
from verbale.web.api import openapi

#: Requests whose answers are shown, by the path of their route.
REQUESTS = {
    "/search": "/search?q=Kestria+on+borders+since+2026-11&words=hammers&facets=2",
    "/articles/{id}": "/articles/BORDER-SHOOTING-03",
    "/statements/{id}": "/statements/BORDER-SHOOTING-03%23s3",
    "/events/{id}": "/events/BORDER-SHOOTING-01%23e1",
    "/events": "/events?actor=XTV&recipient=XKE&type=ASSAULT&size=1",
    "/actors": "/actors?q=tovasch",
    "/actors/{id}": "/actors/xke.tovasch",
    "/countries": "/countries?size=1",
    "/countries/{code}": "/countries/XKE",
    "/dyads": "/dyads?size=1",
    "/dyads/{a}/{b}": "/dyads/XKE/XTV?since=2026-11-09&size=1",
    "/positions": "/positions?government=XTV&about=XKE&size=1",
    "/positions/{government}/{about}/{topic}": "/positions/XTV/XKE/borders",
    "/exchanges": "/exchanges?between=XKE&between=XTV&size=1",
    "/threads": "/threads?size=1",
    "/threads/{id}": "/threads/BORDER-SHOOTING-04%23s8",
    "/verify": "/verify?quote=I+know+of+two+hammers.&speaker=Tholl&limit=1",
    "/new": "/new?size=1",
    "/counts": "/counts",
}


def shortened(value: Any) -> Any:
    """A value of which lists of objects hold one."""
    if isinstance(value, dict):
        return {name: shortened(one) for name, one in value.items()}
    if isinstance(value, list):
        return [shortened(one) for one in (value[:1] if value and isinstance(value[0], dict) else value)]
    return value


def main() -> None:
    """Write them."""
    with tempfile.TemporaryDirectory() as folder:
        client = TestClient(border_room(Path(folder) / "border.db"))
        made = {}
        for path, request in REQUESTS.items():
            answer = client.get(f"/api{request}")
            assert answer.status_code == 200, answer.text
            made[path] = shortened(answer.json())
    place = Path(openapi.__file__).parent / "data" / "examples.json"
    place.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
