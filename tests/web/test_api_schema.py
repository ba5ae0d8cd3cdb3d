"""The interface for programs keeps to its own description, whatever it is asked."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from tests.web.api_room import EXAMPLES, border_room
from verbale.web.api import openapi
from verbale.web.api.application import create_api
from verbale.web.room import Room

schemathesis = pytest.importorskip("schemathesis")
from hypothesis import HealthCheck, given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
    "unsupported_method",
    "allow_header_conformance",
)
#: The paths of the interface; a record is opened only when something is asked of it.
PATHS = tuple(openapi.document(create_api(Room(Path("none"))))["paths"])


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """The room of an affair of two invented states."""
    return border_room(tmp_path_factory.mktemp("api") / "border.db")


@pytest.fixture(scope="module")
def described(app: FastAPI) -> Any:
    """Its own description."""
    return schemathesis.openapi.from_asgi("/api/openapi.json", app)


@cache
def checks() -> list[Any]:
    schemathesis.checks.load_all_checks()
    return list(schemathesis.checks.CHECKS.get_by_names(CHECKS))


@pytest.mark.parametrize("path", PATHS)
def test_no_request_breaks_it(described: Any, path: str) -> None:
    """No server error, and no answer outside the description: for what fits it, what does not, and what is there."""
    operation = described[path]["GET"]
    known = operation.definition.raw.get("parameters", ())
    there = {one["name"]: one["examples"]["one"]["value"] for one in known if one["in"] == "path"}
    cases = [operation.as_strategy(mode) for mode in schemathesis.GenerationMode]
    if there:
        cases.append(operation.as_strategy(path_parameters=there))

    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=st.one_of(cases))
    def asked(case: Any) -> None:
        case.call_and_validate(checks=checks())

    asked()
