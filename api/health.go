package api

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"shixian/api/answers"
	"shixian/api/caller"
	"shixian/api/problem"
	"shixian/holidays"
	"shixian/holidays/live"
)

// Health says that the process answers.
type Health struct {
	Status string `json:"status" example:"ok"`
}

// Readiness says that the service can answer, and how far its tables reach.
type Readiness struct {
	// ready, or degraded if it answers and something is wrong
	Status string `json:"status" enums:"ready,degraded" example:"ready"`
	// The number of the last table event
	Revision int64 `json:"revision" example:"0"`
	// The state of the whole table
	Position  string              `json:"position" example:"12.9f3c41aa"`
	Rules     int                 `json:"rules" example:"54"`
	Calendars []CalendarReadiness `json:"calendars"`
	// How record and snapshots stand
	State *live.State `json:"state,omitempty"`
}

// CalendarReadiness says how far a calendar is settled.
type CalendarReadiness struct {
	ID             string        `json:"id" example:"CN"`
	SettledThrough holidays.Date `json:"settled_through" example:"2026-12-24"`
}

// Unready is the problem of a service that must not be asked, with what it knows
// of record and snapshots.
type Unready struct {
	problem.Problem
	State live.State `json:"state"`
}

type healthHandler struct {
	answers  *answers.Service
	keeper   Keeper      // may be nil
	draining func() bool // may be nil
}

// healthz answers while the process runs.
//
//	@ID			healthz
//	@Summary	存活 / Liveness
//	@Success	200	{object}	Health
//	@Router		/healthz [get]
func healthz(c *gin.Context) { c.JSON(http.StatusOK, Health{"ok"}) }

// readyz answers 200 once there is a table to answer from, and until the service is
// about to stop.
//
//	@ID			readyz
//	@Summary	就绪 / Readiness
//	@Success	200	{object}	Readiness
//	@Failure	503	{object}	Unready
//	@Router		/readyz [get]
func (h *healthHandler) readyz(c *gin.Context) {
	c.Header("Cache-Control", "no-store")
	if h.draining != nil && h.draining() {
		fail(c, problem.New(problem.Stopping, ""))
		return
	}
	out := Readiness{Status: string(live.Ready), Rules: len(h.answers.Catalogue().Rules)}
	if h.keeper != nil {
		state := h.keeper.State()
		if state.Status == live.NotReady {
			unready(c, state)
			return
		}
		out.Status, out.State = string(state.Status), &state
	}
	t, err := h.answers.Table()
	if err != nil {
		fail(c, err)
		return
	}
	out.Revision, out.Position = t.Revision(), t.Position()
	for _, id := range t.IDs() {
		out.Calendars = append(out.Calendars, CalendarReadiness{id, t.Calendar(id).SettledThrough()})
	}
	c.JSON(http.StatusOK, out)
}

// unready answers why the service must not be asked.
func unready(c *gin.Context, state live.State) {
	var codes []string
	for _, r := range state.Reasons {
		codes = append(codes, r.Code)
	}
	p := problem.Of(problem.New(problem.NotReady, "", strings.Join(codes, ", ")), langOf(c))
	p.RequestID = caller.RequestID(c)
	c.Writer.Header()["Retry-After"] = retrySoon
	writeProblem(c, p.Status, Unready{p, state})
}
