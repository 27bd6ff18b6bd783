package holidays

import (
	"fmt"
	"math"
	"slices"
	"sync"
)

// A calendar's bounds say, for days that are not settled, how few and how many of
// them can be worked: for each awaited festival every arrangement is admitted that
// [FestivalBounds] describe. Festivals are independent, so that the sums of their
// bounds are bounds. They may be wider than what can happen, never narrower, if a region
// arranges no day that the nation's notice is still to decide.

// arrangements holds, for a festival's window of days, the least and the greatest
// change to the number of working days in every run of them. For a run that neither
// begins nor ends with the window, it is what has to be added to the change up to the
// run's end and that after its beginning, less that of the whole window.
type arrangements struct {
	size    int // days in the window
	changes []change
}

// change is how much a number of working days changes at least and at most.
type change struct{ least, greatest int8 }

func (c change) add(o change) change      { return change{c.least + o.least, c.greatest + o.greatest} }
func (c change) subtract(o change) change { return change{c.least - o.least, c.greatest - o.greatest} }

// at returns the place in changes of the days from p (included) to q (excluded).
func (a *arrangements) at(p, q int) int { return p*(2*a.size+1-p)>>1 + q }

// row returns the changes of the runs from p on, by q; see at.
func (a *arrangements) row(p int) []change { return a.changes[a.at(p, 0):] }

// awaitedFestival is a festival whose arrangement nobody knows yet.
type awaitedFestival struct {
	from, to int32 // its window, as indexes of days, both included
	*arrangements
	// A festival that lies anywhere in its window, or outside, has no arrangements:
	// any of so many days may be off or worked.
	off, work int8
}

// upTo returns the change in the window up to a day, after the one in the window after
// it; see [arrangements].
func (f *awaitedFestival) upTo(i int32) change {
	if f.arrangements == nil {
		return f.any(i - f.from + 1)
	}
	return f.changes[i-f.from+1]
}

func (f *awaitedFestival) after(i int32) change {
	if f.arrangements == nil {
		return f.any(f.to - i)
	}
	return f.changes[f.at(int(i-f.from)+1, f.size)]
}

// anyInside is what [arrangements] hold for a run inside the window, of a festival that
// lies anywhere in it.
func (f *awaitedFestival) anyInside(begin, end int32) change {
	return f.any(end - begin).add(f.upTo(f.to)).subtract(f.upTo(end - 1)).subtract(f.after(begin - 1))
}

// any is the change in so many days of a festival that lies anywhere.
func (f *awaitedFestival) any(days int32) change {
	return change{-int8(min(days, int32(f.off))), int8(min(days, int32(f.work)))}
}

// bounds index a calendar's awaited festivals. A run of days lies between two places, of
// which place i is before day i.
type bounds struct {
	festivals []awaitedFestival // by the first day of their windows
	// By place: the working days up to the end of a run, and those before its beginning.
	// The bounds of a run are the difference, for festivals whose windows do not go on
	// beyond both its ends.
	upTo, after []daySum
	open        []uint16 // by place: the first festival whose window goes on after it
}

// daySum is a sum over all years up to a day. Differences fit in 16 bits for a run of a
// hundred years.
type daySum struct{ least, greatest int16 }

func (d daySum) add(c change) daySum {
	return d.plus(daySum{int16(c.least), int16(c.greatest)})
}

func (d daySum) plus(o daySum) daySum { return daySum{d.least + o.least, d.greatest + o.greatest} }

// Bounds returns the least and the greatest number of working days after from up to
// and including to, under every arrangement that is admitted for the days not yet
// settled. Days that are not covered are not counted. It takes constant time.
func (c *Calendar) Bounds(fromExcluded, toIncluded Date) (least, greatest int) {
	i, j := max(-1, c.index(fromExcluded)), min(len(c.days)-1, c.index(toIncluded))
	if i >= j {
		return 0, 0
	}
	l, g := c.bounds.sums(int32(i)+1, int32(j)+1)
	return max(0, int(l)), min(j-i, int(g))
}

// sums returns the bounds for the days from begin (included) to end (excluded).
func (x *bounds) sums(begin, end int32) (least, greatest int32) {
	upTo, after := x.upTo[end], x.after[begin]
	in := inside(x.around(begin), begin, end)
	return int32(upTo.least-after.least) + int32(in.least), int32(upTo.greatest-after.greatest) + int32(in.greatest)
}

// around returns the festivals whose windows go on before and after a place.
func (x *bounds) around(place int32) []awaitedFestival {
	after, n := x.festivals[x.open[place]:], 0
	for n < len(after) && after[n].from < place {
		n++
	}
	return after[:n]
}

// inside returns what is missing in the sums of a run's ends for the festivals around one
// of them, if their windows go on beyond both.
func inside(around []awaitedFestival, begin, end int32) (sum change) {
	for k := range around {
		f := &around[k]
		switch a := f.arrangements; {
		case begin <= f.from || end > f.to:
		case a != nil:
			sum = sum.add(a.changes[a.at(int(begin-f.from), int(end-f.from))])
		default:
			sum = sum.add(f.anyInside(begin, end))
		}
	}
	return sum
}

// CanWork reports whether d is worked under some admitted arrangement; false for a
// day that is not covered.
func (c *Calendar) CanWork(d Date) bool {
	i := c.index(d)
	return uint(i) < uint(len(c.days)) && c.days[i].flags&flagCanWork != 0
}

// maxBounds bounds the arrangements that a cache keeps, each of a few kilobytes. The
// embedded calendars have about a hundred; drafts that are judged add some.
const maxBounds = 1024

// boundsCache keeps arrangements by what they depend on: most years' festivals are
// like another's. It is safe for concurrent use.
type boundsCache struct {
	mu sync.Mutex
	by map[string]*arrangements
}

func (k *boundsCache) get(key string, compute func() *arrangements) *arrangements {
	k.mu.Lock()
	defer k.mu.Unlock()
	a := k.by[key]
	if a == nil {
		a = compute()
		if k.by == nil || len(k.by) == maxBounds {
			k.by = map[string]*arrangements{}
		}
		k.by[key] = a
	}
	return a
}

// festivalOf is one awaited festival as the bounds see it.
type festivalOf struct {
	FestivalBounds
	days     []Date // statutory, in order; a day of two festivals stands twice
	regional bool
}

// addBounds adds the festivals of a calendar for a year that it has no notice for.
func (b *builder) addBounds(def *Definition, year int) {
	if def.Bounds == nil {
		return
	}
	days := b.src.Statutory.byFestival(def.ID, year, b.asOf)
	undated := b.src.Statutory.Undated(def.ID, year, b.asOf)
	taken := map[string]bool{}
	var all []festivalOf
	for _, fb := range def.Bounds.Festivals {
		if slices.Contains(undated, fb.Festival) {
			b.anywhere(yearSpan(year), fb.DaysOff, fb.MakeupDays)
			continue
		}
		for _, own := range runs(days[fb.Festival]) {
			f := festivalOf{fb, own, def.Parent != ""}
			if j := fb.Joins; j != nil && len(days[j.Festival]) > 0 {
				if other := days[j.Festival]; j.takesIn(own[0], other[0]) {
					f.days = append(slices.Clone(own), other...)
					f.DaysOff = j.DaysOff
					taken[j.Festival] = true
				}
			}
			all = append(all, f)
		}
	}
	for _, f := range all {
		if !taken[f.Festival] {
			b.addFestival(f)
		}
	}
}

// addBoundsAfter bounds the last days of the calendar, which the notice of the year
// after it may move for a festival that begins that year. The festival itself lies
// outside, so that any of the days may be off, and any day off may be worked.
func (b *builder) addBoundsAfter(def *Definition, year int) {
	if def.Bounds == nil {
		return
	}
	days := b.src.Statutory.Days(def.ID, year, b.asOf)
	open := lastWeekOf(year - 1)
	for _, f := range def.Bounds.Festivals {
		i := slices.IndexFunc(days, func(d StatutoryDay) bool { return d.Festival == f.Festival })
		if i < 0 {
			continue
		}
		before := min(f.Before, f.DaysOff-1) // the day itself is one of those off
		off := Span{Later(open.From, days[i].Date.AddDays(-before)), open.To}
		work := Span{Later(open.From, off.From.AddDays(-f.MakeupWithin)), open.To}
		worked := 0
		for d := off.From; !d.After(off.To); d = d.AddDays(1) {
			if b.base[b.c.index(d)].Working() {
				worked++
			}
		}
		b.anywhere(off, min(worked, f.DaysOff), 0)
		b.anywhere(work, 0, f.MakeupDays)
	}
}

// anywhere adds a festival that takes any of some days off, and has any of them worked.
func (b *builder) anywhere(s Span, off, work int) {
	from, to := b.c.covered(s)
	if from > to {
		return
	}
	for i := from; i <= to; i++ {
		b.canRest[i] = b.canRest[i] || off > 0 && b.open[i]
		b.canMakeUp[i] = b.canMakeUp[i] || work > 0 && b.open[i]
	}
	b.c.bounds.festivals = append(b.c.bounds.festivals, awaitedFestival{int32(from), int32(to), nil, int8(off), int8(work)})
}

// runs parts days, which are in order, if a festival comes twice in a year.
func runs(days []Date) (out [][]Date) {
	for i, d := range days {
		if i == 0 || days[i-1].DaysUntil(d) >= again {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], d)
	}
	return out
}

func (b *builder) addFestival(f festivalOf) {
	first, last := slices.MinFunc(f.days, Date.Compare), slices.MaxFunc(f.days, Date.Compare)
	reach := f.MakeupWithin
	from, to := b.c.covered(Span{first.AddDays(-f.Before - reach), last.AddDays(f.After + reach)})
	if to < from {
		return
	}
	if f.regional && !slices.ContainsFunc(f.days, func(d Date) bool { return b.c.Covers(d) && b.open[b.c.index(d)] }) {
		return
	}
	win := make([]byte, to-from+1)
	for i := range win {
		win[i] = b.windowDay(from+i, f.regional)
	}
	lo, hi := b.c.index(first)-from, b.c.index(last)-from
	key := fmt.Sprint(f.Before, f.After, f.DaysOff, f.MakeupDays, f.MakeupWithin, lo, hi, len(f.days), f.regional, string(win))
	a := b.cache.get(key, func() *arrangements { return f.enumerate(win, lo, hi) })
	if a.size == 0 {
		return // no arrangement is admitted
	}
	b.markReach(&f, win, from, lo, hi)
	b.c.bounds.festivals = append(b.c.bounds.festivals, awaitedFestival{from: int32(from), to: int32(to), arrangements: a})
}

// The bits of a day in a festival's window.
const (
	dayOpen     = 1 << iota // not settled
	dayWorked               // worked by the week, or by a notice underneath
	dayCertain              // worked whatever else is arranged
	dayPossible             // worked in some arrangement
)

func (b *builder) windowDay(i int, regional bool) (bits byte) {
	if b.open[i] {
		bits |= dayOpen
	}
	in := b.base[i]
	if in.Working() {
		bits |= dayWorked
	}
	if regional {
		// The nation's own arrangement may still move the day.
		if b.canMakeUp[i] {
			bits |= dayPossible
		}
		if in.Working() && !b.canRest[i] {
			bits |= dayCertain
		}
	}
	return bits
}

// enumerate goes through every admitted block and notes its bounds for every run of
// days of the window. The statutory days are from lo to hi.
func (f festivalOf) enumerate(win []byte, lo, hi int) *arrangements {
	a := &arrangements{}
	for from := lo; from >= lo-f.Before; from-- {
		for to := hi; to <= hi+f.After && to-from < f.DaysOff; to++ {
			if k, ok := f.block(win, from, to); ok {
				if a.size == 0 {
					a.size = len(win)
					a.changes = slices.Repeat([]change{{math.MaxInt8, math.MinInt8}}, a.at(a.size, a.size)+1)
				}
				a.note(k)
			}
		}
	}
	for p := 1; p < a.size; p++ {
		for q := p; q < a.size; q++ {
			in := &a.changes[a.at(p, q)]
			*in = in.add(a.changes[a.size]).subtract(a.changes[q]).subtract(a.changes[a.at(p, a.size)])
		}
	}
	return a
}

// block is one admitted block: prefix sums, by day of the window, of the days that it
// takes away, at most and at least, and of those that can make up for them, of which
// there are from fewest to most.
type block struct {
	most, fewest   []int8
	candidates     []int8
	workLo, workHi int
}

// block returns the block from one day of the window to another, and whether it is
// admitted.
func (f festivalOf) block(win []byte, from, to int) (block, bool) {
	if from < 0 || to >= len(win) {
		return block{}, false
	}
	sums := len(win) + 1
	k := block{make([]int8, sums), make([]int8, sums), make([]int8, sums), 0, f.MakeupDays}
	off := 0
	for i, day := range win {
		k.most[i+1], k.fewest[i+1], k.candidates[i+1] = k.most[i], k.fewest[i], k.candidates[i]
		worked := day&dayWorked != 0
		switch {
		case i >= from && i <= to:
			if day&dayOpen == 0 {
				return k, false
			}
			if worked {
				off++
			}
			if worked || day&dayPossible != 0 {
				k.most[i+1]++
			}
			if worked && (!f.regional || day&dayCertain != 0) {
				k.fewest[i+1]++
			}
		case !worked && day&dayOpen != 0 && i >= from-f.MakeupWithin && i <= to+f.MakeupWithin:
			k.candidates[i+1]++
		}
	}
	if !f.regional {
		k.workLo = off - len(f.days)
		k.workHi = k.workLo
	}
	return k, k.workLo >= 0 && k.workLo <= f.MakeupDays && (f.regional || k.workLo <= int(k.candidates[len(win)]))
}

// note widens a by a block.
func (a *arrangements) note(k block) {
	all := int(k.candidates[a.size])
	i := 0
	for p := 0; p <= a.size; p++ {
		for q := p; q <= a.size; q++ {
			c := int(k.candidates[q] - k.candidates[p])
			least := -int(k.most[q]-k.most[p]) + max(0, k.workLo-(all-c))
			greatest := -int(k.fewest[q]-k.fewest[p]) + min(k.workHi, c)
			was := &a.changes[i]
			was.least, was.greatest = min(was.least, int8(least)), max(was.greatest, int8(greatest))
			i++
		}
	}
}

// markReach notes of the open days of a window whether they can be off, and made up: a
// region's notice goes by that.
func (b *builder) markReach(f *festivalOf, win []byte, from, lo, hi int) {
	for i, day := range win {
		if day&dayOpen != 0 {
			b.canRest[from+i] = b.canRest[from+i] || i >= lo-f.Before && i <= hi+f.After
			b.canMakeUp[from+i] = i < lo || i > hi
		}
	}
}

// indexBounds prepares the sums of [Calendar.Bounds].
func (b *builder) indexBounds() {
	c, x := b.c, &b.c.bounds
	slices.SortStableFunc(x.festivals, func(a, b awaitedFestival) int { return int(a.from - b.from) })
	n := len(c.days)
	x.upTo, x.after, x.open = make([]daySum, n+1), make([]daySum, n+1), make([]uint16, n+1)
	over := make([]daySum, n) // by day: what the festivals whose windows end on it change
	for _, f := range x.festivals {
		whole := f.upTo(f.to)
		over[f.to] = over[f.to].add(whole)
		for i := f.from; i < f.to; i++ {
			x.upTo[i+1] = x.upTo[i+1].add(f.upTo(i))
			x.after[i+1] = x.after[i+1].add(whole.subtract(f.after(i)))
		}
	}
	var sum daySum
	open := 0
	for i := range n {
		sum = sum.plus(over[i])
		if b.base[i].Working() {
			sum = sum.plus(daySum{1, 1})
		}
		x.upTo[i+1], x.after[i+1] = x.upTo[i+1].plus(sum), x.after[i+1].plus(sum)
		for open < len(x.festivals) && int(x.festivals[open].to) <= i {
			open++
		}
		x.open[i+1] = uint16(open)
	}
}

// markDays notes of each day whether it can be worked, by its bounds alone, and whether
// it is estimated by the principles.
func (b *builder) markDays() {
	c := b.c
	for i := range c.days {
		if _, greatest := c.bounds.sums(int32(i), int32(i)+1); greatest > 0 {
			c.days[i].flags |= flagCanWork
		}
	}
	for _, year := range b.byPrinciples {
		from, to := c.covered(Span{lastWeekOf(year - 1).From, lastWeekOf(year).From.AddDays(-1)})
		for i := from; i <= to; i++ {
			c.days[i].flags |= flagPrinciples
		}
	}
}
