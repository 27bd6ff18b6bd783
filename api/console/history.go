package console

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"shixian/api"
	"shixian/api/admit/token"
	"shixian/api/console/page"
	"shixian/api/problem"
)

// historyView is what the page of the log shows.
type historyView struct {
	Events  []api.LogEvent // newest first
	Notices []api.AdminNotice
	Older   string // the address of older events; "" on the last page
	Problem *problem.Problem
	active  map[string]bool
}

// eventsPage is how many events a page lists.
const eventsPage = 25

// history lists what happened, newest first, and the notices.
func (p *Console) history(d *desk) {
	m := &historyView{active: map[string]bool{}}
	last := d.v.Revision
	if n, err := strconv.ParseInt(d.c.Query("upto"), 10, 64); err == nil && n >= 0 && n < last {
		last = n
	}
	after := max(-1, last-eventsPage)
	m.Events, m.Problem = d.Log(after, int(max(1, last-after)))
	if m.Problem == nil {
		m.Notices, m.Problem = d.Notices()
	}
	for _, n := range m.Notices {
		m.active[n.ID] = n.Active
	}
	slices.Reverse(m.Events)
	slices.Reverse(m.Notices)
	if after >= 0 {
		m.Older = "/admin/history?upto=" + page.Itoa(after)
	}
	status := http.StatusOK
	if m.Problem != nil {
		status = m.Problem.Status
	}
	page.Render(d.c, status, historyPage(d, m))
}

// withdrawable lists the notices of an event that can still be withdrawn.
func (m *historyView) withdrawable(d *desk, e *api.LogEvent) []string {
	if !d.may(token.Publisher) || e.Action == "baseline" || e.Action == "embed" {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(e.Published), func(id string) bool { return !m.active[id] })
}

// mayRollBack reports whether there is something to go back to in an event.
func (m *historyView) mayRollBack(d *desk, e *api.LogEvent) bool {
	return d.may(token.Publisher) && e.Revision < d.v.Revision
}

// changeView is what the pages show on which one withdraws or rolls back.
type changeView struct {
	// What is to happen, in words, and the button that does it.
	What, Button string
	To           string // where the form is sent
	Reason       string
	Key          string
	Problem      *problem.Problem
	// Out and In are the notices that go out of force and come into it.
	Out, In []string
}

func (d *desk) changePage(m *changeView) {
	status := http.StatusOK
	if m.Key == "" {
		m.Key = newKey()
	}
	if m.Problem != nil {
		status = m.Problem.Status
		m.Reason = d.field("reason")
	}
	page.Render(d.c, status, changePage(d, m))
}

// askWithdraw is the page on which one withdraws a notice.
func (p *Console) askWithdraw(d *desk) { d.changePage(withdrawal(d, nil)) }

func withdrawal(d *desk, problem *problem.Problem) *changeView {
	id := d.c.Param("id")
	return &changeView{
		What: d.v.T("撤回通知 "+id, "Withdraw notice "+id), Button: d.v.T("撤回", "Withdraw"),
		To: "/admin/withdraw/" + url.PathEscape(id), Problem: problem, Out: []string{id},
	}
}

func (p *Console) withdraw(d *desk) {
	done, problem := d.Withdraw(d.c.Param("id"), d.field("key"), strings.TrimSpace(d.field("reason")))
	if problem != nil {
		d.changePage(withdrawal(d, problem))
		return
	}
	d.goOn("/admin/history", "withdrawn", "revision", page.Itoa(done.Revision))
}

// askRollback is the page on which one puts an earlier revision's notices into
// force.
func (p *Console) askRollback(d *desk) { d.changePage(p.rollbackTo(d, nil)) }

func (p *Console) rollbackTo(d *desk, problem *problem.Problem) *changeView {
	revision := d.c.Param("revision")
	m := &changeView{
		What: d.v.T("回退到版本 "+revision, "Roll back to revision "+revision), Button: d.v.T("回退", "Roll back"),
		To: "/admin/rollback/" + url.PathEscape(revision), Problem: problem,
	}
	if n, err := strconv.ParseInt(revision, 10, 64); err == nil {
		m.Out, m.In = p.between(d, n)
	}
	return m
}

// between lists the notices that a rollback takes out of force, and brings in again.
func (p *Console) between(d *desk, revision int64) (out, in []string) {
	now, err := p.desk.Table(d.c.Request.Context(), -1)
	if err != nil {
		return nil, nil
	}
	then, err := p.desk.Table(d.c.Request.Context(), max(0, revision))
	if err != nil {
		return nil, nil
	}
	has := map[string]bool{}
	for _, n := range then.Source().Notices {
		has[n.ID] = true
	}
	for _, n := range now.Source().Notices {
		if !has[n.ID] {
			out = append(out, n.ID)
		}
		delete(has, n.ID)
	}
	for _, n := range then.Source().Notices {
		if has[n.ID] {
			in = append(in, n.ID)
		}
	}
	return out, in
}

func (p *Console) rollback(d *desk) {
	to, err := strconv.ParseInt(d.c.Param("revision"), 10, 64)
	if err != nil {
		to = -1 // there is no such revision, as the call will say
	}
	done, problem := d.Rollback(to, d.field("key"), strings.TrimSpace(d.field("reason")))
	if problem != nil {
		d.changePage(p.rollbackTo(d, problem))
		return
	}
	d.goOn("/admin/history", "rolled-back", "revision", page.Itoa(done.Revision))
}
