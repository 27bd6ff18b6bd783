package api

import (
	"errors"
	"io"
	"math"
	"net/http"
	"time"

	"shixian/api/admit"
	"shixian/api/problem"
)

// The least progress of a body that does not come with its header, and its longest life.
const (
	bodyWindow = 10 * time.Second // in which leastBytes have to arrive, or the end
	leastBytes = 64 << 10
	maxUpload  = 2 * time.Minute

	// maxHurried is how long a body may take whose client has its share of those under way.
	maxHurried = 250 * time.Millisecond
)

// upload is a body that is under way. With its end the call takes the place of one that
// can be answered; if there is none, reading fails with [problem.Overloaded].
type upload struct {
	io.ReadCloser
	call   *admit.Call
	by     *admission // that let it in
	answer http.ResponseWriter

	length int64     // that is announced, -1 if it is not known
	n, due int64     // bytes that arrived, and with how many there is more time
	last   time.Time // by when all has to be here
	begun  bool
	ended  bool
}

func (u *upload) Read(p []byte) (int, error) {
	switch {
	case u.begun:
		u.hurry()
	case u.call.Hurried():
		u.last, u.due = u.by.now().Add(maxHurried), math.MaxInt64
		u.setDeadline(u.last)
	}
	u.begun = true
	n, err := u.ReadCloser.Read(p)
	if u.n += int64(n); u.n > maxQuestionBytes && !u.call.Hold(n) {
		return n, u.refuse()
	}
	if errors.Is(err, io.EOF) && !u.ended {
		u.ended = true
		if !u.last.IsZero() {
			u.setDeadline(u.by.now().Add(maxStall)) // for what waits while the call is answered
		}
		if !u.call.Arrived() {
			return n, u.refuse()
		}
	}
	if err != nil && !u.ended && u.call.Hurried() {
		return n, u.refuse()
	}
	return n, err
}

func (u *upload) refuse() error {
	u.by.closeSome(u.answer.Header())
	return problem.New(problem.Overloaded, "")
}

// hurry gives the caller a new window of time for each part of the body. Its bound is the
// deadline of the connection: nothing is timed beside it.
func (u *upload) hurry() {
	if u.ended || u.n < u.due || u.n == u.length {
		return
	}
	now := u.by.now()
	if u.last.IsZero() {
		u.last = now.Add(maxUpload)
	}
	u.due = u.n + leastBytes
	by := now.Add(bodyWindow)
	if by.After(u.last) {
		by = u.last
	}
	u.setDeadline(by)
}

// setDeadline sets by when what is read next has to be here.
func (u *upload) setDeadline(by time.Time) {
	_ = http.NewResponseController(u.answer).SetReadDeadline(by) // not every writer has deadlines
}
