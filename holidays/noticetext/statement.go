package noticetext

import (
	"regexp"
	"slices"
	"strings"

	"shixian/holidays"
)

// statement is one arrangement within a sentence: dates and what is said of them.
type statement struct {
	kind         holidays.EntryKind // empty until a verb is met
	spans        []holidays.Span
	to           []holidays.Span // tMove: where the days off go
	festivals    []string
	counts       []int // numbers of days stated after the dates
	countsBefore []int // numbers of days stated before them

	quoted       bool // quoted from the national notice in so many words
	afterBasis   bool // stands after 根据 the national notice
	local        bool // the region itself arranges
	detail       bool // 其中: a detail of what was said
	restates     bool // 即: says it again
	repeats      bool // says again what other sentences arrange
	openEnded    bool // 起
	formerly     bool // 原定
	cancel       bool
	notOff       bool
	offSaid      bool // 放假 was said
	asEver       bool // 照常公休
	linked       bool // 为
	aside        bool // the day stands in brackets after a festival: it names the day if others are arranged
	names        bool // said of a day: which festival, or which day of the lunar calendar, it is
	extend       bool
	swap         bool
	joins        bool // joins other days off
	joinsWeekend bool // joins a weekend
	verbClosed   bool // a comma stands after the verb
}

// verb gives the days of the current statement their kind.
func (p *parser) verb(k holidays.EntryKind, t token, f clauseFacts) *Reason {
	c := &p.cur
	switch {
	case p.moving || c.extend:
		return newReason(reasonUnknownText, t.text(p.r))
	case len(c.spans) == 0 && f.local && p.lastQuoted():
		c.spans = p.statements[len(p.statements)-1].spans // 国家规定上班，我区放假
	case c.cancel && k == holidays.Off:
		c.offSaid = true
		return nil // 取消 … 放假
	case c.cancel && !c.offSaid && !c.notOff && len(c.spans) > 0 && makesUp.MatchString(t.text(p.r)):
		c.cancel, c.kind = false, holidays.Off // 取消4月28日(星期日)补班
		return nil
	case c.verbClosed && k == holidays.Off && isMakeUp(t.text(p.r)):
		return newReason(reasonNoDate, t.text(p.r)) // 4月5日放假，补休: when?
	}
	if c.kind != "" && c.kind != k && len(c.spans) > 0 {
		if c.verbClosed && (c.quoted || c.afterBasis) && f.local {
			spans := c.spans
			why := p.endStatement()
			p.cur.spans, p.cur.kind = spans, k
			p.addFacts(f)
			return why
		}
		return newReason(reasonContradicts, t.text(p.r))
	}
	c.kind = k
	c.offSaid = c.offSaid || k == holidays.Off
	p.addFacts(f)
	return nil
}

// makesUp are the words for a day that is worked for another one.
var makesUp = regexp.MustCompile(`^(?:补班|补上班|补班日|调休上班|调休上班日|上班)$`)

// filler reads 4月2日为"壮族三月三"假期, in which 为 and a noun stand for a verb.
func (p *parser) filler(t token, f clauseFacts) *Reason {
	c := &p.cur
	switch t.text(p.r) {
	case "为", "是", "属于", "属", "系":
		c.linked = len(c.spans) > 0
	case "止":
		if n := len(c.spans); n == 0 || c.spans[n-1].Days() == 1 {
			return newReason(reasonUnknownText, "止") // since when?
		}
	case "假期", "假日":
		if c.linked && c.kind == "" {
			return p.verb(holidays.Off, t, f)
		}
	}
	return nil
}

// lunarName reads the lunar name of a day. It stands after the day's date, or before
// it in brackets, and changes nothing; or it is said to be that date (农历三月初三为
// 4月22日), which arranges nothing. By itself it names a day that is not known.
func (p *parser) lunarName(ts []token, i int) *Reason {
	is := func(k int) bool {
		return k >= 0 && k < len(ts) && ts[k].kind == tFiller && slices.Contains(linkWords, ts[k].text(p.r))
	}
	date := func(k int) bool {
		return k >= 0 && k < len(ts) && (ts[k].kind == tDate || ts[k].kind == tWeekday || ts[k].kind == tBracket)
	}
	switch {
	case date(i - 1), i+1 < len(ts) && ts[i+1].kind == tBracket && hasDate(ts[i+1].inner):
		return nil
	case is(i-1) && len(p.cur.spans) > 0, is(i+1) && date(i+2):
		p.cur.names = true
		return nil
	}
	return newReason(reasonUnknownText, ts[i].text(p.r))
}

func isMakeUp(s string) bool { return strings.HasPrefix(s, "补休") || strings.HasPrefix(s, "补假") }

func (p *parser) lastQuoted() bool {
	n := len(p.statements)
	return n > 0 && (p.statements[n-1].quoted || p.statements[n-1].afterBasis)
}

// addFacts gives the current statement what its clause says.
func (p *parser) addFacts(f clauseFacts) {
	c := &p.cur
	c.quoted = c.quoted || f.quoted && !f.local
	c.afterBasis = c.afterBasis || p.quoting
	c.local = c.local || f.local
	c.festivals = appendNew(c.festivals, f.festivals...)
}

func (p *parser) count(t token, f clauseFacts) *Reason {
	if t.off {
		if why := p.verb(holidays.Off, t, f); why != nil {
			return why
		}
	}
	if t.weekend {
		p.cur.joins = true
	}
	if len(p.cur.spans) > 0 {
		p.cur.counts = append(p.cur.counts, t.count)
	} else {
		p.counts = append(p.counts, t.count)
	}
	return nil
}

func (p *parser) endStatement() *Reason {
	c := p.cur
	p.cur, p.labelKind, p.moving = statement{}, "", false
	if c.extend && c.to == nil {
		return newReason(reasonNoDate, "延长") // to when?
	}
	if len(c.spans) == 0 {
		switch {
		case c.kind == holidays.Work && !p.cancel && !c.notOff:
			return newReason(reasonNoDate, "上班")
		case c.kind == holidays.Off && len(p.statements) > 0 && len(p.counts) == 0:
			return newReason(reasonNoDate, "放假")
		}
		return nil
	}
	if c.kind == "" && (c.linked && len(c.festivals) > 0 || c.names && len(c.spans) == 1 && c.spans[0].Days() == 1) {
		p.namesDay = true // 9月3日是…纪念日, 农历三月初三为4月22日: a day is named, and not arranged
		return nil
	}
	if c.kind == "" && c.restates && !p.anyOff() && p.ctx.offBefore {
		c.kind, c.repeats = holidays.Off, true
	}
	if c.kind == "" && !c.extend {
		if !c.restates && !p.offAnnounced || !p.anyOff() {
			return newReason(reasonNoVerb, c.spans[0].From.String())
		}
		c.kind = holidays.Off
		c.festivals = firstOf(c.festivals, p.offNames) // 清明节放假1天：4月5日
	}
	if c.formerly && !c.cancel && !c.notOff && !c.quoted {
		return newReason(reasonUnknownText, "原定")
	}
	c.detail = p.details
	c.countsBefore, p.counts = p.counts, nil
	p.statements = append(p.statements, c)
	return nil
}

func (p *parser) anyOff() bool {
	return p.offAnnounced || slices.ContainsFunc(p.statements, func(s statement) bool { return s.kind == holidays.Off })
}
