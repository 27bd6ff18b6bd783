package record

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"shixian/holidays"
)

// Seal returns e as it follows prev, nil for revision 0: with its revision, the
// hash of prev and its own hash.
func Seal(e Event, prev *Event) (Event, error) {
	e.Time = e.Time.UTC().Truncate(1000)
	e.Revision, e.Prev = 0, ""
	if prev != nil {
		e.Revision, e.Prev = prev.Revision+1, prev.Hash
	}
	hash, err := Hash(e)
	e.Hash = hash
	return e, err
}

// Hash returns the SHA-256, in hex, of e's JSON with Hash left empty.
func Hash(e Event) (string, error) {
	e.Hash = ""
	b, err := json.Marshal(e)
	if err != nil {
		return "", fmt.Errorf("event %d: %w", e.Revision, err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]), nil
}

// Verify checks that events, which begin at revision 0 or follow prev, form an
// unbroken chain.
func Verify(prev *Event, events []Event) error {
	for i := range events {
		e := &events[i]
		want, wantPrev := int64(0), ""
		if prev != nil {
			want, wantPrev = prev.Revision+1, prev.Hash
		}
		hash, err := Hash(*e)
		switch {
		case err != nil:
			return err
		case e.Revision != want:
			return fmt.Errorf("event %d stands where %d is expected", e.Revision, want)
		case e.Prev != wantPrev:
			return fmt.Errorf("event %d does not follow the event before it", e.Revision)
		case e.Hash != hash:
			return fmt.Errorf("event %d has been changed: its hash does not fit", e.Revision)
		}
		prev = e
	}
	return nil
}

// State is what a run of events adds up to.
type State struct {
	// Revision is the last event's; -1 before any.
	Revision int64
	// Notices are the active notices, in the order in which they came into force.
	Notices []holidays.Notice
	// Changed gives, for each calendar, the last event that changed its own notices.
	Changed map[string]int64
}

// NewState returns the state before any event.
func NewState() State { return State{Revision: -1, Changed: map[string]int64{}} }

// Apply returns the state after the next event; s itself stays as it is.
func (s State) Apply(e *Event) State {
	next := State{Revision: e.Revision, Notices: slices.Clone(s.Notices), Changed: make(map[string]int64, len(s.Changed)+1)}
	for id, r := range s.Changed {
		next.Changed[id] = r
	}
	next.Notices = slices.DeleteFunc(next.Notices, func(n holidays.Notice) bool {
		gone := slices.Contains(e.Withdrawn, n.ID)
		if gone {
			next.Changed[n.Calendar] = e.Revision
		}
		return gone
	})
	for _, n := range e.Published {
		next.Notices = append(next.Notices, n)
		next.Changed[n.Calendar] = e.Revision
	}
	return next
}

// Fold returns the state after events 0 to N.
func Fold(events []Event) State {
	s := NewState()
	for i := range events {
		s = s.Apply(&events[i])
	}
	return s
}
