package sqlstore

import (
	"context"
	"fmt"
	"reflect"
	"testing"
	"time"

	"shixian/holidays/record"
	"shixian/holidays/record/recordtest"
)

// Open opens a store on a record. Each call opens another; it is safe for concurrent use.
type Open func() (record.Store, error)

// testStore runs the tests that every store passes, whatever it keeps the record in. fresh
// makes an empty record, which the test may leave behind for t.Cleanup, and returns what opens
// it: several stores can be open on one, as several processes have them, and what one has
// written the others see.
func testStore(t *testing.T, fresh func(t *testing.T) Open) {
	for _, c := range []struct {
		name string
		test func(t *testing.T, open Open)
	}{
		{"empty record", testEmpty},
		{"order and limits", testOrder},
		{"append conflicts", testAppendConflicts},
		{"events that cannot be stored", testRefused},
		{"events of newer programs", testNewer},
		{"draft versions", testDraftVersions},
		{"draft order", testDraftOrder},
		{"published drafts", testPublishedDraft},
		{"as many drafts as can be", testFull},
		{"publish", testPublish},
		{"publish without draft or key", testPublishBare},
		{"publish is all or nothing", testPublishAllOrNothing},
		{"stored replies", testReplies},
		{"snapshot key", testSnapshotKey},
		{"probe", testProbe},
		{"one revision, many publishers", testOneRevision},
		{"many publishers until all are done", testManyPublishers},
		{"one key, many publishers", testOneKey},
		{"one draft, many authors", testOneDraft},
		{"opening at once", testOpenAtOnce},
		{"first calls at once", testFirstCalls},
		{"reopening", testReopen},
		{"cancelled context", testCancelled},
		{"big notices", testBig},
		{"unicode", testUnicode},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, fresh(t)) })
	}
}

func (open Open) store(t *testing.T) record.Store {
	t.Helper()
	s, err := open()
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

func chain(t *testing.T, s record.Store, n int) []record.Event {
	t.Helper()
	var events []record.Event
	var prev *record.Event
	for i := range n {
		e := recordtest.Event(t, prev, fmt.Sprintf("clerk %d", i))
		check(t, s.Append(t.Context(), e), nil)
		events = append(events, e)
		prev = &events[i]
	}
	return events
}

// draft returns a draft's first version.
func draft(id string) record.Draft {
	return record.Draft{ID: id, Calendar: "CN-GX", Author: "clerk", Version: 1,
		Created: recordtest.Start, Updated: recordtest.Start.Add(time.Second), Summary: []byte(id), Body: []byte(`{"text":"` + id + `"}`)}
}

// state is everything that a store shows.
type state struct {
	events  []record.Event
	drafts  []record.Draft
	replies map[string]string
}

// see returns everything that s shows, with the replies stored under keys.
func see(t *testing.T, s record.Store, keys ...string) state {
	t.Helper()
	// Checks also look after the test's own context has ended.
	ctx := context.WithoutCancel(t.Context())
	events, err := s.Events(ctx, -1, 1<<30)
	check(t, err, nil)
	drafts, err := s.Drafts(ctx)
	check(t, err, nil)
	for i, listed := range drafts {
		if drafts[i], err = s.GetDraft(ctx, listed.ID); err == nil {
			whole := drafts[i]
			whole.Body = nil
			same(t, "the draft in the list", listed, whole)
		}
	}
	st := state{events, drafts, map[string]string{}}
	for _, key := range keys {
		if r, err := s.Reply(ctx, key); err == nil {
			st.replies[key] = string(r)
		} else {
			check(t, err, record.ErrNotFound)
		}
	}
	if err := record.Verify(nil, events); err != nil {
		t.Errorf("the chain is broken: %v", err)
	}
	return st
}

// unchanged runs do and checks that s shows the same before and after.
func unchanged(t *testing.T, s record.Store, what string, do func(), keys ...string) {
	t.Helper()
	before := see(t, s, keys...)
	do()
	same(t, what, see(t, s, keys...), before)
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}
