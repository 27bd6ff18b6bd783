package wire

import (
	"errors"
	"testing"

	"shixian/api/problem"
)

// TestUnderLeavesTheErrorAlone: an error that several share points to the same place
// after it was moved for one of them.
func TestUnderLeavesTheErrorAlone(t *testing.T) {
	shared := problem.New(problem.InvalidDate, "/from", "from")
	moved := under(func() string { return "/suspended/3" }, shared)
	for err, want := range map[error]string{shared: "/from", moved: "/suspended/3/from"} {
		var pe *problem.Error
		if !errors.As(err, &pe) || pe.Pointer != want || pe.Code != problem.InvalidDate {
			t.Errorf("%v, want one that points to %s", err, want)
		}
	}
}
