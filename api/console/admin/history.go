package admin

import (
	"net/url"
	"slices"
	"strconv"

	"shixian/api/admin"
	"shixian/api/console/page"
	"shixian/api/problem"
	"shixian/holidays"
	"shixian/holidays/record"
)

// historyView is what the page of the log shows.
type historyView struct {
	Events  []admin.Entry // newest first
	Notices []admin.Notice
	Older   string // the address of older events; "" on the last page
	Problem *problem.Problem
}

// eventsPage is how many events a page lists.
const eventsPage = 25

// history lists what happened, newest first, and the notices.
func (p *Pages) history(u *user) {
	m := &historyView{}
	last := u.v.Revision
	if n, err := strconv.ParseInt(u.c.Query("upto"), 10, 64); err == nil && n >= 0 && n < last {
		last = n
	}
	after := max(-1, last-eventsPage)
	var err error
	if m.Events, _, err = p.Service.Log(u.ctx(), u.who, after, int(last-after)); err == nil {
		m.Notices, err = p.Service.Notices(u.ctx(), u.who)
	}
	m.Problem = u.problem(err)
	slices.Reverse(m.Events)
	slices.Reverse(m.Notices)
	if after >= 0 {
		m.Older = "/admin/history?upto=" + page.Itoa(after)
	}
	u.show(historyPage(u, m), m.Problem)
}

// withdrawable lists the notices of an event that can still be withdrawn.
func (m *historyView) withdrawable(u *user, e *admin.Entry) []string {
	if !u.mayWrite() || e.Action == record.Baseline || e.Action == record.Embed {
		return nil
	}
	return slices.DeleteFunc(holidays.NoticeIDs(e.Published), func(id string) bool {
		return !slices.ContainsFunc(m.Notices, func(n admin.Notice) bool { return n.ID == id && n.Active })
	})
}

// mayRollBack reports whether there is something to go back to in an event.
func (m *historyView) mayRollBack(u *user, e *admin.Entry) bool {
	return u.mayWrite() && e.Revision < u.v.Revision
}

// changeView is what the pages show on which one drafts a withdrawal or a rollback.
type changeView struct {
	// What is to happen, in words.
	What    string
	To      string // where the form is sent
	Reason  string
	Problem *problem.Problem
	// Out and In are the notices that go out of force and come into it.
	Out, In []string
}

func (u *user) changePage(m *changeView) {
	if m.Problem != nil {
		m.Reason = u.field("reason")
	}
	u.show(changePage(u, m), m.Problem)
}

// askWithdraw is the page on which one drafts the withdrawal of a notice.
func (p *Pages) askWithdraw(u *user) { u.changePage(p.withdrawal(u, nil)) }

func (p *Pages) withdrawal(u *user, err error) *changeView {
	id := u.c.Param("id")
	return &changeView{
		What: u.v.T("撤回通知 "+id, "Withdraw notice "+id),
		To:   "/admin/withdraw/" + url.PathEscape(id), Problem: u.problem(err), Out: append([]string{id}, p.amending(id)...),
	}
}

// amending lists the notices that amend one, and go out of force with it.
func (p *Pages) amending(id string) []string {
	t, err := p.Tables.Table()
	if err != nil {
		return nil
	}
	return admin.Amending(t, id)
}

func (p *Pages) withdraw(u *user) {
	id := u.c.Param("id")
	p.draftChange(u, admin.DraftChangeRequest{Withdraw: id, With: p.amending(id)}, p.withdrawal)
}

// draftChange drafts a change without a notice, and goes on to the draft.
func (p *Pages) draftChange(u *user, req admin.DraftChangeRequest, again func(*user, error) *changeView) {
	req.Reason = u.field("reason")
	d, err := p.Service.DraftChange(u.ctx(), u.who, req)
	if err != nil {
		u.changePage(again(u, err))
		return
	}
	u.goOn("/admin/drafts/"+url.PathEscape(d.ID), "made")
}

// askRollback is the page on which one drafts that an earlier revision's notices come
// into force again.
func (p *Pages) askRollback(u *user) { u.changePage(p.rollbackTo(u, nil)) }

func (p *Pages) rollbackTo(u *user, err error) *changeView {
	revision := u.c.Param("revision")
	m := &changeView{
		What: u.v.T("回退到版本 "+revision, "Roll back to revision "+revision),
		To:   "/admin/rollback/" + url.PathEscape(revision), Problem: u.problem(err),
	}
	if n, err := strconv.ParseInt(revision, 10, 64); err == nil {
		m.Out, m.In = p.between(u, n)
	}
	return m
}

// between lists the notices that a rollback takes out of force, and brings in again.
func (p *Pages) between(u *user, revision int64) (out, in []string) {
	now, err := p.Tables.Table()
	if err != nil {
		return nil, nil
	}
	then, err := p.Tables.TableAtRevision(u.ctx(), max(0, revision))
	if err != nil {
		return nil, nil
	}
	return admin.Between(now, then)
}

func (p *Pages) rollback(u *user) {
	to, err := strconv.ParseInt(u.c.Param("revision"), 10, 64)
	if err != nil {
		to = -1 // there is no such revision, as the service will say
	}
	p.draftChange(u, admin.DraftChangeRequest{Rollback: &to}, p.rollbackTo)
}
