package api

import (
	"bytes"
	"io"
	"slices"

	"github.com/gin-gonic/gin"

	"shixian/api/etag"
	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/holidays"
	"shixian/holidays/noticeformat"
)

// @ID			listRevisions
// @Summary	日历的版本 / A calendar's revisions
// @Param		revision	query		string	false	"该版本或位置已有这个日历 / a revision or position that has the calendar"
// @Success	200	{object}	wire.Revisions
// @Failure	404	{object}	problem.Problem
// @Router		/v1/calendars/{id}/revisions [get]
func (h *calendarHandler) listRevisions(c *gin.Context) (out wire.Revisions, err error) {
	q := h.read(c)
	if q.Err != nil {
		return out, q.Err
	}
	etag.Revalidate(c) // there will be more of them
	ctx, cancel := recordContext(c)
	defer cancel()
	changes, err := h.answers.Revisions(ctx, q.calendar.ID())
	return wire.Revisions{Calendar: q.calendar.ID(), Revisions: wire.Listed(changes)}, err
}

// @ID			getTable
// @Summary		日历表 / A calendar's table
// @Description	json：各份通知；csv：每段一行；两者都可用 year 只取一年；holiday-cn：某一年逐日，须给 year。
// @Description	json: the notices; csv: a line for each span; of one year if year is given; holiday-cn: the days of one year, which year has to give.
// @Produce		json,text/csv
// @Param			format	query		string	false	"格式 / format"	Enums(json, csv, holiday-cn)	default(json)
// @Param			year	query		int		false	"年度 / year"
// @Success		200		{object}	wire.Calendar
// @Failure		422	{object}	problem.Problem
// @Router			/v1/calendars/{id}/table [get]
func (h *calendarHandler) getTable(c *gin.Context) error {
	q := h.read(c, "format", "year")
	if q.Err != nil {
		return q.Err
	}
	cal := q.calendar
	year := q.Int("year", 0, int64(cal.First().Year()), int64(cal.Last().Year()))
	if q.Err != nil {
		return q.Err
	}
	otherYear := func(y int) bool { return year != 0 && y != int(year) }
	switch format, given := q.Parameters["format"]; {
	case !given, format == "json":
		out := wire.NewCalendar(cal, true)
		out.Notices = slices.DeleteFunc(out.Notices, func(n wire.Notice) bool { return otherYear(n.Year) })
		writeValue(c, out)
		return nil
	case format == "csv":
		notices := slices.DeleteFunc(slices.Clone(cal.Notices()), func(n holidays.Notice) bool { return otherYear(n.Year) })
		return writeFile(c, noticeformat.FormatCSV.MediaType(), func(w io.Writer) error { return noticeformat.WriteCSV(w, notices) })
	case format == "holiday-cn" && year == 0:
		return wire.Missing("year")
	case format == "holiday-cn":
		return writeFile(c, jsonType[0], func(w io.Writer) error { return noticeformat.WriteHolidayCN(w, cal, int(year)) })
	}
	return problem.New(problem.InvalidParameter, "/format", "format", " json、csv 或 holiday-cn", "json, csv or holiday-cn")
}

// writeFile answers with what write writes, and its ETag.
func writeFile(c *gin.Context, media string, write func(io.Writer) error) error {
	var body bytes.Buffer
	err := write(&body)
	if err == nil {
		etag.File(c, media, body.Bytes())
	}
	return err
}
