"""Pictures on pages: their style sheet, and what they need to know of the room."""

from __future__ import annotations

import hashlib
from functools import cache

from fastapi import APIRouter, Response

from verbale.pictures.paint import stylesheet
from verbale.web import urls

router = APIRouter()


@router.get(urls.PICTURES)
def pictures_css() -> Response:
    """The style sheet of the pictures; its address is another whenever it is."""
    return Response(stylesheet(), media_type="text/css", headers={"Cache-Control": "max-age=86400"})


@cache
def stylesheet_url() -> str:
    """Where the style sheet of the pictures is."""
    return urls.pictures_url(hashlib.sha256(stylesheet().encode()).hexdigest()[:10])
