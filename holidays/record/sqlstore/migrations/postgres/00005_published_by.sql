-- +goose Up

-- Which draft an event published, without reading the draft.
CREATE INDEX published_drafts_revision ON published_drafts (revision, id);
