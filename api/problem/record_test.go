package problem_test

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

// TestErrorsOfTheRecord: what the record and the tables say reaches a caller as a
// code, and whatever else as an internal error that says nothing.
func TestErrorsOfTheRecord(t *testing.T) {
	for _, c := range []struct {
		err  error
		want deadlines.Code
	}{
		{live.ErrRevision, problem.RevisionUnknown},
		{live.ErrNoTable, problem.NotReady},
		{live.ErrBroken, problem.RecordBroken},
		{record.ErrDamaged, problem.RecordBroken},
		{record.ErrNewer, problem.RecordNewer},
		{record.ErrUnavailable, problem.RecordDown},
		{record.ErrConflict, problem.Conflict},
		{record.ErrBundle, problem.Bundle},
		{errors.Join(record.ErrUnsure, record.ErrUnavailable), problem.Unsure},
		{context.DeadlineExceeded, problem.RecordDown},
		{errors.New("secret"), problem.Internal},
	} {
		p := problem.Of(problem.FromRecord(fmt.Errorf("doing something: %w", c.err), 7), "en")
		if p.Code != string(c.want) {
			t.Errorf("%v: %s, want %s", c.err, p.Code, c.want)
		}
	}
	if err := problem.FromRecord(nil, 7); err != nil {
		t.Errorf("no error is %v", err)
	}
	var unknown *deadlines.Error
	if !errors.As(problem.FromRecord(live.ErrRevision, 7), &unknown) || unknown.Pointer != "/revision" || unknown.Args[0] != int64(7) {
		t.Errorf("%+v", unknown)
	}
}
