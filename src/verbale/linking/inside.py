"""What answers what inside one article, as ``verbale annotate`` gives it."""

from __future__ import annotations

from verbale.linking.exchanges import within
from verbale.linking.items import items_of
from verbale.schema import Annotated, Exchange


def answers(annotated: Annotated) -> tuple[Exchange, ...]:
    """The exchanges of an article, in the order of the responses."""
    article = annotated.article
    cut = len(article.id) + 1
    return tuple(
        Exchange(found.response[cut:], found.to[cut:], round(found.score, 4), found.reason)
        for found in within([item for item in items_of(annotated) if item.alone], article.text, article.turns)
    )
