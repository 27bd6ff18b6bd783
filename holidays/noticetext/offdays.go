package noticetext

import (
	"slices"

	"shixian/holidays"
)

// offDays arranges days off, unless the statement only repeats them.
func (c *effect) offDays(s *statement) *Reason {
	days := daysOf(s.spans)
	day, all := c.allOff(days)
	seen := c.arrangedOff(days)
	switch {
	case s.openEnded:
		return newReason(reasonOpenEnded, days[0].String())
	case s.asEver && c.restoredWeekend(days):
		return c.addChecked(s, holidays.Off, days)
	case s.asEver && !all:
		return newReason(reasonContradicts, day.String())
	case s.asEver:
		c.arranged, c.note = true, noteOrdinary
		return c.checkCounts(s)
	case s.detail && c.itemOff():
		if !all {
			return newReason(reasonDetail, day.String())
		}
		c.arranged, c.note = true, noteSummary
		return c.checkCounts(s)
	case s.restates && seen && !all, s.repeats && !seen:
		return newReason(reasonSummary, day.String())
	case seen && all && (s.restates || c.r.region):
		c.note = noteSummary
		if s.repeats {
			c.off = append(c.off, days...) // a number of days stated before is theirs
		}
		return c.checkCounts(s)
	}
	own := slices.DeleteFunc(days, c.r.earlier.nationalHoliday)
	if len(own) == 0 {
		return newReason(reasonOverlap, enclosingSpan(s.spans).From.String()) // the nation's days, under the region's name
	}
	return c.addChecked(s, holidays.Off, own)
}

// shortens reports whether the sentence says anew, with fewer days from the same first
// one, how long a holiday is that an earlier sentence arranged. A region may: it repeats
// some of its days beside the nation's.
func (c *effect) shortens() bool {
	if len(c.off) < 2 || c.r.region {
		return c.r.region && c.shortensNation()
	}
	said := enclosingSpan(spansOf(c.off))
	return slices.ContainsFunc(c.r.entries, func(p placedEntry) bool {
		return p.Kind == holidays.Off && p.From == said.From && said.To.Before(p.To)
	})
}

// shortensNation reports whether a region's notice of a whole year quotes a holiday of the
// nation's with fewer days from the same first one.
func (c *effect) shortensNation() bool {
	days := offIn(c.quotes)
	if len(days) < 2 || !c.wholeYear() {
		return false
	}
	said := enclosingSpan(spansOf(days))
	return slices.ContainsFunc(c.r.earlier.spansOff, func(e holidays.Entry) bool {
		return e.From == said.From && said.To.Before(e.To)
	})
}

// offIn returns the days off among days, in no order.
func offIn(days map[holidays.Date]holidays.EntryKind) (off []holidays.Date) {
	for d, kind := range days {
		if kind == holidays.Off {
			off = append(off, d)
		}
	}
	return off
}

func (r *reader) givesOff() bool {
	return slices.ContainsFunc(r.entries, func(p placedEntry) bool { return p.Kind == holidays.Off })
}

// restoredWeekend reports whether days are weekend days, some of which an earlier
// notice of the calendar has worked: to rest on them as ever is a change.
func (c *effect) restoredWeekend(days []holidays.Date) bool {
	k := c.r.earlier
	return !slices.ContainsFunc(days, func(d holidays.Date) bool { return !d.IsWeekend() || !k.nationalOff(d) }) &&
		slices.ContainsFunc(days, func(d holidays.Date) bool { return k.own[d] == holidays.Work && c.kindOf(d) == "" })
}

func (c *effect) itemOff() bool {
	return len(c.off) > 0 || slices.ContainsFunc(c.r.entries, func(p placedEntry) bool { return p.item == c.r.item && p.Kind == holidays.Off })
}

// work arranges days worked: make-up days, and days given off before.
func (c *effect) work(s *statement, cancels bool) *Reason {
	var add []holidays.Date
	for _, d := range daysOf(s.spans) {
		switch {
		case c.kindOf(d) == holidays.Off:
			return newReason(reasonContradicts, d.String())
		case (s.cancel || s.notOff) && len(c.r.earlier.sameYear) > 0 && !d.IsWeekend() && c.r.earlier.own[d] != holidays.Off:
			return newReason(reasonReference, d.String()) // it was never given off
		case s.openEnded && !c.r.earlier.worked(d):
			return newReason(reasonOpenEnded, d.String())
		case s.openEnded:
		case s.notOff && d.IsWeekend():
			return newReason(reasonUnknownText, "不放假")
		case s.cancel && d.IsWeekend(): // no holiday, still a weekend
		case !c.r.earlier.worked(d), cancels && len(c.r.earlier.sameYear) == 0 && !d.IsWeekend():
			add = append(add, d)
		}
	}
	if len(add) == 0 {
		c.arranged, c.note = true, noteOrdinary
		return c.checkCounts(s)
	}
	return c.addChecked(s, holidays.Work, add)
}

// addChecked arranges days and checks the numbers of days stated with them.
func (c *effect) addChecked(s *statement, kind holidays.EntryKind, days []holidays.Date) *Reason {
	if why := c.add(c.r.festivalOf(s), kind, days); why != nil {
		return why
	}
	return c.checkCounts(s)
}
