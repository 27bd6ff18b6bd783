package live_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"shixian/holidays/live"
	"shixian/holidays/record"
	"shixian/holidays/record/recordtest"
)

// TestAcceptance: what one replica signs for the first of two people, another with the same
// key takes; for another position or record, after a day, changed, or signed with another
// key it does not. A checkpoint is no acceptance.
func TestAcceptance(t *testing.T) {
	keys, p := recordtest.Keys(t, 1), record.Position{Revision: 3, Prefix: "0d77e1b2"}
	at := func(days int) func(*live.Config) {
		return func(c *live.Config) { c.Now = func() time.Time { return now.AddDate(0, 0, days) } }
	}
	m := newMemory("a")
	first := refreshed(t, followerOf(m, nil, signing(keys, &disk{}), at(0)))
	signed, err := first.Acceptance(p, "甲")
	if err != nil || signed == "" {
		t.Fatalf("%q, %v", signed, err)
	}
	for name, f := range map[string]*live.Follower{
		"itself":          first,
		"another replica": refreshed(t, followerOf(m, nil, signing(keys, &disk{}), at(1))),
	} {
		if who, err := f.AcceptedBy(signed, p); err != nil || who != "甲" {
			t.Errorf("%s: %q, %v", name, who, err)
		}
	}
	own, _ := first.Checkpoint()
	for name, ask := range map[string]func() (string, error){
		"another position": func() (string, error) {
			return first.AcceptedBy(signed, record.Position{Revision: 3, Prefix: "0d77e1b3"})
		},
		"changed":      func() (string, error) { return first.AcceptedBy(strings.Replace(signed, "甲", "乙", 1), p) },
		"a checkpoint": func() (string, error) { return first.AcceptedBy(own, p) },
		"nothing":      func() (string, error) { return first.AcceptedBy("", p) },
		"another record": func() (string, error) {
			return refreshed(t, followerOf(newMemory("b"), nil, signing(keys, &disk{}))).AcceptedBy(signed, p)
		},
		"another key": func() (string, error) {
			return refreshed(t, followerOf(newMemory("a"), nil, signing(recordtest.Keys(t, 2), &disk{}))).AcceptedBy(signed, p)
		},
		"two days later": func() (string, error) {
			return refreshed(t, followerOf(m, nil, signing(keys, &disk{}), at(2))).AcceptedBy(signed, p)
		},
		"a day before that": func() (string, error) {
			return refreshed(t, followerOf(m, nil, signing(keys, &disk{}), at(-2))).AcceptedBy(signed, p)
		},
	} {
		if who, err := ask(); !errors.Is(err, live.ErrAcceptance) || who != "" {
			t.Errorf("%s: %q, %v", name, who, err)
		}
	}
	if signed, err := followerOf(newMemory("a"), nil).Acceptance(p, "甲"); signed != "" || err != nil {
		t.Errorf("without a key: %q, %v", signed, err)
	}
}
