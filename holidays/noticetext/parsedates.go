package noticetext

import (
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
}

// weekdayCheck is a weekday stated for a date.
type weekdayCheck struct {
	date   holidays.Date
	stated time.Weekday
}

// dates reads a list of dates and spans with their brackets, at token i.
func (p *parser) dates(ts []token, i int, f clauseFacts) (int, *Reason) {
	if i > 0 && (ts[i-1].kind == tDate || ts[i-1].kind == tBracket || ts[i-1].kind == tWeekday) && len(p.cur.spans) > 0 {
		return 0, newReason(ReasonUnknownText, ts[i-1].text(p.r)+ts[i].text(p.r)) // what joins them is lost
	}
	label := p.labelKind
	if (p.cur.kind != "" || p.cur.linked) && len(p.cur.spans) > 0 && !p.moving {
		if why := p.endStatement(); why != nil {
			return 0, why
		}
	}
	spans, n, why := p.dateList(ts[i:])
	if why != nil {
		return 0, why
	}
	if p.moving {
		p.cur.to = spans
		return n, p.endStatement()
	}
	p.cur.spans = append(p.cur.spans, spans...)
	if label != "" {
		p.cur.kind, p.labelKind = label, ""
	}
	p.addFacts(f)
	return n, nil
}

// dateList reads spans joined by 、 or 和 and returns the number of tokens read.
func (p *parser) dateList(ts []token) (spans []holidays.Span, n int, why *Reason) {
	open := 0 // first span that has no weekday yet
	for {
		k, why := p.dateOrSpan(ts[n:], &spans, &open)
		if why != nil {
			return nil, 0, why
		}
		n += k
		if n+1 < len(ts) && ts[n].kind == tList && ts[n+1].kind == tDate {
			n++
			continue
		}
		return spans, n, nil
	}
}

// dateOrSpan reads one date or span with the brackets after it and adds it to spans.
func (p *parser) dateOrSpan(ts []token, spans *[]holidays.Span, open *int) (int, *Reason) {
	from, why := p.resolve(ts[0].date, holidays.Date{})
	if why != nil {
		return 0, why
	}
	*spans = append(*spans, holidays.Span{From: from, To: from})
	n, why := p.brackets(ts, 1, *spans, open)
	if why != nil || n >= len(ts) || ts[n].kind != tRange || p.cur.extend {
		return n, why
	}
	if n+1 >= len(ts) || ts[n+1].kind != tDate {
		return 0, newReason(ReasonRangeEnd, from.String())
	}
	to, why := p.resolve(ts[n+1].date, from)
	if why != nil {
		return 0, why
	}
	if from.After(to) && ts[0].date.y == 0 {
		from = p.yearBefore(from, to)
	}
	s := holidays.Span{From: from, To: to}
	switch {
	case from.After(to):
		return 0, newReason(ReasonReversed, from.String()+"/"+to.String())
	case s.Days() > longestSpan:
		return 0, newReason(ReasonTooLong, from.String()+"/"+to.String())
	}
	(*spans)[len(*spans)-1] = s
	return p.brackets(ts, n+2, *spans, open)
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

// resolve gives a date as written its month and its year. start is the first
// day of the span that it ends, if any.
func (p *parser) resolve(w writtenDate, start holidays.Date) (holidays.Date, *Reason) {
	text := writtenText(w)
	switch {
	case w.m == 0 && p.base.IsZero():
		return holidays.Date{}, newReason(ReasonImpossible, text)
	case w.m == 0:
		y, m, _ := p.base.Civil()
		if w.y, w.m = y, int(m); holidays.NewDate(y, m, w.d).Compare(p.base) <= 0 {
			return holidays.Date{}, newReason(ReasonReversed, text)
		}
	case w.y == 0:
		w.y = p.ctx.year
		if w.m == 12 && (p.ctx.newYear || !start.IsZero() && start.Year() < w.y) {
			w.y--
		}
	}
	d, ok := w.date()
	if !ok {
		return holidays.Date{}, newReason(ReasonImpossible, text)
	}
	if !p.ctx.holds(w) {
		return holidays.Date{}, newReason(ReasonYearRange, d.String())
	}
	p.base = d
	return d, nil
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

// brackets reads the brackets and weekdays from token n on and tells the
// checkWeekdays in them to the dates before.
func (p *parser) brackets(ts []token, n int, spans []holidays.Span, open *int) (int, *Reason) {
	for ; n < len(ts) && (ts[n].kind == tBracket && len(ts[n].inner) == 0 || ts[n].kind == tWeekday); n++ {
		if len(ts[n].days) == 0 {
			continue
		}
		days := weekdayDates(spans, *open, ts[n])
		if days == nil {
			return 0, newReason(ReasonWeekdayList, ts[n].text(p.r))
		}
		for i, d := range days {
			p.checks = append(p.checks, weekdayCheck{d, ts[n].days[i]})
		}
		*open = len(spans)
	}
	return n, nil
}

// weekdayDates returns the dates that the weekdays of a bracket belong to: the
// last date, the ends or all days of the last span, or the dates of the list
// since the bracket before. nil: none of these.
func weekdayDates(spans []holidays.Span, open int, t token) []holidays.Date {
	last := spans[len(spans)-1]
	k := len(t.days)
	switch {
	case k == 1:
		return []holidays.Date{last.To}
	case t.ranged && k == 2 && last.Days() > 1:
		return []holidays.Date{last.From, last.To}
	case last.Days() == k:
		return daysOf([]holidays.Span{last})
	}
	if all := spans[min(open, len(spans)):]; len(all) == k {
		out := make([]holidays.Date, k)
		for i, s := range all {
			if out[i] = s.From; s.Days() != 1 {
				return nil
			}
		}
		return out
	}
	return nil
}

// bracket reads a bracket that stands apart from a date: the days of what is
// mentioned before or after it, as in 放假2天(4月2日至3日).
func (p *parser) bracket(t token, f clauseFacts) *Reason {
	if len(t.inner) == 0 {
		if len(t.days) > 0 {
			return newReason(ReasonWeekdayList, t.text(p.r))
		}
		return nil
	}
	if len(p.cur.spans) > 0 {
		return newReason(ReasonUnknownText, t.text(p.r))
	}
	for i := 0; i < len(t.inner); {
		switch in := t.inner[i]; in.kind {
		case tDate:
			spans, n, why := p.dateList(t.inner[i:])
			if why != nil {
				return why
			}
			p.cur.spans = append(p.cur.spans, spans...)
			i += n
			continue
		case tCount:
			p.cur.counts = append(p.cur.counts, in.count)
		case tThatIs, tComma:
		default:
			return newReason(ReasonUnknownText, t.text(p.r))
		}
		i++
	}
	p.addFacts(f)
	return nil
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
