package api

import (
	"github.com/gin-gonic/gin"

	"shixian/api/wire"
	"shixian/holidays"
)

// countWorkdays counts the working days between two days.
//
//	@Summary	工作日数 / Working days between
//	@Description	from 当日不计，to 当日计入。 The day from is not counted, the day to is.
//	@Tags		calendars
//	@Produce	json
//	@Param		id		path		string	true	"日历 / calendar"	example(CN)
//	@Param		from	query		string	true	"起，不含 / from, excluded"	example(2026-02-09)
//	@Param		to		query		string	true	"止，含 / to, included"	example(2026-02-25)
//	@Param			revision	query		int	false	"按该版本的日历表 / by the tables of that revision"
//	@Success	200		{object}	wire.WorkdayCount
//	@Success	304
//	@Failure	400,401,404,422,429,503	{object}	problem.Problem
//	@Router		/v1/calendars/{id}/workdays [get]
func (h *calendarHandler) countWorkdays(c *gin.Context) {
	cal := h.calendar(c)
	if cal == nil {
		return
	}
	days, err := dateRange(c)
	from, to := days.From, days.To
	if err == nil {
		err = covered(cal, from, "/from")
	}
	var n int
	if err == nil {
		n, err = cal.CountWorkdays(from, to)
		err = coverage(err, "/to")
	}
	if err != nil {
		fail(c, err)
		return
	}
	out := wire.WorkdayCount{Calendar: cal.ID(), CalendarRevision: cal.Revision(), From: from, To: to, ToIncluded: true, Workdays: n}
	out.UnsettledFrom, out.Provisional = cal.Unsettled(from.AddDays(1), to)
	writeValue(c, out)
}

// addWorkdays steps by working days.
//
//	@Summary	加减工作日 / Step by working days
//	@Description	date 当日不计；workdays 为负则倒数，为 0 则仍是 date。
//	@Description	The date itself is not counted; negative workdays count back, 0 gives the date.
//	@Tags		calendars
//	@Produce	json
//	@Param		id			path		string	true	"日历 / calendar"	example(CN)
//	@Param		date		query		string	true	"日期 / date"		example(2026-02-09)
//	@Param		workdays	query		int		true	"工作日数，±n / working days"	example(7)
//	@Param			revision	query		int	false	"按该版本的日历表 / by the tables of that revision"
//	@Success	200			{object}	wire.WorkdayStep
//	@Success	304
//	@Failure	400,401,404,422,429,503	{object}	problem.Problem
//	@Router		/v1/calendars/{id}/add [get]
//	@Router		/v1/calendars/{id}/workdays/add [get]
func (h *calendarHandler) addWorkdays(c *gin.Context) {
	cal := h.calendar(c)
	if cal == nil {
		return
	}
	p, err := tableParameters(c, "date", "workdays")
	var date, result holidays.Date
	if err == nil {
		date, err = p.Date("date")
	}
	var n int
	if err == nil {
		n, err = p.Step()
	}
	if err == nil {
		result, err = cal.AddWorkdays(date, n)
		err = coverage(err, "/date")
	}
	if err != nil {
		fail(c, err)
		return
	}
	out := wire.WorkdayStep{Calendar: cal.ID(), CalendarRevision: cal.Revision(), Date: date, Workdays: n, Result: result}
	switch {
	case n > 0:
		out.UnsettledFrom, out.Provisional = cal.Unsettled(date.AddDays(1), result)
	case n < 0:
		out.UnsettledFrom, out.Provisional = cal.Unsettled(result, date.AddDays(-1))
	}
	writeValue(c, out)
}
