package api

import (
	"bytes"
	"slices"

	"github.com/gin-gonic/gin"

	"shixian/api/etag"
	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/holidays"
	"shixian/holidays/noticeformat"
)

// listRevisions lists the events that changed a calendar.
//
//	@ID			listRevisions
//	@Summary	日历的版本 / A calendar's revisions
//	@Tags		changes
//	@Produce	json
//	@Param		id	path		string	true	"日历 / calendar"	example(CN)
//	@Param		revision	query		string	false	"该版本或位置已有这个日历 / a revision or position that has the calendar"
//	@Param		min_position	query	string	false	"等到这个位置再答，至多几秒 / waits some seconds until that position is reached"
//	@Success	200	{object}	wire.Revisions
//	@Success	304
//	@Failure	401,404	{object}	problem.Problem
//	@Router		/v1/calendars/{id}/revisions [get]
func (h *calendarHandler) listRevisions(c *gin.Context) {
	cal := h.calendar(c)
	if cal == nil {
		return
	}
	if _, err := tableParameters(c); err != nil {
		fail(c, err)
		return
	}
	etag.Revalidate(c) // there will be more of them
	ctx, cancel := recordContext(c)
	defer cancel()
	changes, err := h.answers.Revisions(ctx, cal.ID())
	if err != nil {
		fail(c, err)
		return
	}
	writeValue(c, wire.Revisions{Calendar: cal.ID(), Revisions: orEmpty(changes)})
}

// getTable returns a calendar's table as a file.
//
//	@ID			getTable
//	@Summary		日历表 / A calendar's table
//	@Description	json：各份通知；csv：每段一行；两者都可用 year 只取一年；holiday-cn：某一年逐日，须给 year。
//	@Description	json: the notices; csv: a line for each span; of one year if year is given; holiday-cn: the days of one year, which year has to give.
//	@Tags			calendars
//	@Produce		json,text/csv
//	@Param			id		path		string	true	"日历 / calendar"	example(CN)
//	@Param			format	query		string	false	"格式 / format"	Enums(json, csv, holiday-cn)	default(json)
//	@Param			year	query		int		false	"年度 / year"
//	@Param			revision	query		string	false	"按该版本或位置的日历表 / by the tables of that revision or position"
//	@Param			min_position	query	string	false	"等到这个位置再答，至多几秒 / waits some seconds until that position is reached"
//	@Success		200		{object}	wire.Calendar
//	@Success		304
//	@Failure		401,422	{object}	problem.Problem
//	@Router			/v1/calendars/{id}/table [get]
func (h *calendarHandler) getTable(c *gin.Context) {
	cal := h.calendar(c)
	if cal == nil {
		return
	}
	p, err := tableParameters(c, "format", "year")
	if err != nil {
		fail(c, err)
		return
	}
	year, err := p.Int("year", 0, int64(cal.First().Year()), int64(cal.Last().Year()))
	if err != nil {
		fail(c, err)
		return
	}
	otherYear := func(y int) bool { return year != 0 && y != int(year) }
	format, given := p["format"]
	if !given {
		format = "json"
	}
	switch format {
	case "json":
		out := wire.NewCalendar(cal, true)
		out.Notices = slices.DeleteFunc(out.Notices, func(n wire.Notice) bool { return otherYear(n.Year) })
		writeValue(c, out)
	case "csv":
		notices := slices.DeleteFunc(slices.Clone(cal.Notices()), func(n holidays.Notice) bool { return otherYear(n.Year) })
		var body bytes.Buffer
		if err := noticeformat.WriteCSV(&body, notices); err != nil {
			fail(c, err)
			return
		}
		etag.File(c, noticeformat.FormatCSV.MediaType(), body.Bytes())
	case "holiday-cn":
		writeHolidayCN(c, cal, int(year))
	default:
		fail(c, problem.New(problem.InvalidParameter, "/format", "format", " json、csv 或 holiday-cn", "json, csv or holiday-cn"))
	}
}

func writeHolidayCN(c *gin.Context, cal *holidays.Calendar, year int) {
	if year == 0 {
		fail(c, problem.New(problem.MissingParameter, "/year", "year"))
		return
	}
	var body bytes.Buffer
	if err := noticeformat.WriteHolidayCN(&body, cal, year); err != nil {
		fail(c, err)
		return
	}
	etag.File(c, jsonType[0], body.Bytes())
}
