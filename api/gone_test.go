package api

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/gin-gonic/gin"

	"shixian/api/admit"
	"shixian/api/admit/token"
	"shixian/holidays/record"
)

// TestGoneIs499: what fails because its caller went away is 499 in the metrics and the
// log, and no error; a panic stays one, and what was answered before is what it was.
func TestGoneIs499(t *testing.T) {
	for _, c := range []struct {
		what  string
		do    gin.HandlerFunc
		leave bool
		want  int
		level string
	}{
		{"an answer that failed", func(c *gin.Context) { fail(c, c.Request.Context().Err()) }, true, StatusCallerGone, "INFO"},
		{"an answer without a body", func(c *gin.Context) { c.Status(http.StatusInternalServerError) }, true, StatusCallerGone, "INFO"},
		{"a caller who is there", func(c *gin.Context) { fail(c, context.Canceled) }, false, 500, "ERROR"},
		{"a panic", func(*gin.Context) { panic("no") }, true, 500, "ERROR"},
		{"an answer", func(c *gin.Context) { c.Status(http.StatusOK) }, true, 200, "INFO"},
	} {
		var log bytes.Buffer
		var o observer
		s := newTestServer(t, func(cfg *Config) { cfg.Observer = &o; cfg.Log = slog.New(slog.NewJSONHandler(&log, nil)) })
		e := s.engine()
		e.GET("/test", c.do)
		ctx, leave := context.WithCancel(t.Context())
		if c.leave {
			leave()
		}
		serve(e, newRequest("GET", "/test", "").WithContext(ctx))
		leave()
		lines := logLines(t, &log)
		last := lines[len(lines)-1]
		if last["status"] != float64(c.want) || last["level"] != c.level {
			t.Errorf("%s: %v", c.what, last)
		}
		if len(o.seen) != 1 || o.seen[0].Status != c.want {
			t.Errorf("%s: the observer was told %+v", c.what, o.seen)
		}
	}
}

// TestStrictTransport: a browser is told to use TLS only, by this service or behind a
// trusted proxy that ends it, and by nobody's word.
func TestStrictTransport(t *testing.T) {
	h := newTestHandler(t, proxied)
	for peer, want := range map[string]bool{"10.1.2.3:55": true, "192.0.2.7:55": false} {
		req := newRequest("GET", "/healthz", "", "X-Forwarded-Proto", "https")
		req.RemoteAddr = peer
		if got := serve(h, req).Header().Get("Strict-Transport-Security") != ""; got != want {
			t.Errorf("%s: %v, want %v", peer, got, want)
		}
	}
}

// TestMayStay: if reading takes a token, a caller may stay for as long as it is in the
// file.
func TestMayStay(t *testing.T) {
	all := holders{"wang": token.Reader}
	s := newTestServer(t, func(c *Config) { requireKeys(c); c.Tokens = func() admit.Tokens { return all } })
	c, _ := gin.CreateTestContext(nil)
	c.Request = newRequest("GET", changesStream, "", "Authorization", "Bearer wang")
	if !s.mayStay(c) {
		t.Error("a reader may not")
	}
	all = holders{}
	if s.mayStay(c) {
		t.Error("a reader whose token is gone may")
	}
	if !newTestServer(t, nil).mayStay(c) {
		t.Error("nobody may, if reading takes no token")
	}
}

// idleKeeper keeps a record in which nothing comes.
type idleKeeper struct{ Keeper }

func (idleKeeper) Locate(_ context.Context, p record.Position) (record.Position, error) {
	return p, nil
}
func (idleKeeper) Wait(context.Context, record.Position) (record.Position, error) {
	return record.Position{}, context.DeadlineExceeded
}

// TestRevokedStream: the stream of a reader whose token is taken from the file ends with
// the next thing that it would send, which is not sent.
func TestRevokedStream(t *testing.T) {
	beats := 0
	s := newTestServer(t, nil)
	mayStay := func(*gin.Context) bool { beats++; return beats == 1 }
	h := &changeHandler{now: s.now, answers: s.answers, keeper: idleKeeper{}, mayStay: mayStay, clientOf: s.clientOf, watchers: admit.NewPool(1)}
	e := gin.New()
	e.GET("/stream", h.streamChanges)
	rec := serve(e, newRequest("GET", "/stream", ""))
	if beats != 2 || strings.Contains(rec.Body.String(), "still here") || !slices.Equal(rec.Header()["Content-Type"], []string{eventStream}) {
		t.Errorf("asked %d times: %v %q", beats, rec.Header(), rec.Body)
	}
}

// TestRevokedWait: a reader whose token is taken from the file while it waits for changes is told so.
func TestRevokedWait(t *testing.T) {
	s := newTestServer(t, func(c *Config) { c.Keeper = idleKeeper{} })
	h := &changeHandler{now: s.now, answers: s.answers, keeper: idleKeeper{}, mayStay: func(*gin.Context) bool { return false }, clientOf: s.clientOf, watchers: admit.NewPool(1)}
	e := gin.New()
	e.GET("/changes", h.getChanges)
	rec := serve(e, newRequest("GET", "/changes?since=-1", ""))
	if rec.Code != http.StatusUnauthorized || rec.Header().Get("WWW-Authenticate") == "" {
		t.Errorf("%d %v %s", rec.Code, rec.Header(), rec.Body)
	}
}

// TestRevokedLines: a stream of lines ends with the first line that comes after its
// reader's token was taken from the file, which is answered with why.
func TestRevokedLines(t *testing.T) {
	var all atomic.Pointer[holders]
	all.Store(&holders{"wang": token.Reader})
	srv := serveTCP(t, newTestHandler(t, func(c *Config) {
		requireKeys(c)
		c.Tokens = func() admit.Tokens { return *all.Load() }
	}), nil)
	c := converse(t, srv.URL, "Authorization", "Bearer wang")
	c.say(ask25 + "\n")
	c.hear(due25)
	all.Store(&holders{})
	c.say(ask25 + "\n" + ask25 + "\n")
	c.hear(`"code":"unauthorized"`)
	if _, err := c.read.ReadByte(); err == nil {
		t.Error("the stream goes on")
	}
}
