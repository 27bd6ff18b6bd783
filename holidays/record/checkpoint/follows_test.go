package checkpoint_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"shixian/holidays/record"
	"shixian/holidays/record/checkpoint"
	"shixian/holidays/record/recordtest"
)

// TestFollows: a record follows an earlier checkpoint if it goes on from it, or was restored
// after it. One that was restored before may be an old copy, and another's restore says nothing.
func TestFollows(t *testing.T) {
	keys := recordtest.Keys(t, 1)
	events := chain(t, "a", 6, 0, keys)
	last := events[5].Time
	restored := func(id string, at time.Time) []record.Event {
		backup := chain(t, id, 3, 0, keys)
		e, err := checkpoint.Restore(id, backup, at, "clerk", "the disk was lost", keys)
		if err != nil {
			t.Fatal(err)
		}
		return append(slices.Clip(backup), e)
	}
	for name, c := range map[string]struct {
		id      string
		events  []record.Event
		earlier int // the event whose checkpoint was kept
		wrong   string
	}{
		"goes on":                   {"a", events, 3, ""},
		"is the same":               {"a", events[:4], 3, ""},
		"has lost events":           {"a", events[:3], 3, "it has 3 events"},
		"was restored since":        {"a", restored("a", last.Add(time.Hour)), 5, ""},
		"was restored at that time": {"a", restored("a", last), 5, "it has 4 events"},
		"was restored before":       {"a", restored("a", last.Add(-time.Minute)), 5, "it has 4 events"},
		"is another":                {"b", chain(t, "b", 6, 0, keys), 3, "is of the record a"},
		"is another, and restored":  {"b", restored("b", last.Add(time.Hour)), 5, "is of the record a"},
		"is not signed":             {"a", chain(t, "a", 6, 6, keys), 3, "nothing in it is signed"},
	} {
		earlier, err := keys.Open(events[c.earlier].Checkpoint)
		if err != nil {
			t.Fatal(err)
		}
		v, err := checkpoint.Verify(c.id, c.events, keys)
		if err != nil {
			t.Fatalf("a record that %s: %v", name, err)
		}
		err = v.Follows(c.id, c.events, earlier)
		if (err == nil) != (c.wrong == "") || err != nil && !strings.Contains(err.Error(), c.wrong) {
			t.Errorf("a record that %s: %v, want %q", name, err, c.wrong)
		}
	}
}
