package admin

import (
	"slices"
	"strings"

	"shixian/api/admin"
	"shixian/api/console/page"
	"shixian/api/problem"
	"shixian/holidays"
)

// overviewView is what the first page of the administration shows.
type overviewView struct {
	Tables  []tableState
	Waiting []admin.Summary // for whoever looks
	Others  []admin.Summary
	Events  []admin.Entry
	Problem *problem.Problem
}

// tableState says how long a calendar's table lasts.
type tableState struct {
	ID, Name string
	Settled  holidays.Date
	Left     int    // days from today to Settled; negative once it is over
	Light    string // green, yellow or red
	Next     int    // the year whose notice is awaited
	// Due is the day by which that is usually out, zero if not known; Late says that it is
	// past.
	Due  holidays.Date
	Late bool
	// Follows says that the calendar has no notices of its own, and goes by its parent's.
	Follows bool
}

// A table that is settled for fewer days than these is running out.
const (
	soonDays = 60
	nowDays  = 14
)

// recentEvents is how many events the first page shows.
const recentEvents = 5

// overview is the first page of the administration.
func (p *Pages) overview(u *user) {
	m := &overviewView{Tables: p.tableStates(u)}
	drafts, err := p.Service.Drafts(u.ctx(), u.who)
	for _, d := range drafts {
		if p.Service.WaitsFor(&d, u.who) {
			m.Waiting = append(m.Waiting, d)
		} else {
			m.Others = append(m.Others, d)
		}
	}
	if err == nil {
		m.Events, _, err = p.Service.Log(u.ctx(), u.who, max(-1, u.v.Revision-recentEvents), recentEvents)
		slices.Reverse(m.Events)
	}
	m.Problem = u.problem(err)
	u.show(overviewPage(p, u, m), m.Problem)
}

// tableStates lists the calendars, those that run out first before the others.
func (p *Pages) tableStates(u *user) []tableState {
	t, err := p.Tables.Table()
	if err != nil {
		return nil
	}
	var out []tableState
	for _, id := range t.IDs() {
		cal := t.Calendar(id)
		def := cal.Definition()
		s := tableState{ID: id, Name: u.v.T(def.NameZH, def.NameEN), Settled: cal.SettledThrough(), Light: "green"}
		s.Follows = def.Parent != "" && !slices.ContainsFunc(t.Source().Notices, func(n holidays.Notice) bool { return n.Calendar == id })
		s.Left = p.Tables.Today().DaysUntil(s.Settled)
		s.Next = cal.AwaitedYear()
		s.Due, _ = cal.NoticeDue()
		s.Late = !s.Due.IsZero() && s.Due.Before(p.Tables.Today())
		switch {
		case s.Left < nowDays:
			s.Light = "red"
		case s.Left < soonDays:
			s.Light = "yellow"
		}
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b tableState) int { return a.Left - b.Left })
	return out
}

// leftText says how many days a table still lasts.
func (s *tableState) leftText(v *page.View) string {
	switch {
	case s.Left < 0:
		return v.N(-s.Left, "已过 {} 天", "over for {} day{s}")
	case s.Left == 0:
		return v.T("今天是最后一天", "today is the last day")
	}
	return v.N(s.Left, "还有 {} 天", "{} day{s} left")
}

// todoText says what is missing, by when it usually comes, and what to do.
func (s *tableState) todoText(v *page.View) string {
	if s.Follows {
		if s.Light == "green" {
			return v.T("没有自己的通知，随全国的走。", "It has no notices of its own and follows the nation's.")
		}
		return v.T("没有自己的通知，随全国的走：全国的一发布，这里也就有了。", "It has no notices of its own and follows the nation's: once that is published, this is settled too.")
	}
	year, by := page.Itoa(s.Next), ""
	if !s.Due.IsZero() {
		by = v.T("，通常在"+v.Date(s.Due)+"以前发布", "; it is usually out by "+v.Date(s.Due))
	}
	missing := v.T("缺"+year+"年的放假通知"+by+"。", "The notice for "+year+" is missing"+by+". ")
	switch {
	case s.Light == "red":
		return missing + v.T("此后的答案都是暂定的：通知一到就起草、发布。", "Answers past that day are provisional: draft and publish the notice as soon as it is out.")
	case s.Light == "yellow" || s.Late:
		return missing + v.T("请留意，一发布就在这里起草。", "Look out for it, and draft it here once it is out.")
	}
	return missing + v.T("还不急，现在不必做什么。", "Nothing to do yet.")
}

// mine heads the drafts that wait for the user.
func (u *user) mine() string {
	if u.mayChange() {
		return u.v.T("等您发布或修改", "Waiting for you to publish or change")
	}
	return u.v.T("等您修改", "Waiting for you to change")
}

// waitsText says for whom an open draft waits, and what they are to do.
func (p *Pages) waitsText(u *user, d *admin.Summary) string {
	names := p.publishersOf(d)
	switch and := u.v.T("、", ", "); {
	case d.State == admin.StateReturned:
		return u.v.T("已退回，等 "+strings.Join(d.Editors, and)+" 修改", "returned, waits for "+strings.Join(d.Editors, and)+" to change it")
	case len(names) == 0:
		return u.v.T("没有人可以发布", "nobody may publish it")
	default:
		return u.v.T("等 "+strings.Join(names, and)+" 发布", "waits for "+strings.Join(names, and)+" to publish it")
	}
}
