package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/admit"
	"shixian/api/admit/ratelimit"
	"shixian/api/answers"
	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/holidays/record"
)

const (
	defaultWait    = 25 * time.Second
	maxLongPoll    = 60 * time.Second
	heartbeat      = 15 * time.Second
	maxStream      = 24 * time.Hour // then the caller comes again
	maxWatchers    = 1000           // long polls and streams in progress, a quarter of them of one client
	eventStream    = "text/event-stream; charset=utf-8"
	lastEventIDKey = "Last-Event-ID"
)

// changesStream is the path of the call that never ends.
const changesStream = "/v1/changes/stream"

// changeHandler tells of changes of the table as they come.
type changeHandler struct {
	answers  *answers.Service
	keeper   Keeper
	now      func() time.Time
	stopping context.Context // may be nil
	watchers *admit.Pool
	clientOf func(*gin.Context) ratelimit.Client
	// mayStay reports whether a caller who was let in still would be.
	mayStay func(*gin.Context) bool
}

// watch counts a caller who waits for changes, and refuses one too many, of all or of its
// client.
func (h *changeHandler) watch(c *gin.Context) (done func(), err error) {
	client := h.clientOf(c)
	switch h.watchers.Enter(client, 1) {
	case "":
		return func() { h.watchers.Leave(client, 1) }, nil
	case admit.ShedShare:
		return nil, problem.New(problem.TooManyWatchers, "", h.watchers.Share())
	}
	return nil, problem.New(problem.TooManyWatchers, "", maxWatchers)
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

// @ID			getChanges
// @Summary		变更 / Changes
// @Description	没有新变更时等待至多 wait 秒。 Waits up to wait seconds if there is nothing new.
// @Description	现行的历史中没有 since 这个位置时答 410 position_unknown：全部事项须重新计算，再从 head 继续。版本号只在记录从未恢复过时可用，否则答 400 position_needed。
// @Description	days 是因此变动的日子，至多 1000 个；days_complete 为 false（超过此数、最初的表、恢复）时须全部重新计算。
// @Description	days are the days that moved, 1,000 at most; if days_complete is false (more than that, the first table, a restore) count everything anew.
// @Description	410 position_unknown if the history in force does not have the position: count all matters anew, and go on from head. A bare revision is taken while the record was never restored, else 400 position_needed.
// @Param			since	query		string	true	"已知的位置，如 12.9f3c41aa；-1 从头 / the position known, such as 12.9f3c41aa; -1 from the beginning"	example(-1)
// @Param			wait	query		int	false	"最多等几秒，0 至 60 / seconds to wait, 0 to 60"	default(25)	minimum(0)	maximum(60)
// @Param			catalogue	query	string	false	"上次看到的 catalogue；规则已变时不等待 / the catalogue last seen; it does not wait if the rules are others"
// @Success		200		{object}	wire.Changes
// @Failure		410	{object}	problem.Problem
// @Router			/v1/changes [get]
func (h *changeHandler) getChanges(c *gin.Context) {
	since, wait, err := h.changesAsked(c)
	var done func()
	if err == nil {
		done, err = h.watch(c)
	}
	if err != nil {
		fail(c, err)
		return
	}
	defer done()
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
	if !h.mayStay(c) {
		refuse(c, problem.New(problem.Unauthorized, ""))
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

// changesAsked reads after which position changes are asked for, and how long to wait: not at
// all if the rules are others than those that the caller has seen.
func (h *changeHandler) changesAsked(c *gin.Context) (since record.Position, wait time.Duration, err error) {
	p := values(c, "since", "wait", "catalogue")
	text, given := p.Parameters["since"]
	if !given {
		p.Fail(wire.Missing("since"))
	}
	if p.Err == nil {
		since, p.Err = h.locate(c, text, "since")
	}
	seconds := p.Int("wait", int64(defaultWait/time.Second), 0, int64(maxLongPoll/time.Second))
	if h.otherCatalogue(p.Parameters) {
		seconds = 0
	}
	return since, time.Duration(seconds) * time.Second, p.Err
}

// @ID			streamChanges
// @Summary		变更流 / Stream of changes
// @Description	server-sent events：每次变更一个 change 事件，id 是位置；断线后以 Last-Event-ID 续传；没有则从 since 之后，再没有则从此刻开始。
// @Description	现行的历史中没有这个位置时，先发一个 reset 事件（内容同 410 的 position_unknown，id 是现行位置）：全部事项须重新计算。
// @Description	Server-sent events: one change event for each change, its id the position. Last-Event-ID resumes; else the stream begins after since, or now.
// @Description	If the history in force does not have the position, a reset event comes first (its data the problem position_unknown, its id the position in force): count all matters anew.
// @Produce		text/event-stream
// @Param			since			query		string		false	"已知的位置 / the position known"
// @Param			catalogue		query		string		false	"上次看到的 catalogue；规则已变时先发 catalogue 事件 / the catalogue last seen; a catalogue event comes first if the rules are others"
// @Param			Last-Event-ID	header		string		false	"最后收到的位置 / the last position received"
// @Success		200				{object}	wire.Change
// @Router			/v1/changes/stream [get]
func (h *changeHandler) streamChanges(c *gin.Context) {
	p, err := parameters(c, "since", "catalogue")
	after := record.Beginning
	if err == nil {
		after, err = h.streamStart(c, p)
	}
	reset, wrong := problem.CodeOf(err) == problem.PositionUnknown, err
	if reset {
		wrong = nil
	}
	var done func()
	if wrong == nil {
		done, wrong = h.watch(c)
	}
	if wrong != nil {
		fail(c, wrong)
		return
	}
	defer done()
	ctx, cancel := h.untilStop(c.Request.Context())
	defer cancel()
	c.Header("Content-Type", eventStream)
	c.Header("Cache-Control", "no-store")
	c.Header("X-Accel-Buffering", "no") // for a proxy that would gather
	c.Status(http.StatusOK)
	out := newStream(h.now, c, eventRoom)
	_ = out.rc.SetReadDeadline(h.now().Add(maxStream)) // the request is read
	out.buf = append(out.buf, "retry: 2000\n\n"...)
	if h.otherCatalogue(p) {
		out.buf = appendEvent(out.buf, "catalogue", "", wire.CatalogueEvent{Catalogue: h.answers.Catalogue().Position()})
	}
	if reset {
		after = h.reset(c, out, err)
	}
	for h.mayStay(c) && out.flush() && out.rc.Flush() == nil {
		if after, err = h.send(ctx, out, after); problem.CodeOf(err) == problem.PositionUnknown {
			after = h.reset(c, out, err)
		} else if err != nil {
			return // the caller comes again with Last-Event-ID
		}
	}
}

// send waits for what comes after a position and puts it into the stream, or a heartbeat
// if nothing comes. It returns the position that the caller then knows.
func (h *changeHandler) send(ctx context.Context, out *stream, after record.Position) (record.Position, error) {
	beat, stop := context.WithTimeout(ctx, heartbeat)
	_, err := h.keeper.Wait(beat, after)
	stop()
	switch {
	case ctx.Err() != nil:
		return after, ctx.Err()
	case err != nil:
		out.buf = append(out.buf, ": still here\n\n"...)
		return after, nil
	}
	if after, err = h.answers.Locate(ctx, after, ""); err != nil { // another history may have come into force
		return after, err
	}
	page, err := h.answers.ChangesAfter(ctx, after)
	if err != nil {
		return after, err
	}
	for i := range page.Changes {
		ch := &page.Changes[i]
		out.buf = appendEvent(out.buf, "change", ch.Position, ch)
	}
	return record.ParsePosition(page.Position)
}

// reset tells of a position that is unknown, and returns the one in force, from which the
// stream goes on. A browser's EventSource would give up on an answer of 410.
func (h *changeHandler) reset(c *gin.Context, out *stream, err error) record.Position {
	p := problem.Of(err, langOf(c))
	p.InQuery()
	head, err := record.ParsePosition(p.Head)
	if err != nil {
		head = record.Beginning // there is no table now
	}
	out.buf = appendEvent(out.buf, "reset", p.Head, p)
	return head
}

// otherCatalogue reports whether the caller says that it last saw other rules.
func (h *changeHandler) otherCatalogue(p wire.Parameters) bool {
	seen, given := p["catalogue"]
	return given && seen != h.answers.Catalogue().Position()
}

// streamStart returns the position after which a stream begins.
func (h *changeHandler) streamStart(c *gin.Context, p wire.Parameters) (record.Position, error) {
	if last := c.GetHeader(lastEventIDKey); last != "" {
		return h.locate(c, last, lastEventIDKey)
	}
	if since, given := p["since"]; given {
		return h.locate(c, since, "since")
	}
	t, err := h.answers.Table()
	if err != nil {
		return record.Beginning, err
	}
	return record.ParsePosition(t.Position())
}

// locate returns the whole of the position that a caller names in a parameter or header.
func (h *changeHandler) locate(c *gin.Context, text, name string) (record.Position, error) {
	p, err := record.ParsePosition(text)
	if err != nil {
		return p, problem.New(problem.InvalidParameter, "/"+name, name, "位置，如 12.9f3c41aa", "a position, such as 12.9f3c41aa")
	}
	return h.answers.Locate(c.Request.Context(), p, "/"+name)
}

// appendEvent appends a server-sent event; one without an id leaves the last one in force.
func appendEvent(b []byte, event, id string, data any) []byte {
	body, err := json.Marshal(data)
	if err != nil {
		return b
	}
	b = append(append(b, "event: "...), event...)
	if id != "" {
		b = append(append(b, "\nid: "...), id...)
	}
	b = append(b, "\ndata: "...)
	return append(append(b, body...), "\n\n"...)
}
