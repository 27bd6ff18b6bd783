package api

import (
	"io"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/admit"
)

const (
	streamChunk = 128 << 10
	fullRoom    = streamChunk + 4096 // for a chunk and the answer that fills it
	eventRoom   = 1 << 10            // for an event, of which there are few
	// maxStall is how long a stream may stand still, in either direction.
	maxStall = 30 * time.Second
)

// stream writes a long answer in chunks. Each chunk has its own time to go out,
// so that a long answer is not cut off and a caller who stops reading is.
type stream struct {
	now func() time.Time
	w   io.Writer
	rc  *http.ResponseController
	buf []byte
	// slot is given back while the buffer goes out.
	slot *admit.Slot
}

// newStream returns a stream that keeps so many bytes.
func newStream(now func() time.Time, c *gin.Context, size int) *stream {
	return &stream{now: now, w: c.Writer, rc: http.NewResponseController(c.Writer), buf: make([]byte, 0, size), slot: new(admit.Slot)}
}

// full sends the buffer if there is a chunk of it. It reports whether the
// caller is still there.
func (o *stream) full() bool { return len(o.buf) < streamChunk || o.flush() }

// flush sends the buffer, and gives what net/http writes next new time as well. It
// reports whether the caller is still there.
func (o *stream) flush() bool {
	_ = o.rc.SetWriteDeadline(o.now().Add(maxStall)) // not every writer has deadlines
	if len(o.buf) == 0 {
		return true
	}
	held := o.slot.Release()
	_, err := o.w.Write(o.buf)
	if held {
		o.slot.GoOn()
	}
	o.buf = o.buf[:0]
	return err == nil
}

// awaitInput gives the caller new time to send.
func (o *stream) awaitInput() { _ = o.rc.SetReadDeadline(o.now().Add(maxStall)) }
