// Package rules is the page of the catalogue: each rule with its words, its source and
// an example of today.
//
// Its assumption: searching works without JavaScript too, by loading the page again; with
// it, the same page is asked for as one types.
package rules

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"shixian/api/answers"
	"shixian/api/console/page"
	"shixian/api/console/question"
	"shixian/deadlines"
	"shixian/deadlines/search"
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

// Handler answers requests for the page.
type Handler struct {
	site    *page.Site
	answers Answers
	search  *search.Index
}

// New returns the handler.
func New(site *page.Site, a Answers, found *search.Index) *Handler { return &Handler{site, a, found} }

// Mount adds the page.
func (h *Handler) Mount(e gin.IRoutes) { page.Get(e, "/rules", h.show) }

// model is what the page shows.
type model struct {
	Query, District string
	Choices         []*deadlines.Jurisdiction
	Groups          []group
	Without         *deadlines.Jurisdiction // the district chosen, if only others have such rules
}

// group is rules that stand together: those of a district, or those that a search found.
type group struct {
	District *deadlines.Jurisdiction // nil if they may be of several
	Rules    []ruleCard
}

// ruleCard is a rule with an example of today.
type ruleCard struct {
	Rule    *deadlines.Rule
	Query   string        // the question of the example
	Example *answers.Case // nil if it cannot be counted
}

// foundText says how many rules there are, and which districts have them if the one chosen
// has none.
func (m *model) foundText(v *page.View) string {
	n, have := 0, []string{}
	for _, g := range m.Groups {
		n += len(g.Rules)
		for _, c := range g.Rules {
			if name := search.Short(v.Lang, c.Rule.Jurisdiction); !slices.Contains(have, name) {
				have = append(have, name)
			}
		}
	}
	if m.Without == nil {
		return v.N(n, "{} 条规则", "{} rule{s}")
	}
	none := search.Short(v.Lang, m.Without)
	return v.N(n, none+"没有这样的规则；"+strings.Join(have, "、")+"有 {} 条。", none+" has no such rule; others have {}: "+strings.Join(have, ", ")+".")
}

// show lists the rules that fit the search, the best first; without a search, by district.
func (h *Handler) show(c *gin.Context) {
	v := h.site.View(c, "/rules", "规则", "Rules")
	m := &model{Query: strings.TrimSpace(c.Query("q")), District: c.Query("district"), Choices: h.answers.Catalogue().Jurisdictions}
	found := h.search.Find(m.Query, m.District)
	if own := h.search.Find("", m.District); len(found) == 0 && m.District != "" && len(own) > 0 {
		if found = h.search.Find(m.Query, ""); len(found) > 0 {
			m.Without = own[0].Jurisdiction
		}
	}
	for _, r := range found {
		card := h.card(c.Request.Context(), r)
		var of *deadlines.Jurisdiction
		if m.Query == "" {
			of = r.Jurisdiction
		}
		if n := len(m.Groups); n == 0 || m.Groups[n-1].District != of {
			m.Groups = append(m.Groups, group{District: of})
		}
		last := &m.Groups[len(m.Groups)-1]
		last.Rules = append(last.Rules, card)
	}
	page.Render(c, http.StatusOK, rulesPage(&v, m))
}

// exampleText says what a rule makes of today.
func exampleText(v *page.View, c *ruleCard) string {
	switch {
	case c.Example == nil:
		return v.T("今天的例子算不出来。", "The example of today cannot be counted.")
	case c.Rule.Shape == deadlines.Threshold:
		days := c.Rule.Amount + 1
		return v.N(days, "{}天：", "{} day{s}: ") + v.Words().Verdict(&c.Example.Answer)
	}
	return v.T("如为今天：", "if it is today: ") + v.Words().Headline(&c.Example.Answer)
}

// card makes the example of a rule: today is the day.
func (h *Handler) card(ctx context.Context, r *deadlines.Rule) ruleCard {
	f := question.Form{Rule: r, Trigger: h.answers.Today().String()}
	if r.Shape == deadlines.Threshold {
		f.Days = page.Itoa(r.Amount + 1)
	}
	card := ruleCard{Rule: r, Query: f.Query()}
	if got, err := h.answers.CaseOf(ctx, card.Query); err == nil {
		card.Example = got
	}
	return card
}
