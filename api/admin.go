package api

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/limit"
	"shixian/api/problem"
	"shixian/api/token"
	"shixian/holidays"
	"shixian/holidays/record"
)

// Record is what the API needs of the record; every [record.Store] is one. The
// errors are those of package record.
type Record interface {
	Events(ctx context.Context, after int64, limit int) ([]record.Event, error)
	PutDraft(ctx context.Context, d record.Draft) error
	GetDraft(ctx context.Context, id string) (record.Draft, error)
	Drafts(ctx context.Context) ([]record.Draft, error)
	DeleteDraft(ctx context.Context, id string, version int64) error
	Publish(ctx context.Context, e record.Event, draft string, version int64, key string, reply []byte) ([]byte, bool, error)
	Reply(ctx context.Context, key string) ([]byte, error)
}

// Tokens tells whose tokens are whose. It is nil where there is no token file.
type Tokens interface {
	Find(token string) (token.Holder, bool)
	// ByName returns the holder of a name, and the fingerprint of the token.
	ByName(name string) (h token.Holder, fingerprint string, ok bool)
	// Holders returns everybody.
	Holders() []token.Holder
}

// recordPatience is how long a request waits for the record.
const recordPatience = 5 * time.Second

const holderKey = "holder"

// adminRoutes are the calls for administrators.
func (s *server) adminRoutes(a *gin.RouterGroup) {
	a.GET("/drafts", s.role(token.Viewer), s.listDrafts)
	a.POST("/drafts", s.role(token.Editor), s.postDraft)
	a.GET("/drafts/:id", s.role(token.Viewer), s.getDraft)
	a.PUT("/drafts/:id", s.role(token.Editor), s.putDraft)
	a.DELETE("/drafts/:id", s.role(token.Editor), s.deleteDraft)
	a.POST("/drafts/:id/publish", s.role(token.Publisher), s.publishDraft)
	a.GET("/notices", s.role(token.Viewer), s.listNotices)
	a.POST("/notices/:id/withdraw", s.role(token.Publisher), s.withdrawNotice)
	a.POST("/rollback", s.role(token.Publisher), s.rollback)
	a.GET("/log", s.role(token.Viewer), s.listLog)
}

// authenticate lets the holder of a token in.
func (s *server) authenticate(c *gin.Context) {
	tokens := s.tokens()
	if tokens == nil {
		fail(c, problem.New(problem.AdminOff, ""))
		return
	}
	addr, now := limit.Address(s.address(c)).String(), s.Now()
	if s.throttled(c, addr, now) {
		return
	}
	secret, ok := bearer(c.Request.Header)
	why := AuthMissing
	var holder token.Holder
	if ok {
		why = AuthUnknown
		holder, ok = tokens.Find(secret)
	}
	if !ok {
		s.wrongToken(c, addr, why, now)
		return
	}
	s.throttle.succeed(addr)
	c.Set(holderKey, holder)
	c.Header("Cache-Control", "no-store")
}

// tokens returns the tokens now, or nil where there is no file.
func (s *server) tokens() Tokens {
	if s.Tokens == nil {
		return nil
	}
	return s.Tokens()
}

// throttled answers a caller who has to wait after wrong tokens, and reports
// whether it did.
func (s *server) throttled(c *gin.Context, addr string, now time.Time) bool {
	wait := s.throttle.wait(addr, now)
	if wait <= 0 {
		return false
	}
	s.refused(AuthThrottled)
	c.Header("Retry-After", strconv.Itoa(int(wait/time.Second)+1))
	fail(c, problem.New(problem.TooManyFailures, "", int(wait/time.Second)+1))
	return true
}

// wrongToken refuses a caller, and remembers it.
func (s *server) wrongToken(c *gin.Context, addr string, why AuthFailure, now time.Time) {
	s.throttle.fail(addr, now)
	s.audit(c, "", "refused", slog.String("remote", s.remote(c)), slog.String("reason", string(why)))
	s.unauthorized(c, why)
}

// unauthorized refuses a caller.
func (s *server) unauthorized(c *gin.Context, why AuthFailure) {
	s.refused(why)
	c.Header("WWW-Authenticate", `Bearer realm="shixian"`)
	fail(c, problem.New(problem.Unauthorized, ""))
}

// bearer returns the token of the Authorization header.
func bearer(h http.Header) (string, bool) {
	values := h["Authorization"]
	if len(values) != 1 {
		return "", false
	}
	scheme, secret, ok := strings.Cut(values[0], " ")
	return strings.TrimSpace(secret), ok && strings.EqualFold(scheme, "Bearer")
}

// role lets only holders of a role, or of a higher one, go on.
func (s *server) role(need token.Role) gin.HandlerFunc {
	return func(c *gin.Context) {
		if h := holder(c); h.Role < need {
			s.refused(AuthForbidden)
			s.audit(c, h.Name, "forbidden", slog.String("role", h.Role.String()), slog.String("needs", need.String()))
			fail(c, problem.New(problem.Forbidden, "", h.Role.String(), need.String()))
		}
	}
}

func holder(c *gin.Context) token.Holder {
	h, _ := c.Value(holderKey).(token.Holder)
	return h
}

// recordContext bounds the time that a request waits for the record.
func recordContext(c *gin.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(c.Request.Context(), recordPatience)
}

// recordError turns an error of the record into one of the API.
func recordError(err error, unknown error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, record.ErrNotFound):
		return unknown
	case errors.Is(err, record.ErrConflict):
		return problem.New(problem.Conflict, "")
	case errors.Is(err, record.ErrUnsure):
		return problem.New(problem.Unsure, "")
	case errors.Is(err, record.ErrUnavailable), errors.Is(err, context.DeadlineExceeded):
		return problem.New(problem.RecordDown, "")
	}
	return err
}

// history returns every event of the record.
func (s *server) history(ctx context.Context) ([]record.Event, error) {
	const page = 500
	var all []record.Event
	for after := int64(-1); ; after = all[len(all)-1].Revision {
		events, err := s.Record.Events(ctx, after, page)
		if err != nil {
			return nil, recordError(err, err)
		}
		all = append(all, events...)
		if len(events) < page {
			return all, nil
		}
	}
}

// nextID returns the ID of the next notice of a calendar for a year. IDs of
// notices that were withdrawn are not given again.
func nextID(events []record.Event, calendar string, year int) string {
	used := map[string]bool{}
	for i := range events {
		for _, n := range events[i].Published {
			used[n.ID] = true
		}
	}
	for seq := 1; ; seq++ {
		if id := holidays.NoticeID(calendar, year, seq); !used[id] {
			return id
		}
	}
}
