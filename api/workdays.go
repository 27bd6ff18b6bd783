package api

import (
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"shixian/api/problem"
	"shixian/holidays"
)

// maxStep is the largest number of working days in one step.
const maxStep = 20_000

// WorkdayCount is the number of working days between two days.
type WorkdayCount struct {
	Calendar         string        `json:"calendar" example:"CN"`
	CalendarRevision int64         `json:"calendar_revision" example:"0"`
	From             holidays.Date `json:"from" swaggertype:"string" example:"2026-02-09"`
	FromIncluded     bool          `json:"from_included" example:"false"`
	To               holidays.Date `json:"to" swaggertype:"string" example:"2026-02-25"`
	ToIncluded       bool          `json:"to_included" example:"true"`
	Workdays         int           `json:"workdays" example:"7"`
	Provisional      bool          `json:"provisional"`
	UnsettledFrom    holidays.Date `json:"unsettled_from,omitzero" swaggertype:"string"`
}

// WorkdayStep is the day so many working days away.
type WorkdayStep struct {
	Calendar         string        `json:"calendar" example:"CN"`
	CalendarRevision int64         `json:"calendar_revision" example:"0"`
	Date             holidays.Date `json:"date" swaggertype:"string" example:"2026-02-09"`
	// Whether the date itself is one of the working days counted
	DateCounted   bool          `json:"date_counted" example:"false"`
	Workdays      int           `json:"workdays" example:"7"`
	Result        holidays.Date `json:"result" swaggertype:"string" example:"2026-02-25"`
	Provisional   bool          `json:"provisional"`
	UnsettledFrom holidays.Date `json:"unsettled_from,omitzero" swaggertype:"string"`
}

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
//	@Success	200		{object}	WorkdayCount
//	@Success	304
//	@Failure	400,401,404,422,429,503	{object}	problem.Problem
//	@Router		/v1/calendars/{id}/workdays [get]
func (s *server) countWorkdays(c *gin.Context) {
	cal := s.calendar(c)
	if cal == nil {
		return
	}
	from, to, err := dateRange(c)
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
	out := WorkdayCount{Calendar: cal.ID(), CalendarRevision: cal.Revision(), From: from, To: to, ToIncluded: true, Workdays: n}
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
//	@Success	200			{object}	WorkdayStep
//	@Success	304
//	@Failure	400,401,404,422,429,503	{object}	problem.Problem
//	@Router		/v1/calendars/{id}/add [get]
//	@Router		/v1/calendars/{id}/workdays/add [get]
func (s *server) addWorkdays(c *gin.Context) {
	cal := s.calendar(c)
	if cal == nil {
		return
	}
	p, err := tableParameters(c, "date", "workdays")
	var date, result holidays.Date
	if err == nil {
		date, err = dateParameter(p, "date")
	}
	var n int
	if err == nil {
		n, err = stepParameter(p)
	}
	if err == nil {
		result, err = cal.AddWorkdays(date, n)
		err = coverage(err, "/date")
	}
	if err != nil {
		fail(c, err)
		return
	}
	out := WorkdayStep{Calendar: cal.ID(), CalendarRevision: cal.Revision(), Date: date, Workdays: n, Result: result}
	switch {
	case n > 0:
		out.UnsettledFrom, out.Provisional = cal.Unsettled(date.AddDays(1), result)
	case n < 0:
		out.UnsettledFrom, out.Provisional = cal.Unsettled(result, date.AddDays(-1))
	}
	writeValue(c, out)
}

// stepParameter reads workdays, ±n. A plus sign that was not percent-encoded
// arrives as a space.
func stepParameter(p map[string]string) (int, error) {
	text, ok := p["workdays"]
	if !ok {
		return 0, problem.New(problem.MissingParameter, "/workdays", "workdays")
	}
	n, err := strconv.Atoi(strings.TrimPrefix(text, " "))
	if err != nil || n > maxStep || n < -maxStep {
		return 0, problem.New(problem.InvalidParameter, "/workdays", "workdays", " -20000 至 20000 的整数", "a whole number from -20000 to 20000")
	}
	return n, nil
}
