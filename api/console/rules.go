package console

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"shixian/api"
	"shixian/api/console/page"
	"shixian/deadlines"
)

// rulesView is what the page of the catalogue shows.
type rulesView struct {
	Query     string
	Districts []districtRules
	Found     int
}

// districtRules are the rules of a district that fit the search.
type districtRules struct {
	District *deadlines.Jurisdiction
	Document *deadlines.Document
	Rules    []ruleCard
}

// ruleCard is a rule with an example of today.
type ruleCard struct {
	Rule    *deadlines.Rule
	Keys    string
	Query   string    // the question of the example
	Example *api.Case // nil where it cannot be counted
}

// rules lists the catalogue. The search also works here, for those without
// JavaScript.
func (p *Console) rules(c *gin.Context) {
	v := p.site.View(c, "/rules", "规则", "Rules")
	m := &rulesView{Query: strings.TrimSpace(c.Query("q"))}
	words := strings.Fields(strings.ToLower(m.Query))
	for _, j := range p.desk.Catalogue().Jurisdictions {
		d := districtRules{District: j}
		for _, r := range p.desk.Catalogue().Rules {
			if r.Jurisdiction != j || !holdsAll(p.search[r.ID], words) {
				continue
			}
			d.Document = r.Document
			d.Rules = append(d.Rules, p.card(c, r))
		}
		if len(d.Rules) > 0 {
			m.Districts = append(m.Districts, d)
			m.Found += len(d.Rules)
		}
	}
	page.Render(c, http.StatusOK, rulesPage(&v, m))
}

func holdsAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// card makes the example of a rule: today is the day.
func (p *Console) card(c *gin.Context, r *deadlines.Rule) ruleCard {
	f := form{Rule: r, Trigger: p.desk.Today().String()}
	if r.Shape == deadlines.Threshold {
		f.Days = page.Itoa(r.Amount + 1)
	}
	card := ruleCard{Rule: r, Keys: p.search[r.ID], Query: f.query()}
	if got, err := p.desk.Answer(c.Request.Context(), card.Query); err == nil {
		card.Example = got
	}
	return card
}

var strengthNames = []page.Choice{
	page.ChoiceOf(string(deadlines.Mandatory), "必须", "must"),
	page.ChoiceOf(string(deadlines.Principle), "原则上", "in principle"),
	page.ChoiceOf(string(deadlines.General), "一般", "as a rule"),
}

// strengthText is the text's own word.
func strengthText(v *page.View, s deadlines.Strength) string {
	for _, n := range strengthNames {
		if n.Value == string(s) {
			return v.Name(n)
		}
	}
	return string(s)
}

// exampleText says what the rule makes of today.
func exampleText(v *page.View, c ruleCard) string {
	if c.Example == nil {
		return v.T("今天的例子算不出来。", "The example of today cannot be counted.")
	}
	a := &c.Example.Answer
	switch c.Rule.Shape {
	case deadlines.Threshold:
		return v.T(page.Itoa(c.Rule.Amount+1)+" 天：由"+v.In(a.Approver)+"批准", page.Itoa(c.Rule.Amount+1)+" days: approved by "+v.In(a.Approver))
	case deadlines.Quota:
		if a.Quota.Allowed {
			return v.T("今年没有用过：今天可以", "none used this year: allowed today")
		}
		return v.T("今天不可以", "not allowed today")
	case deadlines.WeekdayWindow:
		if a.Window.Inside {
			return v.T("今天可以", "today is such a day")
		}
		return v.T("今天不在其内；下一天："+v.DayDate(a.Window.NextInside), "not today; the next such day: "+v.DayDate(a.Window.NextInside))
	}
	text := v.T("如为今天："+v.DayDate(a.Due), "if it is today: "+v.DayDate(a.Due))
	if a.Provisional {
		text += v.T("（暂定）", " (provisional)")
	}
	return text
}
