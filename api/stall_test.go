package api

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// slowCaller sends a body in pieces, each a good while after the one before, on a
// clock of its own, and keeps the deadlines that it is given.
type slowCaller struct {
	*httptest.ResponseRecorder
	t           *testing.T
	pieces      []string
	pause       time.Duration
	now         time.Time
	read, write time.Time
}

func (c *slowCaller) EnableFullDuplex() error            { return nil }
func (c *slowCaller) SetReadDeadline(d time.Time) error  { c.read = d; return nil }
func (c *slowCaller) SetWriteDeadline(d time.Time) error { c.write = d; return nil }

func (c *slowCaller) Write(b []byte) (int, error) {
	if !c.write.After(c.now) {
		c.t.Errorf("%d bytes go out after their time", len(b))
	}
	return c.ResponseRecorder.Write(b)
}

func (c *slowCaller) Read(p []byte) (int, error) {
	c.now = c.now.Add(c.pause)
	if !c.read.After(c.now) {
		c.t.Errorf("%d pieces before the end, the caller's time was up", len(c.pieces))
		return 0, io.ErrUnexpectedEOF
	}
	if len(c.pieces) == 0 {
		return 0, io.EOF
	}
	piece := c.pieces[0]
	c.pieces = c.pieces[1:]
	return copy(p, piece), nil
}

// TestStalls: a caller may take as long as a stream may stand still for each
// piece, wherever the pieces are cut, and the end of the answer has time too.
func TestStalls(t *testing.T) {
	const line = ask25 + "\n"
	for what, pieces := range map[string][]string{
		"whole lines":                       {line, line, line, line},
		"pieces that end in the next line":  {line + line[:5], line[5:] + line[:9], line[9:] + line[:1], line[1:]},
		"blank lines to keep the line open": {line, "\n", "\n", "\n", "\n"},
		"nothing at all":                    {},
	} {
		c := &slowCaller{ResponseRecorder: httptest.NewRecorder(), t: t, pieces: pieces, pause: maxStall - time.Second, now: time.Unix(0, 0)}
		c.write = c.now.Add(maxStall)
		h := newTestHandler(t, func(cfg *Config) { cfg.Now = func() time.Time { return c.now } })
		req := newRequest("POST", "/v1/deadlines/batch", "", "Content-Type", ndjsonType)
		req.Body = io.NopCloser(c)
		h.ServeHTTP(c, req)
		if !c.write.After(c.now) {
			t.Errorf("%s: the end of the answer is out of time", what)
		}
		for i, got := range outcomes(t, c.Body.String()) {
			if got != "due" && (got != "line_empty" || what != "blank lines to keep the line open") {
				t.Errorf("%s: line %d is answered %s", what, i, got)
			}
		}
	}
}

// gone is a caller who is not there any more.
type gone struct {
	recorder
	writes int
}

func (g *gone) Write([]byte) (int, error) {
	g.writes++
	return 0, io.ErrClosedPipe
}

// TestNobodyThere: if the first part of a long answer cannot be written, the
// rest is not worked out.
func TestNobodyThere(t *testing.T) {
	h := newTestHandler(t, nil)
	for what, req := range map[string]*http.Request{
		"batch":  newRequest("POST", "/v1/deadlines/batch", `{"items":[`+strings.Repeat(ask25+",", 999)+ask25+`]}`),
		"NDJSON": newRequest("POST", "/v1/deadlines/batch", strings.Repeat(ask25+"\n", 1000), "Content-Type", ndjsonType),
	} {
		g := &gone{recorder: recorder{httptest.NewRecorder()}}
		h.ServeHTTP(g, req)
		if g.writes != 1 {
			t.Errorf("%s: %d writes", what, g.writes)
		}
	}
}
