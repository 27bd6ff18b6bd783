package api

import (
	"encoding/json"
	"errors"
	"strconv"

	"github.com/gin-gonic/gin"

	"shixian/api/etag"
	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/holidays"
)

// maxRangeDays is the longest range of days in one call: four years.
const maxRangeDays = 4*365 + 1

// covered returns the error of a day that the calendar does not know.
func covered(cal *holidays.Calendar, d holidays.Date, pointer string) error {
	return deadlines.OutOfCoverage(cal.Check(d), pointer)
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
//	@ID			listDays
//	@Summary	逐日 / Days
//	@Tags		calendars
//	@Produce	json
//	@Param		id		path		string	true	"日历 / calendar"	example(CN)
//	@Param		from	query		string	true	"起，含 / first day"	example(2026-02-13)	Format(date)
//	@Param		to		query		string	true	"止，含；最多4年 / last day, at most 4 years"	example(2026-03-01)	Format(date)
//	@Param			revision	query		string	false	"按该版本或位置的日历表 / by the tables of that revision or position"
//	@Param			min_position	query	string	false	"等到这个位置再答，至多几秒 / waits some seconds until that position is reached"
//	@Success	200		{object}	wire.Days
//	@Success	304
//	@Failure	401,422	{object}	problem.Problem
//	@Router		/v1/calendars/{id}/days [get]
func (h *calendarHandler) listDays(c *gin.Context) {
	cal := h.calendar(c)
	if cal == nil {
		return
	}
	days, err := dateRange(c)
	from, to := days.From, days.To
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
	asked := make([]holidays.Date, 0, from.DaysUntil(to)+1)
	for d := from; !d.After(to); d = d.AddDays(1) {
		asked = append(asked, d)
	}
	out, err := daysOf(cal, asked)
	if err != nil {
		fail(c, err)
		return
	}
	writeValue(c, out)
}

// daysOf returns days that are covered.
func daysOf(cal *holidays.Calendar, dates []holidays.Date) (wire.Days, error) {
	out := wire.Days{Table: wire.NewTable(cal), Days: make([]wire.Day, 0, len(dates))}
	for _, d := range dates {
		day, err := cal.Day(d)
		if err != nil {
			return out, err
		}
		out.Days = append(out.Days, wire.NewDay(day))
	}
	return out, nil
}

// postDays returns days that need not follow on one another.
//
//	@ID			postDays
//	@Summary	一组日子 / Some days
//	@Description	按 dates 的顺序，最多 1461 个。
//	@Description	In the order of dates, 1,461 at most.
//	@Tags		calendars
//	@Accept		json
//	@Produce	json
//	@Param		id		path	string				true	"日历 / calendar"	example(CN)
//	@Param		dates	body	wire.DatesRequest	true	"日子 / the days"
//	@Param		revision	query		string	false	"按该版本或位置的日历表 / by the tables of that revision or position"
//	@Param		min_position	query	string	false	"等到这个位置再答，至多几秒 / waits some seconds until that position is reached"
//	@Success	200		{object}	wire.Days
//	@Failure	401,422	{object}	problem.Problem
//	@Router		/v1/calendars/{id}/days [post]
func (h *calendarHandler) postDays(c *gin.Context) {
	cal := h.calendar(c)
	if cal == nil {
		return
	}
	var req wire.DatesRequest
	_, err := tableParameters(c)
	if err == nil {
		err = readStrict(c, &req, maxQuestionBytes)
	}
	switch {
	case err != nil:
	case req.Dates == nil:
		err = problem.New(deadlines.CodeFieldMissing, "/dates", "dates")
	case len(req.Dates) > maxRangeDays:
		err = problem.New(problem.RangeTooLong, "/dates", maxRangeDays)
	}
	var dates []holidays.Date
	if err == nil {
		dates, err = req.Days()
	}
	for i := 0; err == nil && i < len(dates); i++ {
		err = covered(cal, dates[i], "/dates/"+strconv.Itoa(i))
	}
	var out wire.Days
	if err == nil {
		out, err = daysOf(cal, dates)
	}
	var body []byte
	if err == nil {
		body, err = json.Marshal(out)
	}
	if err != nil {
		fail(c, err)
		return
	}
	writeJSON(c, body)
}

// getDay returns one day.
//
//	@ID			getDay
//	@Summary	一日 / One day
//	@Tags		calendars
//	@Produce	json
//	@Param		id		path		string	true	"日历 / calendar"	example(CN)
//	@Param		date	path		string	true	"日期，或 today / date, or today"		example(2026-02-14)
//	@Param			revision	query		string	false	"按该版本或位置的日历表 / by the tables of that revision or position"
//	@Param			min_position	query	string	false	"等到这个位置再答，至多几秒 / waits some seconds until that position is reached"
//	@Success	200		{object}	wire.Day
//	@Success	304
//	@Failure	401,422	{object}	problem.Problem
//	@Router		/v1/calendars/{id}/days/{date} [get]
func (h *calendarHandler) getDay(c *gin.Context) {
	cal := h.calendar(c)
	if cal == nil {
		return
	}
	_, err := tableParameters(c)
	var date holidays.Date
	if err == nil {
		date, err = h.dateOf(c)
	}
	var day holidays.Day
	if err == nil {
		day, err = cal.Day(date)
		err = deadlines.OutOfCoverage(err, "/date")
	}
	if err != nil {
		fail(c, err)
		return
	}
	writeValue(c, wire.NewDay(day))
}

// dateOf returns the date of a path, which may be that of today.
func (h *calendarHandler) dateOf(c *gin.Context) (holidays.Date, error) {
	text := c.Param("date")
	if text == "today" {
		etag.Revalidate(c)
		return h.answers.Today(), nil
	}
	return wire.ParseDate("date", text)
}
