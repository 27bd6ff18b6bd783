package checkpoint_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"shixian/holidays/record"
	"shixian/holidays/record/checkpoint"
	"shixian/holidays/record/recordtest"
)

// chain returns n events, signed from revision since on.
func chain(t testing.TB, id string, n, since int, keys *checkpoint.Keys) []record.Event {
	t.Helper()
	return recordtest.Events(t, id, n, since, keys, func(i int) record.Event {
		return record.Event{Action: record.Withdraw, Time: time.Date(2026, 11, 28, 1, i, 0, 1000, time.UTC), Who: "甲"}
	})
}

// TestTree: roots are those of RFC 6962, worked out by its definition, and package tlog
// accepts every proof and no other.
func TestTree(t *testing.T) {
	events := chain(t, "a", 21, 99, nil)
	tree, err := checkpoint.TreeOf(events)
	if err != nil {
		t.Fatal(err)
	}
	for size := int64(1); size <= tree.Size(); size++ {
		root, err := tree.Root(size)
		if err != nil || root != rfc6962(t, events[:size]) {
			t.Fatalf("root of %d: %s, %v", size, root, err)
		}
		for revision := range size {
			leaf, _ := hex.DecodeString(events[revision].Hash)
			older, _ := tree.Root(revision + 1)
			in, err1 := tree.Inclusion(revision, size)
			con, err2 := tree.Consistency(revision+1, size)
			if err := errors.Join(err1, err2); err != nil {
				t.Fatal(err)
			}
			if err := tlog.CheckRecord(in, size, root, revision, tlog.RecordHash(leaf)); err != nil {
				t.Errorf("%d in %d: %v", revision, size, err)
			}
			if tlog.CheckRecord(in, size, root, revision, tlog.RecordHash([]byte("x"))) == nil {
				t.Errorf("%d in %d: another event is accepted", revision, size)
			}
			if err := tlog.CheckTree(con, size, root, revision+1, older); err != nil {
				t.Errorf("%d to %d: %v", revision+1, size, err)
			}
		}
	}
	for _, wrong := range []func() error{
		func() error { _, err := tree.Root(22); return err }, func() error { _, err := tree.Root(-1); return err },
		func() error { _, err := tree.Inclusion(21, 21); return err }, func() error { _, err := tree.Inclusion(0, 22); return err },
		func() error { _, err := tree.Consistency(0, 3); return err }, func() error { _, err := tree.Consistency(4, 3); return err },
		func() error { _, err := tree.With("x"); return err },
	} {
		if wrong() == nil {
			t.Error("something that there is not was given")
		}
	}
}

// rfc6962 is the tree hash by its definition.
func rfc6962(t testing.TB, events []record.Event) tlog.Hash {
	t.Helper()
	if len(events) == 1 {
		leaf, err := hex.DecodeString(events[0].Hash)
		if err != nil {
			t.Fatal(err)
		}
		return sha256.Sum256(append([]byte{0}, leaf...))
	}
	k := 1
	for 2*k < len(events) {
		k *= 2
	}
	left, right := rfc6962(t, events[:k]), rfc6962(t, events[k:])
	return sha256.Sum256(append(append([]byte{1}, left[:]...), right[:]...))
}

// TestOpen: a checkpoint is read back as it was signed, by whoever knows the key; any byte
// of it that is changed shows.
func TestOpen(t *testing.T) {
	old := recordtest.Keys(t, 1)
	keys := recordtest.Keys(t, 2, old.Public()...)
	signed := chain(t, "a", 3, 0, old)[2].Checkpoint
	c, err := keys.Open(signed)
	if err != nil || c.Revision() != 2 || c.Record != "a" || !strings.HasPrefix(signed, c.Text()) {
		t.Fatalf("%+v, %v", c, err)
	}
	if _, err := recordtest.Keys(t, 2).Open(signed); !errors.Is(err, checkpoint.ErrUnsigned) {
		t.Errorf("with a key that is not known: %v", err)
	}
	var none *checkpoint.Keys
	if _, err := none.Open(signed); !errors.Is(err, checkpoint.ErrUnsigned) || none.Signs() || none.Verifies() {
		t.Errorf("without keys: %v", err)
	}
	for i := range signed {
		changed := []byte(signed)
		changed[i] ^= 1
		if got, err := keys.Open(string(changed)); err == nil && got.Text() != c.Text() {
			t.Errorf("byte %d was changed unnoticed: %q", i, changed)
		}
	}
	for _, text := range []string{"", "x", "\n\n", c.Text(), strings.Replace(signed, "\n3\n", "\n03\n", 1), strings.Replace(signed, "\n3\n", "\n0\n", 1)} {
		if _, err := checkpoint.Read(text); err == nil {
			t.Errorf("%q is read", text)
		}
	}
}

func TestKeys(t *testing.T) {
	for n := range byte(100) { // some of their public keys have a + in base64
		signed := chain(t, "a", 1, 0, recordtest.Keys(t, n))[0].Checkpoint
		if _, err := recordtest.Keys(t, n).Open(signed); err != nil {
			t.Errorf("key %d: %v", n, err)
		}
	}
	for _, seed := range [][]byte{{}, make([]byte, 31)} {
		if _, err := checkpoint.NewKeys(seed); err == nil {
			t.Errorf("a key of %d bytes", len(seed))
		}
	}
	if _, err := checkpoint.NewKeys(nil, "x"); err == nil {
		t.Error("a wrong public key")
	}
	k := recordtest.Keys(t, 1, recordtest.Keys(t, 1).Public()[0])
	if len(k.Public()) != 1 || !strings.HasPrefix(k.Public()[0], "shixian+") {
		t.Errorf("%q", k.Public())
	}
	v, err := checkpoint.NewKeys(nil, k.Public()...)
	if err != nil || v.Signs() || !v.Verifies() {
		t.Errorf("%v", err)
	}
	if _, err := v.Sign(checkpoint.Checkpoint{}); !errors.Is(err, checkpoint.ErrUnsigned) {
		t.Errorf("signed without a key: %v", err)
	}
}

// TestVerify: every revision from the first signed one on has a checkpoint of the events up
// to it.
func TestVerify(t *testing.T) {
	keys := recordtest.Keys(t, 1)
	events := chain(t, "a", 5, 2, keys)
	if v, err := checkpoint.Verify("a", events, keys); err != nil || v.Since != 2 || v.Last.Revision() != 4 || v.Tree.Size() != 5 {
		t.Fatalf("%+v, %v", v, err)
	}
	if _, err := checkpoint.Verify("b", events, keys); err == nil {
		t.Error("of another record")
	}
	for i := 2; i < 5; i++ {
		for name, text := range map[string]string{"none": "", "another's": events[2+(i-1)%3].Checkpoint, "rubbish": "x"} {
			changed := append([]record.Event{}, events...)
			changed[i].Checkpoint = text
			_, err := checkpoint.Verify("a", changed, keys)
			if i == 2 && name == "none" {
				continue // signing began later
			}
			if err == nil {
				t.Errorf("event %d with %s checkpoint passes", i, name)
			}
		}
	}
	if v, err := checkpoint.Verify("a", chain(t, "a", 2, 9, nil), nil); err != nil || v.Since != -1 {
		t.Errorf("unsigned: %+v, %v", v, err)
	}
}

// TestRestore: the event names the end of the backup, and what was before it may have been
// signed with a key that was lost.
func TestRestore(t *testing.T) {
	events := chain(t, "a", 3, 1, recordtest.Keys(t, 1))
	keys := recordtest.Keys(t, 2)
	e, err := checkpoint.Restore("a", events, time.Date(2026, 11, 29, 0, 0, 0, 0, time.UTC), "admin", "the disk was lost", keys)
	if err != nil {
		t.Fatal(err)
	}
	tree, _ := checkpoint.TreeOf(events)
	root, _ := tree.Root(3)
	if e.Restored.Position != events[2].Position().String() || e.Restored.Root != root.String() || e.Revision != 3 {
		t.Errorf("%+v", e.Restored)
	}
	whole := append(events, e)
	if v, err := checkpoint.Verify("a", whole, keys); err != nil || v.Since != 3 {
		t.Errorf("%+v, %v", v, err)
	}
	if epochs := record.Fold(whole).Epochs; epochs != (record.Epochs{Begin: 3, Shared: 2}) {
		t.Errorf("%+v", epochs)
	}
}

func ExampleCheckpoint_Text() {
	c := checkpoint.Checkpoint{Record: "0b9c6a52-4f0e-4a37-9d6e-8f1f0a7c2d11", Size: 13, Hash: "9f3c41aa…", Time: time.Date(2026, 11, 28, 4, 0, 0, 0, time.UTC)}
	fmt.Print(c.Text())
	// Output:
	// shixian/0b9c6a52-4f0e-4a37-9d6e-8f1f0a7c2d11
	// 13
	// AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
	// event 9f3c41aa…
	// time 2026-11-28T04:00:00Z
}
