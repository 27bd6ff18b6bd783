package app

import "errors"

// The exit statuses. What is neither done nor answered with no is a failure; a command
// whose status is an answer tells the two apart.
const (
	statusNo     = 1
	statusFailed = 2
)

// Failure is an error with an exit status of its own.
type Failure struct {
	Status int
	err    error // nil if the status says it all
}

// answered is what a command returns whose exit status is its answer: yes, no, or that it
// failed.
func answered(yes bool, err error) error {
	switch {
	case err != nil:
		return &Failure{statusFailed, err}
	case !yes:
		return &Failure{Status: statusNo}
	}
	return nil
}

func (f *Failure) Error() string {
	if f.err == nil {
		return ""
	}
	return f.err.Error()
}

func (f *Failure) Unwrap() error { return f.err }

// ExitStatus returns the exit status of a command that returned err, and what to say of it,
// which is "" for nothing.
func ExitStatus(err error) (status int, say string) {
	if err == nil {
		return 0, ""
	}
	if f, ok := errors.AsType[*Failure](err); ok {
		return f.Status, f.Error()
	}
	return 1, err.Error()
}
