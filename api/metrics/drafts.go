package metrics

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"shixian/holidays"
	"shixian/holidays/record"
)

// Drafts lists the drafts in the record; every [record.Store] does.
type Drafts interface {
	Drafts(ctx context.Context) ([]record.Draft, error)
}

// The bounds on reading drafts: a scrape waits that long at most, and one that
// comes sooner after another is told the same.
const (
	draftsTimeout = time.Second
	draftsAge     = 10 * time.Second
)

// nation is the calendar by which waiting is counted.
const nation = "CN"

// waiting tells of the drafts that wait. If the record cannot be read, what was
// read last is told on: whether it can is a metric of its own.
type waiting struct {
	keeper Keeper
	drafts Drafts
	cfg    Config

	mu     sync.Mutex // held while they are read; guards what follows
	tried  time.Time
	counts map[string]queue // by calendar; nil until they were read once
}

// queue is what waits in one calendar.
type queue struct {
	drafts int
	since  holidays.Date // the day on which the oldest was last changed
}

var (
	draftsWaiting = describe("drafts_waiting", "Drafts that are not published, when the record was last read.", "calendar")
	draftsLongest = describe("draft_longest_wait_workdays",
		"Working days by the nation's calendar after the day on which the oldest draft was last changed, today included; 0 where none waits.", "calendar")
)

// Describe implements [prometheus.Collector].
func (*waiting) Describe(to chan<- *prometheus.Desc) {
	to <- draftsWaiting
	to <- draftsLongest
}

// Collect implements [prometheus.Collector].
func (w *waiting) Collect(to chan<- prometheus.Metric) {
	t := w.keeper.Table()
	counts := w.read()
	if t == nil || counts == nil {
		return
	}
	for _, id := range t.IDs() {
		q := counts[id]
		to <- gauge(draftsWaiting, float64(q.drafts), id)
		to <- gauge(draftsLongest, float64(q.waited(t.Calendar(nation), w.cfg.Today())), id)
	}
}

// read returns what waits, read anew if that is due and the record is there.
func (w *waiting) read() map[string]queue {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.cfg.Now()
	if since := now.Sub(w.tried); !w.keeper.State().Record.Readable() || since >= 0 && since < draftsAge {
		return w.counts
	}
	w.tried = now
	ctx, cancel := context.WithTimeout(context.Background(), draftsTimeout)
	defer cancel()
	drafts, err := w.drafts.Drafts(ctx)
	if err != nil {
		if w.cfg.Log != nil {
			w.cfg.Log.Warn("the drafts could not be counted", slog.String("detail", err.Error()))
		}
		return w.counts
	}
	w.counts = queues(drafts)
	return w.counts
}

func queues(drafts []record.Draft) map[string]queue {
	out := map[string]queue{}
	for i := range drafts {
		d := &drafts[i]
		q := out[d.Calendar]
		changed := holidays.DateOf(d.Updated.In(holidays.Shanghai))
		if q.drafts == 0 || changed.Before(q.since) {
			q.since = changed
		}
		q.drafts++
		out[d.Calendar] = q
	}
	return out
}

// waited returns how many working days there are after the day on which the oldest
// draft was changed, today included; 0 if the calendar does not reach so far.
func (q queue) waited(c *holidays.Calendar, today holidays.Date) int {
	if q.drafts == 0 || c == nil || !q.since.Before(today) {
		return 0
	}
	n, err := c.CountWorkdays(q.since, today)
	if err != nil {
		return 0
	}
	return n
}
