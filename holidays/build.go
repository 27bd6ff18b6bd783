package holidays

import (
	"fmt"
	"slices"
	"time"
)

// BuildOptions says which calendar to build from a [Source].
type BuildOptions struct {
	Calendar string
	// AsOf leaves out what was issued after that day; zero keeps all.
	AsOf Date
	// Revision is carried by the calendar as its revision.
	Revision int64
	// Position is carried by the calendar as its position.
	Position string
	// cache holds what calendars of one table share; nil for one that shares nothing.
	cache *boundsCache
}

// Build folds the notices of src into the calendar asked for. It does not check
// the notices; package check does.
func Build(src *Source, opt BuildOptions) (*Calendar, error) {
	lineage := src.Lineage(opt.Calendar)
	if lineage == nil {
		return nil, fmt.Errorf("calendar %q is not defined", opt.Calendar)
	}
	def := lineage[len(lineage)-1]
	b := &builder{
		src:  src,
		asOf: opt.AsOf,
		c: &Calendar{
			def:         def,
			revision:    opt.Revision,
			position:    opt.Position,
			first:       yearSpan(def.FirstYear).From,
			last:        yearSpan(src.Statutory.LastYear()).To,
			noticeNames: []string{""},
			festivals:   []string{""},
			undated:     map[int][]string{},
		},
		cache:    opt.cache,
		festival: map[string]uint16{"": 0},
	}
	if b.c.last.Before(b.c.first) {
		return nil, fmt.Errorf("calendar %q starts after the last year whose statutory dates are known", opt.Calendar)
	}
	if b.cache == nil {
		b.cache = &boundsCache{}
	}
	b.fold(lineage)
	return b.c, nil
}

// builder holds a calendar while it is folded.
type builder struct {
	src      *Source
	asOf     Date
	c        *Calendar
	festival map[string]uint16
	cache    *boundsCache

	// By day: whether it is not settled; what notices and the week alone make of it;
	// whether, if it is open, it can be off, and made up.
	open               []bool
	base               []Kind
	canRest, canMakeUp []bool
	byPrinciples       []int // the years that are estimated by principles
}

func (b *builder) fold(lineage []*Definition) {
	c := b.c
	c.days = make([]dayInfo, c.first.DaysUntil(c.last)+1)
	b.open = make([]bool, len(c.days))
	b.base = make([]Kind, len(c.days))
	b.canRest, b.canMakeUp = make([]bool, len(c.days)), make([]bool, len(c.days))
	for i := range c.days {
		if c.first.AddDays(i).IsWeekend() {
			c.days[i].kind, b.base[i] = Weekend, Weekend
		}
	}
	for i := range lineage {
		b.layer(lineage[:i+1])
	}
	b.indexWorked()
	b.indexUnsettled()
	b.indexBounds()
	b.markDays()
}

// layer lays the statutory days and notices of the last calendar of a lineage over
// what is there.
func (b *builder) layer(lineage []*Definition) {
	def := lineage[len(lineage)-1]
	notices := b.known(def.ID)
	settled := map[int]bool{}
	for _, n := range notices {
		if n.Amends == "" {
			settled[n.Year] = true
		}
	}
	for year := b.c.first.Year(); year <= b.c.last.Year(); year++ {
		if !settled[year] {
			b.layEstimate(lineage, year)
			for _, s := range b.awaited(def, year) {
				b.markOpen(s)
			}
		}
		if def.Parent == "" && !settled[year+1] {
			b.markOpen(lastWeekOf(year)) // a year's notice may move the last days of the December before
		}
	}
	b.c.notices = append(b.c.notices, notices...)
	for _, n := range InForce(notices) {
		b.layNotice(n)
	}
	b.layBounds(def, settled)
}

// layEstimate lays the best estimate of a year that the last calendar of a lineage
// has no notice for.
func (b *builder) layEstimate(lineage []*Definition, year int) {
	id := lineage[len(lineage)-1].ID
	if p := b.src.Statutory.principles(id, year, b.asOf); p != nil {
		b.layPrinciples(id, year, p)
		return
	}
	b.layStatutory(lineage, year)
}

// layBounds adds the bounds of the years that a calendar has no notice for.
func (b *builder) layBounds(def *Definition, settled map[int]bool) {
	for year := b.c.first.Year(); year <= b.c.last.Year(); year++ {
		if !settled[year] {
			b.addBounds(def, year)
		}
	}
	if next := b.c.last.Year() + 1; def.Parent == "" && !settled[next] {
		b.addBoundsAfter(def, next)
	}
}

// lastWeekOf returns 25 to 31 December, the days that the next year's notice has
// moved in 2006, 2007, 2011, 2018 and 2022.
func lastWeekOf(year int) Span {
	return Span{NewDate(year, time.December, 25), NewDate(year, time.December, 31)}
}

// known returns the notices of one calendar issued by asOf, earlier first.
func (b *builder) known(calendar string) []Notice {
	var out []Notice
	for _, n := range b.src.Notices {
		if n.Calendar == calendar && (b.asOf.IsZero() || !n.Issued.After(b.asOf)) {
			out = append(out, n)
		}
	}
	slices.SortStableFunc(out, func(x, y Notice) int { return x.Issued.Compare(y.Issued) })
	return out
}

// awaited returns the days of a year that something still to come decides: the
// calendar's yearly notice if it has one, or else the dates of its festivals.
func (b *builder) awaited(def *Definition, year int) []Span {
	whole := yearSpan(year)
	if def.Parent == "" {
		return []Span{whole}
	}
	if undated := b.src.Statutory.Undated(def.ID, year, b.asOf); len(undated) > 0 {
		b.c.undated[year] = append(b.c.undated[year], undated...)
		return []Span{whole} // nobody knows where in the year they fall
	}
	if def.OwnNotice == nil || year < def.OwnNotice.FromYear {
		return nil
	}
	return def.OwnNotice.around(b.src.Statutory.Days(def.ID, year, Date{}))
}

// again is how many days after its first day a festival has come for a second time:
// the year of the moon is 11 days shorter than the sun's.
const again = 60

// around returns the days that the notice may move: those around the first of each
// festival's days.
func (o *OwnNotice) around(days []StatutoryDay) []Span {
	first := map[string]Date{}
	var out []Span
	for _, d := range days {
		if f, seen := first[d.Festival]; seen && f.DaysUntil(d.Date) < again {
			continue
		}
		first[d.Festival] = d.Date
		out = append(out, Span{d.Date.AddDays(-o.DaysBefore), d.Date.AddDays(o.DaysAfter)})
	}
	return out
}

func (b *builder) markOpen(s Span) {
	from, to := b.c.covered(s)
	for i := from; i <= to; i++ {
		b.open[i] = true
	}
}

// layStatutory lays the statutory days of a year without a notice: each is off. One
// that falls on a weekend, or on a statutory day of another festival, is made up on
// the next weekday after its festival, or the later of the two, that is not off
// already.
func (b *builder) layStatutory(lineage []*Definition, year int) {
	taken := map[Date]Date{} // statutory days, with the last day of their festival
	for _, up := range lineage[:len(lineage)-1] {
		days := b.src.Statutory.Days(up.ID, year, b.asOf)
		last := lastDays(days)
		for _, d := range days {
			taken[d.Date] = Later(taken[d.Date], last[d.Festival])
		}
	}
	days := b.src.Statutory.Days(lineage[len(lineage)-1].ID, year, b.asOf)
	last := lastDays(days)
	for _, d := range days {
		b.set(d.Date, Holiday, d.Festival, 0, ByStatute)
	}
	for _, d := range days {
		other, shared := taken[d.Date]
		end := Later(other, last[d.Festival])
		taken[d.Date] = end
		if d.Date.IsWeekend() || shared {
			b.makeUp(d.Festival, end)
		}
	}
}

// makeUp gives a day off for a festival: the first after end that is worked as a
// weekday.
func (b *builder) makeUp(festival string, end Date) {
	next := end.AddDays(1)
	for b.c.Covers(next) && b.c.days[b.c.index(next)].kind != Workday {
		next = next.AddDays(1)
	}
	b.set(next, Holiday, festival, 0, ByStatute)
}

// lastDays returns the last of each festival's days, which are in order.
func lastDays(days []StatutoryDay) map[string]Date {
	last := map[string]Date{}
	for _, d := range days {
		last[d.Festival] = d.Date
	}
	return last
}

func (b *builder) layNotice(n Notice) {
	c := b.c
	c.laid = append(c.laid, n)
	c.noticeNames = append(c.noticeNames, n.Name())
	for _, e := range n.Entries {
		kind := Holiday
		if e.Kind == Work {
			kind = Makeup
		}
		to := Earlier(e.To, c.last)
		for d := Later(e.From, c.first); !d.After(to); d = d.AddDays(1) {
			b.set(d, kind, e.Festival, uint16(len(c.noticeNames)-1), ByNotice)
			b.base[c.index(d)] = kind
		}
	}
}

func (b *builder) set(d Date, kind Kind, festival string, notice uint16, basis Basis) {
	if !b.c.Covers(d) {
		return
	}
	f, ok := b.festival[festival]
	if !ok {
		f = uint16(len(b.c.festivals))
		b.festival[festival] = f
		b.c.festivals = append(b.c.festivals, festival)
	}
	b.c.days[b.c.index(d)] = dayInfo{kind, uint8(basis), notice, f}
}

func (b *builder) indexWorked() {
	c := b.c
	c.rank = make([]int32, len(c.days)+1)
	for i, d := range c.days {
		if d.kind.Working() {
			c.worked = append(c.worked, int32(i))
		}
		c.rank[i+1] = int32(len(c.worked))
	}
	c.worked = slices.Clip(c.worked)
}

func (b *builder) indexUnsettled() {
	c := b.c
	c.nextOpen = make([]int32, len(c.days))
	next := int32(len(c.days))
	for i := len(c.days) - 1; i >= 0; i-- {
		if b.open[i] {
			next = int32(i)
		}
		c.nextOpen[i] = next
	}
	c.settled = c.first.AddDays(int(c.nextOpen[0]) - 1)
}
