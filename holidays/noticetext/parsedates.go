package noticetext

import (
	"shixian/holidays"
)

// dates reads a list of dates and spans with their brackets, at token i.
func (p *parser) dates(ts []token, i int, f clauseFacts) (int, *Reason) {
	if i > 0 && (ts[i-1].kind == tDate || ts[i-1].kind == tBracket || ts[i-1].kind == tWeekday) && len(p.cur.spans) > 0 {
		return refuse(newReason(reasonUnknownText, ts[i-1].text(p.r)+ts[i].text(p.r))) // what joins them is lost
	}
	label := p.labelKind
	if (p.cur.kind != "" || p.cur.linked || p.cur.names) && len(p.cur.spans) > 0 && !p.moving {
		if why := p.endStatement(); why != nil {
			return refuse(why)
		}
	}
	spans, n, why := p.dateList(ts[i:])
	if why != nil {
		return refuse(why)
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
		return refuse(why)
	}
	*spans = append(*spans, holidays.Span{From: from, To: from})
	n, why := p.brackets(ts, 1, *spans, open)
	if n+1 < len(ts) && ts[n].kind == tFrom && ts[n+1].kind == tRange {
		n++ // 从4月17日起至4月20日止
	}
	if why != nil || n >= len(ts) || ts[n].kind != tRange || p.cur.extend {
		return n, why
	}
	if n+1 >= len(ts) || ts[n+1].kind != tDate {
		return refuse(newReason(reasonRangeEnd, from.String()))
	}
	to, why := p.resolve(ts[n+1].date, from)
	if why != nil {
		return refuse(why)
	}
	if from.After(to) && ts[0].date.y == 0 {
		from = p.yearBefore(from, to)
	}
	s := holidays.Span{From: from, To: to}
	switch {
	case from.After(to):
		return refuse(newReason(reasonReversed, from.String()+"/"+to.String()))
	case s.Days() > longestSpan:
		return refuse(newReason(reasonTooLong, from.String()+"/"+to.String()))
	}
	(*spans)[len(*spans)-1] = s
	return p.brackets(ts, n+2, *spans, open)
}

// bracket reads a bracket that stands apart from a date: the days of what is
// said before or after it, as in 放假2天(4月2日至3日).
func (p *parser) bracket(t token, f clauseFacts) *Reason {
	if len(t.inner) == 0 {
		if len(t.days) > 0 {
			return newReason(reasonWeekdayList, t.text(p.r))
		}
		return nil
	}
	if len(p.cur.spans) > 0 {
		return newReason(reasonUnknownText, t.text(p.r))
	}
	p.cur.restates = p.cur.restates || p.cur.joins // 连休5天(4月4日至8日)
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
		case tWeekday: // (4月21日，星期二)
			if len(p.cur.spans) == 0 {
				return newReason(reasonUnknownText, t.text(p.r))
			}
			p.checks = append(p.checks, weekdayCheck{p.cur.spans[len(p.cur.spans)-1].To, in.days[0]})
		case tThatIs, tComma:
		default:
			return newReason(reasonUnknownText, t.text(p.r))
		}
		i++
	}
	p.addFacts(f)
	return nil
}
