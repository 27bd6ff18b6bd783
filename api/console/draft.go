package console

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"shixian/api"
	"shixian/api/admit/token"
	"shixian/api/console/page"
	"shixian/api/problem"
)

// draftView is what the page of a draft shows.
type draftView struct {
	Draft   api.Draft
	Tag     string // of the version that the forms change
	Form    noticeForm
	Problem *problem.Problem
	// Collided says that somebody else has changed the draft since it was shown; Form
	// is what was typed here, Draft what they saved.
	Collided bool
	Publish  publishForm
	Text     templ.Component // nil where the notice came in another form
	Months   *pairs          // nil where no day changes
	Moved    []movedRule
	// Publishers are those who may publish it.
	Publishers []string
	Link       string
}

// movedRule is a rule of which deadlines move.
type movedRule struct {
	api.RuleImpact
	Title, District string
}

func (p *Console) showDraft(d *desk) { p.draftPage(d, nil, nil) }

// draftPage shows a draft; form, where it is given, is what was typed, and problem
// what came of it.
func (p *Console) draftPage(d *desk, form *noticeForm, problem *problem.Problem) {
	draft, tag, missing := d.Draft(d.c.Param("id"))
	if missing != nil {
		d.fail(missing)
		return
	}
	m := &draftView{Draft: draft, Tag: tag, Form: formOf(&draft.Notice), Problem: problem}
	if form != nil {
		m.Form = *form
		m.Tag = d.field("tag")
	}
	if problem != nil && (problem.Status == http.StatusPreconditionFailed || problem.Code == "conflict") {
		m.Collided, m.Tag = true, tag
	}
	m.Publish = d.readPublish(&draft, problem)
	d.v.Title = draftName(&d.v, draft.Calendar, draft.Notice.Year, draft.Notice.Document)
	if draft.Text != "" {
		m.Text = &markedText{&d.v, draft.Text, draft.Sentences}
	}
	if t, err := p.desk.Table(d.c.Request.Context(), -1); err == nil {
		m.Months = newPairs(&d.v, t.Calendar(draft.Calendar), &draft)
	}
	for _, r := range draft.Impact.Rules {
		moved := movedRule{RuleImpact: r, Title: r.Rule}
		if rule := p.desk.Catalogue().Rule(r.Rule); rule != nil {
			moved.Title, moved.District = d.v.In(rule.Title), d.v.In(rule.Jurisdiction.Name)
		}
		m.Moved = append(m.Moved, moved)
	}
	m.Publishers, m.Link = p.publishersOf(&draft), p.linkOf(d)
	status := http.StatusOK
	if problem != nil {
		status = problem.Status
	}
	page.Render(d.c, status, draftPage(d, m))
}

// publishersOf returns who may publish a draft.
func (p *Console) publishersOf(draft *api.Draft) []string {
	names := p.desk.Publishers()
	if !p.desk.FourEyes() {
		return names
	}
	return slices.DeleteFunc(names, func(name string) bool { return slices.Contains(draft.Editors, name) })
}

// linkOf returns the whole address of a draft's page, to be handed on.
func (p *Console) linkOf(d *desk) string {
	scheme := "http"
	if p.desk.Secure(d.c) {
		scheme = "https"
	}
	u := url.URL{Scheme: scheme, Host: d.c.Request.Host, Path: d.address}
	return u.String()
}

// editDraft changes the entries as they stand in the page, or saves them.
func (p *Console) editDraft(d *desk) {
	form := d.readNotice()
	if form.press(d.field("action")) {
		p.draftPage(d, &form, nil)
		return
	}
	form.dropBlank()
	if problem := d.ChangeDraft(d.c.Param("id"), d.field("tag"), form.update()); problem != nil {
		p.draftPage(d, &form, problem)
		return
	}
	d.goOn(d.address, "saved")
}

// publishDraft publishes a draft.
func (p *Console) publishDraft(d *desk) {
	form := d.readPublish(nil, nil)
	done, problem := d.Publish(d.c.Param("id"), d.field("tag"), d.field("key"), form.request())
	if problem != nil {
		p.draftPage(d, nil, problem)
		return
	}
	d.goOn("/admin/history", "published", "revision", page.Itoa(done.Revision))
}

// dropDraft drops a draft.
func (p *Console) dropDraft(d *desk) {
	if problem := d.DropDraft(d.c.Param("id"), d.field("tag")); problem != nil {
		p.draftPage(d, nil, problem)
		return
	}
	d.goOn("/admin", "dropped")
}

// draftName names a draft.
func draftName(v *page.View, calendar string, year int, document string) string {
	name := calendar
	if year > 0 {
		name += " " + page.Itoa(year)
	}
	if document != "" {
		name += " " + document
	}
	return v.T("草稿 ", "Draft ") + name
}

// mayPublish reports whether the holder may publish the draft, as far as can be
// told before; the call itself decides.
func (m *draftView) mayPublish(d *desk) bool {
	return d.may(token.Publisher) && slices.Contains(m.Publishers, d.who.Name)
}

// baseMoved reports whether the draft stands on an older table than the one in force.
func (m *draftView) baseMoved(v *page.View) bool { return m.Draft.BaseRevision != v.Revision }

// checks lists those that passed, or those that did not.
func (m *draftView) checks(ok bool) []api.DraftCheck {
	var out []api.DraftCheck
	for _, k := range m.Draft.Checks {
		if k.OK == ok {
			out = append(out, k)
		}
	}
	return out
}

func (m *draftView) failed() []api.DraftCheck { return m.checks(false) }

// stuck reports whether a check failed that nobody can override.
func (m *draftView) stuck() bool {
	return slices.ContainsFunc(m.failed(), func(k api.DraftCheck) bool { return !k.Overridable })
}

// movedText sums up what moves.
func (m *draftView) movedText(v *page.View) string {
	total := 0
	for _, r := range m.Moved {
		total += r.Changed
	}
	var days []string
	for _, c := range m.Draft.Impact.Days {
		days = append(days, c.Calendar+v.N(c.Changed, "（{} 天）", " ({} day{s})"))
	}
	if total == 0 {
		return v.T("没有截止日移动。", "No due day moves.")
	}
	return v.N(total, "共有 {} 个起算日的截止日要移动，涉及 ", "{} due day{s} move, by ") + v.N(len(m.Moved), "{} 条规则。", "{} rule{s}. ") +
		v.T("改变的日历：", "Calendars that change: ") + strings.Join(days, v.T("、", ", ")) + v.T("。", ".")
}
