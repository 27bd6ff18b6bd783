package api

import (
	"github.com/gin-gonic/gin"

	"shixian/api/answers"
	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/holidays"
)

// calendarHandler answers what a table of calendars holds.
type calendarHandler struct{ answers *answers.Service }

// calendarCall is a call about one calendar.
type calendarCall struct {
	wire.Values
	table    *holidays.Table
	calendar *holidays.Calendar // nil if something was wrong before
	asOf     holidays.Date      // of the notices that hold; zero for all
}

// read returns the calendar that a call's path names, and its parameters: those allowed and
// a table's.
func (h *calendarHandler) read(c *gin.Context, allowed ...string) (q calendarCall) {
	if q.table, q.Err = tableAsked(c, h.answers); q.Err != nil {
		return q
	}
	id := c.Param("id")
	if q.calendar = q.table.Calendar(id); q.calendar == nil {
		q.Err = problem.OfQuery(problem.New(deadlines.CodeCalendarUnknown, "/id", id))
		return q
	}
	q.Parameters, q.Err = parameters(c, append(allowed, wire.TableParameters...)...)
	return q
}

// knownAsOf goes on with the calendar as it was known on the day under as_of, if one is
// given.
func (q *calendarCall) knownAsOf() {
	if _, given := q.Parameters["as_of"]; !given {
		return
	}
	if q.asOf = q.Date("as_of"); q.Err == nil {
		q.calendar = q.table.AsOf(q.calendar.ID(), q.asOf)
	}
}

// cover checks that the calendar covers a day, which pointer leads to.
func (q *calendarCall) cover(d holidays.Date, pointer string) {
	if q.Err == nil {
		q.Err = deadlines.Covered(q.calendar, d, pointer)
	}
}

// @ID			listCalendars
// @Summary	日历 / Calendars
// @Success	200	{object}	wire.Calendars
// @Router		/v1/calendars [get]
func (h *calendarHandler) listCalendars(c *gin.Context) (out wire.Calendars, err error) {
	t, err := tableAsked(c, h.answers)
	if err == nil {
		_, err = parameters(c, wire.TableParameters...)
	}
	if err != nil {
		return out, err
	}
	for _, id := range t.IDs() {
		out.Calendars = append(out.Calendars, wire.NewCalendar(t.Calendar(id), false))
	}
	return out, nil
}

// @ID			getCalendar
// @Summary	一个日历 / One calendar
// @Param		id	path		string	true	"日历 / calendar"	example(CN-GX)
// @Success	200	{object}	wire.Calendar
// @Router		/v1/calendars/{id} [get]
func (h *calendarHandler) getCalendar(c *gin.Context) (out wire.Calendar, err error) {
	q := h.read(c)
	if q.Err != nil {
		return out, q.Err
	}
	return wire.NewCalendar(q.calendar, true), nil
}
