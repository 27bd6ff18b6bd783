package main

import (
	"context"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"
)

// drain is the while between being told to stop and stopping: readiness says no, and
// everything is answered. Whoever sends requests here has that long to see it. Were
// connections refused at once, the requests that are on their way would be lost.
type drain struct {
	lasts time.Duration
	begun atomic.Bool

	over context.Context // ends with the while
	end  context.CancelFunc
}

func newDrain(ctx context.Context, lasts time.Duration) *drain {
	d := &drain{lasts: lasts}
	d.over, d.end = context.WithCancel(context.WithoutCancel(ctx))
	return d
}

// wait drains. It returns early where end is called, or failed has an error to tell.
func (d *drain) wait(failed <-chan error, log *slog.Logger) error {
	defer d.end()
	d.begun.Store(true)
	if d.lasts == 0 {
		return nil
	}
	log.Info("draining", "for", d.lasts.String())
	select {
	case err := <-failed:
		return err
	case <-time.After(d.lasts):
	case <-d.over.Done():
	}
	return nil
}

// handler asks callers to leave while the service drains: each answer closes its
// connection. Closing idle ones instead (SetKeepAlivesEnabled) would break those on
// which a request has just been sent.
func (d *drain) handler(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if d.begun.Load() {
			w.Header()["Connection"] = closing
		}
		h.ServeHTTP(w, r)
	})
}

var closing = []string{"close"}
