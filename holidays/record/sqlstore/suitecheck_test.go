package sqlstore

import (
	"errors"
	"testing"

	"shixian/holidays/record"
)

// sentinels are the errors of the contract; an error wraps at most one of them.
var sentinels = []error{record.ErrConflict, record.ErrNotFound, record.ErrFull, record.ErrUnavailable}

// check checks that err is want, or nil if want is nil, and wraps no other error
// of the contract.
func check(t *testing.T, err, want error) {
	t.Helper()
	if want == nil {
		if err != nil {
			t.Fatalf("unexpected error: %v", err)
		}
		return
	}
	if !errors.Is(err, want) {
		t.Errorf("got the error %v, want %v", err, want)
	}
	for _, s := range sentinels {
		if !errors.Is(want, s) && errors.Is(err, s) {
			t.Errorf("the error %v also says %q", err, s)
		}
	}
}

// checkRefused checks that err is an error outside the contract's: the call itself
// was wrong.
func checkRefused(t *testing.T, what string, err error) {
	t.Helper()
	if err == nil {
		t.Errorf("%s was accepted", what)
	}
	for _, s := range sentinels {
		if errors.Is(err, s) {
			t.Errorf("%s: the error %v says %q", what, err, s)
		}
	}
}
