package noticetext

import (
	"slices"

	"shixian/holidays"
)

// placed is an entry of the notice with the place in the text that it comes from.
type placed struct {
	holidays.Entry
	sentence int
	item     int
}

// change collects what one sentence arranges. Nothing of it reaches the notice
// before commit, so that a sentence is taken whole or not at all.
type change struct {
	r        *reader
	sentence int
	days     map[holidays.Date]holidays.EntryKind
	quotes   map[holidays.Date]holidays.EntryKind
	sets     []set
	note     string
	arranged bool
	before   []int // numbers of days stated ahead of the dates
	off      []holidays.Date
}

// set is the days of one festival and kind that a sentence adds.
type set struct {
	festival string
	kind     holidays.EntryKind
	days     []holidays.Date // not arranged before
	said     []holidays.Date // all that were named, to find the entries that go on
}

func (r *reader) begin(sentence int) *change {
	return &change{r: r, sentence: sentence, days: map[holidays.Date]holidays.EntryKind{}, quotes: map[holidays.Date]holidays.EntryKind{}}
}

// apply arranges the days of a sentence.
func (r *reader) apply(i int, p *parser) *Reason {
	c := r.begin(i)
	for k := range p.done {
		if why := c.statement(&p.done[k], p.cancel || r.frame.cancels); why != nil {
			return why
		}
	}
	if !r.announces(c, append(c.before, p.counts...)) {
		return reason(ReasonSpanDays, "")
	}
	if c.note == "" && p.names {
		c.note = NoteNames
	}
	c.commit()
	return nil
}

// kindOf returns what is arranged for d so far.
func (c *change) kindOf(d holidays.Date) holidays.EntryKind {
	if k, ok := c.days[d]; ok {
		return k
	}
	return c.r.days[d]
}

// isOff reports whether d is not worked, as far as the text and the earlier
// notices say.
func (c *change) isOff(d holidays.Date) bool {
	if k := c.kindOf(d); k != "" {
		return k == holidays.Off
	}
	if k, ok := c.quotes[d]; ok {
		return k == holidays.Off
	}
	if k, ok := c.r.quotes[d]; ok {
		return k == holidays.Off
	}
	return c.r.known.dayOff(d)
}

func (c *change) allOff(days []holidays.Date) (holidays.Date, bool) {
	for _, d := range days {
		if !c.isOff(d) {
			return d, false
		}
	}
	return holidays.Date{}, true
}

// touches reports whether any of the days is already off by this notice.
func (c *change) touches(days []holidays.Date) bool {
	return slices.ContainsFunc(days, func(d holidays.Date) bool { return c.kindOf(d) == holidays.Off })
}

// statement arranges the days of one statement.
func (c *change) statement(s *statement, cancels bool) *Reason {
	c.before = append(c.before, s.before...)
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

// put adds days to a festival's set; days already arranged so are only noted.
func (c *change) put(festival string, kind holidays.EntryKind, days []holidays.Date) *Reason {
	c.arranged = true
	k := slices.IndexFunc(c.sets, func(s set) bool { return s.festival == festival && s.kind == kind })
	if k < 0 {
		k = len(c.sets)
		c.sets = append(c.sets, set{festival: festival, kind: kind})
	}
	for _, d := range days {
		switch c.kindOf(d) {
		case kind:
			if kind == holidays.Off && c.r.placedElsewhere(d, festival) {
				return reason(ReasonOverlap, d.String())
			}
		case "":
			c.days[d] = kind
			c.sets[k].days = append(c.sets[k].days, d)
		default:
			return reason(ReasonContradicts, d.String())
		}
	}
	c.sets[k].said = append(c.sets[k].said, days...)
	if kind == holidays.Off {
		c.off = append(c.off, days...)
	}
	return nil
}

// placedElsewhere reports whether d is off already under another festival.
func (r *reader) placedElsewhere(d holidays.Date, festival string) bool {
	return slices.ContainsFunc(r.placed, func(p placed) bool {
		return p.Festival != festival && p.Kind == holidays.Off && p.Contains(d)
	})
}

// offDays arranges days off, unless the statement only repeats them.
func (c *change) offDays(s *statement) *Reason {
	days := daysOf(s.spans)
	day, all := c.allOff(days)
	seen := c.touches(days)
	switch {
	case s.from:
		return reason(ReasonOpenEnded, days[0].String())
	case s.usual && !all:
		return reason(ReasonContradicts, day.String())
	case s.usual:
		c.arranged, c.note = true, NoteOrdinary
		return c.counts(s)
	case s.among && c.itemOff():
		if !all {
			return reason(ReasonDetail, day.String())
		}
		c.arranged, c.note = true, NoteSummary
		return c.counts(s)
	case s.thatIs && seen && !all:
		return reason(ReasonSummary, day.String())
	case seen && all && (s.thatIs || c.r.region):
		c.note = NoteSummary
		return c.counts(s)
	}
	own := slices.DeleteFunc(days, c.r.known.nationalHoliday)
	if len(own) == 0 {
		return reason(ReasonOverlap, hull(s.spans).From.String()) // the nation's days, under the region's name
	}
	if why := c.put(c.r.festivalOf(s), holidays.Off, own); why != nil {
		return why
	}
	return c.counts(s)
}

// itemOff reports whether the item has given days off so far.
func (c *change) itemOff() bool {
	if len(c.off) > 0 {
		return true
	}
	return slices.ContainsFunc(c.r.placed, func(p placed) bool { return p.item == c.r.item && p.Kind == holidays.Off })
}

// work arranges days worked: make-up days, and days given off before.
func (c *change) work(s *statement, cancels bool) *Reason {
	var add []holidays.Date
	for _, d := range daysOf(s.spans) {
		switch {
		case c.kindOf(d) == holidays.Off:
			return reason(ReasonContradicts, d.String())
		case (s.cancel || s.notOff) && len(c.r.known.earlier) > 0 && !d.IsWeekend() && c.r.known.own[d] != holidays.Off:
			return reason(ReasonReference, d.String()) // it was never given off
		case s.from && !c.r.known.worked(d):
			return reason(ReasonOpenEnded, d.String())
		case s.from:
		case s.notOff && d.IsWeekend():
			return reason(ReasonUnknownText, "不放假")
		case s.cancel && d.IsWeekend(): // no holiday, still a weekend
		case !c.r.known.worked(d), cancels && len(c.r.known.earlier) == 0 && !d.IsWeekend():
			add = append(add, d)
		}
	}
	if len(add) == 0 {
		c.arranged, c.note = true, NoteOrdinary
		return c.counts(s)
	}
	if why := c.put(c.r.festivalOf(s), holidays.Work, add); why != nil {
		return why
	}
	return c.counts(s)
}
