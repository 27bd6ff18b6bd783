// Package calculator is the first page: a form, and beside it until when something must
// be done and why; the due day also as an event for calendar programs.
//
// Its assumptions: the names of the form's fields are those of GET /v1/deadlines, so
// that the page's address is also the question; without JavaScript the same form works
// by loading the page again.
package calculator

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/answers"
	"shixian/api/console/page"
	"shixian/api/console/question"
	"shixian/api/console/words"
	"shixian/deadlines"
	"shixian/deadlines/search"
	"shixian/holidays"
)

// Answers answers questions. An [answers.Service] does.
type Answers interface {
	Catalogue() *deadlines.Catalogue
	// Today is the civil date in Asia/Shanghai.
	Today() holidays.Date
	// Table returns the table in force.
	Table() (*holidays.Table, error)
	// CaseOf answers a question written as the query of GET /v1/deadlines.
	CaseOf(ctx context.Context, query string) (*answers.Case, error)
}

// Handler answers requests for the page.
type Handler struct {
	site    *page.Site
	answers Answers
	search  *search.Index
	now     func() time.Time

	cfg Config

	choices, conditions page.Fragments
}

// Config is what an office sets for its own.
type Config struct {
	// District is the id of the one that the page begins with; "" for the first.
	District string
	// Only leaves the others out of the list.
	Only bool
}

// New returns the handler. Found is what the page's search field looks into.
func New(site *page.Site, a Answers, found *search.Index, now func() time.Time, cfg Config) *Handler {
	return &Handler{site: site, answers: a, search: found, now: now, cfg: cfg}
}

// Mount adds the page, and the due day for calendar programs.
func (h *Handler) Mount(e gin.IRoutes) {
	page.Get(e, "/", h.show)
	page.Get(e, "/deadline.ics", h.event)
	page.Get(e, "/deadline.svg", h.code)
}

// show answers with the form, and if it is complete, with the answer.
func (h *Handler) show(c *gin.Context) {
	v := h.site.View(c, "/", "时限计算", "Deadline")
	m := h.read(c)
	key := page.FragmentKey{Lang: v.Lang, District: m.Form.District}
	if m.Form.Rule != nil {
		key.Rule = m.Form.Rule.ID
	}
	m.Choice, m.More = h.choices.Of(key, choiceFields(&v, m)), moreFields(&v, m)
	status := http.StatusOK
	if m.Form.Complete() {
		status = h.answer(c, &v, m)
	}
	if m.Case != nil && !m.moreUsed() { // nothing is filled in, and the calendars are known
		m.More = h.conditions.Of(key, m.More)
	}
	keep(c, m)
	page.Render(c, status, calculatorPage(&v, m))
}

// read reads the form. What it leaves open is what this browser asked last, and today.
func (h *Handler) read(c *gin.Context) *model {
	cat, q := h.answers.Catalogue(), c.Request.URL.Query()
	if _, chosen := q["district"]; !chosen && q.Get("rule") == "" {
		q.Set("district", h.home(c))
	}
	if day := q.Get("day"); day != "" {
		q.Set("trigger", day)
	}
	m := &model{
		cat: cat, Form: question.Read(cat, q), Search: h.search, Today: h.answers.Today(), Origin: h.site.Origin(c),
		Districts: cat.Jurisdictions, Calendars: page.Calendars(h.answers.Table()),
	}
	m.lost = lostOf(cat, q, &m.Form)
	if _, given := q["trigger"]; !given && m.Form.Rule != nil && m.Form.Rule.Shape != deadlines.Threshold {
		m.Form.Trigger = m.Today.String()
	}
	if h.cfg.Only && cat.Jurisdiction(h.cfg.District) != nil {
		m.Districts = []*deadlines.Jurisdiction{cat.Jurisdiction(m.Form.District)}
	}
	m.asked = recentOf(c, cat)
	m.Usual, m.Recent = usualOf(talliesOf(c, cat), m.asked)
	return m
}

// answer fills in the answer, or what is wrong, and returns the page's status.
func (h *Handler) answer(c *gin.Context, v *page.View, m *model) int {
	ctx := c.Request.Context()
	got, err := h.answers.CaseOf(ctx, m.Form.Query())
	if err != nil {
		m.Problem = page.Problem(c, v, err)
		return m.Problem.Status
	}
	m.Case, m.Explanation, m.Moved = got, got.Explain(v.Lang), question.Moved(ctx, got, v.Lang, c.Query("was"))
	m.Text, m.Pinned = m.Explanation.Text(), m.Form.Pinned(got)
	m.Readings = got.Answer.Interpretations(h.answers.Catalogue().Interpretations)
	m.Sheets = newSheets(v, &got.Answer)
	m.Legend = words.Legend(v, &got.Answer)
	share(v, m)
	return http.StatusOK
}
