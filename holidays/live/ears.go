package live

import "context"

// ears listen to the announcements of the record that the follower follows.
type ears struct {
	k     *Follower
	id    string
	heard <-chan Announcement
	stop  context.CancelFunc
}

// attend begins to listen once the record's id is known, and anew where it turns
// out to be another.
func (e *ears) attend(ctx context.Context) {
	if e.k.cfg.Snapshots == nil {
		return
	}
	id := e.k.recordIDNow()
	if id == e.id {
		return
	}
	e.close()
	ctx, e.stop = context.WithCancel(ctx)
	e.id, e.heard = id, e.k.cfg.Snapshots.Listen(ctx, id)
}

// close stops listening and waits until the listener has ended.
func (e *ears) close() {
	if e.stop == nil {
		return
	}
	e.stop()
	for e.heard != nil {
		if _, more := <-e.heard; !more { // what comes now is too late
			e.heard = nil
		}
	}
	e.id, e.stop = "", nil
}

// hear acts on an announcement.
func (k *Follower) hear(ctx context.Context, a Announcement, ok bool, e *ears) {
	switch {
	case !ok:
		e.heard = nil // the listener ends with ctx
	case a.Err != nil:
		k.amiss(nil, RedisUnsubscribed, a.Err)
	case a.Revision < 0:
		k.amiss([]string{RedisUnsubscribed}, "", nil)
		_ = k.refresh(ctx, -1) // something may have been missed; reported by sync
		select {
		case k.push <- struct{}{}: // Redis may have come back empty
		default:
		}
	case a.Revision > k.current().fold.Revision:
		k.heardOf(a.Revision)
		_ = k.refresh(ctx, a.Revision) // reported by sync
	}
}
