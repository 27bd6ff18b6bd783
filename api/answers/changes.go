package answers

import (
	"context"
	"slices"

	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/holidays"
	"shixian/holidays/live"
	"shixian/holidays/record"
)

// pageSize is how many events are read at a time.
const pageSize = 100

// Locate returns the whole of a position from which changes can be followed; pointer is
// where the caller named it. The errors are problem.PositionUnknown if the history in
// force does not have it, and problem.PositionNeeded if it is a bare revision that several
// histories may have.
func (s *Service) Locate(ctx context.Context, p record.Position, pointer string) (record.Position, error) {
	ctx, cancel := context.WithTimeout(ctx, s.cfg.Timeout)
	defer cancel()
	whole, err := s.cfg.History.Locate(ctx, p)
	return whole, s.fromHistory(err, p, pointer)
}

// ChangesAfter returns the first changes after a position, in order: a hundred, or as many
// as reach into the present epoch, where a page may end. There is a history.
func (s *Service) ChangesAfter(ctx context.Context, after record.Position) (wire.Changes, error) {
	limit := max(pageSize, s.cfg.History.State().Epochs.Begin-after.Revision)
	out := wire.Changes{Revision: after.Revision, Position: after.String(), Changes: []wire.Change{}, Catalogue: s.cfg.Catalogue.Position()}
	events, t, err := s.events(ctx, after, int(limit))
	if err != nil {
		return out, err
	}
	moved, err := s.cfg.History.Moved(ctx, events)
	if err != nil {
		return out, s.fromHistory(err, after, "")
	}
	for i := range events {
		out.Changes = append(out.Changes, wire.NewChange(&events[i], &moved[i], t.Source()))
		out.Revision, out.Position = events[i].Revision, events[i].Position().String()
	}
	return out, nil
}

// LastEvent returns the event that made the table in force; nil if there is no history, or
// nothing in it yet. It waits for the record until ctx ends, at most as long as other calls.
func (s *Service) LastEvent(ctx context.Context) (*record.Event, error) {
	if s.cfg.History == nil {
		return nil, nil
	}
	ctx, cancel := context.WithTimeout(ctx, s.cfg.Timeout)
	defer cancel()
	revision := s.cfg.History.State().Revision
	events, err := s.cfg.History.Events(ctx, revision-1, 1)
	if err != nil || len(events) == 0 {
		return nil, problem.FromRecord(err, revision)
	}
	return &events[0], nil
}

// events returns the first events after a position, and the table in force.
func (s *Service) events(ctx context.Context, after record.Position, limit int) ([]record.Event, *holidays.Table, error) {
	events, err := s.cfg.History.Events(ctx, after.Revision, limit)
	if err != nil {
		return nil, nil, s.fromHistory(err, after, "")
	}
	if len(events) > 0 && after != record.Beginning && !after.Names(after.Revision, events[0].Prev) {
		return nil, nil, s.fromHistory(live.ErrPosition, after, "") // another history came into force
	}
	t, err := s.Table()
	return events, t, err
}

// Revisions returns the events that changed a calendar, in order; none if nothing is
// recorded. It waits for the record until ctx ends.
func (s *Service) Revisions(ctx context.Context, calendar string) ([]wire.TableEvent, error) {
	var out []wire.TableEvent
	if s.cfg.History == nil {
		return nil, nil
	}
	for after := record.Beginning; ; {
		events, t, err := s.events(ctx, after, pageSize)
		if err != nil {
			return nil, err
		}
		for i := range events {
			if e := wire.NewTableEvent(&events[i], t.Source()); slices.Contains(e.Calendars, calendar) {
				out = append(out, e)
			}
			after = events[i].Position()
		}
		if len(events) < pageSize {
			return out, nil
		}
	}
}
