"""Addresses: permanent, whatever the ids hold."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.web import urls


@dataclass(frozen=True)
class Asked:
    words: str = ""
    country: tuple[str, ...] = ()
    since: str | None = None
    page: int = 1


@pytest.mark.parametrize(
    ("made", "address"),
    [
        (urls.article_url("a b/c"), "/article/a%20b%2Fc"),
        (urls.article_url("a", "s3"), "/article/a?show=s3#s3"),
        (urls.statement_url("A#s1"), "/statement/A%23s1"),
        (urls.event_url("A#e1"), "/event/A%23e1"),
        (urls.item_url("A#e1"), "/event/A%23e1"),
        (urls.item_url("e#s1"), "/statement/e%23s1"),
        (urls.actor_url("xva.foreign"), "/actor/xva.foreign"),
        (urls.actors_url("pella", 2), "/actors?q=pella&page=2"),
        (urls.country_url("XVA"), "/country/XVA"),
        (urls.dyad_url("XVA", "XKE"), "/dyad/XVA/XKE"),
        (urls.position_url("XVA", "XKE"), "/position/XVA/XKE"),
        (urls.position_url("XVA", "XKE", "sanctions"), "/position/XVA/XKE/sanctions"),
        (urls.thread_url("A#s1"), "/thread/A%23s1"),
        (urls.new_url(), "/new"),
        (urls.verify_url("no & yes", "Ostrane"), "/verify?quote=no+%26+yes&speaker=Ostrane"),
        (urls.cite_url("A#s1", "bib"), "/cite/A%23s1.bib"),
        (urls.api_url("statements", q="x"), "/api/statements?q=x"),
        (urls.search_url("dam"), "/search?q=dam"),
        (urls.search_url(), "/search"),
        (urls.search_url({"country": ["XVA", "XKE"], "about": []}), "/search?country=XVA&country=XKE"),
        (urls.search_url(Asked(words="dam", country=("XVA",))), "/search?q=dam&country=XVA"),
        (urls.search_url(Asked(since="2024", page=3), "csv"), "/search.csv?since=2024&page=3"),
        (urls.search_url(Asked(words="dam", page=3), words=None, page=4), "/search?page=4"),
        (urls.events_url(), "/events"),
        (urls.events_url({"actor": ["XVA"], "type": ["AID"]}, page=2), "/events?actor=XVA&type=AID&page=2"),
        (urls.events_url(Asked(since="2024"), "csv"), "/events.csv?since=2024"),
        (urls.dossier_url(Asked(words="dam")), "/dossier?q=dam"),
        (urls.static_url("room.css", "abc"), "/static/room.css?v=abc"),
    ],
)
def test_addresses_are_what_they_always_were(made: str, address: str) -> None:
    assert made == address


@given(st.text(min_size=1))
def test_every_id_is_one_part_of_a_path(name: str) -> None:
    path = urls.article_url(name)
    assert path.isascii()
    assert path.count("/") == 2
    if not any("\ud800" <= char <= "\udfff" for char in name):
        assert unquote(urlsplit(path).path) == f"/article/{name}"


@given(st.text(), st.lists(st.text(min_size=1), max_size=3))
def test_every_query_comes_back(words: str, codes: list[str]) -> None:
    pairs = parse_qsl(urlsplit(urls.search_url({"words": words, "country": codes})).query)
    if not any("\ud800" <= char <= "\udfff" for char in "".join([words, *codes])):
        assert pairs == [("q", words)] * bool(words) + [("country", code) for code in codes]


def test_what_is_no_query_is_told() -> None:
    with pytest.raises(TypeError, match="no query"):
        urls.search_url(3)
