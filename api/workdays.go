package api

import (
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/holidays"
)

// @ID			countWorkdays
// @Summary	工作日数 / Working days between
// @Description	默认 from 当日不计，to 当日计入。group=month 另按月给出。
// @Description	By default the day from is not counted and the day to is. group=month gives each month by itself as well.
// @Param		from	query		string	true	"起 / from"	example(2026-02-09)	Format(date)
// @Param		to		query		string	true	"止 / to"	example(2026-02-25)	Format(date)
// @Param		from_included	query	bool	false	"from 当日是否计入 / whether the day from is counted"	default(false)
// @Param		to_included		query	bool	false	"to 当日是否计入 / whether the day to is counted"	default(true)
// @Param		group	query		string	false	"按月 / by month"	Enums(month)
// @Success	200		{object}	wire.WorkdayCount
// @Failure	422	{object}	problem.Problem
// @Router		/v1/calendars/{id}/workdays [get]
func (h *calendarHandler) countWorkdays(c *gin.Context) (out wire.WorkdayCount, err error) {
	q := h.read(c, "from", "to", "from_included", "to_included", "group", "as_of")
	days := q.Range()
	out.From, out.FromIncluded = days.From, q.Bool("from_included", false)
	out.To, out.ToIncluded = days.To, q.Bool("to_included", true)
	byMonth := q.OneOf("group", "month") != ""
	q.knownAsOf()
	q.cover(days.From, "/from")
	q.cover(days.To, "/to")
	if q.Err != nil {
		return out, q.Err
	}
	if !out.FromIncluded {
		days.From = days.From.AddDays(1)
	}
	if !out.ToIncluded {
		days.To = days.To.AddDays(-1)
	}
	n, err := deadlines.CountWorkdays(q.calendar, days)
	out.Table, out.Workdays = wire.NewTable(q.calendar), n.Workdays
	out.Settlement = wire.NewSettlement(q.asOf, n.Certainty(), n.UnsettledFrom)
	if !n.UnsettledFrom.IsZero() {
		out.Least, out.Most = &n.Least, &n.Most
	}
	if err == nil && byMonth {
		out.Months, err = monthCounts(q.calendar, days)
	}
	return out, err
}

func monthCounts(cal *holidays.Calendar, days holidays.Span) (*[]wire.MonthCount, error) {
	parts, err := deadlines.CountByMonth(cal, days)
	months := make([]wire.MonthCount, 0, len(parts))
	for i := range parts {
		months = append(months, wire.NewMonthCount(&parts[i]))
	}
	return &months, err
}

// @ID			nthWorkday
// @Summary	当月第几个工作日 / The nth working day of a month
// @Description	n 为负则从月末倒数，-1 是最后一个工作日；当月没有这么多的，date 为 null。
// @Description	Negative n counts back from the end of the month, -1 is its last working day; date is null if the month has no such day.
// @Param		month	query		string	true	"月份 / month"	example(2026-02)
// @Param		n		query		int		true	"第几个，±1 至 ±31 / which, ±1 to ±31"	example(3)	minimum(-31)	maximum(31)
// @Success	200		{object}	wire.NthWorkday
// @Failure	422	{object}	problem.Problem
// @Router		/v1/calendars/{id}/workdays/nth [get]
func (h *calendarHandler) nthWorkday(c *gin.Context) (out wire.NthWorkday, err error) {
	q := h.read(c, "month", "n", "as_of")
	month, n := q.Month("month"), q.Nth()
	q.knownAsOf()
	if q.Err != nil {
		return out, q.Err
	}
	day, err := deadlines.NthWorkday(q.calendar, month, n)
	if err != nil {
		return out, deadlines.OutOfCoverage(err, "/month")
	}
	out = wire.NthWorkday{
		Table: wire.NewTable(q.calendar), Month: q.Parameters["month"], N: n, Workdays: day.Month.Workdays,
		DaySettlement: wire.NewDaySettlement(q.asOf, day.Certainty(), &day.Step),
	}
	if !day.Result.IsZero() {
		out.Date = &day.Result
	}
	return out, nil
}

// @ID			addWorkdays
// @Summary	加减工作日 / Step by working days
// @Description	date 当日不计；workdays 为负则倒数，为 0 则仍是 date，除非 roll 为 next（当日或其后第一个工作日）或 previous（当日或其前）。
// @Description	The date itself is not counted; negative workdays count back; 0 gives the date, or with roll the working day on or after it (next), on or before it (previous).
// @Param		date		query		string	true	"日期 / date"		example(2026-02-09)	Format(date)
// @Param		workdays	query		int		true	"工作日数，±n / working days"	example(7)	minimum(-20000)	maximum(20000)
// @Param		roll		query		string	false	"workdays=0 时遇休息日如何移动 / where a date goes that is not worked, with workdays=0"	Enums(next, previous)
// @Success	200			{object}	wire.WorkdayStep
// @Failure	422	{object}	problem.Problem
// @Router		/v1/calendars/{id}/add [get]
func (h *calendarHandler) addWorkdays(c *gin.Context) (out wire.WorkdayStep, err error) {
	q := h.read(c, "date", "workdays", "roll", "as_of")
	date, n := q.Date("date"), q.Step()
	roll := q.OneOf("roll", string(deadlines.RollNext), string(deadlines.RollPrevious))
	q.knownAsOf()
	if q.Err != nil {
		return out, q.Err
	}
	if n != 0 { // what is stepped to is worked
		roll = ""
	}
	var step deadlines.Step
	if roll != "" {
		step, err = deadlines.RollToWorkday(q.calendar, date, deadlines.Roll(roll))
	} else {
		step, err = deadlines.StepWorkdays(q.calendar, date, n)
	}
	if err != nil {
		return out, deadlines.OutOfCoverage(err, "/date")
	}
	return wire.WorkdayStep{
		Table: wire.NewTable(q.calendar), Date: date, Workdays: n, Roll: roll, Result: step.Result,
		DaySettlement: wire.NewDaySettlement(q.asOf, step.Certainty(), &step),
	}, nil
}

// moved sends callers of an address that was given up to the one in its place, for good.
func moved(to func(c *gin.Context) string) gin.HandlerFunc {
	return func(c *gin.Context) {
		target := url.URL{Path: to(c), RawQuery: c.Request.URL.RawQuery}
		c.Redirect(http.StatusPermanentRedirect, target.String())
	}
}
