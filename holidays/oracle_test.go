package holidays_test

import (
	"slices"
	"time"

	"pgregory.net/rapid"

	"shixian/holidays"
)

// oracle answers from the definition of a calendar, one day at a time: the last
// notice that speaks of the day decides, the nearest calendar's before its
// parent's; then statute, if the calendar's year has no notice; then the week.
type oracle struct {
	src     *holidays.Source
	lineage []*holidays.Definition
	asOf    holidays.Date
	statute map[yearOf]map[holidays.Date]string
}

type yearOf struct{ level, year int }

// days returns what the oracle says of every day from first to last.
func days(src *holidays.Source, id string, asOf, first, last holidays.Date) []holidays.Day {
	o := oracle{src, src.Lineage(id), asOf, map[yearOf]map[holidays.Date]string{}}
	var out []holidays.Day
	for d := first; !d.After(last); d = d.AddDays(1) {
		out = append(out, o.day(len(o.lineage)-1, d))
	}
	return out
}

// day returns what the calendar at a level of the lineage, 0 the nation's, says of d.
func (o *oracle) day(level int, d holidays.Date) holidays.Day {
	if level < 0 {
		kind := holidays.Workday
		if d.IsWeekend() {
			kind = holidays.Weekend
		}
		return holidays.Day{Date: d, Kind: kind, Settled: true}
	}
	day := o.day(level-1, d)
	day.Settled = day.Settled && o.settled(level, d)
	if festival, ok := o.statutory(level, d.Year())[d]; ok {
		day.Kind, day.Festival, day.Notice = holidays.Holiday, festival, ""
	}
	known := o.notices(level)
	for i, n := range known {
		for _, e := range n.Entries {
			if e.Contains(d) && !superseded(n.Year, e.Festival, known[i+1:]) {
				day.Kind, day.Festival, day.Notice = holidays.Holiday, e.Festival, n.Name()
				if e.Kind == holidays.Work {
					day.Kind = holidays.Makeup
				}
			}
		}
	}
	return day
}

// superseded reports whether one of the notices issued later takes the place of all
// that was arranged for a festival of a year.
func superseded(year int, festival string, later []holidays.Notice) bool {
	return slices.ContainsFunc(later, func(n holidays.Notice) bool {
		return n.Year == year && (n.Replaces != "" || slices.Contains(n.Restates, festival))
	})
}

// notices returns what a level's calendar had issued, in order.
func (o *oracle) notices(level int) []holidays.Notice {
	var out []holidays.Notice
	for _, n := range o.src.Notices {
		if n.Calendar == o.lineage[level].ID && (o.asOf.IsZero() || !n.Issued.After(o.asOf)) {
			out = append(out, n)
		}
	}
	slices.SortStableFunc(out, func(a, b holidays.Notice) int { return a.Issued.Compare(b.Issued) })
	return out
}

func (o *oracle) hasNotice(level, year int) bool {
	return slices.ContainsFunc(o.notices(level), func(n holidays.Notice) bool { return n.Year == year && n.Amends == "" })
}

func (o *oracle) settled(level int, d holidays.Date) bool {
	year, month, dd := d.Civil()
	if level == 0 {
		return o.hasNotice(0, year) && (month < time.December || dd < 25 || o.hasNotice(0, year+1))
	}
	for y := year - 1; y <= year+1; y++ { // a festival in January reaches into the year before
		if o.awaits(level, y, d) {
			return false
		}
	}
	return true
}

// awaits reports whether the level's calendar waits for something of a year that
// decides d.
func (o *oracle) awaits(level, year int, d holidays.Date) bool {
	def := o.lineage[level]
	switch {
	case year < firstYear || year > lastYear || o.hasNotice(level, year):
		return false
	case len(o.src.Statutory.Undated(def.ID, year, o.asOf)) > 0:
		return d.Year() == year
	case def.OwnNotice == nil || year < def.OwnNotice.FromYear:
		return false
	}
	first := map[string]holidays.Date{}
	for _, s := range o.src.Statutory.Days(def.ID, year, holidays.Date{}) {
		if f, seen := first[s.Festival]; seen && f.DaysUntil(s.Date) < 60 {
			continue
		}
		first[s.Festival] = s.Date // the first day, or the first after it came again
		if away := s.Date.DaysUntil(d); away >= -def.OwnNotice.DaysBefore && away <= def.OwnNotice.DaysAfter {
			return true
		}
	}
	return false
}

// statutory returns the days off by statute, and for which festival, in a year
// that the level's calendar has no notice for.
func (o *oracle) statutory(level, year int) map[holidays.Date]string {
	key := yearOf{level, year}
	if off, ok := o.statute[key]; ok {
		return off
	}
	off := map[holidays.Date]string{}
	o.statute[key] = off
	if o.hasNotice(level, year) {
		return off
	}
	ends := map[holidays.Date]holidays.Date{} // the last day of the festivals that have this day
	reach := func(days []holidays.StatutoryDay, of holidays.Date, festival string) holidays.Date {
		for _, g := range days {
			if g.Festival == festival && g.Date.After(of) {
				of = g.Date
			}
		}
		return of
	}
	for _, up := range o.lineage[:level] {
		above := o.src.Statutory.Days(up.ID, year, o.asOf)
		for _, g := range above {
			ends[g.Date] = reach(above, ends[g.Date], g.Festival)
		}
	}
	given := o.src.Statutory.Days(o.lineage[level].ID, year, o.asOf)
	for _, g := range given {
		off[g.Date] = g.Festival
	}
	for _, g := range given {
		before, shared := ends[g.Date]
		end := reach(given, before, g.Festival)
		ends[g.Date] = end
		if !g.Date.IsWeekend() && !shared {
			continue
		}
		d := end.AddDays(1)
		for off[d] != "" || o.day(level-1, d).Kind != holidays.Workday {
			d = d.AddDays(1)
		}
		off[d] = g.Festival
	}
	return off
}

// The years of random sources.
const firstYear, lastYear = 2020, 2023

// sources draws a source of a nation, a region with its own notice and one
// without, over a few years, with random festivals and notices. Notices are
// issued on different days.
func sources() *rapid.Generator[*holidays.Source] {
	return rapid.Custom(func(t *rapid.T) *holidays.Source {
		src := &holidays.Source{
			Definitions: []holidays.Definition{
				{ID: "N", FirstYear: firstYear},
				{ID: "R", Parent: "N", FirstYear: rapid.IntRange(firstYear, lastYear).Draw(t, "R from"), OwnNotice: &holidays.OwnNotice{
					FromYear: rapid.IntRange(firstYear, lastYear).Draw(t, "own from"), DaysBefore: rapid.IntRange(0, 9).Draw(t, "before"), DaysAfter: rapid.IntRange(0, 20).Draw(t, "after"),
				}},
				{ID: "Q", Parent: "R", FirstYear: lastYear},
			},
			Statutory: &holidays.Statutory{Dates: map[int]holidays.YearDates{}, Regulations: []holidays.Regulation{
				regulation(t, "N", firstYear), regulation(t, "N", firstYear+2), regulation(t, "R", firstYear),
			}},
		}
		for y := firstYear; y <= lastYear; y++ {
			src.Statutory.Dates[y] = holidays.YearDates{
				holidays.SpringFestival: holidays.NewDate(y, time.January, 21+rapid.IntRange(0, 30).Draw(t, "spring")),
				holidays.Sanyuesan:      holidays.NewDate(y, time.March, 22+rapid.IntRange(0, 30).Draw(t, "sanyuesan")),
			}
		}
		src.Statutory.Regulations[2].Days = append(src.Statutory.Regulations[2].Days, listed(t))
		issued := rapid.SliceOfNDistinct(rapid.IntRange(0, 4*366), 0, 9, rapid.ID[int]).Draw(t, "issued")
		for i, n := range issued {
			src.Notices = append(src.Notices, notice(t, i, holidays.NewDate(firstYear-1, time.June, n)))
		}
		return src
	})
}

// listed draws a festival whose days are listed for some of the years only.
func listed(t *rapid.T) holidays.FestivalDays {
	f := holidays.FestivalDays{Festival: "开斋节", Years: map[int]holidays.ListedDays{}}
	last := rapid.IntRange(firstYear, lastYear).Draw(t, "listed to")
	for y := firstYear; y <= last; y++ {
		first := holidays.NewDate(y, time.January, rapid.IntRange(20, 300).Draw(t, "listed"))
		f.Years[y] = holidays.ListedDays{Dates: []holidays.Date{first, first.AddDays(rapid.IntRange(1, 3).Draw(t, "gap"))}}
		if again := first.AddDays(rapid.IntRange(58, 62).Draw(t, "again")); again.Year() == y && rapid.Bool().Draw(t, "comes again") {
			f.Years[y] = holidays.ListedDays{Dates: append(f.Years[y].Dates, again)}
		}
	}
	return f
}

func regulation(t *rapid.T, id string, from int) holidays.Regulation {
	days := rapid.IntRange(1, 4)
	return holidays.Regulation{Calendar: id, FromYear: from, Issued: holidays.NewDate(from-1, time.November, 10), Days: []holidays.FestivalDays{
		{Festival: "元旦", Month: time.January, Day: 1, Days: 1},
		{Festival: "春节", Anchor: holidays.SpringFestival, Offset: rapid.IntRange(-1, 0).Draw(t, "offset"), Days: days.Draw(t, "days")},
		{Festival: "三月三", Anchor: holidays.Sanyuesan, Days: days.Draw(t, "days")},
		{Festival: "中秋节", Month: time.October, Day: rapid.IntRange(1, 9).Draw(t, "day"), Days: 1},
		{Festival: "国庆节", Month: time.October, Day: 1, Days: days.Draw(t, "days")},
	}}
}

// notice draws the i-th notice: its entries may overlap and say anything.
func notice(t *rapid.T, i int, issued holidays.Date) holidays.Notice {
	n := holidays.Notice{
		ID:       string(rune('a' + i)),
		Calendar: rapid.SampledFrom([]string{"N", "N", "R", "Q"}).Draw(t, "calendar"),
		Year:     rapid.IntRange(firstYear, lastYear).Draw(t, "year"),
		Issued:   issued,
		Amends:   rapid.SampledFrom([]string{"", "", "x"}).Draw(t, "amends"),
	}
	if n.Amends == "" {
		n.Replaces = rapid.SampledFrom([]string{"", "", "x"}).Draw(t, "replaces")
	} else {
		n.Restates = rapid.SampledFrom([][]string{nil, {"春节"}, {"国庆节", "调休"}}).Draw(t, "restates")
	}
	for range rapid.IntRange(1, 5).Draw(t, "entries") {
		from := holidays.NewDate(n.Year-1, time.December, 1+rapid.IntRange(0, 395).Draw(t, "day"))
		n.Entries = append(n.Entries, holidays.Entry{
			Festival: rapid.SampledFrom([]string{"春节", "国庆节", "调休"}).Draw(t, "festival"),
			Kind:     rapid.SampledFrom([]holidays.EntryKind{holidays.Off, holidays.Work}).Draw(t, "kind"),
			Span:     holidays.Span{From: from, To: from.AddDays(rapid.IntRange(0, 9).Draw(t, "length"))},
		})
	}
	return n
}
