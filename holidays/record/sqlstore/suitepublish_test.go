package sqlstore

import (
	"testing"

	"shixian/holidays/record"
	"shixian/holidays/record/recordtest"
)

func testPublish(t *testing.T, open Open) {
	s := open.store(t)
	ctx := t.Context()
	last := chain(t, s, 1)[0]
	other := draft("other")
	check(t, s.PutDraft(ctx, draft("mine")), nil)
	check(t, s.PutDraft(ctx, other), nil)
	e := recordtest.Event(t, &last, "clerk")
	stored, done, err := s.Publish(ctx, e, "mine", 1, "key", []byte("the reply"))
	check(t, err, nil)
	if done || stored != nil {
		t.Errorf("a new request was answered with %q, %t", stored, done)
	}
	want := state{[]record.Event{last, e}, []record.Draft{other}, map[string]string{"key": "the reply"}}
	same(t, "after publishing", see(t, s, "key", ""), want)
}

func testPublishBare(t *testing.T, open Open) {
	s := open.store(t)
	ctx := t.Context()
	events := chain(t, s, 1)
	kept := draft("kept")
	check(t, s.PutDraft(ctx, kept), nil)
	for range 2 { // an empty key is not taken for one that is stored
		e := recordtest.Event(t, &events[len(events)-1], "clerk")
		stored, done, err := s.Publish(ctx, e, "", 0, "", []byte("reply"))
		check(t, err, nil)
		if done || stored != nil {
			t.Errorf("a request without a key was answered with %q, %t", stored, done)
		}
		events = append(events, e)
	}
	same(t, "after publishing", see(t, s, ""), state{events, []record.Draft{kept}, map[string]string{}})
}

func testPublishAllOrNothing(t *testing.T, open Open) {
	s := open.store(t)
	events := chain(t, s, 2)
	d := draft("mine")
	check(t, s.PutDraft(t.Context(), d), nil)
	d.Version = 2
	check(t, s.PutDraft(t.Context(), d), nil)
	next, late := recordtest.Event(t, &events[1], "clerk"), recordtest.Event(t, &events[0], "clerk")
	for name, c := range map[string]struct {
		event   record.Event
		draft   string
		version int64
		want    error
	}{
		"the log has moved on":                  {late, "mine", 2, record.ErrConflict},
		"the draft has changed":                 {next, "mine", 1, record.ErrConflict},
		"the draft is of a later version":       {next, "mine", 3, record.ErrConflict},
		"the draft is gone":                     {next, "gone", 1, record.ErrNotFound},
		"the log has moved on, without a draft": {late, "", 0, record.ErrConflict},
	} {
		unchanged(t, s, name, func() {
			stored, done, err := s.Publish(t.Context(), c.event, c.draft, c.version, "key", []byte("reply"))
			check(t, err, c.want)
			if done || stored != nil {
				t.Errorf("%s: answered with %q, %t", name, stored, done)
			}
		}, "key")
	}
	_, _, err := s.Publish(t.Context(), next, "mine", 2, "key", []byte("reply"))
	check(t, err, nil)
}

func testReplies(t *testing.T, open Open) {
	s := open.store(t)
	ctx := t.Context()
	events := chain(t, s, 1)
	check(t, s.PutDraft(ctx, draft("mine")), nil)
	e := recordtest.Event(t, &events[0], "clerk")
	_, _, err := s.Publish(ctx, e, "", 0, "key", []byte("first"))
	check(t, err, nil)
	_, _, err = s.Publish(ctx, recordtest.Event(t, &e, "clerk"), "", 0, "silent", nil)
	check(t, err, nil)

	// Whatever comes with a key that is stored, its reply is all that comes of it.
	for name, again := range map[string]record.Event{
		"the same request":             e,
		"a request for the next event": recordtest.Event(t, &e, "other"),
		"a request out of nowhere":     recordtest.Event(t, &record.Event{Revision: 99, Hash: "00"}, "other"),
	} {
		unchanged(t, s, name, func() {
			stored, done, err := s.Publish(ctx, again, "mine", 1, "key", []byte("second"))
			check(t, err, nil)
			if !done || string(stored) != "first" {
				t.Errorf("%s was answered with %q, %t", name, stored, done)
			}
		}, "key", "silent")
	}
	stored, done, err := s.Publish(ctx, e, "", 0, "silent", []byte("second"))
	check(t, err, nil)
	if !done || len(stored) != 0 {
		t.Errorf("the empty reply came back as %q, %t", stored, done)
	}
	check(t, s.KeepReply(ctx, "alone", []byte("first")), nil)
	check(t, s.KeepReply(ctx, "alone", []byte("second")), nil)
	if got := see(t, s, "alone").replies["alone"]; got != "first" {
		t.Errorf("the reply without an event came back as %q", got)
	}
}
