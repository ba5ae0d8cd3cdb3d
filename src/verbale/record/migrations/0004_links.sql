-- Links between articles: derived from what the articles say (as decided where a person decided), made anew for every
-- article that is written, and the same whatever the order of reading.

-- Statements and events as linking sees them; data: JSON (verbale.linking.items).
CREATE TABLE items (
    key INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    id TEXT NOT NULL UNIQUE,              -- ARTICLE#s1, ARTICLE#e1
    kind TEXT NOT NULL CHECK (kind IN ('statement', 'event')),
    day TEXT,                             -- YYYY-MM-DD: when it was said or done, else published
    since TEXT,                           -- of what may be a response: the days in which its prompt is looked for
    until TEXT,
    stale INTEGER NOT NULL DEFAULT 0,     -- 1: what it answers in other articles is to be chosen anew
    around TEXT NOT NULL DEFAULT '[]',    -- JSON: its lead and its question (verbale.linking.surroundings)
    data TEXT NOT NULL
);

CREATE INDEX items_article ON items (article);
CREATE INDEX items_stale ON items (key) WHERE stale;
CREATE INDEX items_since ON items (since, until) WHERE since IS NOT NULL;

-- Items that may be the same share a block.
CREATE TABLE item_blocks (
    block TEXT NOT NULL,
    item INTEGER NOT NULL REFERENCES items (key) ON DELETE CASCADE,
    PRIMARY KEY (block, item)
) WITHOUT ROWID;

CREATE INDEX item_blocks_item ON item_blocks (item);

CREATE TABLE item_parties (
    code TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('actor', 'target')),
    day TEXT NOT NULL,
    item INTEGER NOT NULL REFERENCES items (key) ON DELETE CASCADE,
    PRIMARY KEY (code, role, day, item)
) WITHOUT ROWID;

CREATE INDEX item_parties_item ON item_parties (item);

-- Signatures by which articles with like texts are found.
CREATE TABLE prints (
    article INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE,
    algorithm TEXT NOT NULL,              -- with its version
    signature BLOB NOT NULL
);

CREATE TABLE print_bands (
    band TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    PRIMARY KEY (band, article)
) WITHOUT ROWID;

CREATE INDEX print_bands_article ON print_bands (article);

-- Two articles that print one text; one row a pair, the lesser id first.
CREATE TABLE copies (
    one INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    share REAL NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;

CREATE INDEX copies_other ON copies (other);

-- Two items of different articles that are one utterance or one event; one row a pair, the lesser id first.
CREATE TABLE same_items (
    one INTEGER NOT NULL REFERENCES items (key) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES items (key) ON DELETE CASCADE,
    score REAL NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;

CREATE INDEX same_items_other ON same_items (other);

-- What answers what.
CREATE TABLE exchanges (
    response INTEGER NOT NULL REFERENCES items (key) ON DELETE CASCADE,
    prompt INTEGER NOT NULL REFERENCES items (key) ON DELETE CASCADE,
    score REAL NOT NULL,
    basis TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (response, prompt)
) WITHOUT ROWID;

CREATE INDEX exchanges_prompt ON exchanges (prompt);
