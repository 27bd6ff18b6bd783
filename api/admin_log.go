package api

import (
	"github.com/gin-gonic/gin"

	"shixian/api/admin"
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

// Log is a page of the log of table events.
type Log struct {
	Events []LogEvent `json:"events"`
	// The value of after for the next page; left out on the last
	Next *int64 `json:"next,omitempty"`
}

// LogEvent is one event of the log.
type LogEvent struct {
	Revision  int64    `json:"revision"`
	Action    string   `json:"action" enums:"baseline,embed,publish,withdraw,rollback,restore"`
	Time      string   `json:"time" format:"date-time" example:"2026-11-23T08:00:00Z"`
	Who       string   `json:"who"`
	Why       string   `json:"why"`
	Published []string `json:"published"`
	Withdrawn []string `json:"withdrawn"`
	// The draft that it published
	Draft     string            `json:"draft,omitempty"`
	Overrides []record.Override `json:"overrides"`
	Prev      string            `json:"prev"`
	Hash      string            `json:"hash"`
}

// @ID			listNotices
// @Summary	通知 / Notices
// @Success	200	{object}	AdminNotices
// @Router		/v1/admin/notices [get]
func (h *adminHandler) listNotices(c *gin.Context) (AdminNotices, error) {
	notices, err := h.service.Notices(c.Request.Context(), h.actor(c))
	out := AdminNotices{Notices: []AdminNotice{}}
	for i := range notices {
		n := &notices[i]
		out.Notices = append(out.Notices, AdminNotice{wire.NewNotice(&n.Notice, true), n.Active, n.Published, n.Withdrawn})
	}
	return out, err
}

// @ID			listLog
// @Summary	日志 / The log
// @Param		after	query		int	false	"此版本之后 / after this revision"	default(-1)
// @Param		limit	query		int	false	"最多几条 / how many at most"	default(100)	maximum(500)
// @Success	200		{object}	Log
// @Router		/v1/admin/log [get]
func (h *adminHandler) listLog(c *gin.Context) (out Log, err error) {
	p := values(c, "after", "limit")
	after, limit := p.Int("after", -1, -1, 1<<53), p.Int("limit", 100, 1, admin.MaxLog)
	if p.Err != nil {
		return out, p.Err
	}
	events, more, err := h.service.Log(c.Request.Context(), h.actor(c), after, int(limit))
	out.Events = []LogEvent{}
	for _, e := range events {
		out.Events = append(out.Events, LogEvent{
			Revision: e.Revision, Action: string(e.Action), Time: wire.Stamp(e.Time), Who: e.Who, Why: e.Why,
			Published: holidays.NoticeIDs(e.Published), Withdrawn: wire.Listed(e.Withdrawn), Draft: e.Draft,
			Overrides: wire.Listed(e.Overrides), Prev: e.Prev, Hash: e.Hash,
		})
	}
	if more {
		out.Next = &out.Events[len(out.Events)-1].Revision
	}
	return out, err
}
