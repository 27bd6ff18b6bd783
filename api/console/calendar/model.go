package calendar

import (
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
	var wrong *problem.Problem
	if m.table, wrong = h.table(c, v, m.Form.Revision); wrong != nil {
		return wrong
	}
	cal, wrong := calendarFor(v, m.table, m.Form.Calendar)
	if wrong != nil {
		return wrong
	}
	year, err := strconv.Atoi(m.Form.Year)
	if err != nil {
		year = 0
	}
	if wrong := covers(v, cal, year, m.Form.Year); wrong != nil {
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
	table, id := m.table, m.Form.With
	if id == "" {
		id = m.Cal.ID()
	}
	if m.Form.WithRevision != "" {
		var wrong *problem.Problem
		if table, wrong = h.table(c, v, m.Form.WithRevision); wrong != nil {
			return wrong
		}
	}
	cal, wrong := calendarFor(v, table, id)
	if wrong != nil {
		return wrong
	}
	if wrong := covers(v, cal, m.Year, m.Form.Year); wrong != nil {
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

// covers says what is wrong if a calendar does not know a year.
func covers(v *page.View, cal *holidays.Calendar, year int, written string) *problem.Problem {
	first, last := cal.First().Year(), cal.Last().Year()
	if year >= first && year <= last {
		return nil
	}
	name, from, to := calendarName(v, cal), strconv.Itoa(first), strconv.Itoa(last)
	return &problem.Problem{
		Status: http.StatusNotFound, Title: v.T("没有这一年的年历", "No such year"),
		Detail: v.T(name+"的日历有 "+from+" 年至 "+to+" 年，没有“"+written+"”。请另选一年。",
			"The calendar of "+name+" has the years "+from+" to "+to+", not “"+written+"”. Please choose another."),
	}
}
