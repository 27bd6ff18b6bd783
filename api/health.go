package api

import (
	"github.com/gin-gonic/gin"

	"shixian/holidays"
)

// Health says that the process answers.
type Health struct {
	Status string `json:"status" example:"ok"`
}

// Readiness says that the service can answer, and how far its tables reach.
type Readiness struct {
	Status string `json:"status" example:"ready"`
	// The number of the last table event
	Revision  int64               `json:"revision" example:"0"`
	Rules     int                 `json:"rules" example:"54"`
	Calendars []CalendarReadiness `json:"calendars"`
}

// CalendarReadiness says how far a calendar is settled.
type CalendarReadiness struct {
	ID             string        `json:"id" example:"CN"`
	SettledThrough holidays.Date `json:"settled_through" swaggertype:"string" example:"2026-12-24"`
}

// healthz answers while the process runs.
//
//	@Summary	存活 / Liveness
//	@Tags		operations
//	@Produce	json
//	@Success	200	{object}	Health
//	@Router		/healthz [get]
func (s *server) healthz(c *gin.Context) { c.JSON(200, Health{"ok"}) }

// readyz answers 200 once there is a table to answer from.
//
//	@Summary	就绪 / Readiness
//	@Tags		operations
//	@Produce	json
//	@Success	200	{object}	Readiness
//	@Failure	503	{object}	Problem
//	@Router		/readyz [get]
func (s *server) readyz(c *gin.Context) {
	t := s.table(c)
	if t == nil {
		return
	}
	out := Readiness{Status: "ready", Revision: t.Revision(), Rules: len(s.Catalogue.Rules)}
	for _, id := range t.IDs() {
		out.Calendars = append(out.Calendars, CalendarReadiness{id, t.Calendar(id).SettledThrough()})
	}
	c.JSON(200, out)
}
