-- Events, in the two layers that statements have: what the machine found (from events on, replaced whenever their
-- article is read anew), and what a person decided (event_decisions, never replaced). Views join the two.

CREATE TABLE events (
    key INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id TEXT NOT NULL,                     -- e1, e2, …; with its article's id: ARTICLE#e1
    type TEXT NOT NULL,
    mode TEXT,
    subtype TEXT,
    status TEXT NOT NULL,
    status_confidence REAL NOT NULL,
    score REAL NOT NULL,
    confidence REAL NOT NULL,
    in_headline INTEGER NOT NULL,
    statement TEXT,                       -- s1, …: the statement of the same article by which it was done
    date TEXT,
    date_precision TEXT,
    date_text TEXT,
    date_basis TEXT NOT NULL,
    date_start TEXT,                      -- first and last day (YYYY-MM-DD) that the date stands for
    date_end TEXT,
    quote TEXT NOT NULL,                  -- the words of the evidence
    UNIQUE (article, id)
);

CREATE INDEX events_date ON events (date_start, date_end);
CREATE INDEX events_type ON events (type, date_start);

CREATE TABLE event_parties (
    event INTEGER NOT NULL REFERENCES events (key) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    PRIMARY KEY (event, role, position)
) WITHOUT ROWID;

CREATE INDEX event_parties_code ON event_parties (code, role, event);

CREATE TABLE event_contexts (
    event INTEGER NOT NULL REFERENCES events (key) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    context TEXT NOT NULL,
    PRIMARY KEY (event, position)
) WITHOUT ROWID;

CREATE INDEX event_contexts_context ON event_contexts (context);

CREATE TABLE event_evidence (
    event INTEGER NOT NULL REFERENCES events (key) ON DELETE CASCADE,
    position INTEGER NOT NULL,            -- 0 the best
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (event, position)
) WITHOUT ROWID;

-- What a person decided about one field of one event. The event is named by its article, the place and the words of
-- its best evidence, and by what it was when the person saw it, for several events may have the same words.
CREATE TABLE event_decisions (
    key INTEGER PRIMARY KEY,
    article TEXT NOT NULL,                -- articles.id
    sha256 TEXT NOT NULL,                 -- of the text the person saw
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    type TEXT NOT NULL,                   -- as found
    actor TEXT NOT NULL,                  -- as found: JSON list of codes
    recipient TEXT NOT NULL,
    field TEXT NOT NULL CHECK (field IN ('type', 'mode', 'status', 'actor', 'recipient', 'date', 'hidden')),
    value TEXT,                           -- NULL: the field is to be empty; of actor and recipient a JSON list
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    decided_at TEXT NOT NULL              -- UTC
);

CREATE INDEX event_decisions_article ON event_decisions (article);

-- Which decision holds for which event now: derived, made anew when an article or a decision is written.
CREATE TABLE event_overrides (
    event INTEGER NOT NULL REFERENCES events (key) ON DELETE CASCADE,
    field TEXT NOT NULL,
    value TEXT,
    decision INTEGER NOT NULL REFERENCES event_decisions (key) ON DELETE CASCADE,
    derived INTEGER NOT NULL,             -- not decided itself, but follows: score, mode, subtype, date_start, date_end
    PRIMARY KEY (event, field)
) WITHOUT ROWID;

CREATE INDEX event_overrides_decision ON event_overrides (decision);

CREATE VIEW events_found AS
SELECT
    e.key, e.article, e.position, e.id, e.type, e.mode, e.subtype, e.status, e.status_confidence, e.score,
    e.confidence, e.in_headline, e.statement, e.date, e.date_precision, e.date_text, e.date_basis, e.date_start,
    e.date_end, e.quote,
    (SELECT json_group_array(p.code) FROM event_parties AS p WHERE p.event = e.key AND p.role = 'actor') AS actor,
    (SELECT json_group_array(p.code) FROM event_parties AS p WHERE p.event = e.key AND p.role = 'recipient')
        AS recipient,
    (SELECT json_group_array(c.context) FROM event_contexts AS c WHERE c.event = e.key) AS contexts,
    0 AS hidden, NULL AS decided
FROM events AS e;

CREATE VIEW events_effective AS
SELECT
    f.key, f.article, f.position, f.id,
    iif(o_type.decision IS NULL, f.type, o_type.value) AS type,
    iif(o_mode.decision IS NULL, f.mode, o_mode.value) AS mode,
    iif(o_subtype.decision IS NULL, f.subtype, o_subtype.value) AS subtype,
    iif(o_status.decision IS NULL, f.status, o_status.value) AS status,
    f.status_confidence,
    iif(o_score.decision IS NULL, f.score, CAST(o_score.value AS REAL)) AS score,
    f.confidence, f.in_headline, f.statement,
    iif(o_date.decision IS NULL, f.date, o_date.value) AS date,
    iif(o_date.decision IS NULL, f.date_precision, NULL) AS date_precision,
    f.date_text,
    iif(o_date.decision IS NULL, f.date_basis, 'decided by a person') AS date_basis,
    iif(o_date.decision IS NULL, f.date_start, o_start.value) AS date_start,
    iif(o_date.decision IS NULL, f.date_end, o_end.value) AS date_end,
    f.quote,
    iif(o_actor.decision IS NULL, f.actor, o_actor.value) AS actor,
    iif(o_recipient.decision IS NULL, f.recipient, o_recipient.value) AS recipient,
    f.contexts,
    coalesce(o_hidden.value, '0') = '1' AS hidden,
    (SELECT group_concat(o.field, ',') FROM event_overrides AS o WHERE o.event = f.key AND NOT o.derived) AS decided
FROM events_found AS f
LEFT JOIN event_overrides AS o_type ON o_type.event = f.key AND o_type.field = 'type'
LEFT JOIN event_overrides AS o_mode ON o_mode.event = f.key AND o_mode.field = 'mode'
LEFT JOIN event_overrides AS o_subtype ON o_subtype.event = f.key AND o_subtype.field = 'subtype'
LEFT JOIN event_overrides AS o_status ON o_status.event = f.key AND o_status.field = 'status'
LEFT JOIN event_overrides AS o_score ON o_score.event = f.key AND o_score.field = 'score'
LEFT JOIN event_overrides AS o_date ON o_date.event = f.key AND o_date.field = 'date'
LEFT JOIN event_overrides AS o_start ON o_start.event = f.key AND o_start.field = 'date_start'
LEFT JOIN event_overrides AS o_end ON o_end.event = f.key AND o_end.field = 'date_end'
LEFT JOIN event_overrides AS o_actor ON o_actor.event = f.key AND o_actor.field = 'actor'
LEFT JOIN event_overrides AS o_recipient ON o_recipient.event = f.key AND o_recipient.field = 'recipient'
LEFT JOIN event_overrides AS o_hidden ON o_hidden.event = f.key AND o_hidden.field = 'hidden';

-- Who takes part in an event, as decided where a person decided.
CREATE VIEW event_parties_effective AS
SELECT p.event, p.role, p.position, p.code
FROM event_parties AS p
WHERE NOT EXISTS (SELECT 1 FROM event_overrides AS o WHERE o.event = p.event AND o.field = p.role)
UNION ALL
SELECT o.event, o.field AS role, j.key AS position, j.value AS code
FROM event_overrides AS o
JOIN json_each(coalesce(o.value, '[]')) AS j
WHERE o.field IN ('actor', 'recipient');

-- Who did what to whom: a row for each actor and recipient; of a reciprocal event, for each party and each other one.
CREATE VIEW event_dyads AS
SELECT
    e.key AS event, e.article, a.code AS actor, r.code AS recipient, e.type, e.mode, e.status, e.score, e.date_start,
    e.date_end
FROM event_parties_effective AS a
JOIN event_parties_effective AS r ON r.event = a.event AND r.role = 'recipient'
JOIN events_effective AS e ON e.key = a.event
WHERE a.role = 'actor' AND NOT e.hidden
UNION ALL
SELECT
    e.key AS event, e.article, a.code AS actor, r.code AS recipient, e.type, e.mode, e.status, e.score, e.date_start,
    e.date_end
FROM event_parties_effective AS a
JOIN event_parties_effective AS r ON r.event = a.event AND r.role = 'actor' AND r.code <> a.code
JOIN events_effective AS e ON e.key = a.event
WHERE a.role = 'actor' AND NOT e.hidden
    AND json_array_length(e.recipient) = 0;
