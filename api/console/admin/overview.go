package admin

import (
	"slices"

	"shixian/api/admin"
	"shixian/api/console/page"
	"shixian/api/problem"
	"shixian/holidays"
)

// overviewView is what the first page of the administration shows.
type overviewView struct {
	Tables  []tableState
	Drafts  []admin.Summary
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
	var err error
	if m.Drafts, err = p.Service.Drafts(u.ctx(), u.who); err == nil {
		m.Events, _, err = p.Service.Log(u.ctx(), u.who, max(-1, u.v.Revision-recentEvents), recentEvents)
		slices.Reverse(m.Events)
	}
	m.Problem = u.problem(err)
	u.show(overviewPage(u, m), m.Problem)
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
		s.Next = s.Settled.AddDays(31).Year() // a notice may arrange the December before
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

// todoText says what to do about a table.
func (s *tableState) todoText(v *page.View) string {
	year := page.Itoa(s.Next)
	switch {
	case s.Light != "green" && s.Follows:
		return v.T("没有自己的通知，随全国的走：全国的一发布，这里也就有了。", "It has no notices of its own and follows the nation's: once that is published, this is settled too.")
	case s.Light == "red":
		return v.T(year+"年的安排还没有录入：此后的答案都是暂定的。通知一到就起草、发布。",
			"The arrangement for "+year+" is not in: answers past that day are provisional. Draft and publish the notice as soon as it is out.")
	case s.Light == "yellow":
		return v.T("请留意"+year+"年的放假通知，发布后在这里起草。", "Look out for the notice for "+year+", and draft it here once it is out.")
	}
	return v.T("够用，不必做什么。", "Nothing to do.")
}
