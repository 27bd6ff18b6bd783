-- +goose Up

-- The signed checkpoints of the states after events, by the events' hashes: rows that were
-- dropped leave nothing behind in the way of others. Events from before checkpoints were
-- signed have none.
CREATE TABLE checkpoints (
    hash TEXT NOT NULL PRIMARY KEY,
    note TEXT NOT NULL
) STRICT;

-- +goose StatementBegin
CREATE TRIGGER checkpoints_no_update BEFORE UPDATE ON checkpoints
BEGIN
    SELECT RAISE(ABORT, 'checkpoints are never changed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER checkpoints_no_delete BEFORE DELETE ON checkpoints
BEGIN
    SELECT RAISE(ABORT, 'checkpoints are never deleted');
END;
-- +goose StatementEnd
