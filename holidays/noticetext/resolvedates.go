package noticetext

import (
	"fmt"
	"time"

	"shixian/holidays"
)

// longestSpan is the number of days past which a span is taken for a mistake.
const longestSpan = 31

// dateContext is what a date without a year is read against.
type dateContext struct {
	year    int
	region  bool // the notice is a region's
	newYear bool // under the heading 元旦: its December is that of the year before
	// offBefore says that the sentences before arrange days off.
	offBefore bool
}

// holds reports whether a date can belong to the notice: a day of its year, of
// the last two months before it or of the first two after it.
func (c dateContext) holds(w writtenDate) bool {
	switch w.y {
	case c.year:
		return true
	case c.year - 1:
		return w.m >= 11
	case c.year + 1:
		return w.m <= 2
	}
	return false
}

// resolve gives a date as written its month and its year. start is the first
// day of the span that it ends, if any.
func (p *parser) resolve(w writtenDate, start holidays.Date) (holidays.Date, *Reason) {
	text := writtenText(w)
	switch {
	case w.m == 0 && p.base.IsZero():
		return holidays.Date{}, newReason(reasonImpossible, text)
	case w.m == 0:
		y, m, _ := p.base.Civil()
		w.y, w.m = y, int(m)
		back := holidays.NewDate(y, m, w.d).Compare(p.base)
		if again := back == 0 && len(p.cur.spans) == 0 || p.counted; back <= 0 && !(p.ctx.region && again) {
			return holidays.Date{}, newReason(reasonReversed, text)
		}
	case w.y == 0:
		w.y = p.ctx.year
		if w.m == 12 && (p.ctx.newYear || !start.IsZero() && start.Year() < w.y) {
			w.y--
		}
	}
	d, ok := w.date()
	if !ok {
		return holidays.Date{}, newReason(reasonImpossible, text)
	}
	if !p.ctx.holds(w) {
		return holidays.Date{}, newReason(reasonYearRange, d.String())
	}
	p.base = d
	return d, nil
}

// yearBefore moves the start of 12月30日至1月1日 into the year before.
func (p *parser) yearBefore(from, to holidays.Date) holidays.Date {
	_, m, day := from.Civil()
	if _, tm, _ := to.Civil(); m != time.December || tm > time.February {
		return from
	}
	moved := holidays.NewDate(p.ctx.year-1, m, day)
	for i := range p.checks {
		if p.checks[i].date == from {
			p.checks[i].date = moved
		}
	}
	return moved
}

func writtenText(w writtenDate) string {
	y, m, d := max(w.y, 0), max(w.m, 0), max(w.d, 0) // writtenZero was written as 0
	switch {
	case w.m == 0:
		return fmt.Sprintf("%d日", d)
	case w.y == 0:
		return fmt.Sprintf("%d月%d日", m, d)
	}
	return fmt.Sprintf("%d年%d月%d日", y, m, d)
}

func daysOf(spans []holidays.Span) []holidays.Date {
	var out []holidays.Date
	for _, s := range spans {
		for d := s.From; !d.After(s.To); d = d.AddDays(1) {
			out = append(out, d)
		}
	}
	return out
}
