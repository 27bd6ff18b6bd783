package api

import (
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/wire"
)

// The bounds on a stream of lines, which holds a place of few.
const (
	maxIdleStream = 5 * time.Minute // without a question that is whole: blank lines are none
	maxStreamLife = time.Hour       // after which it ends as soon as it waits for its caller
)

const ndjsonType = "application/x-ndjson"

// lineAnswer appends the line or lines that answer a question, or what is wrong with it.
type lineAnswer func(b []byte, in *wire.Input, wrong error, line int64) []byte

// streamLines answers NDJSON line by line: one line in memory at a time, and an
// answer goes out before the next read that would wait.
func (h *deadlineHandler) streamLines(c *gin.Context, lang string, answer lineAnswer) {
	out := newStream(h.now, c)
	if err := out.rc.EnableFullDuplex(); err != nil && c.Request.ProtoMajor == 1 {
		fail(c, err)
		return
	}
	out.awaitInput()
	sendContinue(c)
	tellLanguage(c, lang)
	c.Writer.Header()["Content-Type"] = []string{ndjsonType}
	c.Writer.Header()["Vary"] = vary
	c.Status(http.StatusOK)
	c.Writer.WriteHeaderNow()
	lines := wire.NewLines(c.Request.Body)
	r := h.decoders.Get().(*wire.Decoder)
	defer h.decoders.Put(r)
	var in wire.Input
	started := h.now()
	progressed := started
	for {
		if !lines.Arrived() {
			if now := h.now(); now.Sub(progressed) > maxIdleStream || now.Sub(started) > maxStreamLife {
				panic(http.ErrAbortHandler) // the connection breaks: what is missing must not pass for the end
			}
			if !out.flush() || out.rc.Flush() != nil {
				return
			}
			out.awaitInput()
		}
		text, err := lines.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		var wrong error
		if err != nil {
			in.Reset(false)
			wrong = err
		} else {
			wrong = r.Line(text, &in)
		}
		if wrong == nil {
			progressed = h.now()
		}
		out.buf = answer(out.buf, &in, wrong, lines.Number())
		if !out.full() || lines.Broken() {
			break
		}
	}
	out.flush()
}

// sendContinue tells a caller who waits for it to send on. net/http does so with the
// first read, but no more once a status is out.
func sendContinue(c *gin.Context) {
	if c.Request.Header.Get("Expect") != "" {
		_, _ = c.Request.Body.Read(nil) // what is wrong with the body, the next read says too
	}
}
