-- The record's first form. Two layers: what the machine found (articles and everything that cascades from them,
-- replaced whenever an article is read anew), and what a person decided (decisions, never replaced).
-- Offsets are [start, end) in Unicode code points of articles.text.

CREATE TABLE articles (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,                 -- of the text, in UTF-8
    fingerprint TEXT NOT NULL,            -- of everything found in it; equal means nothing to write
    text TEXT NOT NULL,
    title TEXT,
    outlet TEXT,
    byline TEXT,
    url TEXT,
    form TEXT NOT NULL,
    issuer TEXT,
    published_date TEXT,
    published_precision TEXT,
    published_basis TEXT NOT NULL,
    published_not_before TEXT,
    published_not_after TEXT,
    reasons TEXT NOT NULL DEFAULT '{}',   -- JSON: field to reason in words
    turns TEXT NOT NULL DEFAULT '[]',     -- JSON: a transcript's turns
    source TEXT,                          -- the file or feed it came from, where known
    model TEXT NOT NULL,                  -- version of the model that read it
    read_at TEXT NOT NULL                 -- UTC, when this version of the article was written
);

CREATE INDEX articles_sha256 ON articles (sha256);

CREATE TABLE segments (
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (article, position)
) WITHOUT ROWID;

CREATE TABLE statements (
    key INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id TEXT NOT NULL,                     -- s1, s2, …; with its article's id: ARTICLE#s1
    kind TEXT NOT NULL,
    act TEXT NOT NULL,
    act_confidence REAL NOT NULL,
    confidence REAL NOT NULL,
    in_headline INTEGER NOT NULL,
    nested_in TEXT,
    addressee TEXT,
    topics TEXT NOT NULL DEFAULT '[]',    -- JSON
    date TEXT,
    date_precision TEXT,
    date_text TEXT,
    date_basis TEXT NOT NULL,
    UNIQUE (article, id)
);

CREATE TABLE evidence (
    statement INTEGER NOT NULL REFERENCES statements (key) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('source', 'cue', 'content', 'prompted_by')),
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (statement, role, position)
) WITHOUT ROWID;

CREATE TABLE speakers (
    statement INTEGER NOT NULL REFERENCES statements (key) ON DELETE CASCADE,
    position INTEGER NOT NULL,            -- 0 the speaker, 1 and on the others of a joint statement
    id TEXT,
    name TEXT,
    office TEXT,
    institution TEXT,
    country TEXT,
    anonymous INTEGER NOT NULL,
    former INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (statement, position)
) WITHOUT ROWID;

CREATE TABLE statement_about (
    statement INTEGER NOT NULL REFERENCES statements (key) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    country TEXT NOT NULL,
    PRIMARY KEY (statement, position)
) WITHOUT ROWID;

CREATE INDEX statement_about_country ON statement_about (country);

-- What a person reads and searches of a statement: its words, who said them, and the headline above them.
CREATE TABLE statement_texts (
    statement INTEGER PRIMARY KEY REFERENCES statements (key) ON DELETE CASCADE,
    quote TEXT NOT NULL,
    speaker TEXT NOT NULL,
    title TEXT NOT NULL
);

CREATE VIRTUAL TABLE statements_fts USING fts5 (
    quote, speaker, title,
    content = 'statement_texts', content_rowid = 'statement',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

CREATE TRIGGER statement_texts_added AFTER INSERT ON statement_texts BEGIN
    INSERT INTO statements_fts (rowid, quote, speaker, title)
    VALUES (new.statement, new.quote, new.speaker, new.title);
END;

CREATE TRIGGER statement_texts_removed AFTER DELETE ON statement_texts BEGIN
    INSERT INTO statements_fts (statements_fts, rowid, quote, speaker, title)
    VALUES ('delete', old.statement, old.quote, old.speaker, old.title);
END;

CREATE TRIGGER statement_texts_changed AFTER UPDATE ON statement_texts BEGIN
    INSERT INTO statements_fts (statements_fts, rowid, quote, speaker, title)
    VALUES ('delete', old.statement, old.quote, old.speaker, old.title);
    INSERT INTO statements_fts (rowid, quote, speaker, title)
    VALUES (new.statement, new.quote, new.speaker, new.title);
END;

CREATE TABLE problems (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    place TEXT NOT NULL DEFAULT '',
    message TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    UNIQUE (id, name, place, message)
);

-- What a person decided about one field of one statement. The statement is named by its article, its place and its
-- words, not by a row of the machine's layer, so that the decision outlives a new reading of the article.
CREATE TABLE decisions (
    key INTEGER PRIMARY KEY,
    article TEXT NOT NULL,                -- articles.id
    sha256 TEXT NOT NULL,                 -- of the text the person saw
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    field TEXT NOT NULL CHECK (field IN (
        'kind', 'act', 'speaker_name', 'speaker_office', 'speaker_institution', 'speaker_country', 'date', 'hidden'
    )),
    value TEXT,                           -- NULL: the field is to be empty
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    decided_at TEXT NOT NULL              -- UTC
);

CREATE INDEX decisions_article ON decisions (article);

-- Which decision holds for which statement now: derived, made anew when an article or a decision is written.
CREATE TABLE overrides (
    statement INTEGER NOT NULL REFERENCES statements (key) ON DELETE CASCADE,
    field TEXT NOT NULL,
    value TEXT,
    decision INTEGER NOT NULL REFERENCES decisions (key) ON DELETE CASCADE,
    PRIMARY KEY (statement, field)
) WITHOUT ROWID;

CREATE VIEW statements_found AS
SELECT
    s.key, s.article, s.position, s.id, s.kind, s.act, s.act_confidence, s.confidence, s.in_headline, s.nested_in,
    s.addressee, s.topics, s.date, s.date_precision, s.date_text, s.date_basis,
    p.id AS speaker_id, p.name AS speaker_name, p.office AS speaker_office, p.institution AS speaker_institution,
    p.country AS speaker_country, p.anonymous AS speaker_anonymous, p.former AS speaker_former,
    p.reason AS speaker_reason, 0 AS hidden, NULL AS decided
FROM statements AS s
JOIN speakers AS p ON p.statement = s.key AND p.position = 0;

CREATE VIEW statements_effective AS
SELECT
    f.key, f.article, f.position, f.id,
    iif(o_kind.decision IS NULL, f.kind, o_kind.value) AS kind,
    iif(o_act.decision IS NULL, f.act, o_act.value) AS act,
    f.act_confidence, f.confidence, f.in_headline, f.nested_in, f.addressee, f.topics,
    iif(o_date.decision IS NULL, f.date, o_date.value) AS date,
    iif(o_date.decision IS NULL, f.date_precision, NULL) AS date_precision,
    f.date_text,
    iif(o_date.decision IS NULL, f.date_basis, 'decided by a person') AS date_basis,
    -- A person or country decided by hand is not the one that the machine's id names.
    iif(o_name.decision IS NULL AND o_country.decision IS NULL, f.speaker_id, NULL) AS speaker_id,
    iif(o_name.decision IS NULL, f.speaker_name, o_name.value) AS speaker_name,
    iif(o_office.decision IS NULL, f.speaker_office, o_office.value) AS speaker_office,
    iif(o_institution.decision IS NULL, f.speaker_institution, o_institution.value) AS speaker_institution,
    iif(o_country.decision IS NULL, f.speaker_country, o_country.value) AS speaker_country,
    f.speaker_anonymous, f.speaker_former, f.speaker_reason,
    coalesce(o_hidden.value, '0') = '1' AS hidden,
    (SELECT group_concat(o.field, ',') FROM overrides AS o WHERE o.statement = f.key) AS decided
FROM statements_found AS f
LEFT JOIN overrides AS o_kind ON o_kind.statement = f.key AND o_kind.field = 'kind'
LEFT JOIN overrides AS o_act ON o_act.statement = f.key AND o_act.field = 'act'
LEFT JOIN overrides AS o_date ON o_date.statement = f.key AND o_date.field = 'date'
LEFT JOIN overrides AS o_name ON o_name.statement = f.key AND o_name.field = 'speaker_name'
LEFT JOIN overrides AS o_office ON o_office.statement = f.key AND o_office.field = 'speaker_office'
LEFT JOIN overrides AS o_institution ON o_institution.statement = f.key AND o_institution.field = 'speaker_institution'
LEFT JOIN overrides AS o_country ON o_country.statement = f.key AND o_country.field = 'speaker_country'
LEFT JOIN overrides AS o_hidden ON o_hidden.statement = f.key AND o_hidden.field = 'hidden';
