// Package calendar is the page of a year: which days are off, which are worked to make
// up, and who decided it, by the table in force or an earlier one, also beside another
// calendar; and a calendar as calendar programs subscribe to it.
//
// Its assumption: the record may be away. Then the page shows the rest without the list
// of revisions.
package calendar

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/console/page"
	"shixian/api/wire"
	"shixian/holidays"
	"shixian/holidays/record"
)

// Answers knows the tables of calendars. An [shixian/api/answers.Service] does. Its
// errors are those that package problem words.
type Answers interface {
	// Today is the civil date in Asia/Shanghai.
	Today() holidays.Date
	// Table returns the table in force, and TableAt that of a revision.
	Table() (*holidays.Table, error)
	TableAt(ctx context.Context, p record.Position) (*holidays.Table, error)
	// Revisions returns the events that changed a calendar, in order; none if nothing
	// is recorded.
	Revisions(ctx context.Context, calendar string) ([]wire.TableEvent, error)
}

// Handler answers requests for the pages.
type Handler struct {
	site      *page.Site
	answers   Answers
	histories feedHistories
}

// New returns the handler.
func New(site *page.Site, a Answers) *Handler {
	return &Handler{site: site, answers: a, histories: feedHistories{of: map[string]*feedHistory{}}}
}

// Mount adds the pages, and the calendars for calendar programs.
func (h *Handler) Mount(e gin.IRoutes) {
	page.Get(e, "/calendar", h.choose)
	page.Get(e, "/calendar/:id", h.calendar)
	page.Get(e, "/calendar/:id/:year", h.year)
}

// recordWait is how long the page waits for the record: it shows the rest without.
const recordWait = time.Second

// choose goes to the year that the form chose, or to this year of the first calendar.
func (h *Handler) choose(c *gin.Context) {
	f := readForm(c.Request.URL.Query())
	if f.Calendar == "" {
		t, err := h.answers.Table()
		if err != nil || len(t.IDs()) == 0 {
			h.year(c) // which says what is wrong
			return
		}
		f.Calendar = t.IDs()[0]
	}
	if f.Year == "" {
		f.Year = strconv.Itoa(h.answers.Today().Year())
	}
	c.Redirect(http.StatusSeeOther, f.address())
}

// calendar is a calendar for calendar programs, if its name ends in .ics; else it goes
// to this year.
func (h *Handler) calendar(c *gin.Context) {
	id, isFeed := strings.CutSuffix(c.Param("id"), ".ics")
	if isFeed {
		h.feed(c, id)
		return
	}
	f := readForm(c.Request.URL.Query())
	f.Calendar, f.Year = id, strconv.Itoa(h.answers.Today().Year())
	c.Redirect(http.StatusSeeOther, f.address())
}

// year is a year of a calendar.
func (h *Handler) year(c *gin.Context) {
	v := h.site.View(c, "/calendar", "年历", "Calendar")
	m := h.newModel(c)
	m.Form.Calendar, m.Form.Year = c.Param("id"), c.Param("year")
	if m.Problem = h.load(c, &v, m); m.Problem != nil {
		page.Render(c, m.Problem.Status, yearPage(&v, m))
		return
	}
	v.Title = m.title(&v)
	status := http.StatusOK
	if m.Form.compares() {
		if m.OtherProblem = h.loadOther(c, &v, m); m.OtherProblem != nil {
			status = m.OtherProblem.Status
		}
	}
	ctx, cancel := context.WithTimeout(c.Request.Context(), recordWait)
	defer cancel()
	var err error
	if m.Revisions, err = h.answers.Revisions(ctx, m.Cal.ID()); err != nil {
		m.NoRevisions = true
	}
	page.Render(c, status, yearPage(&v, m))
}
