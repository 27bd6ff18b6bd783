package answers

import (
	"context"

	"shixian/api/problem"
	"shixian/api/wire"
)

// Await waits, as long as for the record, until the table in force has reached the position
// that a query names as its least, if it names one. A replica may be behind the one that
// its caller asked before. The errors are also problem.PositionAhead if the table does not
// come so far in time, problem.PositionUnknown and problem.PositionNeeded.
func (s *Service) Await(ctx context.Context, query string) error {
	p, given, err := wire.MinPositionOf(query)
	if err != nil || !given {
		return err
	}
	if t := s.cfg.Tables.Table(); t != nil && t.Position() == p.String() {
		return nil
	}
	const pointer = "/" + wire.MinPositionParameter
	if s.cfg.History == nil {
		return problem.New(problem.RevisionUnknown, pointer, p)
	}
	ctx, cancel := context.WithTimeout(ctx, s.cfg.Timeout)
	defer cancel()
	return s.fromHistory(s.cfg.History.Await(ctx, p), p, pointer)
}
