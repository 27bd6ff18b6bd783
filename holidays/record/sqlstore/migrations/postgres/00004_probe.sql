-- +goose Up

-- What is written to see whether anything can be. There is one row at most.
CREATE TABLE probe (
    one    INTEGER PRIMARY KEY CHECK (one = 1),
    writes BIGINT NOT NULL,
    room   BYTEA NOT NULL
);
