package api

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays/live"
	"shixian/holidays/record"
)

// TestErrorsOfTheRecord: what the record and the keeper say reaches a caller as a
// code, and whatever else as an internal error that says nothing.
func TestErrorsOfTheRecord(t *testing.T) {
	for _, c := range []struct {
		err  error
		want deadlines.Code
	}{
		{live.ErrRevision, problem.RevisionUnknown},
		{live.ErrNoTable, problem.NotReady},
		{live.ErrBroken, problem.RecordBroken},
		{record.ErrUnavailable, problem.RecordDown},
		{record.ErrConflict, problem.Conflict},
		{context.DeadlineExceeded, problem.RecordDown},
		{errors.New("secret"), problem.Internal},
		{record.ErrNewer, problem.RecordNewer},
	} {
		p := problem.Of(keeperError(fmt.Errorf("doing something: %w", c.err), 7), en)
		if p.Code != string(c.want) {
			t.Errorf("%v: %s, want %s", c.err, p.Code, c.want)
		}
	}
}

func TestWatchersAreBounded(t *testing.T) {
	var s server
	for i := range maxWatchers {
		if _, err := s.watch(); err != nil {
			t.Fatalf("caller %d: %v", i, err)
		}
	}
	_, err := s.watch()
	if p := problem.Of(err, zh); p.Code != string(problem.TooManyWatchers) || p.Status != 503 {
		t.Errorf("one too many: %+v", p)
	}
	s.watchers.Add(-1)
	done, err := s.watch()
	if err != nil {
		t.Fatal(err)
	}
	done()
}
