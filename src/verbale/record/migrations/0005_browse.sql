-- What looking through a record needs of each statement, as people decided: derived, made anew whenever an article or a
-- decision is written (verbale.record.browse_blocks), and for older records after this migration.

-- The texts that stand as numbers in browse_blocks; 0 stands for none.
CREATE TABLE browse_values (
    field TEXT NOT NULL CHECK (field IN (
        'kind', 'act', 'date', 'outlet', 'names', 'country', 'topic', 'actor', 'event'
    )),
    value TEXT NOT NULL,
    code INTEGER NOT NULL CHECK (code > 0),
    PRIMARY KEY (field, value)
) WITHOUT ROWID;

CREATE UNIQUE INDEX browse_values_code ON browse_values (field, code);

-- The statements of one article but the hidden ones, as little-endian 32-bit numbers.
CREATE TABLE browse_blocks (
    article INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE,
    stamp INTEGER NOT NULL,               -- of browse_state, when it was written
    statements BLOB NOT NULL,             -- for each: key, article, position, kind, act, date, outlet, names
    members BLOB NOT NULL                 -- what there may be several of: field, key of the statement, code
);

CREATE INDEX browse_blocks_stamp ON browse_blocks (stamp);

-- One row. Whoever keeps blocks in memory reads those written since anew.
CREATE TABLE browse_state (
    record TEXT NOT NULL,                 -- made by chance, to tell one record from another in its place
    stamp INTEGER NOT NULL                -- grows with every block written
);

INSERT INTO browse_state VALUES (hex(randomblob(16)), 0);

-- For counting outlets and countries.
CREATE INDEX articles_outlet ON articles (outlet);
CREATE INDEX speakers_country ON speakers (country, position);
