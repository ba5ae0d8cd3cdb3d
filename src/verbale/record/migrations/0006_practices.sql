-- Looking through a record by practices of diplomacy and quicker between two states. All of it is derived: the blocks
-- are written anew after this migration (verbale.record.browse_blocks).

DELETE FROM browse_blocks;
DROP TABLE browse_values;

-- The texts that stand as numbers in browse_blocks; 0 stands for none.
CREATE TABLE browse_values (
    field TEXT NOT NULL CHECK (field IN (
        'kind', 'act', 'date', 'outlet', 'names', 'country', 'topic', 'actor', 'event', 'subtype'
    )),
    value TEXT NOT NULL,
    code INTEGER NOT NULL CHECK (code > 0),
    PRIMARY KEY (field, value)
) WITHOUT ROWID;

CREATE UNIQUE INDEX browse_values_code ON browse_values (field, code);

-- What has no day has no parties in item_parties either.
CREATE INDEX items_undated ON items (key) WHERE day IS NULL;

-- Which actor is called how.
DROP INDEX speakers_id;
CREATE INDEX speakers_id ON speakers (id, name);

-- How many articles are of which month, without reading their texts.
CREATE INDEX articles_published ON articles (published_date);

-- Which articles were read last, the same.
CREATE INDEX articles_read ON articles (read_at);
