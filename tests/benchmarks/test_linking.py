"""The benchmark of linking in the small, and the news that is made for it."""

from __future__ import annotations

from collections import Counter

from benchmarks import linking
from benchmarks.invented_news import articles
from verbale.schema import Annotated


def words_of(one: Annotated, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [one.article.text[a:b] for a, b in spans]


def test_made_articles_hold_what_is_said_of_them() -> None:
    made = list(articles(60, seed=3))
    assert [one.article.id for one in made] == [f"n{number:06}" for number in range(60)]
    assert made == list(articles(60, seed=3))
    assert made != list(articles(60, seed=4))
    for one in made:
        for statement in one.statements:
            assert all(word.strip() for word in words_of(one, statement.content))
        known = {statement.id for statement in one.statements}
        assert {event.statement for event in one.events if event.statement} <= known
    texts = Counter(one.article.text for one in made)
    assert max(texts.values()) >= 2
    assert len(texts) > 30
    months = {(one.article.published.date or "")[:7] for one in made}
    assert len(months) > 3


def test_a_small_run_reports_every_time() -> None:
    small, large = linking.measure(20, 2, seed=2)
    assert (small["articles"], large["articles"]) == (2, 20)
    assert large["rows"]["items"] > 100
    assert large["rows"]["exchanges"] > 0
    assert large["one by one"]["number"] == 2
    shown = linking.shown([small, large])
    assert "20 articles" in shown
    assert "one article more, settled (2 times)" in shown
