package api

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/holidays"
	"shixian/holidays/record"
)

// AdminNotices are all notices that were ever in force.
type AdminNotices struct {
	Notices []AdminNotice `json:"notices"`
}

// AdminNotice is a notice and what became of it.
type AdminNotice struct {
	wire.Notice
	// Whether it is in force
	Active bool `json:"active"`
	// The revision in which it last came into force
	Published int64 `json:"published_in"`
	// The revision in which it was withdrawn
	Withdrawn int64 `json:"withdrawn_in,omitempty"`
}

// ChangeRequest is the body of a withdrawal.
type ChangeRequest struct {
	// Why; kept in the log
	Reason string `json:"reason"`
}

// RollbackRequest is the body of a rollback.
type RollbackRequest struct {
	// The revision whose notices are to be in force again
	To *int64 `json:"to"`
	// Why; kept in the log
	Reason string `json:"reason"`
}

// Log is a page of the log of table events.
type Log struct {
	Events []LogEvent `json:"events"`
	// The value of after for the next page; left out on the last
	Next *int64 `json:"next,omitempty"`
}

// LogEvent is one event of the log.
type LogEvent struct {
	Revision  int64             `json:"revision"`
	Action    string            `json:"action" enums:"baseline,embed,publish,withdraw,rollback"`
	Time      string            `json:"time" example:"2026-11-23T08:00:00Z"`
	Who       string            `json:"who"`
	Why       string            `json:"why"`
	Published []string          `json:"published"`
	Withdrawn []string          `json:"withdrawn"`
	Overrides []record.Override `json:"overrides"`
	Prev      string            `json:"prev"`
	Hash      string            `json:"hash"`
}

// listNotices lists the notices that were ever in force.
//
//	@Summary	通知 / Notices
//	@Tags		admin
//	@Produce	json
//	@Security	Bearer
//	@Success	200	{object}	AdminNotices
//	@Failure	401,403,429,503	{object}	problem.Problem
//	@Router		/v1/admin/notices [get]
func (s *server) listNotices(c *gin.Context) {
	ctx, cancel := recordContext(c)
	defer cancel()
	events, err := s.history(ctx)
	if err != nil {
		fail(c, err)
		return
	}
	out := AdminNotices{Notices: []AdminNotice{}}
	at := map[string]int{}
	for i := range events {
		e := &events[i]
		for _, id := range e.Withdrawn {
			if k, ok := at[id]; ok {
				out.Notices[k].Active, out.Notices[k].Withdrawn = false, e.Revision
			}
		}
		for _, n := range e.Published {
			an := AdminNotice{Notice: wire.NewNotice(&n, true), Active: true, Published: e.Revision}
			if k, ok := at[n.ID]; ok {
				out.Notices[k] = an
				continue
			}
			at[n.ID] = len(out.Notices)
			out.Notices = append(out.Notices, an)
		}
	}
	c.JSON(http.StatusOK, out)
}

// withdrawNotice takes a notice out of force.
//
//	@Summary	撤回通知 / Withdraw a notice
//	@Tags		admin
//	@Accept		json
//	@Produce	json
//	@Security	Bearer
//	@Param		id				path		string			true	"通知 / notice"	example(CN-2027)
//	@Param		Idempotency-Key	header		string			false	"重发无害的键 / makes a repeat harmless"
//	@Param		request			body		ChangeRequest	true	"理由 / reason"
//	@Success	200				{object}	Published
//	@Failure	400,401,403,404,409,415,422,429,503	{object}	problem.Problem
//	@Router		/v1/admin/notices/{id}/withdraw [post]
func (s *server) withdrawNotice(c *gin.Context) {
	var req ChangeRequest
	key, answered := s.begin(c, &req)
	if answered {
		return
	}
	t := s.newest(c)
	if t == nil {
		return
	}
	id := c.Param("id")
	switch {
	case strings.TrimSpace(req.Reason) == "":
		fail(c, problem.New(problem.ReasonMissing, "/reason"))
	case !slices.ContainsFunc(t.Source().Notices, func(n holidays.Notice) bool { return n.ID == id }):
		fail(c, problem.New(problem.NoticeUnknown, "", id))
	default:
		e := record.Event{Action: record.Withdraw, Who: holder(c).Name, Why: req.Reason, Withdrawn: []string{id}}
		s.append(c, t, e, draftVersion{}, key, Published{})
	}
}

// rollback puts the notices of an earlier revision into force again.
//
//	@Summary		回退 / Roll back
//	@Description	追加一个事件，使生效的通知与该版本相同；历史不变。
//	@Description	Appends an event after which the notices in force are those of that revision; history stays.
//	@Tags			admin
//	@Accept			json
//	@Produce		json
//	@Security		Bearer
//	@Param			Idempotency-Key	header		string			false	"重发无害的键 / makes a repeat harmless"
//	@Param			request			body		RollbackRequest	true	"版本与理由 / revision and reason"
//	@Success		200				{object}	Published
//	@Failure		400,401,403,404,409,415,422,429,503	{object}	problem.Problem
//	@Router			/v1/admin/rollback [post]
func (s *server) rollback(c *gin.Context) {
	var req RollbackRequest
	key, answered := s.begin(c, &req)
	if answered {
		return
	}
	t := s.newest(c)
	if t == nil {
		return
	}
	if req.To == nil {
		fail(c, problem.New(problem.MissingParameter, "/to", "to"))
		return
	}
	if strings.TrimSpace(req.Reason) == "" {
		fail(c, problem.New(problem.ReasonMissing, "/reason"))
		return
	}
	ctx, cancel := recordContext(c)
	defer cancel()
	then, err := s.Keeper.TableAt(ctx, *req.To)
	if err != nil {
		fail(c, keeperError(err, *req.To))
		return
	}
	e := rollbackEvent(t.Source().Notices, then.Source().Notices)
	if len(e.Published)+len(e.Withdrawn) == 0 {
		fail(c, problem.New(problem.NothingToDo, "/to", *req.To))
		return
	}
	e.Who, e.Why = holder(c).Name, req.Reason
	s.append(c, t, e, draftVersion{}, key, Published{})
}

// rollbackEvent makes the event that turns the notices now into those of then.
func rollbackEvent(now, then []holidays.Notice) record.Event {
	has := func(list []holidays.Notice, id string) bool {
		return slices.ContainsFunc(list, func(n holidays.Notice) bool { return n.ID == id })
	}
	e := record.Event{Action: record.Rollback}
	for _, n := range now {
		if !has(then, n.ID) {
			e.Withdrawn = append(e.Withdrawn, n.ID)
		}
	}
	for _, n := range then {
		if !has(now, n.ID) {
			e.Published = append(e.Published, n)
		}
	}
	return e
}

// listLog pages through the log.
//
//	@Summary	日志 / The log
//	@Tags		admin
//	@Produce	json
//	@Security	Bearer
//	@Param		after	query		int	false	"此版本之后 / after this revision"	default(-1)
//	@Param		limit	query		int	false	"最多几条 / how many at most"	default(100)	maximum(500)
//	@Success	200		{object}	Log
//	@Failure	400,401,403,429,503	{object}	problem.Problem
//	@Router		/v1/admin/log [get]
func (s *server) listLog(c *gin.Context) {
	p, err := parameters(c, "after", "limit")
	var after, limit int64
	if err == nil {
		after, err = p.Int("after", -1, -1, 1<<53)
	}
	if err == nil {
		limit, err = p.Int("limit", 100, 1, 500)
	}
	if err != nil {
		fail(c, err)
		return
	}
	ctx, cancel := recordContext(c)
	defer cancel()
	events, err := s.Record.Events(ctx, after, int(limit)+1)
	if err != nil {
		fail(c, recordError(err, err))
		return
	}
	out := Log{Events: []LogEvent{}}
	if len(events) > int(limit) {
		events = events[:limit]
		out.Next = &events[limit-1].Revision
	}
	for i := range events {
		out.Events = append(out.Events, newLogEvent(&events[i]))
	}
	c.JSON(http.StatusOK, out)
}

func newLogEvent(e *record.Event) LogEvent {
	out := LogEvent{
		Revision: e.Revision, Action: string(e.Action), Time: wire.Stamp(e.Time), Who: e.Who, Why: e.Why,
		Published: []string{}, Withdrawn: orEmpty(e.Withdrawn), Overrides: orEmpty(e.Overrides), Prev: e.Prev, Hash: e.Hash,
	}
	for _, n := range e.Published {
		out.Published = append(out.Published, n.ID)
	}
	return out
}
