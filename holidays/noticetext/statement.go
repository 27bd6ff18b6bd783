package noticetext

import (
	"slices"
	"strings"

	"shixian/holidays"
)

// statement is one arrangement within a sentence: dates and what is said of them.
type statement struct {
	kind      holidays.EntryKind // empty until a verb is met
	spans     []holidays.Span
	to        []holidays.Span // tMove: where the days off go
	festivals []string
	counts    []int // numbers of days stated after the dates
	before    []int // numbers of days stated before them

	quoted  bool // quoted from the national notice in so many words
	maybe   bool // stands after 根据 the national notice
	local   bool // the region itself arranges
	among   bool // 其中: a detail of what was said
	thatIs  bool // 即: says it again
	from    bool // 起
	was     bool // 原定
	cancel  bool
	notOff  bool
	usual   bool // 照常公休
	is      bool // 为
	extend  bool
	swap    bool
	joins   bool // joins other days off
	weekend bool // joins a weekend
	closed  bool // a comma stands after the verb
}

// verb gives the days of the current statement their kind.
func (p *parser) verb(k holidays.EntryKind, t token, f clauseFacts) *Reason {
	c := &p.cur
	switch {
	case p.move || c.extend:
		return reason(ReasonUnknownText, t.text(p.r))
	case len(c.spans) == 0 && f.local && p.lastQuoted():
		c.spans, c.local = p.done[len(p.done)-1].spans, true // 国家规定上班，我区放假
	case c.cancel && k == holidays.Off:
		return nil // 取消 … 放假
	case c.closed && k == holidays.Off && isMakeUp(t.text(p.r)):
		return reason(ReasonNoDate, t.text(p.r)) // 4月5日放假，补休: when?
	}
	if c.kind != "" && c.kind != k && len(c.spans) > 0 {
		if c.closed && c.quoted && f.local {
			spans := c.spans
			if why := p.flush(); why != nil {
				return why
			}
			p.cur.spans, p.cur.kind, p.cur.local = spans, k, true
			return nil
		}
		return reason(ReasonContradicts, t.text(p.r))
	}
	c.kind = k
	p.take(f)
	return nil
}

// filler reads 4月2日为"壮族三月三"假期, where 为 and a noun stand for a verb.
func (p *parser) filler(t token, f clauseFacts) *Reason {
	c := &p.cur
	switch t.text(p.r) {
	case "为", "是", "属于", "属", "系":
		c.is = len(c.spans) > 0
	case "假期", "假日":
		if c.is && c.kind == "" {
			return p.verb(holidays.Off, t, f)
		}
	}
	return nil
}

func isMakeUp(s string) bool { return strings.HasPrefix(s, "补休") || strings.HasPrefix(s, "补假") }

func (p *parser) lastQuoted() bool {
	n := len(p.done)
	return n > 0 && (p.done[n-1].quoted || p.done[n-1].maybe)
}

// take gives the current statement what its clause says.
func (p *parser) take(f clauseFacts) {
	c := &p.cur
	c.quoted = c.quoted || f.quoted && !f.local
	c.maybe = c.maybe || p.quoting
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

// flush ends the current statement.
func (p *parser) flush() *Reason {
	c := p.cur
	p.cur, p.label, p.move = statement{}, "", false
	if len(c.spans) == 0 {
		switch {
		case c.extend:
			return reason(ReasonNoDate, "延长")
		case c.kind == holidays.Work && !p.cancel && !c.notOff:
			return reason(ReasonNoDate, "上班")
		case c.kind == holidays.Off && len(p.done) > 0 && len(p.counts) == 0:
			return reason(ReasonNoDate, "放假")
		}
		return nil
	}
	if c.kind == "" && c.is && len(c.festivals) > 0 {
		p.names = true // 9月3日是…纪念日 names a day and arranges nothing
		return nil
	}
	if c.kind == "" && !c.extend {
		if !c.thatIs && !p.loose || !p.anyOff() {
			return reason(ReasonNoVerb, c.spans[0].From.String())
		}
		c.kind = holidays.Off
	}
	if c.was && !c.cancel && !c.notOff && !c.quoted {
		return reason(ReasonUnknownText, "原定")
	}
	c.among = p.among
	c.before, p.counts = p.counts, nil
	p.done = append(p.done, c)
	return nil
}

func (p *parser) anyOff() bool {
	for _, s := range p.done {
		if s.kind == holidays.Off {
			return true
		}
	}
	return p.loose
}
