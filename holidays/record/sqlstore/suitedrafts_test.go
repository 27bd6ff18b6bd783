package sqlstore

import (
	"fmt"
	"testing"
	"time"

	"shixian/holidays/record"
	"shixian/holidays/record/recordtest"
)

func testDraftVersions(t *testing.T, open Open) {
	s := open.store(t)
	ctx := t.Context()
	first := draft("mine")
	check(t, s.PutDraft(ctx, first), nil)
	got, err := s.GetDraft(ctx, "mine")
	check(t, err, nil)
	same(t, "draft", got, first)

	second := record.Draft{ID: "mine", Calendar: "CN", Author: "other", Version: 2,
		Created: first.Created, Updated: first.Updated.Add(time.Hour), Summary: []byte{}, Body: []byte{}}
	check(t, s.PutDraft(ctx, second), nil)
	got, err = s.GetDraft(ctx, "mine")
	check(t, err, nil)
	same(t, "draft", got, second)

	for version, want := range map[int64]error{1: record.ErrConflict, 2: record.ErrConflict, 4: record.ErrConflict} {
		d := first
		d.Version = version
		unchanged(t, s, "a draft of another version", func() { check(t, s.PutDraft(ctx, d), want) })
	}
	gone := draft("gone")
	gone.Version = 2
	nameless, early := draft(""), draft("early")
	early.Version = 0
	unchanged(t, s, "drafts that cannot be", func() {
		check(t, s.PutDraft(ctx, gone), record.ErrNotFound)
		checkRefused(t, "a draft without an id", s.PutDraft(ctx, nameless))
		checkRefused(t, "a draft of version 0", s.PutDraft(ctx, early))
		check(t, s.DeleteDraft(ctx, "gone", 1), record.ErrNotFound)
		check(t, s.DeleteDraft(ctx, "mine", 1), record.ErrConflict)
		check(t, s.DeleteDraft(ctx, "mine", 3), record.ErrConflict)
	})
	check(t, s.DeleteDraft(ctx, "mine", 2), nil)
	_, err = s.GetDraft(ctx, "mine")
	check(t, err, record.ErrNotFound)
	check(t, s.PutDraft(ctx, first), nil) // the id is free again
}

func testDraftOrder(t *testing.T, open Open) {
	s := open.store(t)
	ids := []string{"b", "a", "c"}
	for i, id := range ids {
		d := draft(id)
		// A nanosecond apart, and in a zone whose clock shows an earlier date.
		d.Created = recordtest.Start.Add(time.Duration(i)).In(time.FixedZone("", -12*3600))
		d.Updated = recordtest.Start.Add(-time.Duration(i) * time.Hour)
		check(t, s.PutDraft(t.Context(), d), nil)
	}
	drafts, err := s.Drafts(t.Context())
	check(t, err, nil)
	var got []string
	for i, d := range drafts {
		got = append(got, d.ID)
		if want := recordtest.Start.Add(time.Duration(len(ids) - 1 - i)); !d.Created.Equal(want) || d.Created.Location() != time.UTC {
			t.Errorf("draft %s was created at %s, want %s", d.ID, d.Created, want)
		}
	}
	same(t, "drafts, newest first", got, []string{"c", "a", "b"})
}

// A published draft stays as it was, and is no open one.
func testPublishedDraft(t *testing.T, open Open) {
	s := open.store(t)
	ctx := t.Context()
	last := chain(t, s, 1)[0]
	d := draft("mine")
	check(t, s.PutDraft(ctx, d), nil)
	e := recordtest.Event(t, &last, "clerk")
	_, _, err := s.Publish(ctx, e, "mine", 1, "", nil)
	check(t, err, nil)
	want := d
	want.Published = e.Revision
	d.Version = 2
	next := recordtest.Event(t, &e, "clerk")
	check(t, s.PutDraft(ctx, d), record.ErrNotFound)
	check(t, s.DeleteDraft(ctx, "mine", 1), record.ErrNotFound)
	_, _, err = s.Publish(ctx, next, "mine", 1, "", nil)
	check(t, err, record.ErrNotFound)
	got, err := s.GetDraft(ctx, "mine")
	check(t, err, nil)
	same(t, "the published draft", got, want)
	for _, span := range []struct {
		after, last int64
		want        map[int64]string
	}{
		{-1, e.Revision, map[int64]string{e.Revision: "mine"}}, {last.Revision, e.Revision + 9, map[int64]string{e.Revision: "mine"}},
		{-1, last.Revision, map[int64]string{}}, {e.Revision, e.Revision + 9, map[int64]string{}},
	} {
		by, err := s.PublishedBy(ctx, span.after, span.last)
		check(t, err, nil)
		same(t, "which draft was published", by, span.want)
	}
	same(t, "the record", see(t, s), state{[]record.Event{last, e}, nil, map[string]string{}})
}

// However many are made together, there are never more than can be.
func testFull(t *testing.T, open Open) {
	stores := open.two(t)
	for i := range record.MaxDrafts - 1 {
		check(t, stores[i%2].PutDraft(t.Context(), draft(fmt.Sprintf("draft %d", i))), nil)
	}
	var errs [publishers]error
	atOnce(publishers, func(i int) { errs[i] = stores[i%2].PutDraft(t.Context(), draft(fmt.Sprintf("last %d", i))) })
	made := 0
	for _, err := range errs {
		if err == nil {
			made++
			continue
		}
		check(t, err, record.ErrFull)
	}
	same(t, "drafts made where one more can be", made, 1)
	changed := draft("draft 0")
	changed.Version = 2
	check(t, stores[0].PutDraft(t.Context(), changed), nil)
	check(t, stores[1].DeleteDraft(t.Context(), "draft 1", 1), nil)
	check(t, stores[0].PutDraft(t.Context(), draft("another")), nil)
}
