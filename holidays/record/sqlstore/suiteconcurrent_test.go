package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"shixian/holidays/record"
	"shixian/holidays/record/recordtest"
)

// publishers is how many publish concurrently, by turns through two stores.
const publishers = 8

// atOnce runs f for 0 to n-1 in goroutines of their own that start together, and
// waits for them.
func atOnce(n int, f func(i int)) {
	var wg sync.WaitGroup
	begin := make(chan struct{})
	for i := range n {
		wg.Go(func() {
			<-begin
			f(i)
		})
	}
	close(begin)
	wg.Wait()
}

func (open Open) two(t *testing.T) [2]record.Store {
	return [2]record.Store{open.store(t), open.store(t)}
}

// Of those who publish the same revision exactly one wins; the others change nothing.
func testOneRevision(t *testing.T, open Open) {
	stores := open.two(t)
	last := chain(t, stores[0], 1)[0]
	for n := 2; n <= publishers; n++ {
		before := see(t, stores[0])
		var events, errs = make([]record.Event, n), make([]error, n)
		var keys []string
		for i := range n {
			keys = append(keys, fmt.Sprintf("key %d/%d", n, i))
			events[i] = recordtest.Event(t, &last, fmt.Sprintf("publisher %d", i))
			check(t, stores[i%2].PutDraft(t.Context(), draft(keys[i])), nil)
		}
		atOnce(n, func(i int) {
			_, _, errs[i] = stores[i%2].Publish(t.Context(), events[i], keys[i], 1, keys[i], []byte("reply"))
		})
		winner := -1
		for i, err := range errs {
			if err == nil && winner < 0 {
				winner = i
			} else {
				check(t, err, record.ErrConflict)
			}
		}
		if winner < 0 {
			t.Fatalf("none of %d publishers won: %v", n, errs)
		}
		want := map[string]string{keys[winner]: "reply"}
		for _, s := range stores {
			after := see(t, s, keys...)
			same(t, "events", after.events, append(before.events, events[winner]))
			same(t, "replies", after.replies, want)
			if len(after.drafts) != len(before.drafts)+n-1 {
				t.Errorf("%d of %d drafts are left", len(after.drafts)-len(before.drafts), n)
			}
			d, err := s.GetDraft(t.Context(), keys[winner])
			check(t, err, nil)
			same(t, "the revision of the winner's draft", d.Published, events[winner].Revision)
		}
		last = events[winner]
	}
}

// Publishers who begin again after each conflict all come through in the end.
func testManyPublishers(t *testing.T, open Open) {
	stores := open.two(t)
	chain(t, stores[0], 1)
	var keys []string
	for i := range publishers {
		keys = append(keys, fmt.Sprintf("key %d", i))
		check(t, stores[0].PutDraft(t.Context(), draft(keys[i])), nil)
	}
	atOnce(publishers, func(i int) {
		if err := publishAtLast(t, stores[i%2], keys[i]); err != nil {
			t.Errorf("publisher %d: %v", i, err)
		}
	})
	st := see(t, stores[0], keys...)
	if len(st.events) != 1+publishers || len(st.drafts) != 0 || len(st.replies) != publishers {
		t.Errorf("there are %d events, %d drafts and %d replies", len(st.events), len(st.drafts), len(st.replies))
	}
	seen := map[string]bool{}
	for _, e := range st.events {
		seen[e.Who] = true
	}
	if len(seen) != 1+publishers {
		t.Errorf("only %d publishers are seen", len(seen)-1)
	}
}

// publishAtLast publishes what follows the last event until that is no conflict.
func publishAtLast(t *testing.T, s record.Store, key string) error {
	for {
		revision, _, err := s.Last(t.Context())
		if err != nil {
			return err
		}
		last, err := s.Events(t.Context(), revision-1, 1)
		if err != nil {
			return err
		}
		e, err := record.Seal(record.Event{Action: record.Publish, Time: recordtest.Start, Who: key}, &last[0])
		if err != nil {
			return err
		}
		_, _, err = s.Publish(t.Context(), e, key, 1, key, []byte(key))
		if !errors.Is(err, record.ErrConflict) {
			return err
		}
	}
}

// A request that is sent several times concurrently is done once, and every sender gets
// the same reply.
func testOneKey(t *testing.T, open Open) {
	stores := open.two(t)
	last := chain(t, stores[0], 1)[0]
	check(t, stores[0].PutDraft(t.Context(), draft("mine")), nil)
	var events [publishers]record.Event
	for i := range events {
		events[i] = recordtest.Event(t, &last, fmt.Sprintf("publisher %d", i))
	}
	var replies [publishers]string
	var firsts, errs [publishers]error
	atOnce(publishers, func(i int) {
		replies[i] = events[i].Who
		stored, done, err := stores[i%2].Publish(t.Context(), events[i], "mine", 1, "key", []byte(replies[i]))
		if done {
			replies[i] = string(stored)
		} else if err == nil {
			firsts[i] = errors.New(events[i].Who)
		}
		errs[i] = err
	})
	check(t, errors.Join(errs[:]...), nil)
	st := see(t, stores[1], "key")
	if len(st.events) != 2 || len(st.drafts) != 0 {
		t.Fatalf("there are %d events and %d drafts", len(st.events), len(st.drafts))
	}
	winner := st.events[1].Who
	for _, r := range replies {
		if r != winner {
			t.Errorf("a sender was answered %q, and %q has won", r, winner)
		}
	}
	same(t, "the one that was first", errors.Join(firsts[:]...).Error(), winner)
	same(t, "the stored reply", st.replies["key"], winner)
}

func testOneDraft(t *testing.T, open Open) {
	stores := open.two(t)
	check(t, stores[0].PutDraft(t.Context(), draft("mine")), nil)
	for version := int64(2); version < 5; version++ {
		var errs [publishers]error
		atOnce(publishers, func(i int) {
			d := draft("mine")
			d.Version, d.Author = version, fmt.Sprint(i)
			errs[i] = stores[i%2].PutDraft(t.Context(), d)
		})
		d, err := stores[0].GetDraft(t.Context(), "mine")
		check(t, err, nil)
		for i, err := range errs {
			if won := d.Author == fmt.Sprint(i); won {
				check(t, err, nil)
			} else {
				check(t, err, record.ErrConflict)
			}
		}
	}
}

func testOpenAtOnce(t *testing.T, open Open) {
	var ids [4]string
	var errs [4]error
	atOnce(len(ids), func(i int) {
		s, err := open()
		if err == nil {
			ids[i], err = s.ID(context.WithoutCancel(t.Context()))
			err = errors.Join(err, s.Close())
		}
		errs[i] = err
	})
	check(t, errors.Join(errs[:]...), nil)
	for _, id := range ids {
		if id == "" || id != ids[0] {
			t.Errorf("the stores saw the ids %v", ids)
			break
		}
	}
}

// Many concurrent calls may be the first that a store gets.
func testFirstCalls(t *testing.T, open Open) {
	s := open.store(t)
	var ids [8]string
	atOnce(len(ids), func(i int) {
		id, err := s.ID(t.Context())
		if err != nil {
			t.Error(err)
		}
		ids[i] = id
	})
	for _, id := range ids {
		same(t, "id", id, ids[0])
	}
}
