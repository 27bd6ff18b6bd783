package checkpoint_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shixian/holidays/record"
	"shixian/holidays/record/checkpoint"
	"shixian/holidays/record/recordtest"
)

// treeOf returns the tree of events.
func treeOf(t testing.TB, events []record.Event) *checkpoint.Tree {
	t.Helper()
	tree, err := checkpoint.TreeOf(events)
	if err != nil {
		t.Fatal(err)
	}
	return &tree
}

// TestContinues: a record goes on from each of its own checkpoints, and from none of another
// record, of a longer one, or of one with an event changed, dropped or put in between.
func TestContinues(t *testing.T) {
	keys := recordtest.Keys(t, 1)
	events := chain(t, "a", 9, 0, keys)
	whole := treeOf(t, events)
	for n := range events {
		c, err := keys.Open(events[n].Checkpoint)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Continues("a", whole); err != nil {
			t.Errorf("from event %d: %v", n, err)
		}
		changed := append([]record.Event{}, events...)
		changed[n/2].Hash = strings.Repeat("ab", 32)
		dropped := append(append([]record.Event{}, events[:n/2]...), events[n/2+1:]...)
		between := append(append(append([]record.Event{}, events[:n/2]...), events[8]), events[n/2:]...)
		for name, other := range map[string]struct {
			id     string
			events []record.Event
			want   string
		}{
			"of another record":    {"b", events, "is of the record a, and this is b"},
			"shorter by one":       {"a", events[:n], "events, and there were"},
			"with one changed":     {"a", changed, "events are not those at"},
			"with one dropped":     {"a", dropped, "e"},
			"with one put between": {"a", between, "events are not those at"},
		} {
			if err := c.Continues(other.id, treeOf(t, other.events)); !errors.Is(err, checkpoint.ErrNoPrefix) || !strings.Contains(err.Error(), other.want) {
				t.Errorf("from event %d, a record %s: %v", n, name, err)
			}
		}
	}
}

// TestOf: a checkpoint is that of the last event in the tree, and of no other.
func TestOf(t *testing.T) {
	events := chain(t, "a", 4, 9, nil)
	tree := treeOf(t, events)
	c, err := checkpoint.Of("a", tree, &events[3])
	if err != nil || c.Size != 4 || c.Revision() != 3 || c.Position() != events[3].Position() || !c.Time.Equal(events[3].Time) {
		t.Errorf("%+v, %v", c, err)
	}
	if root, _ := tree.Root(4); c.Root != root || len(c.Sum()) != 16 || c.Sum() == (checkpoint.Checkpoint{}).Sum() {
		t.Errorf("%s of %s", c.Sum(), c.Root)
	}
	for i := range events[:3] {
		if _, err := checkpoint.Of("a", tree, &events[i]); err == nil {
			t.Errorf("event %d is taken for the last of 4", i)
		}
	}
}

// TestTextIsReadBack: whatever a checkpoint says is read as it was written, and a text that
// says the same in another way is none.
func TestTextIsReadBack(t *testing.T) {
	keys := recordtest.Keys(t, 3)
	rapid.Check(t, func(t *rapid.T) {
		c := checkpoint.Checkpoint{
			Record: rapid.StringMatching(`[0-9a-f-]{1,36}`).Draw(t, "record"),
			Size:   rapid.Int64Min(1).Draw(t, "size"),
			Hash:   rapid.StringMatching(`[0-9a-f]{64}`).Draw(t, "hash"),
			Time:   time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "second"), rapid.Int64Range(0, 999_999_999).Draw(t, "nanosecond")).UTC(),
		}
		copy(c.Root[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "root"))
		signed, err := keys.Sign(c)
		if err != nil {
			t.Fatal(err)
		}
		for _, read := range []func(string) (checkpoint.Checkpoint, error){keys.Open, checkpoint.Read} {
			if got, err := read(signed); err != nil || got != c {
				t.Fatalf("%+v, %v, want %+v", got, err, c)
			}
		}
		text, signature, _ := strings.Cut(signed, "\n\n")
		for _, other := range []string{text + "\nmore", strings.Replace(text, "event ", "events ", 1), strings.Replace(text, "shixian/", "", 1), strings.ReplaceAll(text, "\n", "\r\n")} {
			if _, err := checkpoint.Read(other + "\n\n" + signature); err == nil {
				t.Fatalf("%q is read", other)
			}
		}
	})
}

// TestSignText: a text is signed for whoever knows the key, and is no checkpoint.
func TestSignText(t *testing.T) {
	keys := recordtest.Keys(t, 1)
	signed, err := keys.SignText("shixian-bundle/a\nsha256 00\n")
	if err != nil {
		t.Fatal(err)
	}
	if text, err := keys.OpenText(signed); err != nil || text != "shixian-bundle/a\nsha256 00\n" {
		t.Errorf("%q, %v", text, err)
	}
	if _, err := recordtest.Keys(t, 2).OpenText(signed); !errors.Is(err, checkpoint.ErrUnsigned) {
		t.Errorf("with another key: %v", err)
	}
	if _, err := keys.Open(signed); err == nil {
		t.Error("it is taken for a checkpoint")
	}
	if _, err := keys.SignText("no line break at the end"); err == nil {
		t.Error("a text without an end is signed")
	}
}

// TestFork: what is verified goes on in two ways, and neither sees the other's events.
func TestFork(t *testing.T) {
	keys := recordtest.Keys(t, 1)
	events := chain(t, "a", 6, 0, keys)
	v, err := checkpoint.Verify("a", events[:3], keys)
	if err != nil {
		t.Fatal(err)
	}
	fork := v.Fork()
	if err := fork.Next("a", events[3:], 0, keys); err != nil || fork.Tree.Size() != 6 || fork.Last.Revision() != 5 {
		t.Errorf("%+v, %v", fork.Last, err)
	}
	if v.Tree.Size() != 3 || v.Last.Revision() != 2 {
		t.Errorf("the fork's events are in what it was forked from: %d", v.Tree.Size())
	}
	if err := v.Next("a", events[3:4], 0, keys); err != nil || v.Last.Revision() != 3 {
		t.Errorf("%+v, %v", v.Last, err)
	}
	if root, _ := v.Tree.Root(4); root != v.Last.Root {
		t.Errorf("%s, want %s", root, v.Last.Root)
	}
	if err := v.Next("a", events[5:], 0, keys); err == nil {
		t.Error("event 5 is taken after event 3")
	}
}

func ExampleCheckpoint_Continues() {
	seen := checkpoint.Checkpoint{Record: "a", Size: 3}
	err := seen.Continues("a", &checkpoint.Tree{}) // of a record that was emptied
	fmt.Println(errors.Is(err, checkpoint.ErrNoPrefix))
	// Output: true
}
