package calculator

import (
	"context"
	"io"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"shixian/api/console/month"
	"shixian/api/console/page"
	"shixian/api/console/words"
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
		if r.From.Before(first) {
			first = r.From
		}
		if r.To.After(last) {
			last = r.To
		}
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
	b := make([]byte, 0, 16<<10)
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

// looks is what decides how a day shows, its number aside.
type looks struct {
	run  *deadlines.Run
	mark mark
}

type mark uint8

const (
	noMark mark = iota
	triggerMark
	dueMark
)

// cellText is what the days of one look have in common. Of counted days, sign and
// reason take the day's number.
type cellText struct{ class, mark, sign, reasonBefore, reasonAfter string }

func (s *sheets) appendDay(b []byte, d holidays.Date) []byte {
	var day sheetDay
	if i := s.first.DaysUntil(d); i >= 0 && i < len(s.days) {
		day = s.days[i]
	}
	if day.run == nil {
		return append(month.AppendDay(append(b, `<td class="out">`...), d), `</td>`...)
	}
	t := s.textOf(d, day.run)
	b = append(append(append(b, `<td class="`...), t.class...), `">`...)
	b = month.AppendDay(b, d)
	if t.mark != "" {
		b = append(append(append(b, `<span class="mark">`...), t.mark...), `</span>`...)
	}
	counted := day.run.Counted > 0
	if counted || t.sign != "" {
		b = append(append(b, `<span class="sign" aria-hidden="true">`...), t.sign...)
		if counted {
			b = strconv.AppendInt(b, int64(day.n), 10)
		}
		b = append(b, `</span>`...)
	}
	b = append(append(b, `<span class="hide">`...), t.reasonBefore...)
	if counted {
		b = strconv.AppendInt(b, int64(day.n), 10)
	}
	return append(append(b, t.reasonAfter...), `</span></td>`...)
}

// textOf returns what a day shows, made once for all days of its look.
func (s *sheets) textOf(d holidays.Date, r *deadlines.Run) cellText {
	key := looks{run: r}
	switch d {
	case s.a.Due:
		key.mark = dueMark
	case s.a.Trigger:
		key.mark = triggerMark
	}
	t, there := s.cells[key]
	if !there {
		t = s.newText(r, key.mark)
		s.cells[key] = t
	}
	return t
}

func (s *sheets) newText(r *deadlines.Run, m mark) cellText {
	v := s.v
	mark := words.MarkOf(v, r)
	t := cellText{class: mark.Class, sign: mark.Sign, reasonBefore: mark.Reason}
	if r.Counted > 0 {
		t.reasonBefore, t.reasonAfter = v.T("第 ", "day "), v.T(" 天", "")+mark.Reason
	}
	switch m {
	case dueMark:
		t.mark, t.class = v.T("止", "due"), t.class+" due"
	case triggerMark:
		t.mark, t.class = v.T("起", "start"), t.class+" trigger"
		if r.Counted == 0 {
			t.reasonBefore = v.T("起算之日，不计", "the day it starts from, not counted")
		}
	}
	if !r.Settled {
		t.class += " open"
		t.reasonAfter += v.T("，尚未公布", ", not announced yet")
	}
	t.reasonBefore, t.reasonAfter = templ.EscapeString(t.reasonBefore), templ.EscapeString(t.reasonAfter)
	return t
}
