-- +goose Up

-- The record's id. There is one row, made here, so that whoever opens the record
-- sees the same. A restored record brings its own.
CREATE TABLE record (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id  TEXT NOT NULL
);

INSERT INTO record (one, id) VALUES (1, gen_random_uuid()::TEXT);

-- body is the exact text whose SHA-256 is hash.
CREATE TABLE events (
    revision BIGINT PRIMARY KEY CHECK (revision >= 0),
    prev     TEXT NOT NULL CHECK ((revision = 0) = (prev = '')),
    hash     TEXT NOT NULL UNIQUE,
    body     TEXT NOT NULL
);

CREATE TABLE drafts (
    id       TEXT PRIMARY KEY,
    calendar TEXT NOT NULL,
    author   TEXT NOT NULL,
    version  BIGINT NOT NULL CHECK (version >= 1),
    created  TEXT COLLATE "C" NOT NULL,
    updated  TEXT COLLATE "C" NOT NULL,
    body     BYTEA NOT NULL
);

-- The replies to requests that carried an idempotency key.
CREATE TABLE replies (
    key   TEXT PRIMARY KEY,
    reply BYTEA NOT NULL
);

-- An event follows the last one. Two that follow the same one are told apart by the
-- primary key.
-- +goose StatementBegin
CREATE FUNCTION events_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.revision > 0 AND NOT EXISTS (SELECT FROM events WHERE revision = NEW.revision - 1 AND hash = NEW.prev) THEN
        RAISE EXCEPTION 'the event does not follow the last one' USING ERRCODE = 'unique_violation';
    END IF;
    RETURN NEW;
END
$$;
-- +goose StatementEnd

CREATE TRIGGER events_follow BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION events_follow();

-- +goose StatementBegin
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the table % is never changed, only added to', TG_TABLE_NAME;
END
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION record_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM events) THEN
        RAISE EXCEPTION 'the id of a record with events is never changed';
    END IF;
    RETURN NEW;
END
$$;
-- +goose StatementEnd

CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER events_no_truncate BEFORE TRUNCATE ON events FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER record_stays BEFORE UPDATE ON record FOR EACH ROW EXECUTE FUNCTION record_stays();
CREATE TRIGGER record_no_delete BEFORE DELETE ON record FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER record_no_truncate BEFORE TRUNCATE ON record FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- Also where a session has switched ordinary triggers off.
ALTER TABLE events ENABLE ALWAYS TRIGGER events_follow;
ALTER TABLE events ENABLE ALWAYS TRIGGER events_append_only;
ALTER TABLE events ENABLE ALWAYS TRIGGER events_no_truncate;
ALTER TABLE record ENABLE ALWAYS TRIGGER record_stays;
ALTER TABLE record ENABLE ALWAYS TRIGGER record_no_delete;
ALTER TABLE record ENABLE ALWAYS TRIGGER record_no_truncate;
