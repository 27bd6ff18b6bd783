package admit

import (
	"context"
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

// The pools, as parts and multiples of how many calls may be in progress.
const (
	heavyPart   = 8 // counting thousands of deadlines: each may hold megabytes
	streamPart  = 4 // of lines: each lasts as long as its caller takes
	adminPart   = 8 // bodies of administrators, who get in whatever the others do
	bodiesTimes = 2 // bodies that have not arrived yet
)

// maxBytes is how many bytes of long bodies may be held at once. Those that are no longer
// than a question are bounded by their number.
const maxBytes = 128 << 20

// Kind is what has to be known of a call before it is let in.
type Kind struct {
	Heavy  bool // counts thousands of deadlines
	Stream bool // is answered line by line while it arrives
	Waits  bool // waits for changes: there is a bound on those already
	Admin  bool // is for administrators, who are few: nothing of it is shed, but see [Controller.overloaded]
	Known  bool // brings a token that is right
	Open   bool // takes no token, whatever is set
}

// bounded reports whether a call can be one too many.
func (k Kind) bounded() bool { return !k.Waits && !k.Admin }

// Limits are what keeps callers from asking for more than there is.
type Limits struct {
	// MaxConcurrent is how many calls may be in progress; 0 is any number. Those that
	// wait for changes have a bound of their own.
	MaxConcurrent int
	// Slots is how many heavy calls count at the same time, see [Slots]; 0 is any number.
	Slots int
	// Shedder sheds load; nil does not.
	Shedder Shedder
	// Limiter limits the requests of each client by RateLimit; nil does not.
	Limiter   Limiter
	RateLimit ratelimit.Rate
}

// ControlConfig is what a controller is given. Observer may be nil.
type ControlConfig struct {
	Limits
	// Now is the clock by which it is seen whose calls take long.
	Now      func() time.Time
	Observer Observer
}

// Controller limits how many calls there are. It is safe for concurrent use.
type Controller struct {
	cfg ControlConfig

	// calls are those in progress: who does not read an answer holds a place too.
	calls, heavy, streams, bodies, adminBodies, bytes *Pool
	// hurried are bodies beyond a client's share, see [Call.Hurried].
	hurried *Pool

	slots *Slots
	usage usage
	// adminUsage is of calls for administrators without a token alone: by its other calls an address
	// that many share, administrators among them, does not shut these out.
	adminUsage usage
}

// NewController returns a controller without calls in progress.
func NewController(cfg ControlConfig) *Controller {
	part := func(of int) *Pool {
		if cfg.MaxConcurrent == 0 {
			return NewPool(0)
		}
		return NewPool(max(1, cfg.MaxConcurrent/of))
	}
	l := &Controller{
		cfg: cfg, calls: NewPool(cfg.MaxConcurrent), heavy: part(heavyPart), streams: part(streamPart), adminBodies: part(adminPart),
		bodies: NewPool(bodiesTimes * cfg.MaxConcurrent), hurried: NewPool(cfg.MaxConcurrent), bytes: NewPool(maxBytes),
		usage: newUsage(), adminUsage: newUsage(),
	}
	if cfg.Slots > 0 {
		l.slots = NewSlots(cfg.Slots, l.shed)
	}
	return l
}

// Slots returns the slots of heavy calls.
func (l *Controller) Slots() *Slots { return l.slots }

// Enter lets a call of a client in, or returns nil, and tells the observer why. One whose
// body is still to come has a place among the bodies until [Call.Arrived]: who sends a
// byte and waits takes no place from those who are answered. [Call.Leave] counts it out.
func (l *Controller) Enter(k Kind, c ratelimit.Client, body bool) *Call {
	call := calls.Get().(*Call)
	*call = Call{l: l, kind: k, client: c}
	reason := ""
	switch {
	case l.overloaded(k, c), k.Heavy && l.slots.full():
		reason = ShedQueue
		call.refused()
	case body && k.Stream:
		call.begin() // it is answered from now on
		reason = call.enter(l.streams)
	case body && k.Admin:
		reason = call.enterBody(l.adminBodies)
	case body:
		reason = call.enterBody(l.bodies)
	default:
		reason = call.takePlace()
	}
	if reason == "" {
		return call
	}
	call.Leave()
	l.shed(reason)
	return nil
}

// sheds reports whether such calls are shed in an overload, and what they take counts.
func (l *Controller) sheds(k Kind) bool {
	return l.cfg.Shedder != nil && !k.Waits && !(k.Admin && k.Known)
}

// overloaded reports whether a call of a client is to be shed now. Anybody can make calls for
// administrators without a token, such as for the page for signing in: they are shed of the client
// that makes the overload by them, as all others would be shed for it, and of nobody else.
func (l *Controller) overloaded(k Kind, c ratelimit.Client) bool {
	switch {
	case !l.sheds(k) || l.cfg.Shedder.Admit(k.Heavy):
		return false
	case k.Admin:
		return l.adminUsage.floods(c, l.cfg.Now())
	}
	return k.Stream || !l.usage.spares(c)
}

func (l *Controller) shed(reason string) {
	if l.cfg.Observer != nil {
		l.cfg.Observer.Shed(reason)
	}
}

// InProgress returns how many calls are counted in, how many of them are heavy, and how
// many others wait for their bodies.
func (l *Controller) InProgress() (calls, heavy, bodies int) {
	return l.calls.Taken(), l.heavy.Taken(), l.bodies.Taken() + l.hurried.Taken() + l.streams.Taken() + l.adminBodies.Taken()
}

// Limits reports whether there is a rate limit.
func (l *Controller) Limits() bool { return l.cfg.Limiter != nil }

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
	return d.Remaining, reset, &Refusal{problem.New(problem.RateLimited, "", l.cfg.RateLimit.String(), after), after}
}

// seconds rounds up.
func seconds(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }
