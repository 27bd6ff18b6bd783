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

//	@ID			listDays
//	@Summary	逐日 / Days
//	@Param		id		path		string	true	"日历 / calendar"	example(CN)
//	@Param		from	query		string	true	"起，含 / first day"	example(2026-02-13)	Format(date)
//	@Param		to		query		string	true	"止，含；最多4年 / last day, at most 4 years"	example(2026-03-01)	Format(date)
//	@Success	200		{object}	wire.Days
//	@Failure	422	{object}	problem.Problem
//	@Router		/v1/calendars/{id}/days [get]
func (h *calendarHandler) listDays(c *gin.Context) (out wire.Days, err error) {
	q, err := h.read(c, "from", "to")
	if err != nil {
		return out, err
	}
	days, err := q.Range()
	if err == nil && days.From.DaysUntil(days.To) >= maxRangeDays {
		err = problem.New(problem.RangeTooLong, "/to", maxRangeDays)
	}
	if err == nil {
		err = errors.Join(deadlines.Covered(q.calendar, days.From, "/from"), deadlines.Covered(q.calendar, days.To, "/to"))
	}
	if err != nil {
		return out, err
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

//	@ID			postDays
//	@Summary	一组日子 / Some days
//	@Description	按 dates 的顺序，最多 1461 个。
//	@Description	In the order of dates, 1,461 at most.
//	@Param		id		path	string				true	"日历 / calendar"	example(CN)
//	@Param		dates	body	wire.DatesRequest	true	"日子 / the days"
//	@Success	200		{object}	wire.Days
//	@Failure	422	{object}	problem.Problem
//	@Router		/v1/calendars/{id}/days [post]
func (h *calendarHandler) postDays(c *gin.Context) error {
	q, err := h.read(c)
	var req wire.DatesRequest
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
		err = deadlines.Covered(q.calendar, dates[i], "/dates/"+strconv.Itoa(i))
	}
	if err != nil {
		return err
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
//	@Param		id		path		string	true	"日历 / calendar"	example(CN)
//	@Param		date	path		string	true	"日期，或 today / date, or today"		example(2026-02-14)
//	@Success	200		{object}	wire.Day
//	@Failure	422	{object}	problem.Problem
//	@Router		/v1/calendars/{id}/days/{date} [get]
func (h *calendarHandler) getDay(c *gin.Context) (out wire.Day, err error) {
	q, err := h.read(c)
	var date holidays.Date
	if err == nil {
		date, err = h.dateOf(c)
	}
	if err != nil {
		return out, err
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
