package server

import (
	"context"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"
)

// Drain is the time between being told to stop and stopping: readiness says no, and
// everything is answered. Whoever sends requests here has that long to see it. Were
// connections refused immediately, the requests that are on their way would be lost. It is
// safe for concurrent use.
type Drain struct {
	length time.Duration
	begun  atomic.Bool

	over context.Context // ends with the drain
	end  context.CancelFunc
}

// NewDrain returns a drain of a length; 0 for none.
func NewDrain(ctx context.Context, length time.Duration) *Drain {
	d := &Drain{length: length}
	d.over, d.end = context.WithCancel(context.WithoutCancel(ctx))
	return d
}

// Begun reports whether the service was told to stop.
func (d *Drain) Begun() bool { return d.begun.Load() }

// Over ends once streams have to end, which is when the drain does.
func (d *Drain) Over() context.Context { return d.over }

// wait drains. It returns early if end is called, or failed has an error to tell.
func (d *Drain) wait(failed <-chan error, log *slog.Logger) error {
	defer d.end()
	d.begun.Store(true)
	if d.length == 0 {
		return nil
	}
	log.Info("draining", "for", d.length.String())
	select {
	case err := <-failed:
		return err
	case <-time.After(d.length):
	case <-d.over.Done():
	}
	return nil
}

// Handler asks callers to leave while the service drains: each answer closes its
// connection. Closing idle ones instead (SetKeepAlivesEnabled) would break those on
// which a request has just been sent.
func (d *Drain) Handler(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if d.begun.Load() {
			w.Header()["Connection"] = closing
		}
		h.ServeHTTP(w, r)
	})
}

var closing = []string{"close"}
