// Package admit decides which calls are let in: who makes them, and how many there
// may be. [Authenticator] knows whose tokens are whose, [Controller] limits how often
// each client calls and how many calls are in progress, and sheds load.
//
// Its assumptions:
//
//   - It knows no HTTP: a caller is an address, and a token if there was one.
//   - Refusing costs little, for it is done when there is too much to do: nothing of a
//     call is read before it is let in, and letting in allocates nothing.
//   - What lasts as long as a caller likes (a body that arrives, a stream) takes no place
//     from what can be answered, and one client takes a quarter of it at most.
//   - Every token that is wrong is counted against the address that presents it,
//     whatever way it comes: a call for administrators, one that reads, signing in to
//     the pages. An address that presents many has to wait, longer each time, but for
//     right ones, which are never kept waiting.
//   - Errors are those of package problem. A [Refusal] also says after how long to
//     come again.
package admit

import "shixian/api/problem"

// Refusal is the error of a call that was not let in, and may be later.
type Refusal struct {
	error // one of package problem
	// After is after how many seconds to come again.
	After int
}

// Unwrap returns the error.
func (r *Refusal) Unwrap() error { return r.error }

func unauthorized() error { return problem.New(problem.Unauthorized, "") }

// Observer is told of callers who were not let in. Its methods are safe for concurrent
// use, and neither wait nor fail.
type Observer interface {
	// AuthFailed is told of a caller who did not prove to be allowed what was asked.
	AuthFailed(AuthFailure)
	// RateLimited is told of a caller who asked too often.
	RateLimited()
	// Shed is told of a call that there was too much to do for: [ShedConcurrency],
	// [ShedQueue] or [ShedShare].
	Shed(reason string)
}
