package noticetext

import (
	"slices"
	"strings"

	"shixian/holidays"
)

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
	for _, n := range k.sameYear {
		for _, e := range n.Entries {
			if !named(e.Festival, festivals) {
				continue
			}
			if e.Kind != holidays.Off {
				return nil, false
			}
			for _, d := range daysOf([]holidays.Span{e.Span}) {
				if !d.IsWeekend() {
					out = append(out, d)
				}
			}
		}
	}
	return out, len(out) > 0
}

// named reports whether festival is, or has in its list, one of the names.
func named(festival string, names []string) bool {
	for _, part := range strings.Split(festival, "、") {
		if slices.Contains(names, part) {
			return true
		}
	}
	return slices.Contains(names, festival)
}

// amended returns what a notice with these entries changes: the first notice of
// its calendar and year, empty if none is known.
func (k *earlierNotices) amended(n holidays.Notice) string {
	var base *holidays.Notice
	for i := range k.sameYear {
		e := &k.sameYear[i]
		if !slices.Equal(e.Entries, n.Entries) && (base == nil || base.Amends != "" && e.Amends == "") {
			base = e
		}
	}
	switch {
	case base == nil:
		return ""
	case base.Document != "":
		return base.Document
	}
	return base.ID
}

// amends returns what the notice changes. Without a date of issue, the notices
// before it cannot be told from itself; then only a title that speaks of a
// change makes it one.
func (r *reader) amends() string {
	n := r.out.Notice
	base := r.earlier.amended(n)
	if base == "" && r.meta.amends && len(n.Entries) > 0 {
		r.problem(ProblemAmended, "")
	}
	if n.Issued.IsZero() && !r.meta.amends || len(n.Entries) == 0 {
		return ""
	}
	return base
}
