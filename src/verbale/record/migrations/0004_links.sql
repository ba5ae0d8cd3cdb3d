-- Links between articles: derived from what the articles say (as decided where a person decided), made anew for every
-- article that is written, and the same whatever the order of reading.

-- What statements and events say, once for all items of which linking sees the same; decisions are made on these.
CREATE TABLE contents (
    key INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,            -- of all that is compared (verbale.linking.same.identity)
    sketch BLOB NOT NULL                  -- numbers of words, by which most that differ are told apart
);

-- Statements and events as linking sees them; data: JSON (verbale.linking.items).
CREATE TABLE items (
    key INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    id TEXT NOT NULL UNIQUE,              -- ARTICLE#s1, ARTICLE#e1
    kind TEXT NOT NULL CHECK (kind IN ('statement', 'event')),
    content INTEGER NOT NULL REFERENCES contents (key),
    day TEXT,                             -- YYYY-MM-DD: when it was said or done, else published
    since TEXT,                           -- of what may be a response: the days in which its prompt is looked for
    until TEXT,
    stale INTEGER NOT NULL DEFAULT 0,     -- 1: what it answers in other articles is to be chosen anew
    alone INTEGER NOT NULL DEFAULT 1,     -- 0: an event done by a statement, which is no answer or prompt of its own
    words TEXT NOT NULL,                  -- what it is as a possible prompt (verbale.linking.candidates.traits)
    told TEXT NOT NULL,
    parties TEXT NOT NULL,
    what TEXT NOT NULL,
    topics TEXT NOT NULL,
    reading TEXT,                         -- JSON: what it is as a possible response (verbale.linking.candidates)
    data TEXT NOT NULL
);

CREATE INDEX items_article ON items (article);
CREATE INDEX items_content ON items (content);
CREATE INDEX items_stale ON items (key) WHERE stale;

-- Contents that may be the same share a block, and their days meet.
CREATE TABLE content_blocks (
    block TEXT NOT NULL,
    content INTEGER NOT NULL REFERENCES contents (key) ON DELETE CASCADE,
    first INTEGER NOT NULL,               -- days by their number in the calendar
    last INTEGER NOT NULL,
    PRIMARY KEY (block, content)
) WITHOUT ROWID;

CREATE INDEX content_blocks_content ON content_blocks (content);

-- Two contents that are one utterance or one event where they are of different articles; one row a pair, the lesser
-- key first. A content that stands in several articles may be the same as itself.
CREATE TABLE same_contents (
    one INTEGER NOT NULL REFERENCES contents (key) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES contents (key) ON DELETE CASCADE,
    score REAL NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;

CREATE INDEX same_contents_other ON same_contents (other);

-- Two items of different articles that are one utterance or one event; one row a pair, the lesser id first.
CREATE VIEW same_items AS
    SELECT iif(a.id < b.id, a.key, b.key) AS one, iif(a.id < b.id, b.key, a.key) AS other, s.score, s.reason
    FROM same_contents AS s JOIN items AS a ON a.content = s.one JOIN items AS b ON b.content = s.other
    WHERE a.article <> b.article AND (s.one <> s.other OR a.id < b.id);

CREATE TABLE item_parties (
    code TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('actor', 'target')),
    day TEXT NOT NULL,
    item INTEGER NOT NULL REFERENCES items (key) ON DELETE CASCADE,
    PRIMARY KEY (code, role, day, item)
) WITHOUT ROWID;

CREATE INDEX item_parties_item ON item_parties (item);

-- Texts of articles, as far as they are read, once for all prints of one text.
CREATE TABLE texts (
    key INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    algorithm TEXT NOT NULL,              -- of the signature, with its version
    signature BLOB NOT NULL,              -- by which like texts are found
    shingles BLOB NOT NULL                -- numbers of its shingles, by which most that differ are told apart
);

-- Which article prints which text.
CREATE TABLE prints (
    article INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE,
    text INTEGER NOT NULL REFERENCES texts (key)
);

CREATE INDEX prints_text ON prints (text);

CREATE TABLE text_bands (
    band TEXT NOT NULL,
    text INTEGER NOT NULL REFERENCES texts (key) ON DELETE CASCADE,
    PRIMARY KEY (band, text)
) WITHOUT ROWID;

CREATE INDEX text_bands_text ON text_bands (text);

-- Two texts of which the one is a print of the other; one row a pair, the lesser key first. A text with several prints
-- may be a print of itself.
CREATE TABLE same_texts (
    one INTEGER NOT NULL REFERENCES texts (key) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES texts (key) ON DELETE CASCADE,
    share REAL NOT NULL,
    in_one_outlet INTEGER NOT NULL,       -- 1: even where both are of one outlet
    reason TEXT NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;

CREATE INDEX same_texts_other ON same_texts (other);

-- Two articles that print one text; one row a pair, the lesser id first.
CREATE VIEW copies AS
    SELECT iif(a.id < b.id, a.key, b.key) AS one, iif(a.id < b.id, b.key, a.key) AS other, s.share, s.reason
    FROM same_texts AS s JOIN prints AS p ON p.text = s.one JOIN prints AS q ON q.text = s.other
        JOIN articles AS a ON a.key = p.article JOIN articles AS b ON b.key = q.article
    WHERE (s.one <> s.other OR a.id < b.id)
        AND (s.in_one_outlet OR coalesce(a.outlet, '') = '' OR a.outlet IS NOT b.outlet);

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

-- Possible responses that are not stale, by what makes an item that is added one of their possible prompts: a party in
-- a role, and a day within theirs.
CREATE TABLE settled (
    code TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('actor', 'target')),
    wide INTEGER NOT NULL,                -- 1: the days are more than a few weeks
    until TEXT NOT NULL,
    since TEXT NOT NULL,
    item INTEGER NOT NULL REFERENCES items (key) ON DELETE CASCADE,
    PRIMARY KEY (code, role, wide, until, item)
) WITHOUT ROWID;

CREATE INDEX settled_item ON settled (item);
