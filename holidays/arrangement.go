package holidays

import "slices"

// Arrangement is what a calendar makes of one festival of one year.
type Arrangement struct {
	Festival string
	// Year is the year of the notice that decided the days, or their own if none
	// did: the days of New Year may begin in the December before.
	Year int
	// Off are its runs of days off, in order.
	Off []Span
	// Work are its make-up days, in order.
	Work []Date
	// Notices are those that name the festival for the year, or arrange one of its
	// days, in the order in which they are laid over each other.
	Notices []Notice
	// Settled says whether each of its days is.
	Settled bool
}

// DaysOff returns how many days are off.
func (a *Arrangement) DaysOff() int {
	n := 0
	for _, s := range a.Off {
		n += s.Days()
	}
	return n
}

// First returns its first day off, or its first make-up day if no day is off.
func (a *Arrangement) First() Date {
	if len(a.Off) > 0 {
		return a.Off[0].From
	}
	return a.Work[0]
}

// Arrangements returns, in order, the arrangements that have a day from the first
// to the last day given, both included. Each is whole, even if some of its days
// are outside.
func (c *Calendar) Arrangements(from, to Date) []Arrangement {
	type key struct {
		festival uint16
		year     int
	}
	at := map[key]int{}
	var out []Arrangement
	// A year's festival has its days in that year and the December before.
	first, last := c.covered(Span{yearSpan(from.Year() - 1).From, yearSpan(to.Year() + 1).To})
	for i := first; i <= last; i++ {
		in := c.days[i]
		if in.kind != Holiday && in.kind != Makeup {
			continue
		}
		d := c.first.AddDays(i)
		k := key{in.festival, d.Year()}
		if in.notice > 0 {
			k.year = c.laid[in.notice-1].Year
		}
		n, there := at[k]
		if !there {
			n, at[k] = len(out), len(out)
			out = append(out, Arrangement{Festival: c.festivals[k.festival], Year: k.year, Settled: true})
		}
		out[n].add(d, in.kind, int(c.nextOpen[i]) != i)
	}
	wanted := Span{from, to}
	out = slices.DeleteFunc(out, func(a Arrangement) bool { return !a.overlaps(wanted) })
	for i := range out {
		out[i].Notices = c.noticesOf(&out[i])
	}
	slices.SortStableFunc(out, func(a, b Arrangement) int { return a.First().Compare(b.First()) })
	return out
}

// add adds a day; days come in order.
func (a *Arrangement) add(d Date, kind Kind, settled bool) {
	a.Settled = a.Settled && settled
	if kind == Makeup {
		a.Work = append(a.Work, d)
		return
	}
	if n := len(a.Off); n > 0 && a.Off[n-1].To.AddDays(1) == d {
		a.Off[n-1].To = d
		return
	}
	a.Off = append(a.Off, Span{d, d})
}

func (a *Arrangement) overlaps(s Span) bool {
	return slices.ContainsFunc(a.Off, s.Overlaps) || slices.ContainsFunc(a.Work, s.Contains)
}

// noticesOf returns the notices in force that name a's festival for its year, or arrange a
// day that a has or had by one of them.
func (c *Calendar) noticesOf(a *Arrangement) []Notice {
	claimed := slices.Clone(a.Off)
	for _, d := range a.Work {
		claimed = append(claimed, Span{d, d})
	}
	names := func(n *Notice, e *Entry) bool { return n.Year == a.Year && e.Festival == a.Festival }
	inForce := slices.DeleteFunc(slices.Clone(c.notices), func(n Notice) bool {
		return !slices.ContainsFunc(c.laid, func(l Notice) bool { return l.ID == n.ID })
	})
	for i := range inForce {
		for _, e := range inForce[i].Entries {
			if names(&inForce[i], &e) {
				claimed = append(claimed, e.Span)
			}
		}
	}
	return slices.DeleteFunc(inForce, func(n Notice) bool {
		return !slices.ContainsFunc(n.Entries, func(e Entry) bool {
			return names(&n, &e) || slices.ContainsFunc(claimed, e.Overlaps)
		})
	})
}
