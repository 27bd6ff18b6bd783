package api

import (
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/problem"
	"shixian/api/wire"
)

// The bounds on a stream of lines, which holds a place of few.
const (
	maxIdleStream = 5 * time.Minute // without a question that is whole: blank lines are none
	maxStreamLife = time.Hour       // after which it ends as soon as it waits for its caller
	staysFor      = 1000            // lines, until it is asked again whether the caller may stay
	maxIdleLines  = 10_000          // without a rule, more than there are with one: a few bytes, answered with hundreds
)

const ndjsonType = "application/x-ndjson"

// lineAnswer appends the line or lines that answer a question, or what is wrong with it.
type lineAnswer func(b []byte, in *wire.Input, wrong error, line int64) []byte

// streamLines answers NDJSON line by line: one line in memory at a time, and an
// answer goes out before the next read that would wait.
func (h *deadlineHandler) streamLines(c *gin.Context, lang string, answer lineAnswer) {
	out := newStream(h.now, c, fullRoom)
	slot := h.slots.Slot()
	defer slot.Release()
	if err := slot.Begin(); err != nil {
		fail(c, err)
		return
	}
	if err := out.rc.EnableFullDuplex(); err != nil && c.Request.ProtoMajor == 1 {
		fail(c, err)
		return
	}
	out.slot = &slot
	out.awaitInput()
	sendContinue(c)
	tellLanguage(c, lang)
	c.Writer.Header()["Content-Type"] = []string{ndjsonType}
	c.Writer.Header()["Vary"] = vary
	c.Writer.Header()[catalogueHeader] = h.catalogue
	c.Status(http.StatusOK)
	c.Writer.WriteHeaderNow()
	l := lineReader{Lines: wire.NewLines(c.Request.Body), now: h.now, started: h.now(), mayStay: func() bool { return h.mayStay(c) }}
	l.progressed = l.started
	l.decoder = h.decoders.Get().(*wire.Decoder)
	defer h.decoders.Put(l.decoder)
	var in wire.Input
	for {
		if l.waits() {
			slot.Release()
			if !out.flush() || out.rc.Flush() != nil {
				return
			}
			out.awaitInput()
		}
		wrong := l.next(&in)
		slot.GoOn()
		if errors.Is(wrong, io.EOF) {
			break
		}
		out.buf = answer(out.buf, &in, wrong, l.Number())
		if !out.full() || l.over || l.Broken() {
			break
		}
	}
	out.flush()
}

// lineReader reads the questions of a stream, within the bounds on it.
type lineReader struct {
	*wire.Lines
	decoder *wire.Decoder
	now     func() time.Time
	mayStay func() bool // whether the caller would still be let in

	started, progressed time.Time
	progress            bool // a question was read since progressed was set
	waiting             bool // for the line that comes next
	over                bool // nothing more is read
	idle                int  // lines without a rule, less those with one
}

// waits reports whether the next line is still to come. Past its time the connection
// breaks: what is missing must not pass for the end.
func (l *lineReader) waits() bool {
	if l.waiting = !l.Arrived(); !l.waiting {
		return false
	}
	now := l.now()
	if l.progress {
		l.progressed, l.progress = now, false
	}
	if now.Sub(l.progressed) > maxIdleStream || now.Sub(l.started) > maxStreamLife {
		panic(http.ErrAbortHandler)
	}
	return true
}

// next reads the next question, or returns what is wrong with it; io.EOF at the end. Whose
// token was taken from the file, and who asks nothing, is told so in the place of an
// answer, which is the last.
func (l *lineReader) next(in *wire.Input) error {
	text, err := l.Next()
	if errors.Is(err, io.EOF) {
		return err
	}
	if (l.waiting || l.Number()%staysFor == 0) && !l.mayStay() {
		l.over = true
		err = problem.New(problem.Unauthorized, "")
	}
	if err != nil {
		in.Reset(false)
	} else {
		err = l.decoder.Line(text, in)
		l.progress = l.progress || err == nil
	}
	return l.weigh(in, err)
}

// weigh counts a line, and what is wrong with it, as one that asks something or one that
// does not. The first of the latter that is too many is told so, and is the last.
func (l *lineReader) weigh(in *wire.Input, wrong error) error {
	if in.Rule != "" {
		l.idle--
		return wrong
	}
	l.idle++
	if l.idle <= maxIdleLines {
		return wrong
	}
	l.over = true
	return problem.New(problem.TooManyEmptyLines, "", maxIdleLines)
}

// sendContinue tells a caller who waits for it to send on. net/http does so with the
// first read, but no more once a status is out.
func sendContinue(c *gin.Context) {
	if c.Request.Header.Get("Expect") != "" {
		_, _ = c.Request.Body.Read(nil) // what is wrong with the body, the next read says too
	}
}
