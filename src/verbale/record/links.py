"""Links between articles, kept in the record: made anew for an article whenever it is written.

What is linked is a pure function of the articles: pairs are decided two by two, and of a response's possible prompts
the best is chosen among all that the record holds. So an article that is added touches its own items, those that may
be the same, and the responses that it may have prompted, and the record comes out the same in any order.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from functools import lru_cache

from verbale.linking import copies, exchanges, same
from verbale.linking.items import Item, from_json, items_of, to_json
from verbale.linking.surroundings import Around, around
from verbale.schema import READ_KINDS, Annotated, Article


def relink(connection: sqlite3.Connection, key: int, annotated: Annotated) -> None:
    """Make all links of the article in row ``key`` anew; inside a transaction, after its row was written."""
    unlink(connection, key)
    article, items = annotated.article, items_of(annotated)
    context = {item.id: around(item, article.text, article.turns, items) for item in items}
    rows = {item.id: _write(connection, key, item, context[item.id]) for item in items}
    _link_copies(connection, key, article)
    for item in items:
        _link_same(connection, item, rows[item.id])
    alone = [item for item in items if item.alone]
    for found in exchanges.within(alone, article.text, article.turns):
        _write_exchange(connection, found)
    _ask_again(connection, alone, [rows[item.id] for item in alone if exchanges.asks(item)])


def settle(connection: sqlite3.Connection) -> None:
    """Choose what every stale response answers in other articles; inside a transaction.

    Articles that are added only mark the responses that they may concern, so that many can be added at one go.
    """
    rows = connection.execute("SELECT key, data FROM items WHERE stale ORDER BY key").fetchall()
    for row in rows:
        _answer(connection, row["key"], _item(row["data"]))
    connection.execute("UPDATE items SET stale = 0 WHERE stale")


def unlink(connection: sqlite3.Connection, key: int) -> None:
    """Remove an article's links; the responses of other articles that lose their prompt become stale."""
    query = """UPDATE items SET stale = 1 WHERE article <> ? AND key IN (
        SELECT x.response FROM exchanges AS x JOIN items AS p ON p.key = x.prompt WHERE p.article = ?)"""
    connection.execute(query, (key, key))
    for table, column in (("items", "article"), ("prints", "article"), ("print_bands", "article")):
        connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (key,))
    connection.execute("DELETE FROM copies WHERE one = ? OR other = ?", (key, key))


@lru_cache(maxsize=8192)
def _item(data: str) -> Item:
    return from_json(json.loads(data))


def _write(connection: sqlite3.Connection, article: int, item: Item, context: Around) -> int:
    since, until = exchanges.window(item, context) if item.alone and exchanges.asks(item) and item.day else (None, None)
    days = (_iso(item.day), _iso(since), _iso(until))
    values = (
        article,
        item.id,
        item.kind,
        *days,
        json.dumps([context.lead, context.question]),
        json.dumps(to_json(item)),
    )
    row = connection.execute(
        "INSERT INTO items (article, id, kind, day, since, until, around, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values
    ).lastrowid
    assert row is not None
    blocks = [(block, row) for block in sorted(set(same.keys(item)))]
    connection.executemany("INSERT INTO item_blocks VALUES (?, ?)", blocks)
    if item.day:
        sides = [(code, "actor") for code in item.actors] + [(code, "target") for code in item.targets]
        parties = [(code, role, _iso(item.day), row) for code, role in sorted(sides)]
        connection.executemany("INSERT INTO item_parties VALUES (?, ?, ?, ?)", parties)
    return row


def _iso(day: object) -> str | None:
    return None if day is None else str(day)


def body(article: Article) -> str:
    """The parts of an article that are read, which is what copies share."""
    return "\n".join(article.text[s.start : s.end] for s in article.segments if s.kind in READ_KINDS)


def _link_copies(connection: sqlite3.Connection, key: int, article: Article) -> None:
    text = body(article)
    made = copies.print_of(text)
    algorithm = f"{made.algorithm} {made.version}"
    connection.execute("INSERT INTO prints VALUES (?, ?, ?)", (key, algorithm, made.signature))
    bands = copies.bands(made)
    connection.executemany("INSERT INTO print_bands VALUES (?, ?)", [(band, key) for band in sorted(set(bands))])
    query = """SELECT DISTINCT b.article, a.id, a.outlet FROM print_bands AS b JOIN articles AS a ON a.key = b.article
        WHERE b.band IN (SELECT band FROM print_bands WHERE article = ?) AND b.article <> ?"""
    for other, name, outlet in connection.execute(query, (key, key)).fetchall():
        one_outlet = bool(outlet) and outlet == article.outlet
        found = copies.copied(text, _body_of(connection, other), one_outlet=one_outlet)
        if found:
            pair = (key, other) if article.id < name else (other, key)
            connection.execute("INSERT INTO copies VALUES (?, ?, ?, ?)", (*pair, found.share, found.reason))


def _body_of(connection: sqlite3.Connection, key: int) -> str:
    (text,) = connection.execute("SELECT text FROM articles WHERE key = ?", (key,)).fetchone()
    marks = ", ".join("?" * len(READ_KINDS))
    query = f'SELECT start, "end" FROM segments WHERE article = ? AND kind IN ({marks}) ORDER BY position'
    return "\n".join(text[a:b] for a, b in connection.execute(query, (key, *READ_KINDS)))


def _link_same(connection: sqlite3.Connection, item: Item, row: int) -> None:
    decide = same.same_statement if item.kind == "statement" else same.same_event
    query = """SELECT DISTINCT i.key, i.id, i.data FROM item_blocks AS own JOIN item_blocks AS b ON b.block = own.block
        JOIN items AS i ON i.key = b.item
        WHERE own.item = ? AND b.item <> own.item AND i.kind = ?
            AND i.article <> (SELECT article FROM items WHERE key = ?)"""
    for other in connection.execute(query, (row, item.kind, row)).fetchall():
        found = decide(item, _item(other["data"]))
        if found:
            pair = (row, other["key"]) if item.id < other["id"] else (other["key"], row)
            connection.execute("INSERT INTO same_items VALUES (?, ?, ?, ?)", (*pair, found.score, found.reason))


def _ask_again(connection: sqlite3.Connection, items: Sequence[Item], own: Sequence[int]) -> None:
    """Mark the responses among an article's items, and those of other articles that one of them may have prompted."""
    connection.executemany("UPDATE items SET stale = 1 WHERE key = ?", [(row,) for row in own])
    query = """UPDATE items SET stale = 1 WHERE since <= ? AND until >= ? AND article <> (
            SELECT article FROM items WHERE id = ?)
        AND key IN (SELECT item FROM item_parties WHERE role = ? AND code = ?)"""
    for item in items:
        day = _iso(item.day)
        sides = [("target", code) for code in sorted(item.actors)] + [("actor", code) for code in sorted(item.targets)]
        if day:
            connection.executemany(query, [(day, day, item.id, role, code) for role, code in sides])


def _answer(connection: sqlite3.Connection, row: int, response: Item) -> None:
    """Choose anew what a response answers in other articles."""
    connection.execute(
        """DELETE FROM exchanges WHERE response = ? AND prompt IN (SELECT p.key FROM items AS p JOIN items AS r
            ON r.key = ? WHERE p.article <> r.article)""",
        (row, row),
    )
    if response.day is None:
        return
    query = "SELECT around, since, until FROM items WHERE key = ?"
    (context, since, until) = connection.execute(query, (row,)).fetchone()
    lead, question = json.loads(context)
    own = "SELECT p.data FROM exchanges AS x JOIN items AS p ON p.key = x.prompt WHERE x.response = ? ORDER BY p.id"
    answered = connection.execute(own, (row,)).fetchone()
    found = exchanges.across(
        response,
        list(_earlier(connection, row, response, (since, until))),
        Around(lead, question),
        _item(answered["data"]) if answered else None,
    )
    if found:
        _write_exchange(connection, found)


def _earlier(connection: sqlite3.Connection, row: int, response: Item, days: tuple[str, str]) -> Iterator[Item]:
    query = """SELECT DISTINCT i.id, i.data FROM item_parties AS p JOIN items AS i ON i.key = p.item
        WHERE p.code = ? AND p.role = ? AND p.day BETWEEN ? AND ? AND i.article <> (
            SELECT article FROM items WHERE key = ?)"""
    found: dict[str, Item] = {}
    sides = [("actor", code) for code in response.targets] + [("target", code) for code in response.actors]
    for role, code in sorted(sides):
        for one in connection.execute(query, (code, role, *days, row)):
            found[one["id"]] = found.get(one["id"]) or _item(one["data"])
    yield from (found[name] for name in sorted(found) if found[name].alone)


def _write_exchange(connection: sqlite3.Connection, found: exchanges.Exchange) -> None:
    query = """INSERT OR REPLACE INTO exchanges SELECT r.key, p.key, ?, ?, ? FROM items AS r, items AS p
        WHERE r.id = ? AND p.id = ?"""
    connection.execute(query, (found.score, found.basis, found.reason, found.response, found.to))


def pairs(connection: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    """The pairs of ``copies`` or ``same_items`` by their ids, in order."""
    holder = "articles" if table == "copies" else "items"
    query = f"""SELECT a.id AS one, b.id AS other FROM {table} AS x JOIN {holder} AS a ON a.key = x.one
        JOIN {holder} AS b ON b.key = x.other ORDER BY a.id, b.id"""
    return [(row["one"], row["other"]) for row in connection.execute(query)]


def groups(connection: sqlite3.Connection) -> dict[str, str]:
    """Item id to the id of the utterance or event that it reports, where several report it: the least of their ids."""
    links = pairs(connection, "same_items")
    found = same.groups(sorted({name for pair in links for name in pair}), links)
    return {name: min(group) for group in found for name in group}


def items_between(connection: sqlite3.Connection, a: str, b: str) -> list[Item]:
    """The dated items of one of two actors towards the other, in the order of their ids."""
    query = """SELECT DISTINCT i.id, i.data FROM item_parties AS x JOIN item_parties AS y ON y.item = x.item
        JOIN items AS i ON i.key = x.item
        WHERE x.role = 'actor' AND y.role = 'target' AND x.code = ? AND y.code = ? ORDER BY i.id"""
    rows = {row["id"]: row["data"] for pair in ((a, b), (b, a)) for row in connection.execute(query, pair)}
    return [_item(rows[name]) for name in sorted(rows)]


def coverage(connection: sqlite3.Connection) -> dict[str, int]:
    """``YYYY-MM`` to the number of articles published then."""
    query = """SELECT substr(published_date, 1, 7) AS month, count(*) AS number FROM articles
        WHERE length(published_date) >= 7 GROUP BY month ORDER BY month"""
    return {row["month"]: row["number"] for row in connection.execute(query)}
