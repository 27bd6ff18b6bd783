package admit

import (
	"context"
	"sync/atomic"
	"time"

	"shixian/api/admit/ratelimit"
	"shixian/api/problem"
)

// Limiter limits how many requests a client makes. [ratelimit.Local] and
// [ratelimit.Shared] do.
type Limiter interface {
	Take(ctx context.Context, c ratelimit.Client, now time.Time) ratelimit.Decision
}

// Shedder says which calls to refuse while there are more than can be answered;
// those that are heavy count thousands of deadlines. It is asked at every call.
type Shedder interface {
	Admit(heavy bool) bool
}

// Why a call is shed.
const (
	ShedConcurrency = "concurrency" // too many are in progress
	ShedQueue       = "queue"       // too many wait, or it waited too long
	ShedShare       = "share"       // too many of this client are in progress
)

// heavyShare is the part of the calls in progress that may be heavy: each may hold
// megabytes, and last as long as its caller takes.
const heavyShare = 8

// clientShare is the part of the places that one client may have for calls that last as
// long as it takes to send them: who sends a byte and waits must not stop the others.
const clientShare = 4

// Kind is what has to be known of a call before it is let in.
type Kind struct {
	Heavy bool // counts thousands of deadlines
	Waits bool // waits for changes: there is a bound on those already
	Admin bool // is for administrators, who are few: nothing of it is shed
	Open  bool // takes no token, whatever is set
}

// ControlConfig is what a controller is given.
type ControlConfig struct {
	// MaxConcurrent is how many calls may be in progress; 0 is any number. Those that
	// wait for changes have a bound of their own.
	MaxConcurrent int
	// Shedder sheds load; nil does not.
	Shedder Shedder
	// Limiter limits the requests of each client by Rate; nil does not.
	Limiter Limiter
	Rate    ratelimit.Rate
	// Observer may be nil.
	Observer Observer
}

// Controller limits how many calls there are. It is safe for concurrent use.
type Controller struct {
	cfg          ControlConfig
	calls, heavy atomic.Int64 // in progress

	senders, heavySenders Shares // of calls with a body
}

// NewController returns a controller without calls in progress.
func NewController(cfg ControlConfig) *Controller { return &Controller{cfg: cfg} }

// Enter counts a call in, and reports whether it is let in: if it is, [Controller.Leave]
// counts it out.
func (l *Controller) Enter(k Kind) bool {
	reason := l.enter(k)
	if reason != "" && l.cfg.Observer != nil {
		l.cfg.Observer.Shed(reason)
	}
	return reason == ""
}

// enter counts a call in, or returns why it is shed.
func (l *Controller) enter(k Kind) (reason string) {
	if l.cfg.Shedder != nil && !k.Admin && !k.Waits && !l.cfg.Shedder.Admit(k.Heavy) {
		return ShedQueue
	}
	if l.cfg.MaxConcurrent == 0 || k.Waits {
		return ""
	}
	if k.Heavy && l.heavy.Add(1) > max(1, int64(l.cfg.MaxConcurrent/heavyShare)) {
		l.heavy.Add(-1)
		return ShedConcurrency
	}
	if l.calls.Add(1) > int64(l.cfg.MaxConcurrent) {
		l.Leave(k)
		return ShedConcurrency
	}
	return ""
}

// Leave counts out a call that was let in.
func (l *Controller) Leave(k Kind) {
	if l.cfg.MaxConcurrent == 0 || k.Waits {
		return
	}
	l.calls.Add(-1)
	if k.Heavy {
		l.heavy.Add(-1)
	}
}

// EnterShare counts a call with a body into its client's share, and reports whether it is
// let in: if it is, [Controller.LeaveShare] counts it out.
func (l *Controller) EnterShare(k Kind, c ratelimit.Client) bool {
	if l.cfg.MaxConcurrent == 0 || k.Waits {
		return true
	}
	shares, places := l.sharesOf(k)
	ok := shares.Enter(c, max(1, places/clientShare))
	if !ok && l.cfg.Observer != nil {
		l.cfg.Observer.Shed(ShedShare)
	}
	return ok
}

// LeaveShare counts out a call that was let in.
func (l *Controller) LeaveShare(k Kind, c ratelimit.Client) {
	if l.cfg.MaxConcurrent == 0 || k.Waits {
		return
	}
	shares, _ := l.sharesOf(k)
	shares.Leave(c)
}

// sharesOf returns the shares of a kind of calls, and how many places they share.
func (l *Controller) sharesOf(k Kind) (*Shares, int) {
	if k.Heavy {
		return &l.heavySenders, l.cfg.MaxConcurrent / heavyShare
	}
	return &l.senders, l.cfg.MaxConcurrent
}

// InProgress returns how many calls are counted in, and how many of them are heavy.
func (l *Controller) InProgress() (calls, heavy int64) { return l.calls.Load(), l.heavy.Load() }

// Limits reports whether there is a rate limit.
func (l *Controller) Limits() bool { return l.cfg.Limiter != nil }

// Policy returns the value of the RateLimit-Policy header.
func (l *Controller) Policy() string { return l.cfg.Rate.Policy() }

// Take spends a request of a client's. left is how many it has left, and reset in how
// many seconds it has more: if it has none, the error is problem.RateLimited, in a
// [Refusal].
func (l *Controller) Take(ctx context.Context, c ratelimit.Client, now time.Time) (left, reset int, err error) {
	d := l.cfg.Limiter.Take(ctx, c, now)
	if d.Allowed {
		return d.Remaining, seconds(d.Reset), nil
	}
	if l.cfg.Observer != nil {
		l.cfg.Observer.RateLimited()
	}
	reset = seconds(d.Retry)
	after := max(1, reset)
	return d.Remaining, reset, &Refusal{problem.New(problem.RateLimited, "", l.cfg.Rate.String(), after), after}
}

// seconds rounds up.
func seconds(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }
