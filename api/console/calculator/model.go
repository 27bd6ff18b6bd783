package calculator

import (
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"shixian/api/answers"
	"shixian/api/console/page"
	"shixian/api/console/question"
	"shixian/api/console/words"
	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/deadlines/explain"
	"shixian/deadlines/search"
	"shixian/holidays"
)

// model is what the page shows.
type model struct {
	Form          question.Form
	Districts     []*deadlines.Jurisdiction
	Search        *search.Index
	Today         holidays.Date
	Usual, Recent []*deadlines.Rule // that this browser asks most often, and asked last besides
	asked         []*deadlines.Rule // that it asked last
	cat           *deadlines.Catalogue
	Calendars     []page.Choice
	lost          lost

	Choice  templ.Component
	More    templ.Component  // the further conditions of the matter
	Case    *answers.Case    // nil until enough is filled in
	Problem *problem.Problem // nil if nothing is wrong
	// Explanation is of the case, and Text the same as one text.
	Explanation explain.Explanation
	Text        string
	// Readings are the interpretations that the answer rests on.
	Readings []*deadlines.Interpretation
	// Pinned is the question with the table that answered it.
	Pinned string
	Origin string // of the link on the printed slip
	// Moved says what became of the answer that the page showed until the table changed; ""
	// if nothing did.
	Moved  string
	Sheets *sheets // nil if no day is accounted for
	Shared *shared // nil if there is no answer
	Legend []words.DayMark
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

// mistyped are the problems of how a field is written, which are told beside it; all
// others are told in the answer's place.
var mistyped = []deadlines.Code{problem.InvalidDate, problem.InvalidTrigger, problem.WrongType, deadlines.CodeAmountRange, deadlines.CodeDaysRange}

// fault returns what is wrong with how a field is written, or "".
func (m *model) fault(name string) string {
	if m.Problem == nil || !slices.Contains(mistyped, deadlines.Code(m.Problem.Code)) {
		return ""
	}
	for _, e := range m.Problem.Errors {
		if e.Field() == name {
			return e.Detail
		}
	}
	return ""
}

// quoted is what was written for a day, which a field for days does not show if it is none.
func (m *model) quoted(v *page.View, name string) string {
	written := map[string]string{"trigger": m.Form.Trigger, "agreed": m.Form.Agreed, "as_of": m.Form.AsOf}[name]
	switch {
	case written == "":
		return ""
	case question.NoSuchDay(written):
		return v.T("没有“"+page.Clip(written, 30)+"”这一天。", "There is no day “"+page.Clip(written, 30)+"”. ")
	}
	return v.T("“"+page.Clip(written, 30)+"”：", "“"+page.Clip(written, 30)+"”: ")
}

// shownFault is the field that says itself what is wrong with it; "" if there is none.
func (m *model) shownFault() string {
	for _, name := range []string{"trigger", "days", "amount", "agreed", "history", "suspended", "as_of"} {
		if m.fault(name) != "" {
			return name
		}
	}
	return ""
}

// openReadings are the interpretations of the rule that leave another reading open.
func (m *model) openReadings() []*deadlines.Interpretation {
	return slices.DeleteFunc(slices.Clone(m.Form.Rule.Interpretations), func(i *deadlines.Interpretation) bool { return len(m.Form.Rule.Open[i.Code]) == 0 })
}

// faulty are the attributes of a field that tell of its fault.
func (m *model) faulty(name string) templ.Attributes {
	return page.FaultAttributes(name, m.fault(name))
}

// moreUsed reports whether a field under "more" is filled in.
func (m *model) moreUsed() bool {
	f := &m.Form
	return len(f.Spans) > 0 || f.Roll != "" || f.Calendar != "" || f.AsOf != "" || f.Agreed != "" || len(f.Interpret) > 0
}

// spanRows are the spans filled in and an empty one.
func (m *model) spanRows() []question.Span {
	return append(m.Form.Spans[:len(m.Form.Spans):len(m.Form.Spans)], question.Span{})
}

// lost is what an address names and the page has not got.
type lost struct {
	rule, district string          // ids that nothing has
	matter         *deadlines.Rule // of another district, which the one chosen has nothing like
}

// lostOf is what of an address is lost in the form.
func lostOf(cat *deadlines.Catalogue, q url.Values, f *question.Form) (out lost) {
	if id := q.Get("district"); cat.Jurisdiction(id) == nil {
		out.district = id
	}
	if id := q.Get("rule"); cat.Rule(id) == nil {
		out.rule = id
	} else if f.Rule == nil {
		out.matter = cat.Rule(id)
	}
	return out
}

// text says what is lost and what to do; "" if nothing is.
func (l lost) text(v *page.View, m *model) string {
	const most = 60 // characters of what somebody else wrote
	switch {
	case l.rule != "":
		return v.T("没有“"+page.Clip(l.rule, most)+"”这个事项：也许链接不完整，也许规则里已经没有它。请另选事项。",
			"There is no matter “"+page.Clip(l.rule, most)+"”: the link may not be complete, or the rules may no longer have it. Please choose another.")
	case l.matter != nil:
		return v.T(search.Short(v.Lang, m.cat.Jurisdiction(m.Form.District))+"没有“"+v.In(l.matter.Title)+"”这件事项，请另选。",
			search.Short(v.Lang, m.cat.Jurisdiction(m.Form.District))+" has no matter “"+v.In(l.matter.Title)+"”. Please choose another.")
	case l.district != "" && m.Form.Rule == nil:
		return v.T("没有“"+page.Clip(l.district, most)+"”这个区县。请选区县和事项。", "There is no district “"+page.Clip(l.district, most)+"”. Please choose a district and a matter.")
	}
	return ""
}

// emptyText says what to do next.
func (m *model) emptyText(v *page.View) string {
	lost := m.lost.text(v, m)
	switch {
	case lost != "":
		return lost
	case m.Form.Rule == nil:
		return v.T("先选区县和事项。", "Choose a district and a matter first.")
	case m.Form.Rule.Shape == deadlines.Threshold:
		return v.T("填上多长，就有答案。", "Say how long, and the answer is here.")
	}
	return v.T("填上那一天，就有答案。", "Give the day, and the answer is here.")
}

// said is what a screen reader says when the answer changes: one sentence of it. What is
// wrong is an alert by itself.
func (m *model) said(v *page.View) string {
	switch {
	case m.Problem != nil:
		return ""
	case m.Case == nil:
		return m.emptyText(v)
	}
	return m.Explanation.Of(explain.What) + v.T("：", ": ") + v.Words().Headline(&m.Case.Answer)
}

// againAddress asks the same question by a later table, and names the position of the
// table that answered it until then.
func (m *model) againAddress() string { return m.Form.Link("") + "&was=" + m.Case.Position }
