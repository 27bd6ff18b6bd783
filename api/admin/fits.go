package admin

import (
	"bytes"
	"encoding/json"
	"slices"

	"shixian/holidays/record"
)

// Fits reports whether a published draft says what the event did that published it. What
// else is kept of it, such as its text and who said what, no event proves.
func Fits(d record.Draft, e *record.Event) bool {
	s, err := open(d)
	if err != nil {
		return false
	}
	b := &s.body
	switch b.Kind {
	case Withdrawal:
		return e.Action == record.Withdraw && slices.Equal(e.Withdrawn, b.ids())
	case Rollback:
		return e.Action == record.Rollback
	}
	said, err := json.Marshal([]any{b.Notice})
	done, err2 := json.Marshal(e.Published)
	return err == nil && err2 == nil && e.Action == record.Publish && bytes.Equal(said, done)
}
