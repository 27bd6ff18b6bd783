-- +goose Up

-- What lists show of a draft, so that they do not read its body.
ALTER TABLE drafts ADD COLUMN summary BLOB NOT NULL DEFAULT x'';

-- Drafts as they were when an event published them. A table of its own: programs that
-- do not know it take every row of drafts for one that is open.
CREATE TABLE published_drafts (
    id       TEXT NOT NULL PRIMARY KEY,
    calendar TEXT NOT NULL,
    author   TEXT NOT NULL,
    version  INTEGER NOT NULL,
    created  TEXT NOT NULL,
    updated  TEXT NOT NULL,
    summary  BLOB NOT NULL,
    body     BLOB NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

-- +goose StatementBegin
CREATE TRIGGER published_drafts_no_update BEFORE UPDATE ON published_drafts
BEGIN
    SELECT RAISE(ABORT, 'published drafts are never changed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER published_drafts_no_delete BEFORE DELETE ON published_drafts
BEGIN
    SELECT RAISE(ABORT, 'published drafts are never deleted');
END;
-- +goose StatementEnd
