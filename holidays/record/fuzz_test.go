package record_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"shixian/holidays/record"
)

// An event that can be read is read as one and the same for ever: written and read
// again it keeps its hash, and a chain of it verifies.
func FuzzEvent(f *testing.F) {
	for _, e := range append(fullChain(f, 2), record.Event{Action: record.Baseline}) {
		text, err := json.Marshal(e)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte(`{"time":"2026-01-01T08:00:00.5+08:00","who":"\ud800","published":[],"withdrawn":null}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		var e record.Event
		if json.Unmarshal(text, &e) != nil {
			return
		}
		hash, err := record.Hash(e)
		if err != nil {
			return // a time that JSON cannot hold
		}
		written, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		var again record.Event
		if err := json.Unmarshal(written, &again); err != nil {
			if hasZeroDay(e) {
				return // a day that was left out is written as "", which is no date
			}
			t.Fatalf("%s was written and cannot be read: %v", written, err)
		}
		if h, err := record.Hash(again); err != nil || h != hash {
			t.Errorf("%s had the hash %s and now %s, %v", written, hash, h, err)
		}
		sealed, err := record.Seal(e, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := record.Verify(nil, []record.Event{sealed}); err != nil {
			t.Error(err)
		}
		sealed.Who += "."
		if record.Verify(nil, []record.Event{sealed}) == nil {
			t.Error("a change is not found")
		}
		if s := record.Fold([]record.Event{sealed}); len(s.Notices) != len(e.Published) || s.Revision != 0 {
			t.Errorf("folds to %s", reflect.ValueOf(s))
		}
	})
}

func hasZeroDay(e record.Event) bool {
	for _, n := range e.Published {
		for _, entry := range n.Entries {
			if entry.From.IsZero() || entry.To.IsZero() {
				return true
			}
		}
	}
	return false
}
