package api

import (
	"github.com/gin-gonic/gin"

	"shixian/deadlines"
	"shixian/holidays"
)

// Calendar is a calendar, with the notices laid over its parent's.
type Calendar struct {
	ID     string         `json:"id" example:"CN-GX"`
	Name   deadlines.Text `json:"name"`
	Parent string         `json:"parent,omitempty" example:"CN"`
	// The first and the last day that it knows
	Coverage holidays.Span `json:"coverage"`
	// The last day up to which no notice still to come is expected to change anything
	SettledThrough holidays.Date `json:"settled_through" swaggertype:"string" example:"2026-12-24"`
	Revision       int64         `json:"revision" example:"0"`
	// The notices it folds, its ancestors' first, earlier before later
	Notices []Notice `json:"notices"`
}

// Notice is a notice that arranges holidays. Entries are left out in lists of calendars.
type Notice struct {
	ID       string        `json:"id" example:"CN-2026"`
	Calendar string        `json:"calendar" example:"CN"`
	Year     int           `json:"year" example:"2026"`
	Document string        `json:"document" example:"国办发明电〔2025〕7号"`
	Issued   holidays.Date `json:"issued" swaggertype:"string" example:"2025-11-04"`
	// Whether the day of issue is not established
	IssuedApproximate bool   `json:"issued_approximate,omitempty"`
	Source            string `json:"source,omitempty"`
	// The notice that it changes
	Amends  string            `json:"amends,omitempty"`
	Entries []holidays.Entry  `json:"entries,omitempty"`
	Residue *holidays.Residue `json:"residue,omitempty"`
}

// Calendars is the list of calendars.
type Calendars struct {
	Calendars []Calendar `json:"calendars"`
}

func newCalendar(cal *holidays.Calendar, entries bool) Calendar {
	def := cal.Definition()
	out := Calendar{
		ID: def.ID, Name: deadlines.Text{ZH: def.NameZH, EN: def.NameEN}, Parent: def.Parent,
		Coverage:       holidays.Span{From: cal.First(), To: cal.Last()},
		SettledThrough: cal.SettledThrough(), Revision: cal.Revision(), Notices: []Notice{},
	}
	for _, n := range cal.Notices() {
		out.Notices = append(out.Notices, newNotice(&n, entries))
	}
	return out
}

func newNotice(n *holidays.Notice, entries bool) Notice {
	out := Notice{
		ID: n.ID, Calendar: n.Calendar, Year: n.Year, Document: n.Document, Issued: n.Issued,
		IssuedApproximate: n.IssuedApproximate, Source: n.Source, Amends: n.Amends,
	}
	if entries {
		out.Entries, out.Residue = n.Entries, n.Residue
	}
	return out
}

// calendar returns the calendar that the path names, or answers why not.
func (s *server) calendar(c *gin.Context) *holidays.Calendar {
	t := s.table(c)
	if t == nil {
		return nil
	}
	cal := t.Calendar(c.Param("id"))
	if cal == nil {
		fail(c, &deadlines.Error{Code: deadlines.CodeCalendarUnknown, Args: []any{c.Param("id")}})
	}
	return cal
}

// listCalendars lists the calendars.
//
//	@Summary	日历 / Calendars
//	@Tags		calendars
//	@Produce	json
//	@Param			revision	query		int	false	"按该版本的日历表 / by the tables of that revision"
//	@Success	200	{object}	Calendars
//	@Success	304
//	@Failure	401,429,503	{object}	problem.Problem
//	@Router		/v1/calendars [get]
func (s *server) listCalendars(c *gin.Context) {
	t := s.table(c)
	if t == nil {
		return
	}
	if _, err := tableParameters(c); err != nil {
		fail(c, err)
		return
	}
	out := Calendars{}
	for _, id := range t.IDs() {
		out.Calendars = append(out.Calendars, newCalendar(t.Calendar(id), false))
	}
	writeValue(c, out)
}

// getCalendar returns one calendar with its notices' entries.
//
//	@Summary	一个日历 / One calendar
//	@Tags		calendars
//	@Produce	json
//	@Param		id	path		string	true	"日历 / calendar"	example(CN-GX)
//	@Param			revision	query		int	false	"按该版本的日历表 / by the tables of that revision"
//	@Success	200	{object}	Calendar
//	@Success	304
//	@Failure	401,404,429,503	{object}	problem.Problem
//	@Router		/v1/calendars/{id} [get]
func (s *server) getCalendar(c *gin.Context) {
	cal := s.calendar(c)
	if cal == nil {
		return
	}
	if _, err := tableParameters(c); err != nil {
		fail(c, err)
		return
	}
	writeValue(c, newCalendar(cal, true))
}
