package console

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"shixian/api"
	"shixian/api/console/page"
	"shixian/api/console/words"
	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays"
)

// calcView is what the first page shows.
type calcView struct {
	Form            form
	Districts       []*deadlines.Jurisdiction
	Groups          []ruleGroup
	Keys            searchKeys
	Calendars       []page.Choice
	Interpretations map[string]*deadlines.Interpretation

	Choice  templ.Component
	Case    *api.Case        // nil until enough is filled in
	Problem *problem.Problem // nil where nothing is wrong
	Sheets  *sheets          // nil where no day is accounted for
	Legend  []legendItem
}

// ruleGroup is the rules of a district about one kind of matter.
type ruleGroup struct {
	Name  string
	Rules []*deadlines.Rule
}

var groupNames = []page.Choice{
	page.ChoiceOf("meeting", "会议", "Meetings"),
	page.ChoiceOf("document", "公文", "Documents"),
	page.ChoiceOf("reply", "回复", "Replies"),
	page.ChoiceOf("travel", "外出", "Travel"),
	page.ChoiceOf("supervision", "督办", "Supervision"),
}

var rollOptions = []page.Choice{
	page.ChoiceOf("none", "不动", "stays"),
	page.ChoiceOf("next", "顺延到下一个工作日", "goes on to the next working day"),
	page.ChoiceOf("previous", "提前到上一个工作日", "goes back to the one before"),
}

// calc is the first page: a form, and the answer beside it.
func (p *Console) calc(c *gin.Context) {
	v := p.site.View(c, "/", "时限计算", "Deadline")
	cat := p.desk.Catalogue()
	m := &calcView{
		Form: readForm(cat, c.Request.URL.Query()), Districts: cat.Jurisdictions, Keys: p.search,
		Interpretations: cat.Interpretations,
	}
	m.Groups = groupsOf(&v, cat, m.Form.District)
	m.Calendars = p.calendars(c)
	key := page.FragmentKey{Lang: v.Lang, District: m.Form.District}
	if m.Form.Rule != nil {
		key.Rule = m.Form.Rule.ID
	}
	m.Choice = p.fragments.Of(key, choiceFields(&v, m))
	status := http.StatusOK
	if m.Form.complete() {
		status = m.answer(c, &v, p.desk)
	}
	page.Render(c, status, calcPage(&v, m))
}

// answer fills in the answer, or what is wrong, and returns the page's status.
func (m *calcView) answer(c *gin.Context, v *page.View, desk *api.Desk) int {
	got, err := desk.Answer(c.Request.Context(), m.Form.query())
	if err != nil {
		problem := desk.Problem(err, v.Lang)
		m.Problem = &problem
		return problem.Status
	}
	m.Case = got
	m.Sheets = newSheets(v, &got.Answer)
	m.Legend = legendOf(v, &got.Answer)
	return http.StatusOK
}

func groupsOf(v *page.View, cat *deadlines.Catalogue, district string) []ruleGroup {
	var groups []ruleGroup
	for _, name := range groupNames {
		g := ruleGroup{Name: v.Name(name)}
		for _, r := range cat.Rules {
			if r.Group == name.Value && r.Jurisdiction.ID == district {
				g.Rules = append(g.Rules, r)
			}
		}
		if len(g.Rules) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

// calendars are those of the table in force.
func (p *Console) calendars(c *gin.Context) []page.Choice {
	t, err := p.desk.Table(c.Request.Context(), -1)
	if err != nil {
		return nil
	}
	var out []page.Choice
	for _, id := range t.IDs() {
		def := t.Calendar(id).Definition()
		out = append(out, page.ChoiceOf(id, def.NameZH, def.NameEN))
	}
	return out
}

// fault returns what is wrong with a field, or "".
func (m *calcView) fault(name string) string {
	if m.Problem == nil {
		return ""
	}
	for _, e := range m.Problem.Errors {
		if field, _, _ := strings.Cut(strings.TrimPrefix(e.Pointer, "/"), "/"); field == name {
			return e.Detail
		}
	}
	return ""
}

// faulty are the attributes of a field that tell of its fault.
func (m *calcView) faulty(name string) templ.Attributes {
	if m.fault(name) == "" {
		return nil
	}
	return templ.Attributes{"aria-invalid": "true", "aria-describedby": name + "-fault"}
}

// moreUsed reports whether a field under "more" is filled in.
func (m *calcView) moreUsed() bool {
	f := &m.Form
	return len(f.Spans) > 0 || f.Roll != "" || f.Calendar != "" || f.AsOf != ""
}

// spanRows are the spans filled in and an empty one.
func (m *calcView) spanRows() []span {
	return append(m.Form.Spans[:len(m.Form.Spans):len(m.Form.Spans)], span{})
}

// pinned is the question with the revision that answered it.
func (m *calcView) pinned() string {
	f := m.Form
	f.Revision = strconv.FormatInt(m.Case.Revision, 10)
	return f.query()
}

// emptyText says what to do next.
func (m *calcView) emptyText(v *page.View) string {
	switch {
	case m.Form.Rule == nil:
		return v.T("先选区县和事项。", "Choose a district and a matter first.")
	case m.Form.Rule.Shape == deadlines.Threshold:
		return v.T("填上多长，就有答案。", "Say how long, and the answer is here.")
	}
	return v.T("填上那一天，就有答案。", "Give the day, and the answer is here.")
}

// provisionalText says in plain words what is still open.
func (m *calcView) provisionalText(v *page.View) string {
	from := m.Case.Answer.UnsettledFrom
	if from.IsZero() {
		return v.T("有关的放假安排还没有公布；公布后，答案可能变。", "The holidays concerned are not announced yet; once they are, this answer may change.")
	}
	return v.T(v.Date(from)+"起的放假安排还没有公布；公布后，答案可能变。",
		"Holidays from "+v.Date(from)+" on are not announced yet; once they are, this answer may change.")
}

// legendItem explains one mark of a day.
type legendItem struct{ Class, Sign, Text string }

// legendOf sums up the days by how they show.
func legendOf(v *page.View, a *deadlines.Answer) []legendItem {
	var marks []words.DayMark
	var days []int
	counted := 0
	for i := range a.Trace {
		r := &a.Trace[i]
		counted += r.Counted
		if r.Counted > 0 || r.From == r.To && r.From == a.Trigger {
			continue
		}
		l := words.MarkOf(v, r)
		at := slices.Index(marks, l)
		if at < 0 {
			at, marks, days = len(marks), append(marks, l), append(days, 0)
		}
		days[at] += r.Days()
	}
	var out []legendItem
	if counted > 0 {
		out = append(out, legendItem{"counted", "1", v.N(counted, "计入：{} 天", "counted: {} day{s}")})
	}
	for i, l := range marks {
		out = append(out, legendItem{l.Class, l.Sign, l.Reason + v.N(days[i], "：{} 天", ": {} day{s}")})
	}
	return out
}

func dayOf(d holidays.Date) int {
	_, _, day := d.Civil()
	return day
}
