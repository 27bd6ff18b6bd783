package record

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
)

// prefixLen is how many digits of an event's hash a position has.
const prefixLen = 8

// Position names a state of the whole table: the last event's revision, and the first
// eight hex digits of its hash, so that two histories do not share a name. It is written
// 12.9f3c41aa; the state of revision 0 has one as well.
type Position struct {
	Revision int64
	// Prefix is the beginning of the hash; empty for a bare revision, which may be of any
	// history.
	Prefix string
}

// Beginning is the position before any event. It is that of every history.
var Beginning = Position{Revision: -1}

// ErrNoPosition says that a text is no position.
var ErrNoPosition = errors.New("it is not a position such as 12.9f3c41aa")

var prefix = regexp.MustCompile(`^[0-9a-f]{8}$`)

// ParsePosition reads a position, a bare revision, or -1. The error is [ErrNoPosition].
func ParsePosition(text string) (Position, error) {
	number, digits, dotted := strings.Cut(text, ".")
	revision, err := strconv.ParseInt(number, 10, 64)
	switch {
	case err != nil || revision < -1, dotted && (revision < 0 || !prefix.MatchString(digits)):
		return Position{}, ErrNoPosition
	case number != strconv.FormatInt(revision, 10): // one state has one name
		return Position{}, ErrNoPosition
	}
	return Position{revision, digits}, nil
}

// PositionOf returns the position after the event with this revision and hash.
func PositionOf(revision int64, hash string) Position {
	return Position{revision, hash[:min(prefixLen, len(hash))]}
}

// String returns the position as [ParsePosition] reads it.
func (p Position) String() string {
	number := strconv.FormatInt(p.Revision, 10)
	if p.Prefix == "" {
		return number
	}
	return number + "." + p.Prefix
}

// Names says whether p names the state after the event with this revision and hash.
func (p Position) Names(revision int64, hash string) bool {
	return p.Revision == revision && strings.HasPrefix(hash, p.Prefix)
}

// Position names the state after e.
func (e *Event) Position() Position { return PositionOf(e.Revision, e.Hash) }

// Position names s.
func (s State) Position() Position { return PositionOf(s.Revision, s.Hash) }

// Epochs says whether a record was restored from a backup. What callers knew before that
// may never have been, and its positions are not taken any more.
type Epochs struct {
	// Begin is the revision with which the present epoch began: that of the last restore,
	// or 0 if there was none.
	Begin int64
	// Shared is the last revision that all epochs have in common, if there are several.
	Shared int64
}

// One says whether there is one epoch, so that a bare revision names one state.
func (e Epochs) One() bool { return e.Begin == 0 }

// restored returns the epochs after a restore that is the event of this revision.
func (e Epochs) restored(revision int64) Epochs {
	shared := revision - 1
	if !e.One() {
		shared = min(shared, e.Shared)
	}
	return Epochs{Begin: revision, Shared: shared}
}
