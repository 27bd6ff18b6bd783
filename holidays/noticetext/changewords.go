package noticetext

import (
	"strings"

	"shixian/holidays"
)

// changeWord reads the words that change what the dates around them mean.
func (p *parser) changeWord(ts []token, i int, f clauseFacts) *Reason {
	t := ts[i]
	switch t.kind {
	case tFrom:
		p.cur.openEnded = true
	case tCancel:
		return p.cancelled(ts[i+1:], t)
	case tSwap:
		return p.swapped(t, f)
	case tMove:
		return p.moved(ts[i+1:], t, f)
	case tBecome:
		// 调整为放假 and 放假2天调整为4月2日 say no more than the verb; a weekend
		// day 调至 another is moved; 5月1日放假调整为5月2日 is not read.
		if hasDate(ts[i+1:]) && len(p.cur.spans) > 0 {
			return p.moved(ts[i+1:], t, f)
		}
	case tExtend:
		if p.cur.kind != "" {
			return newReason(reasonUnknownText, t.text(p.r))
		}
		p.cur.extend = true
		p.addFacts(f)
	}
	return nil
}

// moved begins 4月15日(星期日)公休日调至4月20日(星期五).
func (p *parser) moved(rest []token, t token, f clauseFacts) *Reason {
	if len(p.cur.spans) == 0 || p.cur.kind != "" || !hasDate(rest) || strings.HasSuffix(t.text(p.r), "为") && t.kind == tBecome {
		return newReason(reasonUnknownText, t.text(p.r))
	}
	p.cur.kind, p.moving = holidays.Off, true
	p.addFacts(f)
	return nil
}

// cancelled reads 取消 of days off; what is cancelled must not be work (1月31日补班取消).
func (p *parser) cancelled(rest []token, t token) *Reason {
	switch ends := hasDate(rest) && len(p.cur.spans) > 0; {
	case ends:
		if why := p.endStatement(); why != nil {
			return why
		}
	case p.cur.kind == holidays.Work && len(p.cur.spans) > 0:
		return newReason(reasonUnknownText, t.text(p.r))
	}
	p.cur.cancel = true
	p.cur.kind = holidays.Work
	return nil
}

// swapped reads 4月15日(星期日)与4月20日(星期五)对调.
func (p *parser) swapped(t token, f clauseFacts) *Reason {
	c := &p.cur
	if len(c.spans) != 2 || c.spans[0].Days() != 1 || c.spans[1].Days() != 1 || c.kind != "" {
		return newReason(reasonUnknownText, t.text(p.r))
	}
	c.swap, c.kind = true, holidays.Off
	p.addFacts(f)
	return nil
}

// extendTo reads 至2月2日 after 延长.
func (p *parser) extendTo(ts []token, i int) (int, *Reason) {
	if !p.cur.extend || len(p.cur.to) > 0 || i+1 >= len(ts) || ts[i+1].kind != tDate {
		return refuse(newReason(reasonUnknownText, ts[i].text(p.r)))
	}
	spans, n, why := p.dateList(ts[i+1:])
	if why != nil {
		return refuse(why)
	}
	if len(spans) != 1 || spans[0].Days() != 1 {
		return refuse(newReason(reasonUnknownText, ts[i].text(p.r)))
	}
	p.cur.to = spans
	p.cur.kind = holidays.Off
	if len(p.cur.spans) == 0 {
		p.cur.spans = spans // replaced once the day before is known
	}
	return n + 1, nil
}
