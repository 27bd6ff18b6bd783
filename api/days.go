package api

import (
	"encoding/json"
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

// @ID			listDays
// @Summary	逐日 / Days
// @Param		from	query		string	true	"起，含 / first day"	example(2026-02-13)	Format(date)
// @Param		to		query		string	true	"止，含；最多4年 / last day, at most 4 years"	example(2026-03-01)	Format(date)
// @Success	200		{object}	wire.Days
// @Failure	422	{object}	problem.Problem
// @Router		/v1/calendars/{id}/days [get]
func (h *calendarHandler) listDays(c *gin.Context) (out wire.Days, err error) {
	q := h.read(c, "from", "to")
	days := q.Range()
	if days.From.DaysUntil(days.To) >= maxRangeDays {
		q.Fail(problem.New(problem.RangeTooLong, "/to", maxRangeDays))
	}
	q.cover(days.From, "/from")
	q.cover(days.To, "/to")
	if q.Err != nil {
		return out, q.Err
	}
	asked := make([]holidays.Date, 0, days.From.DaysUntil(days.To)+1)
	for d := days.From; !d.After(days.To); d = d.AddDays(1) {
		asked = append(asked, d)
	}
	return daysOf(q.calendar, asked)
}

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

// @ID			postDays
// @Summary	一组日子 / Some days
// @Description	按 dates 的顺序，最多 1461 个。
// @Description	In the order of dates, 1,461 at most.
// @Param		dates	body	wire.DatesRequest	true	"日子 / the days"
// @Success	200		{object}	wire.Days
// @Failure	422	{object}	problem.Problem
// @Router		/v1/calendars/{id}/days [post]
func (h *calendarHandler) postDays(c *gin.Context) error {
	q := h.read(c)
	var req wire.DatesRequest
	if q.Err == nil {
		q.Err = readStrict(c, &req, maxQuestionBytes)
	}
	switch {
	case req.Dates == nil:
		q.Fail(problem.New(deadlines.CodeFieldMissing, "/dates", "dates"))
	case len(req.Dates) > maxRangeDays:
		q.Fail(problem.New(problem.RangeTooLong, "/dates", maxRangeDays))
	}
	dates, err := req.Days()
	q.Fail(err)
	for i := 0; q.Err == nil && i < len(dates); i++ {
		q.cover(dates[i], "/dates/"+strconv.Itoa(i))
	}
	if q.Err != nil {
		return q.Err
	}
	out, err := daysOf(q.calendar, dates)
	if err != nil {
		return err
	}
	body, err := json.Marshal(out)
	if err == nil {
		writeJSON(c, body)
	}
	return err
}

// getDay returns one day.
//
//	@ID			getDay
//	@Summary	一日 / One day
//	@Param		date	path		string	true	"日期，或 today / date, or today"		example(2026-02-14)
//	@Success	200		{object}	wire.Day
//	@Failure	422	{object}	problem.Problem
//	@Router		/v1/calendars/{id}/days/{date} [get]
func (h *calendarHandler) getDay(c *gin.Context) (out wire.Day, err error) {
	q := h.read(c)
	date, err := h.dateOf(c)
	if q.Fail(err); q.Err != nil {
		return out, q.Err
	}
	day, err := q.calendar.Day(date)
	return wire.NewDay(day), deadlines.OutOfCoverage(err, "/date")
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
