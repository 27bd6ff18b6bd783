package answers

import (
	"context"
	"slices"

	"shixian/api/problem"
	"shixian/api/wire"
)

// pageSize is how many events are read at a time.
const pageSize = 100

// ChangesAfter returns the first 100 changes after a revision, in order. There is a
// history.
func (s *Service) ChangesAfter(ctx context.Context, after int64) (wire.Changes, error) {
	out := wire.Changes{Revision: after, Changes: []wire.Change{}}
	events, err := s.cfg.History.Events(ctx, after, pageSize)
	if err != nil {
		return out, problem.FromRecord(err, after)
	}
	t := s.cfg.Tables.Table()
	for i := range events {
		out.Changes = append(out.Changes, wire.NewChange(&events[i], t.Source()))
		out.Revision = events[i].Revision
	}
	return out, nil
}

// Revisions returns the events that changed a calendar, in order; none if nothing is
// recorded. It waits for the record until ctx ends.
func (s *Service) Revisions(ctx context.Context, calendar string) ([]wire.Change, error) {
	var out []wire.Change
	if s.cfg.History == nil {
		return nil, nil
	}
	for after := int64(-1); ; {
		page, err := s.ChangesAfter(ctx, after)
		if err != nil {
			return nil, err
		}
		for _, ch := range page.Changes {
			if slices.Contains(ch.Calendars, calendar) {
				out = append(out, ch)
			}
		}
		if len(page.Changes) < pageSize {
			return out, nil
		}
		after = page.Revision
	}
}
