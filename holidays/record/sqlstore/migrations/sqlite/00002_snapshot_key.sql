-- +goose Up

-- The key of the snapshots' MACs. There is one row at most, made at first use.
CREATE TABLE snapshot_key (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    key BLOB NOT NULL
) STRICT;
