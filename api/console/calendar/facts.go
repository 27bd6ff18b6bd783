package calendar

import (
	"slices"
	"time"

	"shixian/api/console/page"
	"shixian/deadlines"
	"shixian/holidays"
)

// years are those that the calendar covers.
func (m *model) years() []int {
	var out []int
	for y := m.Cal.First().Year(); y <= m.Cal.Last().Year(); y++ {
		out = append(out, y)
	}
	return out
}

// Notices are those that arrange a day of the year or are for it, in the order in
// which they are laid over each other.
func (m *model) Notices() []holidays.Notice {
	var out []holidays.Notice
	for _, n := range m.Cal.Notices() {
		arranges := slices.ContainsFunc(n.Entries, func(e holidays.Entry) bool { return e.Overlaps(m.Span) })
		if n.Year == m.Year || arranges {
			out = append(out, n)
		}
	}
	return out
}

// openSpans are the runs of days of the year that are not settled.
func (m *model) openSpans() []holidays.Span {
	var out []holidays.Span
	for d := m.Span.From; !d.After(m.Span.To); d = d.AddDays(1) {
		if day, err := m.Cal.Day(d); err != nil || day.Settled {
			continue
		}
		if n := len(out); n > 0 && out[n-1].To.AddDays(1) == d {
			out[n-1].To = d
			continue
		}
		out = append(out, holidays.Span{From: d, To: d})
	}
	return out
}

// yearOf returns the days of a year.
func yearOf(year int) holidays.Span {
	return holidays.Span{From: holidays.NewDate(year, time.January, 1), To: holidays.NewDate(year, time.December, 31)}
}

// quarter is the working days of three months.
type quarter struct {
	Months [3]int
	Total  int
}

// workdays counts the working days of the year by quarter.
func workdays(cal *holidays.Calendar, year int) (out [4]quarter, total int) {
	months, _ := deadlines.CountByMonth(cal, yearOf(year)) // the page asks for covered years only
	for m, c := range months {
		out[m/3].Months[m%3] = c.Workdays
		out[m/3].Total += c.Workdays
		total += c.Workdays
	}
	return out, total
}

// difference is a day that two calendars do not agree on.
type difference struct {
	Date        holidays.Date
	Here, There string
	HereBy      string // the notice that decided it, or ""
	ThereBy     string
	Worked      bool // one of them works, the other does not
}

// differ reports whether two calendars have different things to say of a day.
// Whether it is settled is not one of them.
func differ(a, b holidays.Day) bool { return a.Kind != b.Kind || a.Festival != b.Festival }

// differences lists the days of the year on which the other calendar does not
// agree.
func (m *model) differences(v *page.View, other *holidays.Table) []difference {
	here, there := m.Cal, m.Other
	var out []difference
	for d := m.Span.From; !d.After(m.Span.To); d = d.AddDays(1) {
		a, errA := here.Day(d)
		b, errB := there.Day(d)
		if errA != nil || errB != nil || !differ(a, b) {
			continue
		}
		out = append(out, difference{
			Date: d, Here: yearMark(v, a).Reason, There: yearMark(v, b).Reason,
			HereBy: decidedBy(v, m.table, here, a), ThereBy: decidedBy(v, other, there, b), Worked: a.Working() != b.Working(),
		})
	}
	return out
}

// decidedBy says what decided a day.
func decidedBy(v *page.View, t *holidays.Table, cal *holidays.Calendar, day holidays.Day) string {
	for _, n := range cal.Notices() {
		if n.Name() == day.Notice {
			return noticeName(v, t, &n)
		}
	}
	if day.Basis == holidays.ByPrinciples || day.Basis == holidays.ByStatute {
		return basisName(v, day.Basis)
	}
	return v.T("没有通知动到这一天", "no notice concerns it")
}
