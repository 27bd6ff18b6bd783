package live

import (
	"context"
	"errors"
	"fmt"
	"time"

	"shixian/holidays/record"
)

// newFor is how long after it was made a record is said to be new.
const newFor = 24 * time.Hour

// errOther says that the record is not the one that the settings name.
var errOther = errors.New("这不是设定的那份记录，不予使用 / this is not the record that the settings name; it is not used")

// pinned says whether the record with this id is the one that it has to be.
func (f *Follower) pinned(id string) error {
	if pin := f.cfg.RecordID; pin != "" && id != pin {
		return unread(fmt.Errorf("%w: %w: SHIXIAN_RECORD_ID=%s, %s", record.ErrUnavailable, errOther, pin, id))
	}
	return nil
}

// newness is what is known of how new the record is.
type newness struct {
	over bool      // it is not new, or not any more
	made time.Time // when its first event was written; zero if not known yet
}

// checkNew says that the record is new, as long as it is: nobody has named it in the
// settings, and for less than a day it has held nothing but what programs write by
// themselves. If there should be an older one, that was lost.
func (f *Follower) checkNew(ctx context.Context) {
	n := &f.newness
	if n.over || f.cfg.RecordID != "" {
		return
	}
	if n.made.IsZero() {
		n.read(ctx, f)
	} else {
		n.over = byHand(f.current().tail)
	}
	age := f.cfg.Now().Sub(n.made)
	switch {
	case n.over || !n.made.IsZero() && age >= newFor:
		n.over = true
		f.reportOne(RecordNew, nil)
	case !n.made.IsZero():
		f.reportOne(RecordNew, fmt.Errorf(
			"记录 %[1]s 于 %[2]s 新建，尚无人发布。应有旧记录的，请查数据文件夹或数据库；无误则设 SHIXIAN_RECORD_ID=%[1]s / "+
				"the record %[1]s was made at %[2]s, and nobody has published anything. If there should be an older one, look at the data folder or the database; if not, set SHIXIAN_RECORD_ID=%[1]s",
			f.recordIDNow(), n.made.Format(time.RFC3339)))
	}
}

// read asks the record when it was made, and if that was lately whether somebody has
// written to it since.
func (n *newness) read(ctx context.Context, f *Follower) {
	first, err := f.events(ctx, -1, 1)
	if err != nil || len(first) == 0 {
		return // the next poll asks again
	}
	if f.cfg.Now().Sub(first[0].Time) < newFor {
		events, err := f.events(ctx, -1, page)
		if err != nil {
			return
		}
		n.over = len(events) == page || byHand(events)
	}
	n.made = first[0].Time
}

// byHand says whether somebody has written one of the events, rather than a program.
func byHand(events []record.Event) bool {
	for i := range events {
		if a := events[i].Action; a != record.Baseline && a != record.Embed {
			return true
		}
	}
	return false
}
