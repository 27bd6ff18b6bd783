package record_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"shixian/holidays/record"
)

// Whatever single byte of a stored event is changed, to whatever value: either it
// can no longer be read, or it reads the same, or Verify finds it.
func TestEveryByteCounts(t *testing.T) {
	events := fullChain(t, 2)
	found := map[string]int{}
	for i := range events {
		text, err := json.Marshal(events[i])
		if err != nil {
			t.Fatal(err)
		}
		for at := range text {
			for bit := range 8 {
				found[tamper(t, events, i, text, at, text[at]^1<<bit)]++
			}
			for _, to := range []byte(`"0`) {
				found[tamper(t, events, i, text, at, to)]++
			}
		}
	}
	// Most changes must reach Verify for the test to mean anything.
	if found["found"] < 5000 || found["missed"] > 0 {
		t.Errorf("of the changed bytes %v", found)
	}
}

// tamper puts b at a place of event i's text and says what comes of it.
func tamper(t *testing.T, events []record.Event, i int, text []byte, at int, b byte) string {
	changed := slices.Clone(text)
	changed[at] = b
	var e record.Event
	if json.Unmarshal(changed, &e) != nil {
		return "unreadable"
	}
	if reflect.DeepEqual(e, events[i]) {
		return "the same" // such as another case of a key's letters
	}
	chain := slices.Clone(events)
	chain[i] = e
	if record.Verify(nil, chain) == nil {
		t.Errorf("byte %d of event %d changed from %q to %q is not found:\n%s", at, i, text[at], b, changed)
		return "missed"
	}
	return "found"
}

// Every field counts, whatever value it has before and after.
func TestEveryFieldCounts(t *testing.T) {
	whole := full(t, nil)
	whole.Restored = &record.Restored{Position: "1.00000000", Root: "root"}
	whole, err := record.Seal(whole, nil)
	if err != nil {
		t.Fatal(err)
	}
	events := []record.Event{whole, full(t, &whole)}
	leaves := 0
	walk(reflect.ValueOf(&events[0]).Elem(), func(v reflect.Value, path string) {
		old := reflect.ValueOf(v.Interface())
		v.SetZero()
		if old.IsZero() {
			t.Errorf("%s is not used by the test's event", path)
		}
		if record.Verify(nil, events) == nil {
			t.Errorf("%s can be emptied unnoticed", path)
		}
		v.Set(old)
		leaves++
	}, "event")
	if err := record.Verify(nil, events); err != nil || leaves < 25 {
		t.Errorf("after %d fields: %v", leaves, err)
	}
}

// walk calls f for every field under v that holds a value of its own. Revision is 0
// in the first event, so it is left to the tests of order; so is Prev. Text is empty, and a checkpoint stands
// beside the event.
func walk(v reflect.Value, f func(reflect.Value, string), path string) {
	switch {
	case path == "event.Revision", path == "event.Prev", path == "event.Text", path == "event.Checkpoint":
	case v.Kind() == reflect.Pointer:
		walk(v.Elem(), f, path)
	case v.Kind() == reflect.Slice:
		f(v, path)
		for i := range v.Len() {
			walk(v.Index(i), f, path)
		}
	case v.Kind() == reflect.Struct && v.Type().NumField() > 0 && v.Type().Field(0).IsExported():
		for i := range v.NumField() {
			walk(v.Field(i), f, path+"."+v.Type().Field(i).Name)
		}
	default:
		f(v, path)
	}
}

// Who changes an event and makes its hash fit is found by the event after it.
func TestNewHashIsFound(t *testing.T) {
	events := fullChain(t, 4)
	for i := range events[:3] {
		chain := slices.Clone(events)
		chain[i] = reseal(t, events[i], func(e *record.Event) { e.Who = "another" })
		if err := record.Verify(nil, chain); err == nil {
			t.Errorf("event %d was replaced unnoticed", i)
		}
		if err := record.Verify(nil, chain[:i+1]); err != nil {
			t.Errorf("nothing follows it yet: %v", err)
		}
	}
}
