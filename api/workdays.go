package api

import (
	"github.com/gin-gonic/gin"

	"shixian/api/wire"
	"shixian/deadlines"
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
//	@Param			as_of	query	string	false	"只按该日已公布的通知 / by the notices issued by that day"	example(2025-10-31)
//	@Param			revision	query		string	false	"按该版本或位置的日历表 / by the tables of that revision or position"
//	@Success	200		{object}	wire.WorkdayCount
//	@Success	304
//	@Failure	400,401,404,422,429,503	{object}	problem.Problem
//	@Router		/v1/calendars/{id}/workdays [get]
func (h *calendarHandler) countWorkdays(c *gin.Context) {
	t, cal := h.tableAndCalendar(c)
	if cal == nil {
		return
	}
	p, err := tableParameters(c, "from", "to", "as_of")
	var days holidays.Span
	if err == nil {
		days, err = p.Range()
	}
	var asOf holidays.Date
	if err == nil {
		cal, asOf, err = asOfCalendar(t, cal, p)
	}
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
	out := wire.WorkdayCount{Calendar: cal.ID(), CalendarRevision: cal.Revision(), Position: cal.Position(), From: from, To: to, ToIncluded: true, Workdays: n}
	out.AsOf, out.Certainty = asOf, string(deadlines.Settled)
	if open, any := cal.Unsettled(from.AddDays(1), to); any {
		least, most := cal.Bounds(from, to)
		out.UnsettledFrom, out.Least, out.Most = open, &least, &most
		out.Certainty, out.Provisional = string(deadlines.Bounded), least != most
		if out.Provisional {
			out.Certainty = string(deadlines.Provisional)
		}
	}
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
//	@Param			as_of	query	string	false	"只按该日已公布的通知 / by the notices issued by that day"	example(2025-10-31)
//	@Param			revision	query		string	false	"按该版本或位置的日历表 / by the tables of that revision or position"
//	@Success	200			{object}	wire.WorkdayStep
//	@Success	304
//	@Failure	400,401,404,422,429,503	{object}	problem.Problem
//	@Router		/v1/calendars/{id}/add [get]
//	@Router		/v1/calendars/{id}/workdays/add [get]
func (h *calendarHandler) addWorkdays(c *gin.Context) {
	t, cal := h.tableAndCalendar(c)
	if cal == nil {
		return
	}
	p, err := tableParameters(c, "date", "workdays", "as_of")
	var date, asOf holidays.Date
	if err == nil {
		date, err = p.Date("date")
	}
	var n int
	if err == nil {
		n, err = p.Step()
	}
	if err == nil {
		cal, asOf, err = asOfCalendar(t, cal, p)
	}
	var step deadlines.Step
	if err == nil {
		step, err = deadlines.StepWorkdays(cal, date, n)
		err = coverage(err, "/date")
	}
	if err != nil {
		fail(c, err)
		return
	}
	certainty := step.Certainty()
	writeValue(c, wire.WorkdayStep{
		Calendar: cal.ID(), CalendarRevision: cal.Revision(), Position: cal.Position(), Date: date, Workdays: n, Result: step.Result,
		AsOf: asOf, Certainty: string(certainty), Provisional: certainty == deadlines.Provisional,
		UnsettledFrom: step.UnsettledFrom, Earliest: step.Earliest, Latest: step.Latest,
	})
}

// asOfCalendar returns cal of t as it was known on the day under as_of, if one is given.
func asOfCalendar(t *holidays.Table, cal *holidays.Calendar, p wire.Parameters) (*holidays.Calendar, holidays.Date, error) {
	if _, given := p["as_of"]; !given {
		return cal, holidays.Date{}, nil
	}
	day, err := p.Date("as_of")
	if err != nil {
		return nil, day, err
	}
	return t.AsOf(cal.ID(), day), day, nil
}
