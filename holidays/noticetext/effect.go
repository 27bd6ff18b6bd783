package noticetext

import (
	"slices"

	"shixian/holidays"
)

// placedEntry is an entry of the notice with the place in the text that it comes from.
type placedEntry struct {
	holidays.Entry
	sentence int
	item     int
}

// effect collects what one sentence arranges. Nothing of it reaches the notice
// before record, so that a sentence is taken whole or not at all.
type effect struct {
	r            *reader
	sentence     int
	days         map[holidays.Date]holidays.EntryKind
	quotes       map[holidays.Date]holidays.EntryKind
	groups       []dayGroup
	note         Reason
	arranged     bool
	countsBefore []int // numbers of days stated ahead of the dates
	off          []holidays.Date
}

// dayGroup is the days of one festival and kind that a sentence adds.
type dayGroup struct {
	festival  string
	kind      holidays.EntryKind
	days      []holidays.Date // not arranged before
	mentioned []holidays.Date // all that were named, to find the entries that go on
}

func (r *reader) newEffect(sentence int) *effect {
	return &effect{r: r, sentence: sentence, days: map[holidays.Date]holidays.EntryKind{}, quotes: map[holidays.Date]holidays.EntryKind{}}
}

func (r *reader) interpret(i int, p *parser) *Reason {
	c := r.newEffect(i)
	for k := range p.statements {
		if why := c.arrange(&p.statements[k], p.cancel || r.meta.cancels); why != nil {
			return why
		}
	}
	if c.shortens() {
		return newReason(reasonContradicts, "")
	}
	if !r.checkTotals(c, append(c.countsBefore, p.counts...)) {
		return newReason(reasonSpanDays, "")
	}
	if c.note.Code == "" && p.namesDay {
		c.note = noteNames
	}
	c.record()
	return nil
}

// kindOf returns what is arranged for d so far.
func (c *effect) kindOf(d holidays.Date) holidays.EntryKind {
	if k, ok := c.days[d]; ok {
		return k
	}
	return c.r.days[d]
}

// isOff reports whether d is not worked, as far as the text and the earlier
// notices say.
func (c *effect) isOff(d holidays.Date) bool {
	if k := c.kindOf(d); k != "" {
		return k == holidays.Off
	}
	if k, ok := c.quotes[d]; ok {
		return k == holidays.Off
	}
	if k, ok := c.r.quotes[d]; ok {
		return k == holidays.Off
	}
	return c.r.earlier.dayOff(d)
}

func (c *effect) allOff(days []holidays.Date) (holidays.Date, bool) {
	for _, d := range days {
		if !c.isOff(d) {
			return d, false
		}
	}
	return holidays.Date{}, true
}

func (c *effect) arrangedOff(days []holidays.Date) bool {
	return slices.ContainsFunc(days, func(d holidays.Date) bool { return c.kindOf(d) == holidays.Off })
}

func (c *effect) arrange(s *statement, cancels bool) *Reason {
	quoted, why := c.quotation(s)
	switch {
	case why != nil:
		return why
	case quoted:
		s.counts = append(s.counts, s.countsBefore...)
		return c.quote(s)
	}
	c.countsBefore = append(c.countsBefore, s.countsBefore...)
	switch {
	case s.extend:
		return c.extend(s)
	case s.swap:
		return c.swap(s)
	case s.to != nil:
		return c.move(s)
	case s.kind == holidays.Work:
		return c.work(s, cancels)
	}
	return c.offDays(s)
}

// add adds days to a festival's set; days already arranged so are only noted.
func (c *effect) add(festival string, kind holidays.EntryKind, days []holidays.Date) *Reason {
	c.arranged = true
	k := slices.IndexFunc(c.groups, func(s dayGroup) bool { return s.festival == festival && s.kind == kind })
	if k < 0 {
		k = len(c.groups)
		c.groups = append(c.groups, dayGroup{festival: festival, kind: kind})
	}
	for _, d := range days {
		switch c.kindOf(d) {
		case kind:
			if kind == holidays.Off && c.r.offElsewhere(d, festival) {
				return newReason(reasonOverlap, d.String())
			}
		case "":
			c.days[d] = kind
			c.groups[k].days = append(c.groups[k].days, d)
		default:
			return newReason(reasonContradicts, d.String())
		}
	}
	c.groups[k].mentioned = append(c.groups[k].mentioned, days...)
	if kind == holidays.Off {
		c.off = append(c.off, days...)
	}
	return nil
}

// offElsewhere reports whether d is off already under another festival.
func (r *reader) offElsewhere(d holidays.Date, festival string) bool {
	return slices.ContainsFunc(r.entries, func(p placedEntry) bool {
		return p.Festival != festival && p.Kind == holidays.Off && p.Contains(d)
	})
}
