package live

import (
	"context"
	"errors"
	"time"

	"shixian/holidays/record"
)

// probeAfter is how long nothing is written before it is tried whether it can be.
const probeAfter = time.Minute

// writing is what was last seen of the writes to the record.
type writing struct {
	seen int64     // how many there were
	at   time.Time // when that was seen
}

// lookAfterRecord does what is to be done for the record besides following it, once it was
// read with err. The caller holds syncing.
func (f *Follower) lookAfterRecord(ctx context.Context, err error) {
	if errors.Is(err, errUnread) || ctx.Err() != nil {
		f.writing.seen, _ = f.cfg.Record.Written() // what failed meanwhile says nothing later
		return
	}
	if f.cfg.Bundle != nil {
		_, refused := f.cfg.Bundle.State()
		f.reportOne(BundleRefused, refused)
	}
	f.checkWriting(ctx, err)
	f.checkNew(ctx)
	f.verifyIfDue()
}

// checkWriting decides by the last write whether the record can be written to. It writes
// itself if nobody has for a while, or if the last write failed and that was seen before.
func (f *Follower) checkWriting(ctx context.Context, read error) {
	w, now := &f.writing, f.cfg.Now()
	n, err := f.cfg.Record.Written()
	age := now.Sub(w.at)
	if n == w.seen && (err != nil || age < 0 || age >= probeAfter) {
		asking, cancel := context.WithTimeout(ctx, askTimeout)
		err = f.cfg.Record.Probe(asking)
		cancel()
		n, _ = f.cfg.Record.Written()
		w.at = now
	}
	if ctx.Err() != nil {
		return
	}
	if n != w.seen {
		w.seen, w.at = n, now
	}
	if err == nil && errors.Is(read, errUnwritten) {
		err = read // others append all the time
	}
	f.mu.Lock()
	f.unwritable = err != nil
	f.mu.Unlock()
	f.report(writeCodes, codeOf(err, unwritable, RecordUnwritable), err)
}

// unwritable are the reasons why nothing can be written.
var unwritable = []cause{{record.ErrReadOnly, RecordReadOnly}, {record.ErrNoSpace, RecordNoSpace}}
