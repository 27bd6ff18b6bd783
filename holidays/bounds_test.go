package holidays_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shixian/holidays"
)

// TestBoundsTakeNoMoreThanTheDays: what bounds add to a calendar is no more than its days
// take, with as many years awaited as it has.
func TestBoundsTakeNoMoreThanTheDays(t *testing.T) {
	for _, id := range []string{"CN", "CN-GX"} {
		for _, known := range []string{"2012-01-01", "2026-11-28"} {
			days, bounds := embedded(t).AsOf(id, on(known)).Sizes()
			t.Logf("%s as known on %s: days %d bytes, bounds %d", id, known, days, bounds)
			if bounds > days {
				t.Errorf("%s as known on %s: bounds take %d bytes, the days %d", id, known, bounds, days)
			}
		}
	}
}

// changes are what one festival to come can change: the number of working days among
// those from the i-th up to, without it, the j-th, at least and at most.
type changes func(i, j int) (least, greatest int)

// arranging is a calendar of which the bounds are worked out by listing, for each festival
// to come, all that a notice can make of it.
type arranging struct {
	cal        *holidays.Calendar
	open, base []bool // by day: not settled; worked by the week and the notices
	festivals  []changes
	// By day: what the nation's notice to come can make of it.
	canRest, canMakeUp map[int]bool
}

func (a *arranging) is(list []bool, i int) bool { return i >= 0 && i < len(list) && list[i] }

// blocks are the runs of days off that a notice can give a festival.
func (a *arranging) blocks(f *holidays.FestivalBounds, days []int) (out [][2]int) {
	lo, hi := slices.Min(days), slices.Max(days)
	for from := lo - f.Before; from <= lo; from++ {
		for to := hi; to <= hi+f.After && to-from+1 <= f.DaysOff; to++ {
			open := true
			for i := from; i <= to; i++ {
				open = open && a.is(a.open, i)
			}
			if open {
				out = append(out, [2]int{from, to})
			}
		}
	}
	return out
}

// candidates are the days that can make up for a block.
func (a *arranging) candidates(f *holidays.FestivalBounds, b [2]int) (out []int) {
	for i := b[0] - f.MakeupWithin; i <= b[1]+f.MakeupWithin; i++ {
		if (i < b[0] || i > b[1]) && a.is(a.open, i) && !a.base[i] {
			out = append(out, i)
		}
	}
	return out
}

// choose calls f for each way to take n of a list.
func choose(list []int, n int, taken []int, f func([]int)) {
	if n == 0 {
		f(taken)
		return
	}
	for k := range list {
		choose(list[k+1:], n-1, append(taken, list[k]), f)
	}
}

// nation adds a festival of the nation's: all weekdays in the block beside the statutory
// days are made up.
func (a *arranging) nation(f *holidays.FestivalBounds, days []int) {
	var sums [][]int // by arrangement: the change up to the day before the i-th
	for _, b := range a.blocks(f, days) {
		rest := map[int]int{}
		for i := b[0]; i <= b[1]; i++ {
			if a.base[i] {
				rest[i] = -1
			}
		}
		n := len(rest) - len(days)
		if n < 0 || n > f.MakeupDays {
			continue
		}
		choose(a.candidates(f, b), n, nil, func(makeup []int) {
			sum := make([]int, len(a.base)+1)
			for i := range a.base {
				sum[i+1] = sum[i] + rest[i]
				if slices.Contains(makeup, i) {
					sum[i+1]++
				}
			}
			sums = append(sums, sum)
		})
	}
	if len(sums) == 0 {
		return
	}
	lo, hi := slices.Min(days), slices.Max(days)
	for i := lo - f.Before - f.MakeupWithin; i <= hi+f.After+f.MakeupWithin; i++ {
		if a.is(a.open, i) {
			a.canMakeUp[i] = i < lo || i > hi
			a.canRest[i] = a.canRest[i] || i >= lo-f.Before && i <= hi+f.After
		}
	}
	a.festivals = append(a.festivals, func(i, j int) (int, int) {
		least, greatest := len(a.base), -len(a.base)
		for _, s := range sums {
			least, greatest = min(least, s[j]-s[i]), max(greatest, s[j]-s[i])
		}
		return least, greatest
	})
}

// region adds a festival of a region's own, on top of what the nation's notice to come
// makes of the days: a block takes those that are worked by then, and any number of days
// are made up.
func (a *arranging) region(f *holidays.FestivalBounds, days []int) {
	if !slices.ContainsFunc(days, func(i int) bool { return a.is(a.open, i) }) {
		return
	}
	blocks := a.blocks(f, days)
	if len(blocks) == 0 {
		return
	}
	a.festivals = append(a.festivals, func(i, j int) (int, int) {
		least, greatest := len(a.base), -len(a.base)
		for _, b := range blocks {
			most, fewest, makeup := 0, 0, 0
			for k := max(i, b[0]); k < min(j, b[1]+1); k++ {
				if a.base[k] || a.canMakeUp[k] {
					most++
				}
				if a.base[k] && !a.canRest[k] {
					fewest++
				}
			}
			for _, k := range a.candidates(f, b) {
				if k >= i && k < j {
					makeup++
				}
			}
			least, greatest = min(least, -most), max(greatest, min(makeup, f.MakeupDays)-fewest)
		}
		return least, greatest
	})
}

// anywhere adds a festival that takes some days off, and has some worked, of a span.
func (a *arranging) anywhere(s holidays.Span, off, work int) {
	from, to := a.index(s.From), a.index(s.To)
	for i := from; i <= to; i++ {
		a.canRest[i] = a.canRest[i] || off > 0 && a.is(a.open, i)
		a.canMakeUp[i] = a.canMakeUp[i] || work > 0 && a.is(a.open, i)
	}
	a.festivals = append(a.festivals, func(i, j int) (int, int) {
		n := max(0, min(j, to+1)-max(i, from))
		return -min(n, off), min(n, work)
	})
}

func (a *arranging) index(d holidays.Date) int { return a.cal.First().DaysUntil(d) }

// bounds are the sums of the festivals' changes and of the days worked.
func (a *arranging) bounds(i, j int) (least, greatest int) {
	for k := i; k < j; k++ {
		if a.base[k] {
			least++
			greatest++
		}
	}
	for _, f := range a.festivals {
		l, g := f(i, j)
		least, greatest = least+l, greatest+g
	}
	return max(0, least), min(j-i, greatest)
}

// The years whose bounds are listed, and the festivals: the nation's two, of which one is
// listed year by year, and the region's.
const (
	boundsFrom, boundsTo = 2022, 2023
	fixed, dated, own    = "甲", "乙", "丙"
)

func drawFestivalBounds(t *rapid.T, festival string) holidays.FestivalBounds {
	return holidays.FestivalBounds{
		Festival: festival, Before: rapid.IntRange(0, 3).Draw(t, "before"), After: rapid.IntRange(0, 4).Draw(t, "after"),
		DaysOff: rapid.IntRange(1, 7).Draw(t, "days off"), MakeupDays: rapid.IntRange(0, 2).Draw(t, "makeup days"), MakeupWithin: rapid.IntRange(0, 8).Draw(t, "within"),
	}
}

// boundsSource draws a nation and a region whose festivals have bounds.
func boundsSource(t *rapid.T) *holidays.Source {
	day := holidays.NewDate(boundsTo, time.January, rapid.IntRange(1, 365).Draw(t, "day"))
	_, month, number := day.Civil()
	first := holidays.FestivalDays{Festival: fixed, Month: month, Day: number, Days: rapid.IntRange(1, 3).Draw(t, "days")}
	nation := &holidays.Bounds{Festivals: []holidays.FestivalBounds{drawFestivalBounds(t, fixed), drawFestivalBounds(t, dated)}}
	if rapid.Bool().Draw(t, "joins") {
		nation.Festivals[0].Joins = &holidays.JoinedBounds{Festival: dated, Before: rapid.IntRange(0, 4).Draw(t, "joined before"),
			After: rapid.IntRange(0, 4).Draw(t, "joined after"), DaysOff: rapid.IntRange(4, 9).Draw(t, "joined days off")}
	}
	second := holidays.FestivalDays{Festival: dated, Years: map[int]holidays.ListedDays{}}
	for y := boundsFrom; y <= boundsTo; y++ {
		if days := drawDated(t, y, holidays.NewDate(y, month, number), nation.Festivals[0].Joins); days != nil {
			second.Years[y] = holidays.ListedDays{Dates: days}
		}
	}
	regional := holidays.FestivalDays{Festival: own, Month: month, Day: number + rapid.IntRange(-5, 9).Draw(t, "own"), Days: rapid.IntRange(1, 2).Draw(t, "own days")}
	src := &holidays.Source{
		Definitions: []holidays.Definition{
			{ID: "N", FirstYear: boundsFrom, Bounds: nation},
			{ID: "R", Parent: "N", FirstYear: boundsFrom, Bounds: &holidays.Bounds{Festivals: []holidays.FestivalBounds{drawFestivalBounds(t, own)}},
				OwnNotice: &holidays.OwnNotice{DaysBefore: rapid.IntRange(0, 9).Draw(t, "own before"), DaysAfter: rapid.IntRange(0, 9).Draw(t, "own after")}},
		},
		Statutory: &holidays.Statutory{
			Dates: map[int]holidays.YearDates{boundsTo: {}},
			Regulations: []holidays.Regulation{
				{Calendar: "N", FromYear: boundsFrom, Days: []holidays.FestivalDays{first, second}},
				{Calendar: "R", FromYear: boundsFrom, Days: []holidays.FestivalDays{regional}},
			},
		},
	}
	src.Notices = boundsNotices(t, day)
	return src
}

// drawDated draws the days of a festival in a year: none, one, or one that comes again. It
// lies apart from the other festival, if it is not arranged as one with it.
func drawDated(t *rapid.T, year int, other holidays.Date, joins *holidays.JoinedBounds) []holidays.Date {
	first := holidays.NewDate(year, time.January, rapid.IntRange(1, 365).Draw(t, "dated"))
	if rapid.Bool().Draw(t, "near") {
		first = other.AddDays(rapid.IntRange(-14, 14).Draw(t, "gap"))
	}
	days := []holidays.Date{first}
	gap := other.DaysUntil(first)
	joined := joins != nil && gap >= -joins.Before && gap <= joins.After
	if again := first.AddDays(rapid.IntRange(58, 62).Draw(t, "again")); !joined && rapid.Bool().Draw(t, "comes again") {
		days = append(days, again)
	}
	for _, d := range days {
		for _, months := range []int{-12, 0, 12} {
			o, _ := other.AddMonths(months)
			if gap := o.DaysUntil(d); d.Year() != year || !joined && gap > -11 && gap < 11 {
				return nil
			}
		}
	}
	return days
}

// boundsNotices draws a notice that settles the first year, or none, and amendments, which
// settle nothing, around a day of the last year, or of the first: the region amends only
// what the nation has settled.
func boundsNotices(t *rapid.T, around holidays.Date) (out []holidays.Notice) {
	calendar := "N"
	if rapid.Bool().Draw(t, "first year is known") {
		out = append(out, holidays.Notice{ID: "known", Calendar: "N", Year: boundsFrom, Issued: holidays.NewDate(boundsFrom-1, 11, 1)})
		if calendar = rapid.SampledFrom([]string{"N", "R"}).Draw(t, "calendar"); calendar == "R" {
			around, _ = around.AddMonths(-12)
		}
	}
	if rapid.IntRange(0, 3).Draw(t, "next year is known") == 0 {
		out = append(out, holidays.Notice{ID: "next", Calendar: "N", Year: boundsTo + 1, Issued: holidays.NewDate(boundsFrom-1, 11, 2)})
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "amendments") {
		from := around.AddDays(rapid.IntRange(-9, 9).Draw(t, "amended"))
		if calendar == "R" && !from.Before(holidays.NewDate(boundsFrom, 12, 24)) {
			continue
		}
		out = append(out, holidays.Notice{ID: string(rune('a' + i)), Calendar: calendar, Year: from.Year(), Amends: "x",
			Issued: holidays.NewDate(boundsFrom-1, 12, 1+i), Entries: []holidays.Entry{{Festival: "调", Span: holidays.Span{From: from, To: from.AddDays(rapid.IntRange(0, 1).Draw(t, "length"))},
				Kind: rapid.SampledFrom([]holidays.EntryKind{holidays.Off, holidays.Work}).Draw(t, "kind")}}})
	}
	return out
}

// list lists what the notices to come can make of a calendar of a source: first the
// nation's, by what the nation knows, then the region's on top of them.
func list(t fataler, src *holidays.Source, id string) *arranging {
	a := &arranging{cal: build(t, src, id, holidays.Date{}), canRest: map[int]bool{}, canMakeUp: map[int]bool{}}
	for d := a.cal.First(); !d.After(a.cal.Last()); d = d.AddDays(1) {
		a.base = append(a.base, !d.IsWeekend())
	}
	a.lay(t, src, build(t, src, "N", holidays.Date{}))
	a.listNation(src)
	if id == "R" {
		a.lay(t, src, a.cal)
		for y := boundsFrom; y <= boundsTo; y++ {
			a.region(&src.Definitions[1].Bounds.Festivals[0], a.days(src, "R", y, own))
		}
	}
	return a
}

// lay lays the notices of a calendar, and says which of its days are open.
func (a *arranging) lay(t fataler, src *holidays.Source, cal *holidays.Calendar) {
	a.open = nil
	for i := range a.base {
		a.open = append(a.open, !day(t, cal, cal.First().AddDays(i)).Settled)
	}
	for _, n := range src.Notices {
		for _, e := range n.Entries {
			for i := max(0, a.index(e.From)); n.Calendar == cal.ID() && i <= min(len(a.base)-1, a.index(e.To)); i++ {
				a.base[i] = e.Kind == holidays.Work
			}
		}
	}
}

// days are the indexes of a festival's statutory days in a year.
func (a *arranging) days(src *holidays.Source, id string, year int, festival string) (out []int) {
	for _, d := range src.Statutory.Days(id, year, holidays.Date{}) {
		if d.Festival == festival {
			out = append(out, a.index(d.Date))
		}
	}
	return out
}

// listNation lists what can become of the nation's festivals in the years without notice,
// and at the end of the year before the one that the calendar does not reach.
func (a *arranging) listNation(src *holidays.Source) {
	one, two := src.Definitions[0].Bounds.Festivals[0], src.Definitions[0].Bounds.Festivals[1]
	for y := boundsFrom; y <= boundsTo; y++ {
		if y == boundsFrom && has(src, "known") {
			continue
		}
		first, second := a.days(src, "N", y, fixed), a.days(src, "N", y, dated)
		if j := one.Joins; j != nil && len(second) > 0 && second[0] >= first[0]-j.Before && second[0] <= first[0]+j.After {
			together := one
			together.DaysOff = j.DaysOff
			a.nation(&together, append(first, second...))
			continue
		}
		if len(second) == 0 {
			a.anywhere(holidays.Span{From: holidays.NewDate(y, 1, 1), To: holidays.NewDate(y, 12, 31)}, two.DaysOff, two.MakeupDays)
		}
		a.nation(&one, first) // whose days are off wherever the other lies
		switch {
		case len(second) == 0:
		case len(second) == 2 && second[1]-second[0] >= 60: // it comes twice
			a.nation(&two, second[:1])
			a.nation(&two, second[1:])
		default:
			a.nation(&two, second)
		}
	}
	if !has(src, "next") {
		a.listEnd(&one, a.days(src, "N", boundsTo+1, fixed)[0])
	}
}

func has(src *holidays.Source, notice string) bool {
	return slices.ContainsFunc(src.Notices, func(n holidays.Notice) bool { return n.ID == notice })
}

// listEnd lists what a festival of the year after the last can do to the last week: as many
// days of those before it are off as it reaches, and as many within reach of them are made up.
func (a *arranging) listEnd(f *holidays.FestivalBounds, first int) {
	last := len(a.base) - 1
	reach := max(last-6, first-min(f.Before, f.DaysOff-1))
	worked := 0
	for i := reach; i <= last; i++ {
		if a.base[i] {
			worked++
		}
	}
	date := a.cal.First().AddDays
	a.anywhere(holidays.Span{From: date(reach), To: date(last)}, min(worked, f.DaysOff), 0)
	a.anywhere(holidays.Span{From: date(max(last-6, reach-f.MakeupWithin)), To: date(last)}, 0, f.MakeupDays)
}

// TestBoundsByListing holds bounds, the days that can be worked and the bounds of the nth
// working day to what comes out if all arrangements are listed.
func TestBoundsByListing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := boundsSource(t)
		for _, id := range []string{"N", "R"} {
			a := list(t, src, id)
			from := a.index(holidays.NewDate(boundsTo, 1, 1)) - 60
			if at := a.days(src, "N", boundsTo, fixed)[0]; rapid.IntRange(0, 2).Draw(t, "where") > 0 {
				from = max(0, at-35)
			}
			to, end := min(len(a.base), from+75), len(a.base)
			a.sameWithin(t, id, from, to)
			a.sameWithin(t, id, end-10, end) // which the year after reaches
			a.same(t, id, 0, end)
			a.sameNth(t, id, from, to)
		}
	})
}

// sameWithin is [arranging.same] for all stretches from from up to, without it, to.
func (a *arranging) sameWithin(t *rapid.T, id string, from, to int) {
	for i := from; i < to; i++ {
		for j := i; j <= to; j++ {
			a.same(t, id, i, j)
		}
	}
}

// same compares the bounds of the days from the i-th up to, without it, the j-th.
func (a *arranging) same(t *rapid.T, id string, i, j int) {
	date := a.cal.First().AddDays
	least, greatest := a.cal.Bounds(date(i-1), date(j-1))
	wantLeast, wantGreatest := a.bounds(i, j)
	if least != wantLeast || greatest != wantGreatest {
		t.Fatalf("%s, %s to %s: %d to %d working days, not %d to %d", id, date(i), date(j-1), least, greatest, wantLeast, wantGreatest)
	}
	if j == i+1 && a.cal.CanWork(date(i)) != (wantGreatest > 0) {
		t.Fatalf("%s, %s can be worked: %t", id, date(i), a.cal.CanWork(date(i)))
	}
}

// sameNth compares the bounds of the nth working day, on and back, from some of the days,
// looked for up to some other.
func (a *arranging) sameNth(t *rapid.T, id string, from, to int) {
	for range 20 {
		open, last := rapid.IntRange(from, to-1).Draw(t, "open"), rapid.IntRange(from, to-1).Draw(t, "last")
		n, step := rapid.IntRange(1, 12).Draw(t, "n"), 1
		if last < open {
			step = -1
		}
		date := a.cal.First().AddDays
		due, err := a.cal.AddWorkdays(date(open), n*step)
		s := holidays.Stretch{Open: date(open), Last: date(last)}
		if err != nil || !s.Holds(due) {
			continue
		}
		count := func(i int) (least, greatest int) { // up to the i-th day
			if step < 0 {
				return a.bounds(i, open)
			}
			return a.bounds(open+1, i+1)
		}
		near, far := open, a.index(due)
		for greatest := 0; greatest < n && near != a.index(due); _, greatest = count(near) {
			near += step
		}
		for least, _ := count(far); far != last+step && (least < n || !a.cal.CanWork(date(far))); {
			if far += step; far != last+step {
				least, _ = count(far)
			}
		}
		want := holidays.Date{}
		if far != last+step {
			want = date(far)
		}
		gotNear, gotFar, found := a.cal.Nth(s, due, n, n)
		if gotNear != date(near) || gotFar != want || found == want.IsZero() {
			t.Fatalf("%s: the %d-th after %s, up to %s: %s to %s, not %s to %s", id, n, date(open), date(last), gotNear, gotFar, date(near), want)
		}
	}
}
