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
// countsBefore commit, so that a sentence is taken whole or not at all.
type effect struct {
	r            *reader
	sentence     int
	days         map[holidays.Date]holidays.EntryKind
	quotes       map[holidays.Date]holidays.EntryKind
	groups       []dayGroup
	note         string
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

// interpret arranges the days of a sentence.
func (r *reader) interpret(i int, p *parser) *Reason {
	c := r.newEffect(i)
	for k := range p.statements {
		if why := c.arrange(&p.statements[k], p.cancel || r.meta.cancels); why != nil {
			return why
		}
	}
	if !r.checkTotals(c, append(c.countsBefore, p.counts...)) {
		return newReason(ReasonSpanDays, "")
	}
	if c.note == "" && p.namesDay {
		c.note = NoteNames
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

// arrangedOff reports whether any of the days is already off by this notice.
func (c *effect) arrangedOff(days []holidays.Date) bool {
	return slices.ContainsFunc(days, func(d holidays.Date) bool { return c.kindOf(d) == holidays.Off })
}

// arrange arranges the days of one statement.
func (c *effect) arrange(s *statement, cancels bool) *Reason {
	c.countsBefore = append(c.countsBefore, s.countsBefore...)
	quoted, why := c.quotation(s)
	switch {
	case why != nil:
		return why
	case quoted:
		return c.quote(s)
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
				return newReason(ReasonOverlap, d.String())
			}
		case "":
			c.days[d] = kind
			c.groups[k].days = append(c.groups[k].days, d)
		default:
			return newReason(ReasonContradicts, d.String())
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

// offDays arranges days off, unless the statement only repeats them.
func (c *effect) offDays(s *statement) *Reason {
	days := daysOf(s.spans)
	day, all := c.allOff(days)
	seen := c.arrangedOff(days)
	switch {
	case s.openEnded:
		return newReason(ReasonOpenEnded, days[0].String())
	case s.asEver && !all:
		return newReason(ReasonContradicts, day.String())
	case s.asEver:
		c.arranged, c.note = true, NoteOrdinary
		return c.checkCounts(s)
	case s.detail && c.itemOff():
		if !all {
			return newReason(ReasonDetail, day.String())
		}
		c.arranged, c.note = true, NoteSummary
		return c.checkCounts(s)
	case s.restates && seen && !all:
		return newReason(ReasonSummary, day.String())
	case seen && all && (s.restates || c.r.region):
		c.note = NoteSummary
		return c.checkCounts(s)
	}
	own := slices.DeleteFunc(days, c.r.earlier.nationalHoliday)
	if len(own) == 0 {
		return newReason(ReasonOverlap, enclosingSpan(s.spans).From.String()) // the nation's days, under the region's name
	}
	if why := c.add(c.r.festivalOf(s), holidays.Off, own); why != nil {
		return why
	}
	return c.checkCounts(s)
}

// itemOff reports whether the item has given days off so far.
func (c *effect) itemOff() bool {
	if len(c.off) > 0 {
		return true
	}
	return slices.ContainsFunc(c.r.entries, func(p placedEntry) bool { return p.item == c.r.item && p.Kind == holidays.Off })
}

// work arranges days worked: make-up days, and days given off before.
func (c *effect) work(s *statement, cancels bool) *Reason {
	var add []holidays.Date
	for _, d := range daysOf(s.spans) {
		switch {
		case c.kindOf(d) == holidays.Off:
			return newReason(ReasonContradicts, d.String())
		case (s.cancel || s.notOff) && len(c.r.earlier.sameYear) > 0 && !d.IsWeekend() && c.r.earlier.own[d] != holidays.Off:
			return newReason(ReasonReference, d.String()) // it was never given off
		case s.openEnded && !c.r.earlier.worked(d):
			return newReason(ReasonOpenEnded, d.String())
		case s.openEnded:
		case s.notOff && d.IsWeekend():
			return newReason(ReasonUnknownText, "不放假")
		case s.cancel && d.IsWeekend(): // no holiday, still a weekend
		case !c.r.earlier.worked(d), cancels && len(c.r.earlier.sameYear) == 0 && !d.IsWeekend():
			add = append(add, d)
		}
	}
	if len(add) == 0 {
		c.arranged, c.note = true, NoteOrdinary
		return c.checkCounts(s)
	}
	if why := c.add(c.r.festivalOf(s), holidays.Work, add); why != nil {
		return why
	}
	return c.checkCounts(s)
}
