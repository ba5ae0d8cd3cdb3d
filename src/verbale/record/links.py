"""Links between articles, kept in the record: made anew for an article whenever it is written.

What is linked is a pure function of the articles: pairs are decided two by two, and of a response's possible prompts
the best is chosen among all that the record holds. So an article that is added touches its own items, those that may
be the same, and the responses that it may have prompted, and the record comes out the same in any order.

Pairs are decided once for each text and each content, however many articles print it: a text with two hundred prints
is one row. Pairs of articles and of items are views of these.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2b

from verbale.linking import copies, exchanges, same
from verbale.linking.candidates import traits
from verbale.linking.items import Item, items_of, to_json
from verbale.linking.surroundings import Around, around
from verbale.record.grouping import grouped
from verbale.record.settling import OF_ALL, add_prompts, parsed, remove_prompts, settle, write_exchange
from verbale.schema import READ_KINDS, Annotated, Article

__all__ = [
    "by_number",
    "copies_among",
    "coverage",
    "group_of",
    "groups",
    "groups_among",
    "items_between",
    "pairs",
    "relink",
    "settle",
    "unlink",
]


def relink(connection: sqlite3.Connection, key: int, annotated: Annotated) -> None:
    """Make all links of the article in row ``key`` anew; inside a transaction, after its row was written."""
    unlink(connection, key)
    article, items = annotated.article, items_of(annotated)
    keys = [_write(connection, key, item, around(item, article.text, article.turns, items)) for item in items]
    _write_print(connection, key, article)
    alone = [item for item in items if item.alone]
    for found in exchanges.within(alone, article.text, article.turns):
        write_exchange(connection, found)
    add_prompts(connection, keys, items)


def unlink(connection: sqlite3.Connection, key: int) -> None:
    """Remove an article's links; the responses of other articles that it prompted become stale."""
    remove_prompts(connection, key)
    contents = connection.execute("SELECT DISTINCT content FROM items WHERE article = ? ORDER BY content", (key,))
    rows = contents.fetchall()
    text = connection.execute("SELECT text FROM prints WHERE article = ?", (key,)).fetchone()
    connection.execute("DELETE FROM items WHERE article = ?", (key,))
    connection.execute("DELETE FROM prints WHERE article = ?", (key,))
    query = "DELETE FROM contents WHERE key = ? AND NOT EXISTS (SELECT 1 FROM items WHERE content = contents.key)"
    connection.executemany(query, [tuple(row) for row in rows])
    if text:
        query = "DELETE FROM texts WHERE key = ? AND NOT EXISTS (SELECT 1 FROM prints WHERE text = texts.key)"
        connection.execute(query, tuple(text))


def _write(connection: sqlite3.Connection, article: int, item: Item, context: Around) -> int:
    asks = item.alone and exchanges.asks(item)
    since, until = exchanges.window(item, context) if asks and item.day else (None, None)
    row = {
        "article": article,
        "id": item.id,
        "kind": item.kind,
        "content": _content(connection, item),
        "day": _iso(item.day),
        "since": _iso(since),
        "until": _iso(until),
        "stale": OF_ALL * asks,
        "alone": item.alone,
        **traits(item),
        "reading": exchanges.reading(item, context).to_json() if since else None,
        "data": json.dumps(to_json(item)),
    }
    query = f"INSERT INTO items ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"
    key = connection.execute(query, tuple(row.values())).lastrowid
    assert key is not None
    if item.day:
        sides = [(code, "actor") for code in item.actors] + [(code, "target") for code in item.targets]
        parties = [(code, role, _iso(item.day), key) for code, role in sorted(sides)]
        connection.executemany("INSERT INTO item_parties VALUES (?, ?, ?, ?)", parties)
    return key


def _iso(day: object) -> str | None:
    return None if day is None else str(day)


def _hash(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=16).digest()


def _content(connection: sqlite3.Connection, item: Item) -> int:
    """The row of what an item says; decided against all others when it is new."""
    mark = _hash(same.identity(item))
    known = connection.execute("SELECT key FROM contents WHERE hash = ?", (mark,)).fetchone()
    if known:
        _decide(connection, item, known["key"], item, known["key"])
        return int(known["key"])
    sketch = same.sketch_of(item)
    key = connection.execute("INSERT INTO contents (hash, sketch) VALUES (?, ?)", (mark, sketch)).lastrowid
    assert key is not None
    blocks = [(block, key, *days) for block, days in sorted(same.spans(item).items())]
    connection.executemany("INSERT INTO content_blocks VALUES (?, ?, ?, ?)", blocks)
    query = """SELECT key, sketch FROM contents WHERE key <> ? AND key IN (
            SELECT b.content FROM content_blocks AS own JOIN content_blocks AS b ON b.block = own.block
            WHERE own.content = ? AND b.first <= own.last AND b.last >= own.first)"""
    passes = same.Filter(item).passes
    for other, sketched in connection.execute(query, (key, key)).fetchall():
        if passes(sketched):
            (data,) = connection.execute("SELECT data FROM items WHERE content = ? LIMIT 1", (other,)).fetchone()
            _decide(connection, item, key, parsed(data), other)
    return key


def _decide(connection: sqlite3.Connection, item: Item, key: int, other: Item, other_key: int) -> None:
    """Whether two contents are the same where they are of different articles."""
    decide = same.same_statement if item.kind == "statement" else same.same_event
    found = decide(item, replace(other, article=f"not {item.article}"))
    if found:
        pair = sorted((key, other_key))
        query = "INSERT OR IGNORE INTO same_contents VALUES (?, ?, ?, ?)"
        connection.execute(query, (*pair, found.score, found.reason))


def body(article: Article) -> str:
    """The parts of an article that are read, which is what copies share."""
    return "\n".join(article.text[s.start : s.end] for s in article.segments if s.kind in READ_KINDS)


def _write_print(connection: sqlite3.Connection, key: int, article: Article) -> None:
    text = body(article)
    mark = _hash(text)
    known = connection.execute("SELECT key FROM texts WHERE hash = ?", (mark,)).fetchone()
    row = int(known["key"]) if known else _write_text(connection, text, mark)
    if known:
        _link_texts(connection, (row, text), (row, text))
    connection.execute("INSERT INTO prints VALUES (?, ?)", (key, row))


def _write_text(connection: sqlite3.Connection, text: str, mark: bytes) -> int:
    """Keep a text that is new, and link it with those of which it is a print."""
    made, sketch = copies.print_of(text), copies.sketch_of(text)
    algorithm = f"{made.algorithm} {made.version}"
    query = "INSERT INTO texts (hash, algorithm, signature, shingles) VALUES (?, ?, ?, ?)"
    key = connection.execute(query, (mark, algorithm, made.signature, sketch)).lastrowid
    assert key is not None
    bands = [(band, key) for band in sorted(set(copies.bands(made)))]
    connection.executemany("INSERT INTO text_bands VALUES (?, ?)", bands)
    query = """SELECT key, shingles FROM texts WHERE key <> ? AND key IN (
            SELECT b.text FROM text_bands AS own JOIN text_bands AS b ON b.band = own.band WHERE own.text = ?)"""
    passes = copies.Filter(sketch).passes
    for other, shingles in connection.execute(query, (key, key)).fetchall():
        if passes(shingles):
            _link_texts(connection, (key, text), (other, _body_of(connection, other)))
    return key


def _link_texts(connection: sqlite3.Connection, one: tuple[int, str], other: tuple[int, str]) -> None:
    found = copies.copied(one[1], other[1])
    if found:
        pair = sorted((one[0], other[0]))
        query = "INSERT OR IGNORE INTO same_texts VALUES (?, ?, ?, ?, ?)"
        connection.execute(query, (*pair, found.share, found.in_one_outlet, found.reason))


def _body_of(connection: sqlite3.Connection, text_key: int) -> str:
    """The text of which a row has the signature, from one of its prints."""
    query = "SELECT a.key, a.text FROM prints AS p JOIN articles AS a ON a.key = p.article WHERE p.text = ? LIMIT 1"
    key, text = connection.execute(query, (text_key,)).fetchone()
    marks = ", ".join("?" * len(READ_KINDS))
    query = f'SELECT start, "end" FROM segments WHERE article = ? AND kind IN ({marks}) ORDER BY position'
    return "\n".join(text[a:b] for a, b in connection.execute(query, (key, *READ_KINDS)))


def pairs(connection: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    """The pairs of ``copies`` or ``same_items`` by their ids, in order."""
    holder = "articles" if table == "copies" else "items"
    query = f"""SELECT a.id AS one, b.id AS other FROM {table} AS x JOIN {holder} AS a ON a.key = x.one
        JOIN {holder} AS b ON b.key = x.other ORDER BY a.id, b.id"""
    return [(row["one"], row["other"]) for row in connection.execute(query)]


def copies_among(connection: sqlite3.Connection, articles: Iterable[str]) -> list[tuple[str, str]]:
    """The pairs of some articles, given by their ids, that print one text."""
    query = """WITH some AS (
            SELECT a.id, a.outlet, p.text FROM json_each(?) AS j JOIN articles AS a ON a.id = j.value
            JOIN prints AS p ON p.article = a.key)
        SELECT a.id AS one, b.id AS other FROM some AS a JOIN some AS b ON a.id < b.id
        JOIN same_texts AS s ON s.one = min(a.text, b.text) AND s.other = max(a.text, b.text)
        WHERE s.in_one_outlet OR coalesce(a.outlet, '') = '' OR a.outlet IS NOT b.outlet ORDER BY a.id, b.id"""
    rows = connection.execute(query, (json.dumps(sorted(set(articles))),))
    return [(row["one"], row["other"]) for row in rows]


def groups(connection: sqlite3.Connection) -> dict[str, str]:
    """Item id to the id of the utterance or event that it reports, where several report it: the least of their ids."""
    links = connection.execute("SELECT one, other FROM same_contents").fetchall()
    query = """SELECT id, article, content FROM items
        WHERE content IN (SELECT one FROM same_contents UNION SELECT other FROM same_contents)"""
    return grouped(connection.execute(query), links)


def groups_among(connection: sqlite3.Connection, items: Iterable[Item]) -> dict[str, str]:
    """What :func:`groups` says of some items and of those that report the same, without reading the others."""
    near = """WITH RECURSIVE some (content) AS MATERIALIZED (
            SELECT DISTINCT i.content FROM json_each(?) AS j CROSS JOIN items AS i ON i.id = j.value),
        near (content) AS (SELECT content FROM some
            UNION SELECT s.other FROM near CROSS JOIN same_contents AS s ON s.one = near.content
            UNION SELECT s.one FROM near CROSS JOIN same_contents AS s ON s.other = near.content)"""
    wanted = (json.dumps([one.id for one in items]),)
    linked = f"{near} SELECT s.one, s.other FROM near CROSS JOIN same_contents AS s ON s.one = near.content"
    links = connection.execute(linked, wanted).fetchall()
    known = (json.dumps(sorted({key for link in links for key in link})),)
    query = """SELECT i.id, i.article, i.content FROM json_each(?) AS j
        CROSS JOIN items AS i INDEXED BY items_content ON i.content = j.value"""
    return grouped(connection.execute(query, known), links)


def group_of(connection: sqlite3.Connection, item_id: str) -> list[str]:
    """The ids of all items that report what an item reports, its own among them, in order; none for an unknown id."""
    near = """WITH RECURSIVE near (content) AS (SELECT content FROM items WHERE id = ? UNION
        SELECT iif(s.one = near.content, s.other, s.one) FROM near
        JOIN same_contents AS s ON near.content IN (s.one, s.other))"""
    items = connection.execute(
        f"{near} SELECT id, article, content FROM items WHERE content IN near", (item_id,)
    ).fetchall()
    links = connection.execute(f"{near} SELECT one, other FROM same_contents WHERE one IN near", (item_id,)).fetchall()
    found = grouped(items, links)
    if item_id not in found:
        return [row["id"] for row in items if row["id"] == item_id]
    return sorted(name for name, group in found.items() if group == found[item_id])


def items_between(connection: sqlite3.Connection, a: str, b: str) -> list[Item]:
    """The dated items of one of two actors towards the other, in the order of their ids."""
    # All rows of an item have its day, so that the other party is one search of the table's own order.
    query = """SELECT i.id, i.data FROM item_parties AS x CROSS JOIN items AS i ON i.key = x.item
        WHERE x.code = ? AND x.role = ? AND EXISTS (
            SELECT 1 FROM item_parties AS y
            WHERE y.code = ? AND y.role = ? AND y.day = x.day AND y.item = x.item)"""
    first, then = by_number(connection, a, b)
    sides = ((first, "actor", then, "target"), (first, "target", then, "actor"))
    rows = {row["id"]: row["data"] for side in sides for row in connection.execute(query, side)}
    return [parsed(rows[name]) for name in sorted(rows)]


def by_number(connection: sqlite3.Connection, a: str, b: str) -> tuple[str, str]:
    """Two codes, that with fewer items first: what concerns both is found sooner from there."""
    query = "SELECT count(*) FROM item_parties WHERE code = ?"
    number = {code: connection.execute(query, (code,)).fetchone()[0] for code in (a, b)}
    return (a, b) if number[a] <= number[b] else (b, a)


def coverage(connection: sqlite3.Connection) -> dict[str, int]:
    """``YYYY-MM`` to the number of articles published then."""
    query = """SELECT substr(published_date, 1, 7) AS month, count(*) AS number FROM articles
        WHERE length(published_date) >= 7 GROUP BY month ORDER BY month"""
    return {row["month"]: row["number"] for row in connection.execute(query)}
