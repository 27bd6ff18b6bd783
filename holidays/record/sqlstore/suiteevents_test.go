package sqlstore

import (
	"regexp"
	"testing"

	"shixian/holidays/record"
	"shixian/holidays/record/recordtest"
)

var uuid = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

func testEmpty(t *testing.T, open Open) {
	s := open.store(t)
	ctx := t.Context()
	check(t, s.Ping(ctx), nil)
	id, err := s.ID(ctx)
	check(t, err, nil)
	if !uuid.MatchString(id) {
		t.Errorf("the id %q is not a random UUID", id)
	}
	_, _, err = s.Last(ctx)
	check(t, err, record.ErrNotFound)
	_, err = s.GetDraft(ctx, "none")
	check(t, err, record.ErrNotFound)
	_, err = s.Reply(ctx, "none")
	check(t, err, record.ErrNotFound)
	if st := see(t, s); len(st.events) != 0 || len(st.drafts) != 0 {
		t.Errorf("the empty record holds %+v", st)
	}
}

func testOrder(t *testing.T, open Open) {
	s := open.store(t)
	events := chain(t, s, 12) // beyond 9, where text would sort otherwise than numbers
	for _, c := range []struct {
		after       int64
		limit       int
		first, past int
	}{
		{-1, 100, 0, 12},
		{-1, 12, 0, 12},
		{-1, 3, 0, 3},
		{-1, 0, 0, 0},
		{-1, -1, 0, 0},
		{0, 100, 1, 12},
		{8, 2, 9, 11},
		{10, 5, 11, 12},
		{11, 5, 0, 0},
		{99, 5, 0, 0},
	} {
		got, err := s.Events(t.Context(), c.after, c.limit)
		check(t, err, nil)
		want := events[c.first:c.past]
		if len(got) != len(want) {
			t.Errorf("%d events after %d: got %d, want %d", c.limit, c.after, len(got), len(want))
			continue
		}
		for i := range want {
			same(t, "event", got[i], want[i])
		}
	}
	revision, hash, err := s.Last(t.Context())
	check(t, err, nil)
	if revision != 11 || hash != events[11].Hash {
		t.Errorf("the last event is %d %s, want 11 %s", revision, hash, events[11].Hash)
	}
}

func testAppendConflicts(t *testing.T, open Open) {
	s := open.store(t)
	orphan := recordtest.Event(t, &record.Event{Revision: 0, Hash: "0000"}, "no baseline")
	unchanged(t, s, "an event on an empty log", func() {
		check(t, s.Append(t.Context(), orphan), record.ErrConflict)
	})
	events := chain(t, s, 3)
	last := events[2]
	gap := last
	gap.Revision++
	forked := last
	forked.Hash = events[1].Hash
	for name, e := range map[string]record.Event{
		"the last event again":        last,
		"another last event":          recordtest.Event(t, &events[1], "other"),
		"an event in the middle":      recordtest.Event(t, &events[0], "other"),
		"another baseline":            recordtest.Event(t, nil, "other"),
		"an event after a gap":        recordtest.Event(t, &gap, "other"),
		"an event after another last": recordtest.Event(t, &forked, "other"),
	} {
		unchanged(t, s, name, func() { check(t, s.Append(t.Context(), e), record.ErrConflict) })
	}
	check(t, s.Append(t.Context(), recordtest.Event(t, &last, "right")), nil)
}

func testRefused(t *testing.T, open Open) {
	s := open.store(t)
	last := chain(t, s, 1)[0]
	good := recordtest.Event(t, &last, "clerk")
	changed, bare := good, good
	changed.Why = "another reason"
	bare.Hash = ""
	garbled := good
	garbled.Who = "\xff\xfe" // would come back as replacement characters
	check(t, s.PutDraft(t.Context(), draft("mine")), nil)
	for name, e := range map[string]record.Event{
		"an event changed after sealing": changed,
		"an event without a hash":        bare,
		"text that is not UTF-8":         recordtest.Seal(t, garbled, &last),
	} {
		unchanged(t, s, name, func() {
			checkRefused(t, name, s.Append(t.Context(), e))
			_, _, err := s.Publish(t.Context(), e, "mine", 1, "key", nil)
			checkRefused(t, name, err)
		}, "key")
	}
	check(t, s.Append(t.Context(), good), nil)
}

// Events of newer programs are kept as they are, and others may follow them.
func testNewer(t *testing.T, open Open) {
	s := open.store(t)
	events := chain(t, s, 2)
	for _, change := range [][2]string{
		{`"action":"publish"`, `"action":"announce"`},
		{`"who":`, `"approved":["甲"],"who":`},
		{`"published":[`, `"published":[[]],"also":[`},
	} {
		e := recordtest.Newer(t, &events[len(events)-1], change[0], change[1])
		check(t, s.Append(t.Context(), e), nil)
		events = append(events, e)
	}
	e := recordtest.Event(t, &events[len(events)-1], "clerk")
	check(t, s.Append(t.Context(), e), nil)
	same(t, "events", see(t, open.store(t)).events, append(events, e))
	unchanged(t, s, "an event of no program", func() {
		bad := recordtest.Newer(t, &e, `"action":"publish"`, `"action":"announce"`)
		bad.Text += " "
		checkRefused(t, "a text that was not hashed", s.Append(t.Context(), bad))
	})
}
