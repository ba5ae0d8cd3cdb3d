-- Actors merged and split by hand. The machine's ids stay as they were made at each reading; what a person said of an
-- id is kept here, by the id itself, so that it holds whenever an article is read anew and for ids not met again yet.

CREATE TABLE actor_changes (
    key INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('merge', 'unmerge', 'split')),
    old TEXT NOT NULL,                    -- the id merged, taken out of a merge, or split
    new TEXT NOT NULL,                    -- into which; out of which; the other actor
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    decided_at TEXT NOT NULL              -- UTC
);

-- Which id a merged one stands for now, over chains of merges: derived, made anew with every change. An id that is
-- not here stands for itself.
CREATE TABLE actor_links (
    id TEXT PRIMARY KEY,
    current TEXT NOT NULL CHECK (current <> id)
) WITHOUT ROWID;

CREATE INDEX actor_links_current ON actor_links (current);
CREATE INDEX speakers_id ON speakers (id);

-- How sure the resolution of a speaker is; unknown, 0, for articles read before.
ALTER TABLE speakers ADD COLUMN confidence REAL NOT NULL DEFAULT 0;

-- One more field can be decided, speaker_id; SQLite changes a CHECK only by building the table anew. The overrides
-- go first, since they refer to the decisions and would be deleted with them.
DROP VIEW statements_effective;
DROP VIEW statements_found;

CREATE TABLE decisions_new (
    key INTEGER PRIMARY KEY,
    article TEXT NOT NULL,                -- articles.id
    sha256 TEXT NOT NULL,                 -- of the text the person saw
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    field TEXT NOT NULL CHECK (field IN (
        'kind', 'act', 'speaker_id', 'speaker_name', 'speaker_office', 'speaker_institution', 'speaker_country',
        'date', 'hidden'
    )),
    value TEXT,                           -- NULL: the field is to be empty
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    decided_at TEXT NOT NULL              -- UTC
);

INSERT INTO decisions_new (key, article, sha256, start, "end", quote, field, value, who, why, decided_at)
SELECT key, article, sha256, start, "end", quote, field, value, who, why, decided_at FROM decisions;

CREATE TABLE overrides_new (
    statement INTEGER NOT NULL REFERENCES statements (key) ON DELETE CASCADE,
    field TEXT NOT NULL,
    value TEXT,
    decision INTEGER NOT NULL REFERENCES decisions_new (key) ON DELETE CASCADE,
    PRIMARY KEY (statement, field)
) WITHOUT ROWID;

INSERT INTO overrides_new (statement, field, value, decision)
SELECT statement, field, value, decision FROM overrides;

DROP TABLE overrides;
DROP TABLE decisions;
ALTER TABLE decisions_new RENAME TO decisions;
ALTER TABLE overrides_new RENAME TO overrides;

CREATE INDEX decisions_article ON decisions (article);
CREATE INDEX overrides_decision ON overrides (decision);

CREATE VIEW statements_found AS
SELECT
    s.key, s.article, s.position, s.id, s.kind, s.act, s.act_confidence, s.confidence, s.in_headline, s.nested_in,
    s.addressee, s.topics, s.date, s.date_precision, s.date_text, s.date_basis,
    p.id AS speaker_id, p.name AS speaker_name, p.office AS speaker_office, p.institution AS speaker_institution,
    p.country AS speaker_country, p.anonymous AS speaker_anonymous, p.former AS speaker_former,
    p.reason AS speaker_reason, p.confidence AS speaker_confidence, 0 AS hidden, NULL AS decided
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
    CASE
        WHEN l.current IS NOT NULL THEN l.current
        WHEN o_id.decision IS NOT NULL THEN o_id.value
        -- A person or country decided by hand is not the one that the machine's id names.
        WHEN o_name.decision IS NULL AND o_country.decision IS NULL THEN f.speaker_id
    END AS speaker_id,
    iif(o_name.decision IS NULL, f.speaker_name, o_name.value) AS speaker_name,
    iif(o_office.decision IS NULL, f.speaker_office, o_office.value) AS speaker_office,
    iif(o_institution.decision IS NULL, f.speaker_institution, o_institution.value) AS speaker_institution,
    iif(o_country.decision IS NULL, f.speaker_country, o_country.value) AS speaker_country,
    f.speaker_anonymous, f.speaker_former, f.speaker_reason, f.speaker_confidence,
    coalesce(o_hidden.value, '0') = '1' AS hidden,
    (SELECT group_concat(o.field, ',') FROM overrides AS o WHERE o.statement = f.key) AS decided
FROM statements_found AS f
LEFT JOIN overrides AS o_kind ON o_kind.statement = f.key AND o_kind.field = 'kind'
LEFT JOIN overrides AS o_act ON o_act.statement = f.key AND o_act.field = 'act'
LEFT JOIN overrides AS o_date ON o_date.statement = f.key AND o_date.field = 'date'
LEFT JOIN overrides AS o_id ON o_id.statement = f.key AND o_id.field = 'speaker_id'
LEFT JOIN overrides AS o_name ON o_name.statement = f.key AND o_name.field = 'speaker_name'
LEFT JOIN overrides AS o_office ON o_office.statement = f.key AND o_office.field = 'speaker_office'
LEFT JOIN overrides AS o_institution ON o_institution.statement = f.key AND o_institution.field = 'speaker_institution'
LEFT JOIN overrides AS o_country ON o_country.statement = f.key AND o_country.field = 'speaker_country'
LEFT JOIN overrides AS o_hidden ON o_hidden.statement = f.key AND o_hidden.field = 'hidden'
LEFT JOIN actor_links AS l ON l.id = CASE
    WHEN o_id.decision IS NOT NULL THEN o_id.value
    WHEN o_name.decision IS NULL AND o_country.decision IS NULL THEN f.speaker_id
END;

-- Everyone who speaks in a statement, those of a joint one included: as decided, under the id that stands for them now.
CREATE VIEW speakers_effective AS
SELECT
    f.key AS statement, p.position, f.article,
    CASE WHEN p.position = 0 THEN f.speaker_id ELSE coalesce(l.current, p.id) END AS id,
    iif(p.position = 0, f.speaker_name, p.name) AS name,
    iif(p.position = 0, f.speaker_office, p.office) AS office,
    iif(p.position = 0, f.speaker_institution, p.institution) AS institution,
    iif(p.position = 0, f.speaker_country, p.country) AS country,
    p.anonymous, p.former, p.reason, p.confidence, f.date, f.hidden
FROM statements_effective AS f
JOIN speakers AS p ON p.statement = f.key
LEFT JOIN actor_links AS l ON l.id = p.id;
