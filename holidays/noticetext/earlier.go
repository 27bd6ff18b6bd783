package noticetext

import (
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

// collectEarlier sorts the prior notices around the notice n, of which the calendar, the
// year, the document number and the date of issue are known. The notice itself
// and later ones are left out.
func collectEarlier(n holidays.Notice, prior []holidays.Notice) *earlierNotices {
	k := &earlierNotices{parents: map[holidays.Date]holidays.EntryKind{}, own: map[holidays.Date]holidays.EntryKind{}}
	sorted := slices.Clone(prior)
	slices.SortStableFunc(sorted, func(a, b holidays.Notice) int {
		if c := len(a.Calendar) - len(b.Calendar); c != 0 {
			return c
		}
		return a.Issued.Compare(b.Issued)
	})
	for _, p := range sorted {
		parent := strings.HasPrefix(n.Calendar, p.Calendar+"-")
		if !parent && p.Calendar != n.Calendar || p.Year < n.Year-1 || p.Year > n.Year+1 {
			continue
		}
		if !n.Issued.IsZero() && p.Issued.After(n.Issued) || !parent && sameNotice(p, n) {
			continue
		}
		k.add(p, n, parent)
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

// sameNotice reports whether p is the notice n itself.
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
	for _, d := range daysOf(spans) {
		if k.nationalOff(d) != (kind == holidays.Off) {
			return false
		}
	}
	return true
}
