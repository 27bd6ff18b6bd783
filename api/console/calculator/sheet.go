package calculator

import (
	"context"
	"io"
	"time"

	"github.com/a-h/templ"

	"shixian/api/console/month"
	"shixian/api/console/page"
	"shixian/deadlines"
	"shixian/holidays"
)

// sheets are the months of an answer. They are written by hand and not by a
// template: a day is a dozen small texts, and there are a hundred of them.
type sheets struct {
	v     *page.View
	a     *deadlines.Answer
	first holidays.Date // the earliest day of the trace
	days  []sheetDay    // from first on
	cells map[looks]cellText
}

// sheetDay is a day of the trace.
type sheetDay struct {
	run *deadlines.Run // nil for a day that is in none
	n   int            // the number of a day that is counted
}

// The most months that an answer shows; of a longer one, the first and the last.
const (
	maxSheets  = 7
	headSheets = 3
)

// newSheets lays out the trace of an answer; nil if there is none.
func newSheets(v *page.View, a *deadlines.Answer) *sheets {
	if len(a.Trace) == 0 {
		return nil
	}
	first, last := a.Trace[0].From, a.Trace[0].To
	for _, r := range a.Trace {
		first, last = holidays.Earlier(first, r.From), holidays.Later(last, r.To)
	}
	s := &sheets{v: v, a: a, first: first, days: make([]sheetDay, first.DaysUntil(last)+1), cells: map[looks]cellText{}}
	s.number(!a.Due.IsZero() && a.Due.Before(a.Trigger))
	return s
}

// number numbers the counted days in the order of counting.
func (s *sheets) number(backward bool) {
	n := 0
	for i := range s.a.Trace {
		r := &s.a.Trace[i]
		d, step := s.first.DaysUntil(r.From), 1
		if backward && (i > 0 && r.To.Before(s.a.Trace[i-1].From) || i == 0 && r.To == s.a.Trigger) {
			d, step = s.first.DaysUntil(r.To), -1
		}
		for range r.Days() {
			if r.Counted > 0 {
				n++
			}
			s.days[d] = sheetDay{r, n}
			d += step
		}
	}
}

// Render writes the months.
func (s *sheets) Render(_ context.Context, w io.Writer) error {
	y, m, _ := s.first.Civil()
	ly, lm, _ := s.first.AddDays(len(s.days) - 1).Civil()
	months := (ly-y)*12 + int(lm-m) + 1
	buf := templ.GetBuffer()
	defer templ.ReleaseBuffer(buf)
	buf.Grow(16 << 10) // for seven months
	b := buf.AvailableBuffer()
	for i := range months {
		if months > maxSheets && i >= headSheets && i < months-headSheets {
			if i == headSheets {
				b = append(append(b, `<p class="omitted">`...), s.v.N(months-2*headSheets, "……中间 {} 个月", "… {} month{s} between")...)
				b = append(b, `</p>`...)
			}
			continue
		}
		year, mon := y+(int(m)-1+i)/12, time.Month((int(m)-1+i)%12+1)
		b = month.Append(b, s.v, s.v.MonthName(year, mon), year, mon, s.appendDay)
	}
	_, err := w.Write(b)
	return err
}
