package api

import (
	"github.com/gin-gonic/gin"

	"shixian/api/answers"
	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/holidays"
)

// calendarHandler answers what a table of calendars holds.
type calendarHandler struct{ answers *answers.Service }

// calendar returns the calendar that the path names, or answers why not.
func (h *calendarHandler) calendar(c *gin.Context) *holidays.Calendar {
	_, cal := h.tableAndCalendar(c)
	return cal
}

// tableAndCalendar is [calendarHandler.calendar] with the table that it is of.
func (h *calendarHandler) tableAndCalendar(c *gin.Context) (*holidays.Table, *holidays.Calendar) {
	t := table(c, h.answers)
	if t == nil {
		return nil, nil
	}
	cal := t.Calendar(c.Param("id"))
	if cal == nil {
		fail(c, &deadlines.Error{Code: deadlines.CodeCalendarUnknown, Args: []any{c.Param("id")}})
	}
	return t, cal
}

// listCalendars lists the calendars.
//
//	@ID			listCalendars
//	@Summary	日历 / Calendars
//	@Tags		calendars
//	@Produce	json
//	@Param			revision	query		string	false	"按该版本或位置的日历表 / by the tables of that revision or position"
//	@Param			min_position	query	string	false	"等到这个位置再答，至多几秒 / waits some seconds until that position is reached"
//	@Success	200	{object}	wire.Calendars
//	@Success	304
//	@Failure	401	{object}	problem.Problem
//	@Router		/v1/calendars [get]
func (h *calendarHandler) listCalendars(c *gin.Context) {
	t := table(c, h.answers)
	if t == nil {
		return
	}
	if _, err := tableParameters(c); err != nil {
		fail(c, err)
		return
	}
	out := wire.Calendars{}
	for _, id := range t.IDs() {
		out.Calendars = append(out.Calendars, wire.NewCalendar(t.Calendar(id), false))
	}
	writeValue(c, out)
}

// getCalendar returns one calendar with its notices' entries.
//
//	@ID			getCalendar
//	@Summary	一个日历 / One calendar
//	@Tags		calendars
//	@Produce	json
//	@Param		id	path		string	true	"日历 / calendar"	example(CN-GX)
//	@Param			revision	query		string	false	"按该版本或位置的日历表 / by the tables of that revision or position"
//	@Param			min_position	query	string	false	"等到这个位置再答，至多几秒 / waits some seconds until that position is reached"
//	@Success	200	{object}	wire.Calendar
//	@Success	304
//	@Failure	401	{object}	problem.Problem
//	@Router		/v1/calendars/{id} [get]
func (h *calendarHandler) getCalendar(c *gin.Context) {
	cal := h.calendar(c)
	if cal == nil {
		return
	}
	if _, err := tableParameters(c); err != nil {
		fail(c, err)
		return
	}
	writeValue(c, wire.NewCalendar(cal, true))
}
