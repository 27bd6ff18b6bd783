package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/limit"
	"shixian/api/problem"
	"shixian/api/token"
)

// Limiter bounds how many requests a client makes. [limit.Local] and
// [limit.Shared] do.
type Limiter interface {
	Take(ctx context.Context, c limit.Client, now time.Time) limit.Decision
}

// Shedder says which calls to refuse while there are more than can be answered;
// those that are heavy count thousands of deadlines. It is asked at every call.
type Shedder interface {
	Admit(heavy bool) bool
}

// The reasons for which calls are shed.
const (
	shedConcurrency = "concurrency"
	shedQueue       = "queue"
)

// heavyShare is the part of the calls in progress that may be heavy: each may hold
// megabytes, and last as long as its caller takes.
const heavyShare = 8

// kind is what the gate has to know of a call.
type kind struct {
	heavy bool // counts thousands of deadlines
	waits bool // waits for changes: there is a bound on those already
	admin bool // is for administrators, who are few
	open  bool // takes no token, whatever is set
}

var (
	reading  = kind{}
	batching = kind{heavy: true}
	watching = kind{waits: true}
	managing = kind{admin: true, open: true} // whose handlers ask for the token
	anyone   = kind{open: true}
)

// gate lets a call in where there is room for it, where its caller has not called
// too often, and where a token is needed and there. It comes before anything is
// read or counted.
func (s *server) gate(k kind) gin.HandlerFunc {
	return func(c *gin.Context) {
		if reason := s.enter(k); reason != "" {
			s.shed(c, reason)
			return
		}
		defer s.leave(k)
		if (s.Limiter != nil || s.RequireKey) && !s.letIn(c, k) {
			return
		}
		c.Next()
	}
}

// enter counts a call in, or returns why there is no room for it.
func (s *server) enter(k kind) (reason string) {
	if s.Shedder != nil && !k.admin && !k.waits && !s.Shedder.Admit(k.heavy) {
		return shedQueue
	}
	if s.MaxConcurrent == 0 || k.waits {
		return ""
	}
	if k.heavy && s.batchesIn.Add(1) > max(1, int64(s.MaxConcurrent/heavyShare)) {
		s.batchesIn.Add(-1)
		return shedConcurrency
	}
	if s.in.Add(1) > int64(s.MaxConcurrent) {
		s.leave(k)
		return shedConcurrency
	}
	return ""
}

// leave counts out a call that was counted in.
func (s *server) leave(k kind) {
	if s.MaxConcurrent == 0 || k.waits {
		return
	}
	s.in.Add(-1)
	if k.heavy {
		s.batchesIn.Add(-1)
	}
}

// letIn applies the rate limit, and asks for a token where one is needed. It
// answers itself where the call is not let in.
func (s *server) letIn(c *gin.Context, k kind) bool {
	addr, now := s.address(c), s.Now()
	secret, given := bearer(c.Request.Header)
	var holder token.Holder
	known := false
	if tokens := s.tokens(); given && tokens != nil {
		holder, known = tokens.Find(secret)
	}
	if s.Limiter != nil {
		client := limit.Address(addr)
		if known {
			client = limit.Holder(holder.Name)
		}
		if !s.withinRate(c, client, now) {
			return false
		}
	}
	if known || k.open || !s.RequireKey {
		return true
	}
	s.refuseKey(c, limit.Address(addr).String(), given, now)
	return false
}

// refuseKey refuses a call without a token, or with a wrong one. Wrong ones are
// throttled as those of administrators are; but a right one is let in whatever
// others at its address present, and one that is missing is not held against it.
func (s *server) refuseKey(c *gin.Context, addr string, given bool, now time.Time) {
	if !given {
		s.unauthorized(c, AuthMissing)
	} else if !s.throttled(c, addr, now) {
		s.wrongToken(c, addr, AuthUnknown, now)
	}
}

// withinRate spends a request of a client's, and says so in the headers. It answers
// itself where there is none.
func (s *server) withinRate(c *gin.Context, client limit.Client, now time.Time) bool {
	d := s.Limiter.Take(c.Request.Context(), client, now)
	h := c.Writer.Header()
	wait := d.Reset
	if !d.Allowed {
		wait = d.Retry
	}
	seconds := int((wait + time.Second - 1) / time.Second)
	h["Ratelimit-Policy"] = s.policy
	h["Ratelimit"] = []string{`"default";r=` + strconv.Itoa(d.Remaining) + ";t=" + strconv.Itoa(seconds)}
	if d.Allowed {
		return true
	}
	if s.Observer != nil {
		s.Observer.RateLimited()
	}
	seconds = max(1, seconds)
	h["Retry-After"] = []string{strconv.Itoa(seconds)}
	fail(c, problem.New(problem.RateLimited, "", s.RateLimit.String(), seconds))
	return false
}

// maxDrained is how much of a body that nobody reads is taken from the connection,
// to keep it; a longer one ends the connection.
const maxDrained = maxQuestionBytes

var (
	retrySoon = []string{"1"}
	closing   = []string{"close"}
	noStore   = []string{"no-store"}
	aProblem  = []string{problemJSON}
)

// shed refuses a call. This has to cost little: it is done when there is too much
// to do.
func (s *server) shed(c *gin.Context, reason string) {
	if s.Observer != nil {
		s.Observer.Shed(reason)
	}
	lang := langOf(c)
	h := c.Writer.Header()
	h["Retry-After"] = retrySoon
	h["Cache-Control"] = noStore
	h["Content-Type"] = aProblem
	h["Content-Language"] = []string{langTag(lang)}
	if n := c.Request.ContentLength; n < 0 || n > maxDrained {
		h["Connection"] = closing
	}
	body := s.overloaded[lang]
	body = append(body[:len(body):len(body)], requestID(c)...)
	body = append(body, `"}`...)
	h["Content-Length"] = []string{strconv.Itoa(len(body))}
	c.Abort()
	c.Status(http.StatusServiceUnavailable)
	_, _ = c.Writer.Write(body) // the caller is gone; there is nobody to tell
}

// overloaded returns the problem of a call that was shed, in each language, up to
// the id of its request.
func overloaded() map[string][]byte {
	out := map[string][]byte{}
	for _, lang := range []string{zh, en} {
		p := problem.Of(problem.New(problem.Overloaded, ""), lang)
		body := mustJSON(&p)
		out[lang] = append(body[:len(body)-1], `,"request_id":"`...)
	}
	return out
}
