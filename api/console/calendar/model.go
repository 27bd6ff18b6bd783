package calendar

import (
	"cmp"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"shixian/api/console/page"
	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/holidays"
)

// model is what the page shows.
type model struct {
	Form      form
	Calendars []page.Choice // to choose from
	Problem   *problem.Problem
	Origin    string // scheme and host that the page was asked at

	table *holidays.Table
	Cal   *holidays.Calendar // nil if there is nothing to show
	Year  int
	Span  holidays.Span
	Today holidays.Date

	Other     *holidays.Calendar // nil if nothing stands beside it
	OtherName string
	Differing []difference
	// OtherProblem says why nothing can stand beside it.
	OtherProblem *problem.Problem

	Arrangements []holidays.Arrangement
	Revisions    []wire.TableEvent
	NoRevisions  bool // the record cannot be read
}

// newModel returns what every page shows, with the form as it was filled in.
func (h *Handler) newModel(c *gin.Context) *model {
	return &model{Form: readForm(c.Request.URL.Query()), Origin: h.site.Origin(c), Today: h.answers.Today(), Calendars: page.Calendars(h.answers.Table())}
}

// load finds the calendar and the year, or says what is wrong.
func (h *Handler) load(c *gin.Context, v *page.View, m *model) *problem.Problem {
	t, wrong := h.table(c, v, m.Form.Revision)
	if wrong != nil {
		return wrong
	}
	m.table = t
	year, _ := strconv.Atoi(m.Form.Year) // no calendar has the year 0
	cal, wrong := calendarOf(v, t, m.Form.Calendar, year, m.Form.Year)
	if wrong != nil {
		return wrong
	}
	m.Cal, m.Year = cal, year
	m.Form.Year = strconv.Itoa(year)
	m.Span = yearOf(year)
	m.Arrangements = cal.Arrangements(m.Span.From, m.Span.To)
	return nil
}

// loadOther finds what is to stand beside the year, or says why it cannot.
func (h *Handler) loadOther(c *gin.Context, v *page.View, m *model) *problem.Problem {
	table := m.table
	if m.Form.WithRevision != "" {
		var wrong *problem.Problem
		if table, wrong = h.table(c, v, m.Form.WithRevision); wrong != nil {
			return wrong
		}
	}
	cal, wrong := calendarOf(v, table, cmp.Or(m.Form.With, m.Cal.ID()), m.Year, m.Form.Year)
	if wrong != nil {
		return wrong
	}
	m.Other, m.OtherName = cal, calendarName(v, cal)
	if m.Form.WithRevision != "" {
		m.OtherName += v.T("，版本 ", ", revision ") + m.Form.WithRevision
	}
	m.Differing = m.differences(v, table)
	return nil
}

// table returns the table of a revision, or the one in force for "".
func (h *Handler) table(c *gin.Context, v *page.View, revision string) (t *holidays.Table, wrong *problem.Problem) {
	var err error
	if revision == "" {
		t, err = h.answers.Table()
	} else {
		p, none := wire.ParseState(revision)
		if none != nil {
			return nil, &problem.Problem{
				Status: http.StatusBadRequest, Title: v.T("版本应为数字", "A revision is a number"),
				Detail: v.T("版本写作 0、1、2……，也可以是位置，如 12.9f3c41aa；留空即现行版本。", "Revisions are 0, 1, 2 and so on, or positions such as 12.9f3c41aa; leave it empty for the one in force."),
			}
		}
		t, err = h.answers.TableAt(c.Request.Context(), p)
	}
	return t, page.Problem(c, v, err)
}

func calendarFor(v *page.View, t *holidays.Table, id string) (*holidays.Calendar, *problem.Problem) {
	if cal := t.Calendar(id); cal != nil {
		return cal, nil
	}
	return nil, &problem.Problem{
		Status: http.StatusNotFound, Title: v.T("没有这个日历", "Unknown calendar"),
		Detail: v.T("没有“"+id+"”这个日历。请另选一个。", "There is no calendar “"+id+"”. Please choose another."),
	}
}

// calendarOf returns a calendar that knows a year, which was written so.
func calendarOf(v *page.View, t *holidays.Table, id string, year int, written string) (*holidays.Calendar, *problem.Problem) {
	cal, wrong := calendarFor(v, t, id)
	if wrong != nil {
		return nil, wrong
	}
	first, last := cal.First().Year(), cal.Last().Year()
	if year >= first && year <= last {
		return cal, nil
	}
	name, from, to := calendarName(v, cal), strconv.Itoa(first), strconv.Itoa(last)
	return nil, &problem.Problem{
		Status: http.StatusNotFound, Title: v.T("没有这一年的年历", "No such year"),
		Detail: v.T(name+"的日历有 "+from+" 年至 "+to+" 年，没有“"+written+"”。请另选一年。",
			"The calendar of "+name+" has the years "+from+" to "+to+", not “"+written+"”. Please choose another."),
	}
}
