-- +goose Up

-- What lists show of a draft, so that they do not read its body.
ALTER TABLE drafts ADD COLUMN summary BYTEA NOT NULL DEFAULT '';

-- Drafts as they were when an event published them. A table of its own: programs that
-- do not know it take every row of drafts for one that is open.
CREATE TABLE published_drafts (
    id       TEXT PRIMARY KEY,
    calendar TEXT NOT NULL,
    author   TEXT NOT NULL,
    version  BIGINT NOT NULL,
    created  TEXT COLLATE "C" NOT NULL,
    updated  TEXT COLLATE "C" NOT NULL,
    summary  BYTEA NOT NULL,
    body     BYTEA NOT NULL,
    revision BIGINT NOT NULL
);

CREATE TRIGGER published_drafts_append_only BEFORE UPDATE OR DELETE ON published_drafts FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER published_drafts_no_truncate BEFORE TRUNCATE ON published_drafts FOR EACH STATEMENT EXECUTE FUNCTION append_only();
