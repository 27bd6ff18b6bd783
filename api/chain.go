package api

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/caller"
)

// The headers of the service's own.
const (
	versionHeader   = "X-Shixian-Version"
	positionHeader  = "X-Shixian-Position"
	catalogueHeader = "X-Shixian-Catalogue"
)

// middleware runs around every handler.
type middleware struct {
	log        *slog.Logger // may be nil
	accessJSON io.Writer    // [Config.AccessJSON]
	observer   Observer     // may be nil
	callers    *caller.Resolver
	now        func() time.Time
	version    []string // the header's value
	dates      dates
	// traceKept is [Config.TraceKept], and may be nil.
	traceKept func(context.Context) string
}

// chain runs around every handler: it gives the request an id, turns a panic into
// an internal error, tells the observer and writes the access log.
func (m *middleware) chain(c *gin.Context) {
	start := m.now()
	id := takeRequestID(c.Request.Header)
	h, data := c.Writer.Header(), strings.HasPrefix(c.Request.URL.Path, "/v1/")
	h[caller.RequestIDHeader] = []string{id}
	encrypted := m.callers.Secure(c)
	secure(h, data, encrypted)
	if data {
		h[versionHeader] = m.version
	}
	if c.Request.Method == http.MethodPost && !encrypted { // others would have a ninth header, see [nosniff]
		h["Date"] = m.dates.at(start)
	}
	m.begun()
	announced := c.Request.ContentLength
	body, _ := c.Request.Body.(*longBody)
	cut := m.guard(c)
	took := m.now().Sub(start)
	status := statusOf(c)
	m.ended(c, status, received(announced, body), took)
	m.logRequest(c, id, status, start, took)
	if cut {
		panic(http.ErrAbortHandler) // breaks the connection, so that half an answer does not pass for a whole one
	}
}

// guard runs the handlers and turns a panic into an internal error. It reports
// whether an answer was begun that the panic cut off, or that a handler gave up.
func (m *middleware) guard(c *gin.Context) (cut bool) {
	defer func() {
		v := recover()
		if v == nil {
			return
		}
		if err, ok := v.(error); ok && errors.Is(err, http.ErrAbortHandler) {
			cut = true
			c.Abort()
			return
		}
		if m.log != nil {
			m.log.LogAttrs(c.Request.Context(), slog.LevelError, "panic", append(m.callers.IDs(c),
				slog.Any("panic", v), slog.String("stack", string(debug.Stack())))...)
		}
		if !c.Writer.Written() {
			fail(c, errPanicked)
		} else {
			cut = true
			c.Abort()
		}
	}()
	c.Next()
	return false
}

var errPanicked = errors.New("a handler panicked")

// StatusCallerGone is the status, in the log and the metrics, of a request whose caller
// went away before it was answered. Nobody ever receives it; nginx calls it 499 too.
const StatusCallerGone = 499

// statusOf returns the status of an answer. What failed because its caller had gone away,
// which ends what is done for it, is nobody's fault.
func statusOf(c *gin.Context) int {
	status := c.Writer.Status()
	if status < http.StatusInternalServerError || !errors.Is(c.Request.Context().Err(), context.Canceled) {
		return status
	}
	if last := c.Errors.Last(); last != nil && errors.Is(last.Err, errPanicked) {
		return status
	}
	if !c.Writer.Written() {
		c.Status(StatusCallerGone) // for what runs around this
	}
	return StatusCallerGone
}

// takeRequestID returns the caller's request id if it is harmless, or a new
// one.
func takeRequestID(h http.Header) string {
	if ids := h[caller.RequestIDHeader]; len(ids) == 1 && harmless(ids[0]) {
		return ids[0]
	}
	var raw [8]byte
	binary.LittleEndian.PutUint64(raw[:], rand.Uint64())
	var text [16]byte
	hex.Encode(text[:], raw[:])
	return string(text[:])
}

func harmless(id string) bool {
	if id == "" || len(id) > 64 {
		return false
	}
	for i := range len(id) {
		c := id[i]
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '_' || c == '.') {
			return false
		}
	}
	return true
}
