package admin

import (
	"context"
	"math"
	"slices"

	"shixian/holidays"
	"shixian/holidays/record"
)

// MaxLog is how many events [Service.Log] returns at most.
const MaxLog = 500

// Notice is a notice and what became of it.
type Notice struct {
	holidays.Notice
	// Active says that it is in force.
	Active bool
	// Published is the revision in which it last came into force, Withdrawn that in
	// which it went out of force, 0 if it did not.
	Published, Withdrawn int64
}

// Entry is an event of the log.
type Entry struct {
	record.Event
	// Draft is the ID of the draft that it published; empty for what was done in one call.
	Draft string
}

// Log returns at most limit events after a revision, in order, and whether there are
// more.
func (s *Service) Log(ctx context.Context, by Actor, after int64, limit int) (events []Entry, more bool, err error) {
	limit = min(max(limit, 1), MaxLog)
	events, err = call(ctx, s, by, Look, func(ctx context.Context, _ *line) ([]Entry, error) {
		events, err := s.cfg.Record.Events(ctx, after, limit+1)
		if err != nil || len(events) == 0 {
			return nil, recordError(err)
		}
		drafts, err := s.cfg.Record.PublishedBy(ctx, after, events[len(events)-1].Revision)
		out := make([]Entry, len(events))
		for i := range events {
			out[i] = Entry{events[i], drafts[events[i].Revision]}
		}
		return out, recordError(err)
	})
	if len(events) > limit {
		return events[:limit], true, nil
	}
	return events, false, err
}

// Notices returns the notices that were ever in force, in the order in which they
// first came into force.
func (s *Service) Notices(ctx context.Context, by Actor) ([]Notice, error) {
	return call(ctx, s, by, Look, func(ctx context.Context, _ *line) ([]Notice, error) {
		events, err := s.history(ctx)
		return notices(events), err
	})
}

// notices follows each notice through the log, as far as this program understands it:
// the table in force stays there too.
func notices(events []record.Event) []Notice {
	var out []Notice
	at := map[string]int{}
	for i := range events {
		e := &events[i]
		if e.Text != "" {
			break
		}
		for _, id := range e.Withdrawn {
			if k, ok := at[id]; ok {
				out[k].Active, out[k].Withdrawn = false, e.Revision
			}
		}
		for _, n := range e.Published {
			now := Notice{Notice: n, Active: true, Published: e.Revision}
			if k, ok := at[n.ID]; ok {
				out[k] = now
				continue
			}
			at[n.ID] = len(out)
			out = append(out, now)
		}
	}
	return out
}

func (s *Service) history(ctx context.Context) ([]record.Event, error) {
	events, err := s.cfg.Record.Events(ctx, -1, math.MaxInt32)
	return events, recordError(err)
}

// nextID returns the ID of the next notice of a calendar for a year. The IDs of
// notices that were withdrawn are not given again.
func nextID(events []record.Event, calendar string, year int) string {
	for seq := 1; ; seq++ {
		id := holidays.NoticeID(calendar, year, seq)
		if !slices.ContainsFunc(events, func(e record.Event) bool { return hasNotice(e.Published, id) }) {
			return id
		}
	}
}
