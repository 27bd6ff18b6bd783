package api

import (
	"errors"

	"github.com/gin-gonic/gin"

	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays"
)

// maxRangeDays is the longest range of days in one call: four years.
const maxRangeDays = 4*365 + 1

// Day is what a calendar knows about one day.
type Day struct {
	Date    holidays.Date `json:"date" swaggertype:"string" example:"2026-02-14"`
	Working bool          `json:"working" example:"true"`
	// workday and weekend by the week; holiday and makeup by a notice or by statute
	Kind     string `json:"kind" enums:"workday,weekend,holiday,makeup" example:"makeup"`
	Festival string `json:"festival" example:"春节"`
	// The notice that decided it, by document number, or by id where it has none
	Notice string `json:"notice" example:"国办发明电〔2025〕7号"`
	// Whether no notice still to come is expected to change it
	Settled bool `json:"settled" example:"true"`
}

// Days is a run of days.
type Days struct {
	Calendar         string `json:"calendar" example:"CN"`
	CalendarRevision int64  `json:"calendar_revision" example:"0"`
	Days             []Day  `json:"days"`
}

func newDay(d holidays.Day) Day {
	return Day{d.Date, d.Working(), d.Kind.String(), d.Festival, d.Notice, d.Settled}
}

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
func dateRange(c *gin.Context) (from, to holidays.Date, err error) {
	p, err := tableParameters(c, "from", "to")
	if err != nil {
		return from, to, err
	}
	if from, err = dateParameter(p, "from"); err != nil {
		return from, to, err
	}
	if to, err = dateParameter(p, "to"); err != nil {
		return from, to, err
	}
	if to.Before(from) {
		return from, to, problem.New(problem.RangeReversed, "/to", from, to)
	}
	return from, to, nil
}

// listDays lists days.
//
//	@Summary	逐日 / Days
//	@Tags		calendars
//	@Produce	json
//	@Param		id		path		string	true	"日历 / calendar"	example(CN)
//	@Param		from	query		string	true	"起，含 / first day"	example(2026-02-13)
//	@Param		to		query		string	true	"止，含；最多4年 / last day, at most 4 years"	example(2026-03-01)
//	@Param			revision	query		int	false	"按该版本的日历表 / by the tables of that revision"
//	@Success	200		{object}	Days
//	@Success	304
//	@Failure	400,401,404,422,429,503	{object}	problem.Problem
//	@Router		/v1/calendars/{id}/days [get]
func (s *server) listDays(c *gin.Context) {
	cal := s.calendar(c)
	if cal == nil {
		return
	}
	from, to, err := dateRange(c)
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
	out := Days{Calendar: cal.ID(), CalendarRevision: cal.Revision(), Days: make([]Day, 0, from.DaysUntil(to)+1)}
	for d := from; !d.After(to); d = d.AddDays(1) {
		day, err := cal.Day(d)
		if err != nil {
			fail(c, err)
			return
		}
		out.Days = append(out.Days, newDay(day))
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
//	@Param			revision	query		int	false	"按该版本的日历表 / by the tables of that revision"
//	@Success	200		{object}	Day
//	@Success	304
//	@Failure	401,404,422,429,503	{object}	problem.Problem
//	@Router		/v1/calendars/{id}/days/{date} [get]
func (s *server) getDay(c *gin.Context) {
	cal := s.calendar(c)
	if cal == nil {
		return
	}
	_, err := tableParameters(c)
	var date holidays.Date
	if err == nil {
		err = setDate(&date, "/", "date", c.Param("date"))
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
	writeValue(c, newDay(day))
}
