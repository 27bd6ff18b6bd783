-- +goose Up

-- The record's id. There is one row, made here, so that whoever opens the record
-- sees the same. A restored record brings its own.
CREATE TABLE record (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id  TEXT NOT NULL
) STRICT;

INSERT INTO record (one, id)
SELECT 1, substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-4' || substr(h, 14, 3) || '-'
       || substr('89ab', 1 + (unicode(substr(h, 17, 1)) & 3), 1) || substr(h, 18, 3) || '-' || substr(h, 21, 12)
FROM (SELECT lower(hex(randomblob(16))) AS h);

-- body is the exact text whose SHA-256 is hash.
CREATE TABLE events (
    revision INTEGER PRIMARY KEY CHECK (revision >= 0),
    prev     TEXT NOT NULL CHECK ((revision = 0) = (prev = '')),
    hash     TEXT NOT NULL UNIQUE,
    body     TEXT NOT NULL
) STRICT;

CREATE TABLE drafts (
    id       TEXT NOT NULL PRIMARY KEY,
    calendar TEXT NOT NULL,
    author   TEXT NOT NULL,
    version  INTEGER NOT NULL CHECK (version >= 1),
    created  TEXT NOT NULL,
    updated  TEXT NOT NULL,
    body     BLOB NOT NULL
) STRICT;

-- The replies to requests that carried an idempotency key.
CREATE TABLE replies (
    key   TEXT NOT NULL PRIMARY KEY,
    reply BLOB NOT NULL
) STRICT;

-- An event follows the last one. The first condition also stops INSERT OR REPLACE,
-- which would delete without a DELETE trigger.
-- +goose StatementBegin
CREATE TRIGGER events_follow BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM events WHERE revision = NEW.revision OR hash = NEW.hash)
    OR (NEW.revision > 0 AND NOT EXISTS (SELECT 1 FROM events WHERE revision = NEW.revision - 1 AND hash = NEW.prev))
BEGIN
    SELECT RAISE(ABORT, 'the event does not follow the last one');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER events_no_update BEFORE UPDATE ON events
BEGIN
    SELECT RAISE(ABORT, 'events are never changed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER events_no_delete BEFORE DELETE ON events
BEGIN
    SELECT RAISE(ABORT, 'events are never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER record_no_insert BEFORE INSERT ON record
BEGIN
    SELECT RAISE(ABORT, 'the record has its id');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER record_no_update BEFORE UPDATE ON record
WHEN EXISTS (SELECT 1 FROM events)
BEGIN
    SELECT RAISE(ABORT, 'the id of a record with events is never changed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER record_no_delete BEFORE DELETE ON record
BEGIN
    SELECT RAISE(ABORT, 'the id of the record is never deleted');
END;
-- +goose StatementEnd
