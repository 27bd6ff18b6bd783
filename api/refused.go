package api

import (
	"errors"
	"io"
	"net/http"
	"time"
)

// The bounds on what is read and dropped of bodies that nobody wanted.
const (
	maxDropped  = 64 << 20 // bytes of one body
	maxDropTime = 10 * time.Second
	maxDropWait = 500 * time.Millisecond // for more, of HTTP/2
	maxDropping = 1024                   // bodies at a time: in an overload all that are refused
)

// longBody is a body that net/http would not read to its end by itself: a long one,
// one of unknown length, or lines. It counts what is read.
type longBody struct {
	io.ReadCloser
	n      int64
	ended  bool // nothing more comes
	failed bool // it cannot be read on, whatever comes
	answer http.Header
}

func (b *longBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.n += int64(n)
	b.ended = b.ended || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
	if err != nil && !errors.Is(err, io.EOF) {
		b.failed = true
		b.answer.Set("Connection", "close") // what follows a trailer that is wrong, net/http would read as a request
	}
	return n, err
}

// watchBody has a long body of the request watched, and returns it; nil if it is short.
func watchBody(w http.ResponseWriter, r *http.Request) *longBody {
	if n := r.ContentLength; n >= 0 && n <= maxDrained && (n == 0 || !sendsLines(r)) {
		return nil
	}
	b := &longBody{ReadCloser: r.Body, answer: w.Header()}
	r.Body = b
	return b
}

// dropper reads and drops the rest of bodies whose calls were answered before all of it had
// arrived: many callers send to the end before they read, and would otherwise see a broken
// connection instead of the answer.
type dropper struct {
	now   func() time.Time
	slots chan struct{}
}

func newDropper(now func() time.Time) *dropper {
	return &dropper{now, make(chan struct{}, maxDropping)}
}

// around lets h answer, and then drops what is left of the body.
func (d *dropper) around(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(r.Header["Expect"]) > 0 {
			// By the body of its own request net/http knows that the caller was not told to
			// continue; with another it would wait for what is never sent before it answers.
			r = r.WithContext(r.Context())
		}
		sent, body := r.Body, watchBody(w, r)
		h.ServeHTTP(w, r)
		if body == nil && r.ContentLength > 0 && len(w.Header()["Connection"]) > 0 {
			body = &longBody{ReadCloser: sent, answer: w.Header()} // then net/http reads on no short one either
		}
		if body == nil || body.ended {
			return
		}
		if !body.failed {
			d.drop(w, r, body)
		}
		if !body.ended && r.ProtoMajor == 1 && w.Header().Get("Content-Type") == ndjsonType {
			// What is answered while it is read, net/http does not end the connection for, but
			// would read the rest of as a request.
			_ = http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler)
		}
	})
}

// drop sends the answer, which is whole, and drops the rest of the body, within bounds.
// A caller who asked to be told to continue and was not sends nothing after an answer. Of
// HTTP/2, Go's client sends nothing more by itself, and then waits for the answer's end;
// Java's does not even stop when it is told to, and would wait for ever.
func (d *dropper) drop(w http.ResponseWriter, r *http.Request, body *longBody) {
	if r.Header.Get("Expect") != "" && body.n == 0 {
		return
	}
	select {
	case d.slots <- struct{}{}:
		defer func() { <-d.slots }()
	default:
		return
	}
	rc := http.NewResponseController(w)
	if rc.Flush() != nil {
		return
	}
	wait := maxDropTime
	if r.ProtoMajor == 2 {
		wait = maxDropWait
	}
	last := d.now().Add(maxDropTime)
	for rest := int64(maxDropped); rest > 0; rest -= maxDrained {
		until := d.now().Add(wait)
		if until.After(last) {
			until = last
		}
		if rc.SetReadDeadline(until) != nil {
			return
		}
		if _, err := io.CopyN(io.Discard, body, maxDrained); err != nil {
			return // the answer is out
		}
	}
}
