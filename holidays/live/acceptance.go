package live

import (
	"errors"
	"strings"
	"time"

	"shixian/holidays/record"
)

// acceptanceTitle begins what is signed if the first of two people accepts a record, so
// that it is taken for nothing else. It holds for acceptanceHolds.
const (
	acceptanceTitle = "shixian: a record is accepted"
	acceptanceHolds = 24 * time.Hour
)

// ErrAcceptance says that a text does not show that somebody accepted the record.
var ErrAcceptance = errors.New("it shows nobody's acceptance of this record at this position")

// Acceptance returns a signed text that shows at any replica with the same key that
// somebody accepts the record at a position; "" if nothing is signed here. The record
// itself cannot hold it: that is what is distrusted.
func (f *Follower) Acceptance(p record.Position, who string) (string, error) {
	if !f.cfg.Keys.Signs() {
		return "", nil
	}
	lines := []string{acceptanceTitle, f.recordIDNow(), p.String(), f.cfg.Now().UTC().Format(time.RFC3339), who, ""}
	return f.cfg.Keys.SignText(strings.Join(lines, "\n"))
}

// AcceptedBy returns who accepted the record at a position by what [Follower.Acceptance]
// returned within the last day. The error wraps [ErrAcceptance].
func (f *Follower) AcceptedBy(signed string, p record.Position) (who string, err error) {
	text, err := f.cfg.Keys.OpenText(signed)
	if err != nil {
		return "", errors.Join(ErrAcceptance, err)
	}
	lines := strings.Split(text, "\n")
	if len(lines) != 6 || lines[0] != acceptanceTitle || lines[1] != f.recordIDNow() || lines[2] != p.String() {
		return "", ErrAcceptance
	}
	at, err := time.Parse(time.RFC3339, lines[3])
	if age := f.cfg.Now().Sub(at); err != nil || age.Abs() > acceptanceHolds {
		return "", ErrAcceptance
	}
	return lines[4], nil
}
