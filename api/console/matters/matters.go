// Package matters is the page of what somebody has in hand: the answers that a browser
// keeps, recounted by the table in force.
//
// Its assumptions: the list is kept in the browser and nowhere else. Each request brings
// the questions, as queries of GET /v1/deadlines that name the position of the table which
// answered them, and nothing of it is kept here, so that any replica may take the next.
package matters

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/answers"
	"shixian/api/console/page"
	"shixian/api/console/question"
	"shixian/deadlines"
	"shixian/holidays"
)

// Answers answers questions. An [answers.Service] does.
type Answers interface {
	Catalogue() *deadlines.Catalogue
	// Today is the civil date in Asia/Shanghai.
	Today() holidays.Date
	// CaseOf answers a question written as the query of GET /v1/deadlines.
	CaseOf(ctx context.Context, query string) (*answers.Case, error)
}

// Handler answers requests for the page. It is safe for concurrent use.
type Handler struct {
	site    *page.Site
	answers Answers
	now     func() time.Time
}

// New returns the handler.
func New(site *page.Site, a Answers, now func() time.Time) *Handler { return &Handler{site, a, now} }

const address = "/matters"

// The bounds of a list: how many matters it has, and the bytes of a question.
const (
	maxMatters  = 500
	maxQuestion = 2 << 10
)

// Mount adds the page to e, and what counts the list to heavy.
func (h *Handler) Mount(e, heavy gin.IRoutes) {
	page.Get(e, address, func(c *gin.Context) {
		v := h.view(c)
		page.Render(c, http.StatusOK, mattersPage(&v))
	})
	heavy.POST(address+"/list", h.list)
	heavy.POST(address+"/export", h.export)
	heavy.POST(address+"/import", h.take)
}

func (h *Handler) view(c *gin.Context) page.View {
	v := h.site.View(c, address, "我的台账", "My matters")
	v.Address = address
	return v
}

// list answers the questions of a list, ready for the page.
func (h *Handler) list(c *gin.Context) {
	v := h.view(c)
	found, left, err := h.read(c, &v)
	if err != nil {
		page.RefuseForm(c, &v, err)
		return
	}
	page.Render(c, http.StatusOK, mattersList(&v, found, left, h.answers.Today()))
}

// matter is a question of the list and what became of it.
type matter struct {
	Query   string // as it was kept
	Form    question.Form
	Case    *answers.Case // nil if there is no answer
	Problem string        // why there is none
	// Moved says what became of the answer since it was kept; "" if nothing did.
	Moved string
}

// read reads the questions that were sent and answers them, the first due first, and what
// is done at the end. It says how many it left, beyond the most that a list has.
func (h *Handler) read(c *gin.Context, v *page.View) (out []*matter, left int, err error) {
	if err := page.ReadForm(c, page.MaxOpenForm); err != nil {
		return nil, 0, err
	}
	all := c.PostFormArray("q")
	for _, q := range all[:min(len(all), maxMatters)] {
		out = append(out, h.matter(c, v, q))
	}
	sortMatters(out)
	return out, len(all) - len(out), nil
}

func (h *Handler) matter(c *gin.Context, v *page.View, query string) *matter {
	m := &matter{Query: query}
	form, ok := h.question(query)
	if !ok {
		m.Problem = v.T("这一条看不懂了，请移除。", "This one is not understood any more; please remove it.")
		return m
	}
	position := form.Revision
	form.Revision, form.At = "", ""
	m.Form = form
	ctx := c.Request.Context()
	got, err := h.answers.CaseOf(ctx, form.Query())
	if err != nil {
		m.Problem = page.Problem(c, v, err).Detail
		return m
	}
	m.Case, m.Moved = got, question.Moved(ctx, got, v.Lang, position)
	return m
}

// question reads a question that was kept.
func (h *Handler) question(query string) (question.Form, bool) {
	values, err := url.ParseQuery(query)
	if err != nil || len(query) > maxQuestion {
		return question.Form{}, false
	}
	form := question.Read(h.answers.Catalogue(), values)
	return form, form.Complete()
}

// pinned is the question with the table that answers it now.
func (m *matter) pinned() string { return m.Form.Pinned(m.Case) }

// done is the question with the day on which the matter was done, "" for a matter in hand.
func (m *matter) done(day string) string {
	form := m.Form
	form.Done = day
	return form.Pinned(m.Case)
}

// from is what the matter counts from: its day, or its length.
func (m *matter) from(v *page.View) string {
	if m.Form.Rule.Shape == deadlines.Threshold {
		return v.T(m.Form.Days+"天", m.Form.Days+" days")
	}
	return v.T("起算 ", "from ") + m.Form.Trigger
}

// finished reports whether the matter is done.
func (m *matter) finished() bool { return m.Form.Done != "" }

// what names the matter.
func (m *matter) what(v *page.View) string {
	rule := m.Form.Rule
	return strings.TrimSpace(v.In(rule.Title) + " · " + v.In(rule.Jurisdiction.Name))
}

// named tells a matter from others of the list, for those who hear its buttons one by one.
func (m *matter) named(v *page.View) string {
	if m.Case == nil {
		return ""
	}
	return m.what(v) + " " + m.from(v)
}

// sortMatters puts the first due first, those without a day behind, and those done last.
func sortMatters(all []*matter) {
	rank := func(m *matter) int {
		switch {
		case m.Case == nil:
			return 0
		case m.finished():
			return 3
		case m.Case.Answer.Due.IsZero():
			return 2
		}
		return 1
	}
	slices.SortStableFunc(all, func(a, b *matter) int {
		if c := cmp.Compare(rank(a), rank(b)); c != 0 || a.Case == nil {
			return c
		}
		return a.Case.Answer.Due.Compare(b.Case.Answer.Due)
	})
}
