package record

import (
	"crypto/sha256"
	"fmt"
)

// Seal returns e as it follows prev, nil for revision 0: with its revision, the
// hash of prev and its own hash. Its time is cut to whole microseconds of UTC.
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

// Hash returns the SHA-256, in hex, of e's text.
func Hash(e Event) (string, error) {
	text, err := Encode(e)
	if err != nil {
		return "", err
	}
	return sumOf(text), nil
}

func sumOf(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text))) }

// Verify checks that events, which begin at revision 0 or follow prev, form an
// unbroken chain. Events that this program does not understand are part of it.
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
