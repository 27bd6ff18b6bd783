package api

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/problem"
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
	lines := &lineReader{br: bufio.NewReaderSize(c.Request.Body, maxLineBytes+1)}
	r := s.readers.Get().(*reader)
	defer s.readers.Put(r)
	lang := langOf(c)
	var q question
	for {
		if lines.waits() {
			if !out.flush() || out.rc.Flush() != nil {
				return
			}
			out.awaitInput()
		}
		text, err := lines.next()
		if errors.Is(err, io.EOF) {
			break
		}
		var wrong error
		if err != nil {
			q.reset(false)
			wrong = err
		} else if wrong = r.line(&q, text); errors.Is(wrong, errBlank) {
			continue
		}
		out.buf = append(s.appendResult(out.buf, t, &q, wrong, lang, alone), '\n')
		if !out.full() || lines.broken {
			break
		}
	}
	out.flush()
}

var errBlank = errors.New("blank line")

// line reads one line as a question.
func (r *reader) line(q *question, line []byte) error {
	r.reset(line)
	if r.dec.PeekKind() == 0 && blank(line) {
		return errBlank
	}
	q.reset(false)
	wrong, fatal := r.question(q, itemCall)
	if fatal != nil {
		return fatal
	}
	if err := r.end(); err != nil {
		return err
	}
	return wrong
}

func blank(line []byte) bool {
	for _, c := range line {
		if c != ' ' && c != '\t' && c != '\r' {
			return false
		}
	}
	return true
}

// lineReader cuts a body into lines.
type lineReader struct {
	br     *bufio.Reader
	broken bool // the body cannot be read on
}

// waits reports whether the next line has not arrived whole.
func (l *lineReader) waits() bool {
	arrived, _ := l.br.Peek(l.br.Buffered()) // what is there can be peeked at
	return bytes.IndexByte(arrived, '\n') < 0
}

// next returns the next line, without its end, until the next call. The error is
// io.EOF at the end, or what is wrong with the line.
func (l *lineReader) next() ([]byte, error) {
	line, err := l.br.ReadSlice('\n')
	switch {
	case err == nil:
		return line[:len(line)-1], nil
	case errors.Is(err, bufio.ErrBufferFull):
		return nil, l.passOver()
	case errors.Is(err, io.EOF):
		if len(line) > 0 {
			return line, nil
		}
		return nil, io.EOF
	}
	l.broken = true
	return nil, readError(err)
}

// passOver reads to the end of a line that is too long.
func (l *lineReader) passOver() error {
	for {
		_, err := l.br.ReadSlice('\n')
		if err == nil || errors.Is(err, io.EOF) {
			return problem.New(problem.LineTooLong, "", maxLineBytes)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			l.broken = true
			return readError(err)
		}
	}
}
