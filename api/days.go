package api

import (
	"errors"

	"github.com/gin-gonic/gin"

	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/holidays"
)

// maxRangeDays is the longest range of days in one call: four years.
const maxRangeDays = 4*365 + 1

// covered returns the error of a day that the calendar does not know.
func covered(cal *holidays.Calendar, d holidays.Date, pointer string) error {
	return coverage(cal.Check(d), pointer)
}

func coverage(err error, pointer string) error {
	var ce *holidays.CoverageError
	if errors.As(err, &ce) {
		return &deadlines.Error{Code: deadlines.CodeOutOfCoverage, Pointer: pointer, Args: []any{ce.Calendar, ce.First, ce.Last}}
	}
	return err
}

// dateRange reads from and to.
func dateRange(c *gin.Context) (days holidays.Span, err error) {
	p, err := tableParameters(c, "from", "to")
	if err != nil {
		return days, err
	}
	return p.Range()
}

// listDays lists days.
//
//	@Summary	逐日 / Days
//	@Tags		calendars
//	@Produce	json
//	@Param		id		path		string	true	"日历 / calendar"	example(CN)
//	@Param		from	query		string	true	"起，含 / first day"	example(2026-02-13)
//	@Param		to		query		string	true	"止，含；最多4年 / last day, at most 4 years"	example(2026-03-01)
//	@Param			revision	query		string	false	"按该版本或位置的日历表 / by the tables of that revision or position"
//	@Success	200		{object}	wire.Days
//	@Success	304
//	@Failure	400,401,404,422,429,503	{object}	problem.Problem
//	@Router		/v1/calendars/{id}/days [get]
func (h *calendarHandler) listDays(c *gin.Context) {
	cal := h.calendar(c)
	if cal == nil {
		return
	}
	asked, err := dateRange(c)
	from, to := asked.From, asked.To
	if err == nil && from.DaysUntil(to) >= maxRangeDays {
		err = problem.New(problem.RangeTooLong, "/to", maxRangeDays)
	}
	if err == nil {
		err = errors.Join(covered(cal, from, "/from"), covered(cal, to, "/to"))
	}
	if err != nil {
		fail(c, err)
		return
	}
	out := wire.Days{Calendar: cal.ID(), CalendarRevision: cal.Revision(), Position: cal.Position(), Days: make([]wire.Day, 0, from.DaysUntil(to)+1)}
	for d := from; !d.After(to); d = d.AddDays(1) {
		day, err := cal.Day(d)
		if err != nil {
			fail(c, err)
			return
		}
		out.Days = append(out.Days, wire.NewDay(day))
	}
	writeValue(c, out)
}

// getDay returns one day.
//
//	@Summary	一日 / One day
//	@Tags		calendars
//	@Produce	json
//	@Param		id		path		string	true	"日历 / calendar"	example(CN)
//	@Param		date	path		string	true	"日期 / date"		example(2026-02-14)
//	@Param			revision	query		string	false	"按该版本或位置的日历表 / by the tables of that revision or position"
//	@Success	200		{object}	wire.Day
//	@Success	304
//	@Failure	401,404,422,429,503	{object}	problem.Problem
//	@Router		/v1/calendars/{id}/days/{date} [get]
func (h *calendarHandler) getDay(c *gin.Context) {
	cal := h.calendar(c)
	if cal == nil {
		return
	}
	_, err := tableParameters(c)
	var date holidays.Date
	if err == nil {
		date, err = wire.ParseDate("date", c.Param("date"))
	}
	var day holidays.Day
	if err == nil {
		day, err = cal.Day(date)
		err = coverage(err, "/date")
	}
	if err != nil {
		fail(c, err)
		return
	}
	writeValue(c, wire.NewDay(day))
}
