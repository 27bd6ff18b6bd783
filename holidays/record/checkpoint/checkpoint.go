package checkpoint

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"shixian/holidays/record"
)

// Checkpoint is a state of a record: that after its first events.
type Checkpoint struct {
	Record string // the record's id
	Size   int64  // the number of events, at least 1
	Root   tlog.Hash
	// Hash and Time are the last event's.
	Hash string
	Time time.Time
}

// Of returns the checkpoint of the events in t, the last of which is last.
func Of(id string, t *Tree, last *record.Event) (Checkpoint, error) {
	if last.Revision != t.Size()-1 {
		return Checkpoint{}, fmt.Errorf("event %d is not the last of %d", last.Revision, t.Size())
	}
	root, err := t.Root(t.Size())
	return Checkpoint{Record: id, Size: t.Size(), Root: root, Hash: last.Hash, Time: last.Time.UTC()}, err
}

// SignEvent returns e, the next event after those in t, with its signed checkpoint.
func SignEvent(id string, t *Tree, e record.Event, keys *Keys) (record.Event, error) {
	tree, err := t.With(e.Hash)
	if err != nil {
		return e, err
	}
	c, err := Of(id, &tree, &e)
	if err != nil {
		return e, err
	}
	e.Checkpoint, err = keys.Sign(c)
	return e, err
}

// Revision is the last event's.
func (c Checkpoint) Revision() int64 { return c.Size - 1 }

// Position names the state.
func (c Checkpoint) Position() record.Position { return record.PositionOf(c.Revision(), c.Hash) }

// origin begins the first line of every checkpoint.
const origin = "shixian/"

// errText says that a text is not that of a checkpoint.
var errText = errors.New("it is not the text of a checkpoint")

// Text returns what is signed: lines with origin, size and root, as other transparency
// logs have them, and then the last event's hash and time.
func (c Checkpoint) Text() string {
	return fmt.Sprintf("%s%s\n%d\n%s\nevent %s\ntime %s\n", origin, c.Record, c.Size, c.Root, c.Hash, c.Time.Format(time.RFC3339Nano))
}

// parse reads what Text wrote, and nothing else.
func parse(text string) (c Checkpoint, err error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 6 {
		return c, errText
	}
	var errs [3]error
	c.Record = strings.TrimPrefix(lines[0], origin)
	c.Size, errs[0] = strconv.ParseInt(lines[1], 10, 64)
	c.Root, errs[1] = tlog.ParseHash(lines[2])
	c.Hash = strings.TrimPrefix(lines[3], "event ")
	c.Time, errs[2] = time.Parse(time.RFC3339Nano, strings.TrimPrefix(lines[4], "time "))
	if errors.Join(errs[:]...) != nil || c.Size < 1 || c.Text() != text {
		return c, errText
	}
	return c, nil
}

// ErrNoPrefix says that a record does not begin with the events of an earlier checkpoint:
// some were dropped, changed or put in between.
var ErrNoPrefix = errors.New("记录不是那个检查点的延续 / the record does not go on from that checkpoint")

// Continues checks that the events of a record begin with those of an earlier checkpoint
// of it. The error is [ErrNoPrefix].
func (c Checkpoint) Continues(id string, t *Tree) error {
	switch root, err := t.Root(min(c.Size, t.Size())); {
	case err != nil:
		return err
	case c.Record != id:
		return fmt.Errorf("%w: %s is of the record %s, and this is %s", ErrNoPrefix, c.Position(), c.Record, id)
	case c.Size > t.Size():
		return fmt.Errorf("%w: it has %d events, and there were %d at %s", ErrNoPrefix, t.Size(), c.Size, c.Position())
	case root != c.Root:
		return fmt.Errorf("%w: its first %d events are not those at %s", ErrNoPrefix, c.Size, c.Position())
	}
	return nil
}

// Sum identifies a signed checkpoint in short: the beginning of its root, in hex.
func (c Checkpoint) Sum() string { return fmt.Sprintf("%x", c.Root[:8]) }
