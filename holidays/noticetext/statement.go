package noticetext

import (
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
	openEnded    bool // 起
	formerly     bool // 原定
	cancel       bool
	notOff       bool
	asEver       bool // 照常公休
	linked       bool // 为
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
		return newReason(ReasonUnknownText, t.text(p.r))
	case len(c.spans) == 0 && f.local && p.lastQuoted():
		c.spans = p.statements[len(p.statements)-1].spans // 国家规定上班，我区放假
	case c.cancel && k == holidays.Off:
		return nil // 取消 … 放假
	case c.verbClosed && k == holidays.Off && isMakeUp(t.text(p.r)):
		return newReason(ReasonNoDate, t.text(p.r)) // 4月5日放假，补休: when?
	}
	if c.kind != "" && c.kind != k && len(c.spans) > 0 {
		if c.verbClosed && c.quoted && f.local {
			spans := c.spans
			why := p.endStatement()
			p.cur.spans, p.cur.kind = spans, k
			p.addFacts(f)
			return why
		}
		return newReason(ReasonContradicts, t.text(p.r))
	}
	c.kind = k
	p.addFacts(f)
	return nil
}

// filler reads 4月2日为"壮族三月三"假期, in which 为 and a noun stand for a verb.
func (p *parser) filler(t token, f clauseFacts) *Reason {
	c := &p.cur
	switch t.text(p.r) {
	case "为", "是", "属于", "属", "系":
		c.linked = len(c.spans) > 0
	case "假期", "假日":
		if c.linked && c.kind == "" {
			return p.verb(holidays.Off, t, f)
		}
	}
	return nil
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
	for _, n := range f.festivals {
		if !slices.Contains(c.festivals, n) {
			c.festivals = append(c.festivals, n)
		}
	}
}

// count reads a number of days.
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

// endStatement ends the current statement.
func (p *parser) endStatement() *Reason {
	c := p.cur
	p.cur, p.labelKind, p.moving = statement{}, "", false
	if c.extend && c.to == nil {
		return newReason(ReasonNoDate, "延长") // to when?
	}
	if len(c.spans) == 0 {
		switch {
		case c.kind == holidays.Work && !p.cancel && !c.notOff:
			return newReason(ReasonNoDate, "上班")
		case c.kind == holidays.Off && len(p.statements) > 0 && len(p.counts) == 0:
			return newReason(ReasonNoDate, "放假")
		}
		return nil
	}
	if c.kind == "" && c.linked && len(c.festivals) > 0 {
		p.namesDay = true // 9月3日是…纪念日 names a day and arranges nothing
		return nil
	}
	if c.kind == "" && !c.extend {
		if !c.restates && !p.offAnnounced || !p.anyOff() {
			return newReason(ReasonNoVerb, c.spans[0].From.String())
		}
		c.kind = holidays.Off
	}
	if c.formerly && !c.cancel && !c.notOff && !c.quoted {
		return newReason(ReasonUnknownText, "原定")
	}
	c.detail = p.details
	c.countsBefore, p.counts = p.counts, nil
	p.statements = append(p.statements, c)
	return nil
}

func (p *parser) anyOff() bool {
	for _, s := range p.statements {
		if s.kind == holidays.Off {
			return true
		}
	}
	return p.offAnnounced
}
