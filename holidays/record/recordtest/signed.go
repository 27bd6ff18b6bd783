package recordtest

import (
	"bytes"
	"testing"

	"shixian/holidays/record"
	"shixian/holidays/record/checkpoint"
)

// Keys returns keys that sign with a key of its own for each n, and verify with others.
func Keys(t testing.TB, n byte, public ...string) *checkpoint.Keys {
	t.Helper()
	k, err := checkpoint.NewKeys(bytes.Repeat([]byte{n}, checkpoint.SeedBytes), public...)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// Events returns the first n events of a record, sealed, and signed from revision since on;
// none is if keys is nil.
func Events(t testing.TB, id string, n, since int, keys *checkpoint.Keys, event func(i int) record.Event) []record.Event {
	t.Helper()
	var out []record.Event
	var tree checkpoint.Tree
	var prev *record.Event
	for i := range n {
		e, err := record.Seal(event(i), prev)
		if err == nil && keys != nil && i >= since {
			e, err = checkpoint.SignEvent(id, &tree, e, keys)
		}
		if err == nil {
			err = tree.Append(e.Hash)
		}
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, e)
		prev = &e
	}
	return out
}
