package api

import (
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/holidays"
)

// countWorkdays counts the working days between two days.
//
//	@ID			countWorkdays
//	@Summary	工作日数 / Working days between
//	@Description	默认 from 当日不计，to 当日计入。group=month 另按月给出。
//	@Description	By default the day from is not counted and the day to is. group=month gives each month by itself as well.
//	@Tags		calendars
//	@Produce	json
//	@Param		id		path		string	true	"日历 / calendar"	example(CN)
//	@Param		from	query		string	true	"起 / from"	example(2026-02-09)	Format(date)
//	@Param		to		query		string	true	"止 / to"	example(2026-02-25)	Format(date)
//	@Param		from_included	query	bool	false	"from 当日是否计入 / whether the day from is counted"	default(false)
//	@Param		to_included		query	bool	false	"to 当日是否计入 / whether the day to is counted"	default(true)
//	@Param		group	query		string	false	"按月 / by month"	Enums(month)
//	@Param			as_of	query	string	false	"只按该日已公布的通知 / by the notices issued by that day"	Format(date)
//	@Param			revision	query		string	false	"按该版本或位置的日历表 / by the tables of that revision or position"
//	@Param			min_position	query	string	false	"等到这个位置再答，至多几秒 / waits some seconds until that position is reached"
//	@Success	200		{object}	wire.WorkdayCount
//	@Success	304
//	@Failure	401,422	{object}	problem.Problem
//	@Router		/v1/calendars/{id}/workdays [get]
func (h *calendarHandler) countWorkdays(c *gin.Context) (out wire.WorkdayCount, err error) {
	r, err := h.readCount(c)
	if err == nil {
		err = r.knownAsOf()
	}
	if err == nil {
		err = deadlines.Covered(r.calendar, r.from, "/from")
	}
	if err == nil {
		err = deadlines.Covered(r.calendar, r.to, "/to")
	}
	if err != nil {
		return out, err
	}
	return r.count()
}

// countRequest asks for the number of working days between two days.
type countRequest struct {
	calendarCall
	from, to                 holidays.Date
	fromIncluded, toIncluded bool
	byMonth                  bool
}

func (h *calendarHandler) readCount(c *gin.Context) (r countRequest, err error) {
	if r.calendarCall, err = h.read(c, "from", "to", "from_included", "to_included", "group", "as_of"); err != nil {
		return r, err
	}
	days, err := r.Range()
	r.from, r.to = days.From, days.To
	if err == nil {
		r.fromIncluded, err = r.Bool("from_included", false)
	}
	if err == nil {
		r.toIncluded, err = r.Bool("to_included", true)
	}
	if err != nil {
		return r, err
	}
	group, err := r.OneOf("group", "month")
	r.byMonth = group != ""
	return r, err
}

func (r *countRequest) count() (wire.WorkdayCount, error) {
	cal := r.calendar
	days := holidays.Span{From: r.from, To: r.to}
	if !r.fromIncluded {
		days.From = days.From.AddDays(1)
	}
	if !r.toIncluded {
		days.To = days.To.AddDays(-1)
	}
	n, err := deadlines.CountWorkdays(cal, days)
	out := wire.WorkdayCount{
		Table: wire.NewTable(cal),
		From:  r.from, FromIncluded: r.fromIncluded, To: r.to, ToIncluded: r.toIncluded, Workdays: n.Workdays,
		Settlement: wire.NewSettlement(r.asOf, n.Certainty(), n.UnsettledFrom),
	}
	if !n.UnsettledFrom.IsZero() {
		out.Least, out.Most = &n.Least, &n.Most
	}
	if err != nil || !r.byMonth {
		return out, err
	}
	parts, err := deadlines.CountByMonth(cal, days)
	months := make([]wire.MonthCount, 0, len(parts))
	for i := range parts {
		months = append(months, wire.NewMonthCount(&parts[i]))
	}
	out.Months = &months
	return out, err
}

// nthWorkday returns a working day of a month by its number.
//
//	@ID			nthWorkday
//	@Summary	当月第几个工作日 / The nth working day of a month
//	@Description	n 为负则从月末倒数，-1 是最后一个工作日；当月没有这么多的，date 为 null。
//	@Description	Negative n counts back from the end of the month, -1 is its last working day; date is null if the month has no such day.
//	@Tags		calendars
//	@Produce	json
//	@Param		id		path		string	true	"日历 / calendar"	example(CN)
//	@Param		month	query		string	true	"月份 / month"	example(2026-02)
//	@Param		n		query		int		true	"第几个，±1 至 ±31 / which, ±1 to ±31"	example(3)	minimum(-31)	maximum(31)
//	@Param		as_of	query	string	false	"只按该日已公布的通知 / by the notices issued by that day"	Format(date)
//	@Param		revision	query		string	false	"按该版本或位置的日历表 / by the tables of that revision or position"
//	@Param		min_position	query	string	false	"等到这个位置再答，至多几秒 / waits some seconds until that position is reached"
//	@Success	200		{object}	wire.NthWorkday
//	@Success	304
//	@Failure	401,422	{object}	problem.Problem
//	@Router		/v1/calendars/{id}/workdays/nth [get]
func (h *calendarHandler) nthWorkday(c *gin.Context) (out wire.NthWorkday, err error) {
	q, err := h.read(c, "month", "n", "as_of")
	var month holidays.Date
	if err == nil {
		month, err = q.Month("month")
	}
	var n int64
	if err == nil {
		n, err = q.Nth()
	}
	if err == nil {
		err = q.knownAsOf()
	}
	if err != nil {
		return out, err
	}
	day, err := deadlines.NthWorkday(q.calendar, month, int(n))
	if err != nil {
		return out, deadlines.OutOfCoverage(err, "/month")
	}
	out = wire.NthWorkday{
		Table: wire.NewTable(q.calendar), Month: q.Parameters["month"], N: int(n), Workdays: day.Month.Workdays,
		DaySettlement: wire.NewDaySettlement(q.asOf, day.Certainty(), &day.Step),
	}
	if !day.Result.IsZero() {
		out.Date = &day.Result
	}
	return out, nil
}

// addWorkdays steps by working days.
//
//	@ID			addWorkdays
//	@Summary	加减工作日 / Step by working days
//	@Description	date 当日不计；workdays 为负则倒数，为 0 则仍是 date，除非 roll 为 next（当日或其后第一个工作日）或 previous（当日或其前）。
//	@Description	The date itself is not counted; negative workdays count back; 0 gives the date, or with roll the working day on or after it (next), on or before it (previous).
//	@Tags		calendars
//	@Produce	json
//	@Param		id			path		string	true	"日历 / calendar"	example(CN)
//	@Param		date		query		string	true	"日期 / date"		example(2026-02-09)	Format(date)
//	@Param		workdays	query		int		true	"工作日数，±n / working days"	example(7)	minimum(-20000)	maximum(20000)
//	@Param		roll		query		string	false	"workdays=0 时遇休息日如何移动 / where a date goes that is not worked, with workdays=0"	Enums(next, previous)
//	@Param			as_of	query	string	false	"只按该日已公布的通知 / by the notices issued by that day"	Format(date)
//	@Param			revision	query		string	false	"按该版本或位置的日历表 / by the tables of that revision or position"
//	@Param			min_position	query	string	false	"等到这个位置再答，至多几秒 / waits some seconds until that position is reached"
//	@Success	200			{object}	wire.WorkdayStep
//	@Success	304
//	@Failure	401,422	{object}	problem.Problem
//	@Router		/v1/calendars/{id}/add [get]
func (h *calendarHandler) addWorkdays(c *gin.Context) (out wire.WorkdayStep, err error) {
	q, err := h.read(c, "date", "workdays", "roll", "as_of")
	var date holidays.Date
	if err == nil {
		date, err = q.Date("date")
	}
	var n int
	if err == nil {
		n, err = q.Step()
	}
	var roll string
	if err == nil {
		roll, err = q.OneOf("roll", string(deadlines.RollNext), string(deadlines.RollPrevious))
	}
	if err == nil {
		err = q.knownAsOf()
	}
	if err != nil {
		return out, err
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
