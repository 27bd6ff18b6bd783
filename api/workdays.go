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
func (h *calendarHandler) countWorkdays(c *gin.Context) {
	t, cal := h.tableAndCalendar(c)
	if cal == nil {
		return
	}
	r, err := readCount(c)
	if err == nil {
		cal, r.asOf, err = asOfCalendar(t, cal, r.parameters)
	}
	if err == nil {
		err = covered(cal, r.from, "/from")
	}
	if err == nil {
		err = covered(cal, r.to, "/to")
	}
	var out wire.WorkdayCount
	if err == nil {
		out, err = r.count(cal)
	}
	if err != nil {
		fail(c, err)
		return
	}
	writeValue(c, out)
}

// countRequest asks for the number of working days between two days.
type countRequest struct {
	parameters               wire.Parameters
	from, to, asOf           holidays.Date
	fromIncluded, toIncluded bool
	byMonth                  bool
}

func readCount(c *gin.Context) (r countRequest, err error) {
	p, err := tableParameters(c, "from", "to", "from_included", "to_included", "group", "as_of")
	if err != nil {
		return r, err
	}
	r.parameters = p
	days, err := p.Range()
	if err != nil {
		return r, err
	}
	r.from, r.to = days.From, days.To
	if r.fromIncluded, err = p.Bool("from_included", false); err != nil {
		return r, err
	}
	if r.toIncluded, err = p.Bool("to_included", true); err != nil {
		return r, err
	}
	group, err := p.OneOf("group", "month")
	r.byMonth = group != ""
	return r, err
}

func (r *countRequest) count(cal *holidays.Calendar) (wire.WorkdayCount, error) {
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
//	@Param		n		query		int		true	"第几个，±1 至 ±31 / which, ±1 to ±31"	example(3)
//	@Param		as_of	query	string	false	"只按该日已公布的通知 / by the notices issued by that day"	Format(date)
//	@Param		revision	query		string	false	"按该版本或位置的日历表 / by the tables of that revision or position"
//	@Param		min_position	query	string	false	"等到这个位置再答，至多几秒 / waits some seconds until that position is reached"
//	@Success	200		{object}	wire.NthWorkday
//	@Success	304
//	@Failure	401,422	{object}	problem.Problem
//	@Router		/v1/calendars/{id}/workdays/nth [get]
func (h *calendarHandler) nthWorkday(c *gin.Context) {
	t, cal := h.tableAndCalendar(c)
	if cal == nil {
		return
	}
	p, err := tableParameters(c, "month", "n", "as_of")
	var month, asOf holidays.Date
	if err == nil {
		month, err = p.Month("month")
	}
	var n int64
	if err == nil {
		n, err = p.Nth()
	}
	if err == nil {
		cal, asOf, err = asOfCalendar(t, cal, p)
	}
	var day deadlines.Nth
	if err == nil {
		day, err = deadlines.NthWorkday(cal, month, int(n))
		err = deadlines.OutOfCoverage(err, "/month")
	}
	if err != nil {
		fail(c, err)
		return
	}
	out := wire.NthWorkday{
		Table: wire.NewTable(cal), Month: p["month"], N: int(n), Workdays: day.Month.Workdays,
		DaySettlement: wire.NewDaySettlement(asOf, day.Certainty(), &day.Step),
	}
	if !day.Result.IsZero() {
		out.Date = &day.Result
	}
	writeValue(c, out)
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
//	@Param		workdays	query		int		true	"工作日数，±n / working days"	example(7)
//	@Param		roll		query		string	false	"workdays=0 时遇休息日如何移动 / where a date goes that is not worked, with workdays=0"	Enums(next, previous)
//	@Param			as_of	query	string	false	"只按该日已公布的通知 / by the notices issued by that day"	Format(date)
//	@Param			revision	query		string	false	"按该版本或位置的日历表 / by the tables of that revision or position"
//	@Param			min_position	query	string	false	"等到这个位置再答，至多几秒 / waits some seconds until that position is reached"
//	@Success	200			{object}	wire.WorkdayStep
//	@Success	304
//	@Failure	401,422	{object}	problem.Problem
//	@Router		/v1/calendars/{id}/add [get]
func (h *calendarHandler) addWorkdays(c *gin.Context) {
	t, cal := h.tableAndCalendar(c)
	if cal == nil {
		return
	}
	p, err := tableParameters(c, "date", "workdays", "roll", "as_of")
	var date, asOf holidays.Date
	if err == nil {
		date, err = p.Date("date")
	}
	var n int
	if err == nil {
		n, err = p.Step()
	}
	var roll string
	if err == nil {
		roll, err = p.OneOf("roll", string(deadlines.RollNext), string(deadlines.RollPrevious))
	}
	if err == nil {
		cal, asOf, err = asOfCalendar(t, cal, p)
	}
	var step deadlines.Step
	if err == nil {
		if n == 0 && roll != "" {
			step, err = deadlines.RollToWorkday(cal, date, deadlines.Roll(roll))
		} else {
			step, err = deadlines.StepWorkdays(cal, date, n)
		}
		err = deadlines.OutOfCoverage(err, "/date")
	}
	if err != nil {
		fail(c, err)
		return
	}
	writeValue(c, wire.WorkdayStep{
		Table: wire.NewTable(cal), Date: date, Workdays: n, Roll: roll, Result: step.Result,
		DaySettlement: wire.NewDaySettlement(asOf, step.Certainty(), &step),
	})
}

// moved sends callers of an address that was given up to the one in its place, for good.
func moved(to func(c *gin.Context) string) gin.HandlerFunc {
	return func(c *gin.Context) {
		target := url.URL{Path: to(c), RawQuery: c.Request.URL.RawQuery}
		c.Redirect(http.StatusPermanentRedirect, target.String())
	}
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
