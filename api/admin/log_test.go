package admin_test

import (
	"testing"

	"shixian/api/admin"
	"shixian/holidays"
	"shixian/holidays/record"
)

// TestLog pages through the events.
func TestLog(t *testing.T) {
	r := newReplica(t, alone)
	for _, id := range []string{"CN-2026", "CN-2025", "CN-2024"} {
		r.withdrawn(li, id)
	}
	for _, c := range []struct {
		after int64
		limit int
		want  []int64
		more  bool
	}{
		{-1, 4, []int64{0, 1, 2, 3}, false}, {-1, 3, []int64{0, 1, 2}, true}, {-1, 1, []int64{0}, true}, {1, 2, []int64{2, 3}, false},
		{1, 1, []int64{2}, true}, {3, 1, nil, false}, {99, 1, nil, false}, {2, 0, []int64{3}, false}, {-1, -5, []int64{0}, true},
	} {
		events, more, err := r.Log(t.Context(), wang, c.after, c.limit)
		var got []int64
		for _, e := range events {
			got = append(got, e.Revision)
		}
		if err != nil || more != c.more || len(got) != len(c.want) || len(got) > 0 && got[0] != c.want[0] {
			t.Errorf("%d after %d: %v, more %v, %v; want %v", c.limit, c.after, got, more, err, c.want)
		}
	}
	for limit, asked := range map[int]int64{499: 500, 500: 501, 501: 501, 1 << 40: 501} {
		if _, _, err := r.Log(t.Context(), wang, -1, limit); err != nil || r.record.asked.Load() != asked {
			t.Errorf("%d: %d events were asked for, %v", limit, r.record.asked.Load(), err)
		}
	}
	if admin.MaxLog != 500 {
		t.Errorf("%d", admin.MaxLog)
	}
}

// TestNotices follows a notice in and out of force.
func TestNotices(t *testing.T) {
	r := newReplica(t, alone)
	src, _ := known()
	state := func(id string) (found *admin.Notice) {
		t.Helper()
		all, err := r.Notices(t.Context(), wang)
		if err != nil {
			t.Fatal(err)
		}
		for i := range all {
			if all[i].ID != id {
				continue
			}
			if found != nil {
				t.Errorf("%s is there twice", id)
			}
			found = &all[i]
		}
		return found
	}
	want := func(id string, active bool, published, withdrawn int64) {
		t.Helper()
		if n := state(id); n == nil || n.Active != active || n.Published != published || n.Withdrawn != withdrawn {
			t.Errorf("%s: %+v", id, n)
		}
	}
	all, err := r.Notices(t.Context(), wang)
	if err != nil || len(all) != len(src.Notices) || all[0].ID != src.Notices[0].ID {
		t.Fatalf("%d notices, %v", len(all), err)
	}
	if state("CN-2027") != nil {
		t.Error("CN-2027 is there")
	}
	r.published(li, r.drafted(zhang))
	want("CN-2027", true, 1, 0)
	r.withdrawn(li, "CN-2027")
	r.withdrawn(li, "CN-2026")
	want("CN-2027", false, 1, 2)
	want("CN-2026", false, 0, 3)
	if _, err := r.Rollback(t.Context(), li, "", to(1, "x")); err != nil {
		t.Fatal(err)
	}
	want("CN-2027", true, 4, 0)
	want("CN-2026", true, 4, 0)
	all, err = r.Notices(t.Context(), wang)
	if err != nil || all[len(all)-1].ID != "CN-2027" || all[len(all)-1].Entries[0].Kind != holidays.Off {
		t.Errorf("%+v %v", all[len(all)-1], err)
	}
}

// TestNewerEvents: the notices are told as far as the log is understood. What a newer
// program has written after that is in the log, and stops every change.
func TestNewerEvents(t *testing.T) {
	r := newReplica(t)
	r.withdrawn(li, "CN-2026")
	last, _, err := r.Log(t.Context(), wang, 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	prev := &last[0].Event
	for _, e := range []record.Event{
		{Action: "replace", Time: r.now, Who: "sun", Why: "x"},
		{Action: record.Withdraw, Time: r.now, Who: "sun", Why: "x", Withdrawn: []string{"CN-2025"}},
	} {
		if e, err = record.Seal(e, prev); err == nil && e.Action == "replace" {
			e.Text, err = record.Encode(e)
		}
		if err == nil {
			err = r.record.Append(t.Context(), e)
		}
		if err != nil {
			t.Fatal(err)
		}
		prev = &e
	}
	all, err := r.Notices(t.Context(), wang)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range all {
		if n.Active == (n.ID == "CN-2026") {
			t.Errorf("%s: %+v", n.ID, n)
		}
	}
	if _, err := r.Withdraw(t.Context(), li, "CN-2024", "", admin.ChangeRequest{Reason: "x"}); err == nil {
		t.Error("a change on top of what is not understood")
	}
	if events, _, err := r.Log(t.Context(), wang, -1, 9); err != nil || len(events) != 4 || events[2].Action != "replace" || events[2].Who != "sun" {
		t.Errorf("%+v %v", events, err)
	}
}
