package live

import "context"

// subscription delivers the announcements of one record.
type subscription struct {
	id       string // the record's
	messages <-chan Announcement
	stop     context.CancelFunc
}

// to subscribes once the record's id is known, and anew if it turns out to be
// another.
func (s *subscription) to(ctx context.Context, snapshots Snapshots, id string) {
	if snapshots == nil || id == s.id {
		return
	}
	s.close()
	ctx, s.stop = context.WithCancel(ctx)
	s.id, s.messages = id, snapshots.Listen(ctx, id)
}

// close ends the subscription and waits until the listener has ended.
func (s *subscription) close() {
	if s.stop == nil {
		return
	}
	s.stop()
	for s.messages != nil {
		if _, more := <-s.messages; !more { // what comes now is too late
			s.messages = nil
		}
	}
	s.id, s.stop = "", nil
}

// announced acts on an announcement.
func (f *Follower) announced(ctx context.Context, a Announcement) {
	switch {
	case a.Err != nil:
		f.report(nil, RedisUnsubscribed, a.Err)
	case a.Revision < 0:
		f.report([]string{RedisUnsubscribed}, "", nil)
		_ = f.refresh(ctx, -1) // something may have been missed; reported by sync
		f.saveSnapshotSoon()   // Redis may have come back empty
	case a.Revision > f.current().state.Revision:
		f.noteKnown(a.Revision)
		_ = f.refresh(ctx, a.Revision) // reported by sync
	}
}
