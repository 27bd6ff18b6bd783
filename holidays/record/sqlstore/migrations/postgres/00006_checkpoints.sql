-- +goose Up

-- The signed checkpoints of the states after events, by the events' hashes: rows that were
-- dropped leave nothing behind in the way of others. Events from before checkpoints were
-- signed have none.
CREATE TABLE checkpoints (
    hash TEXT NOT NULL PRIMARY KEY,
    note TEXT NOT NULL
);

CREATE TRIGGER checkpoints_append_only BEFORE UPDATE OR DELETE ON checkpoints FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER checkpoints_no_truncate BEFORE TRUNCATE ON checkpoints FOR EACH STATEMENT EXECUTE FUNCTION append_only();
