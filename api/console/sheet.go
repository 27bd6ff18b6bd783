package console

import (
	"time"

	"shixian/deadlines"
	"shixian/holidays"
)

// sheet is a month on a page: weeks from Monday to Sunday.
type sheet struct {
	Year  int
	Month time.Month
	Weeks [][7]cell
}

// cell is a day of a sheet; one without a date belongs to another month.
type cell struct {
	Date   holidays.Date
	Class  string // what the day looks like
	Sign   string // the same for those who see no colour: a number or a character
	Reason string // the same in words
	Mark   string // 起 or 止
}

// The most months that an answer shows; of a longer one, the first and the last.
const (
	maxSheets  = 7
	headSheets = 3
)

// sheetsOf returns the month sheets of an answer. omitted is the number of months
// left out after the first headSheets.
func sheetsOf(v *view, c *deadlines.Answer) (sheets []sheet, omitted int) {
	if len(c.Trace) == 0 {
		return nil, 0
	}
	cells := cellsOf(v, c)
	first, last := c.Trace[0].From, c.Trace[0].To
	for _, r := range c.Trace {
		if r.From.Before(first) {
			first = r.From
		}
		if r.To.After(last) {
			last = r.To
		}
	}
	months := monthsBetween(first, last)
	for i := range months {
		if months > maxSheets && i >= headSheets && i < months-headSheets {
			omitted++
			continue
		}
		y, m, _ := first.Civil()
		start := holidays.NewDate(y, m, 1)
		start, _ = start.AddMonths(i)
		sheets = append(sheets, newSheet(start, cells))
	}
	return sheets, omitted
}

func monthsBetween(first, last holidays.Date) int {
	y1, m1, _ := first.Civil()
	y2, m2, _ := last.Civil()
	return (y2-y1)*12 + int(m2) - int(m1) + 1
}

// newSheet lays the days of a month out; days without a cell are plain.
func newSheet(start holidays.Date, cells map[holidays.Date]cell) sheet {
	y, m, _ := start.Civil()
	s := sheet{Year: y, Month: m}
	col := (int(start.Weekday()) + 6) % 7
	var week [7]cell
	for d := start; ; d = d.AddDays(1) {
		if _, month, _ := d.Civil(); month != m {
			break
		}
		c, there := cells[d]
		if !there {
			c = cell{Date: d, Class: "out"}
		}
		week[col] = c
		if col++; col == 7 {
			s.Weeks, week, col = append(s.Weeks, week), [7]cell{}, 0
		}
	}
	if col > 0 {
		s.Weeks = append(s.Weeks, week)
	}
	return s
}

// cellsOf numbers the counted days in the order of counting and gives every other
// day its reason.
func cellsOf(v *view, a *deadlines.Answer) map[holidays.Date]cell {
	cells := map[holidays.Date]cell{}
	n := 0
	for i := range a.Trace {
		r := &a.Trace[i]
		backward := i > 0 && r.To.Before(a.Trace[i-1].From) || i == 0 && r.To == a.Trigger && !a.Due.IsZero() && a.Due.Before(a.Trigger)
		d, step := r.From, 1
		if backward {
			d, step = r.To, -1
		}
		for range r.Days() {
			if r.Counted > 0 {
				n++
			}
			cells[d] = newCell(v, a, r, d, n)
			d = d.AddDays(step)
		}
	}
	return cells
}

func newCell(v *view, a *deadlines.Answer, r *deadlines.Run, d holidays.Date, n int) cell {
	c := cell{Date: d}
	c.Class, c.Sign, c.Reason = lookOf(v, r, n)
	switch {
	case d == a.Due:
		c.Mark = v.T("止", "due")
		c.Class += " due"
	case d == a.Trigger:
		c.Mark = v.T("起", "start")
		c.Class += " trigger"
	}
	if !r.Settled {
		c.Class += " open"
		c.Reason += v.T("，尚未公布", ", not announced yet")
	}
	return c
}
