package api

import (
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/wire"
	"shixian/holidays"
)

const (
	ndjsonType  = "application/x-ndjson"
	streamChunk = 128 << 10
	// streamPatience is how long a stream may stand still, in either direction.
	streamPatience = 30 * time.Second
)

// stream writes a long answer in chunks. Each chunk has its own time to go out,
// so that a long answer is not cut off and a caller who stops reading is.
type stream struct {
	s   *server
	w   io.Writer
	rc  *http.ResponseController
	buf []byte
}

func newStream(s *server, c *gin.Context) *stream {
	return &stream{s: s, w: c.Writer, rc: http.NewResponseController(c.Writer), buf: make([]byte, 0, streamChunk+4096)}
}

// full sends the buffer where there is a chunk of it. It reports whether the
// caller is still there.
func (o *stream) full() bool { return len(o.buf) < streamChunk || o.flush() }

// flush sends the buffer, and gives what net/http writes next new time as well. It
// reports whether the caller is still there.
func (o *stream) flush() bool {
	_ = o.rc.SetWriteDeadline(o.s.Now().Add(streamPatience)) // not every writer has deadlines
	if len(o.buf) == 0 {
		return true
	}
	_, err := o.w.Write(o.buf)
	o.buf = o.buf[:0]
	return err == nil
}

// awaitInput gives the caller new time to send.
func (o *stream) awaitInput() { _ = o.rc.SetReadDeadline(o.s.Now().Add(streamPatience)) }

// streamLines answers NDJSON line by line: one line in memory at a time, and an
// answer goes out before the next read that would wait.
func (s *server) streamLines(c *gin.Context, t *holidays.Table) {
	out := newStream(s, c)
	if err := out.rc.EnableFullDuplex(); err != nil && c.Request.ProtoMajor == 1 {
		fail(c, err)
		return
	}
	c.Writer.Header()["Content-Type"] = []string{ndjsonType}
	c.Status(http.StatusOK)
	c.Writer.WriteHeaderNow()
	lines := wire.NewLines(c.Request.Body)
	r := s.decoders.Get().(*wire.Decoder)
	defer s.decoders.Put(r)
	lang := langOf(c)
	var in wire.Input
	for {
		if !lines.Arrived() {
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
		} else if wrong = r.Line(text, &in); errors.Is(wrong, wire.ErrBlank) {
			continue
		}
		out.buf = append(s.appendResult(out.buf, t, &in, wrong, lang, alone), '\n')
		if !out.full() || lines.Broken() {
			break
		}
	}
	out.flush()
}
