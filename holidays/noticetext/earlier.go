package noticetext

import (
	"cmp"
	"slices"
	"strings"

	"shixian/holidays"
)

// earlierNotices is what the notices before this one say, as far as it matters here.
type earlierNotices struct {
	parents  map[holidays.Date]holidays.EntryKind // the calendars that this one is a region of
	own      map[holidays.Date]holidays.EntryKind // this calendar
	national bool                                 // a notice of a parent for the year is known
	sameYear []holidays.Notice                    // of this calendar and year, by date of issue
	spansOff []holidays.Entry                     // all spans off of the year, later notices last
}

// collectEarlier sorts the other notices around the notice n, of which the calendar, the
// year, the document number and the date of issue are known. parents are the
// calendars above its own. The notice itself and later ones are left out.
func collectEarlier(n holidays.Notice, others []holidays.Notice, parents []string) *earlierNotices {
	k := &earlierNotices{parents: map[holidays.Date]holidays.EntryKind{}, own: map[holidays.Date]holidays.EntryKind{}}
	depth := func(calendar string) int { return slices.Index(parents, calendar) } // -1 for those that are no parents
	sorted := slices.Clone(others)
	slices.SortStableFunc(sorted, func(a, b holidays.Notice) int {
		return cmp.Or(depth(a.Calendar)-depth(b.Calendar), a.Issued.Compare(b.Issued))
	})
	sorted = slices.DeleteFunc(sorted, func(p holidays.Notice) bool {
		parent := depth(p.Calendar) >= 0
		return !parent && p.Calendar != n.Calendar || p.Year < n.Year-1 || p.Year > n.Year+1 ||
			!n.Issued.IsZero() && p.Issued.After(n.Issued) || !parent && (sameNotice(p, n) || n.Document != "" && p.Amends == n.Document)
	})
	for _, p := range holidays.InForce(sorted) {
		k.add(p, n, depth(p.Calendar) >= 0)
	}
	return k
}

func (k *earlierNotices) add(p, n holidays.Notice, parent bool) {
	days := k.own
	if parent {
		days = k.parents
	}
	for _, e := range p.Entries {
		for d := e.From; !d.After(e.To); d = d.AddDays(1) {
			days[d] = e.Kind
		}
		if e.Kind == holidays.Off && p.Year == n.Year {
			k.spansOff = append(k.spansOff, e)
		}
	}
	switch {
	case p.Year != n.Year:
	case parent:
		k.national = true
	default:
		k.sameYear = append(k.sameYear, p)
	}
}

func sameNotice(p, n holidays.Notice) bool {
	if p.Year != n.Year {
		return false
	}
	if p.Document != "" && n.Document != "" {
		return p.Document == n.Document
	}
	return !n.Issued.IsZero() && p.Issued == n.Issued
}

// nationalOff reports whether d is not worked if only the parent calendars count.
func (k *earlierNotices) nationalOff(d holidays.Date) bool {
	if kind, ok := k.parents[d]; ok {
		return kind == holidays.Off
	}
	return d.IsWeekend()
}

// nationalHoliday reports whether a parent's notice gives d off, or d is a
// weekend day next to such days. What a region says of these days (4月2日至6日
// around Qingming) is the nation's arrangement, not its own.
func (k *earlierNotices) nationalHoliday(d holidays.Date) bool {
	if k.parents[d] == holidays.Off {
		return true
	}
	return k.nationalOff(d) && (k.nextToHoliday(d, 1) || k.nextToHoliday(d, -1))
}

// nextToHoliday reports whether weekend days alone lie between d and a day that a
// parent's notice gives off, step by step.
func (k *earlierNotices) nextToHoliday(d holidays.Date, step int) bool {
	for d = d.AddDays(step); k.nationalOff(d); d = d.AddDays(step) {
		if k.parents[d] == holidays.Off {
			return true
		}
	}
	return false
}

// dayOff reports whether d was not worked before this notice.
func (k *earlierNotices) dayOff(d holidays.Date) bool {
	if kind, ok := k.own[d]; ok {
		return kind == holidays.Off
	}
	return k.nationalOff(d)
}

// worked reports whether d needs no notice to be worked. An earlier notice of
// the calendar itself does not count here: a notice that repeats a make-up day
// arranges it.
func (k *earlierNotices) worked(d holidays.Date) bool {
	return !k.nationalOff(d) && k.own[d] != holidays.Off
}

// agree reports whether the parents' notices say of all days of the spans what a
// quotation says of them.
func (k *earlierNotices) agree(spans []holidays.Span, kind holidays.EntryKind) bool {
	return !slices.ContainsFunc(daysOf(spans), func(d holidays.Date) bool { return k.nationalOff(d) != (kind == holidays.Off) })
}

// lastOff returns the last span off of a festival.
func (k *earlierNotices) lastOff(festivals []string) (holidays.Entry, bool) {
	var out holidays.Entry
	for _, e := range k.spansOff {
		if named(e.Festival, festivals) && !e.To.Before(out.To) {
			out = e
		}
	}
	return out, !out.To.IsZero()
}

// cancelled returns the working days that an earlier notice of the calendar gave
// off for a festival. It is not known if the notice made up days as well:
// what becomes of those, a cancellation has to say.
func (k *earlierNotices) cancelled(festivals []string) ([]holidays.Date, bool) {
	var out []holidays.Date
	for _, e := range k.entriesOf(festivals) {
		if e.Kind != holidays.Off {
			return nil, false
		}
		for _, d := range daysOf([]holidays.Span{e.Span}) {
			if !d.IsWeekend() {
				out = append(out, d)
			}
		}
	}
	return out, len(out) > 0
}

// named reports whether festival is, or has in its list, one of the names.
func named(festival string, names []string) bool {
	return slices.Contains(names, festival) ||
		slices.ContainsFunc(strings.Split(festival, "、"), func(part string) bool { return slices.Contains(names, part) })
}

// base returns the first notice of the year, nil if there is none: the first that
// amends none.
func (k *earlierNotices) base() *holidays.Notice {
	var base *holidays.Notice
	for i := range k.sameYear {
		if e := &k.sameYear[i]; base == nil || base.Amends != "" && e.Amends == "" {
			base = e
		}
	}
	return base
}

// amended returns what a notice with these entries changes: [earlierNotices.base],
// unless all of the year have the same entries; empty if none is known.
func (k *earlierNotices) amended(n holidays.Notice) string {
	base := k.base()
	if base == nil || !slices.ContainsFunc(k.sameYear, func(e holidays.Notice) bool { return !slices.Equal(e.Entries, n.Entries) }) {
		return ""
	}
	return cmp.Or(base.Document, base.ID)
}
