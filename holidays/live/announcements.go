package live

import (
	"context"
	"time"
)

// announcedPause is the time between two looks at the record for the sake of
// announcements: whoever can write to Redis can send any number of them.
const announcedPause = 200 * time.Millisecond

// subscription delivers the announcements of one record.
type subscription struct {
	id       string // the record's
	messages <-chan Announcement
	stop     context.CancelFunc

	rest <-chan time.Time // until which announcements wait; nil if they do not
	news bool             // a new revision was announced and not looked for
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
	if s.messages != nil {
		for range s.messages { // what comes now is too late
		}
	}
}

func (f *Follower) announced(ctx context.Context, a Announcement, sub *subscription) {
	switch {
	case a.Err != nil:
		f.reportOne(RedisUnsubscribed, a.Err)
	case a.Revision < 0:
		f.reportOne(RedisUnsubscribed, nil)
		_ = f.Refresh(ctx)   // something may have been missed; reported by sync
		f.saveSnapshotSoon() // Redis may have come back empty
	case a.Revision > f.current().state.Revision:
		sub.news = true
		f.lookIfAnnounced(ctx, sub)
	}
}

// lookIfAnnounced reads the record if there is said to be news, unless it was just read
// for that reason.
func (f *Follower) lookIfAnnounced(ctx context.Context, sub *subscription) {
	if !sub.news || sub.rest != nil {
		return
	}
	sub.news, sub.rest = false, time.After(announcedPause)
	_ = f.Refresh(ctx) // reported by sync
}
