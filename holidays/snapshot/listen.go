package snapshot

import (
	"context"
	"errors"
	"net"
	"time"

	"github.com/redis/go-redis/v9"

	"shixian/holidays/live"
)

// The pace of a listener.
const (
	idle      = 2 * time.Second        // without a word, before it asks whether anybody is there
	firstWait = 100 * time.Millisecond // before it connects again
	maxWait   = time.Second
)

// listener delivers the announcements of one record.
type listener struct {
	s      *Store
	record string
	out    chan live.Announcement
	lost   bool // it has said that the connection is lost
}

// Listen implements [live.Snapshots].
func (s *Store) Listen(ctx context.Context, record string) <-chan live.Announcement {
	l := &listener{s: s, record: record, out: make(chan live.Announcement, 16)}
	go l.run(ctx)
	return l.out
}

// run listens, and begins again whenever the connection is lost.
func (l *listener) run(ctx context.Context) {
	defer close(l.out)
	wait := firstWait
	for {
		err := l.listen(ctx)
		if ctx.Err() != nil {
			return
		}
		if !l.lost {
			wait = firstWait
			l.lost = true
			l.deliver(ctx, live.Announcement{Revision: -1, Err: l.s.unreachable(err)})
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return
		}
		wait = min(2*wait, maxWait)
	}
}

// listen listens over one connection until it is lost, or ctx ends.
func (l *listener) listen(ctx context.Context) error {
	ps := l.s.client.Subscribe(ctx)
	defer func() { _ = ps.Close() }() // it may be closed already
	defer context.AfterFunc(ctx, func() { _ = ps.Close() })()
	if err := ps.Subscribe(ctx, channel(l.record)); err != nil {
		return err
	}
	asked, limit := true, Timeout // the answer to the subscription comes immediately
	for {
		msg, err := ps.ReceiveTimeout(ctx, limit)
		if err != nil {
			if asked || !timedOut(err) {
				return err
			}
			if err := ps.Ping(ctx); err != nil {
				return err
			}
			asked, limit = true, Timeout
			continue
		}
		asked, limit = false, idle
		l.handle(ctx, msg)
	}
}

func timedOut(err error) bool {
	e, ok := errors.AsType[net.Error](err)
	return ok && e.Timeout()
}

// handle delivers what a message says. What is no announcement of the record is
// passed over: anybody may say anything on a channel.
func (l *listener) handle(ctx context.Context, msg any) {
	switch m := msg.(type) {
	case *redis.Subscription:
		l.lost = false
		l.deliver(ctx, live.Announcement{Revision: -1})
	case *redis.Message:
		if revision, err := decodeAnnouncement(m.Payload, l.record); err == nil {
			l.deliver(ctx, live.Announcement{Revision: revision})
		}
	}
}

func (l *listener) deliver(ctx context.Context, a live.Announcement) {
	select {
	case l.out <- a:
	case <-ctx.Done():
	}
}
