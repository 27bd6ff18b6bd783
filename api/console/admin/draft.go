package admin

import (
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"shixian/api/admin"
	"shixian/api/console/page"
	"shixian/api/problem"
	"shixian/holidays"
	"shixian/holidays/check"
	"shixian/holidays/noticetext"
)

// draftView is what the page of a draft shows.
type draftView struct {
	Draft   admin.Draft
	Tag     string // of the version that the forms change
	Form    noticeForm
	Problem *problem.Problem
	// Collided says that somebody else has changed the draft since it was shown; Form
	// is what was typed here, Draft what they saved.
	Collided bool
	// Unsaved says that Form is what was typed.
	Unsaved bool
	Publish publishForm
	Text    templ.Component // nil if the notice came in another form
	Months  *pairs          // nil if no day changes
	// Publishers are those who may publish it.
	Publishers []string
	Link       string // the whole address of the page, to be handed on
}

func (p *Pages) showDraft(u *user) { p.draftPage(u, nil, nil) }

// draftPage shows a draft; form, if it is given, is what was typed, and err what came
// of it.
func (p *Pages) draftPage(u *user, form *noticeForm, err error) {
	d, missing := p.Service.Get(u.ctx(), u.who, u.c.Param("id"))
	if missing != nil {
		u.fail(u.problem(missing))
		return
	}
	m := &draftView{Draft: d, Tag: admin.Tag(d.Version), Form: formOf(&d.Notice), Problem: u.problem(err)}
	if form != nil {
		m.Form, m.Unsaved = *form, true
		m.Tag = u.field("tag")
	}
	if m.changedMeanwhile() {
		m.Collided, m.Tag = form != nil, admin.Tag(d.Version)
	}
	m.Publish = u.readPublish(&d, m.Problem)
	u.v.Title = draftName(&u.v, &d.Summary)
	if d.Text != "" {
		m.Text = &markedText{&u.v, d.Text, d.Sentences}
	}
	if t, err := p.tableBefore(u, &d); err == nil {
		m.Months = newPairs(&u.v, t.Calendar(d.Calendar), &d)
	}
	m.Publishers, m.Link = p.publishersOf(&d.Summary), p.Site.Origin(u.c)+(&url.URL{Path: u.address}).EscapedPath()
	u.show(draftPage(u, m), m.Problem)
}

// tableBefore returns the table that a draft changes, or did when it was published.
func (p *Pages) tableBefore(u *user, d *admin.Draft) (*holidays.Table, error) {
	if d.State == admin.StatePublished {
		return p.Tables.TableAtRevision(u.ctx(), d.Revision-1)
	}
	return p.Tables.Table()
}

// publishersOf returns who may publish a draft once nothing stands in its way.
func (p *Pages) publishersOf(d *admin.Summary) []string {
	saved := *d
	saved.State = admin.StateOpen
	return slices.DeleteFunc(p.Publishers(), func(name string) bool {
		return !p.Service.WaitsFor(&saved, admin.Actor{Name: name, Role: admin.Change.Role()})
	})
}

// editDraft changes the entries as they stand in the page, or saves them.
func (p *Pages) editDraft(u *user) {
	form := u.readNotice()
	if form.press(u.field("action")) {
		p.draftPage(u, &form, nil)
		return
	}
	form.dropBlank()
	err := p.Service.Authorize(u.ctx(), u.who, admin.Write)
	req := admin.EditRequest{ConfirmPast: u.field("confirm_past") != ""}
	switch {
	case err != nil:
	case u.field("change") != "":
		why := u.field("why")
		req.Reason = &why
	default:
		req.Acknowledged = u.acknowledged()
		req.Notice, err = form.notice()
	}
	if err == nil {
		_, err = p.Service.Edit(u.ctx(), u.who, u.c.Param("id"), u.seen(), req)
	}
	if err != nil {
		p.draftPage(u, &form, err)
		return
	}
	u.goOn(u.address, "saved")
}

// publishDraft publishes a draft.
func (p *Pages) publishDraft(u *user) {
	done, err := p.Service.Publish(u.ctx(), u.who, u.c.Param("id"), u.seen(), u.field("key"), u.publishRequest())
	if err != nil {
		p.draftPage(u, nil, err)
		return
	}
	u.goOn("/admin/history", "published", "revision", page.Itoa(done.Revision))
}

// discardDraft drops a draft.
func (p *Pages) discardDraft(u *user) {
	if err := p.Service.Discard(u.ctx(), u.who, u.c.Param("id"), u.seen()); err != nil {
		p.draftPage(u, nil, err)
		return
	}
	u.goOn("/admin", "dropped")
}

// draftName names a draft.
func draftName(v *page.View, d *admin.Summary) string {
	switch d.Kind {
	case admin.Withdrawal:
		return v.T("草稿：撤回通知 ", "Draft: withdraw notice ") + d.Withdraw
	case admin.Rollback:
		return v.T("草稿：回退到版本 ", "Draft: roll back to revision ") + page.Itoa(d.Rollback)
	}
	name := d.Calendar
	if d.Year > 0 {
		name += " " + page.Itoa(d.Year)
	}
	if d.Document != "" {
		name += " " + d.Document
	}
	return v.T("草稿 ", "Draft ") + name
}

// unread lists the sentences that were not understood, and what the text lacks.
func (m *draftView) unread() []unreadSentence {
	var out []unreadSentence
	for _, s := range m.Draft.Sentences {
		if s.Status == noticetext.StatusUnparsed {
			out = append(out, unreadSentence{Text: s.Text})
		}
	}
	for _, missing := range m.Draft.Missing {
		out = append(out, unreadSentence{Text: missing})
	}
	for i := range out {
		for _, a := range m.Draft.Acknowledged {
			if a.Sentence == out[i].Text {
				out[i].Reason, out[i].Who = a.Reason, a.Who
			}
		}
	}
	return out
}

// unreadSentence is a sentence that was not understood, and why and by whom it was
// taken on; empty if it was not.
type unreadSentence struct{ Text, Reason, Who string }

// stepTexts say what somebody did to a draft.
var stepTexts = map[admin.What]holidays.Text{
	admin.Drafted:      {ZH: "起草", EN: "drafted it"},
	admin.Changed:      {ZH: "修改", EN: "changed it"},
	admin.Commented:    {ZH: "评论", EN: "commented"},
	admin.SentBack:     {ZH: "退回", EN: "returned it"},
	admin.WasPublished: {ZH: "发布", EN: "published it"},
}

// open reports whether the draft was not published.
func (m *draftView) open() bool { return m.Draft.State != admin.StatePublished }

// commentDraft adds a comment to a draft, or returns it with one.
func (p *Pages) commentDraft(u *user) {
	do, done := p.Service.Comment, "commented"
	if u.field("action") == "return" {
		do, done = p.Service.Return, "returned"
	}
	if _, err := do(u.ctx(), u.who, u.c.Param("id"), u.seen(), admin.CommentRequest{Text: u.field("comment")}); err != nil {
		p.draftPage(u, nil, err)
		return
	}
	u.goOn("/admin/drafts/"+url.PathEscape(u.c.Param("id")), done)
}

// mayPublish reports whether the holder may publish the draft, as far as can be
// told before; the call itself decides.
func (m *draftView) mayPublish(u *user) bool {
	return u.mayChange() && slices.Contains(m.Publishers, u.who.Name)
}

// baseMoved reports whether the draft stands on an older table than the one in force.
func (m *draftView) baseMoved(v *page.View) bool { return m.Draft.Base != v.Revision }

// checks lists those that passed, or those that did not.
func (m *draftView) checks(ok bool) []check.Result {
	return slices.DeleteFunc(slices.Clone(m.Draft.Checks), func(k check.Result) bool { return k.OK != ok })
}

// stuck reports whether a check failed that nobody can override.
func (m *draftView) stuck() bool {
	return slices.ContainsFunc(m.checks(false), func(k check.Result) bool { return !k.Overridable })
}

// movedText sums up what moves.
func (m *draftView) movedText(v *page.View) string {
	total := 0
	for _, r := range m.Draft.Impact.Rules {
		total += r.Changed
	}
	var days []string
	for _, c := range m.Draft.Impact.Days {
		days = append(days, c.Calendar+v.N(c.Changed, "（{} 天）", " ({} day{s})"))
	}
	if total == 0 {
		return v.T("没有截止日移动。", "No due day moves.")
	}
	return v.N(total, "共有 {} 个起算日的截止日要移动，涉及 ", "{} due day{s} move, by ") + v.N(len(m.Draft.Impact.Rules), "{} 条规则。", "{} rule{s}. ") +
		v.T("改变的日历：", "Calendars that change: ") + strings.Join(days, v.T("、", ", ")) + v.T("。", ".")
}

// changedMeanwhile reports whether something other than saving failed because the draft,
// or the table, has changed since the page was shown.
func (m *draftView) changedMeanwhile() bool {
	return m.Problem != nil && (m.Problem.Code == string(problem.Stale) || m.Problem.Code == string(problem.Conflict))
}
