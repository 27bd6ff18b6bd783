package console

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api"
	"shixian/api/console/page"
	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/holidays"
)

// yearForm is the form of the calendar page, as it was filled in.
type yearForm struct{ Calendar, Year, Revision, With, WithRevision string }

func readYearForm(q url.Values) yearForm {
	return yearForm{
		Calendar: strings.TrimSpace(q.Get("calendar")), Year: strings.TrimSpace(q.Get("year")),
		Revision: strings.TrimSpace(q.Get("revision")), With: q.Get("with"), WithRevision: strings.TrimSpace(q.Get("with_revision")),
	}
}

// address returns the page's address.
func (f yearForm) address() string {
	q := url.Values{}
	for name, value := range map[string]string{"revision": f.Revision, "with": f.With, "with_revision": f.WithRevision} {
		if value != "" {
			q.Set(name, value)
		}
	}
	out := "/calendar/" + url.PathEscape(f.Calendar) + "/" + url.PathEscape(f.Year)
	if len(q) > 0 {
		out += "?" + q.Encode()
	}
	return out
}

// of returns the address of another year.
func (f yearForm) of(year int) string {
	f.Year = strconv.Itoa(year)
	return f.address()
}

// alone returns the address of the same year of a calendar by the table of a
// revision, "" for the one in force, with nothing beside it.
func (f yearForm) alone(calendar, revision string) string {
	return yearForm{Calendar: calendar, Year: f.Year, Revision: revision}.address()
}

// compares reports whether something is to stand beside the year.
func (f yearForm) compares() bool { return f.With != "" || f.WithRevision != "" }

// yearView is what the page of a year shows.
type yearView struct {
	Form      yearForm
	Calendars []page.Choice // to choose from
	Problem   *problem.Problem
	Origin    string // scheme and host that the page was asked at

	table *holidays.Table
	Cal   *holidays.Calendar // nil where there is nothing to show
	Year  int
	Span  holidays.Span
	Today holidays.Date

	Other     *holidays.Calendar // nil where nothing stands beside it
	OtherName string
	Differing []difference
	// OtherProblem says why nothing can stand beside it.
	OtherProblem *problem.Problem

	Arrangements []holidays.Arrangement
	Revisions    []wire.Change
	NoRevisions  bool // the record cannot be read
}

// calendarIndex goes to the year that the form chose, or to this year of the first
// calendar.
func (p *Console) calendarIndex(c *gin.Context) {
	f := readYearForm(c.Request.URL.Query())
	if f.Calendar == "" {
		t, err := p.desk.Table(c.Request.Context(), -1)
		if err != nil || len(t.IDs()) == 0 {
			p.yearPage(c) // which says what is wrong
			return
		}
		f.Calendar = t.IDs()[0]
	}
	if f.Year == "" {
		f.Year = strconv.Itoa(p.desk.Today().Year())
	}
	c.Redirect(http.StatusSeeOther, f.address())
}

// calendarEntry is a calendar for calendar programs, where its name ends in .ics;
// else it goes to this year.
func (p *Console) calendarEntry(c *gin.Context) {
	id, feed := strings.CutSuffix(c.Param("id"), ".ics")
	if feed {
		p.calendarICS(c, id)
		return
	}
	f := readYearForm(c.Request.URL.Query())
	f.Calendar, f.Year = id, strconv.Itoa(p.desk.Today().Year())
	c.Redirect(http.StatusSeeOther, f.address())
}

// yearPage is a year of a calendar.
func (p *Console) yearPage(c *gin.Context) {
	v := p.site.View(c, "/calendar", "年历", "Calendar")
	m := &yearView{Form: readYearForm(c.Request.URL.Query()), Origin: origin(c.Request), Today: p.desk.Today(), Calendars: p.calendars(c)}
	m.Form.Calendar, m.Form.Year = c.Param("id"), c.Param("year")
	if m.Problem = m.load(c.Request.Context(), &v, p.desk); m.Problem != nil {
		page.Render(c, m.Problem.Status, yearPage(&v, m))
		return
	}
	v.Title = m.title(&v)
	status := http.StatusOK
	if m.Form.compares() {
		if m.OtherProblem = m.loadOther(c.Request.Context(), &v, p.desk); m.OtherProblem != nil {
			status = m.OtherProblem.Status
		}
	}
	var err error
	if m.Revisions, err = p.desk.Revisions(c.Request.Context(), m.Cal.ID()); err != nil {
		m.NoRevisions = true
	}
	page.Render(c, status, yearPage(&v, m))
}

// load finds the calendar and the year, or says what is wrong.
func (m *yearView) load(ctx context.Context, v *page.View, desk *api.Desk) *problem.Problem {
	var wrong *problem.Problem
	if m.table, wrong = tableFor(ctx, v, desk, m.Form.Revision); wrong != nil {
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
	m.Span = holidays.Span{From: holidays.NewDate(year, time.January, 1), To: holidays.NewDate(year, time.December, 31)}
	m.Arrangements = cal.Arrangements(m.Span.From, m.Span.To)
	return nil
}

// loadOther finds what is to stand beside the year, or says why it cannot.
func (m *yearView) loadOther(ctx context.Context, v *page.View, desk *api.Desk) *problem.Problem {
	table, id := m.table, m.Form.With
	if id == "" {
		id = m.Cal.ID()
	}
	if m.Form.WithRevision != "" {
		var wrong *problem.Problem
		if table, wrong = tableFor(ctx, v, desk, m.Form.WithRevision); wrong != nil {
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

// tableFor returns the table of a revision, or the one in force for "".
func tableFor(ctx context.Context, v *page.View, desk *api.Desk, revision string) (*holidays.Table, *problem.Problem) {
	n := int64(-1)
	if revision != "" {
		var err error
		if n, err = strconv.ParseInt(revision, 10, 64); err != nil || n < 0 {
			return nil, &problem.Problem{
				Status: http.StatusBadRequest, Title: v.T("版本应为数字", "A revision is a number"),
				Detail: v.T("版本写作 0、1、2……，留空即现行版本。", "Revisions are 0, 1, 2 and so on; leave it empty for the one in force."),
			}
		}
	}
	t, err := desk.Table(ctx, n)
	if err != nil {
		wrong := desk.Problem(err, v.Lang)
		return nil, &wrong
	}
	return t, nil
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

// covers says what is wrong where a calendar does not know a year.
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

// calendarName names whom a calendar is for.
func calendarName(v *page.View, cal *holidays.Calendar) string {
	return v.T(cal.Definition().NameZH, cal.Definition().NameEN)
}

// origin is the scheme and the host that a request was sent to. Behind a proxy
// that ends TLS, the proxy says so.
func origin(r *http.Request) string {
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
