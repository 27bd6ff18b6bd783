package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/answers"
	"shixian/api/problem"
	"shixian/api/wire"
)

const (
	defaultWait    = 25 * time.Second
	maxLongPoll    = 60 * time.Second
	heartbeat      = 15 * time.Second
	maxStream      = 24 * time.Hour // then the caller comes again
	maxWatchers    = 1000           // long polls and streams in progress
	eventStream    = "text/event-stream; charset=utf-8"
	lastEventIDKey = "Last-Event-ID"
)

// changeHandler tells of changes of the table as they come.
// changesStream is the path of the call that never ends.
const changesStream = "/v1/changes/stream"

type changeHandler struct {
	answers  *answers.Service
	keeper   Keeper
	now      func() time.Time
	stopping context.Context // may be nil
	watchers atomic.Int32
}

// watch counts a caller who waits for changes, and refuses one too many.
func (h *changeHandler) watch() (done func(), err error) {
	if h.watchers.Add(1) > maxWatchers {
		h.watchers.Add(-1)
		return nil, problem.New(problem.TooManyWatchers, "", maxWatchers)
	}
	return func() { h.watchers.Add(-1) }, nil
}

// untilStop returns a context that also ends when the service stops.
func (h *changeHandler) untilStop(parent context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(parent)
	if h.stopping != nil {
		stop := context.AfterFunc(h.stopping, cancel)
		return ctx, func() { stop(); cancel() }
	}
	return ctx, cancel
}

// getChanges returns the changes after a revision, and waits for one if there
// is none.
//
//	@Summary		变更 / Changes
//	@Description	没有新变更时等待至多 wait 秒。 Waits up to wait seconds where there is nothing new.
//	@Tags			changes
//	@Produce		json
//	@Param			since	query		int	true	"已知的版本；-1 从头 / the revision known; -1 from the beginning"
//	@Param			wait	query		int	false	"最多等几秒，0 至 60 / seconds to wait, 0 to 60"	default(25)
//	@Success		200		{object}	wire.Changes
//	@Failure		400,401,429,503	{object}	problem.Problem
//	@Router			/v1/changes [get]
func (h *changeHandler) getChanges(c *gin.Context) {
	p, err := parameters(c, "since", "wait")
	var since, seconds int64
	if err == nil && p["since"] == "" {
		err = problem.New(problem.MissingParameter, "/since", "since")
	}
	if err == nil {
		since, err = p.Int("since", 0, -1, 1<<53)
	}
	if err == nil {
		seconds, err = p.Int("wait", int64(defaultWait/time.Second), 0, int64(maxLongPoll/time.Second))
	}
	var done func()
	if err == nil {
		done, err = h.watch()
	}
	if err != nil {
		fail(c, err)
		return
	}
	defer done()
	wait := time.Duration(seconds) * time.Second
	rc := http.NewResponseController(c.Writer)
	_ = rc.SetReadDeadline(h.now().Add(wait + maxStall)) // not every writer has deadlines
	_ = rc.SetWriteDeadline(h.now().Add(wait + maxStall))
	ctx, cancel := h.untilStop(c.Request.Context())
	defer cancel()
	waiting, stop := context.WithTimeout(ctx, wait)
	_, err = h.keeper.Wait(waiting, since)
	stop()
	if err != nil && !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, context.Canceled) {
		fail(c, err)
		return
	}
	out, err := h.answers.ChangesAfter(c.Request.Context(), since)
	if err != nil {
		fail(c, err)
		return
	}
	c.Header("Cache-Control", "no-store")
	c.JSON(http.StatusOK, out)
}

// streamChanges sends changes as they come.
//
//	@Summary		变更流 / Stream of changes
//	@Description	server-sent events：每次变更一个 change 事件，id 是版本号；断线后以 Last-Event-ID 续传；没有则从 since 之后，再没有则从此刻开始。
//	@Description	Server-sent events: one change event for each change, its id the revision. Last-Event-ID resumes; else the stream begins after since, or now.
//	@Tags			changes
//	@Produce		text/event-stream
//	@Param			since			query		int		false	"已知的版本 / the revision known"
//	@Param			Last-Event-ID	header		int		false	"最后收到的版本 / the last revision received"
//	@Success		200				{object}	wire.Change
//	@Failure		400,401,429,503			{object}	problem.Problem
//	@Router			/v1/changes/stream [get]
func (h *changeHandler) streamChanges(c *gin.Context) {
	after, err := h.streamStart(c)
	var done func()
	if err == nil {
		done, err = h.watch()
	}
	if err != nil {
		fail(c, err)
		return
	}
	defer done()
	ctx, cancel := h.untilStop(c.Request.Context())
	defer cancel()
	c.Header("Content-Type", eventStream)
	c.Header("Cache-Control", "no-store")
	c.Header("X-Accel-Buffering", "no") // for a proxy that would gather
	c.Status(http.StatusOK)
	out := newStream(h.now, c)
	_ = out.rc.SetReadDeadline(h.now().Add(maxStream)) // the request is read
	out.buf = append(out.buf, "retry: 2000\n\n"...)
	for out.flush() && out.rc.Flush() == nil {
		beat, stop := context.WithTimeout(ctx, heartbeat)
		_, err := h.keeper.Wait(beat, after)
		stop()
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			out.buf = append(out.buf, ": still here\n\n"...)
			continue
		}
		page, err := h.answers.ChangesAfter(ctx, after)
		if err != nil {
			return // the caller comes again with Last-Event-ID
		}
		for i := range page.Changes {
			out.buf = appendEvent(out.buf, &page.Changes[i])
		}
		after = page.Revision
	}
}

// streamStart returns the revision after which a stream begins.
func (h *changeHandler) streamStart(c *gin.Context) (int64, error) {
	p, err := parameters(c, "since")
	if err != nil {
		return 0, err
	}
	if last := c.GetHeader(lastEventIDKey); last != "" {
		after, err := strconv.ParseInt(last, 10, 64)
		if err != nil || after < -1 {
			return 0, problem.New(problem.InvalidParameter, "/Last-Event-ID", lastEventIDKey, "版本号", "a revision")
		}
		return after, nil
	}
	t, err := h.answers.Table()
	if err != nil {
		return 0, err
	}
	return p.Int("since", t.Revision(), -1, 1<<53)
}

// appendEvent appends a change as a server-sent event.
func appendEvent(b []byte, ch *wire.Change) []byte {
	body, err := json.Marshal(ch)
	if err != nil {
		return b
	}
	b = append(b, "event: change\nid: "...)
	b = strconv.AppendInt(b, ch.Revision, 10)
	b = append(b, "\ndata: "...)
	return append(append(b, body...), "\n\n"...)
}
