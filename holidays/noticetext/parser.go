package noticetext

import (
	"slices"
	"strings"

	"shixian/holidays"
)

// parser turns the tokens of one sentence into statements.
type parser struct {
	r          []rune
	ctx        dateContext
	toks       []token
	statements []statement
	cur        statement
	checks     []weekdayCheck

	base         holidays.Date // the last date written, for dates that leave out the month
	quoting      bool          // after 根据 the national notice
	details      bool          // after 其中
	counts       []int         // numbers of days without dates so far
	labelKind    holidays.EntryKind
	moving       bool
	offAnnounced bool     // 放假 was said without dates (放假2天，…)
	offNames     []string // the festivals named with it
	counted      bool     // the clause says how many days there are
	cancel       bool     // the sentence cancels something
	namesDay     bool     // the sentence says which festival a day is
}

// parse reads a sentence of dates. It returns a reason if any part of it is
// not understood.
func (p *parser) parse() *Reason {
	for _, c := range clauses(p.toks) {
		if p.startsHeading(c) {
			return newReason(reasonUnknownText, c[0].text(p.r))
		}
		if why := p.clause(c); why != nil {
			return why
		}
	}
	return p.endStatement()
}

func (p *parser) clause(ts []token) *Reason {
	if len(ts) == 0 {
		return nil
	}
	if anyKind(ts, tUnknown) || ts[0].kind == tBasis {
		if why := p.preamble(ts); why != nil || !hasDate(ts) {
			return why
		}
	}
	if p.ctx.region && p.offAnnounced && p.cur.kind == "" && len(p.cur.spans) > 0 && hasDate(ts) && anyKind(ts, tWork) {
		if why := p.endStatement(); why != nil { // 放假4天，4月17日至20日，4月21日上班
			return why
		}
	}
	p.cur.names = p.cur.names || p.cur.aside && hasDate(ts)
	if p.cur.kind == "" && (p.cur.names || p.cur.restates && (p.offAnnounced || p.ctx.offBefore) && len(p.cur.spans) > 0 && hasDate(ts)) {
		if why := p.endStatement(); why != nil {
			return why
		}
	}
	if p.ctx.region && anyKind(ts, tBasis) && !hasDate(ts) && citesNation(ts) {
		p.quoting = true
	}
	if falls(ts) {
		return nil
	}
	f := p.facts(ts)
	p.counted = anyKind(ts, tCount)
	p.cur.verbClosed = p.cur.kind != ""
	if len(p.cur.spans) == 0 && !p.cur.restates && !p.cur.extend {
		if p.cur.kind == holidays.Off {
			p.offAnnounced, p.offNames = true, p.cur.festivals
		}
		p.cur = statement{}
	}
	for i := 0; i < len(ts); {
		n, why := p.token(ts, i, f)
		if why != nil {
			return why
		}
		i += n
	}
	return nil
}

// falls reads on what day of the week, or festival, a day falls: 4月19日逢星期日.
func (p *parser) falls(ts []token) (int, *Reason) {
	if len(p.cur.spans) == 0 || p.cur.kind != "" {
		return refuse(newReason(reasonUnknownText, ts[0].text(p.r)))
	}
	if len(ts) == 1 || ts[1].kind != tWeekday {
		return 1, nil
	}
	p.checks = append(p.checks, weekdayCheck{p.cur.spans[len(p.cur.spans)-1].To, ts[1].days[0]})
	return 2, nil
}

// token reads the token at i and returns how many tokens it took.
func (p *parser) token(ts []token, i int, f clauseFacts) (int, *Reason) {
	t := ts[i]
	switch t.kind {
	case tDate:
		return p.dates(ts, i, f)
	case tBracket:
		if i > 0 && ts[i-1].kind == tFestival && len(t.inner) > 0 && len(p.cur.spans) == 0 {
			p.cur.aside = true
		}
		return 1, p.bracket(t, f)
	case tUsual:
		p.cur.asEver = true
		return 1, p.verb(holidays.Off, t, f)
	case tOff:
		return 1, p.verb(holidays.Off, t, f)
	case tWork:
		return 1, p.verb(holidays.Work, t, f)
	case tFiller:
		if isFestivalDay(ts, i, p.r) && len(p.cur.spans) == 0 && p.cur.kind == "" {
			p.cur.names = true
		}
		return 1, p.filler(t, f)
	case tFalls:
		return p.falls(ts[i:])
	case tNoMakeUp:
		if len(p.cur.spans) > 0 && p.cur.kind == "" {
			return 1, p.verb(holidays.Off, t, f) // 4月23日(星期日)不补班
		}
		return 1, nil
	case tNotOff:
		p.cur.notOff = true
		return 1, p.verb(holidays.Work, t, f)
	case tCount:
		return 1, p.count(t, f)
	case tMove, tSwap, tCancel, tExtend, tBecome, tFrom:
		return 1, p.changeWord(ts, i, f)
	case tRange:
		return p.extendTo(ts, i)
	case tLunar:
		return 1, p.lunarName(ts, i)
	}
	return 1, p.flagWord(t)
}

// flagWord reads the tokens that only set a flag.
func (p *parser) flagWord(t token) *Reason {
	switch t.kind {
	case tAmong:
		p.details = true
		return p.endStatement()
	case tThatIs:
		why := p.endStatement()
		p.cur.restates = true
		return why
	case tWas:
		var why *Reason
		if len(p.cur.spans) > 0 {
			why = p.endStatement()
		}
		p.cur.formerly = true
		return why
	case tOffLabel:
		p.labelKind = holidays.Off
	case tWorkLabel:
		p.labelKind = holidays.Work
	case tJoin:
		p.cur.joins = true
		p.cur.joinsWeekend = p.cur.joinsWeekend || t.weekend
	case tYear:
		if t.date.y != p.ctx.year {
			return newReason(reasonYearRange, t.text(p.r))
		}
	case tPart, tWeekday:
		return newReason(reasonUnknownText, t.text(p.r))
	case tLocal:
		if !p.ctx.region { // 我市上班, in the nation's
			return newReason(reasonUnknownText, t.text(p.r))
		}
	}
	return nil // fillers, festivals, authorities, list marks
}

func beginsWith(s string, list []string) bool {
	return slices.ContainsFunc(list, func(p string) bool { return strings.HasPrefix(s, p) })
}

func containsAny(s string, list []string) bool {
	return slices.ContainsFunc(list, func(p string) bool { return strings.Contains(s, p) })
}
