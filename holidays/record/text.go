package record

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"shixian/holidays"
)

// Version is that of the events. It is raised whenever an action, a field or a kind of
// entry is added, so that programs which differ in what they understand share no
// snapshots.
const Version = 3

var actions = []Action{Baseline, Embed, Publish, Withdraw, Rollback, Restore}

// errHash says that a text is not the one that was hashed.
var errHash = errors.New("it has been changed: its hash does not fit")

// Encode returns the text that an event is hashed and stored as: its JSON with Hash
// left empty. That of an event which this program does not understand is its Text.
func Encode(e Event) (string, error) {
	if e.Text != "" {
		return e.Text, nil
	}
	e.Hash = ""
	b, err := json.Marshal(e)
	if err != nil {
		return "", fmt.Errorf("event %d: %w", e.Revision, err)
	}
	return string(b), nil
}

// Decode returns the event whose text and hash these are. One that this program does
// not understand keeps its Text. The error says that the text does not fit the hash,
// or is no event.
func Decode(text, hash string) (Event, error) {
	if sumOf(text) != hash {
		return Event{}, errHash
	}
	var e Event
	if err := json.Unmarshal([]byte(text), &e); err == nil && understood(&e) {
		// Text that this program would write differently holds what it does not know.
		if again, err := Encode(e); err == nil && again == text {
			e.Hash = hash
			return e, nil
		}
	}
	return decodeNewer(text, hash)
}

// understood says whether this program knows what e, all of whose fields it knows,
// does.
func understood(e *Event) bool {
	if !slices.Contains(actions, e.Action) || (e.Action == Restore) != (e.Restored != nil) {
		return false
	}
	for _, n := range e.Published {
		for _, entry := range n.Entries {
			if entry.Kind != holidays.Off && entry.Kind != holidays.Work {
				return false
			}
		}
	}
	return true
}

// decodeNewer returns what every program can read of an event: later programs keep
// these fields.
func decodeNewer(text, hash string) (Event, error) {
	var known struct {
		Revision int64
		Action   Action
		Time     time.Time
		Who, Why string
		Prev     string
	}
	if err := json.Unmarshal([]byte(text), &known); err != nil {
		return Event{}, err
	}
	return Event{
		Revision: known.Revision, Action: known.Action, Time: known.Time.UTC(), Who: known.Who, Why: known.Why,
		Prev: known.Prev, Hash: hash, Text: text,
	}, nil
}
