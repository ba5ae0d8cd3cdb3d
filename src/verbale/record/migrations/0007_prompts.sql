-- What a response answers is now decided of each pair alone, so that new items are all that a settled response is asked
-- of (items.stale = 2); it was weighed among all candidates before, so that every response is asked once more.

CREATE TABLE new_prompts (
    item INTEGER PRIMARY KEY REFERENCES items (key) ON DELETE CASCADE
);

-- The settled responses are marked as new ones are.
UPDATE items SET stale = 1 WHERE stale OR key IN (SELECT item FROM settled);
DELETE FROM settled;
